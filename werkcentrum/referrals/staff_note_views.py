"""Writing a note: kept while one types, and shown beside what a colleague wrote meanwhile."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from werkcentrum.casework import note_actions
from werkcentrum.casework.file_queries import draft_of, notes_for
from werkcentrum.casework.models import Enquiry, Note, NoteDraft
from werkcentrum.casework.note_actions import NoteChangedError
from werkcentrum.catalogue.changes import pieces
from werkcentrum.core import clock
from werkcentrum.core.forms import held_numbers
from werkcentrum.core.languages import on_the_clock
from werkcentrum.core.refusal import RefusedError
from werkcentrum.referrals.staff_forms import DraftForm, NoteForm
from werkcentrum.referrals.staff_page import (
    by,
    enquiry_for,
    handles,
    head_of,
    looked,
    shown,
    user_of,
    work_of,
)


@handles
def note_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new note."""
    return _write(request, enquiry_for(request, pk), None)


@handles
def note_change(request: HttpRequest, pk: UUID, note: UUID) -> HttpResponse:
    """Another text for a note. When a colleague was first, both texts are shown (409)."""
    enquiry = enquiry_for(request, pk)
    found = get_object_or_404(notes_for(enquiry, work_of(request)), pk=note)
    return _write(request, enquiry, found)


@handles
@require_safe
def note_earlier(request: HttpRequest, pk: UUID, note: UUID) -> HttpResponse:
    """The earlier texts of a note."""
    enquiry = enquiry_for(request, pk)
    found = get_object_or_404(notes_for(enquiry, work_of(request)), pk=note)
    looked(request, enquiry, note=str(found.pk))
    earlier = found.revisions.select_related("author").order_by("-version")
    return shown(
        request,
        "referrals/staff/note_earlier.html",
        {**head_of(enquiry), "note": found, "earlier": list(earlier)},
    )


@require_POST
@handles
def note_draft(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep what somebody is writing. The script gets the time in JSON once it is kept, or why it
    is not (422); without a script the page comes back."""
    enquiry, form, at = enquiry_for(request, pk), DraftForm(request.POST), clock.now()
    is_script = "application/json" in request.headers.get("Accept", "")
    note = _note(request, enquiry, form)
    if form.is_valid():
        try:
            note_actions.keep_draft(
                enquiry=enquiry, note=note, author=user_of(request), body=form.cleaned_data["body"],
                based_on=form.cleaned_data["version"], by=by(request), at=at,
            )  # fmt: skip
        except RefusedError as refused:
            form.add_error("body", str(refused))
    if form.errors:
        if is_script:
            return JsonResponse({"errors": _errors(form)}, status=422)
        return _page(request, enquiry, note, form, status=422)
    if is_script:
        return JsonResponse({"kept_at": on_the_clock(at)})
    messages.success(request, _("Uw concept is bewaard om %(time)s.") % {"time": on_the_clock(at)})
    return HttpResponseRedirect(_address(enquiry, note))


@require_POST
@handles
def draft_away(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw a draft away."""
    enquiry, form = enquiry_for(request, pk), DraftForm(request.POST)
    note = _note(request, enquiry, form)
    draft = draft_of(enquiry, user_of(request), note)
    if draft is not None:
        note_actions.drop_draft(draft=draft, by=by(request), at=clock.now())
        messages.success(request, _("Uw concept is weg."))
    return HttpResponseRedirect(_address(enquiry, note))


def _write(request: HttpRequest, enquiry: Enquiry, note: Note | None) -> HttpResponse:
    draft = draft_of(enquiry, user_of(request), note)
    if request.method != "POST":
        return _page(request, enquiry, note, _opened(note, draft), draft=draft)
    form, at = NoteForm(request.POST), clock.now()
    if not form.is_valid():
        return _page(request, enquiry, note, form, draft=draft)
    body, version = form.cleaned_data["body"], form.cleaned_data["version"]
    try:
        note_actions.save_note(
            enquiry=enquiry, organisation=work_of(request), author=user_of(request), body=body,
            version=version, note=note, held_numbers=held_numbers(form), by=by(request), at=at,
        )  # fmt: skip
    except NoteChangedError as changed:
        note_actions.keep_draft(
            enquiry=enquiry, note=note, author=user_of(request), body=body, based_on=version,
            by=by(request), at=at,
        )  # fmt: skip
        return _page(request, enquiry, changed.theirs, form, status=409)
    except RefusedError as refused:
        form.add_error("body", str(refused))
        return _page(request, enquiry, note, form, draft=draft)
    messages.success(request, _("De notitie is bewaard."))
    return HttpResponseRedirect(reverse("enquiry_file", args=[enquiry.pk]))


def _page(
    request: HttpRequest,
    enquiry: Enquiry,
    note: Note | None,
    form: NoteForm,
    *,
    draft: NoteDraft | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page to write on. Of a note that changed meanwhile also what stands there now, and the
    form goes on from that: nothing is overwritten before somebody saw it."""
    looked(request, enquiry, **({"note": str(note.pk)} if note else {}))
    mine, read = str(form["body"].value() or ""), form["version"].value()
    is_behind = note is not None and not form.errors and str(read) != str(note.version)
    if note is not None and is_behind:
        form = NoteForm(initial={"body": mine, "version": note.version})
    return shown(request, "referrals/staff/note.html", {
        **head_of(enquiry), "form": form, "note": note, "draft": draft,
        "theirs": note if is_behind else None,
        "pieces": pieces(note.body, mine) if note is not None and is_behind else [],
        "address": _address(enquiry, note),
    }, status=status)  # fmt: skip


def _opened(note: Note | None, draft: NoteDraft | None) -> NoteForm:
    """The form as somebody finds it: with the draft, or else with the note itself."""
    if draft is not None:
        return NoteForm(initial={"body": draft.body, "version": draft.based_on})
    return NoteForm(initial={"body": note.body, "version": note.version} if note else None)


def _note(request: HttpRequest, enquiry: Enquiry, form: DraftForm) -> Note | None:
    """The note that the form is about; None for a new one."""
    form.full_clean()
    key = form.cleaned_data.get("note")
    return get_object_or_404(notes_for(enquiry, work_of(request)), pk=key) if key else None


def _errors(form: DraftForm) -> list[str]:
    return [str(error) for errors in form.errors.values() for error in errors]


def _address(enquiry: Enquiry, note: Note | None) -> str:
    if note is None:
        return reverse("note_new", args=[enquiry.pk])
    return reverse("note_change", args=[enquiry.pk, note.pk])
