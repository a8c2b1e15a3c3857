"""What was measured of matching, as it comes with the software: read by the model card.

`data/quality.json` is what `evaluate-matching --json` gives for our own thirty people without a
postcode (a test holds it to that), `data/fairness.json` what `python -m bench --fairness --json`
printed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

_DATA: Final = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Ratio:
    """How often a group is shown, of how often the group is that is shown most; 95 % bounds."""

    ratio: float
    low: float
    high: float


@cache
def quality() -> Mapping[str, Any]:
    """The figures of `evaluate-matching`, by name."""
    return _read("quality.json")


@cache
def fairness() -> Mapping[str, Any]:
    """`people`, `vacancies`, `top`, and `lowest`: a ratio by sort of groups, by difference."""
    return _read("fairness.json")


def lowest(difference: str) -> dict[str, Ratio]:
    """The lowest ratio of each sort of groups, where they differ in this."""
    return {sort: Ratio(*found) for sort, found in fairness()["lowest"][difference].items()}


def _read(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((_DATA / name).read_text(encoding="utf-8"))
    return found
