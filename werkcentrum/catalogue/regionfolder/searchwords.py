"""Checks the words the search learns from: phrases in other languages and danger words.

The search reads these files itself; here they are only held against their shape, so that a
mistake is told before anything is loaded.
"""

from typing import Any

from werkcentrum.catalogue.regionfolder import specs
from werkcentrum.catalogue.regionfolder.fields import check_row, mapping, text
from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problems, Row, unknown_name
from werkcentrum.search.language import LANGUAGES
from werkcentrum.search.records import DANGERS

_STRENGTHS = ("certain", "likely", "told")
_HARMLESS = "harmless"
_check_phrase = text(300)


def check_search_words(base: FolderReader, problems: Problems) -> None:
    """Add what is wrong with `phrases.csv` and `danger_terms.yaml`; both may be absent."""
    for row in base.csv_rows("phrases.csv", list(specs.PHRASE), required=False):
        check_row(row, specs.PHRASE, problems)
    terms = base.yaml_row("danger_terms.yaml", required=False)
    if terms is None:
        return
    for kind, groups in terms.values.items():
        if kind == _HARMLESS:
            _check_languages(terms, kind, groups, problems)
        elif kind not in DANGERS:
            problems.at(terms, kind, unknown_name(kind, (*DANGERS, _HARMLESS)))
        else:
            _check_strengths(terms, kind, groups, problems)


def _check_strengths(terms: Row, kind: str, groups: Any, problems: Problems) -> None:
    strengths = _opened(terms, kind, groups, problems)
    for strength, by_language in strengths.values.items():
        if strength not in _STRENGTHS:
            problems.at(strengths, strength, unknown_name(strength, _STRENGTHS))
        else:
            _check_languages(strengths, strength, by_language, problems)


def _check_languages(row: Row, name: str, by_language: Any, problems: Problems) -> None:
    languages = _opened(row, name, by_language, problems)
    for language, phrases in languages.values.items():
        if language not in LANGUAGES:
            problems.at(languages, language, unknown_name(language, LANGUAGES))
        elif not isinstance(phrases, list):
            problems.at(languages, language, "dit moet een lijst zijn, zoals [woord, woord].")
        else:
            _check_phrases(languages, language, phrases, problems)


def _check_phrases(languages: Row, language: str, phrases: list[Any], problems: Problems) -> None:
    for place, phrase in enumerate(phrases, start=1):
        try:
            _check_phrase(phrase)
        except ValueError as reason:
            problems.at(languages, language, f"deel {place}: {reason}")


def _opened(row: Row, name: str, value: Any, problems: Problems) -> Row:
    """The mapping inside a field as a row of its own; an empty row when it is something else."""
    file, line = row.place(name)
    try:
        return Row.of(file, mapping(value), line)
    except ValueError as reason:
        problems.at(row, name, str(reason))
        return Row(file, line)
