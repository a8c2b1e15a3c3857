"""Peter, an adviser, asks somebody at the table; who reads Ukrainian is asked in Ukrainian."""

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.models import Enquiry
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.marks import sends
from werkcentrum.partners.tests.make import make_other_region, make_region
from werkcentrum.privacy.actions import disclose
from werkcentrum.privacy.models import Consent, LegalGround, Objection
from werkcentrum.privacy.rules import Basis
from werkcentrum.privacy.tests.make import (
    make_child,
    make_client,
    make_consent,
    make_municipal,
    make_sharing,
    make_text,
)

pytestmark = pytest.mark.django_db
BY_LAW = LegalGround.Kind.PUBLIC_TASK


@pytest.fixture
def region(db, time_machine):
    time_machine.move_to(MONDAY_MORNING)
    return make_region(host="testserver")


@pytest.fixture
def peter(region, page):
    """An adviser of the municipality, who is logged in."""
    user = make_staff(region, "peter", "adviser", organisation=make_municipal(region))
    page.log_in(user)
    return user


def helped_by(user, client):
    """Somebody with a question of which this adviser is in charge."""
    Enquiry.objects.create(
        region=client.region, client=client, adviser=user, opened_at=MONDAY_MORNING,
        organisation=make_municipal(client.region),
    )  # fmt: skip
    return client


@pytest.fixture
def olena(region, peter):
    return helped_by(peter, make_client(region, language="uk"))


def about(client, *rest) -> str:
    return "/".join(["/medewerkers/klanten", str(client.pk), "toestemming", *map(str, rest), ""])


@sends
def test_olena_reads_the_question_in_ukrainian_and_says_yes(page, olena):
    ground = make_sharing(olena.region)
    text = make_text(ground.purpose, "uk", body="Чи можемо ми передати ваші дані?")

    asked = page.open(about(olena)).click("Doorverwijzen: De Bond")
    [panel] = asked.document.findall(".//section[@lang='uk']")
    yes = panel.find(".//button").text
    shown = asked.press(yes)

    assert "Чи можемо ми передати ваші дані?" in asked
    assert "Mogen wij uw gegevens geven aan deze organisatie?" in asked
    assert "De toestemming is opgeschreven." in shown
    consent = Consent.objects.get()
    assert (consent.text, consent.way) == (text, "screen")
    line = AuditLine.objects.get(verb="privacy.consent_given")
    assert line.detail["language"] == "uk"


@sends
@pytest.mark.parametrize(
    ("button", "way"), [("Ja, op papier getekend", "paper"), ("Ja, gezegd", "voice")]
)
def test_a_yes_on_paper_or_by_voice_is_written_down_as_such(page, olena, button, way):
    ground = make_sharing(olena.region)

    page.open(about(olena, ground.pk)).press(button)

    assert Consent.objects.get().way == way


@sends
def test_a_no_is_kept_nowhere_and_help_goes_on(page, peter, region):
    anna = helped_by(peter, make_client(region, "Anna"))
    ground = make_sharing(region)

    asked = page.open(about(anna, ground.pk))
    shown = asked.press("Nee, liever niet")

    assert "U mag nee zeggen. Dan helpen wij u net zo goed." in asked
    assert "U helpt deze klant net zo goed verder." in shown
    assert not Consent.objects.exists()


@sends
def test_a_no_ends_an_earlier_yes(page, peter, region):
    anna = helped_by(peter, make_client(region, "Anna"))
    ground = make_sharing(region)
    make_consent(anna, ground)

    page.open(about(anna, ground.pk)).press("Nee, liever niet")

    assert Consent.objects.get().withdrawn_at is not None


@sends
def test_without_a_text_in_her_language_an_interpreter_reads_the_dutch(page, olena):
    ground = make_sharing(olena.region)

    asked = page.open(about(olena, ground.pk))

    assert "Vraag een tolk om de tekst voor te lezen." in asked
    assert "Ja, dat mag" in asked


@sends
def test_for_daan_his_mother_must_be_there(page, peter, region):
    daan = helped_by(peter, make_child(region))
    ground = make_sharing(region)

    asked = page.open(about(daan, ground.pk))
    without = asked.press("Ja, dat mag")
    asked.press("Ja, dat mag", by_representative="on")

    assert "Ilse is hier en beslist." in asked
    assert "Alleen die kan toestemming geven." in without
    assert Consent.objects.get().by_representative is True


@sends
def test_a_text_that_changed_meanwhile_is_read_again(page, peter, region):
    anna = helped_by(peter, make_client(region, "Anna"))
    ground = make_sharing(region)
    asked = page.open(about(anna, ground.pk))
    make_text(ground.purpose, "nl", 2, body="Een andere vraag")

    shown = asked.press("Ja, dat mag")

    assert "Laat de klant de nieuwe tekst lezen." in shown
    assert not Consent.objects.exists()


@sends
def test_an_answer_that_says_nothing_changes_nothing(page, peter, region):
    anna = helped_by(peter, make_client(region, "Anna"))
    ground = make_sharing(region)

    shown = page.send(about(anna, ground.pk), way="misschien", text="geen")

    assert "Kies hoe de klant antwoordde." in shown
    assert not Consent.objects.exists()


@sends
def test_where_a_law_came_in_its_place_nothing_is_asked(page, peter, region):
    anna = helped_by(peter, make_client(region, "Anna"))
    ground = make_sharing(region)
    LegalGround.objects.filter(pk=ground.pk).update(ends_on="2025-07-01")

    asked = page.open(about(anna, ground.pk))

    assert "staat delen met deze organisatie niet in het register" in asked
    assert "Ja, dat mag" not in asked
    assert page.open(about(anna, ground.pk, "papier"), status=302)


def test_on_paper_stands_the_same_question_with_room_to_sign(page, peter, region):
    anna = helped_by(peter, make_client(region, "Anna"))
    ground = make_sharing(region)

    shown = page.open(about(anna, ground.pk, "papier"))

    for words in ("Mogen wij uw gegevens geven aan deze organisatie?", "Handtekening", "Anna",
                  "U mag nee zeggen.", "Tekst 1, van 1 januari 2024"):  # fmt: skip
        assert words in shown


@sends
def test_anna_takes_back_her_yes(page, peter, region):
    anna = helped_by(peter, make_client(region, "Anna"))
    make_consent(anna, make_sharing(region))

    shown = page.open(about(anna)).press("Trek in : Doorverwijzen, De Bond")

    assert "De toestemming is ingetrokken." in shown
    assert "ingetrokken op 7 juli 2025" in shown
    assert Consent.objects.get().withdrawn_at is not None


@sends
def test_anna_objects_to_what_the_law_allows(page, peter, region):
    anna = helped_by(peter, make_client(region, "Anna"))
    ground = make_sharing(region, kind=BY_LAW)

    shown = page.open(about(anna)).press("Schrijf bezwaar op : Doorverwijzen, De Bond")

    assert "Tot het besluit wordt hierop niets gedeeld." in shown
    assert Objection.objects.get().ground == ground


def test_peter_reads_who_received_what_and_that_he_looked_is_logged(page, peter, region):
    anna = helped_by(peter, make_client(region, "Anna"))
    ground = make_sharing(region, kind=BY_LAW)
    disclose(
        client=anna, basis=Basis(ground=ground), recipient=ground.recipient, purpose="referral",
        data=["name"], by=str(peter.pk), at=MONDAY_MORNING,
    )  # fmt: skip

    shown = page.open(about(anna))

    assert "De Bond kreeg of zag uw naam." in shown
    looks = AuditLine.objects.filter(verb="casework.looked", subject_id=str(anna.pk))
    assert [line.actor for line in looks] == [str(peter.pk)]


def test_somebody_without_a_question_here_is_not_there(page, peter, region):
    unknown = make_client(region, "Ana")
    elsewhere = make_client(make_other_region(), "Bram")

    for client in (unknown, elsewhere):
        page.open(about(client), status=404)


def test_a_yes_of_somebody_else_cannot_be_taken_back(page, peter, region):
    anna = helped_by(peter, make_client(region, "Anna"))
    other = make_consent(make_client(region, "Ana"), make_sharing(region))

    page.send(about(anna, other.pk, "intrekken"), status=404)

    assert Consent.objects.get().withdrawn_at is None


@pytest.mark.parametrize("rows", [1, 25])
def test_the_page_costs_the_same_for_one_yes_or_many(page, peter, region, queries, rows):
    anna = helped_by(peter, make_client(region, "Anna"))
    ground = make_sharing(region)
    for _ in range(rows):
        make_consent(anna, ground)

    with queries.at_most(18):
        page.open(about(anna))
