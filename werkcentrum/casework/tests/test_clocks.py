"""What is counted in days begins on a day in Amsterdam, whatever the clock does in between."""

from datetime import UTC, date, datetime, timedelta

import pytest

from werkcentrum.casework.models import Aftercare, Enquiry
from werkcentrum.casework.queries import enquiry_by_code
from werkcentrum.casework.tests.make import ask, make_enquiry
from werkcentrum.casework.work_actions import agree_aftercare
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.partners.tests.make import make_region

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("agreed", "weeks", "half_year"), [
    (datetime(2026, 2, 8, 22, 30, tzinfo=UTC), date(2026, 3, 29), date(2026, 8, 9)),
    (datetime(2026, 2, 8, 23, 30, tzinfo=UTC), date(2026, 3, 30), date(2026, 8, 10)),
    (datetime(2026, 9, 6, 21, 30, tzinfo=UTC), date(2026, 10, 25), date(2027, 3, 7)),
    (datetime(2026, 9, 6, 22, 30, tzinfo=UTC), date(2026, 10, 26), date(2027, 3, 8)),
])  # fmt: skip
def test_aftercare_is_seven_weeks_and_half_a_year_after_the_day_it_was_agreed(
    agreed, weeks, half_year
):
    agree_aftercare(enquiry=make_enquiry(), moments=Aftercare.Moment.values, by="peter", at=agreed)

    found = dict(Aftercare.objects.values_list("moment", "due_on"))
    assert found == {"weeks": weeks, "half_year": half_year}


@pytest.mark.parametrize("asked", [date(2026, 3, 10), date(2026, 10, 1), date(2026, 12, 10)])
def test_a_code_works_thirty_days_until_the_same_time_on_the_clock(asked):
    at = datetime(asked.year, asked.month, asked.day, 15, 0, tzinfo=AMSTERDAM)
    region = make_region()
    code = ask(region, at=at).code

    last = (at + timedelta(days=30)).replace(tzinfo=AMSTERDAM)
    assert enquiry_by_code(region, code, at=last - timedelta(minutes=1)) == Enquiry.objects.get()
    assert enquiry_by_code(region, code, at=last) is None
