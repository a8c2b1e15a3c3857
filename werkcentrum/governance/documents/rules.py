"""What may be made, changed, told and made final; how a document is called."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.db.models import Model
from django.utils.translation import gettext as _

from werkcentrum.core.refusal import Refusal
from werkcentrum.governance.documents.words import OPEN
from werkcentrum.governance.models import Document, DocumentPart, Mandate
from werkcentrum.partners.models import Municipality

# Registration rule: a smaller number could be about somebody whom people know (domain rule 6).
LEAST_TOLD: Final = 5
PERIOD: Final = "period"
# What each kind can be about: the fields of `Document`, or a period.
ABOUT: Final[Mapping[str, tuple[str, ...]]] = {
    Document.Kind.PROPOSAL: ("proposal",),
    Document.Kind.MANDATE_DECISION: ("mandate",),
    Document.Kind.AGREEMENT: ("agreement",),
    Document.Kind.DECISION_LIST: ("meeting", "decision"),
    Document.Kind.COUNCIL_LETTER: ("proposal", "agreement", PERIOD),
    Document.Kind.ACCESSION_LETTER: ("agreement",),
}


def field_of(about: Model | None) -> str:
    """Which field of a document a thing goes in; of nothing it is the period."""
    return PERIOD if about is None else str(about._meta.model_name)


def may_make(kind: str, about: Model | None) -> Refusal | None:
    """Whether there is such a document about this."""
    if field_of(about) in ABOUT[kind]:
        return None
    return Refusal(_("Dit document kan hier niet over gaan. Kies iets anders."))


def may_change(document: Document) -> Refusal | None:
    """Whether it is still being written."""
    if document.final_on is None:
        return None
    return Refusal(_("Dit document is vastgesteld. Het kan niet meer veranderen."))


def may_tell(figures: Mapping[str, int | None]) -> Refusal | None:
    """Whether nobody can be recognised in these numbers."""
    if all(not number or number >= LEAST_TOLD for number in figures.values()):
        return None
    return Refusal(
        _("In deze cijfers staat een aantal van 1 tot en met 4. Dat mag niet in een brief.")
    )


def may_finish(document: Document, parts: Iterable[DocumentPart]) -> Refusal | None:
    """Whether it is complete, and nobody must look at it first."""
    refused = may_change(document)
    if refused:
        return refused
    for part in parts:
        if OPEN in part.text:
            return Refusal(
                _("Bij ‘%(heading)s’ moet u nog iets invullen.") % {"heading": part.heading}
            )
        if part.is_outdated:
            return Refusal(
                _("Bij ‘%(heading)s’ zijn de gegevens veranderd. Kies eerst welke tekst blijft.")
                % {"heading": part.heading}
            )
    return None


def title_for(kind: str, about: Model | None, *, region_name: str) -> str:
    """How a new document is called."""
    label = Document.Kind(kind).label.capitalize()
    subject = str(about) if about is not None else f"Werkcentrum {region_name}"
    if isinstance(about, Mandate):
        label = f"{about.get_kind_display().capitalize()}besluit"
        subject = f"{about.number}, {about.holder_name}"
    is_said = subject.lower().startswith(label.lower())
    return (subject if is_said else f"{label}: {subject}")[:200]


def municipality_of(about: Model | None) -> Municipality | None:
    """Of whose municipality the letter is, as far as what it is about tells."""
    body = getattr(about, "body", None)
    organisation = getattr(about, "organisation", None) or getattr(body, "organisation", None)
    return getattr(organisation, "municipality", None)
