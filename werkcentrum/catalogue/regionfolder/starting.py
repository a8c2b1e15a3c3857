"""The folder a new region starts with: enough for a desk that answers at once."""

import json
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

from werkcentrum.catalogue.regionfolder import parts, plainyaml, specs
from werkcentrum.catalogue.regionfolder.approval import (
    EXAMPLE_APPROVER,
    Approval,
    approval_text,
    read_emergency,
)
from werkcentrum.catalogue.regionfolder.layout import APPROVAL_FILE, BASE_FOLDER, REGION_FILE
from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problems
from werkcentrum.catalogue.regionfolder.writing import csv_text
from werkcentrum.partners.models import UNKNOWN_PHONE

REGIONS_FILE = "regions.json"
_NATIONAL = {
    "uwv": ("UWV", "benefits_agency", "https://www.uwv.nl/"),
    "sbb": ("SBB", "sbb", "https://www.s-bb.nl/"),
    "duo": ("DUO", "government", "https://www.duo.nl/"),
    "kvk": ("KVK", "government", "https://www.kvk.nl/"),
    "rvo": ("RVO", "government", "https://www.rvo.nl/"),
    "szw": ("Ministerie van SZW", "government", "https://www.rijksoverheid.nl/"),
    "juridisch-loket": ("Juridisch Loket", "legal", "https://www.juridischloket.nl/"),
}
# Who receives people, with what their team is called.
_TEAMS = {
    "uwv": "UWV WERKbedrijf",
    "werkgeversservicepunt": "Werkgeversadviseurs",
    "bibliotheek": "Taalhuis",
    "onderwijs": "Studieadviseurs",
    "vakbond": "Loopbaancoaches",
    "juridisch-loket": "Spreekuur",
    "sbb": "Adviseurs leerbedrijven",
    "welzijn": "Sociaal team",
    "ggz": "Team werk en psyche",
}
_EXAMPLES = {
    "werkgeversservicepunt": ("Werkgeversservicepunt", "employer_service"),
    "bibliotheek": ("Bibliotheek", "library"),
    "onderwijs": ("Onderwijs in de regio", "education"),
    "vakbond": ("Vakbonden", "union"),
    "ggz": ("Ggz in de regio", "health_care"),
    "welzijn": ("Welzijnsorganisatie", "welfare"),
}


class UnknownRegionError(ValueError):
    """There is no region with this code."""


class BrokenBaseError(ValueError):
    """The files every region shares have mistakes; the message names them."""


def known_regions(regions_dir: Path) -> dict[str, dict[str, Any]]:
    """The 35 labour market regions by code, with their municipalities. Raises BrokenBaseError."""
    path = regions_dir / BASE_FOLDER / REGIONS_FILE
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {region["code"]: region for region in data["regions"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BrokenBaseError(f"{path} ontbreekt of is beschadigd ({error}).") from None


def new_region(
    code: str, *, regions_dir: Path, hosts: list[str], today: date
) -> tuple[str, dict[str, str]]:
    """The name of the folder of a new region, and its files: name to text.

    Raises UnknownRegionError, and BrokenBaseError when the shared files have mistakes.
    """
    region = known_regions(regions_dir).get(code.upper())
    if region is None:
        raise UnknownRegionError(code)
    problems = Problems()
    emergency = read_emergency(FolderReader(regions_dir / BASE_FOLDER, problems), problems)
    if problems:
        raise BrokenBaseError("\n".join(str(problem) for problem in problems))
    municipalities = {slug(name): name for name in region["municipalities"]}
    approval = Approval("redactie", EXAMPLE_APPROVER, today, None)
    organisations = _organisations(region["name"], municipalities)
    teams = _teams(municipalities)
    files = {
        name: text
        for part in parts.registered().values()
        for name, text in part.start(
            organisations, [team["organisation"] for team in teams], today=today
        ).items()
    }
    return slug(region["name"]), {
        REGION_FILE: plainyaml.dump(_region(region, hosts)),
        "municipalities.csv": csv_text(specs.MUNICIPALITY, _municipalities(municipalities)),
        "organisations.yaml": plainyaml.dump(organisations),
        "teams.yaml": plainyaml.dump(teams),
        "providers.csv": csv_text(specs.PROVIDER, _providers(municipalities)),
        APPROVAL_FILE: approval_text(emergency, approval),
        **files,
    }


def slug(name: str) -> str:
    """A key from a name: 'Súdwest-Fryslân' becomes 'sudwest-fryslan'."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _region(region: dict[str, Any], hosts: list[str]) -> dict[str, Any]:
    return {
        "code": region["code"],
        "name": region["name"],
        **({"hosts": hosts} if hosts else {}),
        # A demonstration until the emergency numbers were called and approved.
        "demonstration": True,
    }


def _municipalities(municipalities: dict[str, str]) -> list[dict[str, str]]:
    return [
        {
            "key": key,
            "name": name,
            "homeless_phone": UNKNOWN_PHONE,
            "hunger_phone": UNKNOWN_PHONE,
        }
        for key, name in municipalities.items()
    ]


def _organisations(name: str, municipalities: dict[str, str]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {"key": "werkcentrum", "name": f"Werkcentrum {name}", "kind": "werkcentrum"}
    ]
    rows += [
        {
            "key": f"gemeente-{key}",
            "name": f"Gemeente {title}",
            "kind": "municipality",
            "municipality": key,
            "suwi": True,
        }
        for key, title in municipalities.items()
    ]
    rows += [
        {"key": key, "name": title, "kind": kind, "website": website}
        | ({"suwi": True} if kind == "benefits_agency" else {})
        for key, (title, kind, website) in _NATIONAL.items()
    ]
    rows += [
        {"key": key, "name": title, "kind": kind, "example": True}
        for key, (title, kind) in _EXAMPLES.items()
    ]
    return rows


def _teams(municipalities: dict[str, str]) -> list[dict[str, Any]]:
    """One example for everybody who receives people; its mail goes nowhere (RFC 2606)."""
    names = {f"gemeente-{key}": f"Team werk {name}" for key, name in municipalities.items()}
    return [
        {
            "organisation": organisation,
            "key": "werk",
            "name": name[:120],
            "email": f"werk@{organisation}.example",
            "response_days": 3,
            "example": True,
        }
        for organisation, name in (names | _TEAMS).items()
    ]


def _providers(municipalities: dict[str, str]) -> list[dict[str, str]]:
    """The Leerwerkloket lives on as the learning-work advisers of the Werkcentrum."""
    rows = [
        {"role": role, "organisation": "werkcentrum"} for role in ("werkcentrum", "leerwerkloket")
    ]
    rows += [{"role": key, "organisation": key} for key in (*_NATIONAL, *_EXAMPLES)]
    rows += [
        {"role": "gemeente", "municipality": key, "organisation": f"gemeente-{key}"}
        for key in municipalities
    ]
    return rows
