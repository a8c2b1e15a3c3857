"""Bringing people together: the appointment at which the person, the team and the adviser meet."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from werkcentrum.appointments import queries as appointments
from werkcentrum.appointments import rules as appointment_rules
from werkcentrum.appointments.staff_forms import SlotForm, TimesForm
from werkcentrum.core import clock
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.partners.middleware import region_of
from werkcentrum.referrals import actions, queries, rules, staff_refer_queries
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.staff_page import by, handles, head_of, looked, shown, user_of
from werkcentrum.referrals.staff_refer_forms import HandoverForm

# The button that only shows other times.
_LOOK: Final = "zoek"
_DAYS_SHOWN: Final = 6


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
    form = HandoverForm(typed, warmth=referral.warmth)
    if is_sent and times.is_valid() and chosen.is_valid() and form.is_valid():
        try:
            _hand_over(request, referral, times, chosen, form, at)
        except RefusedError as refused:
            chosen.add_error(None, str(refused))
        else:
            messages.success(request, _said(referral))
            return HttpResponseRedirect(reverse("sent_referral", args=[pk]))
    return _page(request, referral, times, chosen, form, at)


def _said(referral: Referral) -> str:
    """Who hears of it by itself."""
    client = referral.enquiry.client
    if client is not None and client.address:
        return _("De afspraak staat. De klant en het team horen het.")
    return _("De afspraak staat. Het team hoort het. Vertel de klant zelf wanneer het is.")


def _hand_over(
    request: HttpRequest,
    referral: Referral,
    times: TimesForm,
    chosen: SlotForm,
    form: HandoverForm,
    at: datetime,
) -> None:
    """Make the appointment. Raises RefusedError."""
    slot = chosen.cleaned_data["slot"]
    insist(appointment_rules.other_kind() if slot.offer != times.offer_shown else None)
    actions.hand_over_warmly(
        referral=referral, slot=slot, request_key=chosen.cleaned_data["request_key"],
        channel=form.cleaned_data["channel"], staff=user_of(request),
        adviser=times.wanted().adviser, by=by(request), at=at,
    )  # fmt: skip


def _kept(request: HttpRequest) -> dict[str, Any]:
    """What was chosen by whoever only looks for other times."""
    return {name: typed for name in SlotForm.base_fields if (typed := request.POST.get(name))}


def _page(
    request: HttpRequest,
    referral: Referral,
    times: TimesForm,
    chosen: SlotForm,
    form: HandoverForm,
    at: datetime,
) -> HttpResponse:
    looked(request, referral.enquiry, referral=str(referral.pk))
    wanted, offer = times.wanted(), times.offer_shown
    far = (wanted.first - clock.today()).days + appointments.DAYS_AHEAD
    days = [] if offer is None else appointments.free_days(
        offer, at=at, adviser=wanted.adviser, days=far, is_staff=True
    )  # fmt: skip
    handover = queries.handover_of(referral)
    is_coming = handover is not None and rules.is_coming(handover)
    return shown(request, "referrals/staff/handover.html", {
        **head_of(referral.enquiry), "referral": referral,
        "times": times, "chosen": chosen, "form": form, "wanted": wanted,
        "days": [day for day in days if day.on >= wanted.first][:_DAYS_SHOWN],
        "has_offers": offer is not None,
        "refusal": rules.may_hand_over(referral, has_handover=is_coming),
    })  # fmt: skip
