"""House styles in a region's folder: `huisstijl.yaml` and `logo.svg`, of the region and, below
`gemeenten/`, of each municipality that has its own."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Final
from xml.etree import ElementTree

from typst import TypstError

from werkcentrum.catalogue.regionfolder import plainyaml
from werkcentrum.catalogue.regionfolder.fields import Field, Spec, check_row, list_of, text
from werkcentrum.catalogue.regionfolder.parts import PartConflict, register
from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problem, Problems
from werkcentrum.catalogue.regionfolder.syncing import Sync
from werkcentrum.core.letters import LEAST_CONTRAST, Letter, Letterhead, contrast_on_white
from werkcentrum.core.pdf import letter_pdf
from werkcentrum.governance.models import HouseStyle
from werkcentrum.partners.models import Municipality, Region

NAME: Final = "house_styles"
STYLE: Final = "huisstijl.yaml"
LOGO: Final = "logo.svg"
MOST_LOGO: Final = 60_000
_FOLDER: Final = re.compile(r"gemeenten/(?P<key>[^/]+)/huisstijl\.yaml")
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
# What a picture could fetch or do; ours only draws. Without '<!' it has no entities either.
_FORBIDDEN: Final = re.compile(
    r"<!|<script|<foreignObject|javascript:|href\s*=\s*[\"'](?!#)", re.IGNORECASE
)
Values = dict[str, Any]


def colour(value: Any) -> str:
    """A colour '#rrggbb' in which letters on white are easy to read. Raises ValueError."""
    found = str(value).lower()
    if not _COLOUR.fullmatch(found):
        raise ValueError("schrijf een kleur als '#1d2b4f', tussen aanhalingstekens.")
    if contrast_on_white(found) < LEAST_CONTRAST:
        raise ValueError("deze kleur is te licht voor letters op wit papier; neem een donkerder.")
    return found


def logo(drawing: str) -> str:
    """A drawing that every letter can hold. Raises ValueError."""
    if len(drawing.encode()) > MOST_LOGO:
        raise ValueError("dit logo is groter dan 60 kB; maak het eenvoudiger.")
    if _FORBIDDEN.search(drawing):
        raise ValueError("in dit logo staat meer dan een tekening; bewaar het als 'gewone SVG'.")
    try:
        ElementTree.fromstring(drawing)  # noqa: S314  no entities, see above
        letter_pdf(Letter("Logo", Letterhead(["Logo"], logo=drawing), [], []))
    except (ElementTree.ParseError, TypstError):
        raise ValueError(
            "dit logo is geen SVG die in een brief past; bewaar het opnieuw."
        ) from None
    return drawing


_SPEC: Final[Spec] = {
    "sender": Field(list_of(text(80), least=1, most=6)),
    "signature": Field(list_of(text(80), most=6), required=False, default=[]),
    "colour": Field(colour),
}


class StylesPart:
    """How letters look. Nobody changes it on the website."""

    def read(
        self, base: FolderReader, own: FolderReader, organisations: list[Values], problems: Problems
    ) -> list[Values]:
        """What the files say, checked; each with the `municipality` it is of, '' for the region."""
        towns = own.csv_rows("municipalities.csv", ["key"], others_allowed=True, required=False)
        known = {row.values["key"] for row in towns}
        names = {"": ""} | {
            match["key"]: match[0].removesuffix(STYLE)
            for name in own.names("gemeenten/*/huisstijl.yaml")
            if (match := _FOLDER.fullmatch(name)) and match["key"] in known
        }
        read = (_style(own, key, folder, problems) for key, folder in names.items())
        return [values for values in read if values]

    def conflicts(self, region: Region, found: list[Values]) -> list[PartConflict]:
        """None."""
        return []

    def keeping_site(self, found: list[Values], keys: Collection[str]) -> list[Values]:
        """The same."""
        return found

    def overrule(self, region: Region, keys: Collection[str]) -> None:
        """Nothing to overrule."""

    def apply(self, sync: Sync, found: list[Values], *, on: date) -> None:
        """Make the database hold what the files say."""
        towns = {row.key: row for row in Municipality.objects.filter(region=sync.region)}
        sync.rows(
            HouseStyle.objects.filter(region=sync.region).select_related("municipality"),
            (
                {**values, "region": sync.region, "municipality": towns.get(values["municipality"])}
                for values in found
            ),
            identity=lambda row: (row.municipality.key if row.municipality else "",),
            by=lambda values: (values["municipality"].key if values["municipality"] else "",),
        )  # fmt: skip

    def export(self, region: Region, shared: list[Values]) -> dict[str, str]:
        """The files of a region."""
        rows = HouseStyle.objects.filter(region=region).select_related("municipality")
        files = {}
        for row in rows.order_by("pk"):
            folder = f"gemeenten/{row.municipality.key}/" if row.municipality else ""
            values = {"sender": row.sender, "signature": row.signature, "colour": row.colour}
            files[folder + STYLE] = plainyaml.dump({k: v for k, v in values.items() if v})
            if row.logo:
                files[folder + LOGO] = row.logo
        return files

    def start(
        self, organisations: Iterable[Values], receiving: Iterable[str], *, today: date
    ) -> dict[str, str]:
        """A new region starts with the plain style."""
        return {}


def _style(own: FolderReader, key: str, folder: str, problems: Problems) -> Values | None:
    row = own.yaml_row(folder + STYLE, required=False)
    if row is None:
        return None
    values = check_row(row, _SPEC, problems)
    drawing = own.text(folder + LOGO, required=False) or ""
    try:
        values["logo"] = logo(drawing) if drawing else ""
    except ValueError as reason:
        problems.append(Problem(own.label(folder + LOGO), 1, "", str(reason)))
    return {**values, "municipality": key}


register(NAME, StylesPart())
