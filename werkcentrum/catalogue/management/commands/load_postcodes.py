"""`werkcentrum load-postcodes FILE.csv`: postcodes from a national table."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.catalogue.regionfolder.arguments import existing_file
from werkcentrum.catalogue.regionfolder.postcodes import read_points, read_postcodes
from werkcentrum.core import clock
from werkcentrum.partners.actions import PostcodeRow, set_postcode_points, set_postcodes
from werkcentrum.partners.models import PostcodePoint, Region
from werkcentrum.partners.queries import RegionChoiceError, region_named

MAX_SHOWN = 100


class Command(BaseCommand):
    """All or nothing; the same file again changes nothing."""

    help = (
        "Laadt de postcodes van een landelijke tabel: het hele land, en de plaatsen van een regio."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """A CSV with the columns postcode, woonplaats, gemeente, latitude and longitude."""
        parser.add_argument("file", type=existing_file)
        parser.add_argument("--region", metavar="KEY", help="Nodig bij meer dan een regio.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when a row has mistakes. Without any region only distances can be computed."""
        region = self._region(options["region"])
        names = set(region.municipalities.values_list("name", flat=True)) if region else set()
        rows, problems = read_postcodes(options["file"], names)
        for problem in problems[:MAX_SHOWN]:
            self.stderr.write(str(problem))
        if problems:
            raise CommandError(f"Fouten gevonden: {len(problems)}; er is niets geladen.")
        self._load(region, rows, read_points(options["file"]))
        without = sorted(names - {row.municipality_name for row in rows})
        if without:
            self.stderr.write(f"Zonder postcodes in deze tabel: {', '.join(without)}")

    def _region(self, key: str | None) -> Region | None:
        """The region that is meant; None when there is none yet and none was asked for."""
        if key is None and not Region.objects.exists():
            return None
        try:
            return region_named(key)
        except RegionChoiceError as reason:
            raise CommandError(str(reason), returncode=2) from None

    @transaction.atomic
    def _load(
        self, region: Region | None, rows: list[PostcodeRow], points: list[PostcodePoint]
    ) -> None:
        at = clock.now()
        if region:
            count = set_postcodes(region=region, rows=rows, by=SYSTEM, at=at)
            self.stdout.write(f"{len(rows)} postcodes, waarvan {count} nieuw of gewijzigd.")
        moved = set_postcode_points(rows=points, by=SYSTEM, at=at)
        self.stdout.write(
            f"Hele land: {len(points)} postcodes, waarvan {moved} nieuw of gewijzigd."
        )
