"""The question whether something may be shared, in the language of whoever is asked."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from werkcentrum.casework.models import Client
from werkcentrum.privacy.models import ConsentText, LegalGround
from werkcentrum.privacy.queries import askable_data, in_words
from werkcentrum.privacy.rules import expires_after


@dataclass(frozen=True)
class Question:
    """What stands on the screen or the paper, all in `language`; `body` is the exact text."""

    language: str
    direction: str
    heading: str
    to_whom: str
    what: str
    body: str
    is_free: str
    can_withdraw: str
    until: str
    version: str
    yes: str
    no: str
    who: str
    name: str
    day: str
    signature: str


def question_for(client: Client, ground: LegalGround, text: ConsentText, at: datetime) -> Question:
    """The question as this client reads it. No is as good an answer as yes."""
    recipient = ground.recipient or ground.controller
    with override(text.language):
        names = {"controller": ground.controller.name, "recipient": recipient.name}
        if ground.recipient is None:
            heading, to_whom = _("Mogen wij dit bewaren?"), _("%(controller)s bewaart het dan.")
        else:
            heading = _("Mogen wij uw gegevens delen?")
            to_whom = _("%(controller)s geeft ze dan aan %(recipient)s.")
        return Question(
            language=text.language,
            direction="rtl" if get_language_info(text.language)["bidi"] else "ltr",
            heading=heading,
            to_whom=to_whom % names,
            what=_("Het gaat om %(data)s.") % {"data": in_words(askable_data(ground))},
            body=text.body,
            is_free=_("U mag nee zeggen. Dan helpen wij u net zo goed."),
            can_withdraw=_("Zegt u ja? Dan kunt u altijd nog nee zeggen."),
            until=_("Uw ja geldt tot %(day)s.") % {"day": _day(expires_after(at))},
            version=_("Tekst %(version)s, van %(day)s") % {
                "version": text.version, "day": date_format(text.starts_on, "j E Y"),
            },
            yes=_("Ja, dat mag"),
            no=_("Nee, liever niet"),
            who=client.representative_name or client.name_to_use,
            name=_("Naam"),
            day=_("Datum"),
            signature=_("Handtekening"),
        )  # fmt: skip


def _day(at: datetime) -> str:
    return date_format(at, "j E Y")
