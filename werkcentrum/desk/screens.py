"""What screens show of a queue: HTML that is made once for each change, and then given to all.

After a change every screen of a desk asks for it within seconds. What is kept holds no more than
whoever asks may see: with or without details is part of what it is kept by.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.template.loader import render_to_string

from werkcentrum.core.languages import current_language
from werkcentrum.core.memory import Fragments
from werkcentrum.desk import queries
from werkcentrum.desk.models import Desk, service_day

# In seconds, a divisor of a day. For so long a screen that is opened may not know what is no change
# of the queue, such as a subject with another name. One that is open shows it with the next change.
_ALIKE: Final = 30
# More desks do not change while the screens of one have not asked yet.
_shown: Final = Fragments(512)


def board_html(
    desk: UUID, rev: int, *, find: Callable[[], Desk], place: str, has_details: bool, at: datetime
) -> str:
    """The queue on a work screen at this revision, for who sits at the place with this id.

    `find` gets the desk; it is only asked when no screen showed this before.
    """
    key = (desk, rev, has_details, *_moment(at))
    board = _shown.get(key, lambda: queries.board_of(find(), at=at, has_details=has_details))
    mine = board.visitor_at(place)
    context = {"board": board, "mine": mine, "outcomes": queries.OUTCOMES}
    make = partial(render_to_string, "desk/staff/board_queue.html", context)
    return _shown.get((*key, mine and mine.pk), make)


def display_html(desk: UUID, rev: int, *, find: Callable[[], Desk], at: datetime) -> str:
    """The numbers on a public screen at this revision."""

    def make() -> str:
        shown = queries.display_of(find(), at=at)
        return render_to_string("desk/display_calls.html", {"display": shown})

    return _shown.get((desk, rev, *_moment(at)), make)


def revision(rev: int, *, at: datetime, has_details: bool = True) -> str:
    """By which a screen asks for news. On another day the numbers are others, though nothing
    changed, and so are they when a board no longer shows details."""
    return f"{service_day(at):%m%d}.{rev}{'' if has_details else '-'}"


def _moment(at: datetime) -> tuple[Any, ...]:
    return current_language(), at.timestamp() // _ALIKE
