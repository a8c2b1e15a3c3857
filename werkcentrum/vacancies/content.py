"""What is said about a vacancy, whoever says it, and who sends it in. Pure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, Self

from werkcentrum.vacancies.likeness import likeness, text_likeness

UNNAMED: Final = "Werkgever niet genoemd"
"""The employer of a vacancy of which the source says no name."""


@dataclass(frozen=True)
class Content:
    """The fields of a `Vacancy` that a person or a source fills in; what was not said is empty.

    `concepts`: keys of occupations and skills that a person confirmed; a source confirms none.
    """

    title: str
    employer_name: str
    description: str
    place: str
    apply_by: str
    apply_to: str = ""
    postcode4: str = ""
    hours_min: int | None = None
    hours_max: int | None = None
    level: str = ""
    is_level_by_law: bool = False
    licences: tuple[str, ...] = ()
    is_irregular: bool | None = None
    is_learning_place: bool = False
    dutch_level: str = ""
    contract: str = ""
    salary: str = ""
    starts_on: date | None = None
    closes_on: date | None = None
    concepts: tuple[str, ...] = ()

    def as_fields(self) -> dict[str, Any]:
        """The fields of the row, with those by which the same work is recognised."""
        alike = {
            "likeness": likeness(
                title=self.title, employer_name=self.employer_name, place=self.place
            ),
            "text_likeness": text_likeness(self.description),
        }
        listed = {"licences": list(self.licences), "concepts": list(self.concepts)}
        return asdict(self) | listed | alike

    def to_json(self) -> dict[str, Any]:
        """As a JSON column holds it."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self), default=str))
        return plain

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """What `to_json` gave."""
        days = {
            name: date.fromisoformat(stored[name]) if stored[name] else None
            for name in ("starts_on", "closes_on")
        }
        return cls(**{**stored, **days, "licences": tuple(stored["licences"])})

    @property
    def digest(self) -> str:
        """SHA-256 of what a source says, as hexadecimal digits."""
        said = {name: value for name, value in asdict(self).items() if name != "concepts"}
        text = json.dumps(said, sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Who:
    """Who offers the work: a name, a mail address, and more when they gave that."""

    person: str
    mail: str
    phone: str = ""
    kvk: str = ""
