"""Trainings for staff: the list, writing one down, and taking one off the website."""

from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, done, is_as_read, refusals_in
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.refusal import Refusal
from werkcentrum.partners.middleware import region_of
from werkcentrum.training import actions, queries, rules
from werkcentrum.training.forms import TrainingForm, said_about, with_recognised
from werkcentrum.training.models import Training

_KEEPS: Final = Permission.KEEP_TRAININGS
# The button that only reads the text.
_RECOGNISE: Final = "herken"
# The button that brings back what a colleague withdrew while somebody wrote.
_RESTORE: Final = "terug"


@requires(_KEEPS)
@require_safe
def training_list(request: HttpRequest) -> HttpResponse:
    """The trainings in one state, by name."""
    region, today = region_of(request), clock.today()
    asked = request.GET.get("stand", "")
    state = asked if asked in queries.STATES else "open"
    rows = queries.in_state(region, state, today)
    page = Paginator(rows, queries.ON_A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "page": page, "lines": queries.staff_lines(page.object_list), "state": state,
        "state_name": queries.STATES[state], "states": queries.counts(region, today),
    }  # fmt: skip
    return TemplateResponse(request, "training/staff/list.html", context)


@requires(_KEEPS)
@require_http_methods(["GET", "HEAD", "POST"])
def training_add(request: HttpRequest) -> HttpResponse:
    """Write a training down."""
    form, is_read = _form(request, None)
    if is_read or not form.is_valid():
        return _shown(request, form, None, is_read=is_read)
    with refusals_in(form):
        actions.enter_training(**_told(form), by=by(request), at=clock.now())
        messages.success(request, "De opleiding staat op de website.")
        return HttpResponseRedirect(reverse("training_list"))
    return _shown(request, form, None, is_read=False)


@requires(_KEEPS)
@require_http_methods(["GET", "HEAD", "POST"])
def training_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write one anew."""
    training = _found(request, pk)
    form, is_read = _form(request, training)
    if is_read or not form.is_valid():
        return _shown(request, form, training, is_read=is_read)
    if not is_as_read(request, training.changed_at):
        refused = rules.withdrawn_meanwhile() if training.ended_by else rules.changed_meanwhile()
        return _shown(
            request, form, training, is_read=False, moved=form.moved(), refused=refused
        )  # fmt: skip
    with refusals_in(form):
        actions.change_training(
            training=training, **_told(form), restore=_RESTORE in request.POST, by=by(request),
            at=clock.now(),
        )  # fmt: skip
        messages.success(request, "Bewaard.")
        return HttpResponseRedirect(reverse("training_change", args=[pk]))
    return _shown(request, form, _found(request, pk), is_read=False)


@require_POST
@requires(_KEEPS)
def training_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Off the website."""
    take = partial(
        actions.withdraw_training, training=_found(request, pk), by=by(request), at=clock.now()
    )
    return done(request, "De opleiding staat niet meer op de website.", take, "training_change", pk)


@require_POST
@requires(_KEEPS)
def training_restore(request: HttpRequest, pk: UUID) -> HttpResponse:
    """On the website again."""
    take = partial(
        actions.restore_training, training=_found(request, pk), by=by(request), at=clock.now()
    )
    return done(request, "De opleiding is terug.", take, "training_change", pk)


def _form(request: HttpRequest, training: Training | None) -> tuple[TrainingForm, bool]:
    """The form, and whether only the skills were read from its text, for somebody to confirm."""
    initial = said_about(training) if training else {"spoken": "nl"}
    region = region_of(request)
    if request.method != "POST":
        return TrainingForm(region=region, initial=initial), False
    typed = with_recognised(request.POST)
    # Lessons in Dutch may name no skill at all.
    is_read = _RECOGNISE in request.POST or _is_other(typed, request.POST)
    kept = training.skills if training else ()
    return TrainingForm(typed, region=region, kept=kept, initial=initial), is_read


def _is_other(typed: Any, sent: Any) -> bool:
    """Whether skills were read that nobody typed."""
    return bool(typed["skills"].strip() != sent.get("skills", "").strip())


def _told(form: TrainingForm) -> dict[str, Any]:
    given = form.cleaned_data
    return {
        "provider": given["provider"], "service": given["service"], "content": form.content
    }  # fmt: skip


def _shown(
    request: HttpRequest, form: TrainingForm, training: Training | None, *, is_read: bool,
    moved: list[tuple[str, str, str]] | None = None, refused: Refusal | None = None,
) -> HttpResponse:  # fmt: skip
    """The page; `moved` is given when a colleague was first, even when nothing differs, with why
    that is `refused`: it stands above what differs."""
    today = clock.today()
    shown = training is not None and queries.offered(training.region, today).filter(pk=training.pk)
    # Sending once more what was refused says that the words of a colleague were seen.
    is_new_to_them = training and (request.method != "POST" or moved is not None)
    context = {
        "moved": moved, "refused": refused,
        "seen": training.changed_at.isoformat() if training and is_new_to_them
        else request.POST.get("seen", ""),
        "form": form, "training": training, "is_read": is_read,
        "is_withdrawn": bool(training and training.ended_by),
        "is_public": bool(shown and shown.exists()), "recognise": _RECOGNISE, "restore": _RESTORE,
    }  # fmt: skip
    return TemplateResponse(request, "training/staff/form.html", context)


def _found(request: HttpRequest, pk: UUID) -> Training:
    """Of this region; of another one it does not exist."""
    rows = Training.objects.select_related("region", "provider", "service")
    found: Training = get_object_or_404(
        rows.prefetch_related("starts"), region=region_of(request), pk=pk
    )
    return found
