"""`werkcentrum set-up-appointments LOCATION`: begin with appointments at a location."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.appointments.defaults import DEFAULT_TYPES
from werkcentrum.appointments.planning_actions import begin_appointments, plan_slots
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core import clock
from werkcentrum.partners.models import Location
from werkcentrum.partners.queries import RegionChoiceError, region_named


class Command(BaseCommand):
    """Once for each location; after that a coordinator changes it on the site."""

    help = "Begint met afspraken op een locatie: soorten afspraken, plaatsen en tijdsloten."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where, and how many people can be helped at one time."""
        parser.add_argument("location", metavar="LOCATIE", help="Sleutel van de locatie.")
        parser.add_argument("--region", metavar="SLEUTEL")
        parser.add_argument("--capacity", type=int, default=1, help="Bezoekers tegelijk per soort.")
        names = [kind.key for kind in DEFAULT_TYPES]
        parser.add_argument("--types", nargs="+", choices=names, default=names, metavar="SOORT")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 2 for a location that does not exist, or has an agenda already."""
        try:
            region = region_named(options["region"])
        except RegionChoiceError as error:
            raise CommandError(str(error), returncode=2) from None
        location = Location.objects.filter(region=region, key=options["location"]).first()
        if location is None:
            raise CommandError("Deze locatie is er niet.", returncode=2)
        if hasattr(location, "agenda"):
            raise CommandError("Deze locatie heeft al afspraken.", returncode=2)
        at = clock.now()
        begin_appointments(
            location=location,
            types=[kind.in_dutch() for kind in DEFAULT_TYPES if kind.key in options["types"]],
            capacity=options["capacity"], by=SYSTEM, at=at,
        )  # fmt: skip
        made = plan_slots(at=at)
        self.stdout.write(f"De agenda van {location.name} heeft {made} nieuwe tijdsloten.")
