"""Olena sees what we keep of her work, changes it, and throws it away."""

import pytest

from werkcentrum.audit.actions import CLIENT
from werkcentrum.audit.models import AuditLine
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.marks import has_session, sends
from werkcentrum.mine.tests.make import enter, make_known
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.models import Consent
from werkcentrum.privacy.tests.make import make_client
from werkcentrum.profiles.models import ProfileFacts
from werkcentrum.profiles.tests.make import make_profile

pytestmark = [
    pytest.mark.django_db,
    sends,
    has_session,
]


@pytest.fixture
def olena(db, time_machine):
    time_machine.move_to(MONDAY_MORNING)
    return make_known(make_region(host="testserver"))


def test_olena_reads_what_is_kept_of_her_work_and_by_whom(page, olena):
    make_profile(olena)

    shown = enter(page)

    assert "kok (8 jaar)" in shown
    assert "Gemeente Voorburg bewaart dit tot 7 juli 2026" in " ".join(shown.text.split())


def test_she_changes_it_on_the_same_yes(page, olena):
    make_profile(olena)

    shown = enter(page).click("Verander uw profiel").press("Bewaar", km="25")

    assert "Uw profiel is veranderd." in shown
    assert ProfileFacts.objects.get().known.km == 25
    assert AuditLine.objects.get(verb="profiles.changed").actor == CLIENT


def test_she_throws_it_away(page, olena):
    make_profile(olena)

    shown = enter(page).press("Gooi uw profiel weg")

    assert "Uw profiel is weg." in shown
    assert not ProfileFacts.objects.exists()


def test_she_takes_back_her_yes_and_it_is_gone_at_once(page, olena):
    make_profile(olena)

    enter(page).press("Trek dit in voor Gemeente Voorburg")

    assert Consent.objects.get().withdrawn_at
    assert not ProfileFacts.objects.exists()


def test_the_profile_of_somebody_else_is_not_there(page, olena):
    other = make_profile(make_client(olena.region, "Anna", address="anna@post.example"))
    enter(page)

    page.open(f"/mijn/profiel/{other.pk}/", status=404)
    page.send(f"/mijn/profiel/{other.pk}/weg/", status=404)

    assert ProfileFacts.objects.exists()


def test_a_yes_that_ended_meanwhile_changes_nothing(page, olena):
    make_profile(olena)
    change = enter(page).click("Verander uw profiel")
    Consent.objects.update(withdrawn_at=MONDAY_MORNING)

    shown = change.press("Bewaar", km="25")

    assert "U deed dit al, of het kan niet meer." in shown
    assert ProfileFacts.objects.get().known.km == 10
