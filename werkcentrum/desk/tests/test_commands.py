"""A desk is begun from the command line, and the demo has two."""

import shutil

import pytest
from django.core.management import CommandError, call_command

from werkcentrum.catalogue.tests.make import REGIONS, load_folder
from werkcentrum.core import clock
from werkcentrum.desk.actions import close_past_days
from werkcentrum.desk.models import Counter, Desk
from werkcentrum.partners.tests.make import make_location, make_municipality, make_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def library():
    return make_location(make_municipality(make_region()), "bibliotheek")


def begin(**changes):
    options = {"key": "voorburg", "name": "Werkcentrum in Voorburg", "prefix": "A"} | changes
    call_command("set_up_desk", options.pop("location", "bibliotheek"), **options)


def test_a_manager_begins_a_desk(library, capsys):
    begin(places=["Tafel 1", "Kamer 3"])

    assert Desk.objects.get().location == library
    assert Counter.objects.count() == 2
    assert "/medewerkers/balie/voorburg/" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"location": "nergens"}, "Deze locatie is er niet"),
        ({"key": "Een sleutel"}, "Kies een sleutel"),
        ({"prefix": "K"}, "De K is voor papier"),
        ({"region": "nergens"}, "geen regio 'nergens'"),
    ],
)
def test_whoever_makes_a_mistake_reads_what_is_wrong(library, wrong, said):
    with pytest.raises(CommandError, match=said):
        begin(**wrong)
    assert not Desk.objects.exists()


def test_a_second_desk_with_the_same_key_is_refused(library):
    begin()

    with pytest.raises(CommandError, match="al een balie"):
        begin()


@pytest.mark.slow
def test_a_location_with_a_desk_stays_when_a_folder_leaves_it_out(tmp_path, settings, var):
    shutil.copytree(REGIONS, tmp_path / "regions")
    settings.REGIONS_DIR = tmp_path / "regions"
    folder = tmp_path / "regions" / "zuid-holland-centraal"
    load_folder(folder)
    begin(location="bibliotheek-voorburg")
    file = folder / "locations.yaml"
    before, _cut, after = file.read_text().partition("- key: bibliotheek-voorburg")
    file.write_text(before + "".join(after.partition("- key: ")[1:]))

    with pytest.raises(CommandError, match="Een locatie met een balie"):
        call_command("load_region", str(folder))

    assert Desk.objects.get().location.key == "bibliotheek-voorburg"


def test_the_worker_has_nothing_to_close_on_a_quiet_morning(library):
    begin()

    assert close_past_days(at=clock.now()) == 0
