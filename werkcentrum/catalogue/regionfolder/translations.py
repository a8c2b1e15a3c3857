"""Translations of a region's texts: `translations/uk.po`, a gettext file that translators know.

The msgctxt says which text it is (catalogue/texts.py), the msgid is the Dutch it was made from.
A comment '# nagekeken: vertaler 2026-11-25' tells who read it as a native speaker, and when. An
entry marked fuzzy, with '#| msgid' for the older Dutch, is a translation of that older Dutch.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import polib
from django.conf import settings

from werkcentrum.catalogue.regionfolder import layout
from werkcentrum.catalogue.regionfolder.fields import Field, Spec, check_row, day, one_of, text
from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problem, Problems, Row
from werkcentrum.core.gettext_files import new_file

Values = dict[str, Any]
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
TRANSLATION: Spec = {
    "language": Field(one_of(LANGUAGES)),
    "context": Field(text(250)),
    "source": Field(text(5000), required=False),
    "text": Field(text(10_000)),
    "reviewed_by": Field(text(80), required=False),
    "reviewed_on": Field(day, required=False, default=None),
}
_REVIEWED = re.compile(r"^nagekeken: (?P<by>.+) (?P<on>\S+)$", re.MULTILINE)
_CALLS_ITSELF_REVIEWED = re.compile(r"^\s*nagekeken", re.MULTILINE | re.IGNORECASE)
# polib forgives a quote that is not closed, and loses words.
_GOOD_LINE = re.compile(r'(?:#[|~] ?)?(?:msg\w+(?:\[\d\])? )?"(?:[^"\\]|\\.)*"\s*|#(?![|~]).*|\s*')


def read_translations(reader: FolderReader, problems: Problems) -> list[Values]:
    """The translations of one folder, as they are written."""
    found: list[Values] = []
    for name in reader.names(layout.TRANSLATIONS):
        content = reader.text(name)
        if content is None:
            continue
        seen: dict[str, int] = {}
        for row in _rows(reader.label(name), Path(name).stem, content, problems):
            context = row.values["context"]
            if context in seen:
                message = f"deze tekst staat ook op regel {seen[context]}; haal er een weg."
                problems.at(row, "msgctxt", message)
            seen.setdefault(context, row.line)
            found.append(check_row(row, TRANSLATION, problems))
    return found


def in_force(shared: list[Values], own: list[Values], dutch: Mapping[str, str]) -> list[Values]:
    """What counts for a region: its own file over the shared one, for the texts it has."""
    rows = {(row["language"], row["context"]): row for row in [*shared, *own]}
    return [row for row in rows.values() if row["context"] in dutch]


def po_text(language: str, entries: Iterable[polib.POEntry]) -> str:
    """A whole gettext file, always the same for the same entries; '' without any."""
    file = new_file(language)
    file.extend(entries)
    return f"{str(file).rstrip()}\n" if file else ""


def synced(text: str, language: str, dutch: Mapping[str, str]) -> str:
    """A gettext file that holds exactly these texts, context to Dutch.

    A translation of Dutch that changed is kept as fuzzy, with that older Dutch beside it. One of
    a text that went stays behind as obsolete.
    """
    known = {item.msgctxt: item for item in polib.pofile(f"{text}\n") if item.msgstr}
    entries = []
    for context, words in dutch.items():
        old = known.pop(context, None)
        made = entry(context, words, _as_row(old) if old else None)
        made.tcomment = old.tcomment if old else ""
        entries.append(made)
    for old in known.values():
        old.obsolete = True
    return po_text(language, [*entries, *known.values()])


def entry(context: str, dutch: str, row: Mapping[str, Any] | None) -> polib.POEntry:
    """One entry; without `row` one that is still to be translated."""
    made = polib.POEntry(msgctxt=context, msgid=dutch)
    if row is None:
        return made
    made.msgstr = row["text"]
    if row["source"] != dutch:
        made.flags.append("fuzzy")
        made.previous_msgid = row["source"] or None
    if row["reviewed_on"]:
        made.tcomment = f"nagekeken: {row['reviewed_by']} {row['reviewed_on'].isoformat()}"
    return made


def _as_row(item: polib.POEntry) -> Values:
    source = (item.previous_msgid or "") if item.fuzzy else item.msgid
    return {"source": source, "text": item.msgstr, "reviewed_on": None}


def _rows(label: str, language: str, content: str, problems: Problems) -> Iterator[Row]:
    lines = enumerate(content.split("\n"), start=1)
    wrong = next((number for number, line in lines if not _GOOD_LINE.fullmatch(line)), 0)
    try:
        # polib takes a name for a file when there is one; none ends in a new line.
        file = polib.pofile("" if wrong else f"{content}\n", check_for_duplicates=False)
    except (OSError, ValueError):
        wrong = 1
    if wrong:
        message = "dit is geen geldig gettext-bestand; bewaar het opnieuw met Poedit of Weblate."
        problems.append(Problem(label, wrong, "", message))
        return
    for item in file:
        if item.obsolete or not (item.msgstr or item.msgid_plural):
            continue
        row = Row(label, item.linenum or 1)
        row.values = _values(row, language, item, problems)
        yield row


def _values(row: Row, language: str, item: polib.POEntry, problems: Problems) -> Values:
    if item.msgid_plural:
        problems.at(
            row, "msgid_plural", "een tekst van de inhoud heeft geen meervoud; haal het weg."
        )
    source = (item.previous_msgid or "") if item.fuzzy else item.msgid
    reviewed = _REVIEWED.search(item.tcomment)
    if not reviewed and _CALLS_ITSELF_REVIEWED.search(item.tcomment):
        message = (
            "schrijf '# nagekeken: functie jjjj-mm-dd', zoals: # nagekeken: vertaler 2026-11-25"
        )
        problems.at(row, "nagekeken", message)
    return {
        "language": language,
        "context": item.msgctxt,
        "source": source,
        "text": item.msgstr,
        "reviewed_by": reviewed["by"] if reviewed else "",
        "reviewed_on": reviewed["on"] if reviewed else "",
    }
