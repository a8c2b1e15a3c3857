"""Whoever keeps agreements hears of a day that comes near, once, with what goes dark."""

from datetime import timedelta

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.core.clock import months_after
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.agreements.dates import Due, DueKind, dues
from werkcentrum.governance.agreements.life_actions import terminate
from werkcentrum.governance.agreements.reminder_actions import remind_of_dates
from werkcentrum.governance.models import Agreement, AgreementEvent
from werkcentrum.governance.tests.make import make_library_party, make_municipality_party
from werkcentrum.governance.tests.make_signed import make_in_force
from werkcentrum.partners.tests.make import make_region


@pytest.fixture
def agreement(db) -> Agreement:
    """In force since last week, for a year, and two people keep it."""
    region = make_region()
    make_staff(region, "els", "board_secretary")
    make_staff(region, "karin", "coordinator")
    make_staff(region, "bram", "partner_employee")
    return make_in_force(
        region, make_municipality_party(region), make_library_party(region),
        ends_on=MONDAY + timedelta(days=365), notice_months=3,
    )  # fmt: skip


def told(days: int) -> list[tuple[str, str]]:
    """To whom what was written, by so many days later."""
    for day in (days - 1, days, days):
        remind_of_dates(at=MONDAY_MORNING + timedelta(days=day))
    rows = OutboxMessage.objects.order_by("subject", "recipient")
    return [(row.recipient.partition("@")[0], row.subject.partition(":")[0]) for row in rows]


def test_nobody_hears_anything_while_all_days_are_far(agreement):
    assert told(100) == []


def test_both_who_keep_it_hear_once_that_somebody_must_decide(agreement):
    words = "Beslis voor 7 april 2026 over verlengen of beëindigen"

    assert told(250) == [("els", words), ("karin", words)]
    assert agreement.events.get(kind=AgreementEvent.Kind.REMINDED).words == words


def test_the_message_says_what_goes_dark(agreement):
    told(250)

    text = OutboxMessage.objects.order_by("recipient").first().text

    assert "Bibliotheek Duin: " in text
    assert "doorverwijzingen ontvangen" in text


def test_after_notice_was_given_only_the_end_is_told(agreement):
    end = months_after(MONDAY, 3)
    terminate(agreement=agreement, on=end, reason="Anders", by="0190-els", at=MONDAY_MORNING)

    assert {subject for _who, subject in told(60)} == {"Eindigt op 7 oktober 2025"}


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({}, [Due(DueKind.EVALUATION, months_after(MONDAY, 24))]),
        ({"evaluated_on": MONDAY + timedelta(days=9)},
         [Due(DueKind.EVALUATION, months_after(MONDAY + timedelta(days=9), 24))]),
        ({"ends_on": months_after(MONDAY, 12)},
         [Due(DueKind.NOTICE, months_after(MONDAY, 6)),
          Due(DueKind.END, months_after(MONDAY, 12))]),
        ({"ends_on": months_after(MONDAY, 5)}, [Due(DueKind.END, months_after(MONDAY, 5))]),
        ({"ends_on": months_after(MONDAY, 12), "terminated_on": months_after(MONDAY, 7)},
         [Due(DueKind.END, months_after(MONDAY, 7))]),
        ({"in_force_on": None}, []),
    ],
    ids=["evaluation only", "since the last one", "for a year", "too late to decide", "ended",
         "not in force"],
)  # fmt: skip
def test_the_days_that_come_follow_from_its_terms(values, wanted):
    agreement = Agreement(**({"in_force_on": MONDAY} | values))

    assert dues(agreement, MONDAY + timedelta(days=1)) == wanted
