"""Builds on disk: one in use, a new one made beside it and swapped in when it is whole."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

_IN_USE: Final = "current"
_UNFINISHED: Final = ".new"


class Builds:
    """A folder with builds; the link `current` names the one in use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> Path | None:
        """The folder of the build in use; None when there is none yet."""
        try:
            return self.folder / os.readlink(self.folder / _IN_USE)
        except OSError:
            return None

    def put(self, name: str, write: Callable[[Path], None]) -> Path:
        """Write a build and use it from then on. The one before it stays, older ones go.

        `write` fills the folder it gets. Whatever fails on the way (a full disk, a killed
        process), the build in use stays in use. Raises what `write` and the disk raise.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        before = self.current()
        self._clear(keep={before, self.folder / name})
        unfinished = self.folder / f"{name}{_UNFINISHED}"
        unfinished.mkdir()
        try:
            write(unfinished)
            _flush(unfinished)
        except OSError:
            # Half of it takes the room that the next attempt needs.
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        whole = self.folder / name
        if whole.exists():
            shutil.rmtree(whole)
        unfinished.rename(whole)
        link = self.folder / f"{_IN_USE}{_UNFINISHED}"
        link.unlink(missing_ok=True)
        link.symlink_to(name)
        link.replace(self.folder / _IN_USE)
        return whole

    def _clear(self, keep: set[Path | None]) -> None:
        """Remove what a killed process left behind, and builds nobody can still be reading."""
        for path in self.folder.iterdir():
            if path.is_dir() and not path.is_symlink() and path not in keep:
                shutil.rmtree(path, ignore_errors=True)


def _flush(folder: Path) -> None:
    """Make sure the bytes are on disk before anything says that they are."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as written:
                os.fsync(written.fileno())
