"""When an agreement comes into force, and what it gives whom from when until when.

Pure: from what was signed and agreed, without a database. Periods end exclusively.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from werkcentrum.governance.models import Agreement, AgreementKind, Party

# Nobody agrees with themselves; but who joins does so on paper of their own.
_LEAST: Final = 2
Period = tuple[date, date | None]


def force_day(agreement: Agreement, signed: Sequence[date | None]) -> date | None:
    """The day from which it holds by what was signed; None while its rule is not met.

    `signed` says of every party that has not left when it signed, None for who did not yet.
    """
    days = sorted(day for day in signed if day is not None)
    least = least_parties(agreement)
    if agreement.stage != Agreement.Stage.TO_SIGN or len(days) < least:
        return None
    is_all = agreement.rule == Agreement.Rule.ALL_SIGNED
    if is_all and len(days) < len(signed):
        return None
    day = max(_known(days[-1] if is_all else days[least - 1], agreement.starts_on))
    if agreement.parent is not None:
        # What it belongs to has to hold by then, or it waits.
        if agreement.parent.in_force_on is None:
            return None
        day = max(day, agreement.parent.in_force_on)
    end = last_day_without(agreement)
    return day if end is None or day < end else None


def least_parties(agreement: Agreement) -> int:
    """How many have to sign, at least."""
    return 1 if agreement.kind == AgreementKind.ACCESSION else _LEAST


def last_day_without(agreement: Agreement) -> date | None:
    """The first day on which it no longer holds, as far as it is known now."""
    parent = agreement.parent
    return min(
        _known(
            agreement.ends_on, agreement.terminated_on,
            parent.ends_on if parent else None, parent.terminated_on if parent else None,
        ),
        default=None,
    )  # fmt: skip


def standing_period(agreement: Agreement, party: Party, signed_on: date | None) -> Period | None:
    """From when until when this party gets what was agreed; None when it gets nothing.

    Who joined later is bound from that day, by a signature under the accession.
    """
    bound_on = party.joined_on or signed_on
    if agreement.in_force_on is None or bound_on is None:
        return None
    start = max(agreement.in_force_on, bound_on)
    end = min(_known(last_day_without(agreement), party.left_on), default=None)
    return (start, end) if end is None or start < end else None


def gives_by_itself(agreement: Agreement) -> bool:
    """Who joins gets it from the agreement that was joined, not twice."""
    return agreement.kind != AgreementKind.ACCESSION


def _known(*days: date | None) -> Iterable[date]:
    return [day for day in days if day is not None]
