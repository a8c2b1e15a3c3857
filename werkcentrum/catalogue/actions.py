"""What happens to the catalogue."""

import errno
import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from werkcentrum.audit.actions import SYSTEM, record
from werkcentrum.catalogue.changes import HOURS, AnyConflict, present, with_changes
from werkcentrum.catalogue.models import ContentChange, Trial
from werkcentrum.catalogue.regionfolder import parts
from werkcentrum.catalogue.regionfolder.applying import apply
from werkcentrum.catalogue.regionfolder.contents import Contents
from werkcentrum.catalogue.regionfolder.layout import BASE_FOLDER
from werkcentrum.catalogue.regionfolder.site import site_contents
from werkcentrum.catalogue.regionfolder.syncing import Change
from werkcentrum.catalogue.rules import (
    may_accept,
    may_drop,
    may_offer,
    may_restore,
    may_return,
    refuse_leaving_staff,
    refuse_overwriting,
    refuse_taken_hosts,
)
from werkcentrum.catalogue.search_index import (
    NoRoomError,
    learn_ahead,
    ranker_of,
    ranker_on_trial,
)
from werkcentrum.catalogue.telling import about, tell_readers
from werkcentrum.catalogue.trials import compare
from werkcentrum.core import outbox
from werkcentrum.core.alone import only_one
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.partners.models import Location, Region
from werkcentrum.search.sources import read_questions

Values = dict[str, Any]
_State = ContentChange.State
logger = logging.getLogger(__name__)


def load_region(
    *,
    contents: Contents,
    by: str,
    at: datetime,
    is_dry_run: bool = False,
    overruled: Sequence[AnyConflict] = (),
) -> list[Change]:
    """Make the database hold exactly what a checked region folder says; returns what changed.

    All or nothing, and the same contents again change nothing. A dry run is rolled back. Two
    loads of one region wait for each other. What staff changed on the website is written over
    only where somebody decided so (`overruled`). Raises HostTakenError,
    StaffWorksThereError, SiteChangedError and StillNeededError.
    """
    try:
        return _load_region(contents, by, at, is_dry_run, overruled)
    except IntegrityError:
        # Somebody loaded another region with the same host name at this very moment.
        refuse_taken_hosts(contents)
        refuse_leaving_staff(contents)
        raise


@transaction.atomic
def _load_region(
    contents: Contents, by: str, at: datetime, is_dry_run: bool, overruled: Sequence[AnyConflict]
) -> list[Change]:
    refuse_taken_hosts(contents)
    refuse_leaving_staff(contents)
    values = contents.region
    region, is_new = Region.objects.select_for_update(of=("self",)).get_or_create(
        key=contents.key, defaults={"code": values["code"], "name": values["name"]}
    )
    refuse_overwriting(contents, overruled=overruled)
    changes = _lay_over(region, contents, on=at.date(), is_new=is_new)
    for name, part in parts.registered().items():
        part.overrule(region, [one.key for one in overruled if one.kind == name])
    for one in overruled:
        ContentChange.objects.filter(
            region=region, kind=one.kind, key=one.key, state=_State.PUBLISHED
        ).update(is_overtaken=True)
        if one.kind == HOURS:
            Location.objects.filter(region=region, key=one.key).update(hours_changed_at=None)
    if changes:
        counts = {
            change.label: [len(change.added), len(change.changed), len(change.removed)]
            for change in changes
        }
        record(
            verb="catalogue.region_loaded", subject=region, by=by, at=at,
            region_key=region.key, counts=counts,
        )  # fmt: skip
    if is_dry_run:
        transaction.set_rollback(True)
    return changes


def _lay_over(
    region: Region, contents: Contents, *, on: date, is_new: bool = False
) -> list[Change]:
    changes = apply(region, contents, on=on)
    if _update_region(region, contents) or is_new:
        names = [region.name]
        change = Change("regio", added=names) if is_new else Change("regio", changed=names)
        changes.insert(0, change)
    if changes:
        Region.objects.filter(pk=region.pk).update(content_version=F("content_version") + 1)
        region.refresh_from_db(fields=["content_version"])
    return changes


def _update_region(region: Region, contents: Contents) -> bool:
    values = contents.region
    wanted = {
        "code": values["code"],
        "name": values["name"],
        "phone": values["phone"],
        "email": values["email"],
        "theme": values["theme"],
        "is_demonstration": values["demonstration"],
        "embed_sites": values["embed_sites"],
        "speech_input": values["speech_input"],
        "vacancies_need_second": values["vacancies_need_second"],
        "strictness": values["strictness"] or region.strictness,
    }
    changed = [name for name, value in wanted.items() if getattr(region, name) != value]
    for name in changed:
        setattr(region, name, wanted[name])
    region.save(update_fields=changed)
    return bool(changed)


@transaction.atomic
def save_draft(
    *, region: Region, kind: str, key: str, data: Values, base: Values, by: str, at: datetime
) -> ContentChange:
    """Keep what somebody writes about a record; each writer has one draft of a record.

    `base` is the record that the writer had before them.
    """
    # In another tab the writer may begin one, offer it, or throw it away, at this very moment.
    _hold_region(region)
    drafts = ContentChange.objects.select_for_update(no_key=True).filter(
        region=region, kind=kind, key=key, written_by=by, state__in=(_State.DRAFT, _State.RETURNED)
    )
    change = drafts.first() or ContentChange(region=region, kind=kind, key=key, written_by=by)
    change.data, change.base = data, base
    change.state, change.changed_at = _State.DRAFT, at
    change.save()
    _note("catalogue.change_written", change, by, at)
    return change


@transaction.atomic
def restore_version(*, change: ContentChange, by: str, at: datetime) -> ContentChange:
    """Begin a draft with the text of a version that was on the website. Raises RefusedError.

    The draft leaves the audit line.
    """
    region = _hold_region(change.region)
    insist(may_restore(change, by=by, on=at.date()))
    base = present(region, change.kind, change.key)
    return save_draft(
        region=region, kind=change.kind, key=change.key, data=change.data, base=base, by=by, at=at
    )


@transaction.atomic
def drop_draft(*, change: ContentChange, by: str, at: datetime) -> None:
    """Throw away what never came on the website. Raises RefusedError."""
    _hold(change)
    insist(may_drop(change, by=by))
    outbox.cancel(about=about(change), at=at)
    _note("catalogue.change_dropped", change, by, at)
    change.delete()


@transaction.atomic
def offer_change(*, change: ContentChange, by: str, at: datetime) -> None:
    """Say that it is ready for somebody else to read. Raises RefusedError."""
    _hold(change)
    insist(may_offer(change, by=by))
    _move(change, _State.OFFERED, at, note="")
    tell_readers(change, by=by, at=at)
    _note("catalogue.change_offered", change, by, at)


@transaction.atomic
def return_change(*, change: ContentChange, reason: str, by: str, at: datetime) -> None:
    """Send it back to the writer, with the reason. Raises RefusedError."""
    _hold(change)
    insist(may_return(change))
    _move(change, _State.RETURNED, at, note=reason)
    outbox.cancel(about=about(change), at=at)
    _note("catalogue.change_returned", change, by, at)


@transaction.atomic
def accept_change(*, change: ContentChange, by: str, at: datetime) -> None:
    """Decide that it goes on the website; the worker does that. Raises RefusedError."""
    region = Region.objects.select_for_update(of=("self",)).get(pk=change.region_id)
    _hold(change)
    now = present(region, change.kind, change.key)
    insist(may_accept(change, by=by, present=now))
    _move(change, _State.ACCEPTED, at, published_by=by)
    outbox.cancel(about=about(change), at=at)
    _note("catalogue.change_accepted", change, by, at)


def publish_accepted_changes(*, at: datetime) -> int:
    """Put what was decided on the website, as `load-region` would; returns how many.

    The system does this by itself every few seconds; one audit line for each region. Search
    learns first, outside the transaction, so that no visitor waits for it. Raises NoRoomError, or
    OSError when the disk fills up meanwhile, once every region had its turn.
    """
    waiting = ContentChange.objects.filter(state=_State.ACCEPTED)
    regions = Region.objects.filter(pk__in=waiting.values("region")).order_by("key")
    return _each(regions, lambda region: _publish_in(region, at))


def _each(regions: Iterable[Region], do: Callable[[Region], int]) -> int:
    """The sum. One without room on the disk holds up no other; the first is raised at the end."""
    count, failed = 0, None
    for region in regions:
        try:
            count += do(region)
        except OSError as error:
            failed = failed or error
    if failed:
        raise failed
    return count


def _publish_in(region: Region, at: datetime) -> int:
    changes = list(_accepted(region))
    learn_ahead(with_changes(site_contents(region), changes, on=at.date())[0])
    with transaction.atomic():
        region = Region.objects.select_for_update(of=("self",)).get(pk=region.pk)
        # Another worker may have been faster.
        changes = list(_accepted(region).filter(pk__in=[change.pk for change in changes]))
        if not changes:
            return 0
        contents, refused = with_changes(site_contents(region), changes, on=at.date())
        _lay_over(region, contents, on=at.date())
        for change in changes:
            if change.pk in refused:
                _move(change, _State.RETURNED, at, note=refused[change.pk], published_by="")
            else:
                _make_version(change, at)
        record(
            verb="catalogue.changes_published", subject=region, by=SYSTEM, at=at,
            region_key=region.key, count=len(changes) - len(refused),
        )  # fmt: skip
    return len(changes) - len(refused)


def _accepted(region: Region) -> QuerySet[ContentChange]:
    rows = ContentChange.objects.filter(region=region, state=_State.ACCEPTED)
    return rows.order_by("changed_at", "id")


def _hold_region(region: Region) -> Region:
    """As it is now, and nobody else begins a draft or publishes meanwhile."""
    return Region.objects.select_for_update(of=("self",), no_key=True).get(pk=region.pk)


def _hold(change: ContentChange) -> None:
    """Read it once more and keep others off: a colleague may act on it at this very moment.

    Raises RefusedError when it was thrown away.
    """
    try:
        change.refresh_from_db(
            fields=("state", "data", "base"),
            from_queryset=ContentChange.objects.select_for_update(no_key=True),
        )
    except ContentChange.DoesNotExist:
        raise RefusedError(_("Deze wijziging is intussen weggegooid.")) from None


def _make_version(change: ContentChange, at: datetime) -> None:
    earlier = ContentChange.objects.filter(
        region=change.region, kind=change.kind, key=change.key, version__isnull=False
    )
    version = earlier.count() + 1
    _move(change, _State.PUBLISHED, at, version=version, published_at=at)


def _move(change: ContentChange, state: str, at: datetime, **values: Any) -> None:
    change.state, change.changed_at = state, at
    for name, value in values.items():
        setattr(change, name, value)
    change.save(update_fields=["state", "changed_at", *values])


def _note(verb: str, change: ContentChange, by: str, at: datetime) -> None:
    record(
        verb=verb, subject=change, by=by, at=at, region_key=change.region.key,
        kind=change.kind, key=change.key,
    )  # fmt: skip


@transaction.atomic
def ask_for_trial(
    *, region: Region, changes: Sequence[ContentChange], by: str, at: datetime
) -> Trial:
    """Have the worker find out what these changes would do to the answers."""
    trial = Trial.objects.create(
        region=region, changes=[str(change.pk) for change in changes], asked_by=by, asked_at=at
    )
    record(
        verb="catalogue.trial_asked", subject=trial, by=by, at=at, region_key=region.key,
        count=len(changes),
    )  # fmt: skip
    return trial


def run_waiting_trials(*, at: datetime) -> int:
    """Find out what was asked, one after another; returns how many.

    The system does this by itself: learning takes up to a minute, asking some seconds. A trial that
    a crash broke off is done again; one that goes wrong by itself is not. One audit line for each.
    Raises NoRoomError for what still waits, once every region had its turn.
    """
    # Who waited here finds what the other process left.
    with only_one(Path(settings.VAR_DIR) / "trials.lock"):
        waiting = Trial.objects.filter(state=Trial.State.WAITING)
        regions = Region.objects.filter(pk__in=waiting.values("region")).order_by("key")
        return _each(regions, lambda region: _run_trials_in(region, at))


def _run_trials_in(region: Region, at: datetime) -> int:
    trials = Trial.objects.filter(region=region, state=Trial.State.WAITING).order_by("asked_at")
    for trial in trials:
        # The one before it took minutes.
        region.refresh_from_db()
        trial.result, trial.progress = _outcome_or_none(region, trial, at), 100
        trial.state = Trial.State.DONE if "after" in trial.result else Trial.State.FAILED
        with transaction.atomic():
            trial.save(update_fields=["state", "result", "progress"])
            record(
                verb="catalogue.trials_run", subject=trial, by=SYSTEM, at=at,
                region_key=region.key, count=len(trial.changes),
            )  # fmt: skip
    return len(trials)


def _outcome_or_none(region: Region, trial: Trial, at: datetime) -> Values:
    try:
        return _outcome(region, trial, at)
    except (NoRoomError, OperationalError, InterfaceError):
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            # The disk was filled up meanwhile: tried again once there is room.
            raise
        logger.exception("Proef %s ging mis.", trial.pk)
        return {"refused": []}


def _outcome(region: Region, trial: Trial, at: datetime) -> Values:
    def report(percent: int) -> None:
        Trial.objects.filter(pk=trial.pk).update(progress=percent)

    changes = ContentChange.objects.filter(region=region, pk__in=trial.changes)
    contents, refused = with_changes(
        site_contents(region), changes.order_by("changed_at"), on=at.date(), is_trial=True
    )
    if refused:
        return {"refused": sorted(refused.values())}
    try:
        questions = read_questions(Path(settings.REGIONS_DIR) / BASE_FOLDER)
    except ValueError as mistake:
        return {"refused": [str(mistake)]}
    return compare(ranker_of(region), ranker_on_trial(contents), questions, report=report)
