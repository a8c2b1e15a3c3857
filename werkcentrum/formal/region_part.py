"""Where formal messages go, and their terms, as a part of a region's folder."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Final

from werkcentrum.catalogue.regionfolder.parts import PartConflict, register
from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problems
from werkcentrum.catalogue.regionfolder.syncing import Sync
from werkcentrum.catalogue.regionfolder.writing import csv_text
from werkcentrum.formal.regionfolder import applying, changed_on_site, site
from werkcentrum.formal.regionfolder.reading import (
    CHANNEL,
    CHANNELS_FILE,
    TERM,
    TERMS_FILE,
    Formal,
    read_formal,
)
from werkcentrum.partners.models import Region

NAME: Final = "formal"
Values = dict[str, Any]


class FormalPart:
    """Digital channels, and terms that differ from the law as this software knows it."""

    def read(
        self, base: FolderReader, own: FolderReader, organisations: list[Values], problems: Problems
    ) -> Formal:
        """What the files say, checked; both are the region's own."""
        return read_formal(own, organisations, problems)

    def conflicts(self, region: Region, found: Formal) -> list[PartConflict]:
        """Where these files would write over what staff put on the website."""
        return changed_on_site.conflicts(NAME, region, found)

    def keeping_site(self, found: Formal, keys: Collection[str]) -> Formal:
        """The same, but what these conflicts are about stays as it is on the website."""
        return found.keeping(keys)

    def overrule(self, region: Region, keys: Collection[str]) -> None:
        """Somebody decided that the folder counts for what these conflicts are about."""
        changed_on_site.forget(region, keys)

    def apply(self, sync: Sync, found: Formal, *, on: date) -> None:
        """Make the database hold what the files say; what is new holds from that day."""
        applying.apply_formal(sync, found, on=on)

    def export(self, region: Region, shared: Formal) -> dict[str, str]:
        """The files of a region."""
        found = site.formal_of(region)
        return {
            CHANNELS_FILE: csv_text(CHANNEL, sorted(
                found.channels, key=lambda row: (row["organisation"], row["kind"], row["starts_on"])
            )),
            TERMS_FILE: csv_text(TERM, sorted(
                found.terms, key=lambda row: (row["kind"], row["starts_on"])
            )),
        }  # fmt: skip

    def start(
        self, organisations: Iterable[Values], receiving: Iterable[str], *, today: date
    ) -> dict[str, str]:
        """Nobody knows the addresses of a new region: its forms are off until somebody does."""
        return {}


register(NAME, FormalPart())
