"""Partners connect their own lists of jobs: other words for the same work find each other."""

import csv
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from werkcentrum.search.embed import NullEmbedder, SentenceEncoder
from werkcentrum.skills import linking
from werkcentrum.skills.linking import Labels, Table, keep_points, kept_points, link, plain, points
from werkcentrum.skills.trial import figures

SEED = Path(linking.__file__).parent / "data" / "occupations.csv"
LABELS = [
    "schoonmaker", "loodgieter", "automonteur", "verkoper", "verpleegkundige",
    "vrachtwagenchauffeur", "kapper", "metselaar", "boekhouder", "kok",
]  # fmt: skip


def plain_labels(found) -> Labels:
    """Every label its own id."""
    return Labels(found, np.arange(len(found)))


@pytest.fixture(scope="module")
def found_for():
    """`found_for("kapster")`: the labels for a name, best first."""
    encoder, table = SentenceEncoder(), linking.shipped()
    labels = plain_labels(points(LABELS, encoder, table))

    def find(name: str) -> list[str]:
        (linked,) = link(points([name], encoder, table), labels, 10)
        return [LABELS[place] for place in linked.labels]

    return find


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Schoonmaakster", "schoonmaker"),
        ("KAPSTER (m/v)", "kapper"),
        ("monteur van personenauto's", "automonteur"),
        ("winkelmedewerker", "verkoper"),
        ("ziekenverpleger", "verpleegkundige"),
        ("truck driver", "vrachtwagenchauffeur"),
        ("metselaar", "metselaar"),
    ],
)
def test_a_name_finds_the_label_for_the_same_work(found_for, name, label):
    assert found_for(name)[0] == label


@pytest.mark.parametrize("name", ["Kok (m/v)", "kok v/m", "KOK m/v/x", "kok  (M / V)"])
def test_that_everybody_may_apply_is_no_part_of_a_name(name):
    assert plain(name) == "kok"


@pytest.mark.parametrize(
    ("name", "same"), [("m/v", "m/v"), ("it/ict-beheerder", "it/ict-beheerder")]
)
def test_what_only_looks_like_it_stays(name, same):
    assert plain(name) == same


def test_a_name_without_a_letter_gets_an_answer_all_the_same(found_for):
    assert sorted(found_for("§ 🙂")) == sorted(LABELS)


def test_everyday_names_find_our_occupations_better_than_letters_alone_do():
    with SEED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    labels = [row["label"] for row in rows]
    asked = [(at, row["words"].split("|")[0]) for at, row in enumerate(rows) if row["words"]]
    names, right = [name for _, name in asked], [{at} for at, _ in asked]
    encoder, table = SentenceEncoder(), linking.shipped()
    features = linking.features([*labels, *names], encoder)[:, encoder.width :]
    letters = linking.best(features[len(labels) :] @ features[: len(labels)].T, 100).tolist()

    places = points(labels, encoder, table)
    linked = link(points(names, encoder, table), plain_labels(places), 100)
    ours, _, _ = figures([each.labels for each in linked], right)

    assert len(names) > 150
    assert ours > figures(letters, right)[0] + 0.05


def test_scores_fall_strictly_also_between_labels_that_are_the_same():
    same = np.tile(np.float32([[1, 0]]), (5, 1))
    (linked,) = link(same[:1], plain_labels(same), 5)

    assert linked.labels[0] == 0
    assert sorted(linked.labels) == [0, 1, 2, 3, 4]
    assert all(before > after for before, after in pairwise(linked.scores))


def test_no_more_labels_come_than_are_asked_or_exist():
    labels = np.eye(3, dtype=np.float32)

    assert [
        len(next(link(labels[:1], plain_labels(labels), most)).labels) for most in (1, 2, 9)
    ] == [
        1,
        2,
        3,
    ]


def test_an_id_with_several_labels_is_given_once_for_its_best_label():
    labels = Labels(np.float32([[0, 1], [1, 0], [0.6, 0.8]]), np.array([0, 2]))
    (linked,) = link(np.float32([[1, 0]]), labels, 10)

    assert linked.labels == [0, 1]
    assert linked.scores[0] == pytest.approx(1)


def test_another_occupation_stands_before_the_same_one_once_more():
    first, again, other = [1, 0.05, 0], [1, 0.06, 0], [0.6, 0, 0.8]
    labels = linking.unit(np.float32([first, again, other]))
    (linked,) = link(linking.unit(np.float32([[0.9, 0.05, 0.43]])), plain_labels(labels), 3)

    assert set(linked.labels[:2]) == {0, 2} or set(linked.labels[:2]) == {1, 2}


def test_of_more_than_a_hundred_labels_none_is_lost_or_given_twice():
    labels = linking.unit(np.random.default_rng(1).normal(size=(250, 8)).astype(np.float32))
    for linked in link(labels[:70], plain_labels(labels), 180):
        assert len(set(linked.labels)) == 180
        assert all(before > after for before, after in pairwise(linked.scores))


def test_points_are_kept_for_exactly_the_same_list(tmp_path):
    embedder = NullEmbedder()
    table = Table(np.zeros(1025, np.float32), np.eye(1025, 4, dtype=np.float32))
    found = points(["kok", "kapper"], embedder, table)
    keep_points(tmp_path / "kept", found, ["kok", "kapper"], embedder, table)

    again = kept_points(tmp_path / "kept", ["kok", "kapper"], embedder, table)
    other = Table(table.middle + 1, table.turn)

    assert again is not None
    assert np.array_equal(again, found)
    assert kept_points(tmp_path / "kept", ["kapper", "kok"], embedder, table) is None
    assert kept_points(tmp_path / "kept", ["kok", "kapper"], embedder, other) is None
    assert kept_points(tmp_path / "nothing", ["kok"], embedder, table) is None
