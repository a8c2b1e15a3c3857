"""What happens to users."""

from datetime import datetime

from django.contrib.auth.models import Permission
from django.db import transaction

from werkcentrum.accounts.models import User
from werkcentrum.audit.actions import record
from werkcentrum.partners.models import Region


@transaction.atomic
def create_reader(*, username: str, password: str, region: Region, by: str, at: datetime) -> User:
    """Make a user who may look around in the administration of one region, and change nothing.

    Raises IntegrityError when somebody has that name already.
    """
    user = User.objects.create_user(
        username=username, password=password, region=region, is_staff=True
    )
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    record(verb="accounts.created", subject=user, by=by, at=at, region_key=region.key)
    return user


@transaction.atomic
def set_password(*, user: User, password: str, by: str, at: datetime) -> None:
    """Give somebody a new password."""
    user.set_password(password)
    user.save(update_fields=["password"])
    region_key = user.region.key if user.region else ""
    record(verb="accounts.password_set", subject=user, by=by, at=at, region_key=region_key)
