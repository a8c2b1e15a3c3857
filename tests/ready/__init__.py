"""Every action, made ready in a situation in which it changes something."""

from tests.ready import (
    appointments,
    content,
    formal,
    people,
    places,
    privacy,
    referrals,
    retention,
)

_PARTS = (appointments, content, formal, people, places, privacy, referrals, retention)
BY_SOMEBODY = {name: act for part in _PARTS for name, act in part.BY_SOMEBODY.items()}
BY_THE_SYSTEM = {
    name: act for part in _PARTS for name, act in getattr(part, "BY_THE_SYSTEM", {}).items()
}
