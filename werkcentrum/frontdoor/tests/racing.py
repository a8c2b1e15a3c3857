"""A race for the queue of questions (`core/tests/racing.py`): sorted in several tabs at once."""

from collections.abc import Callable

from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.racing import at_once
from werkcentrum.frontdoor.actions import sort_questions
from werkcentrum.frontdoor.models import Question
from werkcentrum.frontdoor.tests.make import make_question
from werkcentrum.partners.tests.make import make_region


def same_service() -> list[str]:
    """Karin sorts a question in each of four tabs; prints the question of each."""
    region = make_region()
    questions = [make_question(region, f"vraag {number}") for number in range(4)]

    def sorting(question: Question) -> Callable[[], str]:
        def turn() -> str:
            sort_questions(
                region=region, questions=[question], label="out-of-scope", by="karin",
                at=MONDAY_MORNING,
            )  # fmt: skip
            return question.text

        return turn

    return at_once([sorting(question) for question in questions])
