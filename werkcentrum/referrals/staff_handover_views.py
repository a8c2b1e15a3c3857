"""Bringing people together: the appointment at which the person, the team and the adviser meet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from werkcentrum.accounts.staff_page import refusals_in
from werkcentrum.appointments import queries as appointments
from werkcentrum.appointments import rules as appointment_rules
from werkcentrum.appointments.staff_forms import SlotForm, TimesForm
from werkcentrum.core import clock
from werkcentrum.core.refusal import insist
from werkcentrum.partners.middleware import region_of
from werkcentrum.referrals import actions, queries, rules, staff_refer_queries
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.staff_page import by, handles, head_of, looked, shown, user_of
from werkcentrum.referrals.staff_refer_forms import CompanionForm, HandoverForm

# The button that only shows other times.
_LOOK: Final = "zoek"
_DAYS_SHOWN: Final = 6


@dataclass(frozen=True)
class _Forms:
    """What is filled in: what and where, at which time, how, and who comes for the team."""

    times: TimesForm
    chosen: SlotForm
    how: HandoverForm
    who: CompanionForm

    def are_valid(self) -> bool:
        """Each of them, so that each says what is wrong."""
        found = [form.is_valid() for form in (self.times, self.chosen, self.how, self.who)]
        return all(found)


@handles
def sent_handover(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose when, where and how the three meet, or speak each other on the phone."""
    found = staff_refer_queries.sent_referrals(user_of(request), region_of(request))
    referral, at = get_object_or_404(found, pk=pk), clock.now()
    typed = request.POST if request.method == "POST" else None
    times = TimesForm(
        typed, offers=list(appointments.offers_for(referral.region)), today=clock.today(),
        is_move=True,
    )  # fmt: skip
    is_sent = typed is not None and _LOOK not in typed
    chosen = SlotForm(typed if is_sent else None, region=referral.region, initial=_kept(request))
    forms = _Forms(
        times, chosen, HandoverForm(typed, warmth=referral.warmth),
        CompanionForm(typed, people=queries.who_receives(referral.team.organisation)),
    )  # fmt: skip
    if is_sent and forms.are_valid():
        with refusals_in(chosen):
            _hand_over(request, referral, forms, at)
            messages.success(request, _said(referral))
            return HttpResponseRedirect(reverse("sent_referral", args=[pk]))
    return _page(request, referral, forms, at)


def _said(referral: Referral) -> str:
    """Who hears of it by itself."""
    client = referral.enquiry.client
    if client is not None and client.address:
        return _("De afspraak staat. De klant en het team horen het.")
    return _("De afspraak staat. Het team hoort het. Vertel de klant zelf wanneer het is.")


def _hand_over(request: HttpRequest, referral: Referral, forms: _Forms, at: datetime) -> None:
    """Make the appointment. Raises RefusedError."""
    chosen = forms.chosen.cleaned_data
    is_other = chosen["slot"].offer != forms.times.offer_shown
    insist(appointment_rules.other_kind() if is_other else None)
    actions.hand_over_warmly(
        referral=referral, slot=chosen["slot"], request_key=chosen["request_key"],
        channel=forms.how.cleaned_data["channel"], staff=user_of(request),
        adviser=forms.times.wanted().adviser, companion=forms.who.chosen, by=by(request), at=at,
    )  # fmt: skip


def _kept(request: HttpRequest) -> dict[str, Any]:
    """What was chosen by whoever only looks for other times."""
    return {name: typed for name in SlotForm.base_fields if (typed := request.POST.get(name))}


def _page(request: HttpRequest, referral: Referral, forms: _Forms, at: datetime) -> HttpResponse:
    looked(request, referral.enquiry, referral=str(referral.pk))
    wanted, offer = forms.times.wanted(), forms.times.offer_shown
    companion = forms.who.chosen
    far = (wanted.first - clock.today()).days + appointments.DAYS_AHEAD
    days = [] if offer is None else appointments.free_days(
        offer, at=at, adviser=wanted.adviser, companion=companion.pk if companion else None,
        days=far, is_staff=True,
    )  # fmt: skip
    handover = queries.handover_of(referral)
    is_coming = handover is not None and rules.is_coming(handover)
    return shown(request, "referrals/staff/handover.html", {
        **head_of(referral.enquiry), "referral": referral,
        "times": forms.times, "chosen": forms.chosen, "form": forms.how, "who": forms.who,
        "wanted": wanted,
        "days": [day for day in days if day.on >= wanted.first][:_DAYS_SHOWN],
        "has_offers": offer is not None,
        "refusal": rules.may_hand_over(referral, has_handover=is_coming),
    })  # fmt: skip
