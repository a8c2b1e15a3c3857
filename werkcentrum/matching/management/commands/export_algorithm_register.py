"""`werkcentrum export-algorithm-register`: matching as the Dutch algorithm register asks it."""

import re
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.core import clock
from werkcentrum.matching.queries import weights_in_force
from werkcentrum.matching.register import CATEGORIES, STATUSES, Use, as_csv, as_json, registration
from werkcentrum.partners.models import Municipality, Region
from werkcentrum.partners.queries import RegionChoiceError, region_named

_MONTH: Final = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


class Command(BaseCommand):
    """Reads and prints; stores and sends nothing."""

    help = "Maakt de beschrijving voor het Algoritmeregister (publicatiestandaard 1.0)."

    def add_arguments(self, parser: CommandParser) -> None:
        """What only the organisation knows."""
        parser.add_argument("--region", metavar="KEY", help="Nodig bij meer dan een regio.")
        parser.add_argument("--format", choices=("json", "csv"), default="json")
        parser.add_argument("--organisation", help="Wie het gebruikt; anders de centrumgemeente.")
        parser.add_argument("--contact", help="E-mailadres of website; anders dat van de regio.")
        parser.add_argument("--since", default="", metavar="JJJJ-MM", help="In gebruik sinds.")
        parser.add_argument("--status", choices=STATUSES, default=STATUSES[1])
        parser.add_argument("--category", choices=CATEGORIES, default=CATEGORIES[0])

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 2 when something that the register requires is not known."""
        try:
            region = region_named(options["region"])
        except RegionChoiceError as reason:
            raise CommandError(str(reason), returncode=2) from None
        if options["since"] and not _MONTH.fullmatch(options["since"]):
            raise CommandError("--since moet een jaar en maand zijn, zoals 2026-01.", returncode=2)
        use = Use(
            organisation=options["organisation"] or _centre(region),
            contact=options["contact"] or region.email,
            status=options["status"], category=options["category"], begin_date=options["since"],
        )  # fmt: skip
        for value, option in ((use.organisation, "--organisation"), (use.contact, "--contact")):
            if not value:
                raise CommandError(f"De regio zegt dit niet: geef {option}.", returncode=2)
        filled = registration(use, weights_in_force(region, clock.today()))
        show = as_csv if options["format"] == "csv" else as_json
        self.stdout.write(show(filled))


def _centre(region: Region) -> str:
    found = Municipality.objects.filter(region=region, is_centre=True).first()
    return f"Gemeente {found.name}" if found else ""
