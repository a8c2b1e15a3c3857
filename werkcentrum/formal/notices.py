"""What the person reads about a formal request; `staff_letters.py` is for the organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from werkcentrum.core.clock import AMSTERDAM, day_of
from werkcentrum.core.languages import on_the_clock
from werkcentrum.core.notices import Button, Notice, Sender, compose
from werkcentrum.formal.models import Addressee, FormalRequest, Right
from werkcentrum.formal.queries import term_of
from werkcentrum.formal.terms import Term
from werkcentrum.formal.tokens import secret_of

_OWN_PATH: Final = "/verzoek/"


@dataclass(frozen=True)
class Told:
    """A request, to whom it went, and who writes about it."""

    request: FormalRequest
    addressees: Sequence[Addressee]
    sender: Sender


def own_path(request: FormalRequest) -> str:
    """The page behind the link, in the language of whoever asked."""
    path = f"{_OWN_PATH}{secret_of(request.pk, request.link_turn)}/"
    is_dutch = request.language == settings.LANGUAGE_CODE
    return path if is_dutch else f"/{request.language}{path}"


def moment(at: datetime) -> str:
    """A day and a time on the clock in the Netherlands, in the language of the reader."""
    local = at.astimezone(AMSTERDAM)
    return _("%(day)s om %(time)s uur") % {
        "day": date_format(local, "j E Y"), "time": on_the_clock(local)
    }  # fmt: skip


def answer_by(addressee: Addressee) -> str:
    """Until when the person waits, in a sentence."""
    return _("U krijgt antwoord van %(organisation)s op of voor %(day)s.") % {
        "organisation": addressee.organisation.name, "day": date_format(addressee.due_on, "j E Y"),
    }  # fmt: skip


def how_long(term: Term) -> str:
    """The usual term and how much longer it may be, in plain words."""
    if term.months:
        usual = ngettext("%(count)s maand", "%(count)s maanden", term.months)
        extra = ngettext("%(count)s maand", "%(count)s maanden", term.extra_months)
        counts = (term.months, term.extra_months)
    else:
        usual = ngettext("%(count)s week", "%(count)s weken", term.weeks)
        extra = ngettext("%(count)s week", "%(count)s weken", term.extra_weeks)
        counts = (term.weeks, term.extra_weeks)
    return _(
        "U krijgt antwoord binnen %(usual)s. Met een goede reden mag er één keer %(extra)s bij. "
        "Dat staat in de wet."
    ) % {"usual": usual % {"count": counts[0]}, "extra": extra % {"count": counts[1]}}


def receipt(told: Told) -> Notice:
    """It came in: when, under which number, and a copy of everything."""
    request = told.request
    with override(request.language):
        received_on = day_of(request.received_at)
        term = term_of(request.region, request.kind, received_on)
        return compose(
            sender=told.sender,
            language=request.language,
            subject=_("Wij kregen uw bericht %(number)s") % {"number": request.number},
            preheader=_("Bewaar deze e-mail. Het is uw bewijs."),
            paragraphs=[
                _("Hallo %(name)s,") % {"name": request.name},
                _("Wij hebben uw bericht ontvangen en doorgestuurd."),
                *[answer_by(row) for row in told.addressees],
                how_long(term),
                _("U schreef:"),
                request.own_words,
            ],
            facts=facts(request, [row.organisation.name for row in told.addressees]),
            button=Button(_("Kijk hoe het ermee staat"), own_path(request)),
        )


def link(*, sender: Sender, language: str, number: str, path: str) -> Notice:
    """Somebody asked for the link to what they sent."""
    with override(language):
        return compose(
            sender=sender,
            language=language,
            subject=_("Uw link naar %(number)s") % {"number": number},
            preheader=_("Hiermee ziet u hoe het ermee staat."),
            paragraphs=[
                _("Hallo,"),
                _("U vroeg om een link naar wat u ons stuurde."),
                _("Vroeg u dit niet zelf? Dan hoeft u niets te doen."),
            ],
            button=Button(_("Kijk hoe het ermee staat"), path),
        )


def extended(told: Told, addressee: Addressee) -> Notice:
    """It takes longer, and why."""
    request = told.request
    with override(request.language):
        sentence = answer_by(addressee)
        return compose(
            sender=told.sender,
            language=request.language,
            subject=_("U krijgt later antwoord op %(number)s") % {"number": request.number},
            preheader=sentence,
            paragraphs=[
                _("Hallo %(name)s,") % {"name": request.name},
                _("%(organisation)s heeft meer tijd nodig.")
                % {"organisation": addressee.organisation.name},
                _("De reden: %(reason)s") % {"reason": addressee.extension_reason},
                sentence,
            ],
            button=Button(_("Kijk hoe het ermee staat"), own_path(request)),
            short=_short(told, sentence),
        )


def forwarded(told: Told, before: Addressee, after: Addressee) -> Notice:
    """Another organisation must answer; it was sent there (Awb 2:3)."""
    request = told.request
    with override(request.language):
        sentence = _("Wij hebben uw bericht doorgestuurd aan %(organisation)s.") % {
            "organisation": after.organisation.name
        }
        return compose(
            sender=told.sender,
            language=request.language,
            subject=_("Uw bericht %(number)s is doorgestuurd") % {"number": request.number},
            preheader=sentence,
            paragraphs=[
                _("Hallo %(name)s,") % {"name": request.name},
                _("%(organisation)s gaat hier niet over.")
                % {"organisation": before.organisation.name},
                sentence,
                answer_by(after),
            ],
            button=Button(_("Kijk hoe het ermee staat"), own_path(request)),
            short=_short(told, f"{sentence} {answer_by(after)}"),
        )


def facts(request: FormalRequest, organisations: Sequence[str]) -> list[tuple[str, str]]:
    """What was sent besides the words, in the language of the page or message."""
    rights = [str(Right(key).label) for key in request.rights if key in Right.values]
    found = [
        (_("Kenmerk"), request.number),
        (_("Ontvangen"), moment(request.received_at)),
        (_("Voor"), ", ".join(organisations)),
        (_("Naam"), request.name),
        (_("Bereikbaar"), _on_one_line(request.address)),
    ]
    if request.postal_address and request.postal_address != request.address:
        found.append((_("Adres"), _on_one_line(request.postal_address)))
    if rights:
        found.append((_("Wat u vraagt"), " ".join(rights)))
    return found


def _on_one_line(address: str) -> str:
    return ", ".join(address.splitlines())


def _short(told: Told, sentence: str) -> str:
    """The SMS: what happened, and the link."""
    return f"{told.sender.name}: {sentence} {told.sender.origin}{own_path(told.request)}"
