"""How a load and the website call one and the same thing in the register."""


def purpose(key: str) -> str:
    """A purpose: its label and its description."""
    return f"doel:{key}"


def text(purpose_key: str, language: str) -> str:
    """What is asked for a purpose, in one language."""
    return f"tekst:{purpose_key}:{language}"


def ground(purpose_key: str, controller: str, recipient: str) -> str:
    """All grounds, in time, of one purpose, controller and recipient ('' for itself)."""
    return f"grondslag:{purpose_key}:{controller}:{recipient}"


def period(record: str) -> str:
    """How long a sort of record stays."""
    return f"termijn:{record}"
