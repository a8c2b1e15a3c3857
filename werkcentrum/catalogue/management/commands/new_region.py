"""`werkcentrum new-region AM18`: the folder of a new region."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.catalogue.regionfolder.arguments import checked
from werkcentrum.catalogue.regionfolder.fields import host, key
from werkcentrum.catalogue.regionfolder.starting import (
    BrokenBaseError,
    UnknownRegionError,
    known_regions,
    new_region,
)
from werkcentrum.catalogue.regionfolder.writing import write_folder
from werkcentrum.core import clock


class Command(BaseCommand):
    """A desk that answers at once, marked as a demonstration."""

    help = "Maakt de map voor een van de 35 arbeidsmarktregio's."

    def add_arguments(self, parser: CommandParser) -> None:
        """The code; where to write; under which host names it answers."""
        parser.add_argument("code", metavar="AM18")
        parser.add_argument("--folder", type=Path, help="Waar; anders bij de andere regio's.")
        parser.add_argument(
            "--host", action="append", default=[], metavar="NAAM", type=checked(host)
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 2 when there is no such region or the folder exists."""
        regions_dir = Path(settings.REGIONS_DIR)
        try:
            name, files = new_region(
                options["code"],
                regions_dir=regions_dir,
                hosts=list(dict.fromkeys(options["host"])),
                today=clock.today(),
            )
            folder = _new_folder(options["folder"] or regions_dir / name)
            write_folder(folder, files)
        except UnknownRegionError:
            known = ", ".join(
                f"{code} {region['name']}" for code, region in known_regions(regions_dir).items()
            )
            raise CommandError(f"Kies een van de regio's: {known}", returncode=2) from None
        except BrokenBaseError as reason:
            raise CommandError(str(reason)) from None
        except OSError as error:
            raise CommandError(f"Schrijven lukt niet: {error}") from None
        self.stdout.write(str(folder))
        self.stderr.write(f"Laad de regio met: werkcentrum load-region {folder}")


def _new_folder(path: Path) -> Path:
    """The absolute path of a folder that is not there yet. Raises CommandError (exit 2)."""
    folder = path.absolute()
    try:
        key(folder.name)
    except ValueError as reason:
        raise CommandError(f"De naam van de map, '{folder.name}': {reason}", returncode=2) from None
    if folder.exists() or folder.is_symlink():
        raise CommandError(f"{folder} bestaat al; kies een andere map.", returncode=2)
    return folder
