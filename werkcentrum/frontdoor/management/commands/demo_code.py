"""`werkcentrum demo-code`: the code that an app would show now for the demo accounts."""

import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management.base import BaseCommand, CommandError

from werkcentrum.frontdoor.management.commands.demo import SECRET_FILE, kept, refuse_for_real


class Command(BaseCommand):
    """Prints one code; it is valid for about half a minute, and once for each account."""

    help = "Toont de inlogcode van nu voor de medewerkers van de demo."

    def handle(self, *args: Any, **options: Any) -> None:
        """The code on stdout."""
        refuse_for_real()
        secret = kept(SECRET_FILE)
        if not secret:
            raise CommandError("Er is hier geen demo. Maak die met: make demo")
        self.stdout.write(demo_code(secret, time.time()))


def demo_code(secret: str, moment: float) -> str:
    """The code for a secret at a moment in seconds since 1970 (RFC 6238)."""
    return str(format_hotp_value(hotp_value(secret, int(moment) // app_settings.TOTP_PERIOD)))
