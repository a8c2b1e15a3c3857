"""What an organisation reads when a formal request is for it. In Dutch."""

from typing import Final

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from werkcentrum.core.clock import day_of
from werkcentrum.core.notices import Notice, compose
from werkcentrum.formal.models import Addressee, Kind
from werkcentrum.formal.notices import Told, facts
from werkcentrum.formal.queries import term_of

_DUTCH: Final = "nl"


def to_organisation(told: Told, addressee: Addressee) -> Notice:
    """The request itself, with the words as they were written, and until when there is time."""
    request = told.request
    name = addressee.organisation.name
    term = term_of(request.region, request.kind, day_of(addressee.sent_at))
    with override(_DUTCH):
        due = _("Antwoord uiterlijk op %(day)s.") % {
            "day": date_format(addressee.due_on, "j F Y")
        }  # fmt: skip
        kind = str(Kind(request.kind).label)
        return compose(
            sender=told.sender,
            language=_DUTCH,
            subject=f"{kind[0].upper()}{kind[1:]} {request.number}",
            preheader=due,
            paragraphs=[
                _("Dit kwam binnen bij het Werkcentrum en is voor %(name)s.") % {"name": name},
                *_forwarded(addressee),
                f"{due} {_('Dat staat in %(law)s.') % {'law': term.law}}",
                _may_be_mailed() if request.is_digital else _may_not_be_mailed(),
                _("De tekst hieronder is in deze taal geschreven: %(language)s.")
                % {"language": dict(settings.LANGUAGES)[request.language]},
                request.own_words,
            ],
            facts=facts(request, [name]),
            after=[_("Gaat u hier niet over? Laat het ons meteen weten. Dan sturen wij het door.")],
        )


def _forwarded(addressee: Addressee) -> list[str]:
    if addressee.forwarded_by is None:
        return []
    return [
        _(
            "Wij sturen dit door, want het kwam bij een organisatie die er niet over gaat. "
            "Zo staat het in artikel 2:3 van de Algemene wet bestuursrecht."
        )
    ]


def _may_be_mailed() -> str:
    return _("Een antwoord per e-mail mag.")


def _may_not_be_mailed() -> str:
    return _("Er is niet gezegd dat een antwoord per e-mail mag. Stuur een brief, of bel.")
