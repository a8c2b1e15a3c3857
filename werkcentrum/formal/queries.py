"""Formal requests, channels and outages, as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from werkcentrum.casework.models import Client, Reach
from werkcentrum.core import outbox
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.phone import international
from werkcentrum.formal.models import (
    Addressee,
    FormalChannel,
    FormalRequest,
    FormalTerm,
    Kind,
    Outage,
)
from werkcentrum.formal.terms import LAW, Term, term_for
from werkcentrum.formal.tokens import hash_of
from werkcentrum.partners.models import Organisation, Region

OUTAGES_SHOWN = 20
# So many links are mailed when somebody asks for them.
LINKS_AT_ONCE = 5
ON_A_PAGE = 50


@dataclass(frozen=True)
class Work:
    """One line of the work list; `left`: days until the term ends, below zero after it."""

    addressee: Addressee
    number: str
    kind: str
    organisation: str
    due_on: date
    left: int
    is_extended: bool
    is_confirmed: bool

    @property
    def is_overdue(self) -> bool:
        """The term ended and nobody wrote down an answer."""
        return self.left < 0


@dataclass(frozen=True)
class ShownTerm:
    """One term as the privacy officer reads it; `key` is None for a row of the law."""

    key: UUID | None
    kind: str
    length: str
    starts_on: date
    law: str
    is_now: bool
    is_coming: bool


def term_of(region: Region, kind: str, received_on: date) -> Term:
    """The term in this region for what came in that day. Raises ValueError, as `terms.term_for`."""
    own = FormalTerm.objects.filter(region=region, kind=kind, starts_on__lte=received_on)
    return term_for(kind, received_on, [row.as_term() for row in own.order_by("starts_on")])


def shown_terms(region: Region, today: date) -> list[ShownTerm]:
    """The law and the region's own rows, by kind, the last first; one query."""
    own = FormalTerm.objects.filter(region=region).order_by("kind", "-starts_on")
    rows = [(row.as_term(), row.pk) for row in own] + [(term, None) for term in LAW]
    now = {kind: term_for(kind, today, [term for term, key in rows if key]) for kind in Kind}
    order = sorted(rows, key=lambda row: row[0].starts_on, reverse=True)
    return [
        ShownTerm(
            key=key, kind=str(kind.label), length=_length(term), starts_on=term.starts_on,
            law=term.law, is_now=term == now[kind], is_coming=term.starts_on > today,
        )
        for kind in Kind
        for term, key in order
        if term.kind == kind
    ]  # fmt: skip


def _length(term: Term) -> str:
    count, extra = (term.months, term.extra_months) if term.months else (
        term.weeks, term.extra_weeks
    )  # fmt: skip
    return f"{count} + {extra} {'maanden' if term.months else 'weken'}"


def channels_for(region: Region, kind: str, on: date) -> list[FormalChannel]:
    """To whom this kind can be sent that day: municipalities first, then the others, by name."""
    rows = FormalChannel.objects.on(on).filter(organisation__region=region, kind=kind)
    found = rows.select_related("organisation__municipality").order_by("organisation__name")
    return sorted(found, key=lambda row: not is_municipal(row.organisation))


def is_municipal(organisation: Organisation) -> bool:
    """Whether it is the municipality itself."""
    return organisation.kind == Organisation.Kind.MUNICIPALITY


def channel_register(region: Region, on: date) -> QuerySet[FormalChannel]:
    """Every channel in force or still to come, by kind and organisation."""
    rows = FormalChannel.objects.filter(organisation__region=region)
    open_rows = rows.filter(Q(ends_on=None) | Q(ends_on__gt=on))
    return open_rows.select_related("organisation").order_by(
        "kind", "organisation__name", "starts_on", "id"
    )


def outages(region: Region) -> list[Outage]:
    """The last ones, newest first."""
    return list(Outage.objects.filter(region=region).order_by("-starts_at", "-id")[:OUTAGES_SHOWN])


def outage_now(region: Region, kind: str, at: datetime) -> Outage | None:
    """The outage of this form that is not over."""
    rows = Outage.objects.filter(region=region, starts_at__lte=at)
    going_on = rows.filter(Q(ends_at=None) | Q(ends_at__gt=at)).order_by("-starts_at")
    return next((row for row in going_on if kind in row.kinds), None)


def sent_before(region: Region, request_key: UUID) -> FormalRequest | None:
    """The request that this form became, when it was sent already."""
    return FormalRequest.objects.filter(region=region, request_key=request_key).first()


def behind_link(region: Region, secret: str) -> FormalRequest | None:
    """Whose secret this is."""
    rows = FormalRequest.objects.filter(region=region, secret_hash=hash_of(secret))
    return rows.select_related("region").first()


def sent_from(region: Region, address: str) -> list[FormalRequest]:
    """What came from a mail address, the newest first and no more than a few."""
    rows = FormalRequest.objects.filter(region=region, reach=Reach.MAIL, address__iexact=address)
    return list(rows.select_related("region").order_by("-received_at", "-id")[:LINKS_AT_ONCE])


def sent_by(client: Client) -> list[FormalRequest]:
    """What came from the address that we know of somebody, the newest first.

    A request names nobody that we know: whoever reads what is sent to that address has its copy.
    """
    rows = FormalRequest.objects.filter(region=client.region_id, reach=client.reach)
    found = rows.select_related("region").order_by("-received_at", "-id")
    if not client.reach:
        return []
    if client.reach != Reach.PHONE:
        return list(found.filter(address__iexact=client.address))
    number = international(client.address)
    return [row for row in found if number and international(row.address) == number]


def addressees_of(request: FormalRequest) -> list[Addressee]:
    """To whom it went, in the order in which that happened."""
    rows = request.addressees.select_related("organisation", "forwarded_by__organisation")
    return list(rows.order_by("sent_at", "id"))


def open_work(region: Region, user: Any, kind: str = "") -> QuerySet[Addressee]:
    """What waits for an answer and this user may see, soonest first."""
    return _seen_by(region, user, kind).filter(handled_at=None).order_by("due_on", "id")


def done_work(region: Region, user: Any, kind: str = "") -> QuerySet[Addressee]:
    """What was handled, last first."""
    rows = _seen_by(region, user, kind).filter(handled_at__isnull=False)
    return rows.order_by("-handled_at", "-id")


def work_lines(rows: Sequence[Addressee], today: date) -> list[Work]:
    """Rows as the list shows them."""
    return [
        Work(
            addressee=row,
            number=row.request.number,
            kind=str(Kind(row.request.kind).label),
            organisation=row.organisation.name,
            due_on=row.due_on,
            left=(row.due_on - today).days,
            is_extended=row.extended_at is not None,
            is_confirmed=row.arrived_at is not None,
        )
        for row in rows
    ]


def undelivered(addressees: Sequence[Addressee]) -> set[UUID]:
    """Of which the message to the organisation did not leave, or perhaps did not."""
    keys = {sending_key(row): row.pk for row in addressees}
    rows = OutboxMessage.objects.filter(key__in=keys, state__in=outbox.UNSETTLED)
    return {keys[key] for key in rows.order_by("key").values_list("key", flat=True)}


def sending_key(addressee: Addressee) -> str:
    """The key of the message that brings a request to an organisation."""
    return f"formal-request:{addressee.pk}:sent"


def _seen_by(region: Region, user: Any, kind: str) -> QuerySet[Addressee]:
    requests = FormalRequest.objects.visible_to(user).filter(region=region)
    if kind:
        requests = requests.filter(kind=kind)
    rows = Addressee.objects.filter(request__in=requests)
    return rows.select_related("request", "organisation")
