"""What may happen to an agreement, and why not: in Dutch, for who asked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkcentrum.core.refusal import Refusal
from werkcentrum.governance.agreements.clause_rules import Point
from werkcentrum.governance.agreements.dates import earliest_end
from werkcentrum.governance.agreements.force_rules import least_parties
from werkcentrum.governance.agreements.states import ALLOWED, OPEN, Stage
from werkcentrum.governance.models import Agreement, AgreementKind, Party
from werkcentrum.partners.models import Organisation

# What belongs to another agreement.
ADDITIONS: Final = frozenset({AgreementKind.ACCESSION, AgreementKind.ADDENDUM})


@dataclass(frozen=True)
class Text:
    """How the text is now: `is_current` when the newest version says what the clauses say."""

    is_empty: bool = False
    has_version: bool = False
    is_current: bool = False
    blanks: Sequence[str] = ()
    missing: Sequence[Point] = ()


def may_make(kind: str, parent: Agreement | None, *, today: date) -> Refusal | None:
    """An addition belongs to an agreement in force; anything else stands by itself."""
    if kind not in ADDITIONS:
        words = _("Alleen een toetreding of aanvulling hoort bij een andere overeenkomst.")
        return Refusal(words) if parent else None
    if parent is None:
        return Refusal(_("Kies bij welke overeenkomst dit hoort."))
    if parent.kind in ADDITIONS:
        return Refusal(_("Kies de overeenkomst zelf, niet een toetreding of aanvulling daarvan."))
    if not parent.holds_on(today):
        return Refusal(_("%(title)s is niet in werking.") % {"title": parent.title})
    return None


def may_write(agreement: Agreement) -> Refusal | None:
    """Its text, parties and dates change only while people still write it."""
    if agreement.stage in OPEN:
        return None
    if agreement.in_force_on is not None:
        return Refusal(_(
            "Deze overeenkomst is in werking. Wat moet veranderen, komt in een aanvulling."
        ))  # fmt: skip
    return Refusal(_(
        "De tekst ligt vast. Zet de overeenkomst terug in afstemming om haar te veranderen."
    ))  # fmt: skip


def may_go(
    agreement: Agreement, to: str, parties: Sequence[Party], text: Text, *, is_signed: bool
) -> Refusal | None:
    """The text goes one stage on, or back."""
    if to not in ALLOWED[agreement.stage] or agreement.in_force_on is not None:
        return Refusal(_("Die stap kan nu niet. Kijk hoe ver de overeenkomst is."))
    if is_signed:
        return _is_signed()
    if to == Stage.DRAFT or (to == Stage.CONSULTATION and agreement.stage != Stage.DRAFT):
        return None
    least = least_parties(agreement)
    if len(parties) < least:
        return Refusal(ngettext(
            "Voeg eerst een partij toe.", "Voeg eerst ten minste %(count)s partijen toe.", least
        ) % {"count": least})  # fmt: skip
    if not text.has_version or (to != Stage.TO_SIGN and not text.is_current):
        return Refusal(_("Maak eerst een versie: dan leest iedereen dezelfde tekst."))
    return _is_finished(parties, text) if to == Stage.CHECKED else None


def may_make_version(agreement: Agreement, text: Text, *, is_signed: bool) -> Refusal | None:
    """Nobody who signed finds another text; and the same text is no version."""
    if is_signed:
        return _is_signed()
    if refusal := may_write(agreement):
        return refusal
    if text.is_empty:
        return Refusal(_("Er staat nog niets in de tekst."))
    if text.is_current:
        return Refusal(_("De tekst is niet veranderd sinds de laatste versie."))
    return None


def may_add_party(
    agreement: Agreement, organisation: Organisation, present: Collection[Party],
    bound: Collection[Party] = (),
) -> Refusal | None:  # fmt: skip
    """Once, and from this region; `bound` are the parties of what somebody joins."""
    if refusal := may_write(agreement):
        return refusal
    if organisation.region_id != agreement.region_id:
        return Refusal(_("Deze organisatie is niet van deze regio."))
    words = {"name": organisation.name}
    if any(party.organisation_id == organisation.pk for party in present):
        return Refusal(_("%(name)s is al partij.") % words)
    is_there = any(
        party.organisation_id == organisation.pk and party.left_on is None for party in bound
    )
    if agreement.kind == AgreementKind.ACCESSION and is_there:
        return Refusal(_("%(name)s is al partij bij die overeenkomst.") % words)
    return None


def may_note_consulted(party: Party, *, on: date, today: date) -> Refusal | None:
    """A party said what it thinks of the text."""
    if party.agreement.stage != Stage.CONSULTATION:
        return Refusal(_("Dat kan alleen als de overeenkomst in afstemming is."))
    return _in_the_past(on, today)


def may_note_checked(party: Party, *, on: date, today: date) -> Refusal | None:
    """A party's lawyer agrees, after it was asked."""
    if refusal := may_note_consulted(party, on=on, today=today):
        return refusal
    if party.consulted_on is None or on < party.consulted_on:
        return Refusal(_("Eerst is de tekst afgestemd, daarna is er juridisch akkoord."))
    return None


def may_extend(agreement: Agreement, ends_on: date, *, today: date) -> Refusal | None:
    """To a later day, while it still holds."""
    if refusal := _holds(agreement, today):
        return refusal
    if agreement.ends_on is None:
        return Refusal(_("Deze overeenkomst heeft geen einddatum. Verlengen is niet nodig."))
    if ends_on <= agreement.ends_on:
        return Refusal(_("Kies een dag na %(day)s: tot dan loopt zij nu.")
                       % {"day": _day(agreement.ends_on)})  # fmt: skip
    return None


def may_terminate(agreement: Agreement, on: date, *, today: date) -> Refusal | None:
    """From a day after the notice period, once."""
    if refusal := _holds(agreement, today) or _in_time(agreement, on, today):
        return refusal
    if agreement.ends_on is not None and on >= agreement.ends_on:
        return Refusal(_("Zij eindigt al op %(day)s.") % {"day": _day(agreement.ends_on)})
    return None


def may_leave(party: Party, on: date, others: int, *, today: date) -> Refusal | None:
    """After the notice period, while at least two of the `others` who are bound stay."""
    agreement = party.agreement
    if refusal := _holds(agreement, today) or _in_time(agreement, on, today):
        return refusal
    if party.left_on is not None:
        return Refusal(_("Deze partij treedt al uit op %(day)s.") % {"day": _day(party.left_on)})
    if others < least_parties(agreement):
        return Refusal(_("Er blijven te weinig partijen over. Beëindig de hele overeenkomst."))
    return None


def may_evaluate(agreement: Agreement, on: date, *, today: date) -> Refusal | None:
    """Since it is in force, and after the last time."""
    begin = agreement.in_force_on
    if begin is None or today < begin:
        return Refusal(_("Deze overeenkomst is nog niet in werking."))
    if refusal := _in_the_past(on, today):
        return refusal
    if on < begin or (agreement.evaluated_on is not None and on <= agreement.evaluated_on):
        return Refusal(_("Kies een dag na het begin en na de vorige evaluatie."))
    return None


def may_assess_ground(unassessed: str) -> Refusal | None:
    """When a decision or power of attorney was withdrawn, and nobody looked at that yet."""
    return None if unassessed else Refusal(_("Hier is niets meer te beoordelen."))


def is_reference_taken() -> Refusal:
    """A region numbers its agreements."""
    return Refusal(_("Er is al een overeenkomst met dit zaaknummer."))


def gone() -> Refusal:
    """Somebody else took it away meanwhile."""
    return Refusal(_("Een collega haalde dit net weg."))


def just_changed() -> Refusal:
    """Somebody else wrote in it meanwhile."""
    return Refusal(_("Een collega veranderde de tekst net. Lees hem opnieuw."))


def just_changed_too() -> Refusal:
    """Somebody else wrote other terms or data of a party meanwhile."""
    return Refusal(_(
        "Een collega veranderde deze gegevens net. Open de pagina opnieuw en kijk wat er nu staat."
    ))  # fmt: skip


def _is_finished(parties: Sequence[Party], text: Text) -> Refusal | None:
    """Nothing to fill in, nothing missing, and every party's lawyer agreed."""
    if text.blanks:
        return Refusal(_("Vul eerst in wat nog open staat: %(what)s.") % {"what": text.blanks[0]})
    if text.missing:
        return Refusal(_("In de tekst ontbreekt nog: %(what)s.")
                       % {"what": ", ".join(point.heading for point in text.missing)})  # fmt: skip
    waiting = [party.organisation.name for party in parties if party.checked_on is None]
    if waiting:
        return Refusal(_("Juridisch akkoord ontbreekt nog van: %(who)s.")
                       % {"who": ", ".join(waiting)})  # fmt: skip
    return None


def _is_signed() -> Refusal:
    return Refusal(_(
        "Er is al getekend, dus de tekst blijft zo. Wat moet veranderen, komt in een aanvulling."
    ))  # fmt: skip


def _holds(agreement: Agreement, today: date) -> Refusal | None:
    if not agreement.holds_on(today):
        return Refusal(_("Deze overeenkomst is nu niet in werking."))
    if agreement.terminated_on is not None:
        return Refusal(_("Zij is al opgezegd en eindigt op %(day)s.")
                       % {"day": _day(agreement.terminated_on)})  # fmt: skip
    return None


def _in_time(agreement: Agreement, on: date, today: date) -> Refusal | None:
    first = earliest_end(agreement, today)
    if on >= first:
        return None
    months = agreement.notice_months
    return Refusal(ngettext(
        "De opzegtermijn is %(count)s maand. Kies %(day)s of later.",
        "De opzegtermijn is %(count)s maanden. Kies %(day)s of later.", months,
    ) % {"count": months, "day": _day(first)})  # fmt: skip


def _in_the_past(on: date, today: date) -> Refusal | None:
    return Refusal(_("Die dag moet nog komen.")) if on > today else None


def _day(day: date) -> str:
    return date_format(day, "j F Y")
