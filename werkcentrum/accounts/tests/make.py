"""The people who work with the system, by name. Clients and partners join with their apps."""

import time
from datetime import datetime

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from werkcentrum.accounts.actions import grant_role, set_code_secret, set_password
from werkcentrum.accounts.models import User
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.partners.tests.make import make_organisation

PASSWORD = "een heel lang wachtwoord"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_staff(
    region: Region,
    name: str = "karin",
    role: str = "editor",
    *,
    organisation: Organisation | None = None,
    has_second_factor: bool = True,
    at: datetime = MONDAY_MORNING,
) -> User:
    """Karin, who works for the Werkcentrum, with a password and an app with codes."""
    employer = organisation or make_employer(region)
    email = f"{name}@werk.example"
    user = grant_role(email=email, organisation=employer, role=role, by=SYSTEM, at=at)
    set_password(user=user, password=PASSWORD, by=SYSTEM, at=at)
    if has_second_factor:
        set_code_secret(user=user, secret=SECRET, by=SYSTEM, at=at)
    return user


def make_employer(region: Region) -> Organisation:
    """The Werkcentrum of a region, made where it is not there yet."""
    found = region.organisations.filter(key="werkcentrum").first()
    return found or make_organisation(
        region, "werkcentrum", name="Werkcentrum", kind=Organisation.Kind.WERKCENTRUM
    )


def make_admin() -> User:
    """The superuser: looks into every region, and changes nothing."""
    user = User.objects.create_superuser("admin", "admin@werk.example", PASSWORD)
    set_code_secret(user=user, secret=SECRET, by=SYSTEM, at=MONDAY_MORNING)
    return user


def code_now(secret: str = SECRET) -> str:
    """What the app with codes shows at this moment."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
