"""What is shown of periods and of what was destroyed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet, TextField, Value
from django.db.models.functions import Cast

from werkcentrum.accounts.queries import mail_addresses
from werkcentrum.audit.models import AuditLine
from werkcentrum.core.records import RECORDS, Cutoff
from werkcentrum.partners.models import Region
from werkcentrum.privacy.models import Destruction
from werkcentrum.privacy.retention import Term, terms_of

MOST_SHOWN = 20


@dataclass(frozen=True)
class ShownTerm:
    """A sort of record with its term, and how many rows are past it."""

    term: Term
    past: int


@dataclass(frozen=True)
class Destroyed:
    """A line of the register of destruction, with names for who decided; '' where nobody had to.

    `done_at` None: it is going on.
    """

    label: str
    until_on: date
    count: int
    source: str
    proposed_by: str
    proposed_at: datetime
    approved_by: str
    approved_at: datetime | None
    done_at: datetime | None


@dataclass(frozen=True)
class Waiting:
    """What waits for people: found, or proposed by one and waiting for another.

    `count` rows would go now; `is_own`: whoever looks proposed it, `proposed_by` says who did.
    """

    destruction: Destruction
    label: str
    count: int
    is_proposed: bool
    is_own: bool
    proposed_by: str


def overview(region: Region, *, by: str, at: datetime) -> tuple[list[ShownTerm], list[Waiting]]:
    """Every sort of record in the order of its label, and what waits for people, oldest first."""
    terms = terms_of(region)
    rows = Destruction.objects.filter(region=region, done_at=None, approved_by="")
    found = list(rows.filter(record__in=RECORDS).select_related("region").order_by("pk"))
    limits = {key: (key, term.cutoff(at)) for key, term in terms.items()}
    limits |= {str(row.pk): (row.record, limit_of(row, terms[row.record], at)) for row in found}
    counts = _counts(region, limits)
    names = mail_addresses(row.proposed_by for row in found)
    shown = [ShownTerm(term, counts.get(key, 0)) for key, term in terms.items()]
    waiting = [
        Waiting(
            row, label_of(row.record), counts[str(row.pk)],
            is_proposed=row.proposed_by != AuditLine.SYSTEM, is_own=row.proposed_by == by,
            proposed_by=names.get(row.proposed_by, row.proposed_by),
        )
        for row in found
        if counts.get(str(row.pk))
    ]  # fmt: skip
    return sorted(shown, key=lambda row: str(row.term.record.label)), waiting


def destroyed(region: Region) -> QuerySet[Destruction]:
    """What was destroyed, or is being, the newest first."""
    rows: QuerySet[Destruction] = Destruction.objects.filter(region=region).exclude(count=0)
    return rows.order_by("-pk")


def in_words(rows: Iterable[Destruction]) -> list[Destroyed]:
    """Lines of the register, with names."""
    rows = list(rows)
    names = mail_addresses(key for row in rows for key in (row.proposed_by, row.approved_by))
    names[AuditLine.SYSTEM] = ""
    return [
        Destroyed(
            label_of(row.record), row.until_on, row.count, row.source,
            names.get(row.proposed_by, row.proposed_by), row.proposed_at,
            names.get(row.approved_by, row.approved_by), row.approved_at, row.done_at,
        )
        for row in rows
    ]  # fmt: skip


def register_rows(region: Region) -> Iterator[list[str | int]]:
    """The register of destruction as rows of a file, with a heading."""
    yield [
        "soort gegeven", "van voor", "aantal", "selectielijst", "voorgesteld door",
        "voorgesteld op", "akkoord van", "akkoord op", "vernietigd op",
    ]  # fmt: skip
    for row in in_words(destroyed(region)):
        yield [
            row.label, row.until_on.isoformat(), row.count, row.source, row.proposed_by,
            _moment(row.proposed_at), row.approved_by, _moment(row.approved_at),
            _moment(row.done_at),
        ]  # fmt: skip


def label_of(record: str) -> str:
    """What a sort of record is called, also when it exists no longer."""
    return str(RECORDS[record].label) if record in RECORDS else record


def limit_of(destruction: Destruction, term: Term, at: datetime) -> Cutoff | None:
    """What may go of what was proposed: nothing that a longer period keeps by now."""
    cutoff = term.cutoff(at)
    if cutoff is None:
        return None
    return Cutoff(cutoff.today, before=min(cutoff.before, destruction.until_on))


def _counts(region: Region, limits: dict[str, tuple[str, Cutoff | None]]) -> dict[str, int]:
    """How many rows lie past each limit, by its key, in one question for all."""
    counted = [
        RECORDS[record].past(region.key, cutoff).order_by()
        .values(limit=Cast(Value(key), TextField())).annotate(number=Count("pk"))
        for key, (record, cutoff) in limits.items() if cutoff
    ]  # fmt: skip
    if not counted:
        return {}
    first, *others = counted
    return {row["limit"]: row["number"] for row in first.union(*others, all=True)}


def _moment(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""
