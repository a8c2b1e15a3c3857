"""Who logs in for the tests of the pages of enquiries."""

import pytest

from werkcentrum.accounts.models import User
from werkcentrum.referrals.tests.make import make_adviser


@pytest.fixture
def peter(region, page) -> User:
    """An adviser of the municipality, who is logged in."""
    user = make_adviser(region)
    page.log_in(user)
    return user
