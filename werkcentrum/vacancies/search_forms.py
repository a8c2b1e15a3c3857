"""What a visitor typed and chose to find a vacancy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkcentrum.search.text import ANALYSED_CHARACTERS, clean
from werkcentrum.vacancies.models import DutchLevel, Level
from werkcentrum.vacancies.search_queries import DISTANCES, MOST_PAGES, USUAL_DISTANCE, Question

_HOURS: Final = {
    "16": ((1, 16), gettext_lazy("tot 16 uur")),
    "24": ((16, 24), gettext_lazy("16 tot 24 uur")),
    "32": ((24, 32), gettext_lazy("24 tot 32 uur")),
    "40": ((32, 60), gettext_lazy("32 uur of meer")),
}
_LONGEST_PLACE: Final = 80  # characters
_TICKED: Final = "ja"
# What can be let go of, with where it stands in an address.
_CHOICES: Final = {
    "words": ("q",), "place": ("plaats", "km"), "hours": ("uren",), "level": ("opleiding",),
    "dutch": ("nederlands",), "learning": ("leren",),
}  # fmt: skip
# What we also read in the words, until somebody says not to.
_READ: Final = {"place": "plaats", "hours": "uren", "learning": "leren"}


@dataclass(frozen=True)
class Option:
    """One option of a choice, as `{{ options }}` shows it."""

    value: str
    label: str
    is_chosen: bool
    count: int | None = None


@dataclass(frozen=True)
class SearchForm:
    """Never refuses, so there is nothing to validate; what does not exist is not chosen."""

    typed: Mapping[str, str]

    def question(self) -> Question:
        """What was asked and chosen."""
        return Question(
            words=self.words,
            place=self.place,
            distance=int(self.chosen("km", map(str, DISTANCES)) or USUAL_DISTANCE),
            hours=_HOURS[chosen][0] if (chosen := self.chosen("uren", _HOURS)) else None,
            level=self.chosen("opleiding", Level.values),
            dutch=self.chosen("nederlands", DutchLevel.values),
            learning=self.is_learning,
            unread=frozenset(name for name, said in _READ.items() if said in self._unread),
        )

    def wider(self) -> list["SearchForm"]:
        """The same with a longer and longer way to travel."""
        present = self.question().distance
        return [SearchForm(self.asked() | {"km": str(km)}) for km in DISTANCES if km > present]

    def less(self) -> dict[str, "SearchForm"]:
        """The same without one of what was chosen or said, by what that is."""
        found = {}
        for name, parameters in _CHOICES.items():
            left = {key: value for key, value in self.asked().items() if key not in parameters}
            if name in _READ and "q" in left:
                left["zonder"] = " ".join(sorted({*self._unread, _READ[name]}))
            found[name] = SearchForm(left)
        return found

    def only(self) -> dict[str, "SearchForm"]:
        """The words without any choice, and the place without anything else."""
        unread = {"zonder": " ".join(sorted(_READ.values()))}
        place = {key: self.asked()[key] for key in _CHOICES["place"] if key in self.asked()}
        return {"words": SearchForm({"q": self.words} | unread), "place": SearchForm(place)}

    @property
    def words(self) -> str:
        """What somebody looks for, without invisible characters."""
        return clean(self.typed.get("q", ""), ANALYSED_CHARACTERS)

    @property
    def place(self) -> str:
        """The place as it was typed, shortened to what a place name can be."""
        return clean(self.typed.get("plaats", ""))[:_LONGEST_PLACE]

    @property
    def is_learning(self) -> bool:
        """Whether only places to learn and work were asked for."""
        return self.typed.get("leren", "") == _TICKED

    @property
    def _unread(self) -> set[str]:
        return {*self.typed.get("zonder", "").split()} & {*_READ.values()}

    @property
    def page(self) -> int:
        """Which page, from 1."""
        typed = self.typed.get("pagina", "")
        return max(1, min(int(typed), MOST_PAGES)) if typed.isdecimal() else 1

    @property
    def has_choices(self) -> bool:
        """Whether more was chosen than words and a place."""
        return bool(self.asked().keys() - {"q", "plaats", "km"})

    def chosen(self, name: str, known: Iterable[str]) -> str:
        """What was chosen of what there is to choose; '' for anything else."""
        typed = self.typed.get(name, "")
        return typed if typed in set(known) else ""

    def asked(self) -> dict[str, str]:
        """What was typed and chosen, as it stands in an address; without the page."""
        values = {
            "q": self.words,
            "plaats": self.place,
            "km": self.chosen("km", map(str, DISTANCES)),
            "uren": self.chosen("uren", _HOURS),
            "opleiding": self.chosen("opleiding", Level.values),
            "nederlands": self.chosen("nederlands", DutchLevel.values),
            "leren": _TICKED if self.is_learning else "",
            "zonder": " ".join(sorted(self._unread)),
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
    def hours(self) -> list[Option]:
        """Hours a week."""
        return self._options("uren", [(key, label) for key, (_span, label) in _HOURS.items()])

    @property
    def levels(self) -> list[Option]:
        """The education somebody has."""
        return self._options("opleiding", [("1", _("geen diploma")), *Level.choices[1:]])

    @property
    def dutch(self) -> list[Option]:
        """How well somebody speaks Dutch."""
        return self._options(
            "nederlands", [("none", _("geen Nederlands")), *DutchLevel.choices[1:]]
        )

    def _options(self, name: str, known: Iterable[tuple[str, object]]) -> list[Option]:
        chosen = self.typed.get(name, "")
        return [Option(value, str(label), value == chosen) for value, label in known]
