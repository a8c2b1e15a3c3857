"""Papers: a file with one thing, public or confidential."""

from datetime import datetime

from django.db import transaction

from werkcentrum.audit.actions import record
from werkcentrum.core.reading import MEDIA_TYPES
from werkcentrum.core.refusal import insist
from werkcentrum.core.uploads import NewFile
from werkcentrum.governance.models import (
    AgendaItem,
    Agreement,
    Decision,
    Meeting,
    Paper,
    Proposal,
)
from werkcentrum.governance.papers import rules

About = Proposal | Agreement | Decision | Meeting | AgendaItem


@transaction.atomic
def add_paper(
    *,
    about: About,
    title: str,
    file: NewFile,
    is_confidential: bool,
    by: str,
    at: datetime,
    held_numbers: int = 0,
) -> Paper:
    """Keep a file with a thing. The same file with the same thing is refused (RefusedError).

    `held_numbers`: those of its title; the file counts its own.
    """
    region = rules.region_of(about)
    field = rules.field_of(about)
    insist(rules.may_add(Paper.objects.filter(**{field: about}), file.digest))
    paper = Paper.objects.create(
        region=region, title=title, name=file.name, media_type=MEDIA_TYPES[file.kind],
        content=file.content, digest=file.digest, is_confidential=is_confidential,
        added_by=by, added_at=at, **{field: about},
    )  # fmt: skip
    record(
        verb="governance.paper_added", subject=paper, by=by, at=at, region_key=region.key,
        about=field, is_confidential=is_confidential, held_numbers=file.numbers + held_numbers,
    )  # fmt: skip
    return paper


@transaction.atomic
def mark_confidential(*, paper: Paper, is_confidential: bool, by: str, at: datetime) -> Paper:
    """From now on only who may see confidential papers sees it, or everybody who may read.

    Raises RefusedError when it is so already.
    """
    now = Paper.objects.select_for_update(of=("self",)).select_related("region").get(pk=paper.pk)
    insist(rules.may_mark(now, is_confidential))
    now.is_confidential = is_confidential
    now.save(update_fields=["is_confidential"])
    record(
        verb="governance.paper_marked", subject=now, by=by, at=at, region_key=now.region.key,
        is_confidential=is_confidential,
    )  # fmt: skip
    return now
