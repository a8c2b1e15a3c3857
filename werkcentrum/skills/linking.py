"""Links names of jobs to labels of occupations in another list.

A name becomes a point: what the sentence encoder makes of it, and its groups of letters, seen
through a table that was learned from names that mean the same (`synonyms.py`). In that table an
ending, a spelling or another word for the same work moves a point little, and another trade moves
it far. Names that lie close are linked. Pure: no Django, no network; one core is enough.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from werkcentrum.search import store
from werkcentrum.search.chargrams import groups
from werkcentrum.search.embed import Embedder, Floats
from werkcentrum.search.text import normalise, words

Ints = npt.NDArray[np.int64]

TABLE: Final = Path(__file__).parent / "data" / "synonyms.npz"

_SIZES: Final = (2, 3, 4, 5)
_BUCKETS: Final = 2**10
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_BUCKET_BITS: Final = np.uint64(64 - 10)
_SIGN_BIT: Final = np.uint64(53)
_HALF: Final = np.uint64(32)

# "(m/v)" says who may apply, and that is everybody: it is no part of what somebody does.
_EVERYBODY: Final = re.compile(r"\(?\b[mvfxd](?:\s*/\s*[mvfxd]){1,3}\b\)?")
_LONGEST: Final = 200  # characters; a longer name is a text
_TOGETHER: Final = 2_048  # texts in memory at once
_ASKED_TOGETHER: Final = 64

# Among the first hundred, what lies closer than this to a label above it is probably the same
# occupation once more: it gives way, at most so much, to another occupation that fits too.
_VARIED: Final = 100
_ALIKE: Final = 0.4
_GIVES_WAY: Final = 0.4
_STEP: Final = 1e-6


class Table(NamedTuple):
    """What was learned: a middle (features,) and a table (features, width) to look through."""

    middle: Floats
    turn: Floats

    @classmethod
    def read(cls, path: Path) -> "Table":
        """From a file that `save` wrote."""
        with np.load(path) as arrays:
            return cls(arrays["middle"], arrays["turn"].astype(np.float32))

    def save(self, path: Path) -> None:
        """Half precision: the difference is seen in no figure, and the file is half as large."""
        np.savez_compressed(path, middle=self.middle, turn=self.turn.astype(np.float16))


@cache
def shipped() -> Table:
    """The table that comes with the software."""
    return Table.read(TABLE)


class Labels(NamedTuple):
    """Points (labels, width), and where those of the next id begin (ids,): an id may have several.

    A label's place is that of its id. There is at least one.
    """

    points: Floats
    starts: Ints


class Linked(NamedTuple):
    """The labels for one name, best first: their places and their scores, strictly falling."""

    labels: list[int]
    scores: list[float]


def plain(name: str) -> str:
    """A name as it is compared: one line in lower case, without "(m/v)"."""
    text = normalise(name, _LONGEST)
    return _EVERYBODY.sub(" ", text).strip() or text


def features(names: Sequence[str], embedder: Embedder) -> Floats:
    """Array (names, embedder's width + 1024): the meaning, then the letters, each of length 1."""
    texts = [plain(name) for name in names]
    letters = [groups(" ".join(words(text)), _SIZES) for text in texts]
    found = np.concatenate([np.zeros(0, np.uint64), *letters])
    found = (found ^ (found >> _HALF)) * _MIX
    rows = np.repeat(np.arange(len(texts)), [len(each) for each in letters])
    cells = rows * _BUCKETS + (found >> _BUCKET_BITS).astype(np.int64)
    # Half of the groups count down, so that groups that share a bucket do not add up to a likeness.
    signs = 1.0 - 2.0 * ((found >> _SIGN_BIT) & np.uint64(1)).astype(np.float64)
    bags = np.bincount(cells, signs, len(texts) * _BUCKETS).reshape(len(texts), _BUCKETS)
    return np.hstack([embedder.encode(texts), unit(bags.astype(np.float32))])


def points(names: Sequence[str], embedder: Embedder, table: Table) -> Floats:
    """Array (names, width): a unit vector for each name; names that mean the same lie close."""
    found = [np.zeros((0, table.turn.shape[1]), np.float32)]
    for start in range(0, len(names), _TOGETHER):
        part = features(names[start : start + _TOGETHER], embedder)
        found.append(unit(np.asarray((part - table.middle) @ table.turn, np.float32)))
    return np.concatenate(found)


def keep_points(
    folder: Path, found: Floats, names: Sequence[str], embedder: Embedder, table: Table
) -> None:
    """Keep the points of a list instead of those kept before: a kilobyte a name.

    Raises OSError when that cannot be done.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    store.save(folder, {"points": found}, {"of": _digest(names, embedder, table)})


def kept_points(
    folder: Path, names: Sequence[str], embedder: Embedder, table: Table
) -> Floats | None:
    """The points that `keep_points` kept, when they are of exactly these names."""
    try:
        arrays, meta = store.load(folder)
        return arrays["points"] if meta["of"] == _digest(names, embedder, table) else None
    except (OSError, ValueError, KeyError):
        return None


def link(asked: Floats, labels: Labels, most: int) -> Iterator[Linked]:
    """For each point that is asked the `most` best of the labels, fewer when there are fewer."""
    faces = unit(np.add.reduceat(labels.points, labels.starts))
    for start in range(0, len(asked), _ASKED_TOGETHER):
        near = asked[start : start + _ASKED_TOGETHER] @ labels.points.T
        scores = np.maximum.reduceat(near, labels.starts, axis=1)
        places = best(scores, most)
        found = np.take_along_axis(scores, places, 1)
        for chosen, given in zip(*_varied(places, found, faces), strict=True):
            yield Linked(chosen.tolist(), _falling(given.tolist()))


def _digest(names: Sequence[str], embedder: Embedder, table: Table) -> str:
    """Of all that the points of names follow from."""
    found = hashlib.sha256("\n".join([embedder.version, *names]).encode())
    found.update(table.middle.tobytes() + table.turn.tobytes())
    return found.hexdigest()


def unit(rows: Floats) -> Floats:
    """Rows of length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, np.float32(1e-9)), np.float32)


def best(scores: Floats, most: int) -> Ints:
    """Places (names, most) of the highest scores, best first; of equals the first."""
    most = min(most, scores.shape[1])
    if most < scores.shape[1]:
        places = np.argpartition(-scores, most - 1, axis=1)[:, :most]
        places.sort(axis=1)
    else:
        places = np.broadcast_to(np.arange(most), scores.shape)
    order = np.argsort(-np.take_along_axis(scores, places, 1), axis=1, kind="stable")
    return np.take_along_axis(places, order, 1)


def _varied(places: Ints, scores: Floats, faces: Floats) -> tuple[Ints, Floats]:
    """The same places and scores, with other occupations between many labels of the same.

    Carbonell and Goldstein 1998, "The Use of MMR, Diversity-Based Reranking": the next is each
    time the label whose score, less its likeness to one above it, is highest. Who looks for the
    right label then finds it higher when the first was wrong; the first stays the first.
    """
    count = min(_VARIED, places.shape[1])
    near = faces[places[:, :count]]
    alike = np.clip((near @ near.transpose(0, 2, 1) - _ALIKE) / (1 - _ALIKE), 0, 1) * _GIVES_WAY
    left = scores[:, :count].copy()
    lost = np.zeros_like(left)
    rows = np.arange(len(places))
    order = np.tile(np.arange(places.shape[1]), (len(places), 1))
    given = scores.copy()
    for turn in range(count):
        worth = left - lost
        chosen = worth.argmax(axis=1)
        order[:, turn], given[:, turn] = chosen, worth[rows, chosen]
        left[rows, chosen] = -np.inf
        np.maximum(lost, alike[rows, chosen], out=lost)
    return np.take_along_axis(places, order, 1), given


def _falling(scores: list[float]) -> list[float]:
    """Scores in six decimals, each lower than the one before it."""
    lowest = np.inf
    falling = []
    for score in scores:
        lowest = min(round(score, 6), round(lowest - _STEP, 6))
        falling.append(lowest)
    return falling
