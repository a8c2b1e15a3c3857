"""People and vacancies to match in tests."""

from functools import cache
from typing import Any

from werkcentrum.matching.facts import seed_reader
from werkcentrum.matching.flat import Hours, Profile, Study, Vacancy, Work
from werkcentrum.matching.preparing import Preparer
from werkcentrum.matching.scoring import Market
from werkcentrum.search.embed import NullEmbedder

VOORBURG, DELFT = (52.071, 4.363), (52.012, 4.357)
POINTS = {"2271": VOORBURG, "2611": DELFT}


def make_cook(**fields: Any) -> Profile:
    """Somebody who cooked in a hotel for eight years."""
    wanted: dict[str, Any] = {
        "key": "kok",
        "wishes": ("koken, overdag",),
        "work": (Work("kok in een hotel", 8, "ontbijt en lunch voor grote groepen"),),
        "skills": ("hygiëneregels",),
        "studies": (Study("koksschool"),),
        "postcode4": "2271",
        "km": 10,
        "hours": Hours(24, 32),
        "level": 4,
        "licences": frozenset({"B"}),
        "irregular": False,
    }
    return Profile(**(wanted | fields))


def make_vacancy(key: str = "keuken", title: str = "Kok zorgcentrum", **fields: Any) -> Vacancy:
    """A cook wanted by day, around the corner."""
    wanted: dict[str, Any] = {
        "text": "U kookt elke middag vers voor ouderen en werkt met HACCP.",
        "postcode4": "2271",
        "hours": Hours(28, 36),
        "level": 3,
        "licences": frozenset(),
        "irregular": False,
    }
    return Vacancy(key, title, **(wanted | fields))


def make_market(*vacancies: Vacancy) -> Market:
    """These vacancies, with words and concepts but without meaning."""
    return Market(list(vacancies), Preparer(seed_reader(), NullEmbedder()), POINTS)


@cache
def make_street() -> Market:
    """Four quite different vacancies."""
    return make_market(
        make_vacancy(),
        make_vacancy("balie", "Receptionist", text="U ontvangt gasten en neemt de telefoon op."),
        make_vacancy("bouw", "Timmerman", text="U zaagt, schroeft en leest tekeningen. VCA nodig."),
        make_vacancy("groen", "Hovenier", text="U snoeit, maait en legt tuinen aan."),
    )
