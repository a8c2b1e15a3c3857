"""Who sees which appointments, and who reads what somebody wants to talk about."""

from uuid import uuid4

import pytest

from werkcentrum.appointments import actions, waiting_actions
from werkcentrum.appointments.tests.make import (
    book,
    make_adviser,
    make_offer,
    make_type,
    slot_at,
    who,
)
from werkcentrum.casework.models import Enquiry
from werkcentrum.core.tests.make import MONDAY_MORNING

pytestmark = pytest.mark.django_db
AGENDA = "/medewerkers/afspraken/"
WEEK = {"dag": "2025-07-14"}


@pytest.fixture
def offer(place):
    return make_offer(place)


def test_an_employee_of_a_partner_sees_the_own_conversations_and_of_others_nothing(
    place, offer, page
):
    bram = make_adviser(place.region, "bram", "partner_employee")
    theirs = make_offer(place, make_type(place.region, key="vakbond"), advisers=(bram,))
    other = book(slot_at(offer), name="Fatima")
    own = book(slot_at(theirs), name="Olena")
    for booked in (other, own):
        waiting_actions.join_waiting_list(appointment=booked, by="bezoeker", at=MONDAY_MORNING)
    page.log_in(bram)

    lists = [page.open(AGENDA, **WEEK), page.open(f"{AGENDA}wachtlijst/")]
    assert [("Olena" in shown, "Fatima" in shown) for shown in lists] == [(True, False)] * 2
    assert "Olena" in page.open(f"{AGENDA}{own.pk}/")
    page.open(f"{AGENDA}{other.pk}/", status=404)
    page.open(f"{AGENDA}{other.pk}/verzetten/", status=404)


def test_an_employee_of_a_partner_still_sees_what_they_made_for_somebody(place, offer, page):
    bram = make_adviser(place.region, "bram", "partner_employee")
    slot = slot_at(offer)
    made = actions.book_on_behalf(
        slot=slot, request_key=uuid4(), channel="office", contact=who("Olena"), staff=bram,
        by=str(bram.pk), at=MONDAY_MORNING,
    )  # fmt: skip
    page.log_in(bram)

    assert "Olena" in page.open(f"{AGENDA}{made.pk}/")


@pytest.mark.parametrize(("role", "reads"), [("coordinator", False), ("host", False),
                                             ("adviser", True),
                                             ("employer_manager", False)])  # fmt: skip
def test_what_somebody_wants_to_talk_about_is_for_whoever_may_read_it(
    place, offer, page, role, reads
):
    booked = book(slot_at(offer), question=actions.Question("Ik heb schulden"))
    page.log_in(make_adviser(place.region, "iemand", role))

    shown = page.open(f"{AGENDA}{booked.pk}/")
    assert "Olena" in shown
    assert ("Ik heb schulden" in shown) == reads


def test_a_colleague_does_not_read_it_once_somebody_is_in_charge(place, offer, page):
    booked = book(slot_at(offer), question=actions.Question("Ik heb schulden"))
    Enquiry.objects.update(adviser=make_adviser(place.region, "peter"))
    page.log_in(make_adviser(place.region, "petra"))

    assert "Ik heb schulden" not in page.open(f"{AGENDA}{booked.pk}/")
