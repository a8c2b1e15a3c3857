"""What a visitor typed and chose to find a training. Never refuses."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkcentrum.partners.searching import NearbySearch, Option
from werkcentrum.training.search_queries import USUAL_DISTANCE, Question
from werkcentrum.vacancies.models import DutchLevel

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


class SearchForm(NearbySearch):
    """What was typed and chosen."""

    usual_distance = USUAL_DISTANCE
    most_pages = 1_000

    def question(self) -> Question:
        """What was asked and chosen."""
        starts, cost = self.chosen("start", _STARTS), self.chosen("prijs", _COSTS)
        return Question(
            words=self.words,
            place=self.place,
            distance=self.distance,
            weeks=_STARTS[starts][0] if starts else None,
            cost=_COSTS[cost][0] if cost else None,
            dutch=self.chosen("nederlands", DutchLevel.values),
        )

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
        place = {"km": self.distance, "place": self.place}
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

    def choices(self) -> dict[str, str]:
        """When it begins, what it costs, and Dutch."""
        return {
            "start": self.chosen("start", _STARTS),
            "prijs": self.chosen("prijs", _COSTS),
            "nederlands": self.chosen("nederlands", DutchLevel.values),
        }

    @property
    def starts(self) -> list[Option]:
        """How soon it must begin."""
        return self.options("start", [(key, label) for key, (_most, label) in _STARTS.items()])

    @property
    def costs(self) -> list[Option]:
        """The most it may cost."""
        return self.options("prijs", [(key, label) for key, (_most, label) in _COSTS.items()])

    @property
    def dutch(self) -> list[Option]:
        """How well somebody speaks Dutch."""
        return self.options("nederlands", [("none", _("geen Nederlands")), *DutchLevel.choices[1:]])
