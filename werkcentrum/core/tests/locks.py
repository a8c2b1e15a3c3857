"""A lock as another process meets it."""

import fcntl
from pathlib import Path


def take(lock: Path) -> None:
    """Take it as another process would, without waiting. Raises BlockingIOError."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
