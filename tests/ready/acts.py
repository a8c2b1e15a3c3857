"""When an action happens, and what is made ready for it."""

from collections.abc import Callable
from datetime import timedelta

from werkcentrum.core.tests.make import MONDAY_MORNING

LATER = MONDAY_MORNING + timedelta(days=100)
Act = Callable[..., object]
# By the name of an action: what makes it ready, and the verb of the line it leaves.
Ready = dict[str, tuple[Callable[[], Act], str]]
