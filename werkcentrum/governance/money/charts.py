"""Draws plan against actual: one bar for each purpose, all on the same scale.

Told apart by height and outline too, not by colour alone. Words stand beside the drawing, so that
they keep their size on a telephone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from werkcentrum.governance.money.cents import in_words
from werkcentrum.governance.money.queries import Amounts, Group

# In the units of the drawing, which is as wide as there is room.
_WIDE: Final = 1000
_DRAWING: Final = (
    '<svg class="money-bar" viewBox="0 0 1000 40" preserveAspectRatio="none" role="img" '
    'aria-label="{}"><rect class="money-bar__plan" x="1" y="1" width="{}" height="38"/>'
    '<rect class="money-bar__promised" x="1" y="8" width="{}" height="24"/>'
    '<rect class="money-bar__spent" x="1" y="14" width="{}" height="12"/></svg>'
)


@dataclass(frozen=True)
class Bar:
    """A purpose, its drawing, and the same in figures."""

    name: str
    drawing: SafeString
    amounts: Amounts


def bars(groups: Sequence[Group]) -> list[Bar]:
    """A bar for each group; the longest is as wide as the drawing."""
    most = max((group.amounts.budget for group in groups), default=0)
    return [Bar(group.name, _drawing(group, most), group.amounts) for group in groups]


def _drawing(group: Group, most: int) -> SafeString:
    found = group.amounts
    said = _("%(name)s: begroot %(plan)s, verplicht %(promised)s, uitgegeven %(spent)s") % {
        "name": group.name, "plan": in_words(found.budget),
        "promised": in_words(found.committed), "spent": in_words(found.spent),
    }  # fmt: skip
    widths = [_width(cents, most) for cents in (found.budget, found.committed, found.spent)]
    return format_html(_DRAWING, said, *widths)


def _width(cents: int, most: int) -> int:
    """How wide an amount is, in the units of the drawing; something is never invisible."""
    if cents <= 0 or most <= 0:
        return 0
    return max(4, min(_WIDE - 2, cents * (_WIDE - 2) // most))
