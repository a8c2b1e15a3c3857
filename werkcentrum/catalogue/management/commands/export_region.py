"""`werkcentrum export-region KEY FOLDER`: a region back as a folder, only what differs."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.catalogue.regionfolder.exporting import export_region
from werkcentrum.catalogue.regionfolder.layout import base_for
from werkcentrum.catalogue.regionfolder.writing import NotARegionFolderError, write_folder
from werkcentrum.partners.queries import RegionChoiceError, region_named


class Command(BaseCommand):
    """Loading what was exported changes nothing."""

    help = "Schrijft een regio als map: alleen wat afwijkt van de basis."

    def add_arguments(self, parser: CommandParser) -> None:
        """The region and the folder to write."""
        parser.add_argument("region", metavar="KEY")
        parser.add_argument("folder", type=Path)
        parser.add_argument("--overwrite", action="store_true", help="Een bestaande map vervangen.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses a folder that is not empty, unless asked; then only a region's folder."""
        folder: Path = options["folder"].absolute()
        base = base_for(folder, Path(settings.REGIONS_DIR))
        if not base.is_dir():
            raise CommandError(f"{base} bestaat niet; zonder basis is niets te vergelijken.")
        try:
            region = region_named(options["region"])
            if not options["overwrite"] and folder.exists() and any(folder.iterdir()):
                raise CommandError(f"{folder} is niet leeg; gebruik --overwrite.", returncode=2)
            files = export_region(region, base)
            write_folder(folder, files)
        except (RegionChoiceError, NotARegionFolderError, NotADirectoryError) as reason:
            raise CommandError(str(reason), returncode=2) from None
        except OSError as error:
            raise CommandError(f"Schrijven lukt niet: {error}") from None
        self.stdout.write(str(folder))
        self.stderr.write(f"{len(files)} bestanden geschreven.")
