"""What happens to users."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.db import transaction

from werkcentrum.accounts.models import Membership, User
from werkcentrum.audit.actions import record
from werkcentrum.partners.models import Region


@transaction.atomic
def grant_role(*, email: str, region: Region, role: str, by: str, at: datetime) -> User:
    """Give the person with this mail address a role; a new person gets an account without password.

    Raises IntegrityError for a role that does not exist. A role that is held already is granted
    again: the line says so.
    """
    user = User.objects.filter(email__iexact=email).first()
    is_new = user is None
    if user is None:
        user = User.objects.create_user(username=email.lower(), email=email.lower())
    _, is_granted = Membership.objects.get_or_create(user=user, region=region, role=role)
    record(
        verb="accounts.role_granted", subject=user, by=by, at=at, region_key=region.key,
        role=role, is_new_user=is_new, is_new_role=is_granted,
    )  # fmt: skip
    return user


@transaction.atomic
def withdraw_role(*, user: User, region: Region, role: str, by: str, at: datetime) -> None:
    """Take a role away; it counts from the next page that the person opens."""
    Membership.objects.filter(user=user, region=region, role=role).delete()
    record(
        verb="accounts.role_withdrawn", subject=user, by=by, at=at, region_key=region.key, role=role
    )


@transaction.atomic
def set_password(*, user: User, password: str, by: str, at: datetime) -> None:
    """Give somebody a new password."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(verb="accounts.password_set", subject=user, by=by, at=at, region_key=_region_of(user))


@transaction.atomic
def set_code_secret(*, user: User, secret: str, by: str, at: datetime) -> None:
    """Give somebody the secret of an authenticator app (base32, RFC 6238), in place of the old."""
    Authenticator.objects.update_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": encrypt(secret)}}
    )
    record(verb="accounts.code_secret_set", subject=user, by=by, at=at, region_key=_region_of(user))


@transaction.atomic
def note_login(*, user: User, by: str, at: datetime) -> None:
    """Write down that somebody logged in."""
    record(verb="accounts.logged_in", subject=user, by=by, at=at, region_key=_region_of(user))


@transaction.atomic
def note_second_factor(*, user: User, event: str, by: str, at: datetime) -> None:
    """Write down what somebody did to their second factor, such as 'totp_activated'."""
    record(
        verb="accounts.second_factor", subject=user, by=by, at=at, region_key=_region_of(user),
        event=event,
    )  # fmt: skip


def _region_of(user: User) -> str:
    """The key of the region somebody works for, the first when there are more; '' for none."""
    membership = user.memberships.select_related("region").first()
    return membership.region.key if membership else ""
