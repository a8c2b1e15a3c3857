"""Why something may not happen now, in a sentence for the person who asked."""

from dataclasses import dataclass


class Refusal(str):
    """What a rule answers instead of None: a whole sentence in Dutch."""

    __slots__ = ()


class RefusedError(Exception):
    """An action was asked for that a rule refuses; its text is the refusal."""


def insist(refusal: Refusal | None) -> None:
    """Go on when a rule has nothing against it. Raises RefusedError."""
    if refusal is not None:
        raise RefusedError(refusal)


@dataclass(frozen=True)
class Said:
    """What happened, above the page; `is_problem` when it did not."""

    text: str = ""
    is_problem: bool = False
