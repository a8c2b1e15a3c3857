"""Invented trainings, taken over from a table as a school would send it. Its days count from now:
`+30` begins in thirty days."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core.clock import day_of
from werkcentrum.partners.models import Region
from werkcentrum.training.actions import Row, import_trainings
from werkcentrum.training.models import Training
from werkcentrum.training.table import Checker, read

_TABLE: Final = Path(__file__).resolve().parent / "data" / "demo_trainings.csv"
_DAYS: Final = re.compile(r"\+(\d+)")


def make_demo_trainings(region: Region, *, at: datetime) -> None:
    """The trainings of the table. Nothing when there are any. Raises ValueError for a wrong row."""
    if Training.objects.filter(region=region).exists():
        return
    rows, checker = [], Checker(region)
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for line, cells in read(file):
            row = checker.checked(line, cells | {"start": _days(cells["start"], at)})
            if not isinstance(row, Row):
                raise ValueError(f"{_TABLE.name}: {row}")
            rows.append(row)
    import_trainings(region=region, rows=rows, is_example=True, by=SYSTEM, at=at)


def _days(written: str, at: datetime) -> str:
    """With a day in the place of each number of days."""
    return _DAYS.sub(lambda found: f"{day_of(at) + timedelta(days=int(found[1]))}", written)
