"""Invented people: what they can do, and who they are, which may make no difference.

A `Life` is what somebody can and wants, with open places for who it is; `told` fills those in.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Who = Mapping[str, str]

WHO: Final[Mapping[str, tuple[str, ...]]] = {
    "name": (
        "Fatima", "Jan", "Oleksandr", "Aysegul", "Kwame", "Priya", "Tesfay", "Sjoerd", "Agnieszka",
        "Mohammed", "Daan", "Chidi", "Soerjani", "Pieter", "Hodan", "Linh",
    ),
    "surname": (
        "Yilmaz", "De Wit", "El Idrissi", "Van der Berg", "Kowalska", "Bakker", "Tesfamariam",
        "Ramdin", "Shevchenko", "Kok", "Nguyen", "Visser", "Okafor", "De Boer",
    ),
    "gender": ("vrouw", "man", "moeder", "vader", "transvrouw", "non-binair", "homo", "weduwe"),
    "age": ("58", "23", "eenenzestig", "negentien", "55-plusser", "jongere", "41"),
    "year": ("1966", "2004", "1981", "1973", "negentienhonderdachtentachtig"),
    "nationality": (
        "Syrische", "Nederlandse", "Marokkaanse", "Poolse", "Oekraïense", "Surinaamse", "Eritrese",
        "Turkse", "Noord-Koreaanse", "statenloze",
    ),
    "origin": (
        "Aleppo", "Rotterdam", "Kabul", "Krakau", "Paramaribo", "Asmara", "Nador", "Delft",
        "Odesa", "Izmir",
    ),
    "religion": (
        "moslim", "katholiek", "hindoe", "joods", "gereformeerd", "atheïst", "sikh", "aleviet",
    ),
    "health": (
        "reuma", "autisme", "kanker", "epilepsie", "rugklachten", "een burn-out", "diabetes",
        "een hernia", "slechthorend", "long-covid",
    ),
    "benefit": (
        "bijstand", "WW", "Wajong", "WIA", "uitkering", "Participatiewet", "ziektewet",
    ),
}  # fmt: skip
"""Words that say who somebody is, by what they say."""

ABOUT: Final = (
    "", "", "samen met {name}", "bij meneer {surname}", "als {gender}", "als {gender} van {age}",
    "{age} jaar", "geboren in {year}", "{nationality} afkomst", "in {origin}",
    "gevlucht uit {origin}", "als {religion}", "overtuigd {religion}", "ondanks {health}",
    "vanwege {health}", "met {health}", "nu {benefit}", "in de {benefit}", "mijn {gender} is ziek",
    "mevrouw {surname}", "{nationality} en {religion}",
)  # fmt: skip
"""How people tell it, in the middle of what they tell of their work. Nothing, too."""

_JOBS: Final = {
    "kok": ("soepen en sauzen maken", "een menu bedenken", "hygiëne in de keuken", "inkopen"),
    "schoonmaker": ("kantoren poetsen", "vloeren dweilen", "ramen lappen", "sanitair reinigen"),
    "verkoper": ("kassa draaien", "klanten helpen", "etalage inrichten", "vakken vullen"),
    "chauffeur": ("pakketten bezorgen", "laden en lossen", "route plannen", "heftruck rijden"),
    "verzorgende": ("wassen en aankleden", "medicijnen geven", "rapporteren", "wonden verzorgen"),
    "timmerman": ("zagen en schroeven", "tekening lezen", "kozijnen stellen", "dakwerk"),
    "lasser": ("MIG lassen", "staal buigen", "tekening lezen", "slijpen"),
    "hovenier": ("snoeien", "gras maaien", "planten", "tuin aanleggen"),
    "administratief medewerker": ("Excel", "facturen maken", "telefoon aannemen", "archiveren"),
    "magazijnmedewerker": ("orders verzamelen", "heftruck rijden", "inpakken", "voorraad tellen"),
    "naaister": ("kleding vermaken", "patroon tekenen", "industriële naaimachine", "gordijnen"),
    "programmeur": ("Python", "websites bouwen", "testen", "databases"),
}
_STUDIES: Final = ("koksschool", "mbo zorg", "vmbo techniek", "havo", "lasdiploma", "detailhandel")
_CODES: Final = ("2271", "2521", "2611", "2491", "9999", "")


@dataclass(frozen=True)
class Life:
    """A profile in the flat form, with places such as {age} open; `who`: fields beside it."""

    profile: Mapping[str, Any]
    who: tuple[str, ...] = field(default=tuple(WHO))

    def told(self, who: Who) -> dict[str, Any]:
        """The profile of this person, who they are in fields and in what they tell."""
        fields = {"voornaam": "name", "achternaam": "surname", "geslacht": "gender",
                  "geboortejaar": "year", "leeftijd": "age", "nationaliteit": "nationality",
                  "geboorteplaats": "origin", "geloof": "religion", "gezondheid": "health",
                  "uitkering": "benefit"}  # fmt: skip
        return {**_filled(self.profile, who), **{name: who[of] for name, of in fields.items()}}


def lives(count: int, seed: int = 1) -> Iterator[Life]:
    """So many different lives; the same for the same seed."""
    chance = random.Random(seed)
    for number in range(count):
        yield Life(_life(chance, f"p{number:04}"))


def anybody(chance: random.Random) -> dict[str, str]:
    """Somebody, drawn from `WHO`."""
    return {of: chance.choice(words) for of, words in WHO.items()}


def _life(chance: random.Random, key: str) -> dict[str, Any]:
    jobs = chance.sample(sorted(_JOBS), chance.randint(1, 3))
    able = [one for job in jobs for one in _JOBS[job]]
    least = chance.choice([8, 16, 24, 32])
    return {
        "idWerkzoekende": key,
        "bemiddelingsberoep": [f"{jobs[0]}{_aside(chance)}"],
        "werkervaring": [_work(chance, job) for job in jobs],
        "competenties": [
            f"{one}{_aside(chance)}" for one in chance.sample(able, min(3, len(able)))
        ],
        "opleiding": [{"naam": f"{chance.choice(_STUDIES)} in {{origin}}", "diploma": True}],
        "postcode": chance.choice(_CODES),
        "maximaleReisafstand": chance.choice([None, 5, 20, 40]),
        "werkurenMinimaal": least,
        "werkurenMaximaal": least + 8,
        "codeWerkEnDenkniveau": chance.choice(["2", "3", "4", "5", None]),
        "rijbewijs": chance.choice([None, [], ["B"]]),
        "indicatieOnregelmatigWerkOfPloegendienst": chance.choice([None, True, False]),
        "persoonlijkePresentatie": (
            "Ik ben {name} {surname}, {age}, {gender} uit {origin} en {religion}. {health}. {year}."
        ),
    }


def _work(chance: random.Random, job: str) -> dict[str, Any]:
    did = chance.sample(_JOBS[job], 2)
    return {
        "beroep": f"{job}{_aside(chance)}",
        "jaren": chance.randint(0, 20),
        "toelichting": f"{did[0]}{_aside(chance)}, {did[1]}. Later {_aside(chance)[1:]}",
    }


def _aside(chance: random.Random) -> str:
    about = chance.choice(ABOUT)
    return f", {about}" if about else ""


def _filled(value: Any, who: Who) -> Any:
    if isinstance(value, str):
        return value.format(**who)
    if isinstance(value, Mapping):
        return {name: _filled(one, who) for name, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, who) for one in value]
    return value
