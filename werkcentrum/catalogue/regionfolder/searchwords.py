"""Checks the words the search learns from: phrases in other languages and danger words.

The search reads these files itself; here they are only held against their shape, so that a
mistake is told before anything is loaded.
"""

import re
from collections.abc import Container
from typing import Any

from werkcentrum.catalogue.regionfolder import specs
from werkcentrum.catalogue.regionfolder.fields import check_row, mapping, text
from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problems, Row, unknown_name
from werkcentrum.search.language import LANGUAGES
from werkcentrum.search.records import DANGERS

_STRENGTHS = ("certain", "likely", "told")
_HARMLESS = "harmless"
_WORDS = "words"
_NAMED = re.compile("<([^<>]*)>")
_check_phrase = text(300)


def check_search_words(base: FolderReader, problems: Problems) -> None:
    """Add what is wrong with `phrases.csv` and `danger_terms.yaml`; both may be absent."""
    for row in base.csv_rows("phrases.csv", list(specs.PHRASE), required=False):
        check_row(row, specs.PHRASE, problems)
    terms = base.yaml_row("danger_terms.yaml", required=False)
    if terms is None:
        return
    _DangerWords(problems).check(terms)


class _DangerWords:
    """Checks `danger_terms.yaml`: the words that have a name first, cues may use those."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._named: Container[str] = ()

    def check(self, terms: Row) -> None:
        named = self._opened(terms, _WORDS, terms.values.get(_WORDS, {}))
        for name, phrases in named.values.items():
            self._phrases(named, name, phrases)
        self._named = frozenset(named.values)
        for kind, groups in terms.values.items():
            if kind == _HARMLESS:
                self._languages(terms, kind, groups)
            elif kind in DANGERS:
                self._strengths(terms, kind, groups)
            elif kind != _WORDS:
                known = (*DANGERS, _HARMLESS, _WORDS)
                self._problems.at(terms, kind, unknown_name(kind, known))

    def _strengths(self, terms: Row, kind: str, groups: Any) -> None:
        strengths = self._opened(terms, kind, groups)
        for strength, by_language in strengths.values.items():
            if strength in _STRENGTHS:
                self._languages(strengths, strength, by_language)
            else:
                self._problems.at(strengths, strength, unknown_name(strength, _STRENGTHS))

    def _languages(self, row: Row, name: str, by_language: Any) -> None:
        languages = self._opened(row, name, by_language)
        for language, phrases in languages.values.items():
            if language in LANGUAGES:
                self._phrases(languages, language, phrases)
            else:
                self._problems.at(languages, language, unknown_name(language, LANGUAGES))

    def _phrases(self, row: Row, name: str, phrases: Any) -> None:
        if not isinstance(phrases, list):
            self._problems.at(row, name, "dit moet een lijst zijn, zoals [woord, woord].")
            return
        for place, phrase in enumerate(phrases, start=1):
            try:
                self._phrase(phrase)
            except ValueError as reason:
                self._problems.at(row, name, f"deel {place}: {reason}")

    def _phrase(self, phrase: Any) -> None:
        for name in _NAMED.findall(_check_phrase(phrase)):
            if name not in self._named:
                raise ValueError(f"'<{name}>' staat niet bij words; zet de woorden daar.")

    def _opened(self, row: Row, name: str, value: Any) -> Row:
        """The mapping in a field as a row of its own; an empty row when it is something else."""
        file, line = row.place(name)
        try:
            return Row.of(file, mapping(value), line)
        except ValueError as reason:
            self._problems.at(row, name, str(reason))
            return Row(file, line)
