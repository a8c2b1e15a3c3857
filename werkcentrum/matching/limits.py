"""The hard limits: what makes a vacancy impossible for somebody. Unknown never excludes."""

import csv
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from werkcentrum.matching.flat import Hours, Profile, Vacancy

Limit: TypeAlias = Literal["distance", "hours", "licence", "level", "irregular"]
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
# Who may drive the first may drive the others (Reglement rijbewijzen, article 15).
_INCLUDES: Final[Mapping[str, str]] = {
    "B": "AM", "BE": "B AM", "C1": "B AM", "C": "C1 B AM", "C1E": "C1 BE B AM",
    "CE": "C C1 C1E BE B AM", "D1": "B AM", "D": "D1 B AM", "D1E": "D1 BE B AM",
    "DE": "D D1 D1E BE B AM",
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
    if profile.licences is None or not vacancy.licences:
        return frozenset()
    included = {
        other for own in profile.licences for other in _INCLUDES.get(own, "").split()
    } | profile.licences
    return vacancy.licences - included


def law_above(profile: Profile, vacancy: Vacancy) -> Regulated | None:
    """What the law asks beyond the known level of somebody; None when it does not, or may not.

    A place to learn, a helper and one of two occupations ("verzorgende of verpleegkundige") are
    open to others.
    """
    title = set(_WORD.findall(vacancy.title.lower()))
    asked = [one for word, one in regulated().items() if word in title]
    if profile.level is None or vacancy.is_learning or not asked or _OTHERS.search(vacancy.title):
        return None
    lightest = min(asked, key=lambda one: one.level)
    return lightest if profile.level < lightest.level else None


def _overlap(own: Hours, offered: Hours) -> bool:
    if own.least is not None and offered.most is not None and offered.most < own.least:
        return False
    return own.most is None or offered.least is None or offered.least <= own.most
