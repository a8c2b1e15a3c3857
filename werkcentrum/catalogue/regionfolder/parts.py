"""What apps above the catalogue keep in a region's folder: they register here what they read.

The folder is one thing, loaded in one transaction, but the catalogue may not know the apps above
it. So each of those registers one part, in its `region_part.py`, and the loader asks every part in
turn.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problems
from werkcentrum.catalogue.regionfolder.syncing import Sync
from werkcentrum.partners.models import Region

Values = dict[str, Any]


@dataclass(frozen=True)
class PartConflict:
    """Something staff changed on the website, and of which a folder says something else.

    `kind` is the name of the part, `key` says to the part what it is about.
    """

    kind: str
    key: str
    title: str
    on_site: str
    in_folder: str

    def __str__(self) -> str:
        lines = [self.title]
        lines += [f"  op de website: {self.on_site}"] if self.on_site else []
        lines += [f"  in de map: {self.in_folder}"] if self.in_folder else []
        return "\n".join(lines)


class Part(Protocol):
    """One part of a region's folder."""

    def read(
        self, base: FolderReader, own: FolderReader, organisations: list[Values], problems: Problems
    ) -> Any:
        """What the files say, checked; `organisations` are those of the region."""

    def conflicts(self, region: Region, found: Any) -> list[PartConflict]:
        """Where these files would write over what staff put on the website."""

    def keeping_site(self, found: Any, keys: Collection[str]) -> Any:
        """The same, but what these conflicts are about stays as it is on the website."""

    def overrule(self, region: Region, keys: Collection[str]) -> None:
        """Somebody decided that the folder counts for what these conflicts are about."""

    def apply(self, sync: Sync, found: Any, *, on: date) -> None:
        """Make the database hold what the files say, from that day."""

    def export(self, region: Region, shared: Any) -> dict[str, str]:
        """The files of a region: name to text. What the base (`shared`) says too is left out."""

    def start(
        self, organisations: Iterable[Values], receiving: Iterable[str], *, today: date
    ) -> dict[str, str]:
        """The files a new region starts with; in `receiving` stand who has a team."""


_PARTS: Final[dict[str, Part]] = {}


def register(name: str, part: Part) -> None:
    """Add a part, once, when the software starts."""
    _PARTS[name] = part


def registered() -> Mapping[str, Part]:
    """Every part by its name."""
    return _PARTS
