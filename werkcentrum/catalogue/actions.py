"""What happens to the catalogue."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from werkcentrum.audit.actions import record
from werkcentrum.catalogue.models import Translation
from werkcentrum.catalogue.regionfolder.applying import Change, apply
from werkcentrum.catalogue.regionfolder.contents import Contents
from werkcentrum.catalogue.rules import refuse_taken_hosts
from werkcentrum.partners.models import Region


def load_region(
    *, contents: Contents, by: str, at: datetime, is_dry_run: bool = False
) -> list[Change]:
    """Make the database hold exactly what a checked region folder says; returns what changed.

    All or nothing, and the same contents again change nothing. A dry run is rolled back. Two
    loads of one region wait for each other. Raises HostTakenError.
    """
    try:
        return _load_region(contents, by, at, is_dry_run)
    except IntegrityError:
        # Somebody loaded another region with the same host name at this very moment.
        refuse_taken_hosts(contents)
        raise


@transaction.atomic
def mark_reviewed(
    *,
    region: Region,
    language: str,
    contexts: Iterable[str],
    function: str,
    by: str,
    at: datetime,
) -> int:
    """A native speaker read these translations; returns how many there were.

    `function` is what they do, never their name: it stands in the region's files.
    """
    rows = Translation.objects.filter(region=region, language=language, context__in=list(contexts))
    count = rows.update(reviewed_by=function, reviewed_on=at.date())
    Region.objects.filter(pk=region.pk).update(content_version=F("content_version") + 1)
    record(
        verb="catalogue.translations_reviewed", subject=region, by=by, at=at,
        region_key=region.key, language=language, count=count,
    )  # fmt: skip
    return count


@transaction.atomic
def _load_region(contents: Contents, by: str, at: datetime, is_dry_run: bool) -> list[Change]:
    refuse_taken_hosts(contents)
    values = contents.region
    region, is_new = Region.objects.select_for_update(of=("self",)).get_or_create(
        key=contents.key, defaults={"code": values["code"], "name": values["name"]}
    )
    changes = apply(region, contents)
    if _update_region(region, contents) or is_new:
        names = [region.name]
        change = Change("regio", added=names) if is_new else Change("regio", changed=names)
        changes.insert(0, change)
    if changes:
        region.content_version += 1
        region.save(update_fields=["content_version"])
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
    }
    changed = [name for name, value in wanted.items() if getattr(region, name) != value]
    for name in changed:
        setattr(region, name, wanted[name])
    region.save(update_fields=changed)
    return bool(changed)
