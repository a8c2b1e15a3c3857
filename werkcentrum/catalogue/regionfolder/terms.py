"""Rows in time: what has begun is never edited; it ends, and another begins."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar


@dataclass(frozen=True)
class Term(ABC):
    """Something that holds from a day until but not on `ends_on`."""

    starts_on: date
    ends_on: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force that day."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    @abstractmethod
    def says(self) -> tuple[Any, ...]:
        """What it comes down to, apart from its days."""


Dated = TypeVar("Dated", bound=Term)


def follow_up(present: Sequence[Dated], wanted: Iterable[Dated], *, today: date) -> list[Dated]:
    """What the terms become when these are wanted, from the first day on which that can be.

    What has begun stays, and may only get another end. What is new begins on its own day, or that
    first day when something was here before: nobody's data went along on a ground of later.
    Asked again with what came out, nothing changes.
    """
    wanted = sorted(wanted, key=lambda term: term.starts_on)
    # A term lasts a day at least, so one that began today gives way tomorrow.
    is_new_today = any(term.starts_on == today for term in present)
    day = today + timedelta(days=1) if is_new_today else today
    begun = [term for term in present if term.starts_on < day]
    if not begun:
        return wanted
    result = [term for term in begun if not term.holds_on(day)]
    present_now = next((term for term in begun if term.holds_on(day)), None)
    wanted_now = next((term for term in wanted if term.holds_on(day)), None)
    if present_now and wanted_now and present_now.says() == wanted_now.says():
        result.append(replace(present_now, ends_on=wanted_now.ends_on))
    else:
        result += [replace(present_now, ends_on=day)] if present_now else []
        result += [replace(wanted_now, starts_on=day)] if wanted_now else []
    return result + [term for term in wanted if term.starts_on > day]
