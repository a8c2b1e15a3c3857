"""What is said about a training, whoever says it. Pure."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Content:
    """The fields of a `Training` that somebody fills in; what was not said is empty.

    `skills` are keys; `starts`: the days on which it begins, in order.
    """

    name: str
    description: str
    skills: tuple[str, ...]
    starts: tuple[date, ...] = ()
    is_always_open: bool = False
    weeks: int | None = None
    hours_a_week: int | None = None
    cost: int | None = None
    payer: str = ""
    spoken: str = "nl"
    dutch_level: str = ""
    dutch_reached: str = ""
    level: str = ""
    proof: str = ""
    is_online: bool = False
    place: str = ""
    postcode4: str = ""
    website: str = ""

    def as_fields(self) -> dict[str, Any]:
        """The fields of the row itself, without its starts."""
        fields = asdict(self) | {"skills": list(self.skills)}
        del fields["starts"]
        return fields
