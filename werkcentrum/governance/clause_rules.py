"""The text of an agreement from its clauses: filled in, numbered, and held against the checklist.

Pure. Between double braces stand names that the software fills in (`PLACEHOLDERS`); between square
brackets, after 'vul in:', stands what people fill in. While that is there, nobody signs.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from werkcentrum.governance.models import Clause, ClauseTemplate

# What stands in the text under which name.
PLACEHOLDERS: Final = {
    "title": _("naam van de overeenkomst"),
    "reference": _("zaaknummer"),
    "region": _("naam van de regio"),
    "centre": _("centrumgemeente"),
    "parties": _("partijen met hun vertegenwoordiger"),
    "new_parties": _("namen van de partijen"),
    "purposes": _("wat elke partij krijgt"),
    "locations": _("locaties van de partijen"),
    "hours": _("inlooptijden op die locaties"),
    "starts": _("wanneer zij in werking treedt"),
    "duration": _("hoe lang zij geldt"),
    "notice_months": _("opzegtermijn in maanden"),
    "evaluation_months": _("maanden tussen evaluaties"),
    "worth": _("hoogste bedrag"),
    "parent_title": _("naam van de overeenkomst waar zij bij hoort"),
    "parent_reference": _("zaaknummer van die overeenkomst"),
    "parent_date": _("sinds wanneer die in werking is"),
    "signatures": _("plaats voor de handtekeningen"),
}
# These have no number: what comes before the articles, and after.
_WITHOUT_NUMBER: Final = frozenset({"parties", "considerations", "annexes", "signatures"})
_NAME = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
_BLANK = re.compile(r"\[vul in: ([^\]]{1,280})\]")


@dataclass(frozen=True)
class Written:
    """A clause as people read it."""

    heading: str
    body: str

    @property
    def paragraphs(self) -> list[str]:
        """Its paragraphs, in order."""
        return [part.strip() for part in self.body.split("\n\n") if part.strip()]


@dataclass(frozen=True)
class Point:
    """One point of the checklist: what has to be in the text, and which rule asks for it."""

    key: str
    heading: str
    source: str
    is_there: bool


def unknown_names(body: str) -> list[str]:
    """Names between double braces that nothing is filled in for, in order."""
    return [name for name in _NAME.findall(body) if name not in PLACEHOLDERS]


def filled(body: str, values: Mapping[str, str]) -> str:
    """The text with everything filled in that is known; a name without a value stays a blank."""

    def value(found: re.Match[str]) -> str:
        name = found[1]
        return values.get(name) or f"[vul in: {PLACEHOLDERS.get(name, name)}]"

    return _NAME.sub(value, body)


def blanks(clauses: Iterable[Written]) -> list[str]:
    """What people still have to fill in, each once."""
    found = (one.strip() for clause in clauses for one in _BLANK.findall(clause.body))
    return list(dict.fromkeys(found))


def without_blanks(body: str) -> str:
    """The text as an example: what people should still fill in says only what belongs there."""
    return _BLANK.sub(lambda found: f"{found[1].strip()} (voorbeeld)", body)


def written(clauses: Sequence[Clause], values: Mapping[str, str]) -> list[Written]:
    """The whole text: articles are numbered, parties, considerations and signatures are not."""
    number, found = 0, []
    for clause in clauses:
        heading = clause.heading
        if clause.template_key.partition("-")[0] not in _WITHOUT_NUMBER:
            number += 1
            heading = f"Artikel {number}. {heading}"
        found.append(Written(heading, filled(clause.body, values)))
    return found


def checklist(
    templates: Iterable[ClauseTemplate], clauses: Iterable[Clause], kind: str
) -> list[Point]:
    """Every point that an agreement of this kind needs, and whether a clause covers it."""
    present = {clause.template_key for clause in clauses if clause.body.strip()}
    return [
        Point(row.key, row.heading, row.source, row.key in present)
        for row in templates
        if kind in row.kinds and row.is_required
    ]
