"""What pages show of documents."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Model, Q, QuerySet
from django.utils.text import Truncator

from werkcentrum.core.blocks import blocks_of, texts_of
from werkcentrum.governance.documents.rules import ABOUT, PERIOD
from werkcentrum.governance.documents.words import OPEN
from werkcentrum.governance.models import (
    Agreement,
    Decision,
    Document,
    DocumentPart,
    Mandate,
    Meeting,
    Proposal,
)
from werkcentrum.partners.models import Region

# Of what there is of each kind, a list to choose from holds the newest.
MOST_CHOICES = 100
_EXCERPT = 160


@dataclass(frozen=True)
class PartRow:
    """A part in a list: how it begins, and what is to be done about it."""

    part: DocumentPart
    excerpt: str
    is_open: bool

    @property
    def needs_work(self) -> bool:
        """Whether somebody must look at it before the document can be final."""
        return self.is_open or self.part.is_outdated


def documents_of(region: Region, *, with_drafts: bool) -> QuerySet[Document]:
    """Of this region, without what takes much room; drafts only for who writes."""
    found = Document.objects.filter(region=region).select_related("region", "municipality")
    return (found if with_drafts else found.exclude(final_on=None)).defer("pdf")


def listed_documents(region: Region, *, with_drafts: bool) -> QuerySet[Document]:
    """The last changed first."""
    return documents_of(region, with_drafts=with_drafts).order_by("-changed_at", "pk")


def open_parts(documents: Collection[Document]) -> list[tuple[Document, int]]:
    """Each with how many of its parts wait for somebody; one query, for the rows of a page."""
    is_open = Q(typed=None, made__contains=OPEN) | Q(typed__contains=OPEN)
    is_outdated = Q(typed__isnull=False) & ~Q(made=F("made_before"))
    waiting = DocumentPart.objects.filter(is_open | is_outdated, document__in=documents)
    rows = waiting.order_by("document").values_list("document").annotate(count=Count("pk"))
    counts = dict(rows)
    return [(row, counts.get(row.pk, 0)) for row in documents]


def council_letters(region: Region) -> QuerySet[Document]:
    """Letters to a council that are still being written."""
    found = documents_of(region, with_drafts=True)
    return found.filter(kind=Document.Kind.COUNCIL_LETTER, final_on=None).order_by("-changed_at")


def part_rows(parts: Iterable[DocumentPart]) -> list[PartRow]:
    """The parts of a document, in order."""
    return [
        PartRow(
            part, Truncator(" ".join(texts_of(blocks_of(part.text)))).chars(_EXCERPT),
            OPEN in part.text,
        )
        for part in parts
    ]  # fmt: skip


def things_for(kind: str, region: Region) -> dict[str, list[Any]]:
    """What a document of this kind can be about, the newest first, by the field of a document."""
    return {
        field: list(_rows(field, region)[:MOST_CHOICES]) for field in ABOUT[kind] if field != PERIOD
    }


def thing(kind: str, region: Region, field: str, pk: UUID) -> Model | None:
    """One of them, however old."""
    if field == PERIOD or field not in ABOUT[kind]:
        return None
    return _rows(field, region).filter(pk=pk).first()


def _rows(field: str, region: Region) -> QuerySet[Any]:
    of_body = {"body__organisation__region": region}
    bodies = "body__organisation__municipality"
    found: dict[str, QuerySet[Any]] = {
        "proposal": Proposal.objects.filter(region=region)
        .select_related("organisation__municipality", "region").order_by("-made_on", "reference"),
        "agreement": Agreement.objects.filter(region=region).order_by("-in_force_on", "title"),
        "mandate": Mandate.objects.filter(organisation__region=region)
        .select_related("organisation__municipality").order_by("-starts_on", "number"),
        "decision": Decision.objects.filter(**of_body).select_related(bodies)
        .order_by("-decided_on", "number"),
        "meeting": Meeting.objects.filter(**of_body).select_related(bodies)
        .order_by("-starts_at"),
    }  # fmt: skip
    return found[field]
