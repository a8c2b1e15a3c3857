"""What a coordinator sees: numbers, names of partners and advisers. Never what people told."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Min, Q

from werkcentrum.casework.models import Enquiry
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.partners.models import Region
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.queries import unread_too_long
from werkcentrum.referrals.staff_queries import WAITING
from werkcentrum.referrals.staff_words import STATES


@dataclass(frozen=True)
class Free:
    """Enquiries of which nobody is in charge: how many, how many of them urgent, since when."""

    count: int
    urgent: int
    since: date | None


@dataclass(frozen=True)
class PartnerRow:
    """A partner with referrals that wait: how many, how many past their day, the oldest day."""

    name: str
    open: int
    late: int
    since: date | None


@dataclass(frozen=True)
class LoadRow:
    """How many open enquiries an adviser has; `adviser` is '' for those that nobody has yet."""

    organisation: str
    adviser: str
    open: int
    urgent: int
    since: date | None


@dataclass(frozen=True)
class CallRow:
    """A team to call, because its answer is late."""

    key: UUID
    team: str
    organisation: str
    phone: str
    state: str
    adviser: str
    sent_on: date | None
    due_on: date | None


@dataclass(frozen=True)
class SilentRow:
    """A team that leaves things unread: how many, and since when."""

    team: str
    phone: str
    count: int
    since: date | None


def free_enquiries(region: Region) -> Free:
    """What lies with nobody."""
    found = Enquiry.objects.filter(region=region, adviser=None, closed_at=None).aggregate(
        count=Count("pk"), urgent=Count("pk", filter=~Q(urgency="")), since=Min("opened_at")
    )
    return Free(found["count"], found["urgent"], _on(found["since"]))


def partner_rows(region: Region, *, today: date, most: int) -> list[PartnerRow]:
    """Per partner what waits there; who is late most comes first."""
    found = Referral.objects.filter(region=region, state__in=WAITING).order_by()
    grouped = found.values_list("team__organisation__name").annotate(
        open=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)), oldest=Min("due_on")
    )
    rows = grouped.order_by("-late", "-open", "team__organisation__name")[:most]
    return [PartnerRow(*row) for row in rows]


def load_rows(region: Region, *, most: int) -> list[LoadRow]:
    """Per organisation and adviser how much there is to do; who has most comes first."""
    found = Enquiry.objects.filter(region=region, closed_at=None).exclude(adviser=None).order_by()
    grouped = found.values("organisation__name", "adviser__email").annotate(
        open=Count("pk"), urgent=Count("pk", filter=~Q(urgency="")), oldest=Min("opened_at")
    )
    rows = grouped.order_by("-open", "organisation__name", "adviser__email")[:most]
    return [
        LoadRow(
            row["organisation__name"] or "", row["adviser__email"], row["open"], row["urgent"],
            _on(row["oldest"]),
        )
        for row in rows
    ]  # fmt: skip


def silent_rows(region: Region, *, at: datetime) -> list[SilentRow]:
    """Where something lies unread for three working days: nobody is referred there now."""
    found: dict[UUID, list[Referral]] = {}
    for referral in unread_too_long(region, at=at):
        found.setdefault(referral.team_id, []).append(referral)
    return [
        SilentRow(
            str(rows[0].team), rows[0].team.organisation.phone, len(rows), _on(rows[0].sent_at)
        )
        for rows in found.values()
    ]


def call_row(referral: Referral) -> CallRow:
    """Whom to call about a referral of `queries.call_list`, and for whom."""
    team = referral.team
    return CallRow(
        key=referral.pk,
        team=team.name,
        organisation=team.organisation.name,
        phone=team.organisation.phone,
        state=str(STATES[referral.state]),
        adviser=referral.owner.email if referral.owner else "",
        sent_on=_on(referral.sent_at),
        due_on=referral.due_on,
    )


def _on(moment: datetime | None) -> date | None:
    return moment.astimezone(AMSTERDAM).date() if moment else None
