"""Groups of occupations: the sectors of our list put together, so that there is enough to count."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from django.utils.translation import gettext_lazy as _

from werkcentrum.skills.reading import occupation_rows, skill_rows

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


@cache
def group_of() -> Mapping[str, str]:
    """The key of the group of each occupation of our list, by the key of the occupation."""
    by_sector = {sector: key for key, names in _SECTORS.items() for sector in names.split()}
    return {row["key"]: by_sector[row["sector"]] for row in occupation_rows()}


@cache
def attitudes() -> frozenset[str]:
    """Keys of what somebody is rather than can: no school teaches it, everybody asks it."""
    return frozenset(row["key"] for row in skill_rows() if row["kind"] == "attitude")
