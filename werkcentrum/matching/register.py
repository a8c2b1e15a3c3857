"""The description of matching for the Dutch algorithm register.

The fields are those of the Algoritmeregister Publicatiestandaard, version 1.0, of the Ministry of
the Interior (github.com/MinBZK/Algoritmeregister-Publicatiestandaard). Empty is not filled in.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from werkcentrum.core.spreadsheets import table
from werkcentrum.matching.card import sections
from werkcentrum.matching.scoring import Weights

STANDARD: Final = "1.0"
STATUSES: Final = ("In ontwikkeling", "In gebruik", "Buiten gebruik")
CATEGORIES: Final = ("Hoog-risico AI-systeem", "Impactvolle algoritmes", "Overige algoritmes")
MOST: Final[Mapping[str, int]] = {
    "name": 100, "description_short": 350, "organization": 100, "begin_date": 7, "end_date": 7,
    "contact_email": 500, "website": 500, "url": 500, "goal": 2500, "proportionality": 2500,
    "human_intervention": 2500, "risks": 2500, "lawful_basis": 2500, "process_index_url": 500,
    "impacttoetsen": 2500, "source_data": 2500, "methods_and_models": 5000, "provider": 200,
    "publiccode": 500, "source_id": 100, "tags": 2500,
}  # fmt: skip
"""The most characters of a field."""

REQUIRED: Final = (
    "name", "description_short", "organization", "status", "contact_email", "publication_category",
    "lang",
)  # fmt: skip
_LAWS: Final = (
    ("Wet structuur uitvoeringsorganisatie werk en inkomen", "BWBR0013060"),
    ("Participatiewet", "BWBR0015703"),
    ("Uitvoeringswet Algemene verordening gegevensbescherming", "BWBR0040940"),
)


@dataclass(frozen=True)
class Use:
    """Who uses it and since when (year and month); what only the organisation can know."""

    organisation: str
    contact: str
    status: str = STATUSES[1]
    category: str = CATEGORIES[0]
    begin_date: str = ""


def registration(use: Use, weights: Weights) -> dict[str, Any]:
    """Every field of the standard, in its order."""
    told = sections(weights)
    return {
        "name": "Vacatures zoeken die bij iemand passen",
        "description_short": "Dit algoritme rekent uit welke vacatures passen bij wat iemand kan "
        "en wil, en zegt bij elk punt waarom. Een adviseur en de inwoner beslissen zelf wat zij "
        "met de lijst doen.",
        "organization": use.organisation,
        "category": ["Werk"],
        "status": use.status,
        "begin_date": use.begin_date,
        "end_date": "",
        "contact_email": use.contact,
        "website": "",
        "publication_category": use.category,
        "url": "",
        "goal": f"{told['Wat het doet']}\n\n{told['Waar het niet voor is']}",
        "proportionality": "Een adviseur kan niet alle vacatures van een regio lezen. Een vaste "
        "formule met redenen is te controleren; een zelflerend systeem niet. Daarom is gekozen "
        "voor optellen van vijf delen, en niet voor een systeem dat van mensen leert. Wie iemand "
        f"is, wordt niet gelezen.\n\n{told['Wat het niet goed kan']}",
        "human_intervention": told["Wat mensen beslissen"],
        "risks": f"{told['Of groepen even vaak in beeld komen']}\n\n{told['De wet']}",
        "lawful_basis": "Gemeenten en UWV helpen mensen aan werk. Dat is hun taak in de Wet SUWI "
        "en de Participatiewet. Een profiel wordt alleen bewaard met toestemming (AVG, artikel 6, "
        "lid 1, onder a).",
        "lawful_basis_grouping": [
            {"title": name, "link": f"https://wetten.overheid.nl/{code}"} for name, code in _LAWS
        ],
        "process_index_url": "",
        "impacttoetsen_grouping": [],
        "impacttoetsen": "",
        "source_data": f"{told['Wat het leest']}\n\n{told['Wat het niet leest']}",
        "source_data_grouping": [],
        "methods_and_models": "\n\n".join([
            "Het is niet zelflerend.", told["Harde grenzen"], told["De score"],
            told["Hoe goed het is"],
        ]),
        "provider": "Werkcentrum, open broncode (EUPL-1.2)",
        "publiccode": "",
        "lang": "nld",
        "standard_version": STANDARD,
        "source_id": f"matching {weights.version}",
        "tags": "werk, vacature, match, arbeidsmarkt",
    }  # fmt: skip


def as_json(filled: Mapping[str, Any]) -> str:
    """One registration."""
    return json.dumps(filled, ensure_ascii=False, indent=2)


def as_csv(filled: Mapping[str, Any]) -> str:
    """A header and one row; lists of words with commas, lists of links as JSON."""
    return table([filled, map(_cell, filled.values())], delimiter=",")


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    if all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False)
