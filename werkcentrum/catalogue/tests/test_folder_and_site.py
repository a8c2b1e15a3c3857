"""What an editor changed on the website is never silently written over by a region folder."""

import io
import shutil
from dataclasses import replace
from datetime import time, timedelta

import pytest
from django.core.management import CommandError, call_command

from werkcentrum.catalogue.actions import load_region, publish_accepted_changes
from werkcentrum.catalogue.changes import conflicts, present
from werkcentrum.catalogue.management.commands.load_region import Command
from werkcentrum.catalogue.models import Service
from werkcentrum.catalogue.regionfolder.contents import Contents, read_region
from werkcentrum.catalogue.regionfolder.exporting import export_region
from werkcentrum.catalogue.rules import SiteChangedError
from werkcentrum.catalogue.tests.make import REGIONS, contents_of, make_change
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.actions import change_weekly_hours, close_now
from werkcentrum.partners.models import Closure, Location, Region, WeeklyHours

FOLDER = REGIONS / "zuid-holland-centraal"
LATER = MONDAY_MORNING + timedelta(hours=1)
ON_SITE = "Vraag het aan de balie."


@pytest.fixture
def edited(region):
    """On the website one field of one service was changed."""
    change = make_change(region, state="accepted", check_at=ON_SITE, published_by="petra")
    publish_accepted_changes(at=LATER)
    change.refresh_from_db()
    assert change.state == "published"
    return region


def load(*options: str) -> str:
    told = io.StringIO()
    call_command("load_region", str(FOLDER), *options, stdout=io.StringIO(), stderr=told)
    return told.getvalue()


def load_keeping_site(contents: Contents, monkeypatch) -> None:
    """As `load --keep-site` does with a folder that holds this; search learns nothing now."""
    monkeypatch.setattr(Command, "_read_or_refuse", lambda command, folder: contents)
    monkeypatch.setattr(f"{Command.__module__}.learn_ahead", lambda contents: None)
    load("--keep-site")


def without_service(contents: Contents, key: str) -> Contents:
    """The folder after somebody took a service out."""
    services = {
        name: {**values, "related": [other for other in values["related"] if other != key]}
        for name, values in contents.services.items() if name != key
    }  # fmt: skip
    return replace(
        contents,
        services=services,
        variants={who: row for who, row in contents.variants.items() if who[0] != key},
        deliveries=[row for row in contents.deliveries if row["service"] != key],
        referrals=[row for row in contents.referrals if row["service"] != key],
        examples=[row for row in contents.examples if row["label"] != key],
    )


def check_at() -> str:
    return Service.objects.get(key="cv-hulp").check_at


def test_a_script_that_did_not_choose_loads_nothing_and_says_what_differs(edited):
    with pytest.raises(CommandError, match="--keep-site of --take-folder"):
        load()

    assert check_at() == ON_SITE


def test_the_difference_is_shown(edited):
    told = load("--dry-run")

    assert "Diensten: Hulp bij uw cv" in told
    assert "Waar de bedragen staan, op de website: Vraag het aan de balie." in told
    assert check_at() == ON_SITE


def test_the_website_can_be_kept(edited):
    load("--keep-site")

    assert check_at() == ON_SITE
    assert conflicts(contents_of(FOLDER))


def test_the_folder_can_be_taken_and_then_nothing_is_asked_again(edited):
    load("--take-folder")

    assert check_at() == ""
    assert "veranderd" not in load()


def test_somebody_at_a_terminal_is_asked(edited, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: "website")

    load()

    assert check_at() == ON_SITE


def test_another_answer_stops(edited, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: "")

    with pytest.raises(CommandError, match="niets geladen"):
        load()


def test_the_action_itself_refuses_what_nobody_decided(edited):
    with pytest.raises(SiteChangedError, match="balie"):
        load_region(contents=contents_of(FOLDER), by="systeem", at=LATER)

    assert check_at() == ON_SITE


def test_what_was_not_changed_on_the_website_comes_from_the_folder(edited):
    Service.objects.filter(key="jobcoach").update(check_at="Iets anders")

    load("--keep-site")

    assert Service.objects.get(key="jobcoach").check_at == ""


def test_what_a_municipality_no_longer_does_differently_does_not_silently_come_back(region):
    (service, place), _values = next(iter(contents_of(FOLDER).variants.items()))
    key = f"{place}/{service}"
    nothing = dict.fromkeys(present(region, "afwijking", key), "")
    make_change(
        region, key, kind="afwijking", state="accepted", published_by="petra", **nothing
    )  # fmt: skip
    publish_accepted_changes(at=LATER)

    with pytest.raises(CommandError, match="--keep-site of --take-folder"):
        load()
    load("--keep-site")

    assert present(Region.objects.get(), "afwijking", key) == {}


def test_the_website_can_be_kept_where_the_folder_lost_the_text_that_was_translated(
    region, monkeypatch
):
    contents = contents_of(FOLDER)
    steps = contents.services["cv-hulp"]["what_you_get"]
    make_change(
        region, f"uk/service:cv-hulp:what_you_get:{len(steps) - 1}", kind="vertaling",
        state="accepted", published_by="petra", text="Допомога", reviewed="false",
    )  # fmt: skip
    publish_accepted_changes(at=LATER)
    shorter = {**contents.services["cv-hulp"], "what_you_get": steps[:-1]}
    later = replace(contents, services={**contents.services, "cv-hulp": shorter})

    assert [one.kind for one in conflicts(later)] == ["vertaling"]
    load_keeping_site(later, monkeypatch)

    assert present(Region.objects.get(), "dienst", "cv-hulp")["what_you_get"] == steps[:-1]
    assert conflicts(later) == []


def test_the_website_can_be_kept_where_the_folder_lost_the_service_that_differed(
    region, monkeypatch
):
    make_change(
        region, "wassenaar/jobcoach", kind="afwijking", state="accepted", published_by="petra",
        title="Coach in Wassenaar",
    )  # fmt: skip
    publish_accepted_changes(at=LATER)
    later = without_service(contents_of(FOLDER), "jobcoach")

    load_keeping_site(later, monkeypatch)

    assert not Service.objects.filter(key="jobcoach").exists()
    assert conflicts(later) == []


def test_what_is_exported_is_what_the_website_says(edited, tmp_path):
    folder = tmp_path / "zuid-holland-centraal"
    call_command("export_region", "zuid-holland-centraal", str(folder), stdout=io.StringIO(),
                 stderr=io.StringIO())  # fmt: skip

    assert f"check_at: {ON_SITE}" in (folder / "services" / "cv-hulp.yaml").read_text()


def test_emergency_help_of_the_website_goes_into_a_folder_that_loads_again(region, tmp_path):
    make_change(
        region, "violence", kind="noodhulp", state="accepted", published_by="petra",
        title="Wordt u geslagen of bedreigd?", checked_on="2025-07-06",
    )  # fmt: skip
    publish_accepted_changes(at=LATER)
    folder = tmp_path / "zuid-holland-centraal"
    shutil.copytree(REGIONS / "_base", tmp_path / "_base")

    call_command("export_region", "zuid-holland-centraal", str(folder), stdout=io.StringIO(),
                 stderr=io.StringIO())  # fmt: skip

    contents, problems = read_region(folder)
    assert not problems
    assert conflicts(contents) == []
    assert load_region(contents=contents, by="systeem", at=LATER) == []
    assert "Wordt u geslagen of bedreigd?" in (folder / "emergency.yaml").read_text()


# Hours that staff changed on their own page


@pytest.fixture
def later_open(region):
    """On the website the desk in the library opens an hour later from next week."""
    place = Location.objects.get(key="bibliotheek-voorburg")
    [old] = place.weekly_hours.filter(kind="walk_in")
    on = LATER.date() + timedelta(weeks=1)
    new = WeeklyHours(
        location=place, kind="walk_in", weekday=1, opens_at=time(14), closes_at=time(17),
        starts_on=on,
    )  # fmt: skip
    change_weekly_hours(row=old, new=[new], on=on, by="petra", at=LATER)
    return place


def walk_ins(place: Location) -> list[str]:
    return [f"{row.opens_at:%H:%M}" for row in place.weekly_hours.filter(kind="walk_in")]


def test_a_folder_does_not_silently_write_over_hours_that_staff_changed(later_open):
    with pytest.raises(CommandError, match="--keep-site of --take-folder"):
        load()
    assert "Openingstijden: Bibliotheek aan de Vliet, Voorburg" in load("--dry-run")

    load("--keep-site")

    assert sorted(walk_ins(later_open)) == ["13:00", "14:00"]
    assert [one.kind for one in conflicts(contents_of(FOLDER))] == ["tijden"]


def test_the_hours_of_the_folder_can_be_taken_and_then_nothing_is_asked_again(later_open):
    load("--take-folder")

    assert walk_ins(later_open) == ["13:00"]
    assert Location.objects.get(pk=later_open.pk).hours_changed_at is None
    load()


def test_hours_that_staff_changed_are_exported_with_their_history(later_open):
    written = export_region(later_open.region, REGIONS / "_base")["locations.yaml"]

    assert "ends_on: 2025-07-14" in written
    assert "starts_on: 2025-07-14" in written


def test_a_text_that_is_published_leaves_hours_and_closures_alone(later_open, region):
    close_now(
        closure=Closure(
            location=later_open, kind="opening", reason="illness", starts_at=LATER,
            ends_at=LATER + timedelta(hours=1),
        ),
        by="petra", at=LATER,
    )  # fmt: skip
    make_change(region, state="accepted", check_at=ON_SITE, published_by="petra")

    publish_accepted_changes(at=LATER)

    assert check_at() == ON_SITE
    assert sorted(walk_ins(later_open)) == ["13:00", "14:00"]
    assert later_open.closures.count() == 1
