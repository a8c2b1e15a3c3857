"""What is known of somebody's work, as they confirmed it: what a matcher may read, and no more.

Nothing here says who somebody is: no name, birth date, sex, origin, family, health or benefit.
Texts are reduced (`skills/reducing.py`) before they come in here.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final


@dataclass(frozen=True)
class Wish:
    """Work somebody wants. `occupation`: its key in the lexicon, "" when it is not known there."""

    name: str
    occupation: str = ""


@dataclass(frozen=True)
class Experience:
    """Work somebody did, paid or not. `told`: reduced words about what they did there."""

    name: str
    occupation: str = ""
    years: float = 0.0
    told: str = ""


@dataclass(frozen=True)
class Skill:
    """Something somebody can. `key` in the lexicon, "" when it is not known there."""

    name: str
    key: str = ""


@dataclass(frozen=True)
class Study:
    """Something somebody learned. `level`: VUM 1 to 6; None is unknown."""

    name: str
    level: int | None = None
    is_done: bool = True


@dataclass(frozen=True)
class Language:
    """A language (ISO 639-1) and how well: "a1" to "c2" (Council of Europe), "" is unknown."""

    code: str
    level: str = ""


@dataclass(frozen=True)
class Facts:
    """None is unknown, and so is `postcode4` ""; `km`: how far somebody wants to travel.

    Hours are a week. `licences`: categories as VUM writes them ("B", "CE"). `level`: VUM 1 to 6.
    """

    wishes: tuple[Wish, ...] = ()
    work: tuple[Experience, ...] = ()
    skills: tuple[Skill, ...] = ()
    studies: tuple[Study, ...] = ()
    languages: tuple[Language, ...] = ()
    licences: tuple[str, ...] | None = None
    postcode4: str = ""
    km: int | None = None
    hours_min: int | None = None
    hours_max: int | None = None
    level: int | None = None
    irregular: bool | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the facts: the same for the same facts, whoever has them."""
        told = json.dumps(to_json(self), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(told.encode()).hexdigest()


MOST: Final[Mapping[str, int]] = {
    "wishes": 10, "work": 40, "skills": 100, "studies": 40, "languages": 25,
}  # fmt: skip
"""So many of each field fit in a profile. Our own numbers (no list of the field names any): well
above what people tell, and all of it is made ready to match in 0.05 s of processor time."""

NOTHING: Final = Facts()
"""Nothing is known."""


def to_json(facts: Facts) -> dict[str, Any]:
    """As it is stored: what JSON can hold."""
    return {
        name: list(map(_plain, value)) if isinstance(value, tuple) else value
        for name, value in vars(facts).items()
    }


def from_json(stored: Mapping[str, Any]) -> Facts:
    """The facts of what `to_json` gave. Raises TypeError or KeyError for anything else."""
    lists = {
        name: tuple(kind(**row) for row in stored[name])
        for name, kind in (
            ("wishes", Wish), ("work", Experience), ("skills", Skill), ("studies", Study),
            ("languages", Language),
        )
    }  # fmt: skip
    licences = stored["licences"]
    told = {**stored, **lists, "licences": None if licences is None else tuple(licences)}
    return Facts(**told)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str) else asdict(value)
