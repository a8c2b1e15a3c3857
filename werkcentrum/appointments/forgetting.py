"""What an appointment tells of somebody, what remains of it without them, and for how long."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from werkcentrum.appointments.models import (
    Absence,
    Appointment,
    AppointmentEvent,
    WaitingListEntry,
)
from werkcentrum.appointments.states import HOLDING, State
from werkcentrum.appointments.taking import end
from werkcentrum.appointments.telling import ABOUT, ABOUT_THE_END
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.casework import people
from werkcentrum.casework.models import Client
from werkcentrum.casework.people import Kept, told
from werkcentrum.core import outbox, records
from werkcentrum.core.records import MINIMISED, ONE_YEAR, Cutoff, Record, deletes

_FIELDS: Final = (
    "starts_at", "ends_at", "place", "channel", "service_type", "party_size", "language", "state",
    "reason",
)  # fmt: skip


def describe(client: Client) -> dict[str, Any]:
    """Their appointments, and whether they would rather come earlier."""
    rows = client.appointments.select_related("service_type").order_by("starts_at", "id")
    waiting = WaitingListEntry.objects.filter(series__in=rows.values("series"))
    return {
        "appointments": [told(row, *_FIELDS) for row in rows],
        "waiting_list": [told(entry, "since", "offers", "offered_at") for entry in waiting],
    }


def forget(client: Client, at: datetime) -> list[Kept]:
    """Give back the places of what is still to come; the rest stays without name and messages."""
    rows = list(client.appointments.select_related("location").order_by("slot_id", "pk"))
    for row in rows:
        if row.starts_at > at and row.state in (State.BOOKED, *HOLDING):
            _give_back(row, at)
    WaitingListEntry.objects.filter(series__in={row.series for row in rows}).delete()
    Appointment.objects.filter(pk__in=[row.pk for row in rows]).update(
        client=None, person_key="", to_tell=""
    )
    abouts = [f"{kind}:{row.pk}" for row in rows for kind in (ABOUT, ABOUT_THE_END)]
    outbox.forget(region_key=client.region.key, about=abouts)
    return [Kept("appointment", row.ends_at.astimezone(row.location.zone).date()) for row in rows]


def _give_back(row: Appointment, at: datetime) -> None:
    """Nobody is told: there is nobody any more."""
    if row.state == State.HELD:
        end(row, State.EXPIRED, "", SYSTEM, at)
    else:
        end(row, State.CANCELLED_BY_CLIENT, Appointment.Reason.CLIENT, SYSTEM, at)


def _past(region_key: str, cutoff: Cutoff) -> QuerySet[Appointment]:
    """An appointment that was moved goes as a whole, the first version first."""
    rows = Appointment.objects.filter(region__key=region_key, client=None)
    is_younger = rows.filter(series=OuterRef("series"), ends_at__gte=cutoff.moment)
    old = rows.filter(ends_at__lt=cutoff.moment).exclude(Exists(is_younger))
    return old.order_by("series", "sequence", "pk")


def _destroy(keys: Sequence[UUID], _at: datetime) -> None:
    AppointmentEvent.objects.filter(appointment__in=keys).delete()
    first = Appointment.objects.filter(pk__in=keys, moved_from__isnull=True)
    while first.delete()[0]:
        pass


def _waiting_past(region_key: str, cutoff: Cutoff) -> QuerySet[WaitingListEntry]:
    """Its appointment is over, or is not there any more."""
    is_younger = Appointment.objects.filter(
        series=OuterRef("series"), ends_at__gte=cutoff.moment
    )  # fmt: skip
    found = WaitingListEntry.objects.filter(region__key=region_key, since__lt=cutoff.moment)
    return found.exclude(Exists(is_younger))


def _absences_past(region_key: str, cutoff: Cutoff) -> QuerySet[Absence]:
    return Absence.objects.filter(region__key=region_key, ends_at__lt=cutoff.moment)


people.register("appointments", describe=describe, forget=forget)
records.register(
    Record(
        key="appointment",
        kind="klantvraag_informatie",
        label=_("afspraak zonder naam"),
        counts_from="de dag van de afspraak, als de klant is vergeten",
        way="De afspraak en haar stappen worden verwijderd.",
        days=ONE_YEAR,
        source="6.1.3 Informatieverzoek",
        past=_past,
        destroy=_destroy,
    ),
    Record(
        key="waiting_list",
        kind="wachtlijst_inschrijving",
        label=_("plaats op de wachtlijst"),
        counts_from="de dag van de afspraak",
        way="De regel wordt verwijderd.",
        days=ONE_YEAR,
        source="19.1.23 Inschrijving wachtlijst",
        past=_waiting_past,
        destroy=deletes(WaitingListEntry),
    ),
    Record(
        key="absence",
        label=_("afwezigheid van een gids"),
        counts_from="de laatste dag van de afwezigheid",
        way="De regel wordt verwijderd.",
        days=90,
        source=MINIMISED,
        past=_absences_past,
        destroy=deletes(Absence),
    ),
)
