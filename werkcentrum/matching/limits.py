"""The hard limits: what makes a vacancy impossible for somebody. Unknown never excludes."""

import csv
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from werkcentrum.matching.flat import Hours, Profile, Vacancy

Limit: TypeAlias = Literal["distance", "hours", "licence", "level", "irregular"]
LIMITS: Final[tuple[Limit, ...]] = ("distance", "hours", "licence", "level", "irregular")
Floats: TypeAlias = npt.NDArray[np.float64]
Point: TypeAlias = tuple[float, float]
"""Latitude and longitude in degrees (WGS 84)."""

_REGULATED: Final = Path(__file__).parent / "data" / "regulated.csv"
_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_OTHERS: Final = re.compile(
    r"/|\b(?:of|voor|bij|in opleiding|leerling|stage\w*|trainee\w*|zij-?instroom\w*|assistent\w*|"
    r"medewerker|hulp|secretaresse|receptionist\w*|docent|planner|coach)\b",
    re.IGNORECASE,
)
_EARTH_KM: Final = 12_742.0  # diameter
# Who may drive the first may drive the others (Reglement rijbewijzen, article 15; Directive
# 2006/126/EC, article 6). A heavier trailer (BE) includes a somewhat heavier one (B+).
_INCLUDES: Final[Mapping[str, str]] = {
    "A1": "AM", "A2": "A1 AM", "A": "A2 A1 AM",
    "B": "AM", "B+": "B AM", "BE": "B+ B AM", "C1": "B AM", "C": "C1 B AM",
    "C1E": "C1 BE B+ B AM", "CE": "C C1 C1E BE B+ B AM", "D1": "B AM", "D": "D1 B AM",
    "D1E": "D1 BE B+ B AM", "DE": "D D1 D1E BE B+ B AM",
}  # fmt: skip


@dataclass(frozen=True)
class Regulated:
    """An occupation that the law keeps for who has a diploma of this VUM level or higher."""

    name: str
    level: int
    law: str


@cache
def regulated() -> Mapping[str, Regulated]:
    """By every word that names one in a title (lower case), of `data/regulated.csv`."""
    with _REGULATED.open(encoding="utf-8", newline="") as file:
        return {
            word: Regulated(word, int(row["level"]), f"{row['law']}, {row['article']}")
            for row in csv.DictReader(file)
            for word in row["words"].split("|")
        }


def kilometres(here: Point | None, there: Floats) -> Floats:
    """Array (places,): the straight line (great circle) to each; NaN when one is unknown.

    `there` (places, 2): latitude and longitude in degrees, NaN where unknown.
    """
    if here is None:
        return np.full(len(there), np.nan)
    south, (north, east) = math.radians(here[0]), np.radians(there).T
    half = (
        np.sin((north - south) / 2) ** 2
        + math.cos(south) * np.cos(north) * np.sin((east - math.radians(here[1])) / 2) ** 2
    )
    far: Floats = _EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, half)))
    return far


def broken(profile: Profile, vacancy: Vacancy, *, km: float | None) -> Limit | None:
    """The first limit that the vacancy breaks; None when all hold or are unknown."""
    if km is not None and profile.km is not None and km > profile.km:
        return "distance"
    if not _overlap(profile.hours, vacancy.hours):
        return "hours"
    if missing_licences(profile, vacancy):
        return "licence"
    if law_above(profile, vacancy):
        return "level"
    if vacancy.irregular and profile.irregular is False:
        return "irregular"
    return None


def missing_licences(profile: Profile, vacancy: Vacancy) -> frozenset[str]:
    """Driving licences that are asked and that somebody surely has not."""
    return not_had(profile.licences, vacancy.licences or frozenset())


def law_above(profile: Profile, vacancy: Vacancy) -> Regulated | None:
    """What the law asks beyond the known level of somebody; None when it does not, or may not.

    A place to learn, a helper and one of two occupations ("verzorgende of verpleegkundige") are
    open to others.
    """
    asked = asked_by_law(vacancy)
    if profile.level is None or asked is None or profile.level >= asked.level:
        return None
    return asked


def asked_by_law(vacancy: Vacancy) -> Regulated | None:
    """What the law asks of who does this work; None when nothing, or when others may do it too."""
    if vacancy.is_learning:
        return None
    if vacancy.is_level_by_law and vacancy.level is not None:
        return Regulated(vacancy.title, vacancy.level, "")
    title = set(_WORD.findall(vacancy.title.lower()))
    asked = [one for word, one in regulated().items() if word in title]
    if not asked or _OTHERS.search(vacancy.title):
        return None
    return min(asked, key=lambda one: one.level)


class Offered:
    """The limits of many vacancies, to be held against somebody at once."""

    def __init__(self, vacancies: Sequence[Vacancy]) -> None:
        nan = float("nan")
        self._least = np.array([nan if (h := v.hours.least) is None else h for v in vacancies])
        self._most = np.array([nan if (h := v.hours.most) is None else h for v in vacancies])
        laws = (asked_by_law(vacancy) for vacancy in vacancies)
        self._level = np.array([nan if law is None else law.level for law in laws])
        self._irregular = np.array([vacancy.irregular is True for vacancy in vacancies], bool)
        self._licences: dict[frozenset[str], list[int]] = {}
        for at, vacancy in enumerate(vacancies):
            if vacancy.licences:
                self._licences.setdefault(vacancy.licences, []).append(at)

    def broken(self, profile: Profile, far: Floats) -> npt.NDArray[np.int8]:
        """Array (vacancies,): the place in `LIMITS` of the first limit that each breaks, or -1.

        `far` (vacancies,): kilometres, NaN where unknown. The same as `broken` for each of them.
        """
        limit = np.full(len(far), -1, np.int8)
        own = _number(profile.hours.least), _number(profile.hours.most)
        licence = np.zeros(len(far), bool)
        for asked, places in self._licences.items():
            licence[places] = bool(not_had(profile.licences, asked))
        breaks: dict[Limit, npt.NDArray[np.bool_]] = {
            "distance": far > _number(profile.km),
            "hours": (self._most < own[0]) | (self._least > own[1]),
            "licence": licence,
            "level": self._level > _number(profile.level),
            "irregular": self._irregular & (profile.irregular is False),
        }
        for number, name in reversed(list(enumerate(LIMITS))):
            limit[breaks[name]] = number
        return limit


def _number(value: float | None) -> float:
    """NaN is unknown: it is never more nor less."""
    return float("nan") if value is None else value


def not_had(licences: frozenset[str] | None, asked: frozenset[str]) -> frozenset[str]:
    """What is asked and somebody with these licences surely has not; None is unknown."""
    if licences is None or not asked:
        return frozenset()
    included = {other for own in licences for other in _INCLUDES.get(own, "").split()}
    return asked - included - licences


def _overlap(own: Hours, offered: Hours) -> bool:
    if own.least is not None and offered.most is not None and offered.most < own.least:
        return False
    return own.most is None or offered.least is None or offered.least <= own.most
