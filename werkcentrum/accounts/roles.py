"""Roles as data that a councillor can read: what it is called, what it is for, what it may do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Permission(StrEnum):
    """One thing that somebody may do; a view names the one that it needs."""

    EDIT_CONTENT = "edit_content"
    PUBLISH_CONTENT = "publish_content"
    SORT_QUESTIONS = "sort_questions"
    HANDLE_MESSAGES = "handle_messages"


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
        permissions=frozenset(
            {Permission.EDIT_CONTENT, Permission.SORT_QUESTIONS, Permission.HANDLE_MESSAGES}
        ),
    ),
    "publisher": Role(
        label="Eindredacteur",
        description="Leest wat een ander schreef en zet het op de website. "
        "Mag ook zelf schrijven, maar niet het eigen werk op de website zetten.",
        permissions=frozenset(Permission),
    ),
}
