"""Days that come for an agreement: deciding about its end, an evaluation, and the end itself. Pure.

Ends are exclusive: on `ends_on` it no longer holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import TextChoices

from werkcentrum.core.clock import months_after
from werkcentrum.governance.agreements.force_rules import last_day_without
from werkcentrum.governance.models import Agreement

# So long before the day itself somebody hears of it.
BEFORE: Final = timedelta(weeks=8)


class DueKind(TextChoices):
    """What is to be done before a day."""

    NOTICE = "notice", "beslissen over verlengen of beëindigen"
    EVALUATION = "evaluation", "evalueren"
    END = "end", "einde"


@dataclass(frozen=True)
class Due:
    """Something to be done before a day, of an agreement in force."""

    kind: DueKind
    on: date

    def is_near(self, today: date) -> bool:
        """Whether it is time to tell somebody, or past that."""
        return self.on - BEFORE <= today

    def is_late(self, today: date) -> bool:
        """Whether the day has come."""
        return self.on <= today


def dues(agreement: Agreement, today: date) -> list[Due]:
    """What comes for an agreement in force, the first first; nothing for one that is not."""
    if not agreement.holds_on(today):
        return []
    return sorted(_dues(agreement, today), key=lambda due: (due.on, due.kind))


def next_due(agreement: Agreement, today: date) -> Due | None:
    """What comes first."""
    return next(iter(dues(agreement, today)), None)


def earliest_end(agreement: Agreement, today: date) -> date:
    """The first day on which somebody who gives notice today is no longer bound."""
    return months_after(today, agreement.notice_months)


def _dues(agreement: Agreement, today: date) -> Iterator[Due]:
    begin, end = agreement.in_force_on, last_day_without(agreement)
    if begin is not None and agreement.evaluation_months:
        evaluation = months_after(agreement.evaluated_on or begin, agreement.evaluation_months)
        if end is None or evaluation < end:
            yield Due(DueKind.EVALUATION, evaluation)
    if end is None:
        return
    yield Due(DueKind.END, end)
    # Once somebody ended it, or its term for that is over, there is nothing to decide.
    decide_by = months_after(end, -agreement.notice_months)
    if agreement.terminated_on is None and agreement.ends_on == end and today < decide_by:
        yield Due(DueKind.NOTICE, decide_by)
