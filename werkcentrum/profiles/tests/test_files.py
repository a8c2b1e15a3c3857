"""Somebody takes their profile along as a file, and brings one from elsewhere."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.models import Enquiry
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.core.tests.marks import sends
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.tests.make import make_client, make_municipal
from werkcentrum.profiles.facts import Facts, Study, Wish
from werkcentrum.profiles.files import FORMS, read, write
from werkcentrum.profiles.models import ProfileFacts
from werkcentrum.profiles.tests.make import agree, make_keeping, make_profile
from werkcentrum.profiles.tests.make_words import words
from werkcentrum.profiles.tests.test_own_pages import held_by, tick

pytestmark = [pytest.mark.django_db, sends]
FILE = "/mijn-profiel/bestand/"
READ, ON, KEEP = "Lees het bestand", "Verder met wat ik aanvinkte", "Bewaar wat is aangevinkt"
OF_VUM = {
    "idWerkzoekende": "x", "emailadres": ["petra@post.example"], "bemiddelingsberoep": ["kok"],
    "werkervaring": [{"beroep": "bakker", "jaren": 4, "toelichting": "brood"}],
}  # fmt: skip


@pytest.fixture
def region(db, time_machine):
    time_machine.move_to(MONDAY_MORNING)
    return make_region(host="testserver")


def a_file(content=OF_VUM, name="profiel.json"):
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    return SimpleUploadedFile(name, text)


def sent(page, content=OF_VUM):
    return page.open(FILE).press(READ, bestand=a_file(content))


def test_what_a_file_says_is_shown_and_nothing_is_ticked_or_kept(region, page):
    shown = sent(page)

    assert shown.heading == "Klopt dit?"
    assert "bakker (4 jaar)" in shown
    assert "e-mailadressen" in shown
    assert "petra@" not in shown.text
    assert not [box for box in shown.document.iter("input") if box.get("checked") is not None]
    assert held_by(page) is None
    assert not ProfileFacts.objects.exists()


def test_only_what_somebody_ticks_of_a_file_is_in_their_profile(region, page):
    shown = sent(page)
    shown.press(ON, klopt=tick(shown, "kok"))

    assert held_by(page).wishes == (Wish("kok", "kok"),)
    assert held_by(page).work == ()


def test_what_was_read_cannot_be_changed_on_the_way(region, page):
    shown = sent(page)
    again = shown.press("Alles klopt", gelezen="anders")
    assert "Deze pagina stond te lang open." in again
    assert held_by(page) is None


def test_nothing_ticked_is_said_and_what_was_read_stays(region, page):
    again = sent(page).press(ON)
    assert "Vink aan wat klopt, of geef antwoord op een vraag." in again
    again.press("Alles klopt")
    assert held_by(page).work[0].occupation == "bakker"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "Deze pdf kunnen wij niet lezen."),
        (b"<!DOCTYPE a [<!ENTITY x 'y'>]><SkillsPassport/>", "een eigen documenttype"),
        (b"\x00\xff", "Dit is geen bestand van VUM of Europass."),
        (b"{", "Dit is geen JSON van VUM."),
        (b'{"SkillsPassport": {}}', "In dit bestand lezen wij niets over werk."),
        (b'{"naam": "Petra"}', "Kies een ander bestand, of vul het profiel zelf in."),
        (
            b'<SkillsPassport locale="en"><LearnerInfo/></SkillsPassport>',
            "In dit bestand lezen wij niets over werk.",
        ),
        (
            b"<Candidate><CandidateProfile><Others><Other/></Others></CandidateProfile></Candidate>",
            "In dit bestand lezen wij niets over werk.",
        ),
        (b"", "Kies eerst een bestand."),
    ],
)
def test_another_file_is_refused_with_what_to_do(region, page, content, said):
    shown = sent(page, content)
    assert said in shown
    assert shown.heading == "Neem een profiel over"


def test_somebody_saves_their_profile_and_brings_it_back(region, page):
    sent(page).press("Alles klopt")
    before = held_by(page)
    shown = page.open("/mijn-profiel/")
    assert "Bewaar als cv van Europass (XML)" in shown

    for form in ("vum", "europass"):
        answer = page._client.get(f"/mijn-profiel/{form}/")
        assert "attachment" in answer["Content-Disposition"]
        assert answer["Cache-Control"] == "no-store"
        assert not answer.cookies
        other = page.at("testserver")
        sent(other, answer.content).press("Alles klopt")
        assert held_by(other) == before


@pytest.mark.parametrize("form", FORMS)
def test_which_level_of_mbo_somebody_has_goes_along_and_comes_back(form):
    facts = Facts(studies=(Study("mbo 3 kok", 4, is_done=True),))

    made = write(form, facts, words(), at=MONDAY_MORNING)

    assert read(made.text.encode(), words(), today=MONDAY).facts.studies == facts.studies


@pytest.mark.parametrize("name", ["mbo 3 jaar kok", "mbo 4-jarig kok", "mbo 2 - jarig kok"])
def test_how_long_somebody_learned_is_no_level_of_mbo(name):
    study = words().study(name, None, is_done=True)

    assert study
    assert not re.search(r"mbo \d", study.name)


def test_without_a_profile_there_is_nothing_to_save(region, page):
    page.open("/mijn-profiel/vum/", status=302)


@pytest.fixture
def olena(region, page):
    """Somebody whom Peter helps, and who agreed that a profile is kept."""
    peter = make_staff(region, "peter", "adviser", organisation=make_municipal(region))
    page.log_in(peter)
    client = make_client(region)
    Enquiry.objects.create(
        region=region, client=client, adviser=peter, opened_at=MONDAY_MORNING,
        organisation=make_municipal(region),
    )  # fmt: skip
    make_keeping(region)
    return client


def test_an_adviser_takes_over_what_the_client_confirms(page, olena):
    agree(olena)
    shown = page.open(f"/medewerkers/klanten/{olena.pk}/profiel/")
    shown = shown.press(READ, bestand=a_file())
    assert "e-mailadressen" in shown
    shown.press(KEEP, klopt=tick(shown, "bakker"))

    (row,) = ProfileFacts.objects.all()
    assert [one.occupation for one in row.known.work] == ["bakker"]
    assert row.known.wishes == ()


def test_an_adviser_hears_that_a_file_says_nothing_new(page, olena):
    agree(olena)
    profile = f"/medewerkers/klanten/{olena.pk}/profiel/"
    cook = {"bemiddelingsberoep": ["kok"]}
    shown = page.open(profile).press(READ, bestand=a_file(cook))
    shown.press(KEEP, klopt=tick(shown, "kok"))

    again = page.open(profile).press(READ, bestand=a_file(cook))

    assert "In het bestand staat niets nieuws." in again


def test_an_adviser_hears_what_is_wrong_with_a_file(page, olena):
    agree(olena)
    shown = page.open(f"/medewerkers/klanten/{olena.pk}/profiel/")
    assert "Deze pdf kunnen wij niet lezen." in shown.press(READ, bestand=a_file(b"%PDF"))


def test_what_is_kept_can_go_along_and_that_is_written_down(page, olena):
    make_profile(olena)
    lines = AuditLine.objects.count()
    for form in ("vum", "europass"):
        answer = page._client.get(f"/medewerkers/klanten/{olena.pk}/profiel/{form}/")
        assert "attachment" in answer["Content-Disposition"]
    assert AuditLine.objects.count() == lines + 2
