"""`werkcentrum set-up-desk LOCATION --key KEY --name NAME`: a walk-in desk at a location."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_slug

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core import clock
from werkcentrum.desk.models import Desk
from werkcentrum.desk.setup_actions import set_up_desk
from werkcentrum.partners.models import Location
from werkcentrum.partners.queries import RegionChoiceError, region_named

_PLACES = ("Tafel 1", "Tafel 2")


class Command(BaseCommand):
    """Once for each desk; screens and kiosks get their address on the site."""

    help = "Begint een balie voor de inloop op een locatie."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where, how it is called, and the letter of its numbers."""
        parser.add_argument("location", metavar="LOCATIE", help="Sleutel van de locatie.")
        parser.add_argument("--region", metavar="SLEUTEL")
        parser.add_argument("--key", required=True, metavar="SLEUTEL", help="In het webadres.")
        parser.add_argument("--name", required=True, metavar="NAAM", help="Voor bezoekers.")
        parser.add_argument("--prefix", default="A", metavar="LETTER", help="Vóór het nummer.")
        parser.add_argument("--places", nargs="+", default=_PLACES, metavar="PLEK")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 2 for what does not exist, is taken, or is no key or letter."""
        try:
            region = region_named(options["region"])
            validate_slug(options["key"])
            Desk(prefix=options["prefix"]).clean_fields(
                exclude={f.name for f in Desk._meta.get_fields()} - {"prefix"}
            )
        except RegionChoiceError as error:
            raise CommandError(str(error), returncode=2) from None
        except ValidationError:
            raise CommandError(
                "Kies een sleutel van kleine letters en streepjes, en één of twee hoofdletters "
                "voor het nummer. De K is voor papier.",
                returncode=2,
            ) from None
        location = Location.objects.filter(region=region, key=options["location"]).first()
        if location is None:
            raise CommandError("Deze locatie is er niet.", returncode=2)
        if Desk.objects.filter(region=region, key=options["key"]).exists():
            raise CommandError("Er is al een balie met deze sleutel.", returncode=2)
        set_up_desk(
            location=location, key=options["key"], name=options["name"],
            prefix=options["prefix"], counters=options["places"], by=SYSTEM, at=clock.now(),
        )  # fmt: skip
        self.stdout.write(f"De balie staat op /medewerkers/balie/{options['key']}/.")
