"""When somebody must have done something, counted in working days on the calendar in Amsterdam.

A day is a date, never so many hours: a night in which the clock changes is a night like any other.
Nothing here is kept but `due_on`; what follows from it is counted again with the absences of today
(ADR 0017).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from werkcentrum.core.clock import day_of
from werkcentrum.partners.holidays import is_holiday
from werkcentrum.partners.models import Team, TeamAbsence
from werkcentrum.referrals.states import State

# What we do ourselves: answer a question, or find another way.
OUR_DAYS: Final = 3
# Helping somebody takes longer; then we ask how it goes.
HELPING_DAYS: Final = 20
# What lies unread for so many whole working days is an alarm.
UNREAD_DAYS: Final = 3
# The ladder, in working days after the day on which an answer was due: the team, the team and its
# organisation, the coordinator's call list. With the usual three days: 3, 7 and 10 after sending.
LADDER: Final = (0, 4, 7)
CALL_LIST: Final = len(LADDER)
# Then it goes back to the sender: with the usual three days 30 working days after sending.
EXPIRES_AFTER: Final = 27
_SATURDAY: Final = 5
_DAY: Final = timedelta(days=1)
_HELPING: Final = (State.CONTACT_MADE, State.IN_PROGRESS)
_OURS: Final = (State.INFO_REQUESTED, State.UNREACHABLE, State.EXPIRED)


@dataclass(frozen=True)
class Calendar:
    """The days on which people work; `away` are periods from one day until but not on another."""

    away: tuple[tuple[date, date], ...] = ()

    def works_on(self, day: date) -> bool:
        """No weekend, no public holiday, nobody away."""
        return day.weekday() < _SATURDAY and not is_holiday(day) and self._back_on(day) is None

    def after(self, day: date, count: int) -> date:
        """The so-manieth working day after a day, which itself does not count."""
        found = day
        for _number in range(count):
            found = self._next(found + _DAY)
        return found

    def count(self, after: date, until: date) -> int:
        """The working days after one day, up to and including another."""
        days = (until - after).days
        return sum(self.works_on(after + timedelta(days=n)) for n in range(1, days + 1))

    def _next(self, day: date) -> date:
        """The first working day from this one on."""
        while not self.works_on(day):
            day = self._back_on(day) or day + _DAY
        return day

    def _back_on(self, day: date) -> date | None:
        return next((last for first, last in self.away if first <= day < last), None)


OURS: Final = Calendar()


def calendar_of(team: Team) -> Calendar:
    """The days on which a team works."""
    rows = TeamAbsence.objects.filter(team=team).order_by("starts_on")
    return Calendar(tuple(rows.values_list("starts_on", "ends_on")))


def calendars_of(teams: set[UUID]) -> dict[UUID, Calendar]:
    """The same for many teams (ids) with one query."""
    away: dict[UUID, list[tuple[date, date]]] = {}
    rows = TeamAbsence.objects.filter(team__in=teams).order_by("starts_on")
    for team, first, last in rows.values_list("team", "starts_on", "ends_on"):
        away.setdefault(team, []).append((first, last))
    return {team: Calendar(tuple(away.get(team, ()))) for team in teams}


def receiving_team(team: Team, day: date) -> Team:
    """Who gets what comes in on this day: the substitute while a team is away, when there is one.

    Of substitutes who replace each other in a circle it is the first again.
    """
    seen, now = {team.pk}, team
    while True:
        row = TeamAbsence.objects.filter(
            team=now, starts_on__lte=day, ends_on__gt=day, substitute__isnull=False
        ).select_related("substitute__organisation").order_by("starts_on").first()  # fmt: skip
        if row is None or row.substitute is None:
            return now
        if row.substitute.pk in seen:
            return team
        now = row.substitute
        seen.add(now.pk)


def due_on(state: State, team: Team, at: datetime) -> date:
    """The day on which somebody must have done something about a referral that is so from now."""
    if state in _OURS:
        return OURS.after(day_of(at), OUR_DAYS)
    days = HELPING_DAYS if state in _HELPING else team.response_days
    return calendar_of(team).after(day_of(at), days)


def rung(due: date, today: date, calendar: Calendar) -> int:
    """How high on the ladder a referral is that was due then; 0 is not yet on it."""
    if today < due:
        return 0
    late = calendar.count(due, today)
    return sum(late >= step for step in LADDER)


def is_expired(due: date, today: date, calendar: Calendar) -> bool:
    """Whether nobody answered for so long that somebody else must."""
    return today > due and calendar.count(due, today) >= EXPIRES_AFTER


def is_unread_too_long(sent: date, today: date, calendar: Calendar) -> bool:
    """Whether a team left something unread for three whole working days."""
    return today > calendar.after(sent, UNREAD_DAYS)
