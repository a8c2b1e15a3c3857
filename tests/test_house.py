"""The house stays in order: every figure of the scoreboard keeps within its limit."""

import ast

import pytest

from tests import scoreboard
from tests.scoreboard import MEASURES, Score
from tests.source import Module, length


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.__name__)
def test_a_figure_of_the_house_keeps_within_its_limit(measure):
    score = measure()

    assert score.is_kept, f"{score.name}: {score.value}, {score.limit} mag. {score.worst}"


@pytest.mark.slow
def test_the_scoreboard_prints_every_figure(capsys):
    scoreboard.main()

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(MEASURES)
    assert all("(max " in line for line in lines)


def test_a_figure_over_its_limit_is_not_kept():
    assert Score("x", 500, 500).is_kept
    assert not Score("x", 501, 500).is_kept


def test_a_circle_of_imports_is_seen():
    found = scoreboard._cycles("x", {"partners": {"catalogue"}, "catalogue": {"partners"}})

    assert found.value == 2


@pytest.mark.parametrize(
    ("code", "writes"),
    [
        ("Question.objects.create(text=text)", True),
        ("row.save()", True),
        ("rows.filter(pk=1).update(count=2)", True),
        ("cursor.execute('DELETE FROM frontdoor_question')", True),
        ("cursor.execute('SELECT 1')", False),
        ("rows.filter(pk=1)", False),
        ("count_feedback(region=region)", False),
    ],
)
def test_a_statement_that_writes_is_recognised(code, writes):
    assert scoreboard._writes(ast.parse(code, mode="eval").body) is writes


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("def f(a: int, *b: str, c: int = 1, **d: str) -> None: ...", True),
        ("def f(self) -> None: ...", True),
        ("def f(a) -> None: ...", False),
        ("def f(a: int): ...", False),
        ("def f(a: int, *, c) -> None: ...", False),
        ("def f(a: int, **d) -> None: ...", False),
    ],
)
def test_a_function_without_types_is_recognised(code, typed):
    assert scoreboard._is_typed(ast.parse(code).body[0]) is typed


def test_a_public_name_without_docstring_is_recognised(tmp_path):
    code = '"""Module."""\ndef a():\n  def inner(): ...\nclass B:\n  "Text."\n  def c(self): ...\n'
    path = tmp_path / "x.py"
    path.write_text(code)

    assert list(scoreboard._undocumented(Module("werkcentrum.x", path))) == ["a", "c"]


def test_the_length_of_a_function_counts_its_decorators():
    function = ast.parse("@one\n@two\ndef f():\n    return 1\n").body[0]

    assert length(function) == 4
