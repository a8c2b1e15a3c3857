"""The register changes: what was in force ends on a day, and something new begins on it."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max

from werkcentrum.audit.actions import record
from werkcentrum.core.refusal import insist
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.privacy.models import ConsentText, LegalGround, Purpose
from werkcentrum.privacy.register_rules import (
    between,
    may_add_ground,
    may_add_text,
    may_drop_ground,
    may_end_ground,
)


@transaction.atomic
def describe_purpose(
    *, region: Region, key: str, label: str, description: str, by: str, at: datetime
) -> Purpose:
    """Say what a purpose is, in words that visitors read; made where it is not there yet."""
    # The page about privacy tells it, from what is remembered of this version of the content. The
    # region comes first, as when its folder is loaded: otherwise the two wait for each other.
    Region.objects.filter(pk=region.pk).update(content_version=F("content_version") + 1)
    purpose, is_new = Purpose.objects.update_or_create(
        region=region, key=key, defaults={"label": label, "description": description}
    )
    record(
        verb="privacy.purpose_described", subject=purpose, by=by, at=at, region_key=region.key,
        purpose=key, is_new=is_new,
    )  # fmt: skip
    return purpose


@transaction.atomic
def add_ground(
    *,
    purpose: Purpose,
    controller: Organisation,
    recipient: Organisation | None,
    kind: str,
    law: str,
    data: Collection[str],
    starts_on: date,
    by: str,
    at: datetime,
) -> LegalGround:
    """On what somebody gives data to another from a day on; what held until then ends that day."""
    _lock(purpose)
    insist(
        may_add_ground(
            purpose, controller=controller, recipient=recipient, kind=kind, law=law, data=data,
            starts_on=starts_on, at=at,
        )
    )  # fmt: skip
    between(purpose, controller, recipient, starts_on).update(ends_on=starts_on)
    ground = LegalGround.objects.create(
        purpose=purpose, controller=controller, recipient=recipient, kind=kind, law=law.strip(),
        data=sorted(data), starts_on=starts_on,
    )  # fmt: skip
    _record_of(ground, "added", by, at, kind=kind, starts_on=starts_on.isoformat())
    return ground


@transaction.atomic
def end_ground(*, ground: LegalGround, ends_on: date, by: str, at: datetime) -> None:
    """From that day on nothing is shared on it. It stays in the register."""
    _lock(ground.purpose)
    ground.refresh_from_db(fields=["ends_on"])
    insist(may_end_ground(ground, ends_on=ends_on, at=at))
    ground.ends_on = ends_on
    ground.save(update_fields=["ends_on"])
    _record_of(ground, "ended", by, at, ends_on=ends_on.isoformat())


@transaction.atomic
def drop_ground(*, ground: LegalGround, by: str, at: datetime) -> None:
    """Take back a row that has not begun."""
    _lock(ground.purpose)
    insist(may_drop_ground(ground, at=at))
    _record_of(ground, "dropped", by, at, starts_on=ground.starts_on.isoformat())
    ground.delete()


@transaction.atomic
def add_text(
    *, purpose: Purpose, language: str, body: str, starts_on: date, by: str, at: datetime
) -> ConsentText:
    """What somebody is asked from a day on. Who agreed to an earlier text agreed to that one."""
    _lock(purpose)
    insist(may_add_text(body=body, starts_on=starts_on, at=at))
    known = ConsentText.objects.filter(purpose=purpose, language=language)
    version = (known.aggregate(last=Max("version"))["last"] or 0) + 1
    text = ConsentText.objects.create(
        purpose=purpose, language=language, version=version, body=body.strip(),
        starts_on=starts_on,
    )  # fmt: skip
    record(
        verb="privacy.text_added", subject=text, by=by, at=at, region_key=purpose.region.key,
        purpose=purpose.key, language=language, version=version, starts_on=starts_on.isoformat(),
    )  # fmt: skip
    return text


def _lock(purpose: Purpose) -> None:
    """One change at a time, so that no two rows hold on the same day."""
    Purpose.objects.select_for_update(of=("self",), no_key=True).get(pk=purpose.pk)


def _record_of(ground: LegalGround, what: str, by: str, at: datetime, **detail: object) -> None:
    record(
        verb=f"privacy.ground_{what}", subject=ground, by=by, at=at,
        region_key=ground.purpose.region.key, purpose=ground.purpose.key,
        controller=ground.controller.key,
        recipient=ground.recipient.key if ground.recipient else "", **detail,
    )  # fmt: skip
