"""The appointment of the three: what the team hears when it changes, and who of it comes along."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from werkcentrum.accounts.models import User
from werkcentrum.appointments.models import Appointment
from werkcentrum.appointments.orphan_actions import (
    give_to,
    leave_companion_out,
    report_absence,
)
from werkcentrum.appointments.states import State as AppointmentState
from werkcentrum.appointments.tests.make import (
    book,
    cancel,
    clock,
    make_adviser,
    make_offer,
    make_place,
    move,
    slot_at,
    times_of,
)
from werkcentrum.core import outbox
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.marks import sends
from werkcentrum.partners.tests.make import make_organisation, make_region
from werkcentrum.referrals import actions, team_actions
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.states import State
from werkcentrum.referrals.tests.make import (
    make_draft,
    make_in,
    make_receiver,
    make_sent,
    make_team,
)
from werkcentrum.referrals.tests.work import take

pytestmark = pytest.mark.django_db
LATER = MONDAY_MORNING + timedelta(hours=1)
LISTS, AGENDA = "/medewerkers/hulpvragen/", "/medewerkers/afspraken/"
WEEK = {"dag": "2025-07-14"}


@pytest.fixture
def region(db, time_machine):
    time_machine.move_to(MONDAY_MORNING, tick=False)
    return make_region(host="testserver")


@pytest.fixture
def offer(region):
    return make_offer(make_place(region))


@pytest.fixture
def bram(region) -> User:
    return make_receiver(region)


def meeting(referral: Referral, slot: Any, **values: Any) -> Appointment:
    """Peter brings the three together."""
    return actions.hand_over_warmly(
        referral=referral, slot=slot, request_key=uuid4(), channel="office", staff=referral.owner,
        by="peter", at=MONDAY_MORNING, **values,
    )  # fmt: skip


def heard(referral: Referral) -> list[str]:
    """What the team was told since the appointment was made."""
    outbox.fill(at=LATER)
    mails = OutboxMessage.objects.filter(recipient=referral.team.email, put_at=LATER)
    return list(mails.order_by("id").values_list("subject", flat=True))


def test_the_team_hears_once_that_the_person_moved_the_appointment_of_the_three(region, offer):
    referral = make_sent(region)
    booked = meeting(referral, slot_at(offer))
    assert heard(referral) == []
    move(booked, slot_at(offer, clock(14, days=14)), LATER)

    assert heard(referral) == ["Verzet: afspraak met z'n drieën op maandag 21 juli, 14.00 uur"]
    assert len(heard(referral)) == 1
    mail = OutboxMessage.objects.get(key__contains="handover-moved")
    assert "Olena" not in mail.subject + mail.text
    assert mail.is_confidential


def test_each_change_is_told_and_of_two_at_once_only_how_it_is_now(region, offer):
    referral = make_sent(region)
    again = move(meeting(referral, slot_at(offer)), slot_at(offer, clock(14)), LATER)
    last = move(again, slot_at(offer, clock(15)), LATER)
    assert heard(referral) == ["Verzet: afspraak met z'n drieën op maandag 14 juli, 15.00 uur"]

    cancel(last, LATER)

    off = "Gaat niet door: afspraak met z'n drieën op maandag 14 juli, 15.00 uur"
    assert heard(referral)[1:] == [off]
    assert heard(referral)[1:] == [off]


def test_after_one_that_was_called_off_the_next_is_watched_too(region, offer):
    referral = make_sent(region)
    cancel(meeting(referral, slot_at(offer)), LATER)
    heard(referral)
    referral.refresh_from_db()

    cancel(meeting(referral, slot_at(offer, clock(14))), LATER)

    assert heard(referral)[-1].startswith("Gaat niet door: afspraak met z'n drieën op maandag 14 j")
    assert len(heard(referral)) == 2


def test_a_team_that_is_done_with_somebody_hears_nothing_of_their_appointments(region, offer):
    referral = make_sent(region)
    booked = meeting(referral, slot_at(offer))
    actions.cancel(referral=referral, by="peter", at=MONDAY_MORNING)

    cancel(booked, LATER)

    assert heard(referral) == []


def test_of_an_appointment_that_is_over_by_now_no_team_hears_that_it_was_called_off(region, offer):
    referral = make_sent(region)
    booked = meeting(referral, slot_at(offer))
    cancel(booked, LATER)

    outbox.fill(at=booked.ends_at)

    assert heard(referral) == []
    assert not OutboxMessage.objects.filter(key__contains="handover-off").exists()


# Who comes along.


@sends
def test_a_colleague_of_the_team_who_comes_finds_it_in_the_agenda_and_no_more_than_the_name(
    page, region, offer, peter, bram
):
    referral = make_sent(region, owner=peter)
    take(referral.enquiry, peter)
    form = page.open(f"{LISTS}doorverwijzing/{referral.pk}/").click(
        "Maak een afspraak met z'n drieën"
    )

    form.press(
        "Maak de afspraak", slot=str(slot_at(offer).pk), first="2025-07-14", companion=str(bram.pk)
    )

    booked = Appointment.objects.get()
    assert booked.companion == bram
    assert "met bram@werk.example" in page.open(AGENDA, **WEEK)
    page.log_in(bram)
    shown = page.open(AGENDA, **WEEK, mijn="ja").click("Olena")
    assert "bram@werk.example" in shown
    for hidden in ("olena@post.example", "Mijn contract stopt", "Zie wat de bezoeker ziet"):
        assert hidden not in shown


def test_a_colleague_of_the_team_does_not_read_the_message_with_the_link_of_the_person(
    page, region, offer, bram
):
    booked = meeting(make_sent(region), slot_at(offer), companion=bram)
    Appointment.objects.update(is_orphaned=True, orphan_reason="hours")
    work = f"{AGENDA}werklijst/"

    page.log_in(booked.enquiry.referrals.get().owner)
    assert "/afspraak/" in page.open(work).response.content.decode()
    page.log_in(bram)
    shown = page.open(work)
    assert "Olena" not in shown
    assert "/afspraak/" not in shown.response.content.decode()


@sends
def test_without_accounts_nobody_is_asked_who_comes(page, region, offer, peter):
    referral = make_sent(region, owner=peter)
    take(referral.enquiry, peter)

    shown = page.open(f"{LISTS}doorverwijzing/{referral.pk}/samen/")

    assert "Wie komt er van het team?" not in shown


def test_only_times_at_which_the_colleague_can_come_are_shown_and_taken(region, offer, bram):
    elsewhere = make_offer(make_place(region, "zoetermeer"), advisers=(bram,))
    book(slot_at(elsewhere), name="Fatima")
    at_one = "14-07 13:00"

    assert at_one in times_of(offer, is_staff=True)
    assert at_one not in times_of(offer, is_staff=True, companion=bram.pk)
    with pytest.raises(RefusedError, match="Deze collega van de partner kan dan niet"):
        meeting(make_sent(region), slot_at(offer), companion=bram)
    meeting(Referral.objects.get(), slot_at(offer, clock(14)), companion=bram)
    assert "14-07 14:00" not in times_of(elsewhere)


def test_who_comes_along_moves_with_it_or_stays_away_when_there_is_no_time(region, offer, bram):
    referral = make_sent(region)
    first = meeting(referral, slot_at(offer), companion=bram)
    elsewhere = make_offer(make_place(region, "zoetermeer"), advisers=(bram,))
    book(slot_at(elsewhere, clock(15)), name="Fatima")

    second = move(first, slot_at(offer, clock(14)), LATER)
    assert second.companion == bram
    heard(referral)
    assert "bram@werk.example" in OutboxMessage.objects.get(key__contains="handover-moved").text

    assert move(second, slot_at(offer, clock(15)), LATER).companion is None
    heard(referral)
    told = OutboxMessage.objects.get(recipient=referral.owner.email, key__contains="alone")
    assert told.subject.startswith("Zonder Loopbaanteam: afspraak met z'n drieën op maandag 14")
    assert "bram@werk.example van Loopbaanteam kan dan niet" in told.text
    assert "Olena" not in told.subject + told.text


def test_of_a_colleague_who_is_away_the_appointment_needs_somebody(page, region, offer, bram):
    booked = meeting(make_sent(region), slot_at(offer), companion=bram)

    away = report_absence(
        region=region, adviser=bram, starts_at=booked.starts_at, ends_at=booked.ends_at, by="petra",
        at=LATER,
    )  # fmt: skip

    assert (away.taken_over, away.left) == (0, 1)
    booked.refresh_from_db()
    assert booked.companion is None
    assert not booked.cells.exists()
    page.log_in(booked.enquiry.referrals.get().owner)
    assert "de collega van de partner is er niet" in page.open(f"{AGENDA}werklijst/")


@sends
def test_who_only_comes_along_changes_nothing(page, region, offer, bram):
    booked = meeting(make_sent(region), slot_at(offer), companion=bram)
    page.log_in(bram)

    shown = page.open(f"{AGENDA}{booked.pk}/")
    assert "Kunt u dan niet? Laat het de gids weten." in shown
    assert "Zeg de afspraak af" not in shown
    page.send(f"{AGENDA}{booked.pk}/stap/", do="niet-gekomen", status=404)
    page.send(f"{AGENDA}{booked.pk}/afzeggen/", reason="client", status=404)
    page.send(f"{AGENDA}{booked.pk}/overdragen/", adviser=str(bram.pk), status=404)
    page.open(f"{AGENDA}{booked.pk}/verzetten/", status=404)
    assert not booked.events.filter(by=str(bram.pk)).exists()


def test_a_version_that_was_moved_meanwhile_is_left_too(region, offer, bram):
    first = meeting(make_sent(region), slot_at(offer), companion=bram)
    before = Appointment.objects.select_related("region").get(pk=first.pk)
    second = move(first, slot_at(offer, clock(14)), LATER)

    leave_companion_out(appointment=before, by="peter", at=LATER)

    second.refresh_from_db()
    assert second.companion is None
    assert not second.cells.exists()


def test_who_was_left_out_meanwhile_does_not_come_back_with_another_time(region, offer, bram):
    first = meeting(make_sent(region), slot_at(offer), companion=bram)
    leave_companion_out(
        appointment=Appointment.objects.select_related("region").get(), by="peter", at=LATER
    )

    assert move(first, slot_at(offer, clock(14)), LATER).companion is None


def test_somebody_of_another_organisation_does_not_come_along(region, offer):
    stranger = make_receiver(region, "henk", organisation=make_organisation(region, "ander"))

    with pytest.raises(RefusedError, match="werkt niet bij dit team"):
        meeting(make_sent(region), slot_at(offer), companion=stranger)


ENDINGS = {
    "the sender stops it": lambda referral: actions.cancel(referral=referral, by="peter", at=LATER),
    "the team declines": lambda referral: team_actions.decline(
        referral=referral, reason="full", by="team:x", at=LATER
    ),
    "somebody takes back the consent": lambda referral: actions.withdraw_consent(
        consent=referral.consent, by="klant", at=LATER
    ),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_once_it_ended_who_would_come_along_sees_nothing_of_it(page, region, offer, bram, ending):
    referral = make_in(State.RECEIVED, region)
    booked = meeting(referral, slot_at(offer), companion=bram)
    page.log_in(bram)
    assert "Olena" in page.open(f"{AGENDA}{booked.pk}/")

    ENDINGS[ending](referral)

    page.open(f"{AGENDA}{booked.pk}/", status=404)
    assert "Olena" not in page.open(AGENDA, **WEEK)


def test_another_adviser_takes_over_and_the_colleague_still_comes(region, bram):
    fatima, jan = make_adviser(region), make_adviser(region, "jan")
    offer = make_offer(make_place(region), advisers=(fatima, jan))
    booked = meeting(make_sent(region), slot_at(offer), companion=bram)

    other = next(user for user in (fatima, jan) if user != booked.adviser)
    give_to(appointment=booked, adviser=other, by="petra", at=LATER)

    assert set(booked.cells.values_list("adviser", flat=True)) == {other.pk, bram.pk}
    assert booked.state == AppointmentState.BOOKED


def test_two_handovers_of_one_person_are_each_told_to_their_own_team(region, offer):
    first = make_sent(region)
    other = make_team(first.team.organisation, "leren")
    second = make_draft(region, enquiry=first.enquiry, team=other)
    actions.send_referral(referral=second, by="peter", at=MONDAY_MORNING)
    cancel(meeting(first, slot_at(offer)), LATER)
    meeting(second, slot_at(offer, clock(14)))

    assert len(heard(first)) == 1
    assert heard(second) == []
