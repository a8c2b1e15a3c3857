"""Studies of the search say what they measured, and a drawing says the same as its table."""

import csv
from xml.etree import ElementTree

import pytest
import yaml

from werkcentrum.search import evaluate
from werkcentrum.search.charts import Axis, Line, draw
from werkcentrum.search.records import Example
from werkcentrum.search.studies import bins, gap, some_of_each
from werkcentrum.search.tests.small import small_documents, small_examples

SVG = "{http://www.w3.org/2000/svg}"
EXAMPLES = [
    *(Example(f"vraag {number}", "nl", "cv-hulp") for number in range(30)),
    *(Example(f"les {number}", "nl", "taalhuis") for number in range(3)),
    *(Example(f"paspoort {number}", "nl", "out-of-scope") for number in range(9)),
]


def test_of_each_service_a_few_examples_are_kept_and_of_the_rest_all():
    kept = some_of_each(EXAMPLES, 5)

    assert [sum(e.label == label for e in kept) for label in ("cv-hulp", "taalhuis")] == [5, 3]
    assert sum(example.label == "out-of-scope" for example in kept) == 9


def test_a_small_sample_lies_inside_a_larger_one_and_is_always_the_same():
    assert some_of_each(EXAMPLES, 5) == some_of_each(EXAMPLES, 5)
    assert set(some_of_each(EXAMPLES, 5)) < set(some_of_each(EXAMPLES, 10)) < set(EXAMPLES)


def test_what_no_service_answers_does_not_change_what_is_drawn():
    more = [*EXAMPLES, Example("rijbewijs", "nl", "out-of-scope")]
    assert set(some_of_each(more, 5)) - {more[-1]} == set(some_of_each(EXAMPLES, 5))


def test_a_chance_is_compared_with_how_often_it_came_true():
    low, high = bins([0.2, 0.4, 0.95, 1.0], [False, True, True, True])

    assert (low.count, low.said, low.true) == (2, pytest.approx(0.3), 0.5)
    assert (high.low, high.high, high.count, high.true) == (0.95, 1.0, 2, 1.0)
    assert gap([low, high]) == pytest.approx((2 * 0.2 + 2 * 0.025) / 4)


def test_a_drawing_has_a_title_a_description_and_every_figure_as_text():
    axis = Axis("a < b", [(0, "0"), (1, "1")])
    drawing = ElementTree.fromstring(  # noqa: S314  our own
        draw(
            "Title", "Described.", [Line("measured", [(0, 0.25), (1, 0.75)])], across=axis, up=axis
        )
    )
    texts = [text.text for text in drawing.iter(f"{SVG}text")]

    assert drawing.get("aria-labelledby") == "title desc"
    assert [drawing.find(f"{SVG}{name}").text for name in ("title", "desc")] == [
        "Title", "Described.",
    ]  # fmt: skip
    assert {"Title", "a < b", "measured", "0.25", "0.75"} <= set(texts)


@pytest.fixture
def folder(tmp_path):
    """A region folder with the small catalogue, and two test questions."""
    for name in ("services", "examples", "questions"):
        (tmp_path / name).mkdir()
    for document in small_documents():
        (tmp_path / "services" / f"{document.key}.yaml").write_text(
            yaml.safe_dump({
                "title": document.title, "summary": document.summary, "what_you_get": [],
                "for_whom": "", "first_step": "", "terms": list(document.terms),
                "audience": sorted(document.audiences), "related": list(document.related),
            })
        )  # fmt: skip
    keys = [document.key for document in small_documents()]
    for key in keys:
        rows = [[e.text, e.lang] for e in small_examples() if e.label == key and not e.near_miss]
        write(tmp_path / "examples" / f"{key}.csv", [["text", "lang"], *rows])
    write(tmp_path / "questions/nl.csv", [
        ["text", "style", "audience", "grades", "safety"],
        [small_documents()[0].title, "question", "resident", f"{keys[0]}=3", ""],
        ["hoe laat gaat de trein", "question", "resident", "", ""],
    ])  # fmt: skip
    return tmp_path


def write(path, rows) -> None:
    with path.open("w", newline="") as lines:
        csv.writer(lines).writerows(rows)


@pytest.mark.slow
@pytest.mark.parametrize("study", ["curve", "reliability"])
def test_a_study_prints_its_figures_and_draws_them(folder, capsys, study):
    drawing = folder / "drawing.svg"

    assert evaluate.main([str(folder), f"--{study}", "--draw", str(drawing)]) == 0

    printed = capsys.readouterr().out
    assert printed
    assert ElementTree.parse(drawing).getroot().find(f"{SVG}desc").text  # noqa: S314  our own


@pytest.mark.slow
def test_each_part_is_measured_alone_and_together(folder, capsys):
    evaluate.main([str(folder), "--parts"])

    rows = capsys.readouterr().out.splitlines()[1:]
    assert [row[:22].strip() for row in rows] == [
        "words", "letters", "words and letters", "meaning", "all, without related", "all",
    ]  # fmt: skip
    assert all(row[22:].split()[0] == "1" for row in rows)


@pytest.mark.slow
def test_what_was_left_out_is_asked_as_visitors_do(folder, capsys):
    lost = [["out-of-scope", f"waar stopt de {what}", "nl"] for what in ("bus", "trein", "tram")]
    hurt = [["danger:homeless", f"ik slaap op straat in {at}", "nl"] for at in ("Gouda", "Delft")]
    write(folder / "examples/_other.csv", [["class", "text", "lang"], *lost, *hurt])

    assert evaluate.main([str(folder), "--asked"]) == 0

    rows = [line[:40].strip() for line in capsys.readouterr().out.splitlines()]
    assert {"for a service: right in three", "for a service: sure"} <= set(rows)
