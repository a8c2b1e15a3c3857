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


def other_labels() -> list[str]:
    """Four people sort one question, each under a label of their own; prints the labels."""
    region = make_region()
    question = make_question(region)
    labels = ("out-of-scope", "nonsense", "danger:hunger", "danger:homeless")

    def sorting(label: str) -> Callable[[], str]:
        def turn() -> str:
            sort_questions(
                region=region, questions=[question], label=label, by=f"lezer van {label}",
                at=MONDAY_MORNING,
            )  # fmt: skip
            return label

        return turn

    return at_once([sorting(label) for label in labels])
