"""Who could ask for an address, and what happens to them: the words of `tests/access.py`."""

from dataclasses import dataclass, field
from enum import Enum


class Cell(Enum):
    """What happens to somebody who opens an address."""

    OPEN = "opens"
    LOG_IN = "must log in"
    # Unknown and forbidden look the same.
    HIDDEN = "does not exist"
    REFUSED = "refused"
    SENT = "sent on to another page"
    FORM = "only as a form that is sent"

    @property
    def sign(self) -> str:
        """How it stands in the table, which is wide enough."""
        return SIGNS[self]


SIGNS = {
    Cell.OPEN: "✓", Cell.LOG_IN: "🔑", Cell.HIDDEN: "·", Cell.REFUSED: "✗", Cell.SENT: "→",
    Cell.FORM: "F",
}  # fmt: skip


# Everybody who could ask: outsiders, somebody of every role, and who does not belong here.
VISITOR, NEW = "anybody", "no second step yet"
ELSEWHERE, SUPERUSER = "editor elsewhere", "superuser"
ROLE_NAMES = (
    "host", "adviser", "learning_adviser", "partner_employee", "employer_manager", "coordinator",
    "board_secretary", "signatory", "clerk", "council_member", "woo_officer", "privacy_officer",
    "editor", "publisher", "administrator",
)  # fmt: skip
WHO = (VISITOR, NEW, *ROLE_NAMES, ELSEWHERE, SUPERUSER)
Cells = dict[str, Cell]


def cells(anybody: Cell, new: Cell, staff: Cell, **others: Cell) -> Cells:
    """What happens to a visitor, to whoever is new, to all staff, and to who differs from them."""
    names = {"elsewhere": ELSEWHERE, "superuser": SUPERUSER}
    found = {VISITOR: anybody, NEW: new} | dict.fromkeys(WHO[2:], staff)
    return found | {names.get(name, name): cell for name, cell in others.items()}


def only(*roles: str, opens: Cell = Cell.OPEN) -> Cells:
    """A page for these roles; for everybody else it does not exist."""
    return cells(Cell.LOG_IN, Cell.SENT, Cell.HIDDEN, **dict.fromkeys(roles, opens))


# A change, a trial, weekly hours, a ticket and a message that the test makes, and somebody's work.
A_CHANGE = A_MEMBERSHIP = "01900000-0000-7000-8000-000000000000"
A_ROW = {"pk": A_CHANGE}
EVERYBODY = cells(*[Cell.OPEN] * 3)
STAFF_FORM = cells(Cell.LOG_IN, Cell.SENT, Cell.FORM)


@dataclass(frozen=True)
class Row:
    """One address: its name, an example, and what happens to each of `WHO`."""

    name: str
    cells: Cells = field(default_factory=EVERYBODY.copy)
    example: dict[str, str] = field(default_factory=dict)


def rows(names: str, cells: Cells, example: dict[str, str] | None = None) -> tuple[Row, ...]:
    """Addresses that are alike."""
    return tuple(Row(name, cells, example or {}) for name in names.split())
