"""Something that was recognised in a story, with the words that led to it. Nobody confirmed it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
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
    facts = Facts()
    licences: list[str] = []
    for item in items:
        if item.kind in MANY:
            field = MANY[item.kind]
            if item.value not in getattr(facts, field):
                facts = replace(facts, **{field: (*getattr(facts, field), item.value)})
        elif item.kind == "licence":
            licences.append(item.value)
            facts = replace(facts, licences=tuple(sorted({one for one in licences if one})))
        elif item.kind == "hours":
            facts = replace(facts, hours_min=item.value[0], hours_max=item.value[1])
        elif item.kind == "postcode":
            facts = replace(facts, postcode4=item.value)
        else:
            facts = replace(facts, **{item.kind: item.value})
    return facts
