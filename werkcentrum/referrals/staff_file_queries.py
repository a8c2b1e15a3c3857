"""Everything about one enquiry that its adviser sees on one page."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from werkcentrum.accounts.models import Membership, User
from werkcentrum.accounts.roles import ROLES, Permission
from werkcentrum.appointments.models import Appointment
from werkcentrum.appointments.states import UNFINISHED
from werkcentrum.casework.models import ContactMoment, Enquiry
from werkcentrum.core.clock import day_of
from werkcentrum.partners.models import Region
from werkcentrum.referrals import queries
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.staff_queries import BACK
from werkcentrum.referrals.staff_words import STATES
from werkcentrum.referrals.states import TERMINAL, State

_MOST_SHOWN = 50
_FOR_EMPLOYERS = [
    key for key, role in ROLES.items() if Permission.HANDLE_EMPLOYERS in role.permissions
]
_HANDLING = [key for key, role in ROLES.items() if Permission.HANDLE_ENQUIRIES in role.permissions]


@dataclass(frozen=True)
class ShownReferral:
    """A referral as its sender sees it: where it stands, never what the partner writes for itself.

    `said` is what the team asks, '' when it waits for no answer.
    """

    key: UUID
    organisation: str
    team: str
    label: str
    is_open: bool
    is_back: bool
    is_late: bool
    sent_on: date | None
    due_on: date | None
    outcome: str
    reason: str
    suggestion: str
    said: str


@dataclass(frozen=True)
class ShownAppointment:
    """An appointment about this enquiry, on the clock of its location."""

    key: UUID
    starts_at: datetime
    where: str
    label: str


def referrals_of(enquiry: Enquiry, *, today: date) -> list[ShownReferral]:
    """The referrals of an enquiry, newest first."""
    found = Referral.objects.filter(enquiry=enquiry).select_related("team__organisation")
    rows = found.prefetch_related("messages").order_by("-made_at", "-id")
    return [_referral(row, today) for row in rows]


def open_referrals(enquiry: Enquiry) -> int:
    """How many referrals did not come to an end."""
    return queries.open_referrals(enquiry).count()


def appointments_of(enquiry: Enquiry) -> list[ShownAppointment]:
    """What was planned about this enquiry, or with this person; the last first."""
    is_this = Q(enquiry=enquiry)
    if enquiry.client_id is not None:
        is_this |= Q(client=enquiry.client_id)
    found = Appointment.objects.filter(is_this, region=enquiry.region_id).exclude(
        state__in=UNFINISHED
    )
    rows = found.select_related("location").order_by("-starts_at", "-id")[:_MOST_SHOWN]
    return [
        ShownAppointment(
            row.pk, row.starts_at.astimezone(row.location.zone),
            f"{row.location.name}, {row.get_channel_display()}", row.get_state_display(),
        )
        for row in rows
    ]  # fmt: skip


def contacts_of(enquiry: Enquiry) -> list[ContactMoment]:
    """When there was contact about this enquiry, the last first."""
    found = ContactMoment.objects.filter(enquiry=enquiry).order_by("-happened_at", "-id")
    return list(found[:_MOST_SHOWN])


def account_managers(region: Region) -> list[User]:
    """Who may be the one contact of an employer."""
    found = User.objects.filter(
        memberships__organisation__region=region, memberships__role__in=_FOR_EMPLOYERS,
        is_active=True,
    )  # fmt: skip
    return list(found.distinct().order_by("email"))


def colleagues(region: Region) -> list[Membership]:
    """Who may be in charge of enquiries in a region, and for which organisation."""
    found = Membership.objects.filter(
        organisation__region=region, role__in=_HANDLING, user__is_active=True
    )
    return list(found.select_related("user", "organisation").order_by("user__email", "id"))


def _referral(row: Referral, today: date) -> ShownReferral:
    is_open = row.state not in (State.DRAFT, *TERMINAL)
    from_team = [message.body for message in row.messages.all() if message.is_from_team]
    return ShownReferral(
        key=row.pk,
        organisation=row.team.organisation.name,
        team=row.team.name,
        label=str(STATES[row.state]),
        is_open=is_open,
        is_back=row.state in BACK,
        is_late=bool(is_open and row.due_on and row.due_on < today),
        sent_on=day_of(row.sent_at) if row.sent_at else None,
        due_on=row.due_on,
        outcome=row.get_outcome_display(),
        reason=row.get_decline_reason_display(),
        suggestion=row.suggestion,
        said=from_team[-1] if from_team and row.state == State.INFO_REQUESTED else "",
    )
