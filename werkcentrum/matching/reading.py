"""What matching may read of the database, and nothing else: no table that says who somebody is.

Inside `only_what_matching_reads()` every statement that reads another table, or writes, is
refused here. With `WERKCENTRUM_MATCHER_DATABASE` it also goes by a role of PostgreSQL that
cannot read anything else (`werkcentrum matcher-role`).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any, Final

from django.db import connections
from django.db.models import Model

from werkcentrum.matching.models import MatchWeights, ReadyProfile
from werkcentrum.partners.models import PostcodeArea, PostcodePoint, Region
from werkcentrum.profiles.models import ProfileFacts
from werkcentrum.skills.models import (
    Label,
    Occupation,
    OccupationLink,
    OccupationSkill,
    Skill,
    Vocabulary,
)
from werkcentrum.vacancies.models import Vacancy

MATCHER: Final = "matcher"
READ: Final[tuple[type[Model], ...]] = (
    ProfileFacts, Vacancy, Vocabulary, Occupation, Skill, Label, OccupationLink, OccupationSkill,
    PostcodeArea, PostcodePoint, Region, MatchWeights, ReadyProfile,
)  # fmt: skip
_SOURCE: Final = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)"?', re.IGNORECASE)
_HARMLESS: Final = ("SELECT", "WITH", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")
_is_reading: ContextVar[bool] = ContextVar("is_reading", default=False)


class ForbiddenReadError(RuntimeError):
    """Matching tried to read what it may not, or to write."""


class MatcherRouter:
    """Sends what matching reads by the connection of its own role, where there is one."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        """The alias, or None for the usual one."""
        return MATCHER if _is_reading.get() and MATCHER in connections else None

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool | None:
        """It is one database: what was read by one role may belong to what the other wrote."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """The role of the matcher makes no tables."""
        return False if db == MATCHER else None


@contextmanager
def only_what_matching_reads() -> Iterator[None]:
    """Whoever asks the database for anything else in here gets ForbiddenReadError."""
    token = _is_reading.set(True)
    try:
        with ExitStack() as stack:
            for alias in connections:
                stack.enter_context(connections[alias].execute_wrapper(_refuse_others))
            yield
    finally:
        _is_reading.reset(token)


def tables() -> frozenset[str]:
    """The names of the tables that matching reads."""
    return frozenset(model._meta.db_table for model in READ)


def _refuse_others(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    others = set(_SOURCE.findall(sql)) - tables()
    if others or not sql.lstrip("( \n\t").upper().startswith(_HARMLESS):
        raise ForbiddenReadError(f"Matchen mag dit niet: {', '.join(sorted(others)) or sql[:80]}")
    return execute(sql, params, many, context)
