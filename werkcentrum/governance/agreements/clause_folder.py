"""Model clauses as a region's folder has them, checked; what is common stands in the base."""

from typing import Any, Final

from werkcentrum.catalogue.regionfolder.fields import (
    Field,
    Spec,
    check_row,
    flag,
    key,
    list_of,
    one_of,
    text,
)
from werkcentrum.catalogue.regionfolder.plainyaml import dump
from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problems, Row
from werkcentrum.catalogue.regionfolder.rows import keyed
from werkcentrum.governance.agreements.clause_rules import PLACEHOLDERS, unknown_names
from werkcentrum.governance.models import AgreementKind, ClauseTemplate
from werkcentrum.partners.models import Region

Values = dict[str, Any]
FILE: Final = "clauses.yaml"
CLAUSE: Spec = {
    "key": Field(key),
    "kinds": Field(list_of(one_of(AgreementKind.values), least=1)),
    "heading": Field(text(140)),
    "body": Field(text(8000, least=20)),
    "source": Field(text(200), required=False),
    "required": Field(flag, required=False, default=True),
}


def read_clauses(base: FolderReader, own: FolderReader, problems: Problems) -> list[Values]:
    """In the order of the base, the region's own behind them; a known key is laid over."""
    rows: dict[str, Row] = {}
    for reader in (base, own):
        found = reader.yaml_rows(FILE, required=False)
        names = [Row(row.file, row.line, {"key": row.values.get("key")}, row.places)
                 for row in found]  # fmt: skip
        for row, values in zip(found, keyed(names, {"key": CLAUSE["key"]}, problems), strict=True):
            name = values["key"]
            if name:
                rows[name] = rows[name].overlaid(row.filled()) if name in rows else row
    return [_checked(row, problems) for row in rows.values()]


def clauses_of(region: Region) -> list[Values]:
    """What the database holds, in the shape of the file."""
    return [
        {
            "key": row.key, "kinds": row.kinds, "heading": row.heading, "body": row.body,
            "source": row.source, "required": row.is_required,
        }
        for row in ClauseTemplate.objects.filter(region=region).order_by("position", "key")
    ]  # fmt: skip


def exported(region: Region, shared: list[Values]) -> str:
    """The region's own file: only what differs from the base; '' without a difference."""
    base = {values["key"]: values for values in shared}
    rows = []
    for values in clauses_of(region):
        known = base.get(values["key"], {})
        row = {name: value for name, value in values.items() if known.get(name) != value}
        if row:
            rows.append({"key": values["key"], **_written(row)})
    return dump(rows) if rows else ""


def _checked(row: Row, problems: Problems) -> Values:
    values = check_row(row, CLAUSE, problems)
    for name in unknown_names(values["body"] or ""):
        known = ", ".join(sorted(PLACEHOLDERS))
        problems.at(row, "body", f"'{name}' wordt niet ingevuld. Bekend zijn: {known}.")
    return values


def _written(row: Values) -> Values:
    """As the file has it: yes and no in letters, and no empty source."""
    written = {name: value for name, value in row.items() if value not in ("", None)}
    if "required" in written:
        written["required"] = "ja" if written["required"] else "nee"
    return written
