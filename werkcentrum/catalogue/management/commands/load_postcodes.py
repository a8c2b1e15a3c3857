"""`werkcentrum load-postcodes FILE.csv --region KEY`: postcodes from a national table."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.catalogue.regionfolder.postcodes import read_postcodes
from werkcentrum.core import clock
from werkcentrum.partners.actions import set_postcodes
from werkcentrum.partners.queries import RegionChoiceError, region_named


class Command(BaseCommand):
    """All or nothing; the same file again changes nothing."""

    help = "Laadt de postcodes van de gemeenten van een regio uit een landelijke tabel."

    def add_arguments(self, parser: CommandParser) -> None:
        """A CSV with the columns postcode, woonplaats, gemeente, latitude and longitude."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--region", required=True, metavar="KEY")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when a row has mistakes."""
        try:
            region = region_named(options["region"])
        except RegionChoiceError as reason:
            raise CommandError(str(reason), returncode=2) from None
        names = dict(region.municipalities.values_list("name", "key"))
        rows, problems = read_postcodes(options["file"], names)
        if problems:
            for problem in problems[:100]:
                sys.stderr.write(f"{problem}\n")
            raise CommandError(f"{len(problems)} fouten gevonden; er is niets geladen.")
        count = set_postcodes(region=region, rows=rows, by=SYSTEM, at=clock.now())
        without = sorted(names.keys() - {row.municipality_name for row in rows})
        self.stdout.write(f"{len(rows)} postcodes, waarvan {count} nieuw of gewijzigd.")
        if without:
            sys.stderr.write(f"Zonder postcodes in deze tabel: {', '.join(without)}\n")
