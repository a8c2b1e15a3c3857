"""Roles as data that a councillor can read: what it is called, what it is for, what it may do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Permission(StrEnum):
    """One thing that somebody may do; a view names the one that it needs."""

    EDIT_CONTENT = "edit_content"
    PUBLISH_CONTENT = "publish_content"
    SORT_QUESTIONS = "sort_questions"
    CHANGE_HOURS = "change_hours"


@dataclass(frozen=True)
class Role:
    """A name and a description in Dutch, and what somebody with this role may do."""

    label: str
    description: str
    permissions: frozenset[Permission]


ROLES: Final[dict[str, Role]] = {
    "editor": Role(
        label="Redacteur",
        description="Schrijft de teksten van de website en deelt vragen van bezoekers in. "
        "Een ander zet de tekst op de website.",
        permissions=frozenset({Permission.EDIT_CONTENT, Permission.SORT_QUESTIONS}),
    ),
    "publisher": Role(
        label="Eindredacteur",
        description="Leest wat een ander schreef en zet het op de website. "
        "Mag ook zelf schrijven, maar niet het eigen werk op de website zetten.",
        permissions=frozenset(Permission),
    ),
    "coordinator": Role(
        label="Coördinator",
        description="Zorgt dat de plekken van het Werkcentrum open zijn. "
        "Verandert openingstijden en sluit een plek als dat moet.",
        permissions=frozenset({Permission.CHANGE_HOURS}),
    ),
}
