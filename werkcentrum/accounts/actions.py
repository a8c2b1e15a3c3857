"""What happens to users."""

from datetime import datetime

from django.contrib.auth.models import Permission
from django.db import transaction

from werkcentrum.accounts.models import User
from werkcentrum.audit.actions import record
from werkcentrum.partners.models import Region


@transaction.atomic
def create_reader(*, username: str, password: str, region: Region, by: str, at: datetime) -> User:
    """Make a user who may look around in the administration of one region, and change nothing."""
    user = User.objects.create_user(
        username=username, password=password, region=region, is_staff=True
    )
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    record(verb="accounts.created", subject=user, by=by, at=at, region_key=region.key)
    return user
