"""Model clauses as a part of a region's folder."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Final

from werkcentrum.catalogue.regionfolder.parts import PartConflict, register
from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problems
from werkcentrum.catalogue.regionfolder.syncing import Sync
from werkcentrum.governance.agreements.clause_folder import FILE, exported, read_clauses
from werkcentrum.governance.models import ClauseTemplate
from werkcentrum.partners.models import Region

NAME: Final = "clauses"
Values = dict[str, Any]


class ClausesPart:
    """From these clauses agreements are built. Nobody changes them on the website."""

    def read(
        self, base: FolderReader, own: FolderReader, organisations: list[Values], problems: Problems
    ) -> list[Values]:
        """What the files say, checked."""
        return read_clauses(base, own, problems)

    def conflicts(self, region: Region, found: list[Values]) -> list[PartConflict]:
        """None: an agreement has copies of its own."""
        return []

    def keeping_site(self, found: list[Values], keys: Collection[str]) -> list[Values]:
        """The same."""
        return found

    def overrule(self, region: Region, keys: Collection[str]) -> None:
        """Nothing to overrule."""

    def apply(self, sync: Sync, found: list[Values], *, on: date) -> None:
        """Make the database hold what the files say, in their order."""
        sync.rows(
            ClauseTemplate.objects.filter(region=sync.region),
            (
                {
                    "region": sync.region, "key": values["key"], "kinds": values["kinds"],
                    "position": position, "heading": values["heading"], "body": values["body"],
                    "source": values["source"], "is_required": values["required"],
                }
                for position, values in enumerate(found, start=1)
            ),
            identity=lambda row: (row.key,),
            by=lambda values: (values["key"],),
        )  # fmt: skip

    def export(self, region: Region, shared: list[Values]) -> dict[str, str]:
        """The file of a region."""
        return {FILE: exported(region, shared)}

    def start(
        self, organisations: Iterable[Values], receiving: Iterable[str], *, today: date
    ) -> dict[str, str]:
        """A new region starts with the base."""
        return {}


register(NAME, ClausesPart())
