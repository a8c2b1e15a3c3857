"""The one door through which a page that only reads leaves something behind: append-only files.

Such a page (a GET) writes no database row; the worker takes the file and stores what is in it. A
file lives for seconds and is readable by its owner only. Each sort of entry has a folder.
"""

import fcntl
import json
import logging
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings

# When the worker is down for long, questions are dropped rather than the disk filled (bytes).
MAX_SPOOL_BYTES = 20_000_000
QUESTIONS: Final = "spool"
_OPEN_FILE = "open.jsonl"
logger = logging.getLogger(__name__)


def folder(sort: str = QUESTIONS) -> Path:
    """Where spool files lie."""
    return Path(settings.VAR_DIR) / sort


def leave(entry: dict[str, Any], sort: str = QUESTIONS) -> None:
    """Append one entry. Never fails the page: what cannot be written is dropped and logged."""
    line = json.dumps(entry, ensure_ascii=True) + "\n"
    try:
        # Every question comes here: a plain string, since making a path takes a while.
        while not _append(line.encode(), f"{settings.VAR_DIR}/{sort}/{_OPEN_FILE}"):
            pass
    except OSError as error:
        logger.warning("Een vraag of telling kon niet worden bewaard: %s", error.strerror)


def take_files(sort: str = QUESTIONS) -> Iterator[Path]:
    """The files that are ready to be stored, after setting the open one apart.

    While older files wait, because the database does not answer, the open one stays: only it
    has a size limit.
    """
    folder(sort).mkdir(mode=0o700, parents=True, exist_ok=True)
    current = folder(sort) / _OPEN_FILE
    is_waiting = any(folder(sort).glob("*.taken"))
    if not is_waiting and current.exists() and current.stat().st_size:
        current.rename(folder(sort) / f"{uuid.uuid4()}.taken")
    yield from sorted(folder(sort).glob("*.taken"))


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The entries of a taken file, once the last page that had it open is done writing."""
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        for line in file:
            try:
                entry = json.loads(line)
            except ValueError:
                entry = None
            if isinstance(entry, dict):
                yield entry
            else:
                logger.warning("Een half geschreven regel in de wachtrij is overgeslagen.")


def _append(line: bytes, path: str) -> bool:
    """Write under a shared lock; False when the worker took the file just before."""
    descriptor = _opened(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        if not _is_still_there(descriptor, path):
            return False
        if os.fstat(descriptor).st_size < MAX_SPOOL_BYTES:
            os.write(descriptor, line)
        return True
    finally:
        os.close(descriptor)


def _opened(path: str) -> int:
    how = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    try:
        return os.open(path, how, 0o600)
    except FileNotFoundError:
        Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(path, how, 0o600)


def _is_still_there(descriptor: int, path: str) -> bool:
    try:
        return os.fstat(descriptor).st_ino == os.stat(path).st_ino
    except FileNotFoundError:
        return False
