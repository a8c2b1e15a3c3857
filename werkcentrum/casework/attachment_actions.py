"""Files with an enquiry: adding them, and taking one away."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from werkcentrum.audit.actions import record
from werkcentrum.casework.models import Attachment, AttachmentContent, Enquiry
from werkcentrum.casework.rules import may_add_files
from werkcentrum.core.refusal import insist
from werkcentrum.core.uploads import NewFile


@transaction.atomic
def add_files(
    *, enquiry: Enquiry, files: Sequence[NewFile], is_from_asker: bool, by: str, at: datetime
) -> list[Attachment]:
    """Keep files with an enquiry: all or none. What lies there already is not kept again.

    Raises RefusedError.
    """
    now = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk)
    known = set(now.attachments.values_list("digest", flat=True))
    new = {file.digest: file for file in files if file.digest not in known}
    insist(may_add_files(now, count=len(known) + len(new)))
    if not new:
        return []
    added = Attachment.objects.bulk_create(
        Attachment(
            enquiry=now, name=file.name, kind=file.kind, size=len(file.content), digest=digest,
            is_from_asker=is_from_asker, added_at=at,
        )
        for digest, file in new.items()
    )  # fmt: skip
    AttachmentContent.objects.bulk_create(
        AttachmentContent(attachment=row, content=new[row.digest].content) for row in added
    )
    record(
        verb="casework.files_added", subject=now, by=by, at=at, region_key=enquiry.region.key,
        kinds=[row.kind for row in added], held_numbers=sum(file.numbers for file in new.values()),
    )  # fmt: skip
    return added


@transaction.atomic
def remove_file(*, attachment: Attachment, by: str, at: datetime) -> None:
    """Take a file away, such as a scan on which a BSN stands. It is really gone."""
    enquiry = attachment.enquiry
    record(
        verb="casework.file_removed", subject=enquiry, by=by, at=at,
        region_key=enquiry.region.key, file=str(attachment.pk),
    )  # fmt: skip
    attachment.delete()
