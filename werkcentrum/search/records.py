"""The plain objects the search takes in and gives back."""

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

WhyKind = Literal["term", "title", "example", "meaning"]

OUT_OF_SCOPE: Final = "out-of-scope"
NONSENSE: Final = "nonsense"
EMPLOYER: Final = "employer"
RESIDENT: Final = "resident"
DANGER_PREFIX: Final = "danger:"
DANGERS: Final = ("suicide", "violence", "exploitation", "homeless", "hunger")
"""Kinds of danger in order of precedence: the first that applies is shown."""


@dataclass(frozen=True, slots=True)
class Document:
    """A service as the search sees it; `terms` are the everyday words people use for it.

    `related`: keys of services that help with the same; unknown keys count for nothing.
    """

    key: str
    title: str
    summary: str
    text: str
    terms: tuple[str, ...]
    audiences: frozenset[str]
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its right answer.

    `label` is a service key, "out-of-scope", "nonsense" or "danger:" and a kind.
    `near_miss`: sounds like danger, is not; an empty label then means no service answers it.
    """

    text: str
    lang: str
    label: str
    near_miss: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in another language (`word*`: any ending) with Dutch words of the same meaning."""

    lang: str
    phrase: str
    dutch: str


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that point to danger. `strength` is certain, likely or harmless (then no kind)."""

    kind: str
    strength: str
    lang: str
    phrase: str


class Result(NamedTuple):
    """One service with its score (0 to 1) and the words that brought it up."""

    key: str
    score: float
    why: str
    why_kind: WhyKind


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best services, at most a hundred, and what the question says about who asks."""

    results: tuple[Result, ...]
    danger: str | None
    confident: bool
    sure: bool
    audience: str | None
    role: str | None
    language: str
