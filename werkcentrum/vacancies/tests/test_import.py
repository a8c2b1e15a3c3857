"""A file of another source comes in once, however often it is read and wherever that stopped."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.models import Region
from werkcentrum.partners.tests.make import make_municipality, make_postcode, make_region
from werkcentrum.vacancies import actions
from werkcentrum.vacancies.management.commands import import_vacancies as command
from werkcentrum.vacancies.models import Vacancy, VacancyImport
from werkcentrum.vacancies.states import State
from werkcentrum.vacancies.tests.make import BRAM, KARIN, WORK

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def zhc():
    region = make_region()
    make_postcode(make_municipality(region))
    return region


@pytest.fixture
def one_is_enough(zhc):
    Region.objects.update(vacancies_need_second=False)
    return zhc


def offered(number, **others):
    return {
        "idVacature": f"v{number}", "naamVacature": f"Bakker {number}",
        "omschrijvingVacature": WORK, "adres": {"postcode": "2271AB"},
    } | others  # fmt: skip


@pytest.fixture
def take(tmp_path, capsys):
    """Take a file over; what is printed comes back."""

    def take(*vacancies, source="banen", **options):
        path = tmp_path / "vacatures.json"
        path.write_text(json.dumps(vacancies))
        call_command("import_vacancies", str(path), source=source, format="vum", **options)
        return capsys.readouterr().out.splitlines()[-1]

    return take


def titles():
    return sorted(Vacancy.objects.values_list("title", flat=True))


def test_where_two_people_publish_what_comes_in_waits_for_one(zhc, take):
    assert take(offered(1), offered(2)) == "2 nieuw, 0 gewijzigd, 0 hetzelfde, 0 met rust gelaten."

    assert {row.state for row in Vacancy.objects.all()} == {State.TO_CHECK}
    assert {row.place for row in Vacancy.objects.all()} == {"Voorburg"}
    actions.publish_vacancy(vacancy=Vacancy.objects.first(), by=KARIN, at=MONDAY_MORNING)


def test_where_one_is_enough_it_is_on_the_website_at_once(one_is_enough, take):
    leaves_out = offered(2, omschrijvingVacature="Wij zoeken een vrouw.")

    take(offered(1), leaves_out)

    assert Vacancy.objects.get(source_id="v1").state == State.PUBLISHED
    assert Vacancy.objects.get(source_id="v2").state == State.TO_CHECK


def test_twice_is_once(one_is_enough, take):
    take(offered(1), offered(2))
    before = list(Vacancy.objects.order_by("pk").values())

    assert take(offered(1), offered(2)).startswith("0 nieuw, 0 gewijzigd, 2 hetzelfde")

    assert list(Vacancy.objects.order_by("pk").values()) == before


def test_what_the_source_changed_is_changed(one_is_enough, take):
    take(offered(1))

    assert "1 gewijzigd" in take(offered(1, naamVacature="Banketbakker"))

    assert titles() == ["Banketbakker"]


def test_the_same_number_of_another_source_is_another_vacancy(zhc, take):
    take(offered(1))
    take(offered(1), source="werk")

    assert Vacancy.objects.count() == 2


def test_what_people_closed_or_have_in_hand_is_left_alone(one_is_enough, take):
    take(offered(1), offered(2))
    closed, taken = Vacancy.objects.order_by("source_id")
    actions.close_vacancy(vacancy=closed, outcome="filled", by=KARIN, at=MONDAY_MORNING)
    actions.take_back_vacancy(vacancy=taken, by=BRAM, at=MONDAY_MORNING)

    said = take(offered(1, naamVacature="Kok"), offered(2, naamVacature="Kok"))

    assert said == "0 nieuw, 0 gewijzigd, 0 hetzelfde, 2 met rust gelaten."
    assert "Kok" not in titles()


def test_what_is_past_does_not_come_in(zhc, take):
    past = offered(1, sluitingsdatumVacature="2025-07-06")

    assert take(past) == "0 nieuw, 0 gewijzigd, 0 hetzelfde, 1 met rust gelaten."


def test_without_a_last_day_it_stays_as_long_as_its_source_shows_it(one_is_enough, take, clock):
    take(offered(1), offered(2))
    clock.move_to(MONDAY_MORNING + timedelta(days=50))
    take(offered(1))
    later = MONDAY_MORNING + timedelta(days=70)

    assert actions.expire_vacancies(at=later) == 1
    assert Vacancy.objects.get(state=State.EXPIRED).source_id == "v2"

    clock.move_to(later)
    take(offered(2))
    assert Vacancy.objects.get(source_id="v2").state == State.PUBLISHED


def test_with_a_wrong_row_nothing_comes_in_and_the_row_is_told(zhc, take, capsys):
    with pytest.raises(CommandError, match="Fouten gevonden in 1 van 2 rijen"):
        take(offered(1), offered(2, naamVacature=""))

    assert capsys.readouterr().err == "rij 2 (v2): Functie: Schrijf op welk werk het is.\n"
    assert not Vacancy.objects.exists()
    assert not VacancyImport.objects.exists()


def test_wrong_rows_can_be_skipped(zhc, take):
    said = take(offered(1), offered(2, naamVacature=""), offered(3), skip_wrong=True)

    assert titles() == ["Bakker 1", "Bakker 3"]
    assert said.startswith("2 nieuw")
    assert said.endswith(", 1 overgeslagen, want fout.")


def test_a_number_that_stands_in_a_file_twice_is_told(zhc, take, capsys):
    others = [offered(number) for number in range(1, 3)]

    with pytest.raises(CommandError):
        take(*others, offered(1, naamVacature="Kok"))

    told = capsys.readouterr().err
    assert "rij 3 (v1): Dit nummer staat al bij een eerdere rij." in told
    assert not Vacancy.objects.exists()


def test_of_a_number_that_stands_in_a_file_twice_the_first_comes_in(zhc, take, monkeypatch):
    monkeypatch.setattr(command, "BATCH", 2)
    vacancies = [offered(1), offered(2), offered(1, naamVacature="Kok")]

    first = take(*vacancies, skip_wrong=True)
    again = take(*vacancies, skip_wrong=True)

    assert first.startswith("2 nieuw, 0 gewijzigd")
    assert again.startswith("0 nieuw, 0 gewijzigd, 2 hetzelfde")
    assert not Vacancy.objects.filter(title="Kok").exists()


def test_a_row_with_a_comma_too_many_is_told(zhc, tmp_path, capsys):
    path = tmp_path / "vacatures.csv"
    row = "v1,Bakker,Brood, koek en taart,Voorburg,werkcentrum"
    path.write_text(f"nummer,functie,omschrijving,plaats,solliciteren_via\n{row}\n")

    with pytest.raises(CommandError):
        call_command("import_vacancies", str(path), source="banen", format="csv")

    assert "Deze rij heeft meer cellen dan de kop." in capsys.readouterr().err


def test_a_file_that_is_not_whole_brings_nothing(zhc, tmp_path):
    path = tmp_path / "half.json"
    path.write_text(json.dumps([offered(1), offered(2)])[:-20])

    with pytest.raises(CommandError, match=r"half.json: dit is geen JSON") as refused:
        call_command("import_vacancies", str(path), source="banen", format="vum")

    assert refused.value.returncode == 2
    assert not Vacancy.objects.exists()


HEAD = b"nummer;functie;omschrijving;plaats;solliciteren_via\n"


@pytest.mark.parametrize(
    ("form", "content", "told"),
    [
        ("csv", HEAD, "geen enkele vacature"),
        ("vum", b"[]", "geen enkele vacature"),
        ("jobposting", b"", "geen enkele vacature"),
        ("csv", HEAD + b"1;\xff\xfe", "dit is geen UTF-8. Sla"),
        ("csv", b"x" * 200_000, "rij 1 is niet te lezen"),
        ("csv", HEAD + b'1;"Bakker;' + b"x" * 200_000, "rij 1 is niet te lezen"),
        ("csv", HEAD.replace(b"plaats", b"plaats;plaats"), "staan er dubbel: plaats"),
        ("vum", b"[" * 200_000, "dit is geen JSON"),
        ("jobposting", b'{"a":' * 200_000, "dit is geen JSON"),
    ],
)  # fmt: skip
def test_a_file_in_which_nothing_can_be_read_is_told(zhc, tmp_path, form, content, told):
    path = tmp_path / "vacatures"
    path.write_bytes(content)

    with pytest.raises(CommandError, match=f"vacatures: .*{told}") as refused:
        call_command("import_vacancies", str(path), source="banen", format=form)

    assert refused.value.returncode == 2
    assert not Vacancy.objects.exists()


def test_an_index_of_a_region_that_is_not_there_is_told(zhc):
    with pytest.raises(CommandError, match="geen regio 'nee' geladen") as refused:
        call_command("keep_vacancy_index", build="nee")

    assert refused.value.returncode == 2


class StoppedError(Exception):
    """The machine went down."""


def test_it_goes_on_where_it_was_stopped(zhc, take, monkeypatch):
    monkeypatch.setattr(command, "BATCH", 2)
    rows = [offered(number) for number in range(1, 8)]
    real, seen = command.import_rows, []

    def stops_at_the_third_batch(**values):
        if len(seen) == 2:
            raise StoppedError
        seen.append(values["read"])
        real(**values)

    monkeypatch.setattr(command, "import_rows", stops_at_the_third_batch)
    with pytest.raises(StoppedError):
        take(*rows)
    assert Vacancy.objects.count() == 4

    monkeypatch.setattr(command, "import_rows", real)
    assert take(*rows) == "7 nieuw, 0 gewijzigd, 0 hetzelfde, 0 met rust gelaten."
    [taking] = VacancyImport.objects.all()
    assert (taking.rows_done, taking.ended_at) == (7, MONDAY_MORNING)


def test_a_newer_file_of_the_source_takes_the_place_of_one_that_was_not_finished(zhc, take):
    VacancyImport.objects.create(
        region=zhc, source="banen", digest="old", rows_done=5, begun_at=MONDAY_MORNING
    )

    take(offered(1))

    assert not VacancyImport.objects.filter(ended_at=None).exists()
    assert titles() == ["Bakker 1"]


def test_a_batch_costs_the_same_for_one_or_many(zhc, take, queries):
    take(*[offered(number) for number in range(3)])
    with queries.at_most(30):
        take(*[offered(number, naamVacature="Kok") for number in range(100)])
