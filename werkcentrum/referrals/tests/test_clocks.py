"""Days are counted in working days on the calendar in Amsterdam, whatever the clock does."""

from datetime import UTC, date, datetime, timedelta

import pytest

from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.models import OutboxMessage
from werkcentrum.partners.tests.make import make_organisation, make_region
from werkcentrum.referrals import actions, clock_actions
from werkcentrum.referrals.clocks import Calendar, rung
from werkcentrum.referrals.models import AnswerLink, Referral
from werkcentrum.referrals.queries import (
    call_list,
    silent_teams,
    teams_that_may_receive,
    unread_too_long,
)
from werkcentrum.referrals.states import State
from werkcentrum.referrals.tests.make import (
    make_away,
    make_draft,
    make_in,
    make_receiver,
    make_sent,
    make_team,
)

MONDAY = datetime(2025, 7, 7, 10, 0, tzinfo=AMSTERDAM)


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, 5, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(("sent", "due", "why"), [
    (MONDAY, date(2025, 7, 10), "three ordinary days"),
    (datetime(2025, 7, 4, 17, 0, tzinfo=AMSTERDAM), date(2025, 7, 9), "over a weekend"),
    (datetime(2026, 4, 2, 10, 0, tzinfo=AMSTERDAM), date(2026, 4, 9), "Good Friday, Easter Monday"),
    (datetime(2025, 12, 23, 10, 0, tzinfo=AMSTERDAM), date(2025, 12, 30), "both days of Christmas"),
    (datetime(2026, 4, 24, 10, 0, tzinfo=AMSTERDAM), date(2026, 4, 30), "King's Day on a Monday"),
    (datetime(2026, 5, 4, 10, 0, tzinfo=AMSTERDAM), date(2026, 5, 8), "Liberation Day"),
    (datetime(2026, 3, 28, 23, 30, tzinfo=AMSTERDAM), date(2026, 4, 1), "clock forward"),
    (datetime(2026, 10, 25, 0, 30, tzinfo=AMSTERDAM), date(2026, 10, 28), "clock back"),
    (datetime(2025, 7, 7, 22, 30, tzinfo=UTC), date(2025, 7, 11), "it is Tuesday in Amsterdam"),
])  # fmt: skip
def test_a_team_has_three_working_days(db, sent, due, why):
    assert make_sent(at=sent).due_on == due, why


def test_days_on_which_a_team_is_away_do_not_count(db):
    draft = make_draft(at=MONDAY)
    make_away(draft.team, date(2025, 7, 8), date(2025, 7, 15))

    actions.send_referral(referral=draft, by="peter", at=MONDAY)

    assert draft.due_on == date(2025, 7, 17)


def test_a_substitute_gets_what_comes_in_while_a_team_is_away(db):
    draft = make_draft(at=MONDAY)
    other = make_team(draft.team.organisation, "scholing")
    make_away(draft.team, date(2025, 7, 1), date(2025, 7, 15), substitute=other)

    actions.send_referral(referral=draft, by="peter", at=MONDAY)

    assert draft.team == other
    assert draft.due_on == date(2025, 7, 10)
    assert OutboxMessage.objects.get().recipient == other.email


def test_teams_that_replace_each_other_keep_their_own(db):
    draft = make_draft(at=MONDAY)
    other = make_team(draft.team.organisation, "scholing")
    for team, substitute in ((draft.team, other), (other, draft.team)):
        make_away(team, date(2025, 7, 1), date(2025, 7, 15), substitute=substitute)

    actions.send_referral(referral=draft, by="peter", at=MONDAY)

    assert draft.team != other


def test_a_substitute_of_another_organisation_needs_a_basis_of_its_own(db):
    draft = make_draft(at=MONDAY)
    library = make_organisation(draft.region)
    make_away(
        draft.team, date(2025, 7, 1), date(2025, 7, 15), substitute=make_team(library, "balie")
    )

    with pytest.raises(actions.RefusedError):
        actions.send_referral(referral=draft, by="peter", at=MONDAY)

    assert Referral.objects.get().state == State.DRAFT


def walk(days: int, *, since: datetime = MONDAY) -> dict[date, tuple[int, str]]:
    """What the worker did on each of these mornings: reminded and given back, and the ladder."""
    found = {}
    for number in range(days):
        day = (since + timedelta(days=number)).date()
        at = morning(day)
        moved = clock_actions.remind_teams(at=at) + clock_actions.expire_referrals(at=at)
        # The worker comes by every few seconds.
        assert clock_actions.remind_teams(at=at + timedelta(minutes=1)) == 0
        if moved:
            row = Referral.objects.get()
            found[day] = (row.ladder, row.state)
    return found


def test_who_does_not_answer_is_reminded_twice_then_called_and_then_somebody_else_is_asked(db):
    referral = make_sent(at=MONDAY)

    steps = walk(50)

    assert steps == {
        date(2025, 7, 10): (1, "sent"),
        date(2025, 7, 16): (2, "sent"),
        date(2025, 7, 21): (3, "sent"),
        date(2025, 8, 18): (0, "expired"),
    }
    referral.refresh_from_db()
    # Back with the sender: somebody has it, with a day.
    assert referral.owner is not None
    assert referral.due_on == date(2025, 8, 21)


def test_the_ladder_waits_while_a_team_is_away(db):
    referral = make_sent(at=MONDAY)
    make_away(referral.team, date(2025, 7, 9), date(2025, 7, 23))

    steps = walk(40)

    assert list(steps) == [date(2025, 7, 23), date(2025, 7, 28), date(2025, 7, 31)]


def test_over_christmas_nobody_is_reminded(db):
    make_sent(at=datetime(2025, 12, 18, 10, 0, tzinfo=AMSTERDAM))

    steps = walk(17, since=datetime(2025, 12, 18, 10, 0, tzinfo=AMSTERDAM))

    assert list(steps) == [date(2025, 12, 23), date(2025, 12, 31)]


@pytest.mark.parametrize(("sent", "steps", "why"), [
    (date(2026, 3, 26), [date(2026, 3, 31), date(2026, 4, 8), date(2026, 4, 13)],
     "the clock goes forward, and Easter"),
    (date(2025, 10, 23), [date(2025, 10, 28), date(2025, 11, 3), date(2025, 11, 6)],
     "the clock goes back"),
    (date(2026, 4, 22), [date(2026, 4, 28), date(2026, 5, 4), date(2026, 5, 8)],
     "King's Day and Liberation Day"),
    (date(2026, 5, 11), [date(2026, 5, 15), date(2026, 5, 21), date(2026, 5, 27)],
     "Ascension Day and Whit Monday"),
])  # fmt: skip
def test_the_ladder_is_climbed_on_working_days_only(db, sent, steps, why):
    make_sent(at=morning(sent))

    assert list(walk(25, since=morning(sent))) == steps, why


def test_four_weeks_of_helping_are_twenty_days_on_which_people_work(db):
    referral = make_in(State.IN_PROGRESS, at=datetime(2026, 4, 13, 10, 0, tzinfo=AMSTERDAM))

    assert referral.due_on == date(2026, 5, 13)


@pytest.mark.parametrize(("sent", "silent"), [
    (date(2026, 4, 2), date(2026, 4, 10)),  # over Easter
    (date(2025, 12, 24), date(2026, 1, 1)),  # over Christmas
    (date(2026, 3, 27), date(2026, 4, 2)),  # over the night in which the clock goes forward
])  # fmt: skip
def test_three_days_unread_are_working_days_too(db, sent, silent):
    region = make_sent(at=morning(sent)).region

    assert silent_teams(region, at=morning(silent - timedelta(days=1))) == set()
    assert silent_teams(region, at=morning(silent)) != set()


@pytest.mark.parametrize("sent", [date(2026, 3, 25), date(2026, 10, 21), date(2025, 12, 28)])
def test_a_link_works_until_the_same_time_on_the_clock_eight_days_later(db, sent):
    make_sent(at=morning(sent))

    until = AnswerLink.objects.get().expires_at.astimezone(AMSTERDAM)
    assert until.replace(tzinfo=None) == morning(sent + timedelta(days=8)).replace(tzinfo=None)


def test_a_team_with_more_days_climbs_the_same_ladder_later(db):
    draft = make_draft(at=MONDAY)
    type(draft.team).objects.update(response_days=10)
    draft.refresh_from_db()

    actions.send_referral(referral=draft, by="peter", at=MONDAY)

    assert list(walk(30)) == [date(2025, 7, 21), date(2025, 7, 25), date(2025, 7, 30)]


def test_people_who_spoke_each_other_hear_no_machine(db):
    referral = make_sent(at=MONDAY)
    actions.note_call(referral=referral, is_three_way=False, by="peter", at=MONDAY)

    assert walk(50) == {}


def test_what_came_back_is_sent_again_after_somebody_called_the_team(db):
    referral = make_sent(at=MONDAY)
    walk(45)
    referral.refresh_from_db()
    again = datetime(2025, 8, 21, 9, 0, tzinfo=AMSTERDAM)
    with pytest.raises(actions.RefusedError, match="ongelezen"):
        actions.send_referral(referral=referral, by="peter", at=again)

    actions.note_call(referral=referral, is_three_way=False, by="peter", at=again)
    actions.send_referral(referral=referral, by="peter", at=again)

    assert referral.due_on == date(2025, 8, 26)
    assert list(walk(10, since=again)) == [date(2025, 8, 26)]


def test_a_team_gets_one_message_a_day_about_everything(db):
    first = make_sent(at=MONDAY)
    second = make_draft(first.region, enquiry=first.enquiry, team=first.team, theme="wonen")
    actions.send_referral(referral=second, by="peter", at=MONDAY)
    OutboxMessage.objects.all().delete()

    clock_actions.remind_teams(at=morning(date(2025, 7, 10)))

    message = OutboxMessage.objects.get()
    assert message.subject == "2 vragen wachten op uw antwoord"
    assert message.text.count("/antwoord/") == 2
    assert "Olena" not in message.text


def test_the_second_time_the_people_of_the_organisation_hear_it_too(db):
    referral = make_sent(at=MONDAY)
    bram = make_receiver(referral.region)
    OutboxMessage.objects.all().delete()

    walk(10)

    sent = OutboxMessage.objects.order_by("put_at", "recipient")
    assert [row.recipient for row in sent] == [
        referral.team.email, bram.email, referral.team.email,
    ]  # fmt: skip
    theirs = sent.get(recipient=bram.email)
    assert "/antwoord/" not in theirs.text


def test_after_two_reminders_it_is_on_the_list_of_who_must_be_called(db):
    referral = make_sent(at=MONDAY)
    walk(14)
    assert not call_list(referral.region, at=morning(date(2025, 7, 20)))

    walk(16)

    assert list(call_list(referral.region, at=morning(date(2025, 7, 22)))) == [referral]


def test_who_helps_is_asked_how_it_goes_after_four_weeks(db):
    referral = make_in(State.IN_PROGRESS, at=MONDAY)

    assert referral.due_on == date(2025, 8, 4)
    assert list(walk(30)) == [date(2025, 8, 4)]


def test_what_lies_unread_for_three_working_days_takes_the_button_away(db):
    referral = make_sent(at=MONDAY)
    region, team = referral.region, referral.team

    thursday, friday = morning(date(2025, 7, 10)), morning(date(2025, 7, 11))
    assert teams_that_may_receive(region, at=thursday) == [team]
    assert unread_too_long(region, at=friday) == [referral]
    assert teams_that_may_receive(region, at=friday) == []

    actions.cancel(referral=referral, by="peter", at=friday)
    assert teams_that_may_receive(region, at=friday) == [team]


def test_a_team_that_read_it_may_receive_although_it_did_not_answer(db):
    referral = make_in(State.RECEIVED, at=MONDAY)

    assert silent_teams(referral.region, at=MONDAY + timedelta(days=20)) == set()


def test_given_back_unread_the_team_still_does_not_read(db):
    referral = make_sent(at=MONDAY)
    walk(45)

    late = morning(date(2025, 8, 20))
    assert silent_teams(referral.region, at=late) == {referral.team_id}


def test_a_team_that_is_away_leaves_nothing_unread(db):
    referral = make_sent(at=MONDAY)
    make_away(referral.team, date(2025, 7, 8), date(2025, 8, 1))

    assert unread_too_long(referral.region, at=morning(date(2025, 7, 20))) == []


def test_working_days_are_counted_both_ways_the_same():
    calendar = Calendar(((date(2025, 7, 9), date(2025, 7, 23)),))
    for start in range(30):
        day = date(2025, 7, 1) + timedelta(days=start)
        for count in range(1, 15):
            last = calendar.after(day, count)
            assert calendar.works_on(last)
            assert calendar.count(day, last) == count


def test_nobody_is_on_the_ladder_before_the_day():
    assert rung(date(2025, 7, 10), date(2025, 7, 9), Calendar()) == 0
    assert rung(date(2025, 7, 10), date(2025, 7, 10), Calendar()) == 1


def test_another_region_has_its_own_lists(db):
    make_sent(at=MONDAY)
    other = make_region("haaglanden", code="AM21", name="Haaglanden")

    assert unread_too_long(other, at=MONDAY + timedelta(days=20)) == []
    assert teams_that_may_receive(other, at=MONDAY) == []
