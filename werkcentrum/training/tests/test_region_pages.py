"""A school sees what the region asks; everybody sees where there is much work."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command

from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.matching import rules
from werkcentrum.matching.rules import STEP
from werkcentrum.partners.tests.make import make_other_region, make_region
from werkcentrum.profiles.facts import Wish
from werkcentrum.profiles.models import ProfileFacts
from werkcentrum.skills.reading import occupation_rows
from werkcentrum.skills.tests.make import make_esco
from werkcentrum.training import actions
from werkcentrum.training.groups import GROUPS, group_of
from werkcentrum.training.models import PeopleLooking
from werkcentrum.training.region_queries import looking_for
from werkcentrum.training.tests.make import NEXT_MONTH, make_looking, make_school, make_training
from werkcentrum.vacancies.tests.make import make_published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
# Of each group of two digits of ISCO-08 how many groups of three digits it has.
ISCO = {
    "01": 1, "02": 1, "03": 1, "11": 2, "12": 2, "13": 4, "14": 3, "21": 6, "22": 6, "23": 5,
    "24": 3, "25": 2, "26": 5, "31": 5, "32": 5, "33": 5, "34": 3, "35": 2, "41": 3, "42": 2,
    "43": 2, "44": 1, "51": 6, "52": 4, "53": 2, "54": 1, "61": 3, "62": 2, "63": 4, "71": 3,
    "72": 3, "73": 2, "74": 2, "75": 4, "81": 8, "82": 1, "83": 5, "91": 2, "92": 1, "93": 3,
    "94": 1, "95": 2, "96": 2,
}  # fmt: skip
WELDING = "U last staal. Een lasdiploma is nodig. U bent geduldig."


@pytest.fixture
def zhc():
    return make_region(host="testserver")


def tell(monkeypatch, *, left_out=0, at=MONDAY_MORNING):
    monkeypatch.setattr(rules, "left_out", lambda _count, _of: left_out)
    return actions.tell_people(at=at)


def test_every_occupation_of_our_list_is_in_a_group_that_has_a_name():
    assert {group_of(row["isco"], row["sector"]) for row in occupation_rows()} == set(GROUPS)


def test_the_code_of_an_occupation_of_our_list_nearly_always_gives_the_group_of_its_sector():
    rows = occupation_rows()
    same = [row for row in rows if group_of(row["isco"], "") == group_of("", row["sector"])]
    assert len(same) / len(rows) > 0.9


def test_every_group_of_isco_counts_somewhere():
    codes = [f"{two}{third}1" for two, count in ISCO.items() for third in range(1, count + 1)]
    assert [code for code in codes if group_of(code, "") not in GROUPS] == []


def test_an_occupation_without_a_code_and_a_sector_counts_nowhere():
    assert group_of("", "") == ""


def test_work_of_an_imported_list_counts_in_its_group(page, zhc, tmp_path, monkeypatch):
    call_command("import_esco", make_esco(tmp_path / "esco"), release="1")
    for number in range(6):
        make_published(zhc, title="Valkenier", employer_name=f"Kasteel {number}")
        make_published(zhc, title="Lasser", employer_name=f"Smederij {number}", description=WELDING)
    make_looking(zhc, "esco-uil", 14)
    make_looking(zhc, "lasser", 5)
    tell(monkeypatch)

    shown = page.open("/kansrijk/")

    assert [text.split(" ")[0] for text in shown.texts(".//section[1]//li/p/strong")] == [
        "Techniek,", "Groen",
    ]  # fmt: skip
    assert "Valkenier" in shown.texts(".//section[2]")[0]


def test_a_school_sees_what_is_asked_and_nobody_teaches(page, zhc):
    make_training(zhc)
    make_published(zhc, title="Lasser", description=WELDING)

    shown = page.open("/opleidingen/scholen/")

    bars = shown.texts(".//section[1]//li")
    assert any("Lasdiploma 1 vacature" in text for text in bars)
    assert not any("Geduldig" in text for text in bars)  # no school teaches patience
    assert "Geteld op 7 juli 2025 in 1 vacature" in shown


def test_once_a_school_teaches_it_it_is_no_longer_missing(page, zhc):
    make_published(zhc, title="Lasser", description=WELDING)
    make_training(zhc, name="Lassen", skills=("lassen", "lasdiploma"))

    shown = page.open("/opleidingen/scholen/").click("Vakschool")

    asked, missing = (shown.texts(f".//section[{number}]") for number in (2, 3))
    assert "Lasdiploma" in asked[0]
    assert "Lasdiploma" not in missing[0]


def test_a_driving_licence_that_a_vacancy_asks_counts(page, zhc):
    make_published(zhc, licences=("C",))
    make_training(zhc)

    assert "Rijbewijs C 1 vacature" in page.open("/opleidingen/scholen/")


def test_the_page_of_a_school_that_teaches_nothing_is_not_there(page, zhc):
    make_school(zhc)
    make_training(make_other_region(), school=None)

    page.open("/opleidingen/scholen/vakschool/", status=404)


def test_a_training_says_how_many_vacancies_ask_what_it_teaches(page, zhc):
    training = make_training(zhc, name="Lassen", skills=("lasdiploma", "excel"))
    make_published(zhc, title="Lasser", description=WELDING)

    shown = page.open(f"/opleidingen/{training.pk}/")

    assert ": 1 vacature vraagt het" in shown
    assert ": nu in geen vacature op deze website" in shown
    assert '"@type": "Course"' in shown.response.content.decode()
    assert f'"startDate": "{NEXT_MONTH}"' in shown.response.content.decode()


def test_the_link_to_the_school_names_the_training(page, zhc):
    training = make_training(zhc, name="Lassen", website="https://school.example/lassen")

    links = page.open(f"/opleidingen/{training.pk}/").links

    assert links["Ga naar die website : Lassen"] == training.website


def test_a_training_that_is_over_says_so(page, zhc):
    training = make_training(zhc)
    with time_machine.travel("2040-01-01 12:00"):
        shown = page.open(f"/opleidingen/{training.pk}/", status=410)
    assert "Met deze opleiding kunt u niet meer beginnen" in shown


def test_much_work_for_few_people_comes_first(page, zhc, monkeypatch):
    for number in range(6):
        make_published(zhc, title="Bakker", employer_name=f"Bakkerij {number}")
        make_published(zhc, title="Lasser", employer_name=f"Smederij {number}", description=WELDING)
    make_looking(zhc, "bakker", 30)
    make_looking(zhc, "lasser", 5)
    tell(monkeypatch)

    shown = page.open("/kansrijk/")

    assert [text.split(" ")[0] for text in shown.texts(".//section[1]//li/p/strong")] == [
        "Techniek,", "Groen",
    ]  # fmt: skip
    assert shown.texts(".//section[1]//tbody/tr[1]/td") == ["6", "5", "0,7"]
    assert shown.texts(".//section[2]//li/p/strong") == ["Bakker", "Lasser"]


def test_with_too_few_people_the_page_says_so_and_counts_only_vacancies(page, zhc, monkeypatch):
    for number in range(6):
        make_published(zhc, title="Bakker", employer_name=f"Bakkerij {number}")
    make_looking(zhc, "bakker", 3)
    tell(monkeypatch)

    shown = page.open("/kansrijk/")

    assert "Er zijn nog te weinig mensen met een profiel" in shown
    assert "Groen en voeding 6 vacatures" in shown
    assert "zoeken dit werk" not in shown.texts(".//section[1]/ul")[0]


def test_a_profile_that_is_past_its_day_and_one_of_another_region_do_not_count(
    page, zhc, monkeypatch
):
    for number in range(6):
        make_published(zhc, title="Bakker", employer_name=f"Bakkerij {number}")
        make_published(zhc, title="Lasser", employer_name=f"Smederij {number}", description=WELDING)
    make_looking(zhc, "bakker", 9)
    make_looking(make_other_region(), "lasser", 9)
    ProfileFacts.objects.update(kept_until=MONDAY)
    tell(monkeypatch)

    assert "te weinig mensen met een profiel" in page.open("/kansrijk/")


def counts(region):
    return {
        row.group: row.count for row in PeopleLooking.objects.filter(region=region) if row.count
    }


@pytest.mark.parametrize("left_out", range(STEP))
def test_what_is_told_of_people_is_in_fives_and_never_more_than_there_are(
    zhc, monkeypatch, left_out
):
    make_looking(zhc, "bakker", 7)
    make_looking(zhc, "lasser", 4)

    tell(monkeypatch, left_out=left_out)

    assert counts(zhc) == ({"green": 5} if left_out < 3 else {})


def test_who_comes_or_goes_shows_in_no_number_that_day_whatever_changes(page, zhc, monkeypatch):
    for number in range(6):
        make_published(zhc, title="Bakker", employer_name=f"Bakkerij {number}")
        make_published(zhc, title="Lasser", employer_name=f"Smederij {number}", description=WELDING)
    make_looking(zhc, "bakker", 9)
    make_looking(zhc, "lasser", 5)
    tell(monkeypatch)
    before = page.open("/kansrijk/").texts(".//section[1]//tbody/tr/td")

    make_looking(zhc, "bakker", 1)
    make_looking(zhc, "verkoper-winkel", 9)
    ProfileFacts.objects.filter(facts__wishes__0__occupation="lasser").delete()
    assert tell(monkeypatch) == 0
    make_published(zhc, title="Dakdekker")

    assert page.open("/kansrijk/").texts(".//section[1]//tbody/tr/td") == before
    assert tell(monkeypatch, at=MONDAY_MORNING + timedelta(days=1)) == 1
    assert counts(zhc) == {"green": 10, "shops": 5}


def test_who_looks_every_day_learns_no_more_than_who_looks_once(zhc):
    make_looking(zhc, "bakker", 7)

    told = set()
    for day in range(20):
        actions.tell_people(at=MONDAY_MORNING + timedelta(days=day))
        told.add(counts(zhc).get("green", 0))

    assert len(told) == 1


def test_somebody_who_wants_several_sorts_of_work_counts_once_in_each(zhc):
    wanted = [Wish(one, one) for one in ("bakker", "banketbakker", "lasser")]
    make_looking(zhc, "lasser", 1, wishes=tuple(wanted))

    assert looking_for(zhc, today=MONDAY) == {"green": 1, "technology": 1}


def test_a_region_without_profiles_leaves_nothing(zhc, monkeypatch):
    assert tell(monkeypatch) == 0
    assert not PeopleLooking.objects.exists()


def test_when_there_is_too_little_the_page_says_that(page, zhc):
    make_published(zhc)

    assert "Er zijn nu te weinig vacatures" in page.open("/kansrijk/")
