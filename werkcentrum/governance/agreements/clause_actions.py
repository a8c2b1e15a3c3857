"""The text of an agreement is written, clause by clause."""

from datetime import datetime

from django.db import transaction

from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.governance.agreements.rules import gone, just_changed, may_write
from werkcentrum.governance.agreements.stepping import lock, written
from werkcentrum.governance.models import Agreement, Clause


@transaction.atomic
def add_clause(
    *,
    agreement: Agreement,
    heading: str,
    body: str,
    by: str,
    at: datetime,
    template_key: str = "",
    after: Clause | None = None,
    held_numbers: int = 0,
) -> Clause:
    """Put one behind another, or in front without one. Raises RefusedError.

    `template_key` names the point of the checklist that it covers. `held_numbers`, here and below:
    `core.forms.held_numbers`.
    """
    insist(may_write(lock(agreement)))
    clause = Clause.objects.create(
        agreement=agreement, template_key=template_key, heading=heading, body=body, position=0
    )
    rows = [row for row in agreement.clauses.order_by("position", "pk") if row.pk != clause.pk]
    place = next((i for i, row in enumerate(rows, 1) if after and row.pk == after.pk), 0)
    _place([*rows[:place], clause, *rows[place:]])
    written("clause_added", agreement, by, at, clause=str(clause.pk),
            held_numbers=held_numbers)  # fmt: skip
    return clause


@transaction.atomic
def change_clause(
    *,
    clause: Clause,
    heading: str,
    body: str,
    by: str,
    at: datetime,
    read: str = "",
    held_numbers: int = 0,
) -> None:
    """Write it differently. Raises RefusedError.

    `read` is `clause.version` as whoever writes saw it: somebody else may have written it since.
    """
    insist(may_write(lock(clause.agreement)))
    now = Clause.objects.filter(pk=clause.pk).first()
    if now is None:
        raise RefusedError(gone())
    if read and now.version != read:
        raise RefusedError(just_changed())
    Clause.objects.filter(pk=clause.pk).update(heading=heading, body=body)
    written("clause_changed", clause.agreement, by, at, clause=str(clause.pk),
            held_numbers=held_numbers)  # fmt: skip


@transaction.atomic
def remove_clause(*, clause: Clause, by: str, at: datetime) -> None:
    """Take it out of the text. Raises RefusedError."""
    insist(may_write(lock(clause.agreement)))
    if not Clause.objects.filter(pk=clause.pk).delete()[0]:
        raise RefusedError(gone())
    written("clause_removed", clause.agreement, by, at, clause=str(clause.pk))


@transaction.atomic
def move_clause(*, clause: Clause, is_up: bool, by: str, at: datetime) -> None:
    """Change places with the one above or below it; at an end it stays. Raises RefusedError."""
    insist(may_write(lock(clause.agreement)))
    rows = list(clause.agreement.clauses.order_by("position", "pk"))
    place = next((i for i, row in enumerate(rows) if row.pk == clause.pk), None)
    if place is None:
        raise RefusedError(gone())
    other = max(place - 1, 0) if is_up else min(place + 1, len(rows) - 1)
    rows[place], rows[other] = rows[other], rows[place]
    _place(rows)
    written("clause_moved", clause.agreement, by, at, clause=str(clause.pk))


def _place(rows: list[Clause]) -> None:
    """Number them in this order."""
    for position, row in enumerate(rows, start=1):
        row.position = position
    Clause.objects.bulk_update(rows, ["position"])
