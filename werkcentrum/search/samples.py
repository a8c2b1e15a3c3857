"""Everything the ranker learns from, as one sorted list of labelled texts."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from werkcentrum.search.records import (
    DANGER_PREFIX,
    NONSENSE,
    OUT_OF_SCOPE,
    Cue,
    Document,
    Example,
)

EXAMPLE: Final = "example"
PHRASE: Final = "phrase"
NEAR_MISS: Final = "near-miss"
AUDIENCE_PREFIX: Final = "for:"

_TITLE_TRUST: Final = 1.0
# Terms are looked up and compared. They are only learned of a service with few questions: with
# a hundred they add nothing to what is learned, and half of the time.
_TERM_TRUST: Final = 0.5
_ENOUGH_QUESTIONS: Final = 40
# A person in danger may not be missed: these few questions count for more than one each.
_DANGER_TRUST: Final = 3.0
_NEAR_MISS_TRUST: Final = 2.0


@dataclass(frozen=True, slots=True, order=True)
class Sample:
    """A text with its label. `group` names what it is evidence for, `trust` its weight."""

    group: str
    text: str
    lang: str
    label: str
    trust: float
    is_question: bool
    audience: str = ""

    @property
    def is_term(self) -> bool:
        """Whether it is an everyday term for a service, rather than its title or summary."""
        return self.group.startswith(PHRASE) and self.trust < _TITLE_TRUST

    @property
    def is_about_danger(self) -> bool:
        """Whether it tells of danger, or only sounds like it."""
        return self.group == NEAR_MISS or self.label.startswith(DANGER_PREFIX)

    @property
    def is_ordinary(self) -> bool:
        """Whether it belongs to a service, and does not even sound like danger."""
        return not self.is_about_danger and self.label not in ("", OUT_OF_SCOPE, NONSENSE)

    @property
    def lot(self) -> bytes:
        """Draws lots: the same for the same text, and like no other."""
        return blake2b(self.text.encode("utf-8", "surrogatepass"), digest_size=8).digest()

    @property
    def labels(self) -> tuple[str, ...]:
        """What is to be learned from it.

        The label, and who asks when only one audience can.
        """
        audience = self.audience and AUDIENCE_PREFIX + self.audience
        return tuple(label for label in (self.label, audience) if label)


def phrase_group(key: str) -> str:
    """The group of the title, summary and terms of a service."""
    return f"{PHRASE} {key}"


def example_group(label: str) -> str:
    """The group of the example questions with a label."""
    return f"{EXAMPLE} {label}"


def collect(
    documents: Sequence[Document], examples: Iterable[Example], cues: Iterable[Cue]
) -> list[Sample]:
    """All samples, sorted by group: the outcome does not depend on the order of the files.

    Examples for services that are not offered here are left out.
    """
    offered = {document.key: _only(document) for document in documents}
    examples = tuple(examples)
    asked = Counter(example.label for example in examples)
    samples = [
        sample
        for document in documents
        for sample in _of_document(document, knows_enough=asked[document.key] >= _ENOUGH_QUESTIONS)
    ]
    for example in examples:
        if _is_usable(example, offered):
            group = NEAR_MISS if example.near_miss else example_group(example.label)
            audience, trust = offered.get(example.label, ""), _trust(example)
            samples.append(
                Sample(group, example.text, example.lang, example.label, trust, True, audience)
            )
    for cue in cues:
        label = DANGER_PREFIX + cue.kind
        if cue.strength == "told":
            samples.append(
                Sample(f"cue {label}", cue.phrase, cue.lang, label, 1.0, is_question=False)
            )
    return sorted(set(samples))


def _is_usable(example: Example, offered: Container[str]) -> bool:
    is_service = ":" not in example.label and example.label not in ("out-of-scope", "nonsense")
    return example.near_miss or not is_service or example.label in offered


def _trust(example: Example) -> float:
    if example.near_miss:
        return _NEAR_MISS_TRUST
    return _DANGER_TRUST if example.label.startswith(DANGER_PREFIX) else 1.0


def _of_document(document: Document, *, knows_enough: bool) -> list[Sample]:
    """Title, summary and terms of one service."""
    group, key = phrase_group(document.key), document.key
    texts = [(document.title, _TITLE_TRUST), (document.summary, _TITLE_TRUST)]
    texts += [(term, 0.0 if knows_enough else _TERM_TRUST) for term in document.terms]
    return [Sample(group, text, "nl", key, trust, False, _only(document)) for text, trust in texts]


def _only(document: Document) -> str:
    """The audience of a service that is for one audience, else ""."""
    return next(iter(document.audiences)) if len(document.audiences) == 1 else ""
