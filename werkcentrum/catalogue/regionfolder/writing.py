"""Puts the files of a region's folder on disk: whole, and nothing else touched."""

import csv
import io
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from werkcentrum.catalogue.regionfolder import layout


class NotARegionFolderError(ValueError):
    """A folder holds something else than a region; nothing in it may be replaced."""


def write_folder(folder: Path, files: dict[str, str]) -> None:
    """Write the files; those of an earlier export that are no longer wanted go.

    A folder that is not there yet appears whole or not at all. In one that is there, every file
    is replaced in one step, and notes and other files stay.
    Raises NotARegionFolderError, and OSError when the disk refuses.
    """
    is_new = not folder.exists()
    if not is_new:
        _refuse_other_folder(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".", dir=folder.parent if is_new else folder) as beside:
        fresh = Path(beside) / folder.name
        for name, text in files.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        if is_new:
            fresh.rename(folder)
            return
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(fresh / name, folder / name)
    for name in layout.scan(folder).names:
        if layout.belongs(name) and name not in files:
            (folder / name).unlink()


def write_file(path: Path, text: str) -> None:
    """Replace one file in one step. Raises OSError."""
    with TemporaryDirectory(prefix=".", dir=path.parent) as beside:
        fresh = Path(beside) / path.name
        fresh.write_text(text, encoding="utf-8", newline="")
        os.replace(fresh, path)


def csv_text(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """The rows under their header as CSV; '' when there are no rows."""
    rows = list(rows)
    if not rows:
        return ""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _refuse_other_folder(folder: Path) -> None:
    """Refuses a folder without a region, and links through which we would write elsewhere."""
    if any(folder.iterdir()) and not (folder / layout.REGION_FILE).is_file():
        raise NotARegionFolderError(f"{folder} is geen regiomap; kies een andere of lege map.")
    for name in layout.scan(folder).names:
        if (folder / name).is_dir():
            raise NotARegionFolderError(f"{folder / name} is geen bestand; haal het eerst weg.")
