"""Who may open what: every address, for everybody who could ask for it.

`python -m tests.access` writes the table into `docs/privacy.md`. `tests/test_access.py` holds the
software to it, and fails for an address that stands in no table.
"""

import sys
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "privacy.md"
START, END = "<!-- access: python -m tests.access -->\n", "<!-- end of access -->\n"


class Cell(Enum):
    """What happens to somebody who opens an address."""

    OPEN = "yes"
    LOG_IN = "must log in"
    # Unknown and forbidden look the same: the administration sends both to its first page.
    AWAY = "sent to the first page"
    REFUSED = "no"
    FORM = "only as a form"


WHO = ("anybody", "reader of this region", "reader of another region", "superuser")
EVERYBODY = (Cell.OPEN,) * 4
FORM_ONLY = (Cell.FORM,) * 4
STAFF = (Cell.LOG_IN, Cell.OPEN, Cell.OPEN, Cell.OPEN)
OWN_REGION = (Cell.LOG_IN, Cell.OPEN, Cell.AWAY, Cell.OPEN)
NOBODY = (Cell.LOG_IN, Cell.REFUSED, Cell.REFUSED, Cell.REFUSED)


@dataclass(frozen=True)
class Row:
    """One address: its name, an example, and what happens to each of `WHO`."""

    name: str
    cells: tuple[Cell, Cell, Cell, Cell] = EVERYBODY
    example: dict[str, str] = field(default_factory=dict)


PAGES = (
    Row("home"),
    Row("answers"),
    Row("service", example={"key": "cv-hulp"}),
    Row("take_along", example={"key": "cv-hulp"}),
    Row("themes"),
    Row("theme", example={"key": "inkomen"}),
    Row("group", example={"key": "jobseeker"}),
    Row("employers"),
    Row("locations"),
    Row("location", example={"key": "bibliotheek-voorburg"}),
    Row("municipalities"),
    Row("municipality", example={"key": "wassenaar"}),
    Row("components"),
    Row("glossary"),
    Row("about"),
    Row("privacy"),
    Row("accessibility"),
    Row("cookies"),
    Row("feedback", FORM_ONLY),
    Row("thanks"),
    Row("security_txt"),
    Row("robots_txt"),
    Row("sitemap"),
    Row("health"),
    Row("admin:login", (Cell.OPEN, Cell.AWAY, Cell.AWAY, Cell.AWAY)),
    Row("admin:index", STAFF),
    Row("admin:app_list", STAFF, {"app_label": "partners"}),
    Row("admin:password_change", STAFF),
    Row("admin:password_change_done", STAFF),
    Row("admin:jsi18n", STAFF),
    Row("admin:autocomplete", NOBODY),
    Row("admin:logout", (Cell.LOG_IN, Cell.FORM, Cell.FORM, Cell.FORM)),
)

# The administration shows these, and everybody only the rows of their own region.
MODELS = (
    "accounts.user",
    "audit.auditline",
    "catalogue.emergencyhelp",
    "catalogue.examplequestion",
    "catalogue.localvariant",
    "catalogue.service",
    "frontdoor.question",
    "frontdoor.tally",
    "partners.location",
    "partners.municipality",
    "partners.organisation",
    "partners.region",
)
# What one can do with a model there; the row is one of this region.
MODEL_PAGES = {
    "changelist": STAFF,
    "change": OWN_REGION,
    "history": OWN_REGION,
    "add": NOBODY,
    "delete": NOBODY,
}
# `view_on_site` sends on to a row's own page; our models have none.
NEVER_FOUND = frozenset({"admin:view_on_site"})


def model_page(model: str, page: str) -> str:
    """The name of a page of the administration."""
    return f"admin:{model.replace('.', '_')}_{page}"


def classified() -> set[str]:
    """The names of all addresses that stand in a table."""
    models = {model_page(model, page) for model in MODELS for page in MODEL_PAGES}
    return {row.name for row in PAGES} | models | NEVER_FOUND


def table() -> str:
    """Both tables as Markdown."""
    titles = {
        "changelist": "the list, with the rows of one's own region",
        "change": "a row of this region, to read",
        "history": "what happened to that row",
        "add": "adding a row",
        "delete": "deleting a row",
    }
    head = f"| address | {' | '.join(WHO)} |\n|---|{'---|' * len(WHO)}\n"
    pages = "".join(_line(f"`{row.name}`", row.cells) for row in PAGES)
    models = "".join(_line(titles[page], cells) for page, cells in MODEL_PAGES.items())
    names = ", ".join(f"`{model}`" for model in MODELS)
    return f"{head}{pages}\nFor each of {names}:\n\n{head}{models}"


def written() -> str:
    """The tables as they stand in the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    return text.partition(START)[2].partition(END)[0]


def _line(what: str, cells: tuple[Cell, ...]) -> str:
    return f"| {what} | {' | '.join(cell.value for cell in cells)} |\n"


def main() -> int:
    """Write the tables into the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, _start, rest = text.partition(START)
    after = rest.partition(END)[2]
    DOCUMENT.write_text(f"{before}{START}{table()}{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
