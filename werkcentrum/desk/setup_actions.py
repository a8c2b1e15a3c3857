"""What a walk-in desk begins with: its places, and the devices that have an address."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from werkcentrum.audit.actions import record
from werkcentrum.desk.models import Counter, Desk, DeskDevice, DeskRevision
from werkcentrum.partners.models import Location


@transaction.atomic
def set_up_desk(
    *,
    location: Location,
    key: str,
    name: str,
    prefix: str,
    counters: Sequence[str],
    by: str,
    at: datetime,
) -> Desk:
    """Start a desk with its places and a work screen. Raises IntegrityError for a key in use."""
    desk = Desk.objects.create(
        region=location.region, location=location, key=key, name=name, prefix=prefix
    )
    DeskRevision.objects.create(desk=desk)
    for label in counters:
        Counter.objects.create(desk=desk, label=label)
    DeskDevice.objects.create(
        desk=desk, kind=DeskDevice.Kind.BOARD, label="Werkscherm", registered_at=at
    )
    record(
        verb="desk.desk_set_up", subject=desk, by=by, at=at, region_key=desk.region.key,
        counters=len(counters),
    )  # fmt: skip
    return desk


@transaction.atomic
def register_device(*, desk: Desk, kind: str, label: str, by: str, at: datetime) -> DeskDevice:
    """Give a screen, a kiosk or a door an address; a new board takes the place of the old."""
    if kind == DeskDevice.Kind.BOARD:
        DeskDevice.objects.filter(desk=desk, kind=kind, revoked_at=None).update(revoked_at=at)
    device = DeskDevice.objects.create(desk=desk, kind=kind, label=label, registered_at=at)
    record(
        verb="desk.device_registered", subject=device, by=by, at=at, region_key=desk.region.key,
        kind=kind,
    )  # fmt: skip
    return device


@transaction.atomic
def revoke_device(*, device: DeskDevice, by: str, at: datetime) -> None:
    """Take the address of a device back: from now on nobody finds anything there."""
    DeskDevice.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=at)
    record(
        verb="desk.device_revoked", subject=device, by=by, at=at, region_key=device.desk.region.key,
        kind=device.kind,
    )  # fmt: skip
