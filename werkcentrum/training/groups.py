"""Groups of occupations: the sectors of our list put together, so that there is enough to count."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from django.utils.translation import gettext_lazy as _

from werkcentrum.skills.reading import skill_rows

GROUPS: Final[Mapping[str, object]] = {
    "care": _("zorg en laboratorium"),
    "people": _("onderwijs, opvang en welzijn"),
    "building": _("bouw, wegen en installatie"),
    "technology": _("techniek, metaal en auto’s"),
    "transport": _("vervoer en magazijn"),
    "hospitality": _("horeca, schoonmaak en evenementen"),
    "shops": _("winkel en uiterlijk"),
    "office": _("kantoor, geld en recht"),
    "ict": _("computers en media"),
    "green": _("groen en voeding"),
    "safety": _("veiligheid"),
}
"""What a group is called, by its key."""

_SECTORS: Final = {
    "care": "zorg laboratorium",
    "people": "onderwijs kinderopvang sociaal",
    "building": "bouw infra installatie",
    "technology": "techniek metaal auto",
    "transport": "vervoer logistiek",
    "hospitality": "horeca schoonmaak facilitair evenementen",
    "shops": "winkel uiterlijk",
    "office": "kantoor financieel juridisch overheid informatie",
    "ict": "ict media",
    "green": "groen voeding",
    "safety": "veiligheid",
}


# The first digits of ISCO-08. Of an occupation the longest that fits counts: 3434 is said apart
# from the rest of 34.
_CODES: Final = {
    "care": "1342 1343 211 2131 22 2634 3111 314 32 532",
    "people": "1341 1344 1345 23 2422 2423 2424 2635 2636 2643 3412 3413 342 516 531",
    "building": "1323 2142 216 3112 3118 3123 71 7411 7413 752 7542 8342 8343 931",
    "technology": "1321 1322 214 215 2163 311 312 313 72 731 7412 7421 754 81 82 932",
    "transport": "1324 315 432 4412 511 83 933 9621",
    "hospitality": "141 143 3332 3434 4221 4224 5113 512 513 515 5246 7133 8157 91 94 96",
    "shops": "142 3322 3432 514 52 753 9334 95",
    "office": "11 12 134 212 24 26 33 34 41 42 43 44",
    "ict": "133 2153 2166 2431 2432 2434 25 264 265 3431 3435 35 732 7422",
    "green": "131 2132 2133 225 3142 3143 324 5164 6 75 7544 816 8341 92",
    "safety": "0 3257 3355 54",
}  # fmt: skip
_MOST_DIGITS: Final = 4


def group_of(isco: str, sector: str) -> str:
    """The key of the group of an occupation: by the sector our list gives it, else by its ISCO
    code, so that what was imported counts too. "" for an occupation without either.
    """
    return _by_sector().get(sector) or next(
        (_by_code()[isco[:length]] for length in range(_MOST_DIGITS, 0, -1)
         if isco[:length] in _by_code()), "",
    )  # fmt: skip


@cache
def _by_sector() -> Mapping[str, str]:
    return {sector: key for key, names in _SECTORS.items() for sector in names.split()}


@cache
def _by_code() -> Mapping[str, str]:
    return {code: key for key, codes in _CODES.items() for code in codes.split()}


@cache
def attitudes() -> frozenset[str]:
    """Keys of what somebody is rather than can: no school teaches it, everybody asks it."""
    return frozenset(row["key"] for row in skill_rows() if row["kind"] == "attitude")
