"""What people read about their appointment. Never what it is about: others read along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from werkcentrum.appointments.ics import where
from werkcentrum.appointments.models import Appointment
from werkcentrum.appointments.tokens import manage_secret
from werkcentrum.core.languages import on_the_clock
from werkcentrum.core.notices import Button, Notice, Sender, compose

_BOOKING_PATH: Final = "/afspraak/"


@dataclass(frozen=True)
class Told:
    """Whom a message is about, and who sends it; `adviser` is a name for visitors or ''."""

    appointment: Appointment
    sender: Sender
    adviser: str = ""

    @property
    def language(self) -> str:
        """The language of whoever reads it."""
        return self.appointment.language

    @property
    def name(self) -> str:
        """How the reader is addressed."""
        client = self.appointment.client
        return client.name_to_use if client else ""


def own_path(appointment: Appointment) -> str:
    """The path of the page behind the link, in the language of the reader."""
    return in_language(f"{_BOOKING_PATH}{manage_secret(appointment.series)}/", appointment.language)


def in_language(path: str, language: str) -> str:
    """The same page in another language."""
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


def moment(at: datetime) -> str:
    """A day and a time on the clock, in the language of the message."""
    return _("%(day)s om %(time)s uur") % {
        "day": date_format(at, "l j E"), "time": on_the_clock(at)
    }  # fmt: skip


def confirmed(told: Told) -> Notice:
    """It is sure."""
    with override(told.language):
        return _notice(
            told,
            subject=_("Uw afspraak op %(day)s") % {"day": _day(told)},
            preheader=_("U kunt de afspraak verzetten of afzeggen."),
            sentences=[_("Uw afspraak staat vast.")],
        )


def to_confirm(told: Told) -> Notice:
    """It counts when the reader presses a button on the page."""
    with override(told.language):
        return _notice(
            told,
            subject=_("Bevestig uw afspraak op %(day)s") % {"day": _day(told)},
            preheader=_("Zonder bevestiging gaat de afspraak niet door."),
            sentences=[
                _("U vroeg om een afspraak. Wilt u die bevestigen?"),
                _("Doe dit binnen twee uur. Anders gaat de afspraak niet door."),
            ],
            label=_("Bevestig de afspraak"),
        )


def reminder(told: Told) -> Notice:
    """It is tomorrow."""
    with override(told.language):
        return _notice(
            told,
            subject=_("Morgen heeft u een afspraak"),
            preheader=_("Kunt u niet? Zeg de afspraak dan af."),
            sentences=[_("Morgen heeft u een afspraak. Kunt u niet? Zeg de afspraak dan af.")],
        )


def moved(told: Told, before: Appointment) -> Notice:
    """Another time or place; `before` is how it was."""
    with override(told.language):
        return _notice(
            told,
            subject=_("Uw afspraak is nu op %(day)s") % {"day": _day(told)},
            preheader=_("De oude tijd geldt niet meer."),
            sentences=[
                _("Uw afspraak is verzet."),
                _("De oude tijd geldt niet meer: %(moment)s.")
                % {"moment": moment(before.local_start)},
            ],
        )


def other_adviser(told: Told) -> Notice:
    """The same time with somebody else."""
    with override(told.language):
        return _notice(
            told,
            subject=_("U spreekt iemand anders op %(day)s") % {"day": _day(told)},
            preheader=_("De tijd van uw afspraak blijft hetzelfde."),
            sentences=[
                _("De medewerker die u koos, kan die dag niet. Een collega neemt het over."),
                _("De tijd van uw afspraak blijft hetzelfde."),
            ],
        )


def cancelled(told: Told) -> Notice:
    """It does not go on: the reader said so, or we did."""
    is_ours = told.appointment.reason != Appointment.Reason.CLIENT
    with override(told.language):
        why = _("Uw afspraak gaat niet door. Dat vinden wij vervelend voor u.")
        return _notice(
            told,
            subject=_("Uw afspraak op %(day)s gaat niet door") % {"day": _day(told)},
            preheader=_("U kunt een nieuwe afspraak maken."),
            sentences=[why if is_ours else _("Uw afspraak is afgezegd.")],
            label=_("Maak een nieuwe afspraak"),
            path=in_language(_BOOKING_PATH, told.language),
        )


def please_move(told: Told) -> Notice:
    """It cannot go on at this time; would the reader choose another."""
    with override(told.language):
        return _notice(
            told,
            subject=_("Kies een andere tijd voor uw afspraak op %(day)s") % {"day": _day(told)},
            preheader=_("Op deze tijd kunnen wij u niet ontvangen."),
            sentences=[
                _("Op deze tijd kunnen wij u niet ontvangen. Dat vinden wij vervelend voor u."),
                _("Wilt u een andere tijd kiezen?"),
            ],
            label=_("Kies een andere tijd"),
        )


def earlier_place(told: Told, starts_at: datetime) -> Notice:
    """There is an earlier time (local), for whoever is first."""
    with override(told.language):
        return _notice(
            told,
            subject=_("U kunt eerder komen: op %(day)s") % {"day": date_format(starts_at, "l j E")},
            preheader=_("Wie het eerst kiest, krijgt de plaats."),
            sentences=[
                _("Er is een plaats vrij: %(moment)s.") % {"moment": moment(starts_at)},
                _("Wilt u die? Kies dan de nieuwe tijd. Wie het eerst kiest, krijgt de plaats."),
                _("Doet u niets? Dan blijft uw afspraak zoals hij is."),
            ],
        )


def _notice(
    told: Told,
    *,
    subject: str,
    preheader: str,
    sentences: Sequence[str],
    label: str = "",
    path: str = "",
) -> Notice:
    """The same letter around every message. Runs in the language of the reader."""
    address = path or own_path(told.appointment)
    return compose(
        sender=told.sender,
        language=told.language,
        subject=subject,
        preheader=preheader,
        paragraphs=[_("Hallo %(name)s,") % {"name": told.name}, *sentences],
        facts=facts(told),
        button=Button(label or _("Bekijk, verzet of zeg af"), address),
        short=_short(told, sentences[0], address),
    )


def facts(told: Told) -> list[tuple[str, str]]:
    """When, how long, where and with whom, in the language of the page or message."""
    appointment = told.appointment
    minutes = (appointment.ends_at - appointment.starts_at).total_seconds() / 60
    found = [
        (_("Wanneer"), moment(appointment.local_start)),
        (_("Hoe lang"), _("%(count)s minuten") % {"count": round(minutes)}),
        (_("Waar"), where(appointment)),
    ]
    if told.adviser:
        found.append((_("Met wie"), told.adviser))
    if appointment.party_size > 1:
        found.append((_("Hoeveel mensen"), str(appointment.party_size)))
    return found


def _short(told: Told, sentence: str, path: str) -> str:
    """The SMS: one sentence, when, and the link."""
    when = moment(told.appointment.local_start)
    return f"{told.sender.name}: {sentence} {when}. {told.sender.origin}{path}"


def _day(told: Told) -> str:
    day: date = told.appointment.local_start.date()
    return date_format(day, "l j E")
