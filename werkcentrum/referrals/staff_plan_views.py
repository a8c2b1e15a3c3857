"""The plan of an enquiry: a few goals, who takes which step, and the same on paper."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_POST, require_safe

from werkcentrum.casework import plan_actions
from werkcentrum.casework.file_queries import plan_of
from werkcentrum.casework.models import Enquiry, PlanGoal
from werkcentrum.casework.work_rules import MOST_GOALS, MOST_STEPS
from werkcentrum.core import clock
from werkcentrum.core.forms import held_numbers
from werkcentrum.partners.middleware import region_of
from werkcentrum.referrals.staff_forms import GoalForm, StepForm
from werkcentrum.referrals.staff_page import by, done, enquiry_for, handles, head_of, looked, shown
from werkcentrum.referrals.staff_words import OWNERS

# What the buttons at a goal and at a step do, and what is said then.
_ON_GOAL: Final = {
    "gelukt": (plan_actions.reach_goal, gettext_lazy("Het doel is gelukt.")),
    "weg": (plan_actions.remove_goal, gettext_lazy("Het doel is uit het plan.")),
}
_ON_STEP: Final = {
    "klaar": (plan_actions.finish_step, gettext_lazy("De stap is klaar.")),
    "vervalt": (plan_actions.drop_step, gettext_lazy("De stap vervalt.")),
}


@handles
def enquiry_plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The plan, and a new goal."""
    enquiry = enquiry_for(request, pk)
    form = GoalForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _plan(request, enquiry, goal_form=form)
    act = partial(
        plan_actions.agree_goal, enquiry=enquiry, wish=form.cleaned_data["wish"],
        held_numbers=held_numbers(form), by=by(request), at=clock.now(),
    )  # fmt: skip
    return done(request, _("Het doel staat in het plan."), act, "enquiry_plan", pk)


@require_POST
@handles
def step_add(request: HttpRequest, pk: UUID, goal: UUID) -> HttpResponse:
    """A new step towards a goal."""
    enquiry = enquiry_for(request, pk)
    towards = _goal(enquiry, goal)
    form = _step_form(request, towards.pk, is_sent=True)
    if not form.is_valid():
        return _plan(request, enquiry, step_form=form)
    act = partial(
        plan_actions.add_step, goal=towards, held_numbers=held_numbers(form), by=by(request),
        at=clock.now(), **form.cleaned_data,
    )  # fmt: skip
    return done(request, _("De stap staat in het plan."), act, "enquiry_plan", pk)


@require_POST
@handles
def goal_step(request: HttpRequest, pk: UUID, goal: UUID) -> HttpResponse:
    """One press of a button at a goal, or at one of its steps."""
    towards = _goal(enquiry_for(request, pk), goal)
    do, _dot, key = request.POST.get("do", "").partition(" ")
    said, act = _pressed(request, towards, do, key)
    return done(request, said, act, "enquiry_plan", pk)


@handles
@require_safe
def plan_sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The plan to take along: our words in the language of the person, theirs as they said them."""
    enquiry = enquiry_for(request, pk)
    looked(request, enquiry)
    language = enquiry.client.language if enquiry.client else enquiry.language
    with override(language):
        page = TemplateResponse(request, "referrals/plan_sheet.html", {
            **head_of(enquiry),
            "goals": plan_of(enquiry, today=clock.today()),
            "today": clock.today(),
            "adviser": enquiry.adviser.email if enquiry.adviser else "",
            "organisation": enquiry.organisation.name if enquiry.organisation else "",
        }).render()  # fmt: skip
    page["Content-Language"] = language
    return page


def _plan(
    request: HttpRequest,
    enquiry: Enquiry,
    *,
    goal_form: GoalForm | None = None,
    step_form: StepForm | None = None,
) -> HttpResponse:
    looked(request, enquiry)
    plan = plan_of(enquiry, today=clock.today())
    partners = list(_step_form(request, enquiry.pk).fields["partner"].choices) if plan else []  # type: ignore[attr-defined]
    goals = [
        (goal, _form_of(request, goal.key, step_form, partners), len(goal.steps) < MOST_STEPS)
        for goal in plan
    ]
    return shown(request, "referrals/staff/plan.html", {
        **head_of(enquiry),
        "goals": goals, "goal_form": goal_form or GoalForm(), "owners": OWNERS,
        "has_room": len(goals) < MOST_GOALS, "is_open": enquiry.closed_at is None,
    })  # fmt: skip


def _form_of(
    request: HttpRequest, goal: UUID, sent: StepForm | None, partners: list[Any]
) -> StepForm:
    """The form under this goal: the one that was sent, or an empty one."""
    if sent is not None and sent.prefix == str(goal):
        return sent
    return _step_form(request, goal, partners=partners)


def _step_form(
    request: HttpRequest, goal: UUID, *, is_sent: bool = False, partners: Any = None
) -> StepForm:
    return StepForm(
        request.POST if is_sent else None, region=region_of(request), today=clock.today(),
        prefix=str(goal), shown=partners,
    )  # fmt: skip


def _goal(enquiry: Enquiry, goal: UUID) -> PlanGoal:
    found = PlanGoal.objects.filter(enquiry=enquiry).select_related("enquiry__region")
    return get_object_or_404(found, pk=goal)


def _pressed(
    request: HttpRequest, goal: PlanGoal, do: str, key: str
) -> tuple[str, Callable[[], object]]:
    """What a button says and does."""
    whom, at = by(request), clock.now()
    if do in _ON_GOAL:
        act, said = _ON_GOAL[do]
        return str(said), partial(act, goal=goal, by=whom, at=at)
    if do not in _ON_STEP:
        raise Http404
    try:
        found = goal.actions.select_related("goal__enquiry__region").filter(pk=UUID(key))
    except ValueError:
        raise Http404 from None
    step_act, said = _ON_STEP[do]
    step = get_object_or_404(found)
    return str(said), partial(step_act, step=step, by=whom, at=at)
