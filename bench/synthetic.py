"""Makes a catalogue of any size with words of its own, to measure what size costs.

Words are made of syllables and drawn as in a language: the second half as often as the first,
and so on (Zipf). A service has a subject of a dozen words; its texts and questions say some of
them in between ordinary words. The same number of services always gives the same catalogue.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, product

from werkcentrum.search.records import Document, Example

EXAMPLES = 5
ASKED = 300
_ONSETS = (*"bdfghklmnprstvwz", "st", "br")
_VOWELS = (*"aeiou", "aa", "ee", "oe", "ui")
_VOCABULARY = 40_000
_SUBJECT = 12
_AUDIENCES = (("resident",), ("resident",), ("employer",), ("employer", "resident"))


@dataclass(frozen=True)
class Catalogue:
    """Services, their example questions, and other questions with the right service."""

    documents: tuple[Document, ...]
    examples: tuple[Example, ...]
    asked: tuple[tuple[str, str], ...]


def catalogue(services: int) -> Catalogue:
    """A catalogue with this many services and five examples each."""
    # Not for anything secret: it has to be the same every time.
    chance = random.Random(services)
    words = vocabulary(chance)
    weights = list(accumulate(1 / (rank + 1) for rank in range(len(words))))
    documents, examples, asked = [], [], []
    of_asked = set(chance.sample(range(services), min(ASKED, services)))
    for number in range(services):
        key = f"dienst-{number:05d}"
        subject = chance.choices(words[100:], k=_SUBJECT)

        def said(telling: int, ordinary: int, subject: Sequence[str] = subject) -> str:
            found = chance.sample(subject, telling)
            found += chance.choices(words, cum_weights=weights, k=ordinary)
            chance.shuffle(found)
            return " ".join(found)

        documents.append(
            Document(
                key=key,
                title=said(2, 1).capitalize(),
                summary=said(3, 5),
                text=said(8, 30),
                terms=tuple(said(1, 1) for _ in range(4)),
                audiences=frozenset(chance.choice(_AUDIENCES)),
                related=tuple(f"dienst-{chance.randrange(services):05d}" for _ in range(3)),
            )
        )
        examples += [Example(said(2, 4), "nl", key) for _ in range(EXAMPLES)]
        if number in of_asked:
            asked.append((said(2, 4), key))
    return Catalogue(tuple(documents), tuple(examples), tuple(asked))


def vocabulary(chance: random.Random) -> list[str]:
    """Words of two or three syllables, in a random order."""
    syllables = ["".join(pair) for pair in product(_ONSETS, _VOWELS)]
    words: dict[str, None] = {}
    while len(words) < _VOCABULARY:
        words["".join(chance.choices(syllables, k=chance.choice((2, 3)))) + "n"] = None
    return list(words)
