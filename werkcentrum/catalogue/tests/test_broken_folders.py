"""A broken region folder: what is missing, misplaced or forbidden is told; nothing raises."""

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from werkcentrum.catalogue.regionfolder.contents import read_region

REGION = "region.yaml"
CV = "_base/services/cv-hulp.yaml"
TOWNS = "municipalities.csv"
PLACES = "locations.yaml"
VARIANT = "gemeenten/leidschendam-voorburg/services/cv-hulp.yaml"


def test_the_small_folder_has_no_mistakes(folder):
    assert folder.problems() == []


@pytest.mark.parametrize("name", [REGION, TOWNS, "organisations.yaml", "providers.csv"])
def test_a_file_that_is_not_there_is_named(folder, name):
    folder.file(name).unlink()
    assert f"vlietstreek/{name}: dit bestand ontbreekt; voeg het toe." in folder.problems()


@pytest.mark.parametrize("name", ["themes.yaml", "groups.yaml", "emergency.yaml", "glossary.csv"])
def test_a_shared_file_that_is_not_there_is_named(folder, name):
    folder.file(f"_base/{name}").unlink()
    assert f"_base/{name}: dit bestand ontbreekt; voeg het toe." in folder.problems()


def test_files_that_a_region_can_do_without(folder):
    for name in (
        "postcodes.csv",
        "deliveries.csv",
        PLACES,
        "glossary.csv",
        VARIANT,
        "pages/over.md",
    ):
        folder.file(name).unlink()
    for name in ("danger_terms.yaml", "phrases.csv"):
        folder.file(f"_base/{name}").unlink()
    assert folder.problems() == []


def test_a_page_every_region_needs_is_missed(folder):
    folder.file("_base/pages/privacy.md").unlink()
    assert folder.problems() == ["_base/pages/privacy.md: deze pagina ontbreekt; voeg haar toe."]


def test_fifty_megabytes_are_not_read(folder):
    for name in (REGION, TOWNS, "pages/over.md"):
        with folder.file(name).open("wb") as file:
            file.truncate(50_000_000)
    problems = folder.problems()
    for name, limit in ((REGION, 1), (TOWNS, 5), ("pages/over.md", 5)):
        message = f"dit bestand is groter dan {limit} MB; maak het kleiner."
        assert f"vlietstreek/{name}: {message}" in problems


@pytest.mark.parametrize("name", [REGION, TOWNS, PLACES, VARIANT, "pages/over.md", "glossary.csv"])
def test_a_folder_where_a_file_is_expected(folder, name):
    folder.file(name).unlink()
    folder.file(name).mkdir()
    assert any(
        problem.startswith(f"vlietstreek/{name}: hier hoort een gewoon bestand")
        for problem in folder.problems()
    )


def test_a_pipe_is_not_waited_for(folder):
    folder.file("glossary.csv").unlink()
    os.mkfifo(folder.file("glossary.csv"))
    assert any("hier hoort een gewoon bestand" in problem for problem in folder.problems())


@pytest.mark.parametrize("name", ["services", "gemeenten", "examples", "pages"])
def test_a_file_where_a_folder_is_expected(folder, name):
    for path in sorted(folder.file(name).rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    folder.file(name).rmdir()
    folder.write(name, "")
    assert f"vlietstreek/{name}: dit moet een map met bestanden zijn, geen bestand of link." in (
        folder.problems()
    )


def test_a_link_out_of_the_folder_is_refused(folder, tmp_path):
    secret = tmp_path / "geheim.csv"
    secret.write_text("term,meaning\ngeheim,woord\n")
    folder.file("glossary.csv").unlink()
    folder.file("glossary.csv").symlink_to(secret)
    assert folder.problems() == [
        "vlietstreek/glossary.csv: deze link wijst buiten de map; zet het bestand zelf neer."
    ]


def test_a_link_to_a_folder_elsewhere_is_refused(folder, tmp_path):
    (tmp_path / "elders").mkdir()
    folder.file("services/taalhuis.yaml").unlink()
    folder.file("services").rmdir()
    folder.file("services").symlink_to(tmp_path / "elders")
    assert any(
        problem.startswith("vlietstreek/services: dit moet") for problem in folder.problems()
    )
    folder.file("gemeenten/wassenaar").symlink_to(tmp_path / "elders")
    assert any("een link naar een map mag niet" in problem for problem in folder.problems())


def test_a_link_inside_the_folder_is_fine(folder):
    folder.file("glossary.csv").rename(folder.file("woorden.txt"))
    folder.file("glossary.csv").symlink_to("woorden.txt")
    assert folder.problems() == []


@pytest.mark.parametrize("target", ["nergens", "glossary.csv"])
def test_a_link_that_leads_nowhere_is_told(folder, target):
    folder.file("glossary.csv").unlink()
    folder.file("glossary.csv").symlink_to(target)
    assert any(problem.startswith("vlietstreek/glossary.csv: dit") for problem in folder.problems())


@contextmanager
def as_somebody_else():
    """Root may read everything, so the files are read as nobody."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_to_all(folder):
    """Everybody may come as far as the folder."""
    for parent in folder.path.parents:
        if parent == Path(tempfile.gettempdir()).resolve():
            break
        parent.chmod(0o755)


@pytest.mark.usefixtures("open_to_all")
@pytest.mark.parametrize(
    ("name", "rights"),
    [
        ("glossary.csv", 0o000),
        ("services", 0o000),
        ("services", 0o444),
        ("gemeenten/leidschendam-voorburg", 0o000),
    ],
)
def test_what_may_not_be_read_is_told(folder, name, rights):
    folder.file(name).chmod(rights)
    try:
        with as_somebody_else():
            problems = folder.problems()
    finally:
        folder.file(name).chmod(0o755)
    assert any(
        problem.startswith(f"vlietstreek/{name}") and "kan niet worden gelezen" in problem
        for problem in problems
    )


@pytest.mark.usefixtures("open_to_all")
def test_a_place_nobody_may_enter_is_told(folder):
    folder.path.parent.chmod(0o000)
    try:
        with as_somebody_else():
            problems = folder.problems()
    finally:
        folder.path.parent.chmod(0o755)
    assert "deze map bestaat niet" in problems[0]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("postcode.csv", " Bedoelt u 'postcodes.csv'?"),
        ("locations.yml", " Bedoelt u 'locations.yaml'?"),
        ("services/cv-hulp.yml", ""),
        ("gemeenten/wassenaar/cv-hulp.yaml", ""),
        ("services/extra/cv-hulp.yaml", ""),
        ("eigen-lijstje.csv", ""),
    ],
)
def test_a_file_nobody_reads_is_a_mistake_and_not_silence(folder, name, hint):
    folder.write(name, "a: b\n")
    advice = f"dit bestand lezen wij niet; kijk de naam na.{hint}"
    assert folder.problems() == [f"vlietstreek/{name}: {advice}"]


def test_notes_and_hidden_files_may_lie_anywhere(folder):
    for name in ("SOURCES.md", "services/README.md", ".git/config.yaml", "services/.#cv-hulp.yaml"):
        folder.write(name, "Aantekening\n")
    assert folder.problems() == []


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("services/Cv hulp.yaml", "bestandsnaam: een sleutel bestaat uit kleine letters"),
        ("services/nonsense.yaml", "een dienst mag niet 'nonsense' heten"),
        (f"services/{'a' * 65}.yaml", "bestandsnaam: deze sleutel is te lang; 64 tekens mag"),
        ("pages/Over ons.md", "bestandsnaam: een sleutel bestaat uit kleine letters"),
        ("examples/cvhulp.csv", "er is geen dienst met deze naam; kijk de bestandsnaam na"),
        ("gemeenten/delft/services/cv-hulp.yaml", "deze gemeente of dienst kennen wij niet"),
        ("gemeenten/wassenaar/services/cvhulp.yaml", "deze gemeente of dienst kennen wij niet"),
    ],
)
def test_the_name_of_a_file_is_checked_too(folder, name, advice):
    contents = {".csv": "text,lang,style\n", ".md": "# Titel\n\nTekst.\n"}
    folder.write(name, contents.get(Path(name).suffix) or folder.text(CV))
    problems = folder.problems()
    assert any(p.startswith(f"vlietstreek/{name}") and advice in p for p in problems), problems


def test_a_name_of_bytes_that_are_no_letters(folder):
    path = os.path.join(os.fsencode(folder.path), b"services", b"caf\xe9.yaml")
    with open(path, "wb") as file:
        file.write(folder.text(CV).encode())
    assert folder.problems()[0].startswith("vlietstreek/services/caf?.yaml: bestandsnaam: ")


def test_a_locked_field_may_not_be_changed_by_a_municipality(folder):
    name = "gemeenten/wassenaar/services/schuldhulp.yaml"
    folder.write(name, "title: Schulden\nlaw: Eigen regels\ncost:\n")
    assert folder.problems() == [
        f"vlietstreek/{name}:2: law: dit veld is vast voor de hele regio; haal het hier weg."
    ]


def test_a_service_needs_somebody_who_plays_its_role_everywhere(folder):
    folder.change("providers.csv", "gemeente,,gemeente\n", "")
    message = "voor dienst 'schuldhulp': zeg wie de rol 'gemeente' heeft."
    assert folder.problems() == [f"vlietstreek/providers.csv: role: {message}"]
    folder.change("providers.csv", "gemeente,wassenaar,gemeente\n",
        "gemeente,wassenaar,gemeente\ngemeente,leidschendam-voorburg,gemeente\n")  # fmt: skip
    assert folder.problems() == []


def test_a_region_without_services_is_refused(folder):
    folder.change(REGION, "code:", "leave_out: [cv-hulp, taalhuis, schuldhulp]\ncode:")
    for name in ("services/taalhuis.yaml", VARIANT):
        folder.file(name).unlink()
    folder.change(REGION, "locked:\n  schuldhulp: [cost, law]\n", "")
    folder.file("deliveries.csv").unlink()
    folder.file("referrals.csv").unlink()
    assert folder.problems() == [
        "vlietstreek/region.yaml:1: er is geen enkele dienst; laat er een staan."
    ]


def test_a_demonstration_may_lack_the_emergency_numbers_and_warns(folder):
    folder.change(REGION, "demonstration: false", "demonstration: true")
    folder.change(TOWNS, "088-6549200,088-6549200", "onbekend,14 070")
    assert folder.contents().warnings == [
        "Wassenaar: homeless_phone is nog onbekend; vul het eigen nummer in."
    ]


def test_a_folder_that_is_not_there(tmp_path):
    _contents, problems = read_region(tmp_path / "nergens")
    assert [str(problem) for problem in problems] == [
        f"{tmp_path}/nergens: deze map bestaat niet; maak haar eerst.",
        f"{tmp_path}/_base: deze map bestaat niet; maak haar eerst.",
    ]


def test_the_name_of_the_folder_is_a_key(folder):
    folder.path.rename(folder.path.with_name("Vliet Streek"))
    _contents, problems = read_region(folder.path.with_name("Vliet Streek"))
    assert "Vliet Streek: naam van de map: een sleutel bestaat uit kleine" in str(problems[0])
