"""The register of privacy as a part of a region's folder."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Final

from werkcentrum.catalogue.regionfolder.parts import PartConflict, register
from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problems
from werkcentrum.catalogue.regionfolder.syncing import Sync
from werkcentrum.partners.models import Region
from werkcentrum.privacy.regionfolder import changed_on_site
from werkcentrum.privacy.regionfolder.applying import apply_register
from werkcentrum.privacy.regionfolder.exporting import export_register
from werkcentrum.privacy.regionfolder.reading import Register, read_register
from werkcentrum.privacy.regionfolder.starting import starting_register

NAME: Final = "privacy"
Values = dict[str, Any]


class RegisterPart:
    """Purposes with their texts, legal grounds, standings of partners, and periods."""

    def read(
        self, base: FolderReader, own: FolderReader, organisations: list[Values], problems: Problems
    ) -> Register:
        """What the files say, checked."""
        return read_register(base, own, organisations, problems)

    def conflicts(self, region: Region, found: Register) -> list[PartConflict]:
        """Where these files would write over what the privacy officer put on the website."""
        return changed_on_site.conflicts(NAME, region, found)

    def keeping_site(self, found: Register, keys: Collection[str]) -> Register:
        """The same, but what these conflicts are about stays as it is on the website."""
        return found.keeping(keys)

    def overrule(self, region: Region, keys: Collection[str]) -> None:
        """Somebody decided that the folder counts for what these conflicts are about."""
        changed_on_site.forget(region, keys)

    def apply(self, sync: Sync, found: Register, *, on: date) -> None:
        """Make the database hold what the files say; what is new holds from that day."""
        apply_register(sync, found, on=on)

    def export(self, region: Region, shared: Register) -> dict[str, str]:
        """The files of a region; purposes and periods only where they differ from the base."""
        return export_register(region, shared)

    def start(
        self, organisations: Iterable[Values], receiving: Iterable[str], *, today: date
    ) -> dict[str, str]:
        """Grounds and standings that the privacy officer of a new region reads and changes."""
        return starting_register(organisations, receiving, today=today)


register(NAME, RegisterPart())
