"""What happens when an adviser is away, and with appointments whose hours or adviser went."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from werkcentrum.accounts.models import User
from werkcentrum.appointments import rules
from werkcentrum.appointments.models import Absence, Appointment, OfferAdviser, StaffCell
from werkcentrum.appointments.queries import free_colleagues, whole
from werkcentrum.appointments.states import HOLDING, State
from werkcentrum.appointments.taking import SETTLED, keep_cells, lock_advisers, lock_slots
from werkcentrum.appointments.telling import tell_other_adviser, tell_please_move
from werkcentrum.audit.actions import record
from werkcentrum.core.refusal import insist
from werkcentrum.partners.models import Region

_AWAY: Final = {"is_orphaned": True, "orphan_reason": Appointment.Orphan.ABSENCE}
_ALONE: Final = {"is_orphaned": True, "orphan_reason": Appointment.Orphan.COMPANION}


@dataclass(frozen=True)
class AbsenceResult:
    """How many appointments a colleague took over, and how many wait on the work list."""

    absence: Absence
    taken_over: int
    left: int


@transaction.atomic
def report_absence(
    *,
    region: Region,
    adviser: User,
    starts_at: datetime,
    ends_at: datetime,
    by: str,
    at: datetime,
) -> AbsenceResult:
    """An adviser is away: a colleague who is free takes over, what is left needs somebody.

    So does an appointment to which they would come along. Whoever chose this adviser is told that
    it will be another. Raises RefusedError.
    """
    insist(rules.may_be_absent(starts_at=starts_at, ends_at=ends_at, at=at))
    then = Appointment.objects.filter(
        starts_at__lt=ends_at, ends_at__gt=max(starts_at, at), state__in=(State.BOOKED, *HOLDING)
    ).order_by("starts_at", "pk")
    found, along = then.filter(adviser=adviser), then.filter(companion=adviser)
    either = then.filter(Q(adviser=adviser) | Q(companion=adviser))
    lock_slots(*either.values_list("slot_id", flat=True))
    lock_advisers(*_colleagues_of(adviser))
    absence = Absence.objects.create(
        region=region, adviser=adviser, starts_at=starts_at, ends_at=ends_at
    )
    # Who is still filling in a form gets somebody else, or hears that it is not possible.
    StaffCell.objects.filter(appointment__in=found.filter(state=State.HELD)).delete()
    firm = list(whole(found.exclude(state=State.HELD)))
    taken_over = sum(_take_over(appointment, at) for appointment in firm)
    left = len(firm) - taken_over + _stay_away(along, by, at)
    record(
        verb="appointments.absence_reported", subject=absence, by=by, at=at,
        region_key=region.key, taken_over=taken_over, left=left,
    )  # fmt: skip
    return AbsenceResult(absence, taken_over, left)


@transaction.atomic
def end_absence(*, absence: Absence, by: str, at: datetime) -> None:
    """Somebody is there after all; what nobody took over yet needs nobody any more."""
    away = Appointment.objects.filter(
        adviser=absence.adviser, starts_at__lt=absence.ends_at, ends_at__gt=absence.starts_at,
        orphan_reason=Appointment.Orphan.ABSENCE,
    )  # fmt: skip
    lock_advisers(absence.adviser_id)
    away.update(**SETTLED)
    record(
        verb="appointments.absence_ended", subject=absence, by=by, at=at,
        region_key=absence.region.key,
    )  # fmt: skip
    if absence.starts_at < at < absence.ends_at:
        Absence.objects.filter(pk=absence.pk).update(ends_at=at)
    elif at <= absence.starts_at:
        Absence.objects.filter(pk=absence.pk).delete()


@transaction.atomic
def give_to(*, appointment: Appointment, adviser: User, by: str, at: datetime) -> None:
    """Another adviser has this conversation. Raises RefusedError when that one is taken."""
    lock_slots(appointment.slot_id)
    appointment.refresh_from_db(fields=["state", "adviser", "is_adviser_wanted"])
    keys = {adviser.pk, *([appointment.adviser_id] if appointment.adviser_id else [])}
    lock_advisers(*keys)
    insist(rules.may_be_given(appointment))
    free = [colleague.key for colleague in free_colleagues(appointment, at=at)]
    insist(None if adviser.pk in free else rules.no_adviser())
    _give(appointment, adviser.pk, at)
    _record("adviser_changed", appointment, by, at)


@transaction.atomic
def keep_as_is(*, appointment: Appointment, by: str, at: datetime) -> None:
    """It goes on although the hours changed: somebody sees to it. Never flagged for that again."""
    insist(rules.may_be_given(appointment))
    Appointment.objects.filter(pk=appointment.pk).update(is_kept=True, **SETTLED)
    _record("kept", appointment, by, at)


@transaction.atomic
def leave_companion_out(*, appointment: Appointment, by: str, at: datetime) -> None:
    """The colleague of a partner does not come along, and sees nothing of it from now on.

    Nor of what somebody moved it to at this very moment.
    """
    lock_slots(appointment.slot_id)
    _leave_out(appointment, by, at)


@transaction.atomic
def ask_to_move(*, appointment: Appointment, by: str, at: datetime) -> None:
    """Send the ready message: please choose another time. Raises RefusedError without address."""
    insist(rules.may_be_given(appointment))
    insist(None if tell_please_move(appointment, at) else rules.no_address())
    Appointment.objects.filter(pk=appointment.pk).update(asked_at=at)
    _record("asked_to_move", appointment, by, at)


def _colleagues_of(adviser: User) -> list[UUID]:
    """Everybody who shares an offer with an adviser, this one included."""
    offers = OfferAdviser.objects.filter(adviser=adviser).values("offer")
    rows = OfferAdviser.objects.filter(offer__in=offers).order_by("adviser_id")
    return [adviser.pk, *rows.values_list("adviser_id", flat=True).distinct()]


def _take_over(appointment: Appointment, at: datetime) -> bool:
    """Give it to a colleague, or flag it; returns whether somebody took it over."""
    free = free_colleagues(appointment, at=at)
    if not free:
        Appointment.objects.filter(pk=appointment.pk).update(**_AWAY)
        return False
    _give(appointment, free[0].key, at)
    return True


def _give(appointment: Appointment, adviser: UUID, at: datetime) -> None:
    was_wanted = appointment.is_adviser_wanted
    StaffCell.objects.filter(appointment=appointment, adviser=appointment.adviser_id).delete()
    Appointment.objects.filter(pk=appointment.pk).update(
        adviser_id=adviser, is_adviser_wanted=False, **SETTLED
    )
    appointment.refresh_from_db(fields=["adviser", "is_adviser_wanted", *SETTLED])
    keep_cells(appointment, at)
    if was_wanted and appointment.state == State.BOOKED:
        tell_other_adviser(appointment, at)


def _stay_away(along: QuerySet[Appointment], by: str, at: datetime) -> int:
    """They do not come along; returns of how many appointments somebody must decide what then."""
    found = list(along.select_related("region"))
    for appointment in found:
        _leave_out(appointment, by, at)
        Appointment.objects.filter(pk=appointment.pk).update(**_ALONE)
    return len(found)


def _leave_out(appointment: Appointment, by: str, at: datetime) -> None:
    versions = Appointment.objects.filter(series=appointment.series, companion__isnull=False)
    StaffCell.objects.filter(appointment__in=versions, adviser=F("appointment__companion")).delete()
    versions.update(companion=None)
    appointment.companion = None
    _record("companion_left_out", appointment, by, at)


def _record(verb: str, appointment: Appointment, by: str, at: datetime, **detail: Any) -> None:
    record(
        verb=f"appointments.{verb}", subject=appointment, by=by, at=at,
        region_key=appointment.region.key, **detail,
    )  # fmt: skip
