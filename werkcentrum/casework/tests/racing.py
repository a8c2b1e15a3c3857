"""Races for enquiries (`core/tests/racing.py`): one form is sent many times at once."""

from uuid import uuid4

from werkcentrum.casework.tests.make import HENK, OLENA, ask
from werkcentrum.core.tests.racing import at_once
from werkcentrum.partners.tests.make import make_region


def same_form() -> list[str]:
    """A question is sent eight times; prints the ids of the enquiries."""
    region, key = make_region(), uuid4()
    return at_once([lambda: str(ask(region, key=key, asker=OLENA).enquiry.pk)] * 8)


def same_employer() -> list[str]:
    """An employer sends a question eight times; prints the ids of the enquiries."""
    region, key = make_region(), uuid4()
    return at_once([lambda: str(ask(region, key=key, asker=HENK).enquiry.pk)] * 8)


def questions_of_one_employer() -> list[str]:
    """An employer has eight questions at once; prints the ids of the enquiries."""
    region = make_region()
    return at_once([lambda: str(ask(region, asker=HENK).enquiry.pk)] * 8)
