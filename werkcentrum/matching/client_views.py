"""Work that fits a client: the adviser has the last word, and says why."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, done
from werkcentrum.audit.actions import record_look
from werkcentrum.casework.models import Client
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.matching import actions, contact_actions, runs
from werkcentrum.matching.client_queries import client_page, stored_reasons
from werkcentrum.matching.forms import AnswerForm, ReasonForm
from werkcentrum.matching.models import ContactRequest, MatchRun, RankingObjection, RunStep
from werkcentrum.privacy.staff_page import client_for, controllers_for
from werkcentrum.profiles.models import Profile
from werkcentrum.profiles.queries import profile_of
from werkcentrum.vacancies.models import Vacancy

_handles = requires(Permission.HANDLE_ENQUIRIES)
_PAGE = "client_work"
_CHANGES = {
    "hoger": (RunStep.Kind.UP, "De volgorde is veranderd."),
    "lager": (RunStep.Kind.DOWN, "De volgorde is veranderd."),
    "terug": (RunStep.Kind.BACK, "Dit is teruggenomen."),
}
_ANSWERS: dict[str, Callable[..., None]] = {
    "gevraagd": contact_actions.note_asked,
    "nee": contact_actions.say_no,
}


@_handles
@require_safe
def client_work(request: HttpRequest, client: UUID) -> HttpResponse:
    """The list as it stands, what colleagues did with it, and who asks for contact."""
    found, profile = _profile_for(request, client)
    return _shown(request, found, profile)


@require_POST
@_handles
def make_list(request: HttpRequest, client: UUID) -> HttpResponse:
    """Make the list, or make it anew."""
    found, profile = _stored_profile(request, client)
    make = partial(actions.make_run, facts=profile.facts, by=by(request), at=clock.now())
    return done(request, "De lijst is gemaakt.", make, _PAGE, found.pk)


@require_POST
@_handles
def switch_order(request: HttpRequest, client: UUID) -> HttpResponse:
    """With or without order of what fits."""
    found, profile = _stored_profile(request, client)
    is_ranked = "aan" in request.POST
    switch = partial(
        actions.rank, facts=profile.facts, is_ranked=is_ranked, by=by(request), at=clock.now()
    )
    said = "Wat het best past staat bovenaan." if is_ranked else "De nieuwste staat bovenaan."
    return done(request, said, switch, _PAGE, found.pk)


@_handles
@require_safe
def why_this(request: HttpRequest, client: UUID, pk: UUID) -> HttpResponse:
    """Why a vacancy is in the list, to print for the person."""
    found, profile = _stored_profile(request, client)
    run = _last_run(profile)
    reasons = stored_reasons(run, pk)
    record_look(subject=run, by=by(request), at=clock.now(), region_key=found.region.key)
    context = {
        "client": found, "run": run, "reasons": reasons,
        "vacancy": get_object_or_404(Vacancy, region=found.region, pk=pk),
    }  # fmt: skip
    return TemplateResponse(request, "matching/staff/why.html", context)


@require_POST
@_handles
def move_vacancy(request: HttpRequest, client: UUID, pk: UUID) -> HttpResponse:
    """One place higher or lower, or as before; the page opens where it stands now, or where one
    takes things back: what is no longer added stands nowhere."""
    change = next((change for name, change in _CHANGES.items() if name in request.POST), None)
    if change is None:
        raise Http404
    kind, said = change
    part = "stappen" if kind == RunStep.Kind.BACK else f"v-{pk}"
    return _change(request, client, pk, kind, "", said, part=part)


@require_POST
@_handles
def hide_vacancy(request: HttpRequest, client: UUID, pk: UUID) -> HttpResponse:
    """Leave it out, and say why."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        found, profile = _stored_profile(request, client)
        return _shown(request, found, profile, hide=form, hidden=pk)
    said = "De vacature staat niet meer in de lijst."
    return _change(request, client, pk, RunStep.Kind.HIDE, form.cleaned_data["reason"], said)


@_handles
@require_http_methods(["GET", "HEAD", "POST"])
def add_vacancy(request: HttpRequest, client: UUID) -> HttpResponse:
    """Add a vacancy that the list does not have, and say why."""
    found, _profile = _stored_profile(request, client)
    # No page can hold the character NUL, and PostgreSQL refuses to be asked for it.
    words = request.GET.get("zoek", "").replace("\0", " ").strip()[:80]
    form, chosen = ReasonForm(request.POST or None), request.POST.get("vacature", "")
    if form.is_valid():
        try:
            pk = UUID(chosen)
        except ValueError:
            raise Http404 from None
        reason, said = form.cleaned_data["reason"], "De vacature staat bovenaan."
        return _change(request, client, pk, RunStep.Kind.ADD, reason, said)
    hits = runs.published(found.region, words, today=clock.today()) if words else []
    context = {"client": found, "words": words, "hits": hits, "form": form, "chosen": chosen}
    return TemplateResponse(request, "matching/staff/add.html", context)


@require_POST
@_handles
def answer_objection(request: HttpRequest, client: UUID) -> HttpResponse:
    """A person looked at the objection."""
    found, profile = _stored_profile(request, client)
    open_ones = RankingObjection.objects.filter(facts=profile.facts, decided_at=None)
    objection = get_object_or_404(open_ones)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, profile, answer=form)
    decide = partial(
        actions.decide_objection, objection=objection,
        is_upheld=form.cleaned_data["is_upheld"] == "ja", answer=form.cleaned_data["answer"],
        by=by(request), at=clock.now(),
    )  # fmt: skip
    return done(request, "Het besluit staat bij de klant.", decide, _PAGE, found.pk)


@require_POST
@_handles
def answer_contact(request: HttpRequest, client: UUID, pk: UUID) -> HttpResponse:
    """What the person says to somebody who asks for contact."""
    found, profile = _stored_profile(request, client)
    rows = ContactRequest.objects.select_related("vacancy__region", "organisation__region")
    asked = get_object_or_404(rows, facts=profile.facts, pk=pk)
    step: Callable[[], object]
    if "ja" in request.POST:
        said = "De organisatie krijgt de naam en hoe de klant te bereiken is."
        step = partial(
            contact_actions.say_yes, request=asked, profile=profile, by=by(request), at=clock.now()
        )
    else:
        act = next((act for name, act in _ANSWERS.items() if name in request.POST), None)
        if act is None:
            raise Http404
        said = "Dit is opgeschreven."
        step = partial(act, request=asked, by=by(request), at=clock.now())
    return done(request, said, step, _PAGE, found.pk)


def _change(
    request: HttpRequest, client: UUID, pk: UUID, kind: str, reason: str, said: str, part: str = ""
) -> HttpResponse:
    found, profile = _stored_profile(request, client)
    change = partial(
        actions.change_run, run=_last_run(profile), kind=kind, reason=reason,
        vacancy=get_object_or_404(Vacancy, region=found.region, pk=pk), by=by(request),
        at=clock.now(),
    )  # fmt: skip
    return done(request, said, change, _PAGE, found.pk, part=part)


def _shown(
    request: HttpRequest, client: Client, profile: Profile | None, **wrong: Any
) -> HttpResponse:
    """The page; `wrong`: a form that was not right, and the vacancy that it leaves out."""
    shown = client_page(profile, at=clock.now()) if profile else None
    if shown and shown.run:
        record_look(subject=shown.run, by=by(request), at=clock.now(), region_key=client.region.key)
    context = {
        "client": client, "profile": profile, "shown": shown, "answer": AnswerForm(),
        "hide": None, "hidden": None,
    }  # fmt: skip
    return TemplateResponse(request, "matching/staff/client.html", context | wrong)


def _profile_for(request: HttpRequest, pk: UUID) -> tuple[Client, Profile | None]:
    found = client_for(request, pk)
    return found, profile_of(found, controllers_for(request, found), today=clock.today())


def _stored_profile(request: HttpRequest, pk: UUID) -> tuple[Client, Profile]:
    found, profile = _profile_for(request, pk)
    if profile is None:
        raise Http404
    return found, profile


def _last_run(profile: Profile) -> MatchRun:
    run = runs.last_run(profile.facts)
    if run is None:
        raise Http404
    return run
