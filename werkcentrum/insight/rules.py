"""In what is told, nobody can be recognised."""

from collections.abc import Iterable, Mapping
from typing import Final

from werkcentrum.governance.documents.rules import LEAST_TOLD

OTHERS: Final = "overige onderwerpen"


def told(quarters: Iterable[int]) -> int | None:
    """Numbers of quarters together as they may be told; None when one of them is 1 to 4.

    So what is told of a longer time follows from what is told of its quarters: taking one from the
    other shows nothing new.
    """
    numbers = list(quarters)
    return None if any(0 < number < LEAST_TOLD for number in numbers) else sum(numbers)


def told_by_name(quarters: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The same for cells that are a part of one number: by name only what each quarter tells.

    The largest first, the others together. Empty when their total may not be told.
    """
    cells = list(quarters)
    total = told(sum(one.values()) for one in cells)
    if not total:
        return {}
    each = [merged(one) for one in cells]
    names = {name for one in each for name in one if name != OTHERS}
    sums = {
        name: sum(one.get(name, 0) for one in cells)
        for name in names
        if all(name in shown or not one.get(name) for one, shown in zip(cells, each, strict=True))
    }
    largest_first = sorted(sums.items(), key=lambda cell: (-cell[1], cell[0]))
    rest = total - sum(sums.values())
    return dict(largest_first) | ({OTHERS: rest} if rest else {})


def merged(cells: Mapping[str, int]) -> dict[str, int]:
    """Of one quarter, the same total in cells of five and more: small ones together.

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
    shown = {name: cells[name] for name in smallest_first if name not in together}
    return shown | ({OTHERS: rest} if rest >= LEAST_TOLD else {})
