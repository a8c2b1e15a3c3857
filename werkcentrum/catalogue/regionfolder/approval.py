"""Emergency help is published only after a second person approved exactly this text."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from werkcentrum.catalogue.regionfolder import specs
from werkcentrum.catalogue.regionfolder.fields import check_row
from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problem, Problems

FILE = "emergency-approval.yaml"
# The approval a new region starts with; only a demonstration accepts it.
EXAMPLE_APPROVER = "voorbeeld"


@dataclass(frozen=True)
class Approval:
    """Who approved, when, and when the numbers were last called."""

    written_by: str
    approved_by: str
    approved_on: date
    checked_on: date | None


def fingerprint(emergency: list[dict[str, Any]]) -> str:
    """Sixty-four hexadecimal digits (SHA-256) of the emergency help as it would be published."""
    text = json.dumps(emergency, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def read_approval(
    reader: FolderReader,
    emergency: list[dict[str, Any]],
    *,
    is_demonstration: bool,
    problems: Problems,
) -> Approval | None:
    """The approval of this emergency help; a missing or stale one is a problem."""
    row = reader.yaml_row(FILE, required=False)
    if row is None:
        problems.append(_not_approved(reader, "de noodhulp is nog niet goedgekeurd"))
        return None
    values = check_row(row, specs.APPROVAL, problems)
    if values["fingerprint"] != fingerprint(emergency):
        problems.append(_not_approved(reader, "de noodhulp is gewijzigd na de goedkeuring"))
    if values["written_by"] == values["approved_by"]:
        problems.at(row, "approved_by", "een ander dan de schrijver keurt goed.")
    if values["approved_by"] == EXAMPLE_APPROVER and not is_demonstration:
        problems.append(_not_approved(reader, "dit is een voorbeeldgoedkeuring"))
    return Approval(
        values["written_by"], values["approved_by"], values["approved_on"], values["checked_on"]
    )


def write_approval(
    folder: Path,
    emergency: list[dict[str, Any]],
    *,
    written_by: str,
    approved_by: str,
    on: date,
    checked_on: date | None,
) -> None:
    """Write the approval file into a region folder."""
    content = {
        "fingerprint": fingerprint(emergency),
        "written_by": written_by,
        "approved_by": approved_by,
        "approved_on": on,
        "checked_on": checked_on,
    }
    (folder / FILE).write_text(
        yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8"
    )


def _not_approved(reader: FolderReader, what: str) -> Problem:
    return Problem(
        f"{reader.folder.name}/{FILE}",
        0,
        "",
        f"{what}; laat een tweede persoon de tekst lezen en de nummers bellen, en daarna: "
        "werkcentrum approve-emergency MAP --written-by FUNCTIE --by FUNCTIE",
    )
