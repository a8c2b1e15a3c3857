"""Appointments begin from the command line, and the demo has them."""

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from werkcentrum.appointments.defaults import DEFAULT_TYPES
from werkcentrum.appointments.models import AppointmentSlot, Offer, ServiceType
from werkcentrum.appointments.queries import places_to_book
from werkcentrum.appointments.tests.make import make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def library():
    return make_place()


def test_a_manager_begins_with_appointments(library, capsys):
    call_command("set_up_appointments", library.key, types=["werk", "cv"], capacity=2)

    assert {offer.service_type.key for offer in Offer.objects.all()} == {"werk", "cv"}
    assert set(AppointmentSlot.objects.values_list("capacity", flat=True)) == {2}
    assert "nieuwe tijdsloten" in capsys.readouterr().out
    assert places_to_book(library.region) == {library.key}


@pytest.mark.parametrize(
    ("location", "said"),
    [("nergens", "Deze locatie is er niet"), ("bibliotheek-voorburg", "heeft al afspraken")],
)
def test_a_wrong_command_says_what_is_wrong_and_changes_nothing(library, location, said):
    call_command("set_up_appointments", library.key, types=["werk"])

    with pytest.raises(CommandError, match=said) as error:
        call_command("set_up_appointments", location)

    assert error.value.returncode == 2
    assert ServiceType.objects.count() == 1


def test_planning_from_the_command_line_twice_makes_nothing_twice(library, capsys):
    call_command("set_up_appointments", library.key, types=["werk"])
    call_command("plan_slots")

    assert capsys.readouterr().out.endswith("\n0 nieuwe tijdsloten.\n")


def test_what_we_brought_ourselves_is_said_in_the_language_of_the_page(library):
    call_command("set_up_appointments", library.key, types=["werk"])
    kind = ServiceType.objects.get()

    with override("en"):
        assert kind.shown_name != kind.name == "Praten over werk"


@pytest.mark.parametrize("kind", DEFAULT_TYPES, ids=lambda kind: kind.key)
def test_a_service_type_to_begin_with_fits_the_table(kind, library):
    ServiceType(region=library.region, **kind.in_dutch()).full_clean()
