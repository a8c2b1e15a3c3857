"""Writing notes: a draft that is kept while somebody writes, and a note that nobody overwrites."""

from datetime import datetime

from django.db import transaction

from werkcentrum.accounts.models import User
from werkcentrum.audit.actions import record
from werkcentrum.casework.models import Enquiry, Note, NoteDraft, NoteRevision
from werkcentrum.casework.work_rules import may_note
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.partners.models import Organisation


class NoteChangedError(RefusedError):
    """Somebody saved this note after it was read: `theirs` is what stands there now."""

    def __init__(self, theirs: Note) -> None:
        super().__init__("Een collega heeft deze notitie intussen veranderd.")
        self.theirs = theirs


@transaction.atomic
def keep_draft(
    *,
    enquiry: Enquiry,
    author: User,
    body: str,
    by: str,
    at: datetime,
    note: Note | None = None,
    based_on: int = 0,
) -> NoteDraft:
    """Keep what somebody is writing. One line for each draft, where it begins: what follows every
    few seconds is the same writing. Raises RefusedError about who was forgotten meanwhile."""
    _insist(enquiry)
    draft, is_new = NoteDraft.objects.update_or_create(
        enquiry=enquiry, note=note, author=author,
        defaults={"body": body, "based_on": based_on, "kept_at": at},
    )  # fmt: skip
    if is_new:
        record(
            verb="casework.draft_kept", subject=draft, by=by, at=at,
            region_key=enquiry.region.key,
        )  # fmt: skip
    return draft


@transaction.atomic
def drop_draft(*, draft: NoteDraft, by: str, at: datetime) -> None:
    """Throw away what somebody was writing."""
    record(
        verb="casework.draft_dropped", subject=draft, by=by, at=at,
        region_key=draft.enquiry.region.key,
    )  # fmt: skip
    draft.delete()


@transaction.atomic
def save_note(
    *,
    enquiry: Enquiry,
    organisation: Organisation,
    author: User,
    body: str,
    version: int,
    by: str,
    at: datetime,
    note: Note | None = None,
    held_numbers: int = 0,
) -> Note:
    """Write a note, or a new text of one of which `version` was read; the old text stays.

    The draft of this author goes. `held_numbers`: how many numbers somebody said are no BSN.
    Raises NoteChangedError, and changes nothing, when somebody saved another text meanwhile, and
    RefusedError about who was forgotten.
    """
    _insist(enquiry)
    if note is None:
        saved = Note.objects.create(
            enquiry=enquiry, organisation=organisation, author=author, body=body, written_at=at
        )
    else:
        saved = _changed(note, version, body=body, author=author, at=at)
    NoteDraft.objects.filter(enquiry=enquiry, note=note, author=author).delete()
    record(
        verb="casework.note_saved", subject=saved, by=by, at=at, region_key=enquiry.region.key,
        version=saved.version, held_numbers=held_numbers,
    )  # fmt: skip
    return saved


def _insist(enquiry: Enquiry) -> None:
    """Taken, so that nobody is forgotten while somebody writes about them."""
    insist(
        may_note(Enquiry.objects.select_for_update(of=("self",), no_key=True).get(pk=enquiry.pk))
    )


def _changed(note: Note, version: int, *, body: str, author: User, at: datetime) -> Note:
    now = Note.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if now.version != version:
        raise NoteChangedError(now)
    NoteRevision.objects.create(
        note=now, version=now.version, author_id=now.author_id, body=now.body,
        written_at=now.written_at,
    )  # fmt: skip
    now.body, now.author, now.written_at = body, author, at
    now.version += 1
    now.save(update_fields=["body", "author", "written_at", "version"])
    return now
