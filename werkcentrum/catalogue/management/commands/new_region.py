"""`werkcentrum new-region AM18`: the folder of a new region."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.catalogue.regionfolder.starting import (
    UnknownRegionError,
    known_regions,
    start_region,
)
from werkcentrum.core import clock


class Command(BaseCommand):
    """A desk that answers at once, marked as a demonstration."""

    help = "Maakt de map voor een van de 35 arbeidsmarktregio's."

    def add_arguments(self, parser: CommandParser) -> None:
        """The code; where to write; under which host names it answers."""
        parser.add_argument("code", metavar="AM18")
        parser.add_argument("--folder", type=Path)
        parser.add_argument("--host", action="append", default=[], metavar="NAAM")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 2 when there is no such region or the folder exists."""
        regions_dir = Path(settings.REGIONS_DIR)
        try:
            folder = start_region(
                options["code"],
                regions_dir=regions_dir,
                folder=options["folder"],
                hosts=options["host"],
                today=clock.today(),
            )
        except UnknownRegionError:
            known = ", ".join(
                f"{code} {region['name']}" for code, region in known_regions(regions_dir).items()
            )
            raise CommandError(f"Kies een van de regio's: {known}", returncode=2) from None
        except FileExistsError:
            raise CommandError("Deze map bestaat al; kies een andere.", returncode=2) from None
        self.stdout.write(str(folder))
        self.stderr.write(f"Laad de regio met: werkcentrum load-region {folder}")
