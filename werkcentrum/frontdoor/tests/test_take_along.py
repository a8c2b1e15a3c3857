"""A sheet to take home says what is still true when somebody reads it later."""

from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.frontdoor.locations import walk_ins


def test_on_paper_the_walk_in_hour_has_its_date_not_today_or_tomorrow(region):
    on_screen = walk_ins(region, at=MONDAY_MORNING)[0].when
    on_paper = walk_ins(region, at=MONDAY_MORNING, on_paper=True)[0].when
    assert on_screen.startswith(("Vandaag", "Nu open"))
    assert on_paper.startswith("Maandag 7 juli")
