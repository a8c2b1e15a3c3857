"""The text of an agreement is kept as it is at a moment: as PDF/UA-1, with its SHA-256."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import override

from werkcentrum.core.clock import day_of
from werkcentrum.core.pdf import Part, document
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.governance.agreements.clause_queries import Draft, draft_of, is_signed
from werkcentrum.governance.agreements.rules import just_changed, may_make_version, may_write
from werkcentrum.governance.agreements.stepping import lock, written
from werkcentrum.governance.models import Agreement, AgreementVersion


def make_version(
    *, agreement: Agreement, what_changed: str, by: str, at: datetime
) -> AgreementVersion:
    """Keep the text as it is now. Raises RefusedError.

    The PDF is made before the rows are taken: it takes longer than anybody should wait for them.
    """
    draft = draft_of(agreement, today=day_of(at))
    insist(may_make_version(agreement, draft.text, is_signed=is_signed(agreement)))
    number = draft.newest.number + 1 if draft.newest else 1
    pdf = _pdf(agreement, draft, number, at)
    return _keep(agreement, draft, number, pdf, what_changed, by, at)


@transaction.atomic
def _keep(
    agreement: Agreement, draft: Draft, number: int, pdf: bytes, what_changed: str, by: str,
    at: datetime,
) -> AgreementVersion:  # fmt: skip
    # Who signs waits for a text that is no longer written: while it is, nobody signed.
    insist(may_write(lock(agreement)))
    newest = agreement.versions.order_by("-number").values_list("number", flat=True).first() or 0
    clauses = agreement.clauses.order_by("position", "pk").values_list("heading", "body")
    if newest + 1 != number or list(clauses) != [(row.heading, row.body) for row in draft.clauses]:
        raise RefusedError(just_changed())
    version = AgreementVersion.objects.create(
        agreement=agreement, number=number, clauses=draft.as_pairs, pdf=pdf,
        digest=hashlib.sha256(pdf).hexdigest(), what_changed=what_changed, made_at=at, made_by=by,
    )  # fmt: skip
    written("version_made", agreement, by, at, version=number, digest=version.digest)
    return version


def _pdf(agreement: Agreement, draft: Draft, number: int, at: datetime) -> bytes:
    with override("nl"):
        day = date_format(day_of(at), "j F Y")
    return document(
        title=agreement.title,
        language="nl",
        lead=f"Zaaknummer {agreement.reference}. Versie {number} van {day}.",
        parts=[Part(clause.heading, clause.paragraphs) for clause in draft.written],
    )
