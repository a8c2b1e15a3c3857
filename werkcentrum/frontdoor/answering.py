"""From a question to an answer: danger first, then place, who asks, and the best services.

Nothing here stores anything; `ask` on the command line and the answer page use the same code.
"""

import logging
from dataclasses import dataclass

from django.db import DatabaseError, connection

from werkcentrum.catalogue.queries import catalogue_of
from werkcentrum.catalogue.search_index import ranker_of
from werkcentrum.core.typed import visible
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import Place, place_finder_of
from werkcentrum.search.ranker import Result

logger = logging.getLogger(__name__)

# Longer than anybody types; what comes after is not read.
MAX_QUESTION = 20_000
AUDIENCES = ("resident", "employer")
ROLES = ("resident", "employer", "self_employed", "student")
# These roles are target groups too: what is meant for the group comes forward.
_ROLES_WITH_A_GROUP = frozenset({"self_employed", "student"})
_BONUS_FOR_GROUP = 0.15


@dataclass(frozen=True)
class Answer:
    """What we think of one question."""

    results: tuple[Result, ...]
    danger: str | None
    is_confident: bool
    is_sure: bool
    audience: str | None
    role: str | None
    place: Place | None
    language: str


def warm_up() -> None:
    """Read every region's ranker and the language model before somebody asks."""
    try:
        for region in Region.objects.all():
            place_finder_of(region)
            if catalogue_of(region).services:
                ranker_of(region).warm()
    except DatabaseError as error:
        logger.warning("Nog niet opgewarmd, de database antwoordt niet: %s", error)
    finally:
        connection.close()


def clean(text: str) -> str:
    """Text without control and direction characters, at most 20,000 characters."""
    return visible(text, MAX_QUESTION)


def answer_question(
    region: Region,
    text: str,
    *,
    role: str = "",
    place: Place | None = None,
    language: str = "",
    explained: int | None = None,
) -> Answer:
    """Rank the region's services for a question in anybody's own words.

    `role` is one the visitor chose (empty: we look at the words); `place` one that was chosen;
    `language` (ISO 639-1) when it is known. Only the best `explained` say why (all when None).
    In a region without services nothing is ranked, and `danger` is None whatever was asked.
    """
    text = clean(text)
    place = place or place_finder_of(region).in_text(text)
    audience = ("employer" if role == "employer" else "resident") if role else None
    if not catalogue_of(region).services:
        # A region that is being set up: there is nothing to rank, and nothing to learn that from.
        # Danger is not judged either; the page shows help for all (`answer_page.help_for_all`).
        return Answer((), None, False, False, audience, role or None, place, language or "nl")
    # What is meant for a role comes forward from anywhere, and must be able to say why.
    explained = None if role in _ROLES_WITH_A_GROUP else explained
    ranking = ranker_of(region).rank(
        text, audience=audience, language=language, explained=explained
    )
    return Answer(
        results=_bring_forward(region, ranking.results, role),
        danger=ranking.danger,
        is_confident=ranking.confident,
        is_sure=ranking.sure,
        audience=audience or ranking.audience,
        role=role or ranking.role,
        place=place,
        language=ranking.language,
    )


def _bring_forward(region: Region, results: tuple[Result, ...], role: str) -> tuple[Result, ...]:
    """Raise what is meant for the role somebody chose; a role we only guessed changes nothing."""
    if role not in _ROLES_WITH_A_GROUP:
        return results
    meant = {service.key for service in catalogue_of(region).for_group(role)}
    return tuple(
        sorted(results, key=lambda r: r.score + _BONUS_FOR_GROUP * (r.key in meant), reverse=True)
    )
