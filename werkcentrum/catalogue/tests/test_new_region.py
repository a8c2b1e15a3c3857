"""A new region: one command for any of the 35, and the folder loads at once."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from werkcentrum.catalogue.regionfolder.contents import read_region
from werkcentrum.catalogue.regionfolder.exporting import export_region
from werkcentrum.catalogue.regionfolder.starting import known_regions, new_region, slug
from werkcentrum.catalogue.regionfolder.writing import write_folder
from werkcentrum.catalogue.tests.folders import MONDAY, Folder
from werkcentrum.partners.models import Region

REGIONS = Path(__file__).resolve().parents[3] / "regions"
CODES = sorted(known_regions(REGIONS))


@pytest.fixture
def new(settings, tmp_path, capsys):
    """Runs the command in a place of its own; gives the folder it names on stdout."""
    settings.REGIONS_DIR = REGIONS

    def run(code: str, name: str = "regio", *options: str) -> Path:
        call_command("new_region", code, "--folder", str(tmp_path / name), *options)
        return Path(capsys.readouterr().out.strip())

    return run


def test_there_are_35_regions_and_every_municipality_is_in_one():
    regions = known_regions(REGIONS)
    assert len(regions) == 35
    names = [name for region in regions.values() for name in region["municipalities"]]
    assert len(names) == len(set(names)) == 342


def test_every_name_has_a_key_of_its_own():
    regions = known_regions(REGIONS)
    assert len({slug(region["name"]) for region in regions.values()}) == 35
    for region in regions.values():
        keys = {slug(name) for name in region["municipalities"]}
        assert len(keys) == len(region["municipalities"])


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("'s-Hertogenbosch", "s-hertogenbosch"),
        ("Bergen (L.)", "bergen-l"),
        ("Nuenen, Gerwen en Nederwetten", "nuenen-gerwen-en-nederwetten"),
    ],
)
def test_a_name_becomes_a_key(name, key):
    assert slug(name) == key


@pytest.mark.slow
def test_the_folder_of_a_new_region_fits_the_whole_base(new):
    _contents, problems = read_region(new("AM34"), base=REGIONS / "_base")
    assert problems == []


@pytest.mark.parametrize("code", CODES)
def test_the_folder_of_any_region_has_no_mistakes(settings, small_base, tmp_path, code):
    settings.REGIONS_DIR = small_base
    call_command("new_region", code, "--folder", str(tmp_path / "regio"))

    # Reading the whole base takes a second and a half, and it says the same beside every region.
    contents, problems = read_region(tmp_path / "regio", base=small_base / "_base")

    assert problems == []
    assert len(contents.municipalities) == len(known_regions(REGIONS)[code]["municipalities"])
    assert contents.region["demonstration"]
    assert contents.region["code"] == code


def test_the_municipalities_and_the_numbers_still_to_fill_in_are_there(new, small_base):
    folder = new("am18")
    rows = (folder / "municipalities.csv").read_text().splitlines()
    assert len(rows) - 1 == len(known_regions(REGIONS)["AM18"]["municipalities"])
    assert all(row.count("onbekend") == 2 for row in rows[1:])
    assert "demonstration: true" in (folder / "region.yaml").read_text()


def test_host_names_may_be_given(new):
    folder = new("AM18", "regio", "--host", "a.test", "--host", "b.test", "--host", "a.test")
    assert "hosts:\n- a.test\n- b.test\n" in (folder / "region.yaml").read_text()


def test_an_unknown_code_is_wrong_use_and_names_the_regions(new, tmp_path):
    with pytest.raises(CommandError, match="AM34 Zuid-Holland Centraal") as error:
        new("AM99")
    assert error.value.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_stays_as_it_was(new, tmp_path):
    (tmp_path / "regio").mkdir()
    with pytest.raises(CommandError, match="bestaat al") as error:
        new("AM18")
    assert error.value.returncode == 2
    assert list((tmp_path / "regio").iterdir()) == []


def test_a_name_that_is_no_key_is_wrong_use(new, tmp_path):
    with pytest.raises(CommandError, match="kleine letters, cijfers en streepjes") as error:
        new("AM18", "Mijn Regio")
    assert error.value.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_an_address_for_a_host_is_wrong_use(new, tmp_path):
    with pytest.raises(CommandError, match="zonder https"):
        new("AM18", "regio", "--host", "https://a.test")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_refuses_is_told(new, tmp_path):
    (tmp_path / "bestand").write_text("")
    with pytest.raises(CommandError, match="Schrijven lukt niet") as error:
        new("AM18", "bestand/regio")
    assert error.value.returncode == 1


@pytest.fixture
def small_base(folder):
    """The small base with the list of regions in it."""
    text = (REGIONS / "_base" / "regions.json").read_text(encoding="utf-8")
    folder.write("_base/regions.json", text)
    return folder.path.parent


def test_a_broken_base_is_told_and_nothing_is_written(settings, small_base, folder, tmp_path):
    settings.REGIONS_DIR = small_base
    folder.change("_base/emergency.yaml", "phone: 113", "phone: bel")
    with pytest.raises(CommandError, match=r"_base/emergency\.yaml:4: phone: dit is"):
        call_command("new_region", "AM18", "--folder", str(tmp_path / "regio"))
    for text in ("", "[]", json.dumps({"regions": [1]})):
        folder.write("_base/regions.json", text)
        with pytest.raises(CommandError, match="ontbreekt of is beschadigd"):
            call_command("new_region", "AM18", "--folder", str(tmp_path / "regio"))
    assert not (tmp_path / "regio").exists()


@pytest.mark.slow
@pytest.mark.django_db
def test_a_new_region_is_as_small_as_its_export(tmp_path):
    _name, files = new_region("AM18", regions_dir=REGIONS, hosts=["a.test"], today=MONDAY)
    write_folder(tmp_path / "regio", files)
    folder = Folder(tmp_path / "regio")
    folder.load_beside(REGIONS / "_base")
    exported = export_region(Region.objects.get(key="regio"), REGIONS / "_base")
    assert exported.keys() == files.keys()
    for name in files:
        assert exported[name].count("\n") == files[name].count("\n") + (name == "region.yaml")
    write_folder(folder.path, exported)
    assert folder.load_beside(REGIONS / "_base") == []


@pytest.mark.slow
def test_the_desk_of_a_new_region_answers_at_once(settings, small_base, var, page, capsys):
    settings.REGIONS_DIR = small_base
    call_command("new_region", "AM18", "--host", "nieuw.test")
    folder = Path(capsys.readouterr().out.strip())
    providers = (folder / "providers.csv").read_text()
    assert "bibliotheek,,bibliotheek" in providers
    call_command("load_region", str(folder))
    desk = page.at("nieuw.test")
    assert "Hulp bij uw cv" in desk.open("/antwoord/", q="wie kijkt mijn cv na")
    assert "voorbeeld" in desk.open("/").text.lower()
