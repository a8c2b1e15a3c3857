"""Reads the files of a region folder the search learns from."""

import csv
import gzip
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from werkcentrum.search.figures import GRADES, Question
from werkcentrum.search.records import Cue, Document, Example, Phrase

_NEAR_MISS = "near-miss"
_NAMED = re.compile("<([^<>]*)>")


def read_documents(folder: Path) -> tuple[Document, ...]:
    """The services in `services/*.yaml`, by key. Raises KeyError when a field is missing."""
    documents = []
    for path in sorted((folder / "services").glob("*.yaml")):
        data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        text = " ".join([*data["what_you_get"], data["for_whom"], data["first_step"]])
        documents.append(
            Document(
                key=path.stem,
                title=data["title"],
                summary=data["summary"],
                text=text,
                terms=tuple(str(term) for term in data["terms"]),
                audiences=frozenset(data["audience"]),
                related=tuple(data["related"]),
            )
        )
    return tuple(documents)


def read_examples(folder: Path) -> tuple[Example, ...]:
    """The questions in `examples/`, in a fixed order; `_other.csv` holds those without service."""
    examples = []
    for path in sorted((folder / "examples").glob("*.csv")):
        for row in _rows(path):
            if path.stem == "_other":
                examples.append(_other(row))
            else:
                examples.append(Example(row["text"], row["lang"], path.stem))
    return tuple(examples)


def read_phrases(folder: Path) -> tuple[Phrase, ...]:
    """The glossary in `phrases.csv`; () when the region has none."""
    path = folder / "phrases.csv"
    if not path.exists():
        return ()
    return tuple(Phrase(row["lang"], row["phrase"], row["dutch"]) for row in _rows(path))


def read_cues(folder: Path) -> tuple[Cue, ...]:
    """The danger words in `danger_terms.yaml`; () when the region has none.

    Raises KeyError when a cue names words the file does not list.
    """
    path = folder / "danger_terms.yaml"
    if not path.exists():
        return ()
    data: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    named = data.pop("words", {})
    cues: list[Cue] = []
    for kind, groups in data.items():
        if kind == "harmless":
            groups = {"harmless": groups}
        for strength, by_language in groups.items():
            for lang, phrases in by_language.items():
                owner = "" if strength == "harmless" else kind
                cues.extend(
                    Cue(owner, strength, lang, _written_out(str(phrase), named))
                    for phrase in phrases
                )
    return tuple(cues)


def read_questions(folder: Path) -> list[Question]:
    """The test questions in `questions/<language>.csv`, by language; nothing learns from them.

    Raises ValueError that names file and line, in Dutch.
    """
    return [
        _question(path, line, row)
        for path in sorted((folder / "questions").glob("*.csv"))
        for line, row in enumerate(_rows(path), start=2)
    ]


def read_words(path: Path) -> frozenset[str] | None:
    """The Dutch word list, one lower-case word a line, gzipped; None when there is no file."""
    if not path.exists():
        return None
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return frozenset(lines.read().split())


def read_names(path: Path) -> tuple[str, ...]:
    """What a list of work calls things: the column `label`, and `words` that | separates."""
    rows = _rows(path)
    names = (name for row in rows for name in (row["label"], *row["words"].split("|")))
    return tuple(name for name in names if name)


def _written_out(phrase: str, named: Mapping[str, Sequence[str]]) -> str:
    """A cue with for `<name>` all words of that name: `a/b`."""
    return _NAMED.sub(lambda match: "/".join(named[match[1]]), phrase)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _question(path: Path, line: int, row: dict[str, str]) -> Question:
    """A row with grades like "ww-aanvragen=3 schuldhulp=1"."""
    try:
        pairs = [pair.split("=") for pair in row["grades"].split()]
        grades = {key: int(grade) for key, grade in pairs}
        if any(grade not in GRADES for grade in grades.values()):
            raise ValueError(grades)
        return Question(
            text=row["text"],
            lang=path.stem,
            style=row["style"],
            audience=row["audience"],
            grades=grades,
            safety=row["safety"],
        )
    except (KeyError, ValueError, AttributeError):
        message = (
            f"{path.name}:{line}: schrijf text,style,audience,grades,safety; grades als a=3 b=1"
        )
        raise ValueError(message) from None


def _other(row: dict[str, str]) -> Example:
    near_miss = row["class"] == _NEAR_MISS
    label = row.get("key") or "" if near_miss else row["class"]
    return Example(row["text"], row["lang"], label, near_miss)
