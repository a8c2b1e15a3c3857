"""The interface in other languages: `locale/<language>/LC_MESSAGES/django.po`, made ready for use.

Django reads compiled files. They are made when the software starts, from what is there then: so
no step can be forgotten, msgfmt is not needed, and a compiled file is never older than its text.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import polib

from werkcentrum.core.messages import Message

# How many forms a number asks for (Unicode CLDR, written as gettext wants it).
_PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "tr": "nplurals=2; plural=(n > 1);",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
    "(n%100<12 || n%100>14) ? 1 : 2);",
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 ? 4 : 5);",
}
_WIDTH = 98


def compile_stale(sources: Path, compiled: Path) -> None:
    """Compile every language's file that changed since. Raises OSError when one is broken."""
    for source in sorted(sources.glob("*/LC_MESSAGES/*.po")):
        target = compiled / source.relative_to(sources).with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns != source.stat().st_mtime_ns:
            _compile(source, target)


def _compile(source: Path, target: Path) -> None:
    """In one step: another process may read the old file at this moment."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".", dir=target.parent) as beside:
        fresh = Path(beside) / target.name
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        # The same moment, so that an older text that comes back is noticed too.
        stamp = source.stat().st_mtime_ns
        os.utime(fresh, ns=(stamp, stamp))
        os.replace(fresh, target)


def interface_file(sources: Path, language: str) -> Path:
    """Where the interface in one language is written."""
    return sources / language / "LC_MESSAGES" / "django.po"


def synced(text: str, language: str, messages: Iterable[Message]) -> str:
    """A gettext file that holds exactly these messages; what went stays behind as obsolete."""
    before = polib.pofile(f"{text}\n", wrapwidth=_WIDTH)
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in before}
    after = new_file(language, plurals=_PLURALS[language])
    for message in messages:
        entry = known.pop((message.context, message.text), None) or polib.POEntry()
        after.append(_renewed(entry, message))
    after.extend(_set_aside(entry) for entry in known.values() if entry.translated())
    return f"{str(after).rstrip()}\n"


def new_file(language: str, *, plurals: str = "") -> polib.POFile:
    """An empty gettext file for a language."""
    file = polib.POFile(wrapwidth=_WIDTH)
    file.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        **({"Plural-Forms": plurals} if plurals else {}),
    }
    return file


def untranslated(text: str) -> list[str]:
    """The messages of a gettext file that nobody translated yet."""
    file = polib.pofile(f"{text}\n")
    return [entry.msgid for entry in file if not entry.obsolete and not entry.translated()]


def _renewed(entry: polib.POEntry, message: Message) -> polib.POEntry:
    entry.obsolete = False
    entry.msgid = message.text
    entry.msgctxt = message.context or None  # type: ignore[assignment]
    entry.occurrences = [(message.where, "")]
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = entry.msgstr_plural or {0: "", 1: ""}
    return entry


def _set_aside(entry: polib.POEntry) -> polib.POEntry:
    entry.obsolete = True
    entry.occurrences = []
    return entry
