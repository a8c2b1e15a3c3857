"""Two loads at the same time end well, on SQLite and on PostgreSQL, over real connections."""

import shutil
from collections.abc import Callable

import pytest

from tests.installation import Installation
from werkcentrum.catalogue.tests.folders import Folder

pytestmark = [pytest.mark.slow, pytest.mark.database]


def race(installation: Installation, *folders: Folder) -> list[str]:
    """How each of these loads ended."""
    names = [str(folder.path) for folder in folders]
    return installation.race("werkcentrum.catalogue.tests.racing", "load", *names)


@pytest.fixture
def installation(tmp_path, folder):
    """An installation without regions."""
    with Installation(tmp_path / "var", folder.path.parent) as found:
        yield found


@pytest.fixture
def version(folder) -> Callable[[str], Folder]:
    """Another version of the same region's folder, in a place of its own."""

    def make(phone: str) -> Folder:
        regions = folder.path.parent
        copy = regions.with_name(f"regions-{phone.replace(' ', '')}")
        shutil.copytree(regions, copy)
        other = Folder(copy / folder.path.name)
        other.change("region.yaml", "14 070", phone)
        other.change("organisations.yaml", "14 070", phone)
        return other

    return make


def test_the_same_folder_four_times_at_once_is_loaded_once(installation, folder):
    assert sorted(race(installation, *[folder] * 4)) == ["changed", "same", "same", "same"]
    assert installation.ask("SELECT content_version FROM partners_region") == [(1,)]
    assert installation.ask("SELECT count(*) FROM audit_auditline") == [(1,)]
    assert race(installation, folder) == ["same"]


def test_two_versions_at_once_end_as_one_of_them_and_not_as_a_mixture(
    installation, folder, version
):
    race(installation, folder)
    versions = [version("14 071"), version("14 072"), version("14 073")]
    assert race(installation, *versions) == ["changed"] * 3
    ((phone,),) = installation.ask("SELECT phone FROM partners_region")
    assert phone in ("14 071", "14 072", "14 073")
    assert installation.ask("SELECT phone FROM partners_organisation WHERE key = 'gemeente'") == [
        (phone,)
    ]
    assert installation.ask("SELECT content_version FROM partners_region") == [(4,)]
    assert installation.ask("SELECT count(*) FROM audit_auditline") == [(4,)]


def test_of_two_new_regions_that_want_one_host_one_gets_it(installation, folder):
    other = folder.twin("duinstreek", "vliet.test")
    assert sorted(race(installation, folder, other)) == ["changed", "taken"]
    assert installation.ask("SELECT count(*) FROM partners_region") == [(1,)]
    assert installation.ask("SELECT count(*) FROM partners_municipality") == [(2,)]


def test_two_regions_at_once_are_both_loaded(installation, folder):
    other = folder.twin("duinstreek", "duin.test")
    assert race(installation, folder, other) == ["changed", "changed"]
    assert race(installation, other, folder) == ["same", "same"]


def test_two_commands_at_once_learn_to_search_once(installation, folder):
    commands = [
        installation.start("werkcentrum.config.cli", "load-region", str(folder.path))
        for _command in range(3)
    ]
    said = [command.communicate(timeout=120)[0] for command in commands]
    assert [command.returncode for command in commands] == [0, 0, 0]
    assert sorted(text.splitlines()[0] for text in said) == ["Geen wijzigingen."] * 2 + ["Geladen:"]
    kept = sorted(path.name for path in (installation.var / "index").iterdir())
    assert len(kept) == 2
    assert kept[1] == "vlietstreek.lock"


@pytest.fixture
def office(tmp_path):
    """An installation in which karin writes."""
    with Installation(tmp_path / "var", tmp_path) as found:
        yield found


def test_what_karin_offers_in_one_tab_stays_offered_when_she_saves_in_another(office):
    office.race("werkcentrum.catalogue.tests.racing", "saving_and_offering")

    offered = office.ask("SELECT key FROM catalogue_contentchange WHERE state = 'offered'")
    assert len(offered) == 8


def test_what_karin_throws_away_in_one_tab_does_not_come_back_when_she_saves_in_another(office):
    office.race("werkcentrum.catalogue.tests.racing", "saving_and_dropping")

    came_back = office.ask(
        "SELECT id FROM catalogue_contentchange WHERE REPLACE(CAST(id AS TEXT), '-', '') IN "
        "(SELECT REPLACE(subject_id, '-', '') FROM audit_auditline "
        "WHERE verb = 'catalogue.change_dropped')"
    )
    assert came_back == []


def test_who_goes_back_to_four_versions_at_once_gets_one_draft(office):
    got = office.race("werkcentrum.catalogue.tests.racing", "going_back")

    assert sorted(got) == ["concept", "nee", "nee", "nee"]
    drafts = "SELECT count(*) FROM catalogue_contentchange WHERE state = 'draft'"
    assert office.ask(drafts) == [(1,)]
