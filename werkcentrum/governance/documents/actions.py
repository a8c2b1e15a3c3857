"""Documents: made from data, edited, made anew without losing what people wrote, and final."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from werkcentrum.audit.actions import record
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.governance.documents import rules
from werkcentrum.governance.documents.texts import parts_of
from werkcentrum.governance.models import (
    Agreement,
    Decision,
    Document,
    DocumentPart,
    Mandate,
    Meeting,
    Proposal,
)
from werkcentrum.partners.models import Municipality, Region

About = Proposal | Agreement | Decision | Mandate | Meeting
Figures = Mapping[str, int | None]
Period = tuple[date, date]


@transaction.atomic
def make_document(
    *,
    region: Region,
    kind: str,
    about: About | None,
    by: str,
    at: datetime,
    municipality: Municipality | None = None,
    period: Period | None = None,
    figures: Figures | None = None,
) -> Document:
    """A new document with its parts. `figures` are numbers by their name, of a `period`.

    A period ends before its second day. No figure is 1 to 4: None is not told.
    Raises RefusedError.
    """
    insist(rules.may_make(kind, about))
    insist(rules.may_tell(figures or {}))
    starts_on, ends_on = period or (None, None)
    document = Document.objects.create(
        region=region, kind=kind, municipality=municipality, starts_on=starts_on, ends_on=ends_on,
        figures=dict(figures or {}), made_at=at, changed_at=at,
        title=rules.title_for(kind, about, region_name=region.name),
        **({rules.field_of(about): about} if about else {}),
    )  # fmt: skip
    _lay(document)
    record(
        verb="governance.document_made", subject=document, by=by, at=at, region_key=region.key,
        kind=kind,
    )  # fmt: skip
    return document


@transaction.atomic
def write_part(
    *, part: DocumentPart, text: str, read: str, by: str, at: datetime, held_numbers: int = 0
) -> DocumentPart:
    """Write a part instead of what was made; writing what was made takes the own text away.

    `read` is `part.version` as whoever writes saw it; `held_numbers` are those of
    `core.forms.held_numbers`. Raises RefusedError when somebody else wrote
    it meanwhile, and for a document that is final.
    """
    document, now = _open(part)
    if now.version != read:
        raise RefusedError(_("Een collega veranderde dit deel net. Kijk eerst naar die tekst."))
    now.typed = None if text == now.made else text
    now.made_before = "" if now.typed is None else now.made
    told = {"held_numbers": held_numbers} if held_numbers else {}
    _save(document, now, "governance.part_written", by, at, **told)
    return now


@transaction.atomic
def restore_part(*, part: DocumentPart, by: str, at: datetime) -> DocumentPart:
    """Take what somebody wrote away: what was made from the data counts. Raises RefusedError."""
    document, now = _open(part)
    now.typed, now.made_before = None, ""
    _save(document, now, "governance.part_restored", by, at)
    return now


@transaction.atomic
def remake(
    *,
    document: Document,
    by: str,
    at: datetime,
    period: Period | None = None,
    figures: Figures | None = None,
) -> Document:
    """Make every part anew from the data as they are now; what people wrote stays.

    With `figures` of a `period` those come instead of the earlier ones. Raises RefusedError.
    """
    insist(rules.may_tell(figures or {}))
    now = _locked(document)
    if figures is not None and period is not None:
        now.figures, (now.starts_on, now.ends_on) = dict(figures), period
    now.changed_at = at
    now.save(update_fields=["figures", "starts_on", "ends_on", "changed_at"])
    _lay(now)
    record(verb="governance.document_remade", subject=now, by=by, at=at, region_key=now.region.key)
    return now


@transaction.atomic
def make_final(*, document: Document, pdf: bytes, by: str, at: datetime) -> Document:
    """From here on it stays as it is; `pdf` is made of the document as it was given.

    Raises RefusedError when something is to be filled in, or when it changed since it was read.
    """
    now = _locked(document)
    if now.changed_at != document.changed_at:
        raise RefusedError(_("Het document is net veranderd. Bekijk het en probeer het opnieuw."))
    insist(rules.may_finish(now, now.parts.order_by("position")))
    now.final_on, now.pdf = at.date(), pdf
    now.digest = hashlib.sha256(pdf).hexdigest()
    now.save(update_fields=["final_on", "pdf", "digest"])
    record(
        verb="governance.document_finished", subject=now, by=by, at=at, region_key=now.region.key,
        digest=now.digest,
    )  # fmt: skip
    return now


def _locked(document: Document) -> Document:
    """The document as it is now, that nobody else changes meanwhile. Raises RefusedError."""
    rows = Document.objects.select_for_update(of=("self",)).select_related(
        "region", "municipality", "proposal__organisation__municipality", "proposal__region"
    )
    now = rows.get(pk=document.pk)
    insist(rules.may_change(now))
    return now


def _open(part: DocumentPart) -> tuple[Document, DocumentPart]:
    return _locked(part.document), DocumentPart.objects.get(pk=part.pk)


def _save(
    document: Document, part: DocumentPart, verb: str, by: str, at: datetime, **detail: int
) -> None:
    part.save(update_fields=["typed", "made_before"])
    document.changed_at = at
    document.save(update_fields=["changed_at"])
    record(
        verb=verb, subject=document, by=by, at=at, region_key=document.region.key, part=part.key,
        **detail,
    )  # fmt: skip


def _lay(document: Document) -> None:
    """The parts as the data make them now. What somebody wrote stays, also without its data."""
    present = list(document.parts.order_by("position"))
    made = parts_of(document)
    laid = [
        DocumentPart(
            document=document, key=row.key, position=position, heading=row.heading, made=row.text
        )
        for position, row in enumerate(made, start=1)
    ]
    # One statement for all, however long the document is.
    DocumentPart.objects.bulk_create(
        laid, update_conflicts=True, unique_fields=["document", "key"],
        update_fields=["position", "heading", "made"],
    )  # fmt: skip
    kept = {row.key for row in made}
    gone = [part for part in present if part.key not in kept]
    for position, part in enumerate(gone, start=len(made) + 1):
        if part.typed is None:
            part.delete()
            continue
        part.position, part.made = position, ""
        part.save(update_fields=["position", "made"])
