"""What changes would do to the answers: the region's test questions, asked before and after.

Test questions are content of the base folder (`search/sources.py` reads them).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from werkcentrum.search.figures import Question, figures
from werkcentrum.search.ranker import Ranker

_USEFUL: Final = 2
_BETWEEN_REPORTS: Final = 50
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Moved:
    """A question of which the best service moved: its place before and after, from 1; 0 is gone."""

    text: str
    lang: str
    before: int
    after: int

    @property
    def is_better(self) -> bool:
        """Whether it is found sooner."""
        return (self.after or 1000) < (self.before or 1000)


def compare(
    before: Ranker, after: Ranker, questions: Sequence[Question], *, report: Progress
) -> dict[str, Any]:
    """Totals before and after, and the questions that moved, as JSON can hold it.

    `report` hears the percentage done.
    """
    asked = [question for question in questions if question.grades]
    orders: list[tuple[list[str], list[str]]] = []
    for place, question in enumerate(asked):
        orders.append((_keys(before, question), _keys(after, question)))
        if place % _BETWEEN_REPORTS == 0:
            report(100 * place // len(asked))
    moved = [
        Moved(question.text, question.lang, place_of(old, question), place_of(new, question))
        for question, (old, new) in zip(asked, orders, strict=True)
    ]
    return {
        "before": _totals(asked, (old for old, _new in orders)),
        "after": _totals(asked, (new for _old, new in orders)),
        "better": [asdict(one) for one in moved if one.before != one.after and one.is_better],
        "worse": [asdict(one) for one in moved if one.before != one.after and not one.is_better],
    }


def place_of(keys: Sequence[str], question: Question) -> int:
    """The place of the first service that really helps, from 1; 0 when none is there."""
    for place, key in enumerate(keys, start=1):
        if question.grades.get(key, 0) >= _USEFUL:
            return place
    return 0


def _totals(questions: Sequence[Question], orders: Iterable[Sequence[str]]) -> dict[str, float]:
    pairs = ((keys, question.grades) for keys, question in zip(orders, questions, strict=True))
    found = figures(pairs)
    return {"count": found.count, "ndcg": found.ndcg, "three": found.three, "first": found.first}


def _keys(ranker: Ranker, question: Question) -> list[str]:
    return [result.key for result in ranker.rank(question.text).results]
