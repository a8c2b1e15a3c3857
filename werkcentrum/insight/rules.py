"""In what is told, nobody can be recognised."""

from collections.abc import Mapping
from typing import Final

from werkcentrum.governance.documents.rules import LEAST_TOLD

OTHERS: Final = "overige onderwerpen"


def told(number: int) -> int | None:
    """A number as it may be told; None is fewer than five."""
    return number if number >= LEAST_TOLD else None


def merged(cells: Mapping[str, int]) -> dict[str, int]:
    """The same total in cells of five and more, the largest first: small ones together.

    One small cell alone would follow from the total, so the next smallest goes with it. Empty when
    all together are fewer than five.
    """
    smallest_first = sorted(cells, key=lambda name: (cells[name], name))
    together: set[str] = set()
    rest = 0
    for name in smallest_first:
        if cells[name] >= LEAST_TOLD and (not rest or rest >= LEAST_TOLD):
            break
        together.add(name)
        rest += cells[name]
    shown = {name: cells[name] for name in reversed(smallest_first) if name not in together}
    return shown | ({OTHERS: rest} if rest >= LEAST_TOLD else {})
