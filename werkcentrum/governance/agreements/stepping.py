"""What every action about an agreement does: take it, write what happened, and leave its line."""

from datetime import date, datetime
from typing import Any, Final

from werkcentrum.audit.actions import record
from werkcentrum.governance.models import Agreement, AgreementEvent

# What an action may find changed by somebody else once it has the row.
_FIELDS: Final = (
    "title", "worth_cents", "stage", "rule", "starts_on", "ends_on", "notice_months",
    "evaluation_months", "in_force_on", "evaluated_on", "terminated_on",
    "agreed_end_on", "agreed_end_basis",
)  # fmt: skip


def lock(agreement: Agreement) -> Agreement:
    """Take the agreement and what it belongs to, and see them as they are now.

    Whoever changes one of them meanwhile waits. On SQLite a writing transaction is alone already.
    """
    family = [pk for pk in (agreement.pk, agreement.parent_id) if pk is not None]
    # What only points at it is written by others meanwhile: an event, a decision about it.
    rows = Agreement.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.filter(pk__in=family).order_by("pk")
    found = {row.pk: row for row in rows}
    for field in _FIELDS:
        setattr(agreement, field, getattr(found[agreement.pk], field))
    if agreement.parent_id is not None:
        agreement.parent = found[agreement.parent_id]
    return agreement


def change(agreement: Agreement, **values: Any) -> None:
    """Write these fields and no others."""
    for name, value in values.items():
        setattr(agreement, name, value)
    Agreement.objects.filter(pk=agreement.pk).update(**values)


def happened(
    agreement: Agreement, kind: str, *, on: date, by: str, at: datetime, words: str = ""
) -> None:
    """Put it on the timeline; nobody can change that afterwards."""
    AgreementEvent.objects.create(
        agreement=agreement, kind=kind, on=on, words=words[:280], by=by, at=at
    )


def written(verb: str, agreement: Agreement, by: str, at: datetime, **detail: Any) -> None:
    """The audit line: ids and codes only, and how many numbers are no BSN when there are any."""
    if not detail.get("held_numbers"):
        detail.pop("held_numbers", None)
    record(
        verb=f"governance.{verb}", subject=agreement, by=by, at=at,
        region_key=agreement.region.key, **detail,
    )  # fmt: skip
