"""`werkcentrum load-postcodes FILE.csv`: postcodes from a national table."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.catalogue.regionfolder.arguments import existing_file
from werkcentrum.catalogue.regionfolder.postcodes import read_postcodes
from werkcentrum.core import clock
from werkcentrum.partners.actions import set_postcodes
from werkcentrum.partners.queries import RegionChoiceError, region_named

MAX_SHOWN = 100


class Command(BaseCommand):
    """All or nothing; the same file again changes nothing."""

    help = "Laadt de postcodes van de gemeenten van een regio uit een landelijke tabel."

    def add_arguments(self, parser: CommandParser) -> None:
        """A CSV with the columns postcode, woonplaats, gemeente, latitude and longitude."""
        parser.add_argument("file", type=existing_file)
        parser.add_argument("--region", metavar="KEY", help="Nodig bij meer dan een regio.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when a row has mistakes."""
        try:
            region = region_named(options["region"])
        except RegionChoiceError as reason:
            raise CommandError(str(reason), returncode=2) from None
        names = set(region.municipalities.values_list("name", flat=True))
        rows, problems = read_postcodes(options["file"], names)
        for problem in problems[:MAX_SHOWN]:
            self.stderr.write(str(problem))
        if problems:
            raise CommandError(f"Fouten gevonden: {len(problems)}; er is niets geladen.")
        count = set_postcodes(region=region, rows=rows, by=SYSTEM, at=clock.now())
        self.stdout.write(f"{len(rows)} postcodes, waarvan {count} nieuw of gewijzigd.")
        without = sorted(names - {row.municipality_name for row in rows})
        if without:
            self.stderr.write(f"Zonder postcodes in deze tabel: {', '.join(without)}")
