"""The desk that most tests of pages and screens stand at."""

import pytest

from werkcentrum.catalogue.tests.make import make_theme
from werkcentrum.desk.queries import theme_titles
from werkcentrum.desk.tests.make import make_desk


@pytest.fixture
def desk():
    desk = make_desk()
    make_theme(desk.region)
    # A web worker has the catalogue in memory.
    theme_titles(desk.region)
    return desk
