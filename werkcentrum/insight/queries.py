"""Figures of a region over a period, counted from what is in the database now.

What was destroyed after its term is not counted any more; of a desk the totals of a day stay.
"""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.db.models import Count
from django.db.models.fields.json import KT
from django.db.models.functions import TruncDate

from werkcentrum.appointments.models import Appointment
from werkcentrum.appointments.states import State as AppointmentState
from werkcentrum.casework.models import Enquiry
from werkcentrum.catalogue.models import Theme
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.desk.models import DeskDay, Visit
from werkcentrum.insight.periods import Period
from werkcentrum.insight.rules import told, told_by_name
from werkcentrum.partners.models import Region
from werkcentrum.referrals.models import ReferralEvent
from werkcentrum.referrals.states import State as ReferralState

_NO_THEME = "zonder onderwerp"


def figures_for(region: Region, period: Period) -> dict[str, int | None]:
    """Numbers by their name, in the order of a letter; None may not be told (`rules.told`)."""
    quarters = period.quarters
    themes = [enquiries_by_theme(region, quarter) for quarter in quarters]
    return {
        "Bezoeken aan de inloop": told(visits(region, one) for one in quarters),
        "Hulpvragen": told(sum(cells.values()) for cells in themes),
        **{f"Hulpvragen, {name}": number for name, number in told_by_name(themes).items()},
        "Doorverwijzingen die een partner aannam": told(
            accepted_referrals(region, one) for one in quarters
        ),
        "Afspraken die zijn geweest": told(appointments_held(region, one) for one in quarters),
    }


def visits(region: Region, period: Period) -> int:
    """How often somebody came in: of closed days what remains of them, of others the visits."""
    days = DeskDay.objects.filter(
        desk__location__region=region, on__gte=period.starts_on, on__lt=period.ends_on
    )
    summed = days.order_by("on").values_list("desk", "on", "tickets", "transferred")
    # Who was sent to another desk got a second number there.
    closed = {(desk, on): tickets - moved for desk, on, tickets, moved in summed}
    rows = (
        Visit.objects.filter(desk__location__region=region, **_within("arrived_at", period))
        .annotate(on=TruncDate("arrived_at", tzinfo=AMSTERDAM))
        .order_by("desk", "on").values_list("desk", "on").annotate(count=Count("pk"))
    )  # fmt: skip
    others: int = sum(count for desk, on, count in rows if (desk, on) not in closed)
    return sum(closed.values()) + others


def enquiries_by_theme(region: Region, period: Period) -> dict[str, int]:
    """Each question once, under the first of its themes."""
    titles = dict(Theme.objects.filter(region=region).order_by("key").values_list("key", "title"))
    rows = (
        Enquiry.objects.filter(region=region, **_within("opened_at", period))
        .annotate(theme=KT("themes__0"))
        .order_by("theme").values_list("theme").annotate(count=Count("pk"))
    )  # fmt: skip
    found: dict[str, int] = {}
    for theme, count in rows:
        name = titles.get(theme or "", _NO_THEME).lower()
        found[name] = found.get(name, 0) + count
    return found


def accepted_referrals(region: Region, period: Period) -> int:
    """How many a partner accepted in this time, each once."""
    events = ReferralEvent.objects.filter(
        referral__region=region, state=ReferralState.ACCEPTED, **_within("at", period)
    )
    return events.order_by().values("referral").distinct().count()


def appointments_held(region: Region, period: Period) -> int:
    """How many took place."""
    return Appointment.objects.filter(
        region=region, state=AppointmentState.ATTENDED, **_within("starts_at", period)
    ).count()


def _within(field: str, period: Period) -> Mapping[str, datetime]:
    return {
        f"{field}__gte": _midnight(period.starts_on), f"{field}__lt": _midnight(period.ends_on)
    }  # fmt: skip


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=AMSTERDAM)
