"""From names that mean the same, the software learns how such names differ."""

import numpy as np
import pytest

from werkcentrum.search.embed import NullEmbedder
from werkcentrum.skills import trial
from werkcentrum.skills.linking import Table, points
from werkcentrum.skills.synonyms import learn, read_synonyms
from werkcentrum.skills.trial import figures, hold_out

TRADES = (
    "bakk", "wev", "tuin", "verv", "slag", "kuip", "smed", "wass",
    "naai", "brouw", "loods", "schild", "visch", "teken", "veeg", "jag",
    "zing", "dans", "spel", "schrijv", "lees", "reken", "bind", "draai",
)  # fmt: skip
# Who leads there: the same person in other words.
SYNONYMS = [[f"hoofd {trade}erij", f"{trade}erijbazin"] for trade in TRADES]
CSV = "conceptUri,preferredLabel,altLabels\n"


def likeness(table: Table, one: str, other: str) -> float:
    """Cosine of two names."""
    first, second = points([one, other], NullEmbedder(), table)
    return float(first @ second)


def test_words_that_say_the_same_in_other_trades_stop_hiding_which_trade_it_is():
    untaught = Table(np.zeros(1025, np.float32), np.eye(1025, dtype=np.float32))
    taught = learn(SYNONYMS, NullEmbedder())
    same, other = ("hoofd molenerij", "molenerijbazin"), ("hoofd molenerij", "hoofd mandenerij")

    assert likeness(untaught, *same) < likeness(untaught, *other)
    assert likeness(taught, *same) > likeness(taught, *other)


def test_a_table_is_the_same_after_it_was_kept(tmp_path):
    table = learn(SYNONYMS, NullEmbedder())
    table.save(tmp_path / "table.npz")
    again = Table.read(tmp_path / "table.npz")

    assert np.array_equal(again.middle, table.middle)
    assert np.allclose(again.turn, table.turn, rtol=1e-3, atol=1e-3)


def test_names_come_from_a_list_of_esco_each_once_the_preferred_one_first(tmp_path):
    file = tmp_path / "occupations.csv"
    file.write_text(
        f'\ufeff{CSV}1,hovenier,"tuinman\nhovenier\n\ntuinvrouw"\n2,boswachter,\n', encoding="utf-8"
    )

    assert read_synonyms(file) == [["hovenier", "tuinman", "tuinvrouw"], ["boswachter"]]


def test_a_list_without_a_column_is_refused_with_its_name(tmp_path):
    file = tmp_path / "occupations.csv"
    file.write_text("preferredLabel\nhovenier\n", encoding="utf-8")

    with pytest.raises(ValueError, match="altLabels"):
        read_synonyms(file)


MASTERS = [
    [f"{trade}meester", f"{trade}meesteres", f"hoofd van de {trade}erij"] for trade in TRADES
]


def test_who_is_asked_is_held_back():
    held = hold_out(MASTERS, apart=False)
    asked = [group for group in MASTERS if set(group) & set(held.names)]

    assert 3 < len(asked) == len(held.names) < len(MASTERS)
    assert not set(held.names) & set(held.labels)
    for name, right, group in zip(held.names, held.right, asked, strict=True):
        assert {held.labels[place] for place in right} == set(group) - {name}


def test_the_harder_trial_also_holds_back_what_looks_like_the_name():
    near = [name for name in hold_out(MASTERS, apart=False).names if name.endswith("meesteres")]
    harder = hold_out(MASTERS, apart=True)

    assert near
    for name in near:
        assert name in harder.names
        assert name.removesuffix("es") not in harder.labels


def test_nothing_is_learned_from_an_occupation_that_is_asked(monkeypatch):
    taught = []
    monkeypatch.setattr(
        trial, "learn", lambda groups, embedder: taught.extend(groups) or learn(groups, embedder)
    )
    list(trial.report(MASTERS, NullEmbedder()))

    assert taught
    assert not {name for group in taught for name in group} & set(
        hold_out(MASTERS, apart=False).names
    )


def test_figures_count_the_first_right_label_only():
    found = [[3, 1, 2], [0, 1, 2], [5, 6, 7]]

    assert figures(found, [{1, 2}, {0}, {9}]) == (pytest.approx(0.5), pytest.approx(1 / 3),
                                                  pytest.approx(2 / 3))  # fmt: skip


def test_a_report_has_the_baselines_beside_our_figure():
    lines = "\n".join(trial.report(MASTERS, NullEmbedder()))

    for name in ("BM25", "letters (tf-idf)", "betekenis (embedding)", "link-occupations"):
        assert lines.count(name) == 2
