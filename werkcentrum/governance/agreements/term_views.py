"""The page about how long an agreement holds: evaluated, extended, ended, left."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from werkcentrum.core import clock
from werkcentrum.governance.agreements import ending_actions
from werkcentrum.governance.agreements import life_actions as actions
from werkcentrum.governance.agreements.dates import dues, earliest_end
from werkcentrum.governance.agreements.ending_queries import losses
from werkcentrum.governance.agreements.ending_rules import is_ending_proposed
from werkcentrum.governance.agreements.force_rules import last_day_without
from werkcentrum.governance.agreements.forms import (
    AgreeToEndForm,
    AssessForm,
    EndForm,
    EvaluateForm,
    ExtendForm,
    LeaveForm,
    ProposeEndForm,
)
from werkcentrum.governance.agreements.ground_actions import assess_ground
from werkcentrum.governance.agreements.page import agreement_of, keeps
from werkcentrum.governance.agreements.queries import gone_ground
from werkcentrum.governance.agreements.standings import bound_parties
from werkcentrum.governance.form_page import saved, who
from werkcentrum.governance.models import Agreement, AgreementKind
from werkcentrum.governance.staff_page import shown

_GIVEN: Final = gettext_lazy("Vastgelegd. Wat partijen krijgen is meteen aangepast.")
_SAID: Final = {"verlengen": _GIVEN, "beeindigen": _GIVEN, "uittreden": _GIVEN}


@keeps
@require_safe
def agreement_term(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Until when it holds, what may be done about that, and what goes dark."""
    return _page(request, agreement_of(request, pk), {})


@require_POST
@keeps
def term_step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """Evaluate, extend, end it, have one party leave, or say what a withdrawal means for it."""
    agreement = agreement_of(request, pk)
    form = _forms(agreement, request.POST).get(step)
    if form is None:
        raise Http404
    acts: dict[str, Callable[..., object]] = {
        "evalueren": partial(actions.evaluate, agreement=agreement),
        "verlengen": partial(actions.extend, agreement=agreement),
        "beeindigen": partial(actions.terminate, agreement=agreement),
        "uittreden": partial(_leave, agreement),
        "voorstel": partial(ending_actions.propose_ending, agreement=agreement),
        "akkoord": partial(ending_actions.agree_to_end, agreement=agreement),
        "niet-door": partial(ending_actions.drop_ending, agreement=agreement),
        "beoordelen": partial(assess_ground, agreement=agreement),
    }
    if saved(form, partial(acts[step], **who(request))):
        messages.success(request, _SAID.get(step, _("Vastgelegd.")))
        return HttpResponseRedirect(reverse("agreement", args=[agreement.pk]))
    if step not in _steps(agreement):
        # Somebody was first, so the page has no place any more to say what is wrong.
        late = _("Dat kan nu niet meer. Kijk hoe het er nu voor staat.")
        messages.error(request, str([*form.non_field_errors(), late][0]))
    return _page(request, agreement, {step: form})


def _leave(agreement: Agreement, *, party: Any, **values: Any) -> None:
    """Of the agreement on this page, so that it is read once."""
    party.agreement = agreement
    actions.leave(party=party, **values)


def _steps(agreement: Agreement) -> set[str]:
    """Of which steps the page has a form now."""
    found = {"beoordelen"} if gone_ground(agreement) else set()
    if not agreement.holds_on(clock.today()):
        return found
    found.add("evalueren")
    if agreement.terminated_on is None:
        found |= {"uittreden", "beeindigen"}
        if agreement.ends_on is not None:
            found.add("verlengen")
    if is_ending_proposed(agreement):
        found |= {"akkoord", "niet-door"}
    elif agreement.kind != AgreementKind.ACCESSION:
        found.add("voorstel")
    return found


def _forms(agreement: Agreement, data: Any = None) -> dict[str, Form]:
    """Every form of the page by the step that it takes."""
    today = clock.today()
    first = earliest_end(agreement, today)
    parties = agreement.parties.filter(left_on=None).select_related("organisation")
    to_agree = agreement.parties.filter(end_agreed_on=None).select_related("organisation")
    forms: dict[str, Form] = {
        "evalueren": EvaluateForm(data, today=today),
        "verlengen": ExtendForm(data),
        "beeindigen": EndForm(data, first=first),
        "uittreden": LeaveForm(data, first=first, parties=parties.order_by("position", "pk")),
        "voorstel": ProposeEndForm(data),
        "akkoord": AgreeToEndForm(data, today=today, parties=to_agree.order_by("position", "pk")),
        "niet-door": Form(data),
        "beoordelen": AssessForm(data),
    }
    for step, form in forms.items():
        form.auto_id = f"{step}-%s"
    return forms


def _page(request: HttpRequest, agreement: Agreement, wrong: dict[str, Form]) -> HttpResponse:
    today = clock.today()
    end, first = last_day_without(agreement), earliest_end(agreement, today)
    forms = _forms(agreement) | wrong
    is_proposed = is_ending_proposed(agreement)
    would_end_on = (agreement.agreed_end_on if is_proposed else end) or first
    return shown(request, "governance/agreement_term.html", {
        "agreement": agreement, "dues": dues(agreement, today), "end": end, "first": first,
        "holds": agreement.holds_on(today), "steps": _steps(agreement),
        "losses": losses(agreement, would_end_on, agreement.children.order_by("pk")),
        "would_end_on": would_end_on,
        "is_preview": is_proposed or agreement.terminated_on is None,
        "evaluate_form": forms["evalueren"], "extend_form": forms["verlengen"],
        "end_form": forms["beeindigen"], "leave_form": forms["uittreden"],
        "propose_form": forms["voorstel"], "agree_form": forms["akkoord"],
        "drop_form": forms["niet-door"],
        "bound": bound_parties(agreement, on=would_end_on) if is_proposed else [],
        "assess_form": forms["beoordelen"], "gone": gone_ground(agreement),
    })  # fmt: skip
