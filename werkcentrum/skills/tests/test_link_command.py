"""A partner hands in two lists and gets back, for each name, the labels that fit best."""

from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import commands
from werkcentrum.skills.management.commands import link_occupations

LABELS = "s1\tschoonmaker\ns2\tloodgieter\ns3\tkapper\ns4\tautomonteur\n"


@pytest.fixture
def typed(settings, tmp_path):
    """`typed("names.tsv", ...)`: exit code, output and errors of link-occupations."""
    settings.VAR_DIR = tmp_path / "var"

    def run(*words: str) -> tuple[int, str, str]:
        out, errors = StringIO(), StringIO()
        try:
            call_command("link_occupations", *words, stdout=out, stderr=errors)
        except CommandError as reason:
            return reason.returncode, out.getvalue(), f"{errors.getvalue()}{reason}"
        return 0, out.getvalue(), errors.getvalue()

    return run


@pytest.fixture
def link(typed, tmp_path):
    """`link(names, labels, ...)`: exit code, the run lines as fields, and what was said."""

    def run(names: str | bytes, labels: str | bytes = LABELS, *more: str):
        files = written(tmp_path, names, labels)
        code, out, errors = typed(*files, *more)
        return code, [line.split(" ") for line in out.splitlines()], errors

    return run


def written(folder: Path, names: str | bytes, labels: str | bytes) -> tuple[str, str, str]:
    """The words of a command that links two files in this folder."""
    for name, text in (("names.tsv", names), ("labels.tsv", labels)):
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(folder / "names.tsv"), "--labels", str(folder / "labels.tsv")


@pytest.mark.slow
def test_a_program_gets_the_same_run_each_time_and_nothing_else(tmp_path):
    words = ("link-occupations", *written(tmp_path, "a\tkapster\nb\tkok\n", LABELS))
    first, second = (commands.run(tmp_path, *words) for _ in range(2))

    assert (first.returncode, first.stderr) == (0, b"")
    assert first.stdout.startswith(b"a Q0 s3 1 0.")
    assert first.stdout.count(b"\n") == 8
    assert second.stdout == first.stdout


@pytest.mark.slow
def test_a_program_hears_of_a_wrong_line_by_exit_1_and_an_empty_output(tmp_path):
    words = ("link-occupations", *written(tmp_path, "a\tkok\nkapster\n", LABELS))
    done = commands.run(tmp_path, *words)

    assert (done.returncode, done.stdout) == (1, b"")
    assert "names.tsv, regel 2: hier staat geen tab" in done.stderr.decode()


def test_every_name_gets_run_lines_with_ranks_and_strictly_falling_scores(link):
    code, lines, errors = link("a\tSchoonmaakster\nb\tKAPSTER (m/v)\n", LABELS, "--top", "3")

    assert (code, errors) == (0, "")
    assert [(line[0], line[1], line[3], line[5]) for line in lines] == [
        (name, "Q0", str(rank), "werkcentrum") for name in "ab" for rank in (1, 2, 3)
    ]
    assert [lines[0][2], lines[3][2]] == ["s1", "s3"]
    for name in "ab":
        scores = [float(line[4]) for line in lines if line[0] == name]
        assert all(before > after for before, after in pairwise(scores))


def test_a_byte_order_mark_empty_lines_and_windows_line_ends_do_no_harm(link):
    names = b"\xef\xbb\xbfa\tkapster\r\n\r\n   \nb\tloodgieter"
    code, lines, _ = link(names, b"\xef\xbb\xbf" + LABELS.replace("\n", "\r\n").encode())

    assert code == 0
    assert {(line[0], line[2]) for line in lines if line[3] == "1"} == {("a", "s3"), ("b", "s2")}


def test_one_label_is_the_answer_to_everything(link):
    code, lines, _ = link("a\tkok\nb\tkapper\n", "x\tbakker\n")

    assert code == 0
    assert [line[:4] for line in lines] == [["a", "Q0", "x", "1"], ["b", "Q0", "x", "1"]]


def test_the_same_line_twice_counts_once_and_a_name_may_have_two_ids(link):
    code, lines, _ = link("a\tkok\na\tkok\nb\tkok\n", "x\tkok\nx\tkok\n")

    assert code == 0
    assert [line[:3] for line in lines] == [["a", "Q0", "x"], ["b", "Q0", "x"]]


def test_an_id_with_several_labels_is_given_once(link):
    code, lines, _ = link("a\tkapster\n", LABELS + "s3\thaarstyliste\n")

    assert code == 0
    assert sorted(line[2] for line in lines) == ["s1", "s2", "s3", "s4"]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (b"a\tkok\nb kapper\n", "names.tsv, regel 2: hier staat geen tab"),
        (b"a\tkok\n\tkapper\n", "regel 2: het nummer"),
        (b"a\tkok\nb\t \n", "regel 2: de naam"),
        (b"a\tkok\nb 1\tkapper\n", "regel 2: in het nummer 'b 1' staat een spatie"),
        (b"a\tkok\nb\tcaf\xe9houder\n", "regel 2: dit is geen UTF-8"),
        (b"a\tkok\na\tkapper\n", "regel 2: 'a' staat ook op regel 1"),
        (b"\n", "names.tsv: hier staat niets in."),
    ],
)
def test_a_wrong_line_is_told_with_its_number_and_nothing_is_written(link, names, told):
    code, lines, errors = link(names)

    assert (code, lines) == (1, [])
    assert told in errors
    assert "er is niets gekoppeld" in errors


def test_a_wrong_label_is_told_too(link):
    code, lines, errors = link("a\tkok\n", "x\tbakker\nkapper\n")

    assert (code, lines) == (1, [])
    assert "labels.tsv, regel 2: hier staat geen tab" in errors


def test_wrong_use_is_exit_2_with_what_to_do(link, typed, tmp_path):
    assert link("a\tkok\n", LABELS, "--top", "0")[0] == 2

    code, _, errors = typed(str(tmp_path / "names.tsv"))
    assert (code, "--labels" in errors) == (2, True)

    code, _, errors = typed(str(tmp_path / "no.tsv"), "--labels", str(tmp_path / "no.tsv"))
    assert (code, "no.tsv is niet te lezen" in errors) == (2, True)


def test_labels_that_were_linked_to_before_are_not_prepared_again(link, monkeypatch):
    before = link("a\tkapster\n")
    asked = []
    make = link_occupations.points
    monkeypatch.setattr(
        link_occupations, "points", lambda names, *rest: asked.append(names) or make(names, *rest)
    )

    assert link("a\tkapster\n") == before
    assert asked == [["kapster"]]


def test_a_disk_that_cannot_be_written_only_costs_time(link, tmp_path):
    (tmp_path / "var").write_text("no folder", encoding="utf-8")

    assert link("a\tkapster\n")[0] == 0


@pytest.mark.slow
def test_whoever_has_a_list_of_esco_measures_how_good_it_is(typed, tmp_path):
    trades = ("bak", "wev", "verv", "slag", "kuip", "smed")
    rows = "".join(f'{t}baas,"{t}bazin\nhoofd {t}erij"\n' for t in trades)
    file = tmp_path / "esco.csv"
    file.write_text(f"preferredLabel,altLabels\n{rows}", encoding="utf-8")
    code, out, _ = typed("--self-test", str(file))

    assert (code, out.count("link-occupations")) == (0, 2)


def test_a_file_that_is_no_list_of_esco_is_refused(typed, tmp_path):
    file = tmp_path / "esco.csv"
    file.write_text("iets\n", encoding="utf-8")
    code, _, errors = typed("--self-test", str(file))

    assert (code, "kolom ontbreekt: altLabels, preferredLabel" in errors) == (1, True)
