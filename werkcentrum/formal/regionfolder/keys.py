"""How a load and the website call one and the same channel or term."""


def channel(organisation: str, kind: str) -> str:
    """Where one kind goes at one organisation, in time."""
    return f"kanaal:{organisation}:{kind}"


def terms(kind: str) -> str:
    """The terms of one kind, in time."""
    return f"termijn:{kind}"
