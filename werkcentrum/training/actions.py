"""What people do with a training, what a table brings in, and what is over by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef

from werkcentrum.audit.actions import SYSTEM, record
from werkcentrum.catalogue.models import Service
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.matching.rules import told
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.profiles.models import ProfileFacts
from werkcentrum.training import rules
from werkcentrum.training.content import Content
from werkcentrum.training.groups import GROUPS
from werkcentrum.training.models import PeopleLooking, Training, TrainingStart
from werkcentrum.training.region_queries import looking_for

# So that two changes at one moment can be told apart.
_MOMENT: Final = timedelta(microseconds=1)


@dataclass(frozen=True)
class Row:
    """A training as a table has it; `number` is that of the school."""

    number: str
    provider: Organisation
    service: Service | None
    content: Content


@dataclass(frozen=True)
class Tally:
    """What became of rows: `left_alone` is over, or was withdrawn here."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    left_alone: int = 0


@transaction.atomic
def enter_training(
    *, provider: Organisation, service: Service | None, content: Content, by: str, at: datetime
) -> Training:
    """Put a training on the website. Raises RefusedError."""
    insist(rules.may_show(content, today=day_of(at)))
    training = _create(Row("", provider, service, content), at)
    _record("training.entered", training, by, at)
    return training


@transaction.atomic
def change_training(
    *, training: Training, provider: Organisation, service: Service | None, content: Content,
    restore: bool = False, by: str, at: datetime,
) -> None:  # fmt: skip
    """Write it anew; `restore` brings it back first. Raises RefusedError."""
    if restore:
        restore_training(training=training, by=by, at=at)
    insist(rules.may_change(training) or rules.may_show(content, today=day_of(at)))
    _take(
        training, at, **content.as_fields(), provider=provider, service=service, ended_at=None,
        seen_on=day_of(at),
    )  # fmt: skip
    _write_starts(training, content, at)
    _record("training.changed", training, by, at)


@transaction.atomic
def withdraw_training(*, training: Training, by: str, at: datetime) -> None:
    """Off the website, until somebody brings it back. Raises RefusedError."""
    insist(rules.may_withdraw(training))
    _take(training, at, ended_at=training.ended_at or at, ended_by=by)
    _record("training.withdrawn", training, by, at)


@transaction.atomic
def restore_training(*, training: Training, by: str, at: datetime) -> None:
    """Bring back what was withdrawn. Raises RefusedError."""
    insist(rules.may_restore(training))
    _take(training, at, ended_at=None, ended_by="", seen_on=day_of(at))
    _record("training.restored", training, by, at)


@transaction.atomic
def import_trainings(
    *, region: Region, rows: Sequence[Row], is_example: bool = False, by: str, at: datetime
) -> Tally:
    """Take over some rows of a table; the same rows again change nothing.

    What somebody withdrew here stays so. What is over comes in only when it has a new day.
    """
    # One at a time: who comes second finds the rows of the first.
    Region.objects.select_for_update(of=("self",), no_key=True).get(pk=region.pk)
    known = _known(region, rows)
    done = [_take_over(row, known.get((row.provider.pk, row.number)), at) for row in rows]
    Training.objects.filter(pk__in=[row.pk for row in known.values()]).update(seen_on=day_of(at))
    if is_example:
        names = [row.number for row in rows]
        Training.objects.filter(region=region, number__in=names).update(is_example=True)
    tally = Tally(*(done.count(word) for word in Tally.__dataclass_fields__))
    record(
        verb="training.imported", subject=region, by=by, at=at, region_key=region.key,
        count=len(rows), created=tally.created, changed=tally.changed,
    )  # fmt: skip
    return tally


def expire_trainings(*, at: datetime) -> int:
    """End what nobody can begin with any more; returns how many. The system does this by itself."""
    over = Training.objects.over_on(day_of(at)).order_by().values_list("region", flat=True)
    regions = Region.objects.filter(pk__in=list(over.distinct())).order_by("key")
    return sum(_expire(region, at) for region in regions)


@transaction.atomic
def _expire(region: Region, at: datetime) -> int:
    over = Training.objects.over_on(day_of(at)).filter(region=region)
    keys = list(over.order_by().values_list("pk", flat=True))
    Training.objects.filter(pk__in=keys, ended_at=None).update(ended_at=at, changed_at=at)
    record(
        verb="training.expired", subject=region, by=SYSTEM, at=at, region_key=region.key,
        count=len(keys),
    )  # fmt: skip
    return len(keys)


def tell_people(*, at: datetime) -> int:
    """Say anew, once a day, how many people look for work in each group; returns in how many
    regions. The system does this by itself."""
    today = day_of(at)
    before = PeopleLooking.objects.filter(region=OuterRef("pk"))
    somebody = ProfileFacts.objects.filter(region=OuterRef("pk"))
    regions = Region.objects.filter(
        ~Exists(before.filter(on=today)), Exists(before) | Exists(somebody)
    )
    return sum(_tell(region, at) for region in regions.order_by("key"))


@transaction.atomic
def _tell(region: Region, at: datetime) -> bool:
    Region.objects.select_for_update(of=("self",), no_key=True).get(pk=region.pk)
    today = day_of(at)
    if PeopleLooking.objects.filter(region=region, on=today).exists():
        return False
    looking = looking_for(region, today=today)
    # Of each group whatever it is, also none: who comes later that day is not seen either.
    rows = [
        PeopleLooking(
            region=region, group=group, on=today,
            count=told(looking[group], of=f"region {region.pk} {group}"),
        )
        for group in GROUPS
    ]  # fmt: skip
    PeopleLooking.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["region", "group"],
        update_fields=["on", "count"],
    )  # fmt: skip
    record(
        verb="training.people_told", subject=region, by=SYSTEM, at=at, region_key=region.key,
        count=sum(row.count > 0 for row in rows),
    )  # fmt: skip
    return True


def _known(region: Region, rows: Sequence[Row]) -> dict[tuple[Any, str], Training]:
    found = Training.objects.filter(region=region, number__in=[row.number for row in rows])
    return {
        (row.provider_id, row.number): row
        for row in found.select_related("region", "provider").prefetch_related("starts")
    }


def _take_over(row: Row, known: Training | None, at: datetime) -> str:
    """What became of a row, as a word of `Tally`."""
    is_over = rules.may_show(row.content, today=day_of(at)) is not None
    if known is None and not is_over:
        _create(row, at)
        return "created"
    if known is None or known.ended_by or is_over:
        return "left_alone"
    coming = [day for day in row.content.starts if day >= day_of(at)]
    wanted = row.content.as_fields() | {"service_id": row.service.pk if row.service else None}
    is_same = all(getattr(known, name) == value for name, value in wanted.items())
    have = [start.starts_on for start in known.starts.all() if start.starts_on >= day_of(at)]
    if is_same and coming == have and known.ended_at is None:
        return "unchanged"
    _take(known, at, **wanted, ended_at=None)
    _write_starts(known, row.content, at)
    return "changed"


def _create(row: Row, at: datetime) -> Training:
    training = Training.objects.create(
        **row.content.as_fields(), region=row.provider.region, provider=row.provider,
        service=row.service, number=row.number, seen_on=day_of(at), changed_at=at,
    )  # fmt: skip
    _write_starts(training, row.content, at)
    return training


def _write_starts(training: Training, content: Content, at: datetime) -> None:
    """The days that are still to come."""
    TrainingStart.objects.filter(training=training).delete()
    days = [day for day in content.starts if day >= day_of(at)]
    TrainingStart.objects.bulk_create(
        TrainingStart(training=training, starts_on=day) for day in days
    )


def _take(training: Training, at: datetime, **values: Any) -> None:
    """Write these fields, unless a colleague was first. Raises RefusedError."""
    as_read = Training.objects.filter(pk=training.pk, changed_at=training.changed_at)
    if not as_read.update(changed_at=max(at, training.changed_at + _MOMENT), **values):
        raise RefusedError(rules.changed_meanwhile())
    training.refresh_from_db()


def _record(verb: str, training: Training, by: str, at: datetime) -> None:
    record(verb=verb, subject=training, by=by, at=at, region_key=training.region.key)
