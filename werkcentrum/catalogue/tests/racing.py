"""Loads region folders at the very same moment, each over a connection of its own.

Run as a program in an installation of its own: `python -m werkcentrum.catalogue.tests.racing
FOLDER FOLDER ...` prints one word a folder, in order.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import django


def race(folders: list[Path]) -> list[str]:
    """Load the folders at once. 'changed', 'same', 'taken', or what went wrong."""
    from django.db import connection

    from werkcentrum.audit.actions import SYSTEM
    from werkcentrum.catalogue.actions import load_region
    from werkcentrum.catalogue.regionfolder.contents import read_region
    from werkcentrum.catalogue.rules import HostTakenError
    from werkcentrum.core import clock

    start = Barrier(len(folders))

    def load(folder: Path) -> str:
        contents, problems = read_region(folder)
        if problems:
            return str(problems[0])
        connection.ensure_connection()
        start.wait(timeout=60)
        try:
            changes = load_region(contents=contents, by=SYSTEM, at=clock.now())
        except HostTakenError:
            return "taken"
        except Exception as error:
            return repr(error)
        finally:
            connection.close()
        return "changed" if changes else "same"

    with ThreadPoolExecutor(len(folders)) as pool:
        return list(pool.map(load, folders))


if __name__ == "__main__":
    django.setup()
    for word in race([Path(name) for name in sys.argv[1:]]):
        sys.stdout.write(f"{word}\n")
