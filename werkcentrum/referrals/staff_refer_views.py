"""Bringing somebody to a partner: the form, what the partner will see, and what comes after."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from werkcentrum.accounts.staff_page import refusals_in
from werkcentrum.casework.models import Enquiry
from werkcentrum.catalogue.models import Service
from werkcentrum.core import clock
from werkcentrum.core.forms import held_numbers
from werkcentrum.core.refusal import RefusedError
from werkcentrum.partners.middleware import region_of
from werkcentrum.referrals import actions, queries, staff_refer_queries
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.staff_page import (
    by,
    done,
    enquiry_for,
    handles,
    head_of,
    looked,
    shown,
    user_of,
    watches,
    work_of,
)
from werkcentrum.referrals.staff_queries import theme_titles
from werkcentrum.referrals.staff_refer_forms import (
    DATA,
    AnswerForm,
    OtherTeamForm,
    PlaceForm,
    ReferForm,
)
from werkcentrum.referrals.states import OPEN, State


@dataclass(frozen=True)
class Step:
    """A button on the page of a referral, in which states it stands there, and what it does.

    `of_employer` is what it says of one, where that differs.
    """

    label: Any
    said: Any
    states: tuple[State, ...]
    act: Callable[..., object]
    is_first: bool = False
    of_employer: Any = ""


_STOPPABLE: Final = (State.DRAFT, *OPEN)
STEPS: Final[dict[str, Step]] = {
    "sturen": Step(
        gettext_lazy("Verstuur"), gettext_lazy("Verstuurd. U hoort het als het team antwoordt."),
        (State.DRAFT, State.EXPIRED), actions.send_referral, is_first=True,
    ),
    "gebeld": Step(
        gettext_lazy("Ik sprak het team"),
        gettext_lazy("Het gesprek staat erbij. Het team krijgt geen herinnering meer."),
        tuple(state for state in OPEN if state != State.EXPIRED),
        partial(actions.note_call, is_three_way=False),
    ),
    "samen": Step(
        gettext_lazy("Wij spraken met z'n drieën"), gettext_lazy("Het gesprek staat erbij."),
        tuple(state for state in OPEN if state != State.EXPIRED),
        partial(actions.note_call, is_three_way=True),
    ),
    "niet-bereikt": Step(
        gettext_lazy("Stop: niemand bereikt de klant"), gettext_lazy("De doorverwijzing stopt."),
        (State.UNREACHABLE,), actions.close_unreachable,
        of_employer=gettext_lazy("Stop: niemand bereikt de werkgever"),
    ),
    "wil-niet": Step(
        gettext_lazy("De klant wil dit niet meer"),
        gettext_lazy("De doorverwijzing stopt. Het team hoort dat."), _STOPPABLE, actions.withdraw,
        of_employer=gettext_lazy("De werkgever wil dit niet meer"),
    ),
    "stop": Step(
        gettext_lazy("Stop deze doorverwijzing"),
        gettext_lazy("De doorverwijzing stopt. Het team hoort dat."), _STOPPABLE, actions.cancel,
    ),
}  # fmt: skip
# From these somebody can be brought to another team.
_TO_ANOTHER: Final = (*OPEN, State.DECLINED)


@handles
def refer_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose a team and what goes along. Nothing leaves yet: first one sees what the team will."""
    enquiry, at = enquiry_for(request, pk), clock.now()
    form = _refer_form(request, enquiry, request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_in(form):
            referral = _made(request, enquiry, form, at)
            return HttpResponseRedirect(reverse("sent_referral", args=[referral.pk]))
    looked(request, enquiry)
    return shown(request, "referrals/staff/refer.html", {
        **head_of(enquiry), "form": form, "place_form": _place_form(request, enquiry),
        "address": request.get_full_path(),
    })  # fmt: skip


@handles
@require_safe
def sent_referral(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One referral: what the team sees, how it stands, and what can be done now."""
    return _page(request, _referral(request, pk))


@require_POST
@handles
def sent_step(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One press of a button."""
    referral = _referral(request, pk)
    step = STEPS.get(request.POST.get("do", ""))
    if step is None:
        raise Http404
    act = partial(step.act, referral=referral, by=by(request), at=clock.now())
    return done(request, str(step.said), act, "sent_referral", pk)


@require_POST
@handles
def sent_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer what the team asked."""
    referral, form = _referral(request, pk), AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, referral, answer=form)
    act = partial(
        actions.answer, referral=referral, body=form.cleaned_data["body"], by=by(request),
        at=clock.now(), held_numbers=held_numbers(form),
    )  # fmt: skip
    return done(request, _("Uw antwoord is verstuurd."), act, "sent_referral", pk)


@require_POST
@handles
def sent_elsewhere(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring somebody to another team instead."""
    referral, at = _referral(request, pk), clock.now()
    form = OtherTeamForm(
        request.POST, teams=queries.teams_that_may_receive(region_of(request), at=at)
    )
    if not form.is_valid():
        return _page(request, referral, other=form)
    try:
        child = actions.redirect(
            referral=referral, team=form.cleaned_data["team"], by=by(request), at=at
        )
    except RefusedError as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("sent_referral", args=[pk]))
    messages.success(request, _("Verstuurd. U hoort het als het team antwoordt."))
    return HttpResponseRedirect(reverse("sent_referral", args=[child.pk]))


@require_POST
@watches
def late_called(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A coordinator called a team that did not answer."""
    found = Referral.objects.filter(region=region_of(request)).select_related("region")
    act = partial(
        actions.note_call, referral=get_object_or_404(found, pk=pk), is_three_way=False,
        by=by(request), at=clock.now(),
    )  # fmt: skip
    return done(request, _("Het gesprek staat erbij."), act, "work_overview")


def _referral(request: HttpRequest, pk: UUID) -> Referral:
    found = staff_refer_queries.sent_referrals(user_of(request), region_of(request))
    return get_object_or_404(found, pk=pk)


def _place_form(request: HttpRequest, enquiry: Enquiry) -> PlaceForm:
    """Where somebody lives, when an adviser chose that on the page, or the enquiry says so."""
    lives_in = enquiry.municipality.key if enquiry.municipality else ""
    return PlaceForm(
        {"gemeente": request.GET.get("gemeente", lives_in)},
        region=enquiry.region,
        is_employer=enquiry.employer_id is not None,
    )


def _refer_form(request: HttpRequest, enquiry: Enquiry, typed: Any) -> ReferForm:
    keys = list(enquiry.themes)
    titles = theme_titles(region_of(request), keys)
    return ReferForm(
        typed, targets=staff_refer_queries.targets_for(
            enquiry, at=clock.now(), municipality=_place_form(request, enquiry).chosen
        ),
        themes=list(zip(keys, titles, strict=True)),
        is_anonymous=enquiry.client_id is None and enquiry.employer_id is None,
        is_employer=enquiry.employer_id is not None,
        initial={"target": request.GET.get("dienst", "")},
    )  # fmt: skip


def _made(request: HttpRequest, enquiry: Enquiry, form: ReferForm, at: Any) -> Referral:
    values = form.cleaned_data
    target = values["target"]
    service = Service.objects.filter(region=enquiry.region, key=target.service).first()
    return actions.make_referral(
        enquiry=enquiry, team=target.team, organisation=work_of(request), owner=user_of(request),
        theme=values["theme"], service=service, summary=values.get("summary", ""),
        data=values.get("shared", ()), warmth=values.get("warmth", ""), by=by(request), at=at,
        held_numbers=held_numbers(form),
    )  # fmt: skip


def _page(
    request: HttpRequest,
    referral: Referral,
    *,
    answer: forms.Form | None = None,
    other: forms.Form | None = None,
) -> HttpResponse:
    at, enquiry, state = clock.now(), referral.enquiry, State(referral.state)
    looked(request, enquiry, referral=str(referral.pk))
    teams = queries.teams_that_may_receive(region_of(request), at=at)
    others = [team for team in teams if team.pk != referral.team_id]
    found = staff_refer_queries.shown_referral(referral, at=at)
    return shown(request, "referrals/staff/referral.html", {
        **head_of(enquiry),
        "shown": found,
        "preview": staff_refer_queries.preview_of(referral),
        "data": [label for key, label in DATA if key in referral.data],
        "steps": [(key, step) for key, step in STEPS.items()
                  if _stands(key, step, referral) and not (key == "sturen" and found.refusal)],
        "handover": staff_refer_queries.shown_handover(referral),
        "may_meet": state in OPEN and state != State.EXPIRED and enquiry.client_id is not None,
        "answer_form": (answer or AnswerForm()) if state == State.INFO_REQUESTED else None,
        "other_form": (other or OtherTeamForm(teams=others))
        if state in _TO_ANOTHER and others else None,
        "is_draft": state == State.DRAFT,
    })  # fmt: skip


def _stands(key: str, step: Step, referral: Referral) -> bool:
    """Whether this button is of use now."""
    is_warm = bool(referral.warmth) and referral.called_at is None
    return referral.state in step.states and (key != "samen" or is_warm)
