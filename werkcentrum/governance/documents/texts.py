"""What stands in a document, from the data: for every kind a function that gives its parts.

No page and no markup: a part is a heading and a text as people type it, so that they can go on
with it. What the data do not tell stands there as something to fill in.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from django.utils import translation

from werkcentrum.core.typed import visible
from werkcentrum.governance.documents.agreement_texts import accession_letter, cooperation_agreement
from werkcentrum.governance.documents.authority_texts import decision_list, mandate_decision
from werkcentrum.governance.documents.council_letter_texts import council_letter
from werkcentrum.governance.documents.proposal_texts import proposal_text
from werkcentrum.governance.documents.words import MOST_TYPED, Made
from werkcentrum.governance.models import Document

_MAKERS: Final[Mapping[str, Callable[[Document], list[Made]]]] = {
    Document.Kind.PROPOSAL: proposal_text,
    Document.Kind.MANDATE_DECISION: mandate_decision,
    Document.Kind.AGREEMENT: cooperation_agreement,
    Document.Kind.DECISION_LIST: decision_list,
    Document.Kind.COUNCIL_LETTER: council_letter,
    Document.Kind.ACCESSION_LETTER: accession_letter,
}


def parts_of(document: Document) -> list[Made]:
    """The parts of a document as the data are now, in order; all with a key of their own."""
    with translation.override("nl"):
        return [_as_typed(made) for made in _MAKERS[document.kind](document)]


def _as_typed(made: Made) -> Made:
    """As a form would give the same text back, so that saving it unchanged changes nothing."""
    return replace(made, text=visible(made.text.replace("\r\n", "\n"), MOST_TYPED))
