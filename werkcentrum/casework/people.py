"""Everything that is held about somebody, and forgetting it.

Each app with personal data registers its part in its `forgetting.py` when the software starts, so a
lower app need not know who stands on it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, models

from werkcentrum.casework.models import Client


@dataclass(frozen=True)
class Kept:
    """A row that stays after somebody is forgotten, with nothing in it that leads to them.

    `record` is a key of `core.records.RECORDS`; its period counts from `since`. `is_named`: the law
    wants it kept as it is, with the name.
    """

    record: str
    since: date
    is_named: bool = False


Describe = Callable[[Client], dict[str, Any]]
Forget = Callable[[Client, datetime], Sequence[Kept]]
_PARTS: dict[str, tuple[Describe, Forget]] = {}


def register(key: str, *, describe: Describe, forget: Forget) -> None:
    """Tell what an app holds about a client, and how it lets go of it.

    `describe` gives what fits in JSON. `forget` runs in a transaction, those of higher apps first.
    """
    _PARTS[key] = describe, forget


def describe_person(client: Client) -> dict[str, Any]:
    """Everything that is held about a client, by app: nested dicts of what fits in JSON."""
    return {key: describe(client) for key, (describe, _forget) in _PARTS.items()}


def forget_person(client: Client, at: datetime) -> list[Kept]:
    """Remove whatever leads to a client, and the client; returns what stays without them.

    Part of an action (`privacy.retention_actions`), which leaves the audit line. Raises
    RuntimeError outside a transaction: half of somebody must not stay behind.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Iemand vergeten gebeurt helemaal of niet.")
    parts = reversed(list(_PARTS.values()))
    return [kept for _describe, forget in parts for kept in forget(client, at)]


def told(row: models.Model, *names: str) -> dict[str, Any]:
    """Fields of a row as the person reads them: words for a choice, a name for another row."""
    return {name: _plain(row, name) for name in names}


def _plain(row: models.Model, name: str) -> Any:
    value = getattr(row, name)
    if callable(words := getattr(row, f"get_{name}_display", None)):
        return str(words())
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool | int | list | dict | None) else str(value)
