"""What a privacy officer sees of the trail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.text import Truncator

from werkcentrum.audit.activities import ACTIVITIES
from werkcentrum.audit.models import AuditLine, AuditLineQuerySet
from werkcentrum.audit.words import detail_in_words, record_type_in_words, verb_in_words
from werkcentrum.core.clock import AMSTERDAM

ON_A_PAGE = 50
_LONGEST_DETAIL = 160


@dataclass(frozen=True)
class Wanted:
    """Which lines somebody looks for; what is empty counts for all. Both days are included."""

    since: date | None = None
    until: date | None = None
    verb: str = ""
    record_type: str = ""
    id: str = ""


@dataclass(frozen=True)
class FoundLine:
    """One line in words; ids stay ids."""

    id: str
    at: datetime
    actor: str
    what: str
    record_type: str
    subject_id: str
    activity: str
    detail: str


def lines_of(region_key: str, wanted: Wanted) -> AuditLineQuerySet:
    """The lines of a region that somebody looks for, newest first."""
    found = AuditLine.objects.filter(region_key=region_key).order_by("-at", "-id")
    if wanted.since:
        found = found.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        found = found.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    if wanted.verb:
        found = found.filter(verb=wanted.verb)
    if wanted.record_type:
        found = found.filter(subject_type=wanted.record_type)
    if wanted.id:
        # Two questions that each have an index; together in one, SQLite would read the whole trail.
        found = found.filter(subject_id=wanted.id) | found.filter(actor=wanted.id)
    return found


def page_of(lines: AuditLineQuerySet, number: int) -> tuple[list[AuditLine], bool]:
    """The lines of a page (1 is the first), and whether there are more after it.

    Counting a trail of years costs more than the page itself, so nothing is counted.
    """
    start = (number - 1) * ON_A_PAGE
    rows = list(lines[start : start + ON_A_PAGE + 1])
    return rows[:ON_A_PAGE], len(rows) > ON_A_PAGE


def in_words(line: AuditLine, names: Mapping[str, str]) -> FoundLine:
    """A line for somebody to read; `names` tells who is behind a user id."""
    activity = ACTIVITIES.get(line.activity)
    return FoundLine(
        id=str(line.pk),
        at=line.at,
        actor=names.get(line.actor, line.actor),
        what=verb_in_words(line.verb),
        record_type=record_type_in_words(line.subject_type),
        subject_id=line.subject_id,
        activity=activity.label if activity else "",
        detail=_told(line.detail),
    )


def choices_in(region_key: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The verbs and the sorts of record that occur in a region, with their words."""
    found = AuditLine.objects.filter(region_key=region_key)
    verbs = found.order_by("verb").values_list("verb", flat=True).distinct()
    types = found.order_by("subject_type").values_list("subject_type", flat=True).distinct()
    return (
        sorted(((verb, verb_in_words(verb)) for verb in verbs), key=lambda pair: pair[1]),
        sorted(((name, record_type_in_words(name)) for name in types), key=lambda pair: pair[1]),
    )


def _told(detail: dict[str, Any]) -> str:
    """Codes and counts as words, as far as they fit."""
    told = ", ".join(detail_in_words(name, value) for name, value in detail.items())
    return Truncator(told).chars(_LONGEST_DETAIL)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=AMSTERDAM)
