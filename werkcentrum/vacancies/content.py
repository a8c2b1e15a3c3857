"""What is said about a vacancy, whoever says it. Pure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from werkcentrum.vacancies.likeness import likeness, text_likeness


@dataclass(frozen=True)
class Content:
    """The fields of a `Vacancy` that a person or a source fills in; what was not said is empty."""

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

    def as_fields(self) -> dict[str, Any]:
        """The fields of the row, with those by which the same work is recognised."""
        alike = {
            "likeness": likeness(
                title=self.title, employer_name=self.employer_name, place=self.place
            ),
            "text_likeness": text_likeness(self.description),
        }
        return asdict(self) | {"licences": list(self.licences)} | alike

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
        """SHA-256 of what is said, as hexadecimal digits."""
        text = json.dumps(asdict(self), sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()
