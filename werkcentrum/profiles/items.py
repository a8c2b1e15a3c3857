"""Something that was recognised in a story, with the words that led to it. Nobody confirmed it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from werkcentrum.profiles.facts import Facts

Kind: TypeAlias = Literal[
    "wish", "work", "skill", "study", "level", "language", "licence", "hours", "irregular",
    "postcode", "km",
]  # fmt: skip
MANY: Final[dict[str, str]] = {
    "wish": "wishes", "work": "work", "skill": "skills", "study": "studies",
    "language": "languages",
}  # fmt: skip
"""Kinds of which somebody may have several, with their field of Facts."""


@dataclass(frozen=True)
class Item:
    """`value` is what stands in Facts for its kind; of hours a pair, of a licence one category.

    `words` are text[start:end] of the story; "" for what was confirmed before. A licence "" says
    that somebody has none.
    """

    kind: Kind
    value: Any
    words: str = ""
    start: int = 0

    @property
    def key(self) -> str:
        """The same for the same value, whatever words led to it."""
        return hashlib.sha256(f"{self.kind} {self.value!r}".encode()).hexdigest()[:16]


def items_of(facts: Facts) -> list[Item]:
    """What was confirmed before, as it may be confirmed again."""
    rows: list[tuple[Kind, Any]] = []
    for kind, field in MANY.items():
        rows += [(kind, value) for value in getattr(facts, field)]  # type: ignore[misc]
    if facts.licences is not None:
        rows += [("licence", one) for one in facts.licences or ("",)]
    if (facts.hours_min, facts.hours_max) != (None, None):
        rows.append(("hours", (facts.hours_min, facts.hours_max)))
    single: list[tuple[Kind, Any]] = [
        ("level", facts.level), ("irregular", facts.irregular),
        ("postcode", facts.postcode4 or None), ("km", facts.km),
    ]  # fmt: skip
    rows += [(kind, value) for kind, value in single if value is not None]
    return [Item(kind, value) for kind, value in rows]


def facts_of(items: Iterable[Item]) -> Facts:
    """What was confirmed, as one; of a kind of which there is only one, the last counts."""
    known: dict[str, Any] = {}
    for item in items:
        if item.kind in MANY:
            field = MANY[item.kind]
            known[field] = tuple(dict.fromkeys((*known.get(field, ()), item.value)))
        elif item.kind == "licence":
            known["licences"] = tuple(sorted({*known.get("licences", ()), item.value} - {""}))
        elif item.kind == "hours":
            known["hours_min"], known["hours_max"] = item.value
        else:
            known["postcode4" if item.kind == "postcode" else item.kind] = item.value
    return Facts(**known)
