"""Emergency help is published only after a second person approved exactly this text."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from werkcentrum.catalogue.regionfolder import plainyaml, specs
from werkcentrum.catalogue.regionfolder.fields import check_row
from werkcentrum.catalogue.regionfolder.layout import APPROVAL_FILE, EMERGENCY_FILE
from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problem, Problems, Row
from werkcentrum.search.records import DANGERS

Values = dict[str, Any]
# The approval a new region starts with; only a demonstration accepts it.
EXAMPLE_APPROVER = "voorbeeld"
_HOW = (
    "laat een tweede persoon de tekst lezen en de nummers bellen, en daarna: "
    "werkcentrum approve-emergency MAP --written-by FUNCTIE --by FUNCTIE"
)


@dataclass(frozen=True)
class Approval:
    """Who approved, when, and when the numbers were last called."""

    written_by: str
    approved_by: str
    approved_on: date
    checked_on: date | None


def read_emergency(
    base: FolderReader, problems: Problems, *, own: FolderReader | None = None
) -> list[Values]:
    """The emergency help, checked, in order of precedence: a region's own file, else the base's."""
    if own is not None and own.names(EMERGENCY_FILE):
        base = own
    rows = base.yaml_rows(EMERGENCY_FILE)
    found = []
    for row in rows:
        values = check_row(row, specs.EMERGENCY, problems)
        contacts = [Row.of(row.file, contact, row.line) for contact in values["contacts"] or ()]
        values["contacts"] = [check_row(contact, specs.CONTACT, problems) for contact in contacts]
        own_phone = specs.PHONE_OF_DANGER.get(values["kind"], "")
        if values["municipal_phone"] != own_phone:
            message = f"hier hoort: {own_phone}." if own_phone else "laat dit veld hier weg."
            problems.at(row, "municipal_phone", message)
        found.append(values)
    if [values["kind"] for values in found] != list(DANGERS):
        message = f"noem elk gevaar één keer, in deze volgorde: {', '.join(DANGERS)}."
        problems.append(Problem(base.label(EMERGENCY_FILE), 0, "kind", message))
    return found


def fingerprint(emergency: list[Values]) -> str:
    """Sixty-four hexadecimal digits (SHA-256) of the emergency help as it would be published."""
    text = json.dumps(emergency, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def read_approval(
    reader: FolderReader, emergency: list[Values], *, is_demonstration: bool, problems: Problems
) -> Approval | None:
    """The approval of this emergency help; a missing or stale one is a problem."""
    here = Row(reader.label(APPROVAL_FILE), 0)
    row = reader.yaml_row(APPROVAL_FILE, required=False)
    if row is None:
        problems.at(here, "", f"de noodhulp is nog niet goedgekeurd; {_HOW}")
        return None
    values = check_row(row, specs.APPROVAL, problems)
    if values["fingerprint"] != fingerprint(emergency):
        problems.at(row, "fingerprint", f"de noodhulp is gewijzigd na de goedkeuring; {_HOW}")
    if is_same_function(values["written_by"], values["approved_by"]):
        problems.at(row, "approved_by", "een ander dan de schrijver keurt goed.")
    if not is_demonstration and is_example(values["approved_by"]):
        problems.at(row, "approved_by", f"dit is een voorbeeldgoedkeuring; {_HOW}")
    if not is_demonstration and values["checked_on"] is None:
        problems.at(row, "checked_on", f"de nummers zijn nog niet gebeld; {_HOW}")
    return Approval(
        values["written_by"], values["approved_by"], values["approved_on"], values["checked_on"]
    )


def approval_text(emergency: list[Values], approval: Approval) -> str:
    """The approval file of this emergency help."""
    content = {
        "fingerprint": fingerprint(emergency),
        "written_by": approval.written_by,
        "approved_by": approval.approved_by,
        "approved_on": approval.approved_on,
        "checked_on": approval.checked_on,
    }
    return plainyaml.dump(content)


def is_same_function(one: str, other: str) -> bool:
    """Whether two functions name the same person, however they are written."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def is_example(function: str) -> bool:
    """Whether this is the approval a new region starts with."""
    return is_same_function(function, EXAMPLE_APPROVER)
