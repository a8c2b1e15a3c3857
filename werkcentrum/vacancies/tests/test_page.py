"""Everybody reads a vacancy on a page of its own; machines too."""

import json
from datetime import timedelta

import pytest

from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_other_region, make_region
from werkcentrum.skills.seeding import seed_uris
from werkcentrum.vacancies import actions
from werkcentrum.vacancies.tests.make import (
    BRAM,
    LAST_DAY,
    WORK,
    make_draft,
    make_published,
    make_submitted,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def zhc():
    return make_region()


def posting(shown):
    return json.loads(shown.document.find(".//script[@type='application/ld+json']").text)


def test_a_visitor_reads_what_the_work_is_and_how_to_apply(page, zhc):
    vacancy = make_published(zhc, dutch_level="a2", is_irregular=False, licences=("B",))

    shown = page.open(f"/vacatures/{vacancy.pk}/")

    assert shown.heading == "Bakker"
    assert WORK in shown
    assert {"24 tot 36", "overdag", "A2: korte, eenvoudige zinnen", "B", "6 augustus 2025"} <= {
        *shown.texts(".//dd")
    }
    assert shown.links["werk@korst.example"] == "mailto:werk@korst.example"


@pytest.mark.parametrize(
    ("apply_by", "apply_to", "name", "leads_to"),
    [
        ("phone", "070 123 45 67", "070 123 45 67", "tel:+31701234567"),
        ("website", "https://korst.example/werk", "Ga naar die website : Bakker",
         "https://korst.example/werk"),
        ("werkcentrum", "", "Vraag het aan een gids : Bakker", "/stel-uw-vraag/"),
    ],
)  # fmt: skip
def test_every_way_to_apply_has_its_own_button(page, zhc, apply_by, apply_to, name, leads_to):
    vacancy = make_published(zhc, apply_by=apply_by, apply_to=apply_to)

    assert page.open(f"/vacatures/{vacancy.pk}/").links[name] == leads_to


def test_a_search_engine_reads_the_same(page, zhc):
    vacancy = make_published(zhc, contract="temporary")

    data = posting(page.open(f"/vacatures/{vacancy.pk}/"))

    assert (data["@type"], data["title"], data["datePosted"]) == (
        "JobPosting", "Bakker", "2025-07-07",
    )  # fmt: skip
    assert data["validThrough"] == f"{LAST_DAY.isoformat()}T23:59:59"
    assert data["employmentType"] == ["FULL_TIME", "PART_TIME", "TEMPORARY"]
    assert data["jobLocation"]["address"]["postalCode"] == "2271"
    assert data["hiringOrganization"]["name"] == "Bakkerij Korst"
    assert data["url"] == f"http://testserver/vacatures/{vacancy.pk}/"


def test_a_machine_reads_that_work_is_done_at_home(page, zhc):
    data = posting(page.open(f"/vacatures/{make_published(zhc, place='Thuis werken').pk}/"))

    assert (data["jobLocationType"], data["applicantLocationRequirements"]["name"]) == (
        "TELECOMMUTE", "NL",
    )  # fmt: skip
    assert "jobLocation" not in data


def test_everybody_and_every_machine_reads_the_confirmed_work_and_skills(page, zhc):
    vacancy = make_published(zhc, concepts=("bakker", "samenwerken", "gone"))
    esco = seed_uris()

    shown = page.open(f"/vacatures/{vacancy.pk}/")

    assert shown.texts(".//section[@aria-labelledby='gevraagd']//li") == ["Samenwerken"]
    assert shown.texts(".//dl/div[1]/*") == ["Beroep", "bakker"]
    data = posting(shown)
    assert [(one["name"], one["codeValue"], one["inCodeSet"]["name"])
            for one in data["occupationalCategory"]] == [
        ("bakker", "7512", "ISCO-08"), ("bakker", esco["bakker"], "ESCO"),
    ]  # fmt: skip
    assert data["skills"] == [
        {"@type": "DefinedTerm", "name": "samenwerken", "url": esco["samenwerken"],
         "inDefinedTermSet": "ESCO"},
    ]  # fmt: skip


def test_what_nobody_confirmed_is_not_said(page, zhc):
    data = posting(page.open(f"/vacatures/{make_published(zhc).pk}/"))

    assert not {"occupationalCategory", "skills"} & data.keys()


def test_what_an_employer_typed_is_no_html_for_a_machine(page, zhc):
    vacancy = make_published(zhc, description="Lonen < 20 euro\n</script><b>brood</b> bakken")

    data = posting(page.open(f"/vacatures/{vacancy.pk}/"))

    assert data["description"] == (
        "Lonen &lt; 20 euro<br>&lt;/script&gt;&lt;b&gt;brood&lt;/b&gt; bakken"
    )


@pytest.mark.parametrize("make", [make_draft, make_submitted])
def test_what_was_never_published_does_not_exist(page, zhc, make):
    page.open(f"/vacatures/{make(zhc).pk}/", status=404)


def test_whoever_kept_the_link_reads_that_it_is_over(page, zhc, clock):
    vacancy = make_published(zhc)
    clock.move_to(MONDAY_MORNING + timedelta(days=31))

    shown = page.open(f"/vacatures/{vacancy.pk}/", status=410)

    assert shown.heading == "Deze vacature is niet meer open"


def test_what_was_taken_back_is_gone_too(page, zhc):
    vacancy = make_published(zhc)
    actions.take_back_vacancy(vacancy=vacancy, by=BRAM, at=MONDAY_MORNING)

    page.open(f"/vacatures/{vacancy.pk}/", status=410)


def test_a_vacancy_of_another_region_does_not_exist(page, zhc):
    vacancy = make_published(make_other_region())

    page.open(f"/vacatures/{vacancy.pk}/", status=404)


def test_in_another_language_the_words_of_the_employer_say_that_they_are_dutch(page, zhc):
    vacancy = make_published(zhc)

    shown = page.open(f"/uk/vacatures/{vacancy.pk}/")

    assert shown.document.find(".//div[@class='original']").get("lang") == "nl"
