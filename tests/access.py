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
    # Unknown and forbidden look the same.
    HIDDEN = "does not exist"
    REFUSED = "no"
    SENT = "sent on"
    FORM = "only as a form"


WHO = ("anybody", "no second step yet", "editor", "publisher", "editor elsewhere", "superuser")
# A change, a trial and a message that the test makes.
A_CHANGE = "01900000-0000-7000-8000-000000000000"
EVERYBODY = (Cell.OPEN,) * 6
FORM_ONLY = (Cell.FORM,) * 6
# For whoever is not logged in, such as the login itself; others are sent on to their own page.
VISITOR = (Cell.OPEN, *(Cell.SENT,) * 5)
SETTING_UP = (Cell.LOG_IN, *(Cell.OPEN,) * 5)
STAFF = (Cell.LOG_IN, Cell.SENT, *(Cell.OPEN,) * 4)
# Something about an account, after showing once more who one is; or once there is something.
CONFIRMED = (Cell.LOG_IN, Cell.SENT, *(Cell.SENT,) * 4)
OWN_THING = (Cell.LOG_IN, Cell.SENT, *(Cell.HIDDEN,) * 4)
EDITING = (Cell.LOG_IN, Cell.SENT, Cell.OPEN, Cell.OPEN, Cell.HIDDEN, Cell.HIDDEN)
STAFF_FORM = (Cell.LOG_IN, Cell.SENT, *(Cell.FORM,) * 4)
LOOKING = (Cell.LOG_IN, Cell.SENT, Cell.HIDDEN, Cell.HIDDEN, Cell.HIDDEN, Cell.OPEN)
NOBODY = (Cell.LOG_IN, Cell.SENT, Cell.HIDDEN, Cell.HIDDEN, Cell.HIDDEN, Cell.REFUSED)
LOGGED_OUT = (Cell.LOG_IN, Cell.SENT, Cell.HIDDEN, Cell.HIDDEN, Cell.HIDDEN, Cell.FORM)


@dataclass(frozen=True)
class Row:
    """One address: its name, an example, and what happens to each of `WHO`."""

    name: str
    cells: tuple[Cell, ...] = EVERYBODY
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
    Row("embed"),
    Row("box"),
    Row("embed_script"),
    Row("kiosk"),
    Row("kiosk_answers"),
    Row("kiosk_theme", example={"key": "inkomen"}),
    Row("kiosk_service", example={"key": "cv-hulp"}),
    Row("security_txt"),
    Row("robots_txt"),
    Row("sitemap"),
    Row("health"),
    Row("staff_home", STAFF),
    Row("account_login", VISITOR),
    Row("mfa_authenticate", (Cell.LOG_IN, *(Cell.SENT,) * 5)),
    Row("mfa_login_webauthn", (Cell.LOG_IN, *(Cell.SENT,) * 5)),
    Row("account_logout", (Cell.LOG_IN, *(Cell.OPEN,) * 5)),
    Row("account_inactive"),
    Row("account_reauthenticate", SETTING_UP),
    Row("mfa_reauthenticate", STAFF),
    Row("mfa_reauthenticate_webauthn", (Cell.LOG_IN, *(Cell.SENT,) * 5)),
    Row("account_change_password", STAFF),
    Row("account_reset_password_from_key_done"),
    Row("account_reset_password_from_key", example={"uidb36": "1", "key": "verlopen"}),
    Row("mfa_index", SETTING_UP),
    Row("mfa_activate_totp", (Cell.LOG_IN, Cell.OPEN, *(Cell.SENT,) * 4)),
    Row("mfa_deactivate_totp", CONFIRMED),
    Row("mfa_view_recovery_codes", OWN_THING),
    Row("mfa_generate_recovery_codes", CONFIRMED),
    Row("mfa_list_webauthn", STAFF),
    Row("mfa_add_webauthn", (Cell.LOG_IN, Cell.OPEN, *(Cell.SENT,) * 4)),
    Row("mfa_edit_webauthn", CONFIRMED, {"pk": "1"}),
    Row("mfa_remove_webauthn", CONFIRMED, {"pk": "1"}),
    Row("undelivered", EDITING),
    Row("message_step", STAFF_FORM, {"pk": A_CHANGE, "step": "klaar"}),
    Row("mailbox"),
    Row("mailbox_message", example={"pk": A_CHANGE}),
    Row("mailbox_html", example={"pk": A_CHANGE}),
    Row("notify_report", FORM_ONLY),
    Row("question_queue", EDITING),
    Row("sort_group", STAFF_FORM),
    Row("content_health", EDITING),
    Row("content_home", EDITING),
    Row("content_list", EDITING, {"kind": "dienst"}),
    Row("content_record", EDITING, {"kind": "dienst", "key": "cv-hulp"}),
    Row("start_trial", STAFF_FORM),
    Row("content_trial", EDITING, {"pk": A_CHANGE}),
    Row("content_change", EDITING, {"pk": A_CHANGE}),
    Row(
        "content_step",
        (Cell.LOG_IN, Cell.SENT, *(Cell.FORM,) * 4),
        {"pk": A_CHANGE, "step": "plaatsen"},
    ),
    Row("admin:login", (Cell.LOG_IN, *(Cell.SENT,) * 5)),
    Row("admin:index", LOOKING),
    Row("admin:app_list", LOOKING, {"app_label": "partners"}),
    Row(
        "admin:password_change",
        (Cell.LOG_IN, Cell.SENT, Cell.HIDDEN, Cell.HIDDEN, Cell.HIDDEN, Cell.SENT),
    ),
    Row("admin:password_change_done", LOOKING),
    Row("admin:jsi18n", LOOKING),
    Row("admin:autocomplete", NOBODY),
    Row("admin:logout", LOGGED_OUT),
)

# The administration shows these.
MODELS = (
    "accounts.membership",
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
# What one can do with a model there.
MODEL_PAGES = {
    "changelist": LOOKING,
    "change": LOOKING,
    "history": LOOKING,
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
        "changelist": "the list",
        "change": "a row, to read",
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
