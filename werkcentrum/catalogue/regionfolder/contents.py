"""Everything a region folder says, checked: base, region and municipality laid together."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from werkcentrum.catalogue.queries import OVERRIDABLE_FIELDS
from werkcentrum.catalogue.regionfolder import specs
from werkcentrum.catalogue.regionfolder.approval import Approval, read_approval
from werkcentrum.catalogue.regionfolder.fields import UNKNOWN_PHONE, Spec, check_row, key
from werkcentrum.catalogue.regionfolder.places import read_locations
from werkcentrum.catalogue.regionfolder.reading import (
    FolderReader,
    Problem,
    Problems,
    Row,
    unknown_name,
)

Values = dict[str, Any]
BASE_FOLDER = "_base"
PAGES = ("over", "privacy", "toegankelijkheid", "cookies")


@dataclass
class Contents:
    """The clean values of a whole region, ready to be loaded."""

    key: str
    region: Values = field(default_factory=dict)
    municipalities: list[Values] = field(default_factory=list)
    postcodes: list[Values] = field(default_factory=list)
    organisations: list[Values] = field(default_factory=list)
    providers: list[Values] = field(default_factory=list)
    deliveries: list[Values] = field(default_factory=list)
    locations: list[Values] = field(default_factory=list)
    themes: list[Values] = field(default_factory=list)
    groups: list[Values] = field(default_factory=list)
    services: dict[str, Values] = field(default_factory=dict)
    variants: dict[tuple[str, str], Values] = field(default_factory=dict)
    examples: list[Values] = field(default_factory=list)
    emergency: list[Values] = field(default_factory=list)
    approval: Approval | None = None
    pages: dict[str, str] = field(default_factory=dict)
    glossary: list[Values] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_region(folder: Path) -> tuple[Contents, Problems]:
    """Read and check a region folder; the base folder lies beside it.

    Nothing may be loaded when there are problems.
    """
    problems = Problems()
    contents = Contents(key=folder.name)
    try:
        key(folder.name)
    except ValueError as reason:
        problems.append(Problem(folder.name, 0, "naam van de map", str(reason)))
    base = FolderReader(folder.parent / BASE_FOLDER, problems)
    own = FolderReader(folder, problems)
    if not base.folder.is_dir() or not folder.is_dir():
        missing = folder if base.folder.is_dir() else base.folder
        problems.append(Problem(str(missing), 0, "", "deze map bestaat niet."))
        return contents, problems
    _Reader(base, own, contents, problems).read()
    return contents, problems


def read_base(folder: Path) -> Contents:
    """What every region shares, as it is written; for comparing, so problems are not told."""
    problems = Problems()
    contents = Contents(key=folder.name)
    reader = FolderReader(folder, problems)
    _Reader(reader, FolderReader(folder / "-", problems), contents, problems).read_shared()
    return contents


class _Reader:
    """Fills the contents, part by part; later parts may refer to earlier ones."""

    def __init__(
        self, base: FolderReader, own: FolderReader, contents: Contents, problems: Problems
    ) -> None:
        self.base, self.own = base, own
        self.contents, self.problems = contents, problems

    def read(self) -> None:
        """Read everything, in the order in which parts refer to each other."""
        self._region()
        self._partners()
        self._topics()
        self._services()
        self._variants()
        self._deliverers()
        self._examples()
        self._emergency()
        self._texts()

    def read_shared(self) -> None:
        """Read what does not depend on a region."""
        self._topics()
        self._services()
        self._examples()
        self._texts()

    def _region(self) -> None:
        row = self.own.yaml_row("region.yaml")
        if row:
            self.contents.region = check_row(row, specs.REGION, self.problems)

    def _partners(self) -> None:
        contents = self.contents
        rows = self.own.csv_rows("municipalities.csv", list(specs.MUNICIPALITY))
        contents.municipalities = self._keyed(rows, specs.MUNICIPALITY)
        if not rows:
            self.problems.append(
                Problem(f"{contents.key}/municipalities.csv", 0, "", "noem minstens één gemeente.")
            )
        contents.warnings += [
            f"{row['name']}: het nummer {name} is nog onbekend; de pagina verwijst naar de website."
            for row in contents.municipalities
            for name in specs.MUNICIPAL_PHONES
            if row[name] == UNKNOWN_PHONE
        ]
        municipalities = {row["key"] for row in contents.municipalities}
        centre = contents.region.get("centre_municipality")
        if centre and centre not in municipalities:
            file = f"{contents.key}/region.yaml"
            message = f"de gemeente '{centre}' staat niet in municipalities.csv."
            self.problems.append(Problem(file, 0, "centre_municipality", message))
        rows = self.own.csv_rows("postcodes.csv", list(specs.POSTCODE), required=False)
        contents.postcodes = self._keyed(rows, specs.POSTCODE, by=("postcode4",))
        self._refer(rows, "municipality", municipalities)
        rows = self.own.yaml_rows("organisations.yaml")
        contents.organisations = self._keyed(rows, specs.ORGANISATION)
        self._refer(rows, "municipality", municipalities)
        organisations = {row["key"] for row in contents.organisations}
        rows = self.own.csv_rows("providers.csv", list(specs.PROVIDER))
        contents.providers = self._keyed(rows, specs.PROVIDER, by=("role", "municipality"))
        self._refer(rows, "municipality", municipalities)
        self._refer(rows, "organisation", organisations)
        rows = self.own.yaml_rows("locations.yaml", required=False)
        contents.locations = read_locations(rows, self.problems)
        self._refer(rows, "municipality", municipalities)
        self._refer(rows, "organisation", organisations)

    def _topics(self) -> None:
        self.contents.themes = self._keyed(self.base.yaml_rows("themes.yaml"), specs.TOPIC)
        self.contents.groups = self._keyed(self.base.yaml_rows("groups.yaml"), specs.TOPIC)

    def _services(self) -> None:
        rows = _service_rows(self.base, "services/*.yaml")
        left_out = self.contents.region.get("leave_out", [])
        for name in left_out:
            if name not in rows:
                message = f"de dienst '{name}' bestaat niet."
                file = f"{self.contents.key}/region.yaml"
                self.problems.append(Problem(file, 0, "leave_out", message))
            rows.pop(name, None)
        for name, row in _service_rows(self.own, "services/*.yaml").items():
            rows[name] = rows[name].overlaid(row) if name in rows else row
        for name, row in rows.items():
            self.contents.services[name] = check_row(row, specs.SERVICE, self.problems)
        themes = {row["key"] for row in self.contents.themes}
        groups = {row["key"] for row in self.contents.groups}
        for row in rows.values():
            self._refer([row], "themes", themes)
            self._refer([row], "groups", groups)
            self._refer([row], "related", rows.keys() | set(left_out))
        locked = self.contents.region.get("locked", {})
        for name, fields in locked.items():
            if name not in rows or not set(fields or ()) <= set(OVERRIDABLE_FIELDS):
                message = f"'{name}' of een van de velden bestaat niet."
                file = f"{self.contents.key}/region.yaml"
                self.problems.append(Problem(file, 0, "locked", message))

    def _variants(self) -> None:
        municipalities = {row["key"] for row in self.contents.municipalities}
        for name in self.own.names("gemeenten/*/services/*.yaml"):
            parts = Path(name).parts
            municipality, service = parts[1], Path(name).stem
            row = self.own.yaml_row(name)
            if row is None:
                continue
            if municipality not in municipalities or service not in self.contents.services:
                self.problems.at(
                    row, "", "deze gemeente of dienst kennen wij niet; kijk de naam na."
                )
                continue
            self._refuse_locked(row, service)
            clean = check_row(row, specs.VARIANT, self.problems, partial=True)
            # An empty field inherits.
            changes = {name: value for name, value in clean.items() if row.values.get(name)}
            self.contents.variants[service, municipality] = changes

    def _refuse_locked(self, row: Row, service: str) -> None:
        for name in self.contents.region.get("locked", {}).get(service) or ():
            if name in row.values:
                self.problems.at(
                    row, name, "dit veld is vast voor de hele regio; haal het hier weg."
                )

    def _deliverers(self) -> None:
        contents = self.contents
        municipalities = {row["key"] for row in contents.municipalities}
        rows = self.own.csv_rows("deliveries.csv", list(specs.DELIVERY), required=False)
        contents.deliveries = self._keyed(rows, specs.DELIVERY, by=("service", "municipality"))
        self._refer(rows, "service", contents.services.keys())
        self._refer(rows, "municipality", municipalities)
        self._refer(rows, "organisation", {row["key"] for row in contents.organisations})
        roles = {(row["role"], row["municipality"]) for row in contents.providers}
        for name, service in contents.services.items():
            role = service["provider"]
            everywhere = all((role, where) in roles for where in municipalities)
            if role and (role, "") not in roles and not (everywhere and municipalities):
                message = f"voor dienst '{name}': zeg wie de rol '{role}' heeft."
                file = f"{contents.key}/providers.csv"
                self.problems.append(Problem(file, 0, "role", message))

    def _examples(self) -> None:
        seen: dict[tuple[str, str], str] = {}
        for reader in (self.base, self.own):
            for name in reader.names("examples/*.csv"):
                label = Path(name).stem
                is_other = label == "_other"
                spec = specs.OTHER_EXAMPLE if is_other else specs.EXAMPLE
                rows = reader.csv_rows(name, list(spec))
                if not is_other and label not in self.contents.services:
                    if label not in self.contents.region.get("leave_out", []):
                        message = "er is geen dienst met deze naam; kijk de bestandsnaam na."
                        self.problems.append(
                            Problem(f"{reader.folder.name}/{name}", 0, "", message)
                        )
                    continue
                for row in rows:
                    self._example(row, spec, label, seen)

    def _example(self, row: Row, spec: Spec, label: str, seen: dict[tuple[str, str], str]) -> None:
        values = check_row(row, spec, self.problems)
        is_near_miss = values.get("class") == "near-miss"
        if is_near_miss:
            label = values["key"]
        elif "class" in values:
            label = values["class"]
        identity = (values["text"], label)
        if identity in seen:
            self.problems.at(
                row, "text", f"deze vraag staat ook in {seen[identity]}; haal er een weg."
            )
        seen[identity] = f"{row.file}:{row.line}"
        self.contents.examples.append(
            {
                "label": label,
                "text": values["text"],
                "lang": values["lang"],
                "style": values.get("style", ""),
                "is_near_miss": is_near_miss,
                "is_base": row.file.startswith(f"{BASE_FOLDER}/"),
            }
        )

    def _emergency(self) -> None:
        self.contents.emergency = _emergency(self.base, self.problems)
        self.contents.approval = read_approval(
            self.own,
            self.contents.emergency,
            is_demonstration=bool(self.contents.region.get("demonstration")),
            problems=self.problems,
        )

    def _texts(self) -> None:
        for reader in (self.base, self.own):
            for name in reader.names("pages/*.md"):
                body = reader.text(name)
                if body is None:
                    continue
                if not body.startswith("# "):
                    file = f"{reader.folder.name}/{name}"
                    message = "begin met een titel op de eerste regel: '# Titel'."
                    self.problems.append(Problem(file, 1, "", message))
                self.contents.pages[Path(name).stem] = body
        for name in PAGES:
            if name not in self.contents.pages:
                file = f"{BASE_FOLDER}/pages/{name}.md"
                self.problems.append(Problem(file, 0, "", "deze pagina ontbreekt; voeg haar toe."))
        rows = self.base.csv_rows("glossary.csv", list(specs.GLOSSARY))
        own = self.own.csv_rows("glossary.csv", list(specs.GLOSSARY), required=False)
        own_terms = {row.values["term"] for row in own}
        kept = [row for row in rows if row.values["term"] not in own_terms]
        self.contents.glossary = self._keyed(kept + own, specs.GLOSSARY, by=("term",))

    def _keyed(
        self, rows: list[Row], spec: Spec, *, by: tuple[str, ...] = ("key",)
    ) -> list[Values]:
        """Clean values; two rows with the same identity are a problem."""
        seen: dict[tuple[Any, ...], Row] = {}
        found = []
        for row in rows:
            values = check_row(row, spec, self.problems)
            identity = tuple(values[name] for name in by)
            if identity in seen:
                where = f"{seen[identity].file}:{seen[identity].line}"
                self.problems.at(row, by[0], f"dit staat ook op {where}; haal er een weg.")
            seen.setdefault(identity, row)
            found.append(values)
        return found

    def _refer(self, rows: list[Row], name: str, known: Any) -> None:
        """Every value of a field must be a known key."""
        for row in rows:
            value = row.values.get(name)
            for item in value if isinstance(value, list) else [value]:
                if item and isinstance(item, str) and item not in known:
                    hint = unknown_name(item, sorted(known)).split(". ", 1)[-1]
                    self.problems.at(row, name, f"'{item}' bestaat niet. {hint[:200]}")


def read_emergency(regions_dir: Path) -> tuple[list[Values], Problems]:
    """The shared emergency help, checked, in order of precedence."""
    problems = Problems()
    return _emergency(FolderReader(regions_dir / BASE_FOLDER, problems), problems), problems


def _emergency(base: FolderReader, problems: Problems) -> list[Values]:
    rows = base.yaml_rows("emergency.yaml")
    found = [check_row(row, specs.EMERGENCY, problems) for row in rows]
    for row, values in zip(rows, found, strict=True):
        values["contacts"] = [
            check_row(Row(row.file, row.line, contact), specs.CONTACT, problems)
            for contact in values["contacts"] or []
        ]
    if [values["kind"] for values in found] != list(specs.DANGERS):
        message = f"noem elk gevaar één keer, in deze volgorde: {', '.join(specs.DANGERS)}."
        problems.append(Problem(f"{BASE_FOLDER}/emergency.yaml", 0, "kind", message))
    return found


def _service_rows(reader: FolderReader, pattern: str) -> dict[str, Row]:
    rows = {}
    for name in reader.names(pattern):
        row = reader.yaml_row(name)
        if row is not None:
            rows[Path(name).stem] = row
    return rows
