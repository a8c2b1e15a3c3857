"""The keys with which somebody came in. They go with them, and so do the messages they were in."""

from datetime import datetime
from typing import Any

from werkcentrum.casework import people
from werkcentrum.casework.models import Client
from werkcentrum.casework.people import Kept, told
from werkcentrum.core import outbox
from werkcentrum.mine.models import EntryKey


def describe(client: Client) -> dict[str, Any]:
    """The keys of the last half hour."""
    return {"entry_keys": [told(key, "expires_at", "used_at") for key in client.entry_keys.all()]}


def forget(client: Client, _at: datetime) -> list[Kept]:
    """Nothing of it stays: a message may be at an address that never was theirs."""
    keys = list(client.entry_keys.values_list("pk", flat=True))
    outbox.forget(region_key=client.region.key, about=[f"entry:{key}" for key in keys])
    EntryKey.objects.filter(pk__in=keys).delete()
    return []


people.register("mine", describe=describe, forget=forget)
