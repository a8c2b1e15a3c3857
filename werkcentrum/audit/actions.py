"""The one door through which audit lines are written."""

from datetime import datetime
from typing import Any

from django.db import models

from werkcentrum.audit.models import AuditLine

SYSTEM = "systeem"


def record(
    *, verb: str, subject: models.Model, by: str, at: datetime, region_key: str, **detail: Any
) -> AuditLine:
    """Write one line, inside the transaction of the action it describes.

    `by` is a user id or `SYSTEM`; `detail` holds codes and counts, never names or free text.
    """
    return AuditLine.objects.create(
        at=at,
        actor=by,
        region_key=region_key,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        detail=detail,
    )
