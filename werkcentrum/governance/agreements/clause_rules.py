"""The text of an agreement from its clauses: filled in, numbered, and held against the checklist.

Pure. Between square brackets stand names that the house fills in (`PLACEHOLDERS`), and after
'vul in:' what people fill in. While that is there, nobody signs.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from werkcentrum.governance.models import Clause, ClauseTemplate

# What the house fills in, by the name that people read in the text.
PLACEHOLDERS: Final = frozenset(
    {
        "naam overeenkomst", "zaaknummer", "regio", "centrumgemeente", "partijen", "nieuwe partij",
        "wat partijen krijgen", "locaties", "inlooptijden", "inwerkingtreding", "looptijd",
        "opzegtermijn", "evaluatietermijn", "hoogste bedrag", "naam eerdere overeenkomst",
        "zaaknummer eerdere overeenkomst", "datum eerdere overeenkomst", "ondertekening",
    }
)  # fmt: skip
# These have no number: what comes before the articles, and after.
_WITHOUT_NUMBER: Final = frozenset({"parties", "considerations", "annexes", "signatures"})
_NAME = re.compile(r"\[([a-z][a-z ]{2,39})\]")
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
    """Names between brackets that nothing is filled in for, in order."""
    return [name for name in _NAME.findall(body) if name not in PLACEHOLDERS]


def names_in(clauses: Iterable[Clause]) -> set[str]:
    """Every name between brackets that stands in the text."""
    return {name for clause in clauses for name in _NAME.findall(clause.body)}


def filled(body: str, values: Mapping[str, str]) -> str:
    """The text with everything filled in that is known; a name without a value stays a blank."""

    def value(found: re.Match[str]) -> str:
        name = found[1]
        return values.get(name) or f"[vul in: {name}]"

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
