"""Changing hours: what was stays, nothing is said twice, and pages are read anew."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from werkcentrum.audit.models import AuditLine
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.refusal import RefusedError
from werkcentrum.partners.actions import (
    add_exceptions,
    add_weekly_hours,
    change_weekly_hours,
    close_now,
    decide_holiday,
    remove_exception,
    reopen,
)
from werkcentrum.partners.hours import Timetable, effective_spans, hours_of
from werkcentrum.partners.models import (
    Closure,
    DatedException,
    Holiday,
    HoursKind,
    Location,
    Region,
    WeeklyHours,
)
from werkcentrum.partners.rules import collide
from werkcentrum.partners.tests.make import (
    make_closed_day,
    make_location,
    make_municipality,
    make_region,
    make_walk_in,
)

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 30)
AT = datetime(2026, 11, 30, 14, 0, tzinfo=AMSTERDAM)
WHO = {"by": "0190-karin", "at": AT}


@pytest.fixture
def library() -> Location:
    return make_location(make_municipality(make_region()))


def new_row(location: Location, opens: int = 9, closes: int = 12, **rest) -> WeeklyHours:
    values = {"kind": HoursKind.WALK_IN, "weekday": 1, "starts_on": MONDAY} | rest
    return WeeklyHours(location=location, opens_at=time(opens), closes_at=time(closes), **values)


def closure(location: Location, *, until: datetime = AT + timedelta(hours=1), **rest) -> Closure:
    values = {"kind": HoursKind.OPENING, "reason": Closure.Reason.ILLNESS, "starts_at": AT} | rest
    return Closure(location=location, ends_at=until, **values)


def closed_on(location: Location, day: date, kind=HoursKind.WALK_IN) -> DatedException:
    return DatedException(location=location, kind=kind, on=day, is_closed=True, reason="Studiedag")


def open_on(location: Location, day: date) -> list[str]:
    hours = hours_of(Location.objects.get(pk=location.pk))
    spans = effective_spans(hours, HoursKind.WALK_IN, day)
    return [f"{span.opens_at:%H:%M}-{span.closes_at:%H:%M}" for span in spans]


# Weekly rows


def test_a_row_that_was_in_use_ends_and_another_begins(library):
    old = make_walk_in(library)
    later = MONDAY + timedelta(weeks=2)

    change_weekly_hours(row=old, new=[new_row(library, starts_on=later)], on=later, **WHO)

    first, second = library.weekly_hours.order_by("starts_on", "opens_at").order_by("-opens_at")
    assert (first.pk, first.opens_at, first.ends_on) == (old.pk, time(13), later)
    assert (second.opens_at, second.starts_on) == (time(9), later)
    assert open_on(library, MONDAY) == ["13:00-17:00"]
    assert open_on(library, later) == ["09:00-12:00"]


def test_a_row_that_never_began_goes(library):
    coming = make_walk_in(library, starts_on=MONDAY + timedelta(weeks=3))

    change_weekly_hours(row=coming, new=[], on=MONDAY + timedelta(weeks=1), **WHO)

    assert not library.weekly_hours.exists()


def test_what_was_cannot_be_changed(library):
    row = make_walk_in(library)
    past = MONDAY - timedelta(days=1)

    with pytest.raises(RefusedError, match="Wat geweest is, blijft staan"):
        change_weekly_hours(row=row, new=[], on=past, **WHO)
    with pytest.raises(RefusedError, match="Wat geweest is, blijft staan"):
        add_weekly_hours(location=library, rows=[new_row(library, starts_on=past)], **WHO)
    assert list(library.weekly_hours.all()) == [row]


def test_changing_the_same_row_twice_changes_it_once(library):
    row = make_walk_in(library)
    change_weekly_hours(row=row, new=[new_row(library)], on=MONDAY, **WHO)

    with pytest.raises(RefusedError, match="geldt op die dag al niet meer"):
        change_weekly_hours(row=row, new=[new_row(library)], on=MONDAY, **WHO)

    assert library.weekly_hours.count() == 2


def test_a_row_that_somebody_else_just_took_away_is_told_so(library):
    row = make_walk_in(library, starts_on=MONDAY + timedelta(weeks=1))
    change_weekly_hours(row=WeeklyHours.objects.get(), new=[], on=MONDAY, **WHO)

    with pytest.raises(RefusedError, match="Iemand anders heeft deze regel net veranderd"):
        change_weekly_hours(row=row, new=[new_row(library)], on=MONDAY, **WHO)


def test_two_rows_about_the_same_moment_are_refused_with_the_row_that_is_there(library):
    make_walk_in(library)

    with pytest.raises(RefusedError) as refused:
        add_weekly_hours(location=library, rows=[new_row(library, 16, 18)], **WHO)

    assert str(refused.value) == "Op maandag valt dit samen met de regel van 13.00 tot 17.00 uur."
    assert library.weekly_hours.count() == 1


def test_rows_that_are_added_together_may_not_meet_either(library):
    with pytest.raises(RefusedError, match="Op maandag"):
        add_weekly_hours(location=library, rows=[new_row(library), new_row(library, 11, 13)], **WHO)


@pytest.mark.parametrize(
    "other",
    [
        {"opens": 17, "closes": 18},
        {"opens": 13, "closes": 17, "weekday": 2},
        {"opens": 13, "closes": 17, "kind": HoursKind.OPENING},
        {"opens": 13, "closes": 17, "starts_on": date(2027, 6, 1)},
    ],
)
def test_rows_that_do_not_meet_stand_beside_each_other(library, other):
    make_walk_in(library, ends_on=date(2027, 6, 1))

    add_weekly_hours(location=library, rows=[new_row(library, **other)], **WHO)

    assert library.weekly_hours.count() == 2


@pytest.mark.parametrize(
    ("weeks", "shift", "meet"),
    [
        ((2, 2), 0, True),
        ((2, 2), 1, False),
        ((2, 3), 1, True),
        ((2, 4), 1, False),
        ((1, 12), 5, True),
    ],
)
def test_rows_of_other_weeks_meet_when_there_is_a_week_of_both(library, weeks, shift, meet):
    one, other = (
        new_row(
            library,
            every_weeks=every,
            anchor_on=MONDAY + timedelta(weeks=after) if every > 1 else None,
        )
        for every, after in zip(weeks, (0, shift), strict=True)
    )

    assert collide(one, other) is collide(other, one) is meet


def test_rows_whose_only_common_week_lies_outside_their_period_do_not_meet(library):
    """Weeks 0, 2, 4 and weeks 1, 4, 7: together only in the fifth."""
    period = {"starts_on": MONDAY, "ends_on": MONDAY + timedelta(weeks=4)}
    one = new_row(library, every_weeks=2, anchor_on=MONDAY, **period)
    other = new_row(library, every_weeks=3, anchor_on=MONDAY + timedelta(weeks=1), **period)

    assert not collide(one, other)
    one.ends_on = other.ends_on = MONDAY + timedelta(weeks=5)
    assert collide(one, other)


def test_the_last_day_of_the_calendar_stops_nobody(library):
    one, other = (new_row(library, starts_on=date(9999, 12, 30)) for _row in range(2))

    assert not collide(one, other)


@pytest.mark.parametrize(
    "wrong",
    [
        {"every_weeks": 2},
        {"every_weeks": 0},
        {"every_weeks": 13, "anchor_on": MONDAY},
        {"anchor_on": MONDAY},
        {"starts_on": MONDAY, "ends_on": MONDAY},
    ],
)
def test_the_database_refuses_a_row_that_makes_no_sense(library, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_walk_in(library, **wrong)


# Days that differ, and holidays


def test_days_that_differ_are_added_together_or_not_at_all(library):
    make_closed_day(library, MONDAY + timedelta(days=2))
    days = [closed_on(library, MONDAY + timedelta(days=offset)) for offset in range(4)]

    with pytest.raises(RefusedError, match="Voor 2 december 2026 staan er al andere tijden"):
        add_exceptions(location=library, rows=days, **WHO)
    assert library.exceptions.count() == 1

    add_exceptions(location=library, rows=days[:2], **WHO)
    assert library.exceptions.count() == 3


def test_a_day_that_is_over_is_no_longer_touched(library):
    yesterday = MONDAY - timedelta(days=1)
    over = make_closed_day(library, yesterday)

    with pytest.raises(RefusedError, match="al voorbij"):
        remove_exception(exception=over, **WHO)
    with pytest.raises(RefusedError, match="al voorbij"):
        add_exceptions(location=library, rows=[closed_on(library, yesterday)], **WHO)
    with pytest.raises(RefusedError, match="al voorbij"):
        decide_holiday(location=library, on=yesterday, name="x", is_closed=True, **WHO)


def test_a_day_to_come_can_be_as_usual_again(library):
    make_walk_in(library)
    day = make_closed_day(library, MONDAY)
    assert open_on(library, MONDAY) == []

    remove_exception(exception=day, **WHO)

    assert open_on(library, MONDAY) == ["13:00-17:00"]


def test_a_decision_about_a_holiday_can_change(library):
    make_walk_in(library)
    holiday = {"location": library, "on": MONDAY, "name": "Koningsdag"}

    decide_holiday(**holiday, is_closed=True, **WHO)
    assert open_on(library, MONDAY) == []
    decide_holiday(**holiday, is_closed=False, **WHO)

    assert open_on(library, MONDAY) == ["13:00-17:00"]
    assert Holiday.objects.count() == 1


# Closing right now


def test_the_library_closes_for_an_hour_and_opens_again(library):
    make_walk_in(library)
    shut = closure(library)

    close_now(closure=shut, **WHO)
    assert open_on(library, MONDAY) == ["13:00-14:00", "15:00-17:00"]

    reopen(closure=shut, by="0190-karin", at=AT + timedelta(minutes=10))
    assert open_on(library, MONDAY) == ["13:00-17:00"]
    [kept] = Closure.objects.all()
    assert (kept.ends_at, kept.over_at) == (AT + timedelta(hours=1), AT + timedelta(minutes=10))


def test_a_second_press_of_the_button_does_nothing(library):
    close_now(closure=closure(library), **WHO)

    with pytest.raises(RefusedError, match="Dit is nu al gesloten"):
        close_now(closure=closure(library), **WHO)

    assert Closure.objects.count() == 1


def test_nothing_closes_until_a_time_that_is_over_or_opens_twice(library):
    with pytest.raises(RefusedError, match="Die tijd is al voorbij"):
        close_now(closure=closure(library, until=AT), **WHO)
    shut = closure(library)
    close_now(closure=shut, **WHO)
    reopen(closure=shut, **WHO)

    with pytest.raises(RefusedError, match="al weer open"):
        reopen(closure=shut, by="0190-karin", at=AT + timedelta(minutes=1))


def test_the_desk_can_close_while_the_building_stays_open(library):
    make_walk_in(library)
    make_walk_in(library, kind=HoursKind.OPENING, opens_at=time(9), closes_at=time(18))

    close_now(closure=closure(library, kind=HoursKind.WALK_IN), **WHO)

    table = Timetable(hours_of(library), HoursKind.OPENING)
    assert table.next(AT).contains(AT)
    assert open_on(library, MONDAY) == ["13:00-14:00", "15:00-17:00"]


# What every change leaves behind


def test_a_change_is_read_anew_noted_and_kept_from_a_folder(library):
    version = Region.objects.get().content_version

    add_weekly_hours(location=library, rows=[new_row(library)], **WHO)

    assert Region.objects.get().content_version == version + 1
    assert Location.objects.get().hours_changed_at == AT
    line = AuditLine.objects.get(verb="partners.hours_added")
    assert line.detail["rows"] == [
        {
            "kind": "walk_in", "weekday": 1, "opens_at": "09:00:00", "closes_at": "12:00:00",
            "starts_on": "2026-11-30", "ends_on": None, "every_weeks": 1,
        }
    ]  # fmt: skip


def test_the_audit_trail_holds_no_words_of_people(library):
    add_exceptions(location=library, rows=[closed_on(library, MONDAY)], **WHO)

    assert "Studiedag" not in str(AuditLine.objects.get().detail)


def test_a_closure_is_no_content_and_no_folder_is_asked_about_it(library):
    close_now(closure=closure(library), **WHO)

    assert Location.objects.get().hours_changed_at is None
    assert Region.objects.get().content_version == 1
