"""Two processes or threads that may not do the same at once."""

import pytest

from werkcentrum.core.alone import only_one
from werkcentrum.core.tests.locks import take


def test_nobody_else_gets_in_until_the_first_is_done(tmp_path):
    lock = tmp_path / "new" / "lock"

    with only_one(lock), pytest.raises(BlockingIOError):
        take(lock)

    take(lock)
