"""Emergency help goes out only after a second person approved exactly this text."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from werkcentrum.catalogue.regionfolder.layout import APPROVAL_FILE
from werkcentrum.core import clock

HOW = "werkcentrum approve-emergency MAP --written-by FUNCTIE --by FUNCTIE"


def approve(folder, *options: str, by: str = "coordinator", written_by: str = "redactie") -> None:
    """As the command line does it."""
    call_command(
        "approve_emergency", str(folder.path), "--written-by", written_by, "--by", by, *options
    )


def told(folder) -> str:
    """The one thing that is wrong."""
    (problem,) = folder.problems()
    return problem


def test_without_an_approval_a_region_does_not_load(folder):
    folder.file(APPROVAL_FILE).unlink()
    assert "de noodhulp is nog niet goedgekeurd" in told(folder)
    assert HOW in told(folder)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Bel Veilig Thuis.", "Bel Veilig Thuis nu."),
        ("0800-2000", "0800-2001"),
        ("{name: 113,", "{name: 113, note: Gratis,"),
    ],
)
def test_after_any_change_the_approval_no_longer_counts(folder, right, wrong):
    folder.change("_base/emergency.yaml", right, wrong)
    assert "de noodhulp is gewijzigd na de goedkeuring" in told(folder)
    approve(folder)
    assert folder.problems() == []


def test_a_comment_or_another_way_of_writing_needs_no_new_approval(folder):
    folder.change("_base/emergency.yaml", "- kind: suicide", "# Nagelezen.\n- kind: 'suicide'")
    assert folder.problems() == []


@pytest.mark.parametrize("by", ["redactie", "Redactie", " redactie ", "REDACTIE"])
def test_the_writer_cannot_approve(folder, by):
    before = folder.text(APPROVAL_FILE)
    with pytest.raises(CommandError, match="Een ander dan de schrijver keurt goed") as error:
        approve(folder, by=by)
    assert error.value.returncode == 2
    assert folder.text(APPROVAL_FILE) == before
    folder.approve(by=by)
    assert "approved_by: een ander dan de schrijver keurt goed" in told(folder)


@pytest.mark.parametrize("by", ["voorbeeld", "Voorbeeld"])
def test_the_approval_of_an_example_counts_only_in_a_demonstration(folder, by):
    with pytest.raises(CommandError, match="Noem de functie van wie echt"):
        approve(folder, by=by)
    folder.approve(by=by)
    assert "dit is een voorbeeldgoedkeuring" in told(folder)
    folder.change("region.yaml", "demonstration: false", "demonstration: true")
    assert folder.problems() == []


def test_the_numbers_are_called_before_publication(folder):
    approve(folder, "--not-called")
    assert f"{APPROVAL_FILE}:5: checked_on: de nummers zijn nog niet gebeld" in told(folder)
    folder.change("region.yaml", "demonstration: false", "demonstration: true")
    assert folder.problems() == []


def test_the_command_shows_every_number_and_says_what_it_wrote(folder, capsys):
    folder.file(APPROVAL_FILE).unlink()
    approve(folder)
    out, err = capsys.readouterr()
    assert out == f"{folder.file(APPROVAL_FILE)}\n"
    assert "suicide: Denkt u aan zelfmoord? (113 113)" in err
    assert f"Goedgekeurd door coordinator op {clock.today():%Y-%m-%d}." in err
    approval = folder.contents().approval
    assert (approval.written_by, approval.approved_by) == ("redactie", "coordinator")
    assert approval.approved_on == approval.checked_on == clock.today()


@pytest.mark.parametrize("by", ["", "  ", "x" * 81, "a\x1b[2Jb"])
def test_a_function_that_says_nothing_is_wrong_use(folder, by):
    before = folder.text(APPROVAL_FILE)
    with pytest.raises(CommandError, match="--by"):
        approve(folder, by=by)
    assert folder.text(APPROVAL_FILE) == before


def test_broken_emergency_help_cannot_be_approved(folder):
    before = folder.text(APPROVAL_FILE)
    folder.change("_base/emergency.yaml", "phone: 113", "phone: bel")
    with pytest.raises(CommandError, match="phone: dit is geen telefoonnummer") as error:
        approve(folder)
    assert error.value.returncode == 1
    assert folder.text(APPROVAL_FILE) == before


def test_a_folder_that_is_not_there_is_wrong_use(folder):
    folder.path = folder.path.with_name("nergens")
    with pytest.raises(CommandError, match="deze map bestaat niet"):
        approve(folder)
