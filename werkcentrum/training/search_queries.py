"""What visitors find among the trainings of a region: hundreds, so all are looked at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from werkcentrum.core.memory import per_version
from werkcentrum.partners.models import PostcodeArea, Region
from werkcentrum.partners.queries import Place, distance_km, place_finder_of
from werkcentrum.search.text import normalise, stems
from werkcentrum.skills.lexicon import Lexicon
from werkcentrum.skills.queries import lexicon
from werkcentrum.training.models import Training
from werkcentrum.training.queries import offered_now
from werkcentrum.vacancies.models import DutchLevel

ON_A_PAGE: Final = 10
USUAL_DISTANCE: Final = 25
"""Kilometres, as the crow flies."""

_DUTCH: Final = {code: number for number, code in enumerate(DutchLevel.values)}
# A skill that is taught tells more than a word that is in the text.
_TAUGHT, _IN_NAME, _IN_TEXT = 3.0, 2.0, 1.0


@dataclass(frozen=True)
class Question:
    """What a visitor asked and chose; '' and None ask nothing.

    `weeks`: it begins within so many; `cost`: at most so many euros; `dutch`: a code of DutchLevel.
    """

    words: str = ""
    place: str = ""
    distance: int = USUAL_DISTANCE
    weeks: int | None = None
    cost: int | None = None
    dutch: str = ""


@dataclass(frozen=True)
class Result:
    """Everything that fits, the best first. `skills`: the labels of those behind the words.

    `is_place_unknown`: one was typed that we do not know, so that it does not count.
    """

    trainings: Sequence[Any]
    skills: tuple[str, ...]
    is_place_unknown: bool


def search(region: Region, question: Question, *, today: date) -> Result:
    """The trainings that fit. What a school did not say excludes nothing."""
    place = place_finder_of(region).typed(question.place) if question.place else None
    points = _points(region) if place else {}
    lists = lexicon()
    asked = _asked(question.words, lists)
    found = []
    for training in offered_now(region, today):
        score = _score(training, question.words, asked)
        if score and _fits(training, question, today) and _is_near(
            training, place, question.distance, points
        ):  # fmt: skip
            found.append((score, training))
    # By name already; a stable sort leaves those of the same score so.
    found.sort(key=lambda pair: -pair[0])
    names = tuple(lists.concepts[key].label for key in asked)
    is_unknown = bool(question.place) and place is None
    return Result([training for _score_of, training in found], names, is_unknown)


def _asked(words: str, lists: Lexicon) -> tuple[str, ...]:
    """The keys of the skills behind the words, those that an occupation in them asks too."""
    found: dict[str, None] = {}
    for mention in lists.find(words) if words else ():
        concept = mention.concept
        keys: Iterable[str] = [concept.key]
        if concept.kind == "occupation":
            wanted = lists.requires(concept.key)
            most = max(wanted.values(), default=0.0)
            keys = [key for key, weight in wanted.items() if weight == most]
        found |= dict.fromkeys(keys)
    return tuple(key for key in found if key in lists.concepts)


def _score(training: Training, words: str, asked: Sequence[str]) -> float:
    """How well it fits the words; 1 for all when there are none, 0 when it does not."""
    if not words.strip():
        return 1.0
    terms = _terms(words)
    taught = len({*asked}.intersection(training.skills))
    in_name = len(terms & _terms(f"{training.name} {training.provider.name}"))
    in_text = len(terms & _terms(training.description))
    return _TAUGHT * taught + _IN_NAME * in_name + _IN_TEXT * in_text


def _fits(training: Any, question: Question, today: date) -> bool:
    if question.cost is not None and (training.cost or 0) > question.cost:
        return False
    asks_dutch = bool(question.dutch and training.dutch_level)
    if asks_dutch and _DUTCH[training.dutch_level] > _DUTCH[question.dutch]:
        return False
    if question.weeks is None or training.is_always_open:
        return True
    latest = today + timedelta(weeks=question.weeks)
    return any(start.starts_on <= latest for start in training.coming)


def _is_near(
    training: Training, place: Place | None, most: int, points: dict[str, tuple[float, float]]
) -> bool:
    """Online is near everybody; where nobody knows the place, nobody is sent away either."""
    if place is None or training.is_online:
        return True
    point = points.get(training.postcode4) or points.get(normalise(training.place))
    far = distance_km(place, *point) if point else None
    return far is None or far <= most


@per_version
def _points(region: Region) -> dict[str, tuple[float, float]]:
    """Where each postcode and each place of a region lies; of a place the first postcode."""
    found: dict[str, tuple[float, float]] = {}
    for area in PostcodeArea.objects.filter(region=region).order_by("postcode4"):
        point = (area.latitude, area.longitude)
        found[area.postcode4] = point
        found.setdefault(normalise(area.place), point)
    return found


@lru_cache(maxsize=8_192)
def _terms(text: str) -> frozenset[str]:
    return frozenset(stems(normalise(text)))
