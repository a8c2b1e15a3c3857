"""Makes small lists: as rows, and as the files that ESCO has."""

from pathlib import Path

from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.skills.actions import import_release
from werkcentrum.skills.releases import ConceptRow, Facts, Release, ReleaseRow
from werkcentrum.skills.seeding import seed_release

ESCO = "http://data.europa.eu/esco"
# An occupation of our own list, as ESCO calls it.
COOK = f"{ESCO}/occupation/kok"
KOK = ConceptRow(place="regel 2", sort="occupation", ref="kok", key="kok", label="kok")
OCCUPATION_COLUMNS = "conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status\n"
SKILL_COLUMNS = "conceptUri,skillType,preferredLabel,altLabels,hiddenLabels,status\n"
ASKED_COLUMNS = "occupationUri,relationType,skillType,skillUri\n"
BROADER_COLUMNS = "conceptType,conceptUri,broaderType,broaderUri\n"


def make_release(*rows: ReleaseRow, version: str = "1", key: str = "proef") -> Release:
    """A list of these rows; another version has another digest."""
    facts = Facts(key=key, name="Proeflijst", version=version, licence="CC0-1.0")
    return Release(facts, f"{version} {rows!r}"[:64], lambda: iter(rows))


def take(release: Release) -> object:
    """Read a list; None when there was nothing to do."""
    return import_release(release=release, by="karin", at=MONDAY_MORNING)


def load_seed() -> None:
    """Our own list."""
    take(seed_release())


def make_esco(folder: Path, **changed: str) -> Path:
    """A folder with a small ESCO: a falconer, a trainer of owls, and what the first one asks.

    `changed` replaces the text of a file, by its name without the ending.
    """
    occupation, skill = f"{ESCO}/occupation", f"{ESCO}/skill"
    files = {
        "occupations_nl": OCCUPATION_COLUMNS
        + f'{occupation}/valk,5164,valkenier,"valkenierster\nhouder van valken",,released\n'
        + f"{occupation}/uil,5164,uilentrainer,,,released\n",
        "skills_nl": SKILL_COLUMNS + f"{skill}/vliegen,skill/competence,valken laten vliegen,,,"
        "released\n",
        "skills_en": SKILL_COLUMNS
        + f"{skill}/vliegen,skill/competence,fly falcons,let falcons fly,,released\n"
        + f"{skill}/vogels,knowledge,birds of prey,,,released\n",
        "occupationSkillRelations": ASKED_COLUMNS
        + f"{occupation}/valk,essential,skill/competence,{skill}/vliegen\n"
        + f"{occupation}/valk,optional,knowledge,{skill}/vogels\n",
        "broaderRelationsOccPillar": BROADER_COLUMNS
        + f"Occupation,{occupation}/valk,ISCOGroup,{ESCO}/isco/C5164\n"
        + f"Occupation,{occupation}/uil,Occupation,{occupation}/valk\n",
        "broaderRelationsSkillPillar": BROADER_COLUMNS
        + f"KnowledgeSkillCompetence,{skill}/vliegen,KnowledgeSkillCompetence,{skill}/vogels\n",
    }
    folder.mkdir(exist_ok=True)
    for name, text in (files | changed).items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder
