"""What happens to users."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.conf import settings
from django.db import transaction

from werkcentrum.accounts import notices
from werkcentrum.accounts.models import Membership, User
from werkcentrum.accounts.queries import password_link
from werkcentrum.accounts.roles import ROLES
from werkcentrum.audit.actions import record
from werkcentrum.core import outbox
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import sender_of


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


@transaction.atomic
def invite_colleague(
    *, user: User, region: Region, role: str, by: str, at: datetime, language: str = "nl"
) -> None:
    """Mail somebody a link to choose a password, which works as long as the link does."""
    sender = sender_of(region)
    notice = notices.invitation(
        sender=sender, language=language, role=ROLES[role].label, link=password_link(user)
    )
    outbox.put(
        notice=notice, channel=outbox.Channel.MAIL, to=user.email, sender=sender, at=at,
        key=f"invitation:{user.pk}:{at.isoformat()}", about=f"invitation:{user.pk}",
        expires_at=at + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
        is_asked_for=True, is_confidential=True,
    )  # fmt: skip
    record(verb="accounts.invited", subject=user, by=by, at=at, region_key=region.key, role=role)


def _region_of(user: User) -> str:
    """The key of the region somebody works for, the first when there are more; '' for none."""
    membership = user.memberships.select_related("region").first()
    return membership.region.key if membership else ""
