"""The people who work with the system, by name. Clients and partners join with their apps."""

from datetime import datetime

from werkcentrum.accounts.actions import create_reader
from werkcentrum.accounts.models import User
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.models import Region

PASSWORD = "een heel lang wachtwoord"


def make_reader(region: Region, username: str = "karin", *, at: datetime = MONDAY_MORNING) -> User:
    """Karin, the regional coordinator, may look around in her region."""
    return create_reader(username=username, password=PASSWORD, region=region, by=SYSTEM, at=at)


def make_admin() -> User:
    """The superuser: sees every region, and changes nothing either."""
    return User.objects.create_superuser(username="admin", password=PASSWORD)
