"""`werkcentrum build-read-model`: put the present content on the website."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.frontdoor.readmodel import build
from werkcentrum.partners.queries import RegionChoiceError, region_named

# Visitors go first.
_NICENESS = 10


class Command(BaseCommand):
    """Builds the read model of one region; the background worker does so by itself."""

    help = "Maakt wat de website toont van de inhoud van nu. Het achtergrondwerk doet dit vanzelf."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--region` when there is more than one."""
        parser.add_argument("--region", help="Sleutel van de regio.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build and tell where it is."""
        os.nice(_NICENESS)
        try:
            region = region_named(options["region"])
            folder = build(region)
        except (RegionChoiceError, ValueError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"De website houdt wat zij heeft: {error}") from error
        self.stdout.write(f"{region.name}: op de website staat nu versie {folder.name}.")
