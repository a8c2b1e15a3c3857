"""A school sends a table of trainings: all rows come in, or none with what is wrong with each."""

import pytest
from django.core.management import CommandError, call_command

from werkcentrum.audit.models import AuditLine
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_region
from werkcentrum.training.actions import withdraw_training
from werkcentrum.training.models import Training
from werkcentrum.training.tests.make import SOFIA, make_school

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
HEAD = "nummer,school,naam,omschrijving,vaardigheden,start,plaats,prijs,nederlands"
TRUCK = (
    "1,vakschool,Heftruck,Rijden met de heftruck.,Heftruckdiploma|heftruck rijden,{},Delft,295,a2"
)
ANY = "2,vakschool,VCA,Veilig werken.,vca,elk moment,Delft,0,"
COMING = "12-01-2027 2027-04-13"


@pytest.fixture
def zhc():
    region = make_region()
    make_school(region)
    return region


@pytest.fixture
def send(tmp_path, capsys):
    def send(*lines, has_head=True, **options):
        path = tmp_path / "opleidingen.csv"
        path.write_text("\n".join((HEAD, *lines) if has_head else lines), encoding="utf-8")
        call_command("import_trainings", str(path), **options)
        return capsys.readouterr().out

    return send


def test_a_table_comes_in_and_the_same_table_again_changes_nothing(zhc, send):
    assert "2 nieuw, 0 gewijzigd" in send(TRUCK.format(COMING), ANY)
    before = list(Training.objects.order_by("pk").values())

    assert "0 nieuw, 0 gewijzigd, 2 hetzelfde" in send(TRUCK.format(COMING), ANY)

    assert list(Training.objects.order_by("pk").values()) == before
    truck = Training.objects.get(number="1")
    assert truck.skills == ["heftruckcertificaat", "heftruck-rijden"]
    assert [str(start) for start in truck.starts.all()] == ["12-01-2027", "13-04-2027"]
    assert Training.objects.get(number="2").is_always_open
    assert AuditLine.objects.filter(verb="training.imported").count() == 2


def test_another_price_or_another_day_changes_the_row(zhc, send):
    send(TRUCK.format(COMING))

    assert "1 gewijzigd" in send(TRUCK.format(COMING).replace("295", "310"))
    assert "1 gewijzigd" in send(TRUCK.format("20-01-2027").replace("295", "310"))

    truck = Training.objects.get()
    assert (truck.cost, truck.starts.count()) == (310, 1)


def test_one_wrong_row_keeps_all_out_and_each_is_named(zhc, send, capsys):
    wrong = [
        "3,onbekend,Naam,Tekst.,koken,elk moment,Delft,1,",
        "4,vakschool,Naam,Tekst.,kokken,31-02-2027,Delft,veel,",
        "1,vakschool,Naam,Tekst.,koken,elk moment,,1,z9",
        "5\0,vakschool,Naam,Tekst.,koken,elk moment,Delft,1,",
    ]

    with pytest.raises(CommandError, match="Fouten gevonden in 4 van 5 rijen"):
        send(TRUCK.format(COMING), *wrong)

    told = capsys.readouterr().err
    assert not Training.objects.exists()
    assert "rij 2 (3): De school ‘onbekend’ is niet bekend." in told
    assert "vaardigheden: De vaardigheid ‘kokken’ kennen wij niet. Bedoelt u: koken" in told
    assert "start: ‘31-02-2027’ is geen dag." in told
    assert "prijs: Vul een heel getal in van 0 tot en met 50000." in told
    assert "rij 4 (1): Dit nummer staat al in een eerdere rij." in told
    assert "plaats: Schrijf een plaats op" in told
    assert "In het nummer staat een teken dat niet te bewaren is." in told
    assert "nederlands: Kies iets uit de lijst." in told


def test_with_check_nothing_is_kept(zhc, send):
    assert "Alle rijen kloppen: 2. Er is niets bewaard." in send(
        TRUCK.format(COMING), ANY, check=True
    )
    assert not Training.objects.exists()


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("nummer,school", "deze kolommen ontbreken: naam"),
        (HEAD + ",kleur", "deze kolommen zijn onbekend: kleur"),
        (HEAD + ",naam", "deze kolommen staan er dubbel: naam"),
        (b"\xff\xfe", "dit is geen UTF-8"),
        (HEAD + "\n", "geen enkele opleiding"),
        ("x" * 200_000, "rij 1 is niet te lezen"),
    ],
)
def test_a_table_with_a_wrong_header_says_what_to_do(zhc, tmp_path, head, told):
    path = tmp_path / "opleidingen.csv"
    path.write_bytes(head if isinstance(head, bytes) else head.encode())

    with pytest.raises(CommandError, match=told) as refused:
        call_command("import_trainings", str(path))
    assert refused.value.returncode == 2


def test_what_was_withdrawn_here_the_table_leaves_alone(zhc, send):
    send(TRUCK.format(COMING))
    withdraw_training(training=Training.objects.get(), by=SOFIA, at=MONDAY_MORNING)

    assert "1 met rust gelaten" in send(TRUCK.format(COMING).replace("295", "310"))
    assert Training.objects.get().cost == 295


def test_what_is_past_does_not_come_in_and_comes_back_with_a_new_day(zhc, send):
    assert "1 met rust gelaten" in send(TRUCK.format("01-02-2020"))
    assert "1 nieuw" in send(TRUCK.format(f"01-02-2020 {COMING}"))
    assert Training.objects.get().starts.count() == 2


def test_a_table_of_a_spreadsheet_has_semicolons_and_a_mark_in_front(zhc, tmp_path, capsys):
    path = tmp_path / "opleidingen.csv"
    lines = [line.replace(",", ";") for line in (HEAD, ANY)]
    path.write_text("\ufeff" + "\n".join(lines), encoding="utf-8")

    call_command("import_trainings", str(path))

    assert "1 nieuw" in capsys.readouterr().out


def test_a_comma_too_many_is_said_and_no_cell_is_lost(send, capsys, zhc):
    row = "2,vakschool,VCA,Veilig werken, ook hoog.,vca,elk moment,Delft,0,a2"

    with pytest.raises(CommandError, match="Fouten gevonden in 1 van 1"):
        send(row)

    assert "Deze rij heeft meer cellen dan de kop." in capsys.readouterr().err


@pytest.mark.parametrize("row", [f'3,vakschool,"{"x" * 200_000}"', "3,vakschool,V\0CA,a,vca,b"])
def test_a_table_that_cannot_be_read_is_said_in_words(send, capsys, zhc, row):
    with pytest.raises(CommandError):
        send(row)

    assert not Training.objects.exists()


@pytest.mark.parametrize(("word", "is_online"), [("waar", True), ("x", True), ("nee", False)])
def test_a_school_says_in_its_own_words_that_a_training_is_online(zhc, send, word, is_online):
    send(HEAD + ",online", ANY + f",{word}", has_head=False)

    assert Training.objects.get().is_online is is_online


def test_a_word_that_is_neither_yes_nor_no_keeps_the_table_out(zhc, send, capsys):
    with pytest.raises(CommandError):
        send(HEAD + ",online", ANY + ",soms", has_head=False)

    assert "rij 1 (2): online: Schrijf ‘ja’ of ‘nee’." in capsys.readouterr().err
    assert not Training.objects.exists()
