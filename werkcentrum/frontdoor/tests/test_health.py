"""Karin sees at a glance which texts need her."""

from datetime import date, timedelta

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.catalogue import rules
from werkcentrum.catalogue.models import ContentChange, EmergencyHelp, Service
from werkcentrum.catalogue.tests.make import make_change
from werkcentrum.core import clock
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.frontdoor.readmodel import build
from werkcentrum.frontdoor.staff_health import health_of, held_up, is_old
from werkcentrum.frontdoor.tests.make import make_question, make_tally
from werkcentrum.partners.models import Region


def titles(rows):
    return {row.title for row in rows}


@pytest.mark.parametrize(
    ("checked_on", "expected"),
    [(None, True), (date(2024, 7, 1), True), (date(2024, 7, 10), False), (MONDAY, False)],
)
def test_a_text_is_old_after_its_interval_or_when_nobody_ever_looked(checked_on, expected):
    assert is_old(checked_on, 12, MONDAY) is expected


def test_what_nobody_checked_is_in_the_list(region):
    Service.objects.filter(region=region).update(checked_on=MONDAY)
    Service.objects.filter(key="cv-hulp").update(checked_on=None)
    EmergencyHelp.objects.filter(region=region).update(checked_on=MONDAY)
    EmergencyHelp.objects.filter(region=region, kind="hunger").update(checked_on=None)

    rows = health_of(region, today=MONDAY).old

    assert "Hulp bij uw cv" in titles(rows)
    assert [row.url for row in rows] == [
        "/medewerkers/inhoud/dienst/cv-hulp/", "/medewerkers/inhoud/noodhulp/hunger/",
    ]  # fmt: skip


def test_a_text_in_official_language_is_told_with_what_is_hard(region):
    Service.objects.filter(key="cv-hulp").update(
        for_whom="Dit is er voor u als u nu werk zoekt of straks werk gaat zoeken en u niet weet "
        "wat u in uw cv moet zetten."
    )

    [row] = [r for r in health_of(region, today=MONDAY).hard_to_read if "cv" in r.title]

    assert row.reason.startswith("te lange zin: Dit is er voor u")


def test_a_service_that_was_among_the_first_three_is_found(region):
    make_question(region, best=["jobcoach", "taalhuis", "cv-hulp", "schuldhulp"])

    found = titles(health_of(region, today=MONDAY).never_found)

    assert "Hulp bij uw cv" not in found
    assert Service.objects.get(key="schuldhulp").title in found


def test_without_questions_nothing_is_called_never_found(region):
    assert health_of(region, today=MONDAY).never_found == []


def test_a_service_that_mostly_does_not_help_is_told(region):
    make_tally(region, "not_helped", "cv-hulp", count=5)
    make_tally(region, "helped", "cv-hulp", count=2)
    make_tally(region, "not_helped", "jobcoach", count=2)
    make_tally(region, "not_helped", "taalhuis", count=5)
    make_tally(region, "helped", "taalhuis", count=9)

    [row] = health_of(region, today=MONDAY).not_helping

    assert (row.title, row.reason) == (
        "Hulp bij uw cv", "5 keer 'hielp niet', 2 keer 'hielp wel'.",
    )  # fmt: skip


@pytest.mark.house_rule_off(
    "queries", reason="wie als eerste na een wijziging komt, leest alles van de regio een keer"
)
def test_karin_goes_from_the_list_to_the_text(page, region):
    karin = page.at("zhc.test")
    karin.log_in(make_staff(region, "karin"))

    shown = karin.open("/medewerkers/gezondheid/")

    assert "Українська" in shown
    assert "/medewerkers/inhoud/dienst/cv-hulp/" in shown.links.values()


@pytest.mark.house_rule_off(
    "queries", reason="wie als eerste na een wijziging komt, leest alles van de regio een keer"
)
def test_karin_reads_why_a_text_does_not_come_on_the_website(page, region, monkeypatch):
    karin = page.at("zhc.test")
    karin.log_in(make_staff(region, "karin"))
    change = make_change(region, state="accepted", published_by="petra", law="Een wet")
    ContentChange.objects.filter(pk=change.pk).update(changed_at=clock.now())
    pages = ["gezondheid/", "inhoud/", f"inhoud/wijziging/{change.pk}/"]
    monkeypatch.setattr(rules, "lacking_room", lambda _key: 0)
    assert held_up(region, at=MONDAY_MORNING) == []
    assert "gaat nu naar de website" in karin.open(f"/medewerkers/{pages[-1]}")

    monkeypatch.setattr(rules, "lacking_room", lambda _key: 90)

    for one in pages:
        shown = karin.open(f"/medewerkers/{one}")
        assert "De schijf van de server is vol: er is 90 MB te weinig." in shown
        assert "Teksten waar het zoeken van leert" in shown
        assert "gaat nu naar de website" not in shown


def test_a_text_that_waits_long_is_told_too(region):
    change = make_change(region, state="accepted", published_by="petra", law="Een wet")
    at = change.changed_at

    assert held_up(region, at=at + timedelta(minutes=9)) == []
    [reason] = held_up(region, at=at + timedelta(minutes=11))
    assert "wacht al meer dan 10 minuten" in reason


def test_a_website_that_runs_behind_is_told_until_it_is_built(region):
    assert held_up(region, at=MONDAY_MORNING) == []
    build(region)
    assert held_up(region, at=MONDAY_MORNING) == []
    Region.objects.filter(pk=region.pk).update(content_version=region.content_version + 1)
    region.refresh_from_db()

    assert "nog niet de teksten van nu" in held_up(region, at=MONDAY_MORNING)[0]
