"""An agreement is made, its terms are written down, and its text goes from stage to stage."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.governance.agreements.clause_queries import draft_of, is_signed
from werkcentrum.governance.agreements.models import MONTHS_BETWEEN_EVALUATIONS
from werkcentrum.governance.agreements.rules import (
    is_reference_taken,
    just_changed_too,
    may_go,
    may_make,
    may_write,
)
from werkcentrum.governance.agreements.states import Stage
from werkcentrum.governance.agreements.stepping import change, happened, lock, written
from werkcentrum.governance.models import (
    Agreement,
    AgreementEvent,
    AgreementKind,
    Clause,
    ClauseTemplate,
    Party,
)
from werkcentrum.partners.models import Region

Kind = AgreementEvent.Kind


@transaction.atomic
def make_agreement(
    *,
    region: Region,
    kind: str,
    reference: str,
    title: str,
    rule: str,
    by: str,
    at: datetime,
    parent: Agreement | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    notice_months: int = 6,
    evaluation_months: int = MONTHS_BETWEEN_EVALUATIONS,
    worth_cents: int = 0,
    is_example: bool = False,
) -> Agreement:
    """Begin one from the model clauses of its kind. Raises RefusedError.

    An addition to an agreement begins with the parties of that agreement, an accession with none.
    """
    insist(may_make(kind, parent, today=day_of(at)))
    agreement = _created(
        region=region, kind=kind, reference=reference, title=title, rule=rule, parent=parent,
        starts_on=starts_on, ends_on=ends_on, notice_months=notice_months,
        evaluation_months=evaluation_months, worth_cents=worth_cents, is_example=is_example,
    )  # fmt: skip
    templates = ClauseTemplate.objects.filter(region=region).order_by("position")
    Clause.objects.bulk_create(
        Clause(agreement=agreement, template_key=row.key, position=row.position,
               heading=row.heading, body=row.body)
        for row in templates if kind in row.kinds
    )  # fmt: skip
    if parent is not None and kind == AgreementKind.ADDENDUM:
        _take_parties(parent, agreement)
    happened(agreement, Kind.MADE, on=day_of(at), by=by, at=at)
    written("agreement_made", agreement, by, at, kind=kind)
    return agreement


@transaction.atomic
def change_agreement(
    *,
    agreement: Agreement,
    title: str,
    rule: str,
    starts_on: date | None,
    ends_on: date | None,
    notice_months: int,
    evaluation_months: int,
    worth_cents: int,
    by: str,
    at: datetime,
    read: str = "",
) -> None:
    """Write down other terms while the text is still written. Raises RefusedError.

    `read` is `agreement.terms_version` as whoever writes saw it: somebody else may have changed
    them since.
    """
    insist(may_write(lock(agreement)))
    if read and agreement.terms_version != read:
        raise RefusedError(just_changed_too())
    values: dict[str, Any] = {
        "title": title, "rule": rule, "starts_on": starts_on, "ends_on": ends_on,
        "notice_months": notice_months, "evaluation_months": evaluation_months,
        "worth_cents": worth_cents,
    }  # fmt: skip
    changed = sorted(name for name, value in values.items() if getattr(agreement, name) != value)
    change(agreement, **values)
    written("agreement_changed", agreement, by, at, fields=changed)


@transaction.atomic
def set_stage(*, agreement: Agreement, stage: str, by: str, at: datetime) -> None:
    """The text goes one stage on, or back to be changed. Raises RefusedError.

    Back in consultation, the lawyers look at it again.
    """
    lock(agreement)
    before = agreement.stage
    parties = list(agreement.parties.select_related("organisation").order_by("position", "pk"))
    text = draft_of(agreement, today=day_of(at)).text
    insist(may_go(agreement, stage, parties, text, is_signed=is_signed(agreement)))
    change(agreement, stage=stage)
    if before in (Stage.CHECKED, Stage.TO_SIGN) and stage == Stage.CONSULTATION:
        Party.objects.filter(agreement=agreement).update(checked_on=None)
    happened(
        agreement, Kind.STAGE, on=day_of(at), by=by, at=at, words=str(Stage(stage).label),
    )  # fmt: skip
    written("agreement_stage_set", agreement, by, at, stage=stage)


def _created(**values: Any) -> Agreement:
    """Raises RefusedError when somebody just made one under the same number."""
    try:
        with transaction.atomic():
            agreement: Agreement = Agreement.objects.create(**values)
    except IntegrityError:
        of_number = Agreement.objects.filter(region=values["region"], reference=values["reference"])
        if of_number.exists():
            raise RefusedError(is_reference_taken()) from None
        raise
    return agreement


def _take_parties(parent: Agreement, agreement: Agreement) -> None:
    """The same parties in the same order; what they get, they get from the parent."""
    rows = parent.parties.filter(left_on=None).order_by("position", "pk")
    Party.objects.bulk_create(
        Party(
            agreement=agreement, organisation_id=row.organisation_id, position=position,
            capacity=row.capacity, representative_name=row.representative_name,
            representative_function=row.representative_function,
        )
        for position, row in enumerate(rows, start=1)
    )  # fmt: skip
