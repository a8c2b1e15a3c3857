"""What a coordinator sees: numbers, names of partners and advisers. Never what people told."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Model, Q

from werkcentrum.accounts.models import User
from werkcentrum.casework.models import Enquiry
from werkcentrum.core.clock import day_of
from werkcentrum.partners.models import Organisation, Region, Team
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


def partner_rows(region: Region, *, today: date, most: int) -> list[PartnerRow]:
    """Per partner what waits there; who is late most comes first.

    Counted per team and added up here: in one query with the names it took half as long again.
    What waits is open: said as well, so that the index of what is open can answer.
    """
    found = Referral.objects.filter(region=region, state__in=WAITING, closed_at=None).order_by()
    counted = list(
        found.values_list("team").annotate(
            open=Count("*"), late=Count("due_on", filter=Q(due_on__lt=today)), oldest=Min("due_on")
        )
    )
    names = _named(Team, "organisation__name", {row[0] for row in counted})
    rows: dict[str, PartnerRow] = {}
    for team, count, late, oldest in counted:
        row = PartnerRow(names[team], count, late, oldest)
        rows[row.name] = _together(rows[row.name], row) if row.name in rows else row
    return sorted(rows.values(), key=lambda row: (-row.late, -row.open, row.name))[:most]


def open_enquiries(region: Region, *, most: int) -> tuple[Free, list[LoadRow]]:
    """What lies with nobody, and per organisation and adviser how much there is to do.

    Who has most comes first. Counted by key: with the names in the query every row was joined
    before it was counted.
    """
    found = Enquiry.objects.filter(region=region, closed_at=None).order_by()
    counted = list(
        found.values_list("organisation", "adviser").annotate(
            open=Count("*"), urgent=Count("urgency", filter=~Q(urgency="")), oldest=Min("opened_at")
        )
    )
    names = _named(Organisation, "name", {row[0] for row in counted})
    emails = _named(User, "email", {row[1] for row in counted})
    rows = [
        LoadRow(names.get(organisation, ""), emails.get(adviser, ""), count, urgent, _on(oldest))
        for organisation, adviser, count, urgent, oldest in counted
    ]
    free = [row for row in rows if not row.adviser]
    load = [row for row in rows if row.adviser]
    load.sort(key=lambda row: (-row.open, row.organisation, row.adviser))
    return _free(free), load[:most]


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


def _named(model: type[Model], field: str, keys: set[Any]) -> dict[Any, str]:
    """A field of the rows with these keys, by key."""
    rows = model._default_manager.filter(pk__in=keys).order_by("pk")
    return dict(rows.values_list("pk", field))


def _free(rows: list[LoadRow]) -> Free:
    return Free(
        count=sum(row.open for row in rows),
        urgent=sum(row.urgent for row in rows),
        since=min((row.since for row in rows if row.since), default=None),
    )


def _together(one: PartnerRow, other: PartnerRow) -> PartnerRow:
    """Two teams of one partner."""
    days = [day for day in (one.since, other.since) if day is not None]
    return PartnerRow(
        one.name, one.open + other.open, one.late + other.late, min(days, default=None)
    )


def _on(moment: datetime | None) -> date | None:
    return day_of(moment) if moment else None
