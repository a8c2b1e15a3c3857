"""What a visitor typed and chose to find a vacancy."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkcentrum.partners.searching import NearbySearch, Option
from werkcentrum.vacancies.models import DutchLevel, Level
from werkcentrum.vacancies.search_queries import MOST_PAGES, USUAL_DISTANCE, Question

_HOURS: Final = {
    "16": ((1, 16), gettext_lazy("tot 16 uur")),
    "24": ((16, 24), gettext_lazy("16 tot 24 uur")),
    "32": ((24, 32), gettext_lazy("24 tot 32 uur")),
    "40": ((32, 60), gettext_lazy("32 uur of meer")),
}
_TICKED: Final = "ja"
# What can be let go of, with where it stands in an address.
_CHOICES: Final = {
    "words": ("q",), "place": ("plaats", "km"), "hours": ("uren",), "level": ("opleiding",),
    "dutch": ("nederlands",), "learning": ("leren",),
}  # fmt: skip
# What we also read in the words, until somebody says not to.
_READ: Final = {"place": "plaats", "hours": "uren", "learning": "leren"}


class SearchForm(NearbySearch):
    """What was typed and chosen."""

    usual_distance = USUAL_DISTANCE
    most_pages = MOST_PAGES

    def question(self) -> Question:
        """What was asked and chosen."""
        return Question(
            words=self.words,
            place=self.place,
            distance=self.distance,
            hours=_HOURS[chosen][0] if (chosen := self.chosen("uren", _HOURS)) else None,
            level=self.chosen("opleiding", Level.values),
            dutch=self.chosen("nederlands", DutchLevel.values),
            learning=self.is_learning,
            unread=frozenset(name for name, said in _READ.items() if said in self._unread),
        )

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
    def is_learning(self) -> bool:
        """Whether only places to learn and work were asked for."""
        return self.typed.get("leren", "") == _TICKED

    @property
    def _unread(self) -> set[str]:
        return {*self.typed.get("zonder", "").split()} & {*_READ.values()}

    def choices(self) -> dict[str, str]:
        """Hours, education, Dutch, learning, and what is not to be read in the words."""
        return {
            "uren": self.chosen("uren", _HOURS),
            "opleiding": self.chosen("opleiding", Level.values),
            "nederlands": self.chosen("nederlands", DutchLevel.values),
            "leren": _TICKED if self.is_learning else "",
            "zonder": " ".join(sorted(self._unread)),
        }

    @property
    def hours(self) -> list[Option]:
        """Hours a week."""
        return self.options("uren", [(key, label) for key, (_span, label) in _HOURS.items()])

    @property
    def levels(self) -> list[Option]:
        """The education somebody has."""
        return self.options("opleiding", [("1", _("geen diploma")), *Level.choices[1:]])

    @property
    def dutch(self) -> list[Option]:
        """How well somebody speaks Dutch."""
        return self.options("nederlands", [("none", _("geen Nederlands")), *DutchLevel.choices[1:]])
