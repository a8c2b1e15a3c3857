"""A search near a place, of which everything that was typed and chosen stands in the address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final, Self

from django.utils.translation import gettext as _

from werkcentrum.search.text import ANALYSED_CHARACTERS, clean

DISTANCES: Final = (5, 10, 15, 25, 50)
"""Kilometres, as the crow flies."""

_LONGEST_PLACE: Final = 80  # characters
_LONGEST_NUMBER: Final = 9  # digits


@dataclass(frozen=True)
class Option:
    """One option of a choice, as `{{ options }}` shows it."""

    value: str
    label: str
    is_chosen: bool
    count: int | None = None


@dataclass(frozen=True)
class NearbySearch:
    """Never refuses, so there is nothing to validate; what does not exist is not chosen."""

    typed: Mapping[str, str]
    usual_distance: ClassVar[int]
    most_pages: ClassVar[int]

    @property
    def words(self) -> str:
        """What somebody looks for, without invisible characters."""
        return clean(self.typed.get("q", ""), ANALYSED_CHARACTERS)

    @property
    def place(self) -> str:
        """The place as it was typed, shortened to what a place name can be."""
        return clean(self.typed.get("plaats", ""))[:_LONGEST_PLACE]

    @property
    def distance(self) -> int:
        """How far somebody wants to travel, in kilometres."""
        return int(self.chosen("km", map(str, DISTANCES)) or self.usual_distance)

    @property
    def distances(self) -> list[Option]:
        """How far somebody can want to travel."""
        return [
            Option(str(km), _("%(km)s kilometer") % {"km": km}, km == self.distance)
            for km in DISTANCES
        ]

    @property
    def page(self) -> int:
        """Which page, from 1."""
        typed = self.typed.get("pagina", "")[:_LONGEST_NUMBER]
        return max(1, min(int(typed), self.most_pages)) if typed.isdecimal() else 1

    @property
    def has_choices(self) -> bool:
        """Whether more was chosen than words and a place."""
        return bool(self.asked().keys() - {"q", "plaats", "km"})

    def asked(self) -> dict[str, str]:
        """What was typed and chosen, as it stands in an address; without the page."""
        km = self.chosen("km", map(str, DISTANCES))
        values = {"q": self.words, "plaats": self.place, "km": km, **self.choices()}
        return {name: value for name, value in values.items() if value}

    def choices(self) -> dict[str, str]:
        """What else was chosen, as it stands in an address; "" for what was not."""
        return {}

    def wider(self) -> list[Self]:
        """The same with a longer and longer way to travel."""
        return [
            type(self)(self.asked() | {"km": str(km)}) for km in DISTANCES if km > self.distance
        ]

    def chosen(self, name: str, known: Iterable[str]) -> str:
        """What was chosen of what there is to choose; '' for anything else."""
        typed = self.typed.get(name, "")
        return typed if typed in set(known) else ""

    def options(self, name: str, known: Iterable[tuple[str, object]]) -> list[Option]:
        """What there is to choose, with its words."""
        chosen = self.typed.get(name, "")
        return [Option(value, str(label), value == chosen) for value, label in known]
