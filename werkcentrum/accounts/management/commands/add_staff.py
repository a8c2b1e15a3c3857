"""`werkcentrum add-staff EMAIL --region KEY --role ROLE`: somebody may come and work.

`--organisation KEY` says for whom; without it that is the region's Werkcentrum.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from werkcentrum.accounts.actions import grant_role, invite_colleague
from werkcentrum.accounts.queries import password_link
from werkcentrum.accounts.roles import ROLES
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core import clock
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import origin_of


class Command(BaseCommand):
    """Prints a link on which the person sets a password; the link works once."""

    help = "Geeft een medewerker een rol in een regio, en een link om een wachtwoord te kiezen."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, where, and as what."""
        parser.add_argument("email")
        parser.add_argument("--region", required=True, metavar="SLEUTEL")
        parser.add_argument(
            "--organisation", default="werkcentrum", metavar="SLEUTEL", help="Anders: werkcentrum."
        )
        parser.add_argument("--role", required=True, choices=sorted(ROLES))
        parser.add_argument("--mail", action="store_true", help="Mail de link, toon haar niet.")

    def handle(self, *args: Any, **options: Any) -> None:
        """The link on stdout, what it is on stderr."""
        try:
            validate_email(options["email"])
        except ValidationError:
            raise CommandError("Dit is geen e-mailadres.", returncode=2) from None
        region = Region.objects.filter(key=options["region"]).first()
        if region is None:
            raise CommandError("Deze regio is niet geladen.", returncode=2)
        organisation = region.organisations.filter(key=options["organisation"]).first()
        if organisation is None:
            keys = ", ".join(region.organisations.order_by("key").values_list("key", flat=True))
            raise CommandError(f"Deze organisatie is er niet. Wel: {keys}", returncode=2)
        role: str = options["role"]
        user = grant_role(
            email=options["email"], organisation=organisation, role=role, by=SYSTEM, at=clock.now()
        )
        if options["mail"]:
            invite_colleague(user=user, region=region, role=role, by=SYSTEM, at=clock.now())
            self.stderr.write(f"{user.email} krijgt een e-mail met een link.")
            return
        hours = settings.PASSWORD_RESET_TIMEOUT // 3600
        self.stderr.write(
            f"{user.email} is nu {ROLES[role].label.lower()} bij {organisation.name}."
        )
        self.stderr.write(
            f"Geef deze link aan de medewerker. De link werkt één keer, {hours} uur lang:"
        )
        self.stdout.write(origin_of(region) + password_link(user))
