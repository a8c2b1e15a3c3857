"""The queue of questions that we did not answer well, those that look alike together."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from django.db.models import Q, QuerySet

from werkcentrum.catalogue.changes import EXAMPLES, NOT_A_SERVICE, title_of, under_way
from werkcentrum.catalogue.models import ContentChange
from werkcentrum.catalogue.queries import catalogue_of
from werkcentrum.frontdoor.models import Question
from werkcentrum.partners.models import Region
from werkcentrum.search.embed import SentenceEncoder

# Two questions are alike from this cosine on; chosen by eye, not measured.
ALIKE: Final = 0.6
# Reading meaning costs 1.5 ms a question; older ones wait their turn.
MOST: Final = 300
_SUGGESTIONS: Final = 3


@dataclass(frozen=True)
class Group:
    """Questions that look alike, with the services that the ranker thought of."""

    questions: list[Question]
    suggestions: list[tuple[str, str]]

    @property
    def ids(self) -> str:
        """The ids for a form."""
        return " ".join(str(question.pk) for question in self.questions)


def unanswered(region: Region) -> QuerySet[Question]:
    """Questions without a good answer, sorted or not, the newest first."""
    is_poor = Q(is_confident=False) | Q(is_sure=False) | Q(not_helped=True)
    return Question.objects.filter(is_poor, region=region).order_by("-asked_on", "id")


def waiting(region: Region) -> QuerySet[Question]:
    """Those that nobody sorted yet."""
    return unanswered(region).filter(label="")


def groups(region: Region) -> list[Group]:
    """The queue in groups, the largest first."""
    questions = list(waiting(region)[:MOST])
    vectors = SentenceEncoder().encode([question.text for question in questions])
    found = [[questions[place] for place in places] for places in clusters(vectors, ALIKE)]
    return [Group(group, _suggestions(region, group)) for group in found]


def clusters(vectors: npt.NDArray[np.float32], alike: float) -> list[list[int]]:
    """Greedy groups of unit vectors: whoever has most neighbours takes them all, and so on."""
    near = vectors @ vectors.T >= alike
    left = np.ones(len(vectors), bool)
    found: list[list[int]] = []
    while left.any():
        counts = (near & left).sum(axis=1) * left
        centre = int(counts.argmax())
        members = near[centre] & left
        members[centre] = True
        found.append([int(place) for place in np.flatnonzero(members)])
        left &= ~members
    return sorted(found, key=len, reverse=True)


def choices(region: Region) -> list[tuple[str, Any]]:
    """Everywhere a question can go: the classes, and the services by title."""
    services = [(key, service.title) for key, service in catalogue_of(region).services.items()]
    return [*NOT_A_SERVICE.items(), *services]


def drafts(region: Region, *, by: str) -> list[tuple[ContentChange, str]]:
    """The example questions of this writer that are not on the website yet, with their titles."""
    found = under_way(region).filter(kind=EXAMPLES, written_by=by)
    return [(change, title_of(change)) for change in found]


def _suggestions(region: Region, questions: list[Question]) -> list[tuple[str, str]]:
    services = catalogue_of(region).services
    counted = Counter(key for question in questions for key in question.best if key in services)
    return [(key, services[key].title) for key, _count in counted.most_common(_SUGGESTIONS)]
