"""The one door through which audit lines are written, and the one through which they go."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Count

from werkcentrum.audit.activities import ACTIVITIES, activity_of
from werkcentrum.audit.append_only import TRAIL
from werkcentrum.audit.models import AuditLine
from werkcentrum.audit.words import LOOKED
from werkcentrum.core.models import insert

SYSTEM = AuditLine.SYSTEM
VISITOR = AuditLine.VISITOR
CLIENT = AuditLine.CLIENT


def record(
    *, verb: str, subject: models.Model, by: str, at: datetime, region_key: str, **detail: Any
) -> AuditLine:
    """Write one line, inside the transaction of the action it describes.

    `by` is a user id, `SYSTEM`, `VISITOR`, `CLIENT` for who is in Mijn Werkcentrum, or 'team:' and
    the id of a team that answers by a link. `detail` holds codes and counts, never names or free
    text.
    """
    line = _line(verb, subject, by, at, region_key, detail)
    insert(line)
    return line


def record_look(
    *, subject: models.Model, by: str, at: datetime, region_key: str, **detail: Any
) -> AuditLine:
    """Write that somebody saw a record with personal data: what a page that only reads may write.

    Of a list the subject is what it is a list of, with a `count` in `detail`.
    """
    verb = f"{subject._meta.app_label}.{LOOKED}"
    return record(verb=verb, subject=subject, by=by, at=at, region_key=region_key, **detail)


def record_looks(
    *, subjects: Iterable[models.Model], by: str, at: datetime, region_key: str, **detail: Any
) -> None:
    """The same for each of a few records, at once."""
    AuditLine.objects.bulk_create(
        _line(f"{subject._meta.app_label}.{LOOKED}", subject, by, at, region_key, detail)
        for subject in subjects
    )


@transaction.atomic
def purge_audit(*, at: datetime) -> int:
    """Delete the lines past their period; the system does this by itself. Returns how many.

    Nothing else deletes a line: the database refuses while a line is within its period, by its own
    clock, and then this raises IntegrityError.
    """
    past = AuditLine.objects.past(at.date()).order_by("region_key")
    counts = list(past.values_list("region_key").annotate(count=Count("pk")))
    if not counts:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TRAIL.table} WHERE keep_until < %s", [at.date()])  # noqa: S608
    for region_key, count in counts:
        record(
            verb="audit.purged", subject=AuditLine(), by=SYSTEM, at=at,
            region_key=region_key, count=count,
        )  # fmt: skip
    return sum(count for _key, count in counts)


def _line(
    verb: str, subject: models.Model, by: str, at: datetime, region_key: str, detail: dict[str, Any]
) -> AuditLine:
    activity = activity_of(verb)
    return AuditLine(
        at=at,
        actor=by,
        region_key=region_key,
        verb=verb,
        activity=activity,
        keep_until=at.date() + timedelta(days=ACTIVITIES[activity].keep_days),
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        detail=detail,
    )
