"""The European list comes in from its own files, twice is once, and a new version keeps keys."""

import pytest
from django.core.management import CommandError, call_command

from werkcentrum.audit.models import AuditLine
from werkcentrum.skills.models import (
    Occupation,
    OccupationLink,
    OccupationSkill,
    Skill,
    SkillLink,
    Vocabulary,
)
from werkcentrum.skills.queries import lexicon
from werkcentrum.skills.tests.make import (
    ASKED_COLUMNS,
    BROADER_COLUMNS,
    ESCO,
    OCCUPATION_COLUMNS,
    SKILL_COLUMNS,
    make_esco,
)

pytestmark = pytest.mark.django_db
FALCONER, OWLS = f"{ESCO}/occupation/valk", f"{ESCO}/occupation/uil"


@pytest.fixture
def esco(tmp_path):
    """`esco(version, name="text of a file")` reads a small ESCO with those files changed."""

    def read(version: str = "1", **changed: str) -> None:
        call_command("import_esco", make_esco(tmp_path / "esco", **changed), release=version)

    return read


def test_whoever_was_a_falconer_is_read_as_one_with_what_that_asks(esco):
    esco()

    [mention] = lexicon().find("Ik was vroeger valkenierster.")
    assert mention.concept.label == "valkenier"
    assert lexicon().requires(mention.concept.key) == {"esco-vliegen": 1.0}
    assert lexicon().nearness("esco-valk", "esco-uil") == 0.7


def test_what_only_has_an_english_name_is_kept_for_later(esco):
    esco()

    birds = Skill.objects.get(esco=f"{ESCO}/skill/vogels")
    assert (birds.label, birds.language, birds.kind) == ("birds of prey", "en", "knowledge")
    assert birds.asked_by.get().importance == 0.3
    assert SkillLink.objects.get().broader == birds


def test_our_own_list_comes_first_and_stays(esco):
    esco()

    assert set(Vocabulary.objects.values_list("key", flat=True)) == {"esco", "werkcentrum"}
    assert {"kok", "valken", "esco-valk"} & lexicon().concepts.keys() == {"kok", "esco-valk"}


def test_the_same_files_again_change_nothing(esco, capsys):
    esco()
    lines = AuditLine.objects.count()

    esco()

    assert "er is niets veranderd" in capsys.readouterr().out
    assert AuditLine.objects.count() == lines


def test_a_new_version_mends_what_changed_and_ends_what_went(esco):
    esco()
    before = dict(Occupation.objects.values_list("esco", "pk"))

    esco("2", occupations_nl=OCCUPATION_COLUMNS + f"{FALCONER},5164,valkenhouder,,,released\n")

    falconer, owls = (Occupation.objects.get(esco=uri) for uri in (FALCONER, OWLS))
    assert (falconer.pk, owls.pk) == (before[FALCONER], before[OWLS])
    assert (falconer.label, falconer.ended_at) == ("valkenhouder", None)
    assert owls.ended_at is not None
    assert not OccupationLink.objects.filter(vocabulary__key="esco").exists()
    assert Vocabulary.objects.get(key="esco").version == "2"


def test_an_occupation_without_status_released_is_not_taken(esco):
    there = f"{FALCONER},5164,valkenier,,,released\n"
    esco(occupations_nl=f"{OCCUPATION_COLUMNS}{there}{OWLS},5164,uilentrainer,,,obsolete\n")

    assert not Occupation.objects.filter(esco=OWLS).exists()


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("occupations_nl", OCCUPATION_COLUMNS + "kok,5120,kok,,,released\n", "geen adres van ESCO"),
        ("occupations_nl", "naam\nkok\n", "de kolom conceptUri, preferredLabel"),
        ("occupations_nl", OCCUPATION_COLUMNS + "a,b\n", "regel 2: deze rij heeft te veel of te"),
        ("occupations_nl", OCCUPATION_COLUMNS + f'{FALCONER},"5164', "geen goede CSV"),
        (
            "occupations_nl",
            f"{OCCUPATION_COLUMNS}{FALCONER}{'r' * 80},5164,valkenier,,,released\n",
            "is te lang",
        ),
        (
            "occupations_nl",
            f"{OCCUPATION_COLUMNS}{FALCONER},5164,valke\0nier,,,released\n",
            "hier staat een teken dat niet te bewaren is",
        ),
        (
            "occupationSkillRelations",
            f"{ASKED_COLUMNS}{FALCONER},soms,knowledge,{ESCO}/skill/vliegen\n",
            "'soms' is niet 'essential' of 'optional'",
        ),
        (
            "broaderRelationsOccPillar",
            f"{BROADER_COLUMNS}Occupation,{FALCONER},Occupation,{FALCONER}\n",
            "een soort van zichzelf",
        ),
    ],
)
def test_whoever_has_a_file_with_a_mistake_reads_where_and_nothing_changes(
    esco, capsys, file, text, told
):
    with pytest.raises(
        CommandError, match=r"Fouten: \d\. Er staan fouten in; er is niets ingelezen\."
    ):
        esco(**{file: text})

    errors = capsys.readouterr().err
    assert told in errors
    assert f"{file}.csv" in errors
    assert not Vocabulary.objects.filter(key="esco").exists()
    assert OccupationSkill.objects.exclude(vocabulary__key="werkcentrum").count() == 0


def test_a_file_that_is_no_utf_8_is_told(esco, tmp_path, capsys):
    folder = make_esco(tmp_path / "latin")
    (folder / "skills_en.csv").write_bytes(f"{SKILL_COLUMNS}caf\xe9,".encode("latin-1"))

    with pytest.raises(CommandError):
        call_command("import_esco", folder, release="1")

    assert "geen UTF-8" in capsys.readouterr().err


def test_whoever_forgot_a_file_reads_which(tmp_path):
    folder = make_esco(tmp_path / "esco")
    for name in ("occupationSkillRelations.csv", "skills_nl.csv", "skills_en.csv"):
        (folder / name).unlink()

    with pytest.raises(CommandError) as refused:
        call_command("import_esco", folder, release="1")

    assert refused.value.returncode == 2
    assert "occupationSkillRelations.csv, skills_nl.csv of skills_en.csv" in str(refused.value)


def test_a_version_that_is_no_version_is_wrong_use(tmp_path):
    with pytest.raises(CommandError, match="een versie heeft hoogstens 40 tekens"):
        call_command("import_esco", make_esco(tmp_path / "esco"), release="1" * 41)


def test_a_folder_that_is_not_there_is_wrong_use(tmp_path):
    with pytest.raises(CommandError, match="deze map bestaat niet"):
        call_command("import_esco", str(tmp_path / "weg"), release="1")
