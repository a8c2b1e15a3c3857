"""A race for region folders (`core/tests/racing.py`): loaded at the very same moment."""

from collections.abc import Callable
from pathlib import Path

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.catalogue.actions import load_region
from werkcentrum.catalogue.regionfolder.contents import Contents, read_region
from werkcentrum.catalogue.rules import HostTakenError
from werkcentrum.core import clock
from werkcentrum.core.tests.racing import at_once


def load(*folders: str) -> list[str]:
    """Load the folders at once. 'changed', 'same', 'taken', or what went wrong."""

    def loading(contents: Contents) -> Callable[[], str]:
        def turn() -> str:
            try:
                changes = load_region(contents=contents, by=SYSTEM, at=clock.now())
            except HostTakenError:
                return "taken"
            except Exception as error:
                return repr(error)
            return "changed" if changes else "same"

        return turn

    read = [read_region(Path(folder)) for folder in folders]
    assert not any(problems for _contents, problems in read)
    return at_once([loading(contents) for contents, _problems in read])
