"""The demo has appointments to look at, and a worker that keeps them in step."""

import pytest
from django.core.management import call_command

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.appointments.models import Appointment, AppointmentSlot, GroupSession
from werkcentrum.appointments.tests.make import make_offer, make_type
from werkcentrum.core.models import OutboxMessage
from werkcentrum.frontdoor.management.commands.demo import (
    DEMO_ADVISERS,
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


def test_the_demo_has_people_advisers_and_a_workshop_and_writes_to_nobody(location):
    user = make_staff(location.region, role="adviser")
    user.email = next(iter(DEMO_ADVISERS))
    user.save()

    for _time in range(2):
        make_demo_appointments(location.region)

    assert Appointment.objects.count() == 4
    assert Appointment.objects.get(adviser=user).service_type.key == "leren"
    assert GroupSession.objects.count() == 1
    assert not OutboxMessage.objects.exists()


@pytest.mark.slow
def test_a_round_of_the_worker_makes_the_slots(location, var):
    make_offer(location, make_type(location.region))
    AppointmentSlot.objects.all().delete()
    location.agenda.offers.update(capacity=3)
    location.agenda.planned_on = None
    location.agenda.save()

    call_command("run_worker", once=True)

    assert set(AppointmentSlot.objects.values_list("capacity", flat=True)) == {3}
