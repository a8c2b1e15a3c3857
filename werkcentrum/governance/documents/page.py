"""The documents about one thing, for a page that includes `governance/documents_about.html`."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from werkcentrum.accounts.roles import Permission
from werkcentrum.governance.documents.queries import documents_of
from werkcentrum.governance.documents.rules import ABOUT, field_of
from werkcentrum.governance.models import Document
from werkcentrum.governance.staff_page import may
from werkcentrum.partners.middleware import region_of

# The newest; all of them stand in the list of documents.
MOST_SHOWN: Final = 25


@dataclass(frozen=True)
class DocumentsAbout:
    """Those that somebody may see, and what they may make: its name and its address."""

    rows: list[Document]
    new: list[tuple[str, str]]


def documents_about(request: HttpRequest, about: Model) -> DocumentsAbout:
    """For the context of a page, as `documents_about`; one query."""
    field = field_of(about)
    may_write = may(request, Permission.WRITE_DOCUMENTS)
    rows = documents_of(region_of(request), with_drafts=may_write).filter(**{field: about})
    kinds = [Document.Kind(kind) for kind, fields in ABOUT.items() if field in fields]
    new = [
        (str(kind.label), f"{reverse('document_new', args=[kind.label])}?over={field}:{about.pk}")
        for kind in kinds
    ]
    return DocumentsAbout(list(rows.order_by("-changed_at")[:MOST_SHOWN]), new if may_write else [])
