"""The interface in other languages: `locale/<language>/LC_MESSAGES/django.po`, made ready for use.

Django reads compiled files. They are made when the software starts, from what is there then: so
no step can be forgotten, msgfmt is not needed, and a compiled file is never older than its text.
"""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import polib


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
