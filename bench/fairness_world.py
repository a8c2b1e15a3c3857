"""An invented town in which groups differ as they do in life; every share here is made up.

Who somebody is, is drawn first and never read by the matcher. What it goes together with (the
district, years without work, how somebody writes, the work itself, hours) can be put on or off.
"""

import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final

from werkcentrum.matching.flat import Hours, Profile, Vacancy, Work
from werkcentrum.skills.lexicon import Concept, seed
from werkcentrum.skills.reading import occupation_rows

DIFFERENCES: Final = ("work", "district", "gaps", "wording", "hours", "licence")
# District by postcode: kilometres east and north of the middle of the town.
_DISTRICTS: Final = {
    "1001": (0, 0), "1002": (2, 1), "1003": (-3, 1), "1004": (1, -4),  # around the middle
    "1005": (9, 6), "1006": (11, -5),  # where rents are low
    "1007": (-9, 8), "1008": (-7, -9),  # where houses are bought
}  # fmt: skip
_MIDDLE, _CHEAP, _DEAR = ("1001", "1002", "1003", "1004"), ("1005", "1006"), ("1007", "1008")
_WOMEN: Final = frozenset((
    "zorg", "schoonmaak", "kinderopvang", "winkel", "kantoor", "uiterlijk", "onderwijs", "sociaal",
))  # fmt: skip
_KM: Final = 111.32  # in a degree of latitude


@dataclass(frozen=True)
class Somebody:
    """`is_of`: the groups somebody is in, by what they are groups of."""

    is_of: dict[str, str]
    profile: Profile


def points() -> dict[str, tuple[float, float]]:
    """Where the districts lie, in degrees."""
    return {
        code: (52.0 + north / _KM, 4.3 + east / (_KM * 0.6157))
        for code, (east, north) in _DISTRICTS.items()
    }


def placed(vacancies: Collection[Vacancy]) -> list[Vacancy]:
    """The vacancies in this town: seven of ten around the middle."""
    chance = random.Random(11)
    return [
        replace(one, postcode4=chance.choice(_MIDDLE * 5 + _CHEAP * 2 + _DEAR * 2))
        for one in vacancies
    ]


def people(count: int, differences: Collection[str]) -> Iterator[Somebody]:
    """So many people, in whom groups differ in these of `DIFFERENCES`; the rest stays the same."""
    occupations = [(seed().concepts[row["key"]], row["sector"]) for row in occupation_rows()]
    for number in range(count):
        chance = random.Random(f"who {number}")
        who = {
            "gender": chance.choice(("women", "men")),
            "origin": "born elsewhere" if chance.random() < 0.35 else "born here",
            "age": chance.choices(("to 26", "27 to 54", "from 55"), (2, 5, 3))[0],
            "health": "an illness" if chance.random() < 0.2 else "no illness",
            "benefit": "a benefit" if chance.random() < 0.4 else "no benefit",
        }
        who["gender and origin"] = f"{who['gender']}, {who['origin']}"
        yield Somebody(who, _Draw(number, who, differences).profile(occupations))


class _Draw:
    """Draws what one person can and wants, each thing by numbers of its own."""

    def __init__(self, number: int, who: dict[str, str], differences: Collection[str]) -> None:
        self._key = f"p{number}"
        self._differences = differences
        self._chance = {one: random.Random(f"{one} {number}") for one in DIFFERENCES}
        self._is_woman = who["gender"] == "women"
        self._is_new = who["origin"] == "born elsewhere"
        self._is_older = who["age"] == "from 55"
        self._is_young = who["age"] == "to 26"
        self._is_ill = who["health"] == "an illness"
        self._is_out = self._is_ill or who["benefit"] == "a benefit"

    def profile(self, occupations: list[tuple[Concept, str]]) -> Profile:
        """What the matcher reads; nothing of who it is."""
        by = self._chance
        is_of_women = self._is_so("work", 0.5, rather=self._is_woman, shift=0.3)
        concept = by["work"].choice(
            [one for one, of in occupations if (of in _WOMEN) == is_of_women]
        )
        name = self._name(concept)
        has_car = self._is_so(
            "licence", 0.6, rather=not (self._is_new or self._is_out or self._is_young), shift=0.2
        )
        is_part_time = self._is_so("hours", 0.4, rather=self._is_woman or self._is_ill, shift=0.3)
        is_home = self._is_so("hours", 0.4, rather=self._is_woman or self._is_older, shift=0.15)
        asked = sorted(seed().requires(concept.key))
        told = by["work"].sample(asked, min(3, len(asked)))
        return Profile(
            self._key,
            wishes=(name,),
            work=(
                Work(name, self._years(), ", ".join(seed().concepts[key].label for key in told)),
            ),
            postcode4=self._district(),
            km=by["licence"].choice((10, 15, 25) if has_car else (5, 10)),
            hours=Hours(16, 28) if is_part_time else Hours(28, 40),
            licences=frozenset({"B"}) if has_car else frozenset(),
            irregular=False if is_home else None,
        )

    def _is_so(self, difference: str, share: float, *, rather: bool, shift: float) -> bool:
        if difference in self._differences:
            share += shift if rather else -shift
        return self._chance[difference].random() < share

    def _district(self) -> str:
        is_cheap = self._is_so("district", 0.3, rather=self._is_new or self._is_out, shift=0.2)
        is_dear = self._is_so("district", 0.2, rather=self._is_older, shift=0.15)
        every = _CHEAP if is_cheap else _DEAR if is_dear else _MIDDLE
        return self._chance["district"].choice(every)

    def _years(self) -> int:
        """Years of work, few after years without."""
        is_away = self._is_new or self._is_out or self._is_woman or self._is_young
        has_gap = self._is_so("gaps", 0.3, rather=is_away, shift=0.25)
        return (
            self._chance["gaps"].randint(0, 2) if has_gap else self._chance["gaps"].randint(2, 12)
        )

    def _name(self, concept: Concept) -> str:
        """Of the work; in simple Dutch another word for it, with a letter too few."""
        if not self._is_so("wording", 0.3, rather=self._is_new, shift=0.25):
            return concept.label
        name = self._chance["wording"].choice(concept.words or (concept.label,))
        at = self._chance["wording"].randrange(1, len(name))
        return f"{name[:at]}{name[at + 1 :]}, ik kan goed werken"
