"""Somebody reads and types in another language on the way to an appointment."""

import pytest

from werkcentrum.appointments.forms import ContactForm
from werkcentrum.appointments.models import Appointment
from werkcentrum.appointments.states import State
from werkcentrum.appointments.tests.make import make_offer, slot_at
from werkcentrum.core.form_notes import new_note

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
ARABIC = "فاطمة"


@pytest.fixture
def offer():
    return make_offer()


def test_a_question_goes_along_to_another_language_and_into_no_address(page, offer):
    values = {"token": new_note(), "stap": "mee", "mee": "ja", "vraag": "Mijn baas betaalt niet"}
    where = page.send("/afspraak/", **values).press("Ga verder", soort="werk")

    other = where.press("English")

    assert other.address == "/en/afspraak/"
    assert "Step 2 of 4" in other
    assert "Mijn baas betaalt niet" in other
    assert "baas" not in " ".join(other.links.values())


def test_a_place_stays_kept_in_another_language(page, offer):
    slot = slot_at(offer)
    values = {"token": new_note(), "soort": "werk", "waar": slot.location.key,
              "tijd": str(slot.pk), "naam": ARABIC, "via": "geen"}  # fmt: skip
    check = page.send("/afspraak/", **values, stap="nakijken")
    done = check.press("العربية").press("احجزوا الموعد")

    assert done.address.startswith("/ar/afspraak/")
    made = Appointment.objects.get()
    assert (made.state, made.client.name_to_use) == (State.BOOKED, ARABIC)
    assert made.client.language == "ar"


def test_a_number_typed_in_other_digits_is_kept_in_ours():
    typed = {"naam": ARABIC, "via": "phone", "telefoon": "٠٦ ١٢٣٤٥٦٧٨"}
    form = ContactForm(typed, channel="phone")

    assert form.is_valid()
    assert form.cleaned_data["address"] == "06 12345678"
