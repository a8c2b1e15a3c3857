"""Everything a region folder says, checked: base, region and municipality laid together."""

import os
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from werkcentrum.catalogue import texts
from werkcentrum.catalogue.regionfolder import layout, parts, specs
from werkcentrum.catalogue.regionfolder.approval import Approval, read_approval, read_emergency
from werkcentrum.catalogue.regionfolder.fields import Spec, check_row, key
from werkcentrum.catalogue.regionfolder.places import read_hours
from werkcentrum.catalogue.regionfolder.reading import (
    FolderReader,
    Problem,
    Problems,
    Row,
    close_to,
    shown,
)
from werkcentrum.catalogue.regionfolder.rows import keyed, once, refer
from werkcentrum.catalogue.regionfolder.searchwords import check_search_words
from werkcentrum.catalogue.regionfolder.translations import in_force, read_translations
from werkcentrum.partners.models import UNKNOWN_PHONE

Values = dict[str, Any]
PAGES = ("over", "privacy", "toegankelijkheid", "cookies")


@dataclass
class Contents:
    """The clean values of a whole region, ready to be loaded."""

    key: str
    region: Values = field(default_factory=dict)
    municipalities: list[Values] = field(default_factory=list)
    postcodes: list[Values] = field(default_factory=list)
    organisations: list[Values] = field(default_factory=list)
    teams: list[Values] = field(default_factory=list)
    providers: list[Values] = field(default_factory=list)
    deliveries: list[Values] = field(default_factory=list)
    locations: list[Values] = field(default_factory=list)
    themes: list[Values] = field(default_factory=list)
    groups: list[Values] = field(default_factory=list)
    services: dict[str, Values] = field(default_factory=dict)
    variants: dict[tuple[str, str], Values] = field(default_factory=dict)
    referrals: list[Values] = field(default_factory=list)
    examples: list[Values] = field(default_factory=list)
    emergency: list[Values] = field(default_factory=list)
    approval: Approval | None = None
    pages: dict[str, str] = field(default_factory=dict)
    glossary: list[Values] = field(default_factory=list)
    translations: list[Values] = field(default_factory=list)
    # What apps above the catalogue read, by name; without their name they leave all as it is.
    parts: dict[str, Any] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def read_region(folder: Path, *, base: Path | None = None) -> tuple[Contents, Problems]:
    """Read and check a region folder; without `base`, the base folder lies beside it.

    Nothing may be loaded when there are problems.
    """
    problems = Problems()
    contents = Contents(key=folder.name)
    base = base or folder.parent / layout.BASE_FOLDER
    for needed in (folder, base):
        if not os.path.isdir(needed):
            problems.append(Problem(str(needed), 0, "", "deze map bestaat niet; maak haar eerst."))
    if not problems:
        _check_key(problems, Row(folder.name, 0), "naam van de map", folder.name)
        base_reader, own = FolderReader(base, problems), FolderReader(folder, problems)
        base_reader.check_layout(is_region=False)
        own.check_layout(is_region=True)
        _Reader(base_reader, own, contents, problems).read()
    return contents, problems


def read_base(folder: Path) -> Contents:
    """What every region shares, as it is written; for comparing, so problems are not told."""
    problems = Problems()
    contents = Contents(key=folder.name)
    nothing = FolderReader(folder / "-", problems)
    _Reader(FolderReader(folder, problems), nothing, contents, problems).read_shared()
    return contents


class _Reader:
    """Fills the contents, part by part; later parts may refer to earlier ones."""

    def __init__(
        self, base: FolderReader, own: FolderReader, contents: Contents, problems: Problems
    ) -> None:
        self.base, self.own = base, own
        self.contents, self.problems = contents, problems
        self.region_row = Row(own.label(layout.REGION_FILE), 0)
        contents.region = check_row(self.region_row, specs.REGION, Problems())

    def read(self) -> None:
        """Read everything, in the order in which parts refer to each other."""
        self._region()
        self._municipalities()
        self._organisations()
        self._teams()
        self._locations()
        self._topics()
        self._services()
        self._locked()
        self._variants()
        self._referrals()
        self._deliverers()
        self._examples()
        self._emergency()
        self._pages()
        self._glossary()
        self._translations()
        check_search_words(self.base, self.problems)
        self._parts()

    def read_shared(self) -> None:
        """Read what does not depend on a region."""
        self._topics()
        self._services()
        self._examples()
        self.contents.emergency = read_emergency(self.base, self.problems)
        self._pages()
        self._glossary()
        self._translations()
        self._parts()

    def _region(self) -> None:
        row = self.own.yaml_row(layout.REGION_FILE)
        if row:
            self.region_row = row
            self.contents.region = check_row(row, specs.REGION, self.problems)

    def _municipalities(self) -> None:
        contents = self.contents
        rows = self.own.csv_rows("municipalities.csv", list(specs.MUNICIPALITY))
        contents.municipalities = self._keyed(rows, specs.MUNICIPALITY)
        once(rows, contents.municipalities, ("name",), self.problems)
        if not rows:
            self._problem("municipalities.csv", "", "noem minstens één gemeente.")
        for row, values in zip(rows, contents.municipalities, strict=True):
            self._own_phones(row, values)
        centre = contents.region["centre_municipality"]
        if centre and centre not in self._municipality_keys():
            message = f"de gemeente '{centre}' staat niet in municipalities.csv."
            self.problems.at(self.region_row, "centre_municipality", message)
        rows = self.own.csv_rows("postcodes.csv", list(specs.POSTCODE), required=False)
        contents.postcodes = self._keyed(rows, specs.POSTCODE, by=("postcode4",))
        self._refer(rows, "municipality", self._municipality_keys())

    def _own_phones(self, row: Row, values: Values) -> None:
        """In danger people are sent to these numbers; only a demonstration may lack them."""
        for name in specs.MUNICIPAL_PHONES:
            if values[name] != UNKNOWN_PHONE:
                continue
            if self.contents.region["demonstration"]:
                self.contents.warnings.append(
                    f"{values['name']}: {name} is nog onbekend; vul het eigen nummer in."
                )
            else:
                message = (
                    "vul het eigen nummer van de gemeente in; 'onbekend' mag alleen in een "
                    "voorbeeldregio (demonstration: true)."
                )
                self.problems.at(row, name, message)

    def _organisations(self) -> None:
        contents, municipalities = self.contents, self._municipality_keys()
        rows = self.own.yaml_rows("organisations.yaml")
        contents.organisations = self._keyed(rows, specs.ORGANISATION)
        self._refer(rows, "municipality", municipalities)
        for row, values in zip(rows, contents.organisations, strict=True):
            if values["suwi"] and values["kind"] not in specs.SUWI_KINDS:
                message = "alleen een gemeente of UWV werkt onder de Wet SUWI; haal dit weg."
                self.problems.at(row, "suwi", message)
        rows = self.own.csv_rows("providers.csv", list(specs.PROVIDER))
        contents.providers = self._keyed(rows, specs.PROVIDER, by=("role", "municipality"))
        self._refer(rows, "municipality", municipalities)
        self._refer(rows, "organisation", self._organisation_keys())

    def _teams(self) -> None:
        rows = self.own.yaml_rows("teams.yaml", required=False)
        self.contents.teams = self._keyed(rows, specs.TEAM, by=("key", "organisation"))
        self._refer(rows, "organisation", self._organisation_keys())

    def _locations(self) -> None:
        rows = self.own.yaml_rows("locations.yaml", required=False)
        self.contents.locations = self._keyed(rows, specs.LOCATION)
        for row, values in zip(rows, self.contents.locations, strict=True):
            read_hours(row, values, self.problems)
        self._refer(rows, "municipality", self._municipality_keys())
        self._refer(rows, "organisation", self._organisation_keys())

    def _topics(self) -> None:
        self.contents.themes = self._keyed(self.base.yaml_rows("themes.yaml"), specs.TOPIC)
        self.contents.groups = self._keyed(self.base.yaml_rows("groups.yaml"), specs.TOPIC)

    def _services(self) -> None:
        contents = self.contents
        rows = self._service_rows(self.base)
        left_out = contents.region["leave_out"]
        self._refer([self.region_row], "leave_out", rows)
        for name in left_out:
            rows.pop(name, None)
        for name, row in self._service_rows(self.own).items():
            rows[name] = rows[name].overlaid(row.filled()) if name in rows else row
        for name, row in rows.items():
            contents.services[name] = check_row(row, specs.SERVICE, self.problems)
        self._refer(rows.values(), "themes", [row["key"] for row in contents.themes])
        self._refer(rows.values(), "groups", [row["key"] for row in contents.groups])
        self._refer(rows.values(), "related", [*rows, *left_out])
        if not rows:
            self.problems.at(self.region_row, "", "er is geen enkele dienst; laat er een staan.")

    def _service_rows(self, reader: FolderReader) -> dict[str, Row]:
        rows = {}
        for name in reader.names(layout.SERVICES):
            row = reader.yaml_row(name)
            service = Path(name).stem
            if row is None:
                continue
            _check_key(self.problems, Row(row.file, 0), "bestandsnaam", service)
            if service in specs.CLASSES:
                self.problems.at(row, "", f"een dienst mag niet '{service}' heten.")
            rows[service] = row
        return rows

    def _locked(self) -> None:
        for name in self.contents.region["locked"]:
            if name not in self.contents.services:
                message = (
                    f"de dienst '{name}' bestaat niet.{close_to(name, self._services_known())}"
                )
                self.problems.at(self.region_row, "locked", message)

    def _variants(self) -> None:
        municipalities = self._municipality_keys()
        for name in self.own.names(layout.VARIANTS):
            municipality, service = Path(name).parts[1], Path(name).stem
            row = self.own.yaml_row(name)
            if row is None:
                continue
            if municipality not in municipalities or service not in self.contents.services:
                message = "deze gemeente of dienst kennen wij niet; kijk de namen na."
                self.problems.at(row, "", message)
                continue
            values = self._variant(row.filled(), service)
            if values.keys() - {"example"}:
                self.contents.variants[service, municipality] = values
            else:
                self.contents.warnings.append(f"{row.file} wijkt nergens van af.")

    def _variant(self, row: Row, service: str) -> Values:
        """Only what differs from the region; a field left empty inherits."""
        for name in self.contents.region["locked"].get(service, ()):
            if name in row.values:
                message = "dit veld is vast voor de hele regio; haal het hier weg."
                self.problems.at(row, name, message)
        values = check_row(row, specs.VARIANT, self.problems, partial=True)
        default = self.contents.services[service]
        return {name: value for name, value in values.items() if value != default.get(name, False)}

    def _referrals(self) -> None:
        """A service takes referrals only where a team stands behind it."""
        rows = self.own.csv_rows("referrals.csv", list(specs.REFERRAL), required=False)
        self.contents.referrals = self._keyed(rows, specs.REFERRAL, by=("service", "municipality"))
        self._refer(rows, "service", self._services_known())
        self._refer(rows, "municipality", self._municipality_keys())
        self._refer(rows, "organisation", self._organisation_keys())
        for row in rows:
            whose = row.values["organisation"]
            teams = [team["key"] for team in self.contents.teams if team["organisation"] == whose]
            self._refer([row], "team", teams)

    def _deliverers(self) -> None:
        contents, municipalities = self.contents, self._municipality_keys()
        rows = self.own.csv_rows("deliveries.csv", list(specs.DELIVERY), required=False)
        contents.deliveries = self._keyed(rows, specs.DELIVERY, by=("service", "municipality"))
        self._refer(rows, "service", self._services_known())
        self._refer(rows, "municipality", municipalities)
        self._refer(rows, "organisation", self._organisation_keys())
        roles = {(row["role"], row["municipality"]) for row in contents.providers}
        for name, service in contents.services.items():
            role = service["provider"]
            everywhere = municipalities and all((role, where) in roles for where in municipalities)
            if role and (role, "") not in roles and not everywhere:
                message = f"voor dienst '{shown(name)}': zeg wie de rol '{role}' heeft."
                self._problem("providers.csv", "role", message)

    def _examples(self) -> None:
        seen: dict[tuple[str, str], Row] = {}
        left_out = self.contents.region["leave_out"]
        for reader in (self.base, self.own):
            for name in reader.names(layout.EXAMPLES):
                label = Path(name).stem
                is_other = label == "_other"
                spec = specs.OTHER_EXAMPLE if is_other else specs.EXAMPLE_WITH_VOICE
                columns = list(specs.OTHER_EXAMPLE if is_other else specs.EXAMPLE)
                rows = reader.csv_rows(name, columns, others_allowed=not is_other)
                if label == "_other" or label in self.contents.services:
                    for row in rows:
                        self._example(row, spec, label, seen)
                elif label not in left_out:
                    message = "er is geen dienst met deze naam; kijk de bestandsnaam na."
                    self.problems.append(Problem(reader.label(name), 0, "", message))

    def _example(self, row: Row, spec: Spec, label: str, seen: dict[tuple[str, str], Row]) -> None:
        values = check_row(row, spec, self.problems)
        is_near_miss = values.get("class") == "near-miss"
        if is_near_miss:
            label = values["key"]
            if label in self.contents.region["leave_out"]:
                return
            self._refer([row], "key", self._services_known())
        elif "class" in values:
            label = values["class"]
            if values["key"]:
                self.problems.at(
                    row, "key", "alleen bij near-miss hoort een dienst; maak dit leeg."
                )
        identity = (values["text"], label)
        if identity in seen and values["text"]:
            where = f"{seen[identity].file}:{seen[identity].line}"
            self.problems.at(row, "text", f"deze vraag staat ook op {where}; haal er een weg.")
        seen.setdefault(identity, row)
        self.contents.examples.append(
            {
                "label": label,
                "text": values["text"],
                "lang": values["lang"],
                "style": values.get("style", ""),
                "is_near_miss": is_near_miss,
            }
        )

    def _emergency(self) -> None:
        self.contents.emergency = read_emergency(self.base, self.problems, own=self.own)
        self.contents.approval = read_approval(
            self.own,
            self.contents.emergency,
            is_demonstration=self.contents.region["demonstration"],
            problems=self.problems,
        )

    def _pages(self) -> None:
        for reader in (self.base, self.own):
            for name in reader.names(layout.PAGES):
                body = reader.text(name)
                if body is not None:
                    self._page(Row(reader.label(name), 1), Path(name).stem, body)
        for name in PAGES:
            if name not in self.contents.pages:
                file = self.base.label(f"pages/{name}.md")
                self.problems.append(Problem(file, 0, "", "deze pagina ontbreekt; voeg haar toe."))

    def _page(self, row: Row, name: str, body: str) -> None:
        _check_key(self.problems, Row(row.file, 0), "bestandsnaam", name)
        if not body.startswith("# "):
            message = "begin met een titel op de eerste regel: '# Titel'."
            self.problems.at(row, "", message)
        row.values["title"] = layout.title(body)
        check_row(row, specs.PAGE, self.problems)
        if not layout.without_title(body):
            self.problems.at(row, "", "onder de titel staat nog niets; schrijf de tekst.")
        self.contents.pages[name] = body

    def _glossary(self) -> None:
        rows = self.base.csv_rows("glossary.csv", list(specs.GLOSSARY))
        own = self.own.csv_rows("glossary.csv", list(specs.GLOSSARY), required=False)
        own_terms = {row.values["term"] for row in own}
        kept = [row for row in rows if row.values["term"] not in own_terms]
        self.contents.glossary = self._keyed(kept + own, specs.GLOSSARY, by=("term",))

    def _translations(self) -> None:
        shared, own = (read_translations(r, self.problems) for r in (self.base, self.own))
        self.contents.translations = in_force(shared, own, dutch_texts(self.contents))

    def _parts(self) -> None:
        for name, part in parts.registered().items():
            self.contents.parts[name] = part.read(
                self.base, self.own, self.contents.organisations, self.problems
            )

    def _keyed(
        self, found: list[Row], spec: Spec, *, by: tuple[str, ...] = ("key",)
    ) -> list[Values]:
        return keyed(found, spec, self.problems, by=by)

    def _refer(self, found: Collection[Row], name: str, known: Collection[str]) -> None:
        refer(found, name, known, self.problems)

    def _municipality_keys(self) -> list[str]:
        return [row["key"] for row in self.contents.municipalities]

    def _organisation_keys(self) -> list[str]:
        return [row["key"] for row in self.contents.organisations]

    def _services_known(self) -> list[str]:
        return list(self.contents.services)

    def _problem(self, file: str, name: str, message: str) -> None:
        self.problems.append(Problem(self.own.label(file), 0, name, message))


def dutch_texts(contents: Contents) -> dict[str, str]:
    """Every text that is translated: context to Dutch, in reading order."""
    say = texts.Collector()
    _say_services(contents, say)
    for values in contents.emergency:
        texts.emergency(values["kind"], values, say)
    for values in contents.glossary:
        texts.term(values["term"], values, say)
    for name, body in contents.pages.items():
        texts.page(name, {"title": layout.title(body), "body": layout.without_title(body)}, say)
    for values in contents.locations:
        texts.location(values["key"], values, say)
        for exception in values["exceptions"]:
            texts.reason(exception["reason"], say)
        for holiday in values["holidays"]:
            texts.reason(holiday["name"] if holiday["is_closed"] else "", say)
    for values in (row for row in contents.organisations if row["example"]):
        texts.organisation(values["key"], values["name"], say)
    return say.dutch


def _say_services(contents: Contents, say: texts.Say) -> None:
    for name, values in contents.services.items():
        texts.service(name, values, say)
    for (name, municipality), values in contents.variants.items():
        texts.variant(municipality, name, values, say)
    for values in contents.themes:
        texts.theme(values["key"], values, say)
    for values in contents.groups:
        texts.group(values["key"], values, say)


def _check_key(problems: Problems, row: Row, what: str, value: str) -> None:
    try:
        key(value)
    except ValueError as reason:
        problems.at(row, what, str(reason))
