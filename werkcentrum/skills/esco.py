"""ESCO, as the CSV files that the European Commission offers for download."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from werkcentrum.skills.releases import (
    AskedRow,
    ConceptRow,
    Facts,
    LinkRow,
    Problem,
    Release,
    ReleaseRow,
    Sort,
    digest_of,
    table,
)

# The European Commission asks for these words, or for words to this effect.
ATTRIBUTION: Final = (
    "Deze dienst gebruikt de ESCO-classificatie van de Europese Commissie. Wat wij eraan "
    "toevoegden of veranderden, komt voor onze rekening."
)
OCCUPATIONS: Final = "occupations_nl.csv"
# Dutch first: the first language in which a skill is told gives it its name.
SKILLS: Final = {"nl": "skills_nl.csv", "en": "skills_en.csv"}
ASKED: Final = "occupationSkillRelations.csv"
BROADER: Final[dict[Sort, str]] = {
    "occupation": "broaderRelationsOccPillar.csv",
    "skill": "broaderRelationsSkillPillar.csv",
}
# What ESCO calls optional is only sometimes asked: less than what our list calls important.
_IMPORTANCE: Final = {"essential": 1.0, "optional": 0.3}
# A special kind of an occupation is nearly the same work.
_NEARLY_THE_SAME: Final = 0.7
_KINDS: Final = {"skill/competence": "skill", "knowledge": "knowledge", "": "skill"}
PREFIX: Final = "http://data.europa.eu/esco/"
_LABELS: Final = ("conceptUri", "preferredLabel", "altLabels", "hiddenLabels", "status")
_TYPES: Final = {"Occupation": "occupation", "KnowledgeSkillCompetence": "skill"}


def esco_release(folder: Path, version: str) -> Release:
    """The files in a folder as a list. Raises ValueError, in Dutch, when one is missing."""
    paths = [folder / OCCUPATIONS, folder / ASKED, *(folder / name for name in BROADER.values())]
    skills = {lang: path for lang, name in SKILLS.items() if (path := folder / name).is_file()}
    missing = [path.name for path in paths if not path.is_file()]
    if not skills:
        missing.append(" of ".join(SKILLS.values()))
    if missing:
        raise ValueError(f"In de map ontbreekt: {', '.join(missing)}.")
    facts = Facts(
        key="esco",
        name="ESCO",
        version=version,
        licence="Hergebruik met naamsvermelding (Besluit 2011/833/EU)",
        source="https://esco.ec.europa.eu/",
        attribution=ATTRIBUTION,
    )
    return Release(
        facts, digest_of(facts, [*paths, *skills.values()]), lambda: _read(folder, skills)
    )


def _read(folder: Path, skills: Mapping[str, Path]) -> Iterator[ReleaseRow]:
    yield from _concepts(folder / OCCUPATIONS, "occupation", "nl", "iscoGroup")
    for language, path in skills.items():
        yield from _concepts(path, "skill", language, "skillType")
    yield from _asked(folder / ASKED)
    for sort, name in BROADER.items():
        yield from _broader(folder / name, sort)


def _concepts(path: Path, sort: Sort, language: str, own: str) -> Iterator[ReleaseRow]:
    """`own` is the column that only this sort has."""
    for found in table(path, [*_LABELS, own]):
        if isinstance(found, Problem):
            yield found
            continue
        place, row = found
        uri = row["conceptUri"]
        if not uri.startswith(f"{PREFIX}{sort}/"):
            yield Problem(place, f"'{uri}' is geen adres van ESCO.")
        elif row["status"] == "released":
            alternative, hidden = (
                tuple(text for line in row[name].splitlines() if (text := line.strip()))
                for name in ("altLabels", "hiddenLabels")
            )
            more = {"isco": row[own]} if sort == "occupation" else {"kind": _kind(row[own])}
            yield ConceptRow(
                place, sort, ref=uri, key=f"esco-{uri.rpartition('/')[2]}", esco=uri,
                label=row["preferredLabel"].strip(), language=language,
                alternative=alternative, hidden=hidden, **more,
            )  # fmt: skip


def _kind(written: str) -> str:
    return _KINDS.get(written, written)


def _asked(path: Path) -> Iterator[ReleaseRow]:
    for found in table(path, ["occupationUri", "relationType", "skillUri"]):
        if isinstance(found, Problem):
            yield found
            continue
        place, row = found
        importance = _IMPORTANCE.get(row["relationType"])
        if importance is None:
            yield Problem(place, f"'{row['relationType']}' is niet 'essential' of 'optional'.")
        else:
            yield AskedRow(row["occupationUri"], row["skillUri"], importance)


def _broader(path: Path, sort: Sort) -> Iterator[ReleaseRow]:
    """Groups above occupations and skills are passed by: an occupation has its group by code."""
    for found in table(path, ["conceptType", "conceptUri", "broaderType", "broaderUri"]):
        if isinstance(found, Problem):
            yield found
            continue
        place, row = found
        if _TYPES.get(row["conceptType"]) != sort or _TYPES.get(row["broaderType"]) != sort:
            continue
        if row["conceptUri"] == row["broaderUri"]:
            yield Problem(place, "dit is een soort van zichzelf.")
        else:
            yield LinkRow(sort, row["conceptUri"], row["broaderUri"], "broader", _NEARLY_THE_SAME)
