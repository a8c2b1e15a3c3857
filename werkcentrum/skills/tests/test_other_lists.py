"""CompetentNL adds to the occupations we know; ISCO and SBI come in as codes with names."""

import pytest
from django.core.management import CommandError, call_command

from werkcentrum.skills.models import Occupation, OccupationGroup, OccupationSkill, Sector, Skill
from werkcentrum.skills.queries import keys_by_uri, lexicon, uris
from werkcentrum.skills.reading import occupation_rows

pytestmark = pytest.mark.django_db
CNL = "https://linkeddata.competentnl.nl/uwv/id"
HEAD = "type,uri,label,words,isco,esco,essential,important,somewhat\n"
NURSE = next(row for row in occupation_rows() if row["esco"])


@pytest.fixture
def file(tmp_path):
    """`file("text")` is a file with that text."""

    def write(text: str):
        path = tmp_path / "lijst.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def read_competentnl(path, version="1"):
    call_command("import_competentnl", path, release=version)


def test_whoever_was_a_beekeeper_is_read_as_one_with_what_that_asks(file):
    asks = f"{CNL}/skill/b1|{CNL}/skill/b2"
    read_competentnl(
        file(
            f"{HEAD}occupation,{CNL}/occupation/a1,imker,bijenhoudster|bijenhouder,6123,,{asks},,\n"
            f"skill,{CNL}/skill/b1,bijen verzorgen,,,,,,\n"
            f"knowledge,{CNL}/skill/b2,kennis van bijen,,,,,,\n"
        )
    )

    [mention] = lexicon().find("Mijn hele leven was ik bijenhoudster.")
    assert (mention.concept.label, mention.concept.key) == ("imker", "cnl-occupation-a1")
    asked = {lexicon().concepts[key].label for key in lexicon().requires(mention.concept.key)}
    assert asked == {"bijen verzorgen", "kennis van bijen"}
    assert Skill.objects.get(competentnl=f"{CNL}/skill/b2").kind == "knowledge"


def test_an_occupation_that_names_esco_is_the_one_that_we_have(file):
    uri = f"{CNL}/occupation/a1"
    read_competentnl(file(f"{HEAD}occupation,{uri},proefberoep,,,{NURSE['esco']},,,\n"))

    occupation = Occupation.objects.get(competentnl=uri)
    assert (occupation.key, occupation.label) == (NURSE["key"], NURSE["label"])
    assert lexicon().find("Ik was proefberoep.")[0].concept.key == NURSE["key"]
    # A file of Europass knows it by the one address, and a file of VUM by the other.
    assert [keys_by_uri()[one] for one in (uri, NURSE["esco"])] == [NURSE["key"]] * 2
    assert uris()[NURSE["key"]] == uri


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (f"beroep,{CNL}/occupation/a1,imker,,,,,,", "type 'beroep' is niet occupation"),
        ("occupation,https://elders.example/a1,imker,,,,,,", "geen adres van CompetentNL"),
        (f"occupation,{CNL}/occupation/a1,,,,,,,", "geen naam"),
        (f"occupation,{CNL}/occupation/a1,imker,,,6123,,,", "'6123' is geen adres van ESCO"),
    ],
)
def test_whoever_has_a_mistake_in_competentnl_reads_it_once_with_the_line(file, capsys, row, told):
    good = f"skill,{CNL}/skill/b1,bijen verzorgen,,,,,,\n"
    with pytest.raises(CommandError, match="Fouten: 1"):
        read_competentnl(file(f"{HEAD}{good}{row}\n"))

    assert "lijst.csv regel 3: " in (errors := capsys.readouterr().err)
    assert told in errors
    assert not Skill.objects.filter(key__startswith="cnl-").exists()
    assert not OccupationSkill.objects.filter(vocabulary__key="competentnl").exists()


def test_a_branch_that_left_the_sbi_ends_and_the_others_get_their_new_name(file, capsys):
    call_command("import_codes", "sbi", file("code,label\nA,Landbouw\n01.1,Teelt\n"), release="1")
    call_command("import_codes", "sbi", file("code,label\nA,Landbouw en visserij\n"), release="2")

    assert list(Sector.objects.values_list("code", "label")) == [
        ("011", "Teelt"),
        ("A", "Landbouw en visserij"),
    ]
    assert [row.code for row in Sector.objects.current()] == ["A"]
    assert "vervallen: 1 sectoren" in capsys.readouterr().err


def test_whoever_reads_a_list_with_a_mistake_does_not_hear_that_something_ended(file, capsys):
    call_command("import_codes", "sbi", file("code,label\nA,Landbouw\n"), release="1")

    with pytest.raises(CommandError):
        call_command("import_codes", "sbi", file("code,label\nB,Delfstoffen\n,x\n"), release="2")

    assert "vervallen" not in capsys.readouterr().err
    assert [row.code for row in Sector.objects.current()] == ["A"]


def test_groups_of_occupations_come_in_once(file, capsys):
    groups = file("code,label\n2,Specialisten\n2221,Verpleegkundigen\n")
    for _again in range(2):
        call_command("import_codes", "isco", groups, release="2008")

    assert "er is niets veranderd" in capsys.readouterr().out
    assert list(OccupationGroup.objects.values_list("code", flat=True)) == ["2", "2221"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("22x,Naam", "'22x' is geen code van ISCO"),
        ("22,", "een naam heeft 1 tot"),
        ("22,Na\0am", "hier staat een teken dat niet te bewaren is"),
        ("2,Twee\n2,Nog eens", "'2' staat er al eerder"),
    ],
)
def test_a_mistake_in_a_code_is_told(file, capsys, row, told):
    with pytest.raises(CommandError):
        call_command("import_codes", "isco", file(f"code,label\n{row}\n"), release="2008")

    assert told in capsys.readouterr().err
    assert not OccupationGroup.objects.exists()


def test_a_file_that_is_not_there_is_wrong_use():
    with pytest.raises(CommandError, match="dit bestand bestaat niet"):
        call_command("import_codes", "isco", "/weg.csv", release="2008")
