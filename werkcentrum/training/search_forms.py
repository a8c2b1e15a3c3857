"""What a visitor typed and chose to find a training. Never refuses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkcentrum.search.text import ANALYSED_CHARACTERS, clean
from werkcentrum.training.search_queries import DISTANCES, USUAL_DISTANCE, Question
from werkcentrum.vacancies.models import DutchLevel

_LONGEST_PLACE: Final = 80  # characters
_MOST_PAGES: Final = 1_000
# How many weeks from now it may begin.
_STARTS: Final = {
    "4": (4, gettext_lazy("binnen een maand")),
    "13": (13, gettext_lazy("binnen drie maanden")),
    "26": (26, gettext_lazy("binnen een half jaar")),
}
# The most it may cost, in euros.
_COSTS: Final = {
    "0": (0, gettext_lazy("gratis")),
    "500": (500, gettext_lazy("tot 500 euro")),
    "2000": (2000, gettext_lazy("tot 2.000 euro")),
}
# What can be let go of, with where it stands in an address.
_CHOICES: Final = {
    "words": ("q",), "place": ("plaats", "km"), "starts": ("start",), "cost": ("prijs",),
    "dutch": ("nederlands",),
}  # fmt: skip


@dataclass(frozen=True)
class Option:
    """One option of a choice, as `{{ options }}` shows it."""

    value: str
    label: str
    is_chosen: bool
    count: None = None


@dataclass(frozen=True)
class SearchForm:
    """Never refuses, so there is nothing to validate; what does not exist is not chosen."""

    typed: Mapping[str, str]

    def question(self) -> Question:
        """What was asked and chosen."""
        starts, cost = self._chosen("start", _STARTS), self._chosen("prijs", _COSTS)
        return Question(
            words=self.words,
            place=self.place,
            distance=int(self._chosen("km", map(str, DISTANCES)) or USUAL_DISTANCE),
            weeks=_STARTS[starts][0] if starts else None,
            cost=_COSTS[cost][0] if cost else None,
            dutch=self._chosen("nederlands", DutchLevel.values),
        )

    def wider(self) -> list["SearchForm"]:
        """The same with a longer and longer way to travel."""
        present = self.question().distance
        return [SearchForm(self.asked() | {"km": str(km)}) for km in DISTANCES if km > present]

    def less(self) -> dict[str, "SearchForm"]:
        """The same without one of what was chosen, by what that is."""
        asked = self.asked()
        return {
            name: SearchForm({key: asked[key] for key in asked if key not in parameters})
            for name, parameters in _CHOICES.items()
            if any(key in asked for key in parameters)
        }

    def labels(self) -> dict[str, str]:
        """What was chosen, in words, by what that is; without the words themselves."""
        question = self.question()
        place = {"km": question.distance, "place": self.place}
        chosen = {
            name: next((one.label for one in options if one.is_chosen), "")
            for name, options in (("starts", self.starts), ("cost", self.costs))
        }
        dutch = next((one.label for one in self.dutch if one.is_chosen), "")
        return {
            "place": _("binnen %(km)s kilometer van %(place)s") % place if self.place else "",
            **chosen,
            "dutch": _("uw Nederlands: %s") % dutch if dutch else "",
        }

    @property
    def words(self) -> str:
        """What somebody looks for, without invisible characters."""
        return clean(self.typed.get("q", ""), ANALYSED_CHARACTERS)

    @property
    def place(self) -> str:
        """The place as it was typed, shortened to what a place name can be."""
        return clean(self.typed.get("plaats", ""))[:_LONGEST_PLACE]

    @property
    def page(self) -> int:
        """Which page, from 1."""
        typed = self.typed.get("pagina", "")
        return max(1, min(int(typed), _MOST_PAGES)) if typed.isdecimal() else 1

    @property
    def has_choices(self) -> bool:
        """Whether more was chosen than words and a place."""
        return bool(self.asked().keys() - {"q", "plaats", "km"})

    def asked(self) -> dict[str, str]:
        """What was typed and chosen, as it stands in an address; without the page."""
        values = {
            "q": self.words,
            "plaats": self.place,
            "km": self._chosen("km", map(str, DISTANCES)),
            "start": self._chosen("start", _STARTS),
            "prijs": self._chosen("prijs", _COSTS),
            "nederlands": self._chosen("nederlands", DutchLevel.values),
        }
        return {name: value for name, value in values.items() if value}

    @property
    def distances(self) -> list[Option]:
        """How far somebody wants to travel."""
        chosen = self.question().distance
        return [
            Option(str(km), _("%(km)s kilometer") % {"km": km}, km == chosen) for km in DISTANCES
        ]

    @property
    def starts(self) -> list[Option]:
        """How soon it must begin."""
        return self._options("start", [(key, label) for key, (_most, label) in _STARTS.items()])

    @property
    def costs(self) -> list[Option]:
        """The most it may cost."""
        return self._options("prijs", [(key, label) for key, (_most, label) in _COSTS.items()])

    @property
    def dutch(self) -> list[Option]:
        """How well somebody speaks Dutch."""
        return self._options(
            "nederlands", [("none", _("geen Nederlands")), *DutchLevel.choices[1:]]
        )

    def _options(self, name: str, known: Iterable[tuple[str, object]]) -> list[Option]:
        chosen = self.typed.get(name, "")
        return [Option(value, str(label), value == chosen) for value, label in known]

    def _chosen(self, name: str, known: Iterable[str]) -> str:
        """What was chosen of what there is to choose; '' for anything else."""
        typed = self.typed.get(name, "")
        return typed if typed in set(known) else ""
