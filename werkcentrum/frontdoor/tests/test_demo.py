"""The demo has appointments to look at, and a worker that keeps them in step."""

import pytest
from django.core.management import call_command

from werkcentrum.accounts.models import User
from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.appointments.models import (
    Appointment,
    AppointmentSlot,
    GroupSession,
    WaitingListEntry,
)
from werkcentrum.appointments.tests.make import make_offer, make_type
from werkcentrum.core.models import OutboxMessage
from werkcentrum.frontdoor.management.commands.demo import (
    DEMO_ADVISERS,
    DEMO_HOST_AND_AWAY,
    DEMO_WITH_ADVISERS,
    make_demo_appointments,
)
from werkcentrum.partners.models import HoursKind
from werkcentrum.partners.tests.make import (
    make_location,
    make_municipality,
    make_region,
    make_walk_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def location():
    found = make_location(make_municipality(make_region()), DEMO_WITH_ADVISERS)
    make_walk_in(found, kind=HoursKind.APPOINTMENT)
    return found


@pytest.mark.slow
def test_the_demo_has_people_advisers_and_a_workshop_and_writes_to_nobody_who_exists(location):
    for number, email in enumerate({*DEMO_ADVISERS, *DEMO_HOST_AND_AWAY}):
        user = make_staff(location.region, f"demo{number}", role="adviser")
        User.objects.filter(pk=user.pk).update(email=email)

    for _time in range(2):
        make_demo_appointments(location.region)

    made = Appointment.objects.filter(slot__session=None)
    kinds = made.order_by("service_type__key").values_list("service_type__key", flat=True)
    assert list(kinds.distinct()) == ["cv", "geld", "leren", "werk"]
    assert {a.adviser.email for a in made.filter(service_type__key="leren")} == {*DEMO_ADVISERS}
    assert made.get(is_orphaned=True).orphan_reason == "absence"
    assert WaitingListEntry.objects.exists()
    assert GroupSession.objects.get().slot.booked == 3
    recipients = OutboxMessage.objects.values_list("recipient", flat=True)
    assert all(recipient.endswith(".example") for recipient in recipients)


@pytest.mark.slow
def test_a_round_of_the_worker_makes_the_slots(location, var):
    make_offer(location, make_type(location.region))
    AppointmentSlot.objects.all().delete()
    location.agenda.offers.update(capacity=3)
    location.agenda.planned_on = None
    location.agenda.save()

    call_command("run_worker", once=True)

    assert set(AppointmentSlot.objects.values_list("capacity", flat=True)) == {3}
