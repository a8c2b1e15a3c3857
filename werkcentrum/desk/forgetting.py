"""What a visit tells of somebody who wanted to be known, and how long a visit stays."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from werkcentrum.casework import people
from werkcentrum.casework.models import Client
from werkcentrum.casework.people import Kept, told
from werkcentrum.core import records
from werkcentrum.core.records import ONE_YEAR, Cutoff, Record
from werkcentrum.desk.models import Ticket, TicketEvent, Visit, service_day
from werkcentrum.desk.states import OPEN


def describe(client: Client) -> dict[str, Any]:
    """Their visits, each with its numbers."""
    visits = _of(client).select_related("desk").prefetch_related("tickets")
    return {
        "visits": [
            {
                **told(visit, "arrived_at", "channel", "theme", "group", "language"),
                "desk": visit.desk.name,
                "numbers": [
                    told(ticket, "label", "state", "outcome") for ticket in visit.tickets.all()
                ],
            }
            for visit in visits
        ]
    }


def forget(client: Client, _at: datetime) -> list[Kept]:
    """A visit stays, of nobody in particular."""
    visits = list(_of(client))
    Visit.objects.filter(pk__in=[visit.pk for visit in visits]).update(client=None)
    return [Kept("visit", service_day(visit.arrived_at)) for visit in visits]


def _of(client: Client) -> QuerySet[Visit]:
    found = Visit.objects.filter(Q(client=client) | Q(appointment__client=client))
    return found.order_by("arrived_at", "pk")


def _past(region_key: str, cutoff: Cutoff) -> QuerySet[Visit]:
    is_open = Exists(Ticket.objects.filter(visit=OuterRef("pk"), state__in=OPEN))
    rows = Visit.objects.filter(desk__region__key=region_key, client=None)
    return rows.filter(arrived_at__lt=cutoff.moment).exclude(is_open).order_by("arrived_at", "pk")


def _destroy(keys: Sequence[UUID], _at: datetime) -> None:
    TicketEvent.objects.filter(ticket__visit__in=keys).delete()
    Ticket.objects.filter(visit__in=keys).delete()
    Visit.objects.filter(pk__in=keys).delete()


people.register("desk", describe=describe, forget=forget)
records.register(
    Record(
        key="visit",
        kind="klantvraag_informatie",
        label=_("bezoek aan de balie zonder naam"),
        counts_from="de dag van het bezoek",
        way="Het bezoek en de volgnummers worden verwijderd; de tellingen per dag blijven.",
        days=ONE_YEAR,
        source="6.1.3 Informatieverzoek",
        past=_past,
        destroy=_destroy,
    )
)
