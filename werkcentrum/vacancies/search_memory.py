"""The newest changes of an index in files that live in memory: there no commit waits for a disk.

Beside links to what was built stands what was written since. A machine that starts again lost
that, and it is written again from the database.
"""

import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import Final

SINCE: Final = "since"
"""The file in a build that says of which moment it is; it is never rewritten."""

_ROOM: Final = 4
"""So many times a build must fit in what is free: parts of it may be written again."""


def kept_in(memory: Path, build: Path) -> Path:
    """Where a build with its newest changes is: what `keep` made of it, else the build itself."""
    try:
        folder = _folder(memory, build)
        # Everybody may write there, so somebody else may have made it.
        is_ours = folder.is_dir() and folder.stat().st_uid == build.stat().st_uid
    except OSError:
        return build
    return folder if is_ours else build


def keep(memory: Path, build: Path) -> None:
    """Make a folder in `memory` for a build; not when there is little room or after `leave`.

    What stands there of builds that are gone, goes. Raises OSError.
    """
    if not memory.is_dir():
        return
    folder = _folder(memory, build)
    builds = [path.parent for path in build.parent.glob(f"*/{SINCE}")]
    _clear(memory, _name(build.parent), but=[_folder(memory, path) for path in builds])
    files = [path for path in build.iterdir() if path.suffix != ".lock"]
    size = sum(path.stat().st_size for path in files)
    if folder.exists() or shutil.disk_usage(memory).free < _ROOM * size:
        return
    unfinished = Path(tempfile.mkdtemp(prefix=_name(build.parent), dir=memory))
    shutil.copymode(build, unfinished)
    for path in files:
        # Lists of files are rewritten with every commit, anything else never.
        if path.suffix == ".json":
            shutil.copyfile(path, unfinished / path.name)
        else:
            (unfinished / path.name).symlink_to(path.absolute())
    unfinished.rename(folder)


def leave(memory: Path, build: Path) -> None:
    """From now on this build is written where it was built: in memory that failed."""
    folder = kept_in(memory, build)
    if folder != build:
        shutil.rmtree(folder, ignore_errors=True)
        folder.touch()


def _folder(memory: Path, build: Path) -> Path:
    """Of this build, and not of one that was thrown away and made again under the same name."""
    made = (build / SINCE).stat()
    which = _digest(f"{build.name} {made.st_ino} {made.st_mtime_ns}")
    return memory / f"{_name(build.parent)}{which}"


def _name(builds: Path) -> str:
    return f"werkcentrum-{_digest(str(builds.absolute()))}-"


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _clear(memory: Path, name: str, but: list[Path]) -> None:
    for path in memory.glob(f"{name}*"):
        if path not in but:
            shutil.rmtree(path, ignore_errors=True)
            path.unlink(missing_ok=True)
