"""Peter, an adviser, makes a profile with somebody at the table; without a yes he keeps nothing."""

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.models import Enquiry
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.marks import sends
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.models import Consent
from werkcentrum.privacy.tests.make import make_client, make_municipal
from werkcentrum.profiles.models import Profile, ProfileFacts
from werkcentrum.profiles.tests.make import agree, make_keeping, make_profile

pytestmark = [pytest.mark.django_db, sends]
STORY = "Ik heb acht jaar in een hotel gekookt. Ik wil 24 uur werken."


@pytest.fixture
def region(db, time_machine):
    time_machine.move_to(MONDAY_MORNING)
    return make_region(host="testserver")


@pytest.fixture
def peter(region, page):
    user = make_staff(region, "peter", "adviser", organisation=make_municipal(region))
    page.log_in(user)
    return user


@pytest.fixture
def olena(region, peter):
    """Somebody whom Peter helps."""
    client = make_client(region)
    Enquiry.objects.create(
        region=region, client=client, adviser=peter, opened_at=MONDAY_MORNING,
        organisation=make_municipal(region),
    )  # fmt: skip
    make_keeping(region)
    return client


def profile_of(client, *rest) -> str:
    return "/".join(["/medewerkers/klanten", str(client.pk), "profiel", *rest, ""])


def test_without_a_yes_there_is_no_box_for_a_story_but_the_question(page, olena):
    shown = page.open(profile_of(olena))

    assert "Zonder toestemming bewaren wij geen profiel." in shown
    assert not shown.document.findall(".//textarea")


def test_olena_says_yes_and_peter_comes_back_to_her_profile(page, olena):
    asked = page.open(profile_of(olena)).click("Vraag of Gemeente Voorburg het profiel mag bewaren")
    shown = asked.press("Ja, dat mag")

    assert "Mogen wij dit bewaren?" in asked
    assert "Gemeente Voorburg bewaart het dan." in asked
    assert shown.heading == "Profiel: Olena"
    assert Consent.objects.get().recipient == Consent.objects.get().controller
    assert shown.document.findall(".//textarea")


def test_what_olena_confirms_is_kept_and_nothing_else(page, olena):
    agree(olena)

    asked = page.open(profile_of(olena)).press("Lees het verhaal", verhaal=STORY)
    boxes = [box for box in asked.document.iter("input") if box.get("name") == "klopt"]
    shown = asked.press("Bewaar wat is aangevinkt", klopt=[boxes[0].get("value")], km="10")

    assert "Het profiel is bewaard." in shown
    assert "kok (8 jaar)" in shown
    known = ProfileFacts.objects.get().known
    assert (known.work[0].occupation, known.skills, known.hours_max, known.km) == (
        "kok",
        (),
        None,
        10,
    )


def test_the_story_itself_is_kept_nowhere(page, olena):
    agree(olena)
    asked = page.open(profile_of(olena)).press(
        "Lees het verhaal", verhaal=f"{STORY} Zilverkanarie."
    )
    boxes = [box.get("value") for box in asked.document.iter("input") if box.get("name") == "klopt"]

    asked.press("Bewaar wat is aangevinkt", klopt=boxes)

    kept = [str(ProfileFacts.objects.values()), str(AuditLine.objects.values())]
    assert not any("ilverkanarie" in row for row in kept)


def test_peter_changes_and_removes_it(page, olena):
    make_profile(olena)

    change = page.open(profile_of(olena)).click("Wijzig dit")
    shown = change.press("Bewaar", km="25")
    assert "hoogstens 25 kilometer" in shown
    shown = shown.press("Verwijder het profiel")

    assert "Het profiel is verwijderd." in shown
    assert not Profile.objects.exists()
    assert not ProfileFacts.objects.exists()


def test_who_looked_at_a_profile_is_written_down(page, olena):
    make_profile(olena)

    page.open(profile_of(olena))

    line = AuditLine.objects.get(verb="casework.looked")
    assert line.detail["what"] == "profiles.profile"
    assert str(olena.pk) == line.subject_id


def test_a_colleague_who_does_not_help_her_finds_nothing(page, olena, region):
    make_profile(olena)
    page.log_in(make_staff(region, "joris", "adviser", organisation=make_municipal(region)))

    page.open(profile_of(olena), status=404)


def test_a_yes_that_was_taken_back_meanwhile_keeps_nothing(page, olena):
    consent = agree(olena)
    asked = page.open(profile_of(olena)).press("Lees het verhaal", verhaal=STORY)
    boxes = [box.get("value") for box in asked.document.iter("input") if box.get("name") == "klopt"]
    Consent.objects.filter(pk=consent.pk).update(withdrawn_at=MONDAY_MORNING)

    shown = asked.press("Bewaar wat is aangevinkt", klopt=boxes)

    assert "Zonder toestemming bewaren wij geen profiel." in shown
    assert not ProfileFacts.objects.exists()


def test_taking_back_the_yes_on_the_page_of_consent_removes_the_profile(page, olena):
    make_profile(olena)

    page.open(f"/medewerkers/klanten/{olena.pk}/toestemming/").press(
        "Trek in : Uw profiel bewaren, Gemeente Voorburg"
    )

    assert not ProfileFacts.objects.exists()
