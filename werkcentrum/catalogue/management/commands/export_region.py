"""`werkcentrum export-region KEY FOLDER`: a region back as a folder, only what differs."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.catalogue.regionfolder.exporting import export_region, write_folder
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
        """Refuses a folder that is not empty, unless asked."""
        try:
            region = region_named(options["region"])
        except RegionChoiceError as reason:
            raise CommandError(str(reason), returncode=2) from None
        folder: Path = options["folder"]
        if folder.exists() and any(folder.iterdir()) and not options["overwrite"]:
            raise CommandError(f"{folder} is niet leeg; gebruik --overwrite.", returncode=2)
        files = export_region(region, Path(settings.REGIONS_DIR))
        folder.mkdir(parents=True, exist_ok=True)
        write_folder(folder, files)
        self.stdout.write(f"{len(files)} bestanden geschreven in {folder}")
