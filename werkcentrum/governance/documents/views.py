"""Pages of documents: which there are, one of them, its files, and a new one."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, done
from werkcentrum.catalogue.changes import pieces
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.forms import held_numbers
from werkcentrum.core.odt import MEDIA_TYPE
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.uploads import to_save
from werkcentrum.governance.documents import actions, queries, rules
from werkcentrum.governance.documents.forms import DocumentForm, PartForm
from werkcentrum.governance.documents.letters import file_name, letter_of, odt_of, pdf_of
from werkcentrum.governance.documents.words import REFERENCE
from werkcentrum.governance.models import Document, DocumentPart
from werkcentrum.governance.staff_page import may, page_of, reads, shown
from werkcentrum.partners.middleware import region_of

writes = requires(Permission.WRITE_DOCUMENTS)
# How each kind is called in an address.
_KINDS: Final = {Document.Kind(kind).label: kind for kind in Document.Kind.values}


@reads
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """The list, and which documents one can make."""
    may_write = may(request, Permission.WRITE_DOCUMENTS)
    found = queries.listed_documents(region_of(request), with_drafts=may_write)
    page = page_of(request, found)
    kinds = [(name, Document.Kind(kind).label) for name, kind in _KINDS.items()]
    return shown(
        request, "governance/documents.html",
        {"page": page, "rows": queries.open_parts(list(page)), "kinds": kinds,
         "may_write": may_write},
    )  # fmt: skip


@writes
@require_http_methods(["GET", "HEAD", "POST"])
def document_new(request: HttpRequest, kind: str) -> HttpResponse:
    """What it is about; then it is made."""
    if kind not in _KINDS:
        raise Http404
    region, code = region_of(request), _KINDS[kind]
    form = DocumentForm(
        request.POST or None, kind=code, region=region, initial={"over": request.GET.get("over")}
    )
    if form.is_valid():
        about: Any = form.cleaned_data["over"]
        town = form.cleaned_data["gemeente"] or rules.municipality_of(about)
        made = actions.make_document(
            region=region, kind=code, about=about, municipality=town, by=by(request),
            at=clock.now(),
        )  # fmt: skip
        messages.success(request, _("Het document is gemaakt uit de gegevens. Kijk het na."))
        return HttpResponseRedirect(reverse("document", args=[made.pk]))
    return shown(request, "governance/document_new.html", {
        "form": form, "kind": kind,
        "tells_figures": code == Document.Kind.COUNCIL_LETTER,
    })  # fmt: skip


@reads
@require_safe
def document(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Its parts, and what is still to be done."""
    found = _document(request, pk)
    rows = queries.part_rows(_parts(found))
    return shown(request, "governance/document.html", {
        "document": found, "rows": rows,
        "waiting": [row for row in rows if row.needs_work],
        "may_write": may(request, Permission.WRITE_DOCUMENTS) and found.final_on is None,
    })  # fmt: skip


@reads
@require_safe
def document_preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The whole text, as it stands in the letter."""
    found = _document(request, pk)
    letter = letter_of(found, _parts(found))
    return shown(request, "governance/document_preview.html", {
        "document": found, "letter": letter, "sender": list(letter.head.sender),
    })  # fmt: skip


@reads
@require_safe
def document_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To send and to keep."""
    found = _document(request, pk)
    return to_save(pdf_of(found, _parts(found)), "application/pdf", file_name(found, "pdf"))


@reads
@require_safe
def document_odt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To go on with in another program."""
    found = _document(request, pk)
    return to_save(odt_of(found, _parts(found)), MEDIA_TYPE, file_name(found, "odt"))


@writes
@require_http_methods(["GET", "HEAD", "POST"])
def document_part(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    """One part: what the data say beside what somebody wrote."""
    part = _part(request, pk, key)
    form = PartForm(request.POST or None, initial={"tekst": part.text, "gelezen": part.version})
    if form.is_valid():
        try:
            actions.write_part(
                part=part, text=form.cleaned_data["tekst"], read=form.cleaned_data["gelezen"],
                held_numbers=held_numbers(form), by=by(request), at=clock.now(),
            )  # fmt: skip
        except RefusedError as refused:
            form.add_error("tekst", str(refused))
        else:
            messages.success(request, _("Uw tekst is bewaard."))
            return HttpResponseRedirect(reverse("document", args=[pk]))
    return shown(request, "governance/document_part.html", {
        "document": part.document, "part": part, "form": form,
        "is_stale": form.is_bound and form.data.get("gelezen") != part.version,
        "is_reference": part.key == REFERENCE,
        "pieces": pieces(part.made_before, part.made) if part.is_outdated else [],
    })  # fmt: skip


@require_POST
@writes
def document_part_restore(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    """What the data say counts again."""
    part = _part(request, pk, key)
    return done(
        request, _("De tekst uit de gegevens staat er weer."),
        lambda: actions.restore_part(part=part, by=by(request), at=clock.now()),
        "document", pk,
    )  # fmt: skip


@require_POST
@writes
def document_remake(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The data as they are now; what people wrote stays."""
    found = _document(request, pk)
    return done(
        request, _("Opnieuw gemaakt uit de gegevens. Wat u zelf schreef, is gebleven."),
        lambda: actions.remake(document=found, by=by(request), at=clock.now()),
        "document", pk,
    )  # fmt: skip


@require_POST
@writes
def document_finish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From now on it stays as it is."""
    found = _document(request, pk)
    pdf = pdf_of(found, _parts(found))
    return done(
        request, _("Het document is vastgesteld. Het verandert niet meer."),
        lambda: actions.make_final(
            document=found, pdf=pdf, by=by(request), at=clock.now()
        ),
        "document", pk,
    )  # fmt: skip


def _document(request: HttpRequest, pk: UUID) -> Document:
    """Of this region; somebody else's draft is unknown to who does not write."""
    may_write = may(request, Permission.WRITE_DOCUMENTS)
    rows = queries.documents_of(region_of(request), with_drafts=may_write)
    return get_object_or_404(rows, pk=pk)


def _parts(found: Document) -> list[DocumentPart]:
    return list(found.parts.order_by("position"))


def _part(request: HttpRequest, pk: UUID, key: str) -> DocumentPart:
    """A part of what is not final."""
    found = _document(request, pk)
    if found.final_on is not None:
        raise Http404
    return get_object_or_404(found.parts.select_related("document__region"), key=key)
