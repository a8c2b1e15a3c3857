"""The text of an agreement, from its clauses and from what the house knows of its parties."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from django.db.models import FilteredRelation, Q
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import override

from werkcentrum.governance.agreements.clause_rules import (
    Point,
    Written,
    blanks,
    checklist,
    names_in,
    written,
)
from werkcentrum.governance.agreements.rules import Text
from werkcentrum.governance.models import (
    Agreement,
    AgreementVersion,
    Clause,
    ClauseTemplate,
    Party,
    Signature,
)
from werkcentrum.governance.money.cents import in_words as euros
from werkcentrum.governance.purposes import in_words
from werkcentrum.partners.models import HoursKind, Location, Municipality

_TO_WRITE: Final = "." * 40


@dataclass(frozen=True)
class Draft:
    """The text as it is now: its clauses, what they say, and what is still to be done."""

    clauses: list[Clause]
    written: list[Written]
    points: list[Point]
    # The newest first, without their files.
    versions: list[AgreementVersion]

    @property
    def newest(self) -> AgreementVersion | None:
        """The version that counts."""
        return next(iter(self.versions), None)

    @property
    def blanks(self) -> list[str]:
        """What people still have to fill in."""
        return blanks(self.written)

    @property
    def open_places(self) -> list[tuple[str, Clause, bool]]:
        """Each of them with the clause where it stands, and whether that clause itself says it.

        What the house fills in can lack something too, which is written down elsewhere.
        """
        found: dict[str, tuple[str, Clause, bool]] = {}
        for clause, one in zip(self.clauses, self.written, strict=True):
            for words in blanks([one]):
                found.setdefault(words, (words, clause, words in clause.body))
        return list(found.values())

    @property
    def missing(self) -> list[Point]:
        """Points of the checklist that no clause covers."""
        return [point for point in self.points if not point.is_there]

    @property
    def is_current(self) -> bool:
        """Whether the newest version says this."""
        return self.newest is not None and self.newest.clauses == self.as_pairs

    @property
    def as_pairs(self) -> list[list[str]]:
        """How a version keeps it."""
        return [[one.heading, one.body] for one in self.written]

    @property
    def text(self) -> Text:
        """What the rules ask about."""
        return Text(
            not self.clauses, self.newest is not None, self.is_current, self.blanks, self.missing
        )


def draft_of(agreement: Agreement, *, today: date, parties: Sequence[Party] | None = None) -> Draft:
    """The text of an agreement; the files of its versions are not read."""
    clauses = list(agreement.clauses.order_by("position", "pk"))
    templates = ClauseTemplate.objects.filter(region=agreement.region_id).order_by("position")
    if parties is None:
        rows = agreement.parties.select_related("organisation")
        parties = list(rows.order_by("position", "pk"))
    return Draft(
        clauses,
        written(clauses, values_of(agreement, parties, names_in(clauses), today=today)),
        checklist(templates, clauses, agreement.kind),
        list(agreement.versions.defer("pdf").order_by("-number")),
    )


def is_signed(agreement: Agreement) -> bool:
    """Whether anybody signed any version, confirmed or not."""
    return Signature.objects.filter(version__agreement=agreement).exists()


def values_of(
    agreement: Agreement, parties: Sequence[Party], names: Collection[str], *, today: date
) -> dict[str, str]:
    """What is filled in, by its name (`clause_rules.PLACEHOLDERS`), in Dutch whatever is on.

    What takes a look in the database only where the text has its name.
    """
    with override("nl"):
        parent = agreement.parent
        begun = parent.in_force_on if parent else None
        return {
            "naam overeenkomst": agreement.title,
            "zaaknummer": agreement.reference,
            "regio": agreement.region.name,
            "centrumgemeente": _centre(agreement) if "centrumgemeente" in names else "",
            "partijen": _parties(parties),
            "nieuwe partij": ", ".join(party.organisation.name for party in parties),
            "wat partijen krijgen": _purposes(parties),
            **(_places(parties, today) if {"locaties", "inlooptijden"} & {*names} else {}),
            "inwerkingtreding": _starts(agreement),
            "looptijd": f"tot {_day(agreement.ends_on)}" if agreement.ends_on
            else "voor onbepaalde tijd",
            "opzegtermijn": str(agreement.notice_months),
            "evaluatietermijn": str(agreement.evaluation_months),
            "hoogste bedrag": euros(agreement.worth_cents) if agreement.worth_cents else "",
            "naam eerdere overeenkomst": parent.title if parent else "",
            "zaaknummer eerdere overeenkomst": parent.reference if parent else "",
            "datum eerdere overeenkomst": _day(begun) if begun else "",
            "ondertekening": _signatures(parties),
        }  # fmt: skip


def _centre(agreement: Agreement) -> str:
    rows = Municipality.objects.filter(region=agreement.region_id, is_centre=True)
    return " en ".join(f"de gemeente {row.name}" for row in rows.order_by("name"))


def _parties(parties: Sequence[Party]) -> str:
    return "\n\n".join(f"{number}. {_party(party)}" for number, party in enumerate(parties, 1))


def _party(party: Party) -> str:
    who = party.representative_name or "[vul in: wie vertegenwoordigt deze partij]"
    function = f", {party.representative_function}" if party.representative_function else ""
    return f"{party.organisation.name}, {party.capacity}, vertegenwoordigd door {who}{function}."


def _purposes(parties: Sequence[Party]) -> str:
    lines = [
        f"{party.organisation.name}: {', '.join(in_words(key) for key in party.purposes)}."
        for party in parties
        if party.purposes
    ]
    return "\n\n".join(lines) or "Geen gegevens over mensen."


def _places(parties: Sequence[Party], today: date) -> dict[str, str]:
    """Where people walk in at these parties, and when."""
    is_walk_in = Q(weekly_hours__kind=HoursKind.WALK_IN) & (
        Q(weekly_hours__ends_on=None) | Q(weekly_hours__ends_on__gt=today)
    )
    rows = Location.objects.filter(organisation__in=[party.organisation_id for party in parties])
    rows = rows.annotate(hours=FilteredRelation("weekly_hours", condition=is_walk_in))
    rows = rows.order_by("name", "pk", "hours__weekday", "hours__opens_at")
    addresses, hours = {}, defaultdict(list)
    # A row for each time that people walk in somewhere, or one without when they never do.
    for pk, name, street, postcode, place, *span in rows.values_list(
        "pk", "name", "street", "postcode", "place",
        *(f"hours__{field}" for field in ("weekday", "every_weeks", "opens_at", "closes_at")),
    ):  # fmt: skip
        parts = [name, street, f"{postcode} {place}".strip()]
        addresses[pk] = ", ".join(filter(None, parts))
        if span[0] is not None:
            hours[pk, name].append(_span(*span))
    return {
        "locaties": "\n\n".join(f"{address}." for address in addresses.values()),
        "inlooptijden": "\n\n".join(
            f"{name}: {', '.join(spans)}." for (_pk, name), spans in hours.items()
        ),
    }


def _span(weekday: int, every_weeks: int, opens_at: time, closes_at: time) -> str:
    every = f" (eens in de {every_weeks} weken)" if every_weeks > 1 else ""
    return f"{WEEKDAYS[weekday - 1]} {opens_at:%H.%M} tot {closes_at:%H.%M} uur{every}"


def _starts(agreement: Agreement) -> str:
    starts_on = agreement.starts_on
    if agreement.rule == Agreement.Rule.ON_DATE and starts_on:
        return (
            f"op {_day(starts_on)}, voor de partijen die dan hebben getekend, als dat er ten "
            "minste twee zijn. Wie later tekent, doet mee vanaf die dag"
        )
    later = f", maar niet voor {_day(starts_on)}" if starts_on else ""
    return f"zodra alle partijen hebben getekend{later}"


def _signatures(parties: Sequence[Party]) -> str:
    return "\n\n".join("\n\n".join(_signature(party)) for party in parties)


def _signature(party: Party) -> list[str]:
    """Where somebody signs, with room to write what is not known yet."""
    return [
        f"Voor {party.organisation.name}",
        f"Naam: {party.representative_name or _TO_WRITE}",
        f"Functie: {party.representative_function or _TO_WRITE}",
        f"Op grond van besluit en volmacht: {_TO_WRITE}",
        f"Plaats en datum: {_TO_WRITE}",
        f"Handtekening: {_TO_WRITE}",
    ]


def _day(day: date) -> str:
    return date_format(day, "j F Y")
