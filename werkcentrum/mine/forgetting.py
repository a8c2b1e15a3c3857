"""With what somebody came in. It goes with them, and so do the messages it was in."""

from datetime import datetime
from typing import Any

from werkcentrum.casework import people
from werkcentrum.casework.models import Client
from werkcentrum.casework.people import Kept, told
from werkcentrum.core import outbox
from werkcentrum.mine.models import EntryKey, TiedLogin
from werkcentrum.mine.queries import looks_at, who_looked


def describe(client: Client) -> dict[str, Any]:
    """The keys of the last half hour, the login that was tied, and who looked at what is held."""
    logins = TiedLogin.objects.filter(client=client)
    return {
        "entry_keys": [told(key, "expires_at", "used_at") for key in client.entry_keys.all()],
        "logins": [told(login, "tied_at") for login in logins],
        "looks": [
            {
                "on": day.isoformat(),
                "organisation": who_looked(name, is_search=is_search),
                "count": count,
            }
            for (day, name, is_search), count in looks_at([client]).items()
        ],
    }


def forget(client: Client, _at: datetime) -> list[Kept]:
    """Nothing of it stays: a message may be at an address that never was theirs."""
    keys = list(client.entry_keys.values_list("pk", flat=True))
    outbox.forget(region_key=client.region.key, about=[f"entry:{key}" for key in keys])
    EntryKey.objects.filter(pk__in=keys).delete()
    TiedLogin.objects.filter(client=client).delete()
    return []


people.register("mine", describe=describe, forget=forget)
