"""`werkcentrum evaluate`: figures about graded questions, for whoever works on the answers."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.commands import run
from werkcentrum.catalogue.tests.make import REGIONS
from werkcentrum.search.sources import read_questions

QUESTIONS = [
    {"text": "wie kijkt mijn cv na", "lang": "nl", "style": "question", "grades": {"cv-hulp": 3}},
    {"text": "help met cv", "lang": "nl", "style": "keyword", "grades": {"cv-hulp": 3}},
    {"text": "Who can check my resume", "lang": "en", "style": "question",
     "grades": {"cv-hulp": 3, "gesprek-met-gids": 1}, "extra": True},
    {"text": "asdf qwer", "lang": None, "grades": {}},
    {"text": "ik wil dood", "lang": "nl", "grades": None, "safety": "suicide"},
]  # fmt: skip


@pytest.fixture
def file(tmp_path):
    """A file of graded questions as people make them: with a BOM, CRLF and an empty line."""
    path = tmp_path / "vragen.jsonl"
    lines = [json.dumps(question) for question in QUESTIONS]
    path.write_bytes("\r\n".join(["\ufeff" + lines[0], "", *lines[1:]]).encode())
    return path


def evaluate(*words: str) -> tuple[list[str], str]:
    """The table, and what was told beside it."""
    out, errors = StringIO(), StringIO()
    call_command("evaluate", *words, stdout=out, stderr=errors)
    return out.getvalue().splitlines(), errors.getvalue()


def test_the_table_has_a_row_for_each_language_and_style_with_both_baselines(region, file):
    table, errors = evaluate(str(file))

    assert errors == ""
    assert all(name in table[0] for name in ("this ranker", "words only", "exact words"))
    assert all(name in table[1] for name in ("nDCG@10", "MRR", "S@1", "S@3"))
    counted = [row.partition("  ")[0] + row[16:22] for row in table[2:7]]
    assert counted == [
        "all     3", "language en     1", "language nl     2", "style keyword     1",
        "style question     2",
    ]  # fmt: skip


def test_without_a_file_the_test_questions_of_the_base_folder_are_measured(region):
    table, errors = evaluate()

    assert errors == ""
    graded = sum(bool(question.grades) for question in read_questions(REGIONS / "_base"))
    assert table[2].split()[:2] == ["all", str(graded)]
    assert any(row.startswith("danger of the right kind") for row in table)


def test_a_mistake_in_the_test_questions_names_file_and_line(region, settings, tmp_path):
    (tmp_path / "_base/questions").mkdir(parents=True)
    (tmp_path / "_base/questions/nl.csv").write_text(
        "text,style,audience,grades,safety\nx,,,a=9,\n"
    )
    settings.REGIONS_DIR = tmp_path

    with pytest.raises(CommandError, match=r"nl\.csv:2") as refused:
        evaluate()

    assert refused.value.returncode == 2


def test_questions_without_an_answer_are_judged_by_what_we_say_about_them(region, file):
    table, _ = evaluate(str(file))

    assert any(row.startswith("questions for somebody else, seen") for row in table)
    [danger] = [row for row in table if row.startswith("danger of the right kind")]
    assert danger.split()[-4:] == ["1", "of", "1", "(1.000)"]


def test_a_refused_line_is_told_and_the_rest_is_measured(region, file):
    file.write_bytes(file.read_bytes() + b'\n{\n"x"\n{"text": 7}\n{"text": "caf\xe9"}\n')
    out, errors = StringIO(), StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("evaluate", str(file), stdout=out, stderr=errors)

    assert ended.value.code == 1
    assert [line.partition(":")[0] for line in errors.getvalue().splitlines()] == [
        "regel 7", "regel 8", "regel 9", "regel 10",
    ]  # fmt: skip
    assert out.getvalue().splitlines()[2].split()[:2] == ["all", "3"]


@pytest.mark.parametrize(
    "grades", ['{"cv-hulp": 4}', '{"cv-hulp": "3"}', '{"cv-hulp": [3]}', "[3]", '"cv-hulp"']
)
def test_a_grade_that_does_not_exist_is_refused(region, tmp_path, grades):
    path = tmp_path / "vragen.jsonl"
    path.write_text(f'{{"text": "cv", "grades": {grades}}}')
    errors = StringIO()

    with pytest.raises(CommandError, match="geen enkele vraag"):
        call_command("evaluate", str(path), stderr=errors)

    assert "grades hoort per dienst 1, 2 of 3 te geven" in errors.getvalue()


@pytest.mark.parametrize("text", ["", "\u0000", "\ud800", "🙂" * 300, "a" * 30_000])
def test_any_text_can_be_measured(region, tmp_path, text):
    path = tmp_path / "vragen.jsonl"
    path.write_text(json.dumps({"text": text, "grades": {"cv-hulp": 3}}))

    table, _ = evaluate(str(path))

    assert table[2].split()[:2] == ["all", "1"]


def test_a_question_without_words_is_a_question(region, tmp_path):
    path = tmp_path / "vragen.jsonl"
    path.write_text('{"text": null}\n{"text": ""}\n{}\n')

    table, errors = evaluate(str(path))

    assert errors == ""
    [row] = [row for row in table if row.startswith("questions for somebody else, seen")]
    assert row.split()[-4:] == ["3", "of", "3", "(1.000)"]


def test_wrong_use_is_told_with_exit_code_2(region, file, tmp_path):
    (tmp_path / "leeg.jsonl").touch()
    for words in (["weg.jsonl"], [str(tmp_path)], [str(tmp_path / "leeg.jsonl")],
                  [str(file), "--region", "atlantis"]):  # fmt: skip
        with pytest.raises(CommandError) as refused:
            evaluate(*words)

        assert refused.value.returncode == 2, words


@pytest.mark.slow
def test_where_two_regions_are_loaded_one_is_named(other_region, file):
    with pytest.raises(CommandError, match="--region: haaglanden, zuid-holland-centraal"):
        evaluate(str(file))

    assert evaluate(str(file), "--region", "zuid-holland-centraal")[0]


@pytest.mark.slow
def test_the_table_is_on_stdout_and_the_refusals_on_stderr(desk, file):
    done = run(desk, "evaluate", "-", typed=file.read_bytes() + b"\n{\n")

    assert done.returncode == 1
    assert done.stdout.decode().splitlines()[2].split()[0] == "all"
    [error] = done.stderr.decode().splitlines()
    assert error.startswith("regel 7: dit is geen JSON")
