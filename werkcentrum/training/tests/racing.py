"""Races for trainings (`core/tests/racing.py`): a table that several people take over."""

from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.racing import at_once
from werkcentrum.partners.tests.make import make_region
from werkcentrum.training.actions import Row, import_trainings
from werkcentrum.training.tests.make import content, make_school


def same_table() -> list[str]:
    """Five people take over the same twenty trainings; prints how many were new to each."""
    region = make_region()
    school = make_school(region)
    rows = [Row(f"nr{number}", school, None, content()) for number in range(20)]

    def turn() -> str:
        done = import_trainings(region=region, rows=rows, by="x", at=MONDAY_MORNING)
        return str(done.created)

    return at_once([turn] * 5)
