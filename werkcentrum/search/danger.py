"""Decides whether a question tells of danger, and of what kind."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search.calibrate import Logistic
from werkcentrum.search.cues import CueCounter, Cues
from werkcentrum.search.learned import Learned
from werkcentrum.search.reading import Reader, Reading
from werkcentrum.search.records import DANGER_PREFIX, DANGERS
from werkcentrum.search.samples import NEAR_MISS

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_SINGLE: Final = 15
_PAIRS: Final = np.triu_indices(_SINGLE)
FEATURES: Final = _SINGLE + len(_PAIRS[0])
_MOST_LIKELY: Final = 3
_SHORT: Final = 6  # words
_LONG: Final = 30  # words from which on danger may be one sentence among many
_AROUND: Final = 9  # words before and after a danger word that are read together with it
_MOST_PASSAGES: Final = 6
# A region with a handful of examples would otherwise find danger in a word it never saw.
_SUPPORT: Final = 0.1
_CERTAIN: Final = 0.6  # what listed words add to the strength of a kind
_LIKELY: Final = 0.25
_ECHO: Final = 0.6
_CALM: Final = 0.05
_DOUBTFUL: Final = 0.15  # chance below which certain words are part of something harmless


@dataclass(frozen=True)
class Signs:
    """What speaks for and against danger in one question.

    `learned` (labels,): scores of the alarm's labels; `alike` (3,): the cosine with the most
    alike question that tells of danger, that only sounds like it, and that is ordinary.
    """

    learned: Floats
    alike: Floats
    cues: Cues
    length: int


@dataclass(frozen=True)
class Heard:
    """What the words of a question say: `said` (labels,) the alarm's scores by words alone."""

    said: Floats
    cues: Cues


@dataclass(frozen=True)
class Threshold:
    """The chance of danger in the features of a question, and from what chance it is one."""

    model: Logistic
    lowest: float


class Alarm:
    """Sees danger by what was learned from examples, with listed words beside it."""

    def __init__(
        self,
        learned: Learned,
        bounds: Ints,
        counter: CueCounter,
        threshold: Threshold,
        digest: str,
    ) -> None:
        """`bounds` (4,): where questions that tell of danger begin, near misses, others, the end.

        `digest` tells what it learned from. Use `alarming.train_alarm`.
        """
        self.digest = digest
        self.learned = learned
        self.bounds = bounds
        self.threshold = threshold
        self._view = DangerView(learned.labels)
        self._counter = counter

    def listen(self, draft: Reading) -> Heard:
        """What the words of a question say, before its meaning is known."""
        return Heard(self.learned.by_words(draft), self._counter.count(draft.all_words))

    def is_calm(self, heard: Heard) -> bool:
        """Whether nothing in the words points to danger: then its meaning need not be asked.

        Of 1,256 hard questions that tell of danger, and were never learned, 876 are found; 7 of
        these would be taken for calm and for a clear question about a service.
        """
        cues = heard.cues
        if cues.certain.any() or cues.likely.any():
            return False
        return float(self._view.kinds(heard.said).sum()) < _CALM

    def kind(self, reading: Reading, heard: Heard, reader: Reader) -> str | None:
        """The most urgent danger in a question as a whole or in a part of a long story."""
        if not reading.all_words:
            return None
        kinds = {self._view.judge(self._signs(reading, heard), self.threshold)}
        parts = passages(reading.all_words, heard.cues.places)
        for part in reader.read_all(parts, [reading.language] * len(parts)):
            kinds.add(self._view.judge(self._signs(part, self.listen(part)), self.threshold))
        return most_urgent(kinds)

    def _signs(self, reading: Reading, heard: Heard) -> Signs:
        likeness = self.learned.likeness(reading.vector)
        scores = heard.said + self.learned.by_meaning(likeness)
        return Signs(scores, nearest(likeness, self.bounds), heard.cues, len(reading.words))


class DangerView:
    """Turns signs into features; knows where each score is."""

    def __init__(self, labels: Sequence[str]) -> None:
        at = {label: place for place, label in enumerate(labels)}
        self._kinds = [at.get(DANGER_PREFIX + kind, len(labels)) for kind in DANGERS]
        self._near_miss = at.get(NEAR_MISS, len(labels))

    def kinds(self, scores: Floats) -> Floats:
        """Array (kinds,): the score of each kind of danger."""
        return np.asarray(np.append(scores, 0.0)[self._kinds], np.float32)

    def strengths(self, signs: Signs) -> Floats:
        """Array (kinds,): how much points to each kind; about 1 for a question that tells of it."""
        certain, likely = np.minimum(signs.cues.certain, 1), np.minimum(signs.cues.likely, 2)
        listed = _CERTAIN * certain + _LIKELY * likely
        return np.asarray(self.kinds(signs.learned) + listed, np.float32)

    def features(self, signs: Signs) -> Floats:
        """Array (FEATURES,): what speaks for and against danger of any kind.

        With the products of every two: a danger word says less where the rest sounds harmless.
        """
        learned, cues = self.kinds(signs.learned), signs.cues
        listed = cues.certain + 0.5 * cues.likely
        single = np.array(
            [
                learned.sum(),
                *np.sort(learned)[:-3:-1],
                np.append(signs.learned, 0.0)[self._near_miss],
                *signs.alike,
                min(cues.certain.sum(), 3),
                min(cues.likely.sum(), 2 * _MOST_LIKELY),
                min(cues.likely.max(), _MOST_LIKELY),
                bool(cues.likely.any()) and signs.length <= _SHORT,
                float((np.maximum(learned, 0) * listed).sum()),
                min(cues.harmless, 2),
                not (cues.certain.any() or cues.likely.any()),
                min(signs.length, _LONG),
            ],
            np.float32,
        )
        return np.concatenate([single, np.outer(single, single)[_PAIRS]])

    def judge(self, signs: Signs, threshold: Threshold) -> str | None:
        """The kind of danger the signs tell of, or None."""
        chance = float(threshold.model.chance(self.features(signs)[None])[0])
        return decide(chance, self.strengths(signs), signs.cues, threshold.lowest)


def nearest(likeness: Floats, bounds: Ints) -> Floats:
    """Array (groups,): the highest likeness in each group; -1 for an empty one."""
    parts = np.split(likeness, bounds[1:-1])
    return np.array([part.max(initial=-1.0) for part in parts], np.float32)


def decide(chance: float, strengths: Floats, cues: Cues, threshold: float) -> str | None:
    """The kind of danger, or None.

    Certain words decide, unless a figure of speech covers them or all the rest says that there
    is no danger ("vroeger sliep ik op straat"); without them the chance decides, if anything
    points to a kind at all. When several kinds apply the order of precedence rules.
    """
    needed = _DOUBTFUL if cues.decide else threshold
    if chance < min(needed, threshold) or strengths.max() < _SUPPORT:
        return None
    # A kind to which far less points than to another is only an echo of its words.
    return DANGERS[int(np.flatnonzero(strengths >= _ECHO * strengths.max())[0])]


def passages(found_words: Sequence[str], places: Sequence[int]) -> list[str]:
    """The parts of a long text around certain words; [] for a short text.

    What stands in the rest of a long story would drown out the one sentence that matters.
    Around words that are only likely a part of an ordinary story is too easily called danger.
    """
    if len(found_words) < _LONG:
        return []
    centres: dict[int, int] = {}
    for at in places:
        last = next(reversed(centres), None)
        if last is None or at > last + _AROUND:
            centres[at] = 0
            last = at
        centres[last] += 1
    fullest = sorted(centres, key=lambda at: -centres[at])[:_MOST_PASSAGES]
    return [" ".join(found_words[max(0, at - _AROUND) : at + _AROUND + 1]) for at in fullest]


def most_urgent(kinds: Collection[str | None]) -> str | None:
    """The first kind in the order of precedence, or None when there is no danger."""
    return next((kind for kind in DANGERS if kind in kinds), None)
