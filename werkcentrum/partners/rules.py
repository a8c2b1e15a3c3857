"""What is allowed with the hours of a location."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from math import lcm

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkcentrum.core.refusal import Refusal
from werkcentrum.partners.models import Closure, DatedException, WeeklyHours


def collide(one: WeeklyHours, other: WeeklyHours) -> bool:
    """Whether two weekly rows say something about the same moment of some day."""
    is_same_door = (one.kind, one.weekday) == (other.kind, other.weekday)
    return (
        is_same_door
        and _overlap(one, other)
        and any(one.holds_on(day) and other.holds_on(day) for day in _shared_days(one, other))
    )


def contradict(one: DatedException, other: DatedException) -> bool:
    """Whether two exceptions for the same door and day cannot both be true."""
    if (one.kind, one.on) != (other.kind, other.on):
        return False
    return one.is_closed or other.is_closed or _overlap(one, other)


def may_add_weekly(
    rows: Sequence[WeeklyHours], *, present: Iterable[WeeklyHours], today: date
) -> Refusal | None:
    """From today or later, and no two rows of one door about the same moment."""
    if any(row.starts_on is None or row.starts_on < today for row in rows):
        return Refusal(_("Kies vandaag of een latere dag. Wat geweest is, blijft staan."))
    seen = list(present)
    for row in rows:
        clash = next((other for other in seen if collide(row, other)), None)
        if clash is not None:
            return Refusal(
                _("Op %(day)s valt dit samen met de regel van %(from)s tot %(until)s uur.")
                % {
                    "day": weekday_name(row.weekday),
                    "from": _clock(clash.opens_at),
                    "until": _clock(clash.closes_at),
                }
            )
        seen.append(row)
    return None


def may_change_weekly(row: WeeklyHours | None, *, on: date, today: date) -> Refusal | None:
    """What was in use stays as it was: a change counts from today or later."""
    if row is None:
        return Refusal(_("Iemand anders heeft deze regel net veranderd. Kijk wat er nu staat."))
    if on < today:
        return Refusal(_("Kies vandaag of een latere dag. Wat geweest is, blijft staan."))
    if row.ends_on is not None and row.ends_on <= on:
        return Refusal(_("Deze regel geldt op die dag al niet meer."))
    return None


def may_add_exceptions(
    rows: Sequence[DatedException], *, present: Iterable[DatedException], today: date
) -> Refusal | None:
    """For days to come, and not against another exception of the same day."""
    if any(row.on < today for row in rows):
        return Refusal(_("Deze dag is al voorbij. Kies vandaag of een latere dag."))
    seen = list(present)
    for row in rows:
        if any(contradict(row, other) for other in seen):
            return Refusal(
                _("Voor %(day)s staan er al andere tijden. Haal die eerst weg.")
                % {"day": date_format(row.on, "j F Y")}
            )
        seen.append(row)
    return None


def may_remove_exception(row: DatedException, *, today: date) -> Refusal | None:
    """What was on a day that is over stays readable."""
    if row.on < today:
        return Refusal(_("Deze dag is al voorbij. Wat geweest is, blijft staan."))
    return None


def may_decide_holiday(on: date, *, today: date) -> Refusal | None:
    """As long as the day is not over."""
    if on < today:
        return Refusal(_("Deze dag is al voorbij. Wat geweest is, blijft staan."))
    return None


def may_close(closure: Closure, *, present: Iterable[Closure], at: datetime) -> Refusal | None:
    """Until a time that is still to come, and once: a second press of the button does nothing."""
    if closure.ends_at <= at:
        return Refusal(_("Die tijd is al voorbij. Kies een latere tijd."))
    if any(other.kind == closure.kind and other.starts_at <= at < other.over_at
           for other in present):  # fmt: skip
        return Refusal(_("Dit is nu al gesloten."))
    return None


def may_reopen(closure: Closure, *, at: datetime) -> Refusal | None:
    """Only what is still closed can open."""
    if closure.over_at <= at:
        return Refusal(_("Dit is al weer open."))
    return None


def weekday_name(weekday: int) -> str:
    """The name of a day of the week (ISO: 1 is Monday)."""
    return str(
        (
            _("maandag"), _("dinsdag"), _("woensdag"), _("donderdag"), _("vrijdag"), _("zaterdag"),
            _("zondag"),
        )[weekday - 1]
    )  # fmt: skip


def _overlap(one: WeeklyHours | DatedException, other: WeeklyHours | DatedException) -> bool:
    times = (one.opens_at, one.closes_at, other.opens_at, other.closes_at)
    if any(clock is None for clock in times):
        return False
    opens, closes, others_open, others_close = times
    return bool(opens < others_close and others_open < closes)  # type: ignore[operator]


def _shared_days(one: WeeklyHours, other: WeeklyHours) -> Iterator[date]:
    """Days of this weekday in both periods, as many weeks as it takes before all comes again."""
    first = max(one.starts_on or date.min, other.starts_on or date.min)
    last = min(one.ends_on or date.max, other.ends_on or date.max)
    start = first.toordinal() + (one.weekday - first.isoweekday()) % 7
    turns = lcm(one.every_weeks, other.every_weeks)
    # In numbers of days: beyond the last year there is no date to come out on.
    for day in range(start, min(last.toordinal(), start + 7 * turns), 7):
        yield date.fromordinal(day)


def _clock(value: time) -> str:
    return f"{value.hour}.{value:%M}"
