"""The national table of postcodes: the region's own rows are read, mistakes are told."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from werkcentrum.audit.models import AuditLine
from werkcentrum.catalogue.regionfolder.postcodes import read_postcodes
from werkcentrum.partners.queries import postcode_points

HEAD = "postcode,woonplaats,gemeente,latitude,longitude,provincie\n"
VOORBURG = "2271,Voorburg,Leidschendam-Voorburg,52.07123,4.36345,Zuid-Holland\n"
DELFT = "2611,Delft,Delft,niet,bekend,Zuid-Holland\n"
TOWNS = {"Leidschendam-Voorburg", "Wassenaar"}


@pytest.fixture
def table(tmp_path):
    """A table for these rows."""

    def write(*rows: str):
        path = tmp_path / "postcodes.csv"
        path.write_bytes("".join((HEAD, *rows)).encode())
        return path

    return write


def read(path):
    """Rows and mistakes, as text."""
    rows, problems = read_postcodes(path, TOWNS)
    return rows, [str(problem).partition("/")[2] for problem in problems]


def test_rows_of_the_region_are_read_to_a_hundred_metres(table):
    (row,), problems = read(table(VOORBURG, DELFT))
    assert (row.postcode4, row.place, row.municipality_name) == (
        "2271", "Voorburg", "Leidschendam-Voorburg",
    )  # fmt: skip
    assert (row.latitude, row.longitude) == (52.071, 4.363)
    assert problems == []


def test_of_a_postcode_that_comes_twice_the_first_row_counts(table):
    rows, _problems = read(table(VOORBURG, VOORBURG.replace("Voorburg,Leid", "Leidschendam,Leid")))
    assert [row.place for row in rows] == ["Voorburg"]


def test_a_place_without_a_name_is_called_after_its_municipality(table):
    (row,), _problems = read(table(VOORBURG.replace(",Voorburg,", ",,")))
    assert row.place == "Leidschendam-Voorburg"


def test_windows_wrote_the_table(table):
    path = table(VOORBURG)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    rows, problems = read(path)
    assert (len(rows), problems) == (1, [])


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("2271", "22711", "postcodes.csv:3: postcode: schrijf de vier cijfers"),
        ("52.07123", "52,1", "postcodes.csv:3: deze regel heeft 7 velden, de kop heeft er 6"),
        ("52.07123", "5.2", "postcodes.csv:3: latitude: dit moet een getal zijn van 50.0 tot 54.0"),
        ("4.36345", "", "postcodes.csv:3: longitude: dit veld is verplicht"),
        ("Voorburg,", "V" * 81 + ",", "postcodes.csv:3: woonplaats: dit is te lang"),
        (",Zuid-Holland", "", "postcodes.csv:3: deze regel heeft 5 velden"),
    ],
)
def test_a_wrong_row_names_line_and_field(table, right, wrong, told):
    _rows, problems = read(table(DELFT, VOORBURG.replace(right, wrong, 1)))
    assert [problem for problem in problems if problem.startswith(told)], problems


def test_a_table_without_a_column_is_refused(tmp_path):
    path = tmp_path / "postcodes.csv"
    path.write_text("postcode;woonplaats;gemeente\n2271;Voorburg;Wassenaar\n")
    assert read(path)[1] == [
        "postcodes.csv:1: zet komma's tussen de velden; hier staan andere tekens."
    ]
    path.write_text("postcode,woonplaats,gemeente,latitude\n")
    assert read(path)[1] == ["postcodes.csv:1: longitude: deze kolom ontbreekt; voeg de kolom toe."]


@pytest.mark.django_db
class TestTheCommand:
    """`werkcentrum load-postcodes`."""

    def test_rows_are_added_once(self, folder, table, capsys):
        region = folder.loaded()
        path = table(VOORBURG, VOORBURG.replace("2271", "2272"))
        call_command("load_postcodes", path)
        assert capsys.readouterr() == (
            (
                "2 postcodes, waarvan 1 nieuw of gewijzigd.\n"
                "Hele land: 2 postcodes, waarvan 2 nieuw of gewijzigd.\n"
            ),
            "Zonder postcodes in deze tabel: Wassenaar\n",
        )
        assert region.postcodes.get(postcode4="2271").latitude == 52.071
        call_command("load_postcodes", path, "--region", "vlietstreek")
        assert "waarvan 0 nieuw of gewijzigd" in capsys.readouterr().out
        region.refresh_from_db()
        assert region.content_version == 2
        assert AuditLine.objects.filter(verb="partners.postcodes_set").count() == 1

    def test_a_wrong_row_loads_nothing(self, folder, table, capsys):
        region = folder.loaded()
        with pytest.raises(CommandError, match="Fouten gevonden: 1; er is niets geladen") as error:
            call_command("load_postcodes", table(VOORBURG, VOORBURG.replace("2271", "x")))
        assert error.value.returncode == 1
        out, err = capsys.readouterr()
        assert (out, "postcodes.csv:3: postcode:" in err) == ("", True)
        assert region.postcodes.count() == 2

    def test_without_any_region_distances_can_still_be_computed(self, table, capsys):
        path = table(VOORBURG, DELFT.replace("niet,bekend", "52.01234,4.35678"))
        call_command("load_postcodes", path)
        assert capsys.readouterr().out == "Hele land: 2 postcodes, waarvan 2 nieuw of gewijzigd.\n"
        assert postcode_points() == {"2271": (52.07123, 4.36345), "2611": (52.01234, 4.35678)}
        assert postcode_points(only={"2611", "9999"}) == {"2611": (52.01234, 4.35678)}

    def test_a_place_elsewhere_that_has_no_point_is_passed_by(self, folder, table, capsys):
        folder.load()
        call_command("load_postcodes", table(VOORBURG, DELFT))
        assert "Hele land: 1 postcodes" in capsys.readouterr().out
        assert "2611" not in postcode_points()

    def test_the_table_of_the_country_is_closer_than_that_of_the_region(self, folder, table):
        folder.loaded()
        assert postcode_points()["2271"] != (52.07123, 4.36345)
        call_command("load_postcodes", table(VOORBURG, VOORBURG.replace("52.07", "53.07")))
        assert postcode_points()["2271"] == (52.07123, 4.36345)

    def test_a_point_that_moves_is_corrected_once(self, table, capsys):
        call_command("load_postcodes", table(VOORBURG))
        call_command("load_postcodes", table(VOORBURG.replace("52.07123", "52.08")))
        call_command("load_postcodes", table(VOORBURG.replace("52.07123", "52.08")))
        assert "waarvan 0 nieuw of gewijzigd" in capsys.readouterr().out
        assert postcode_points()["2271"][0] == 52.08
        assert AuditLine.objects.filter(verb="partners.postcode_points_set").count() == 2

    def test_with_two_regions_one_must_be_named(self, folder, table):
        folder.load()
        folder.twin("duinstreek", "duin.test").load()
        with pytest.raises(CommandError, match="--region: duinstreek, vlietstreek") as error:
            call_command("load_postcodes", table(VOORBURG))
        assert error.value.returncode == 2
        with pytest.raises(CommandError, match="geen regio 'x'"):
            call_command("load_postcodes", table(VOORBURG), region="x")

    def test_a_file_that_is_not_there_is_wrong_use(self, folder):
        folder.load()
        with pytest.raises(CommandError, match="dit bestand bestaat niet"):
            call_command("load_postcodes", "nergens.csv")
