"""What is shown about users."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from werkcentrum.accounts.models import Membership, User
from werkcentrum.accounts.roles import ROLES, Permission
from werkcentrum.accounts.rules import may_end_work
from werkcentrum.partners.models import Organisation, Region

# The system has no account: its id is a word.
_UUID = re.compile(r"[0-9a-f-]{36}")
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def somebody_at_work(pk: UUID) -> User | None:
    """Somebody, as what they work, and whether they log in in two steps: one query for all that.

    Three for who works nowhere, which is hardly anybody.
    """
    factors = Authenticator.objects.filter(user=OuterRef("user"), type__in=SECOND_FACTORS)
    rows = Membership.objects.filter(user=pk).annotate(has_factor=Exists(factors))
    work = list(rows.select_related("user", "organisation__region", "organisation__municipality"))
    if not work:
        user = User.objects.filter(pk=pk).first()
        if user is not None:
            user.is_in_two_steps = has_second_factor(user)
        return user
    user = work[0].user
    user.is_in_two_steps, user.all_work = work[0].has_factor, [*work]
    return user


def has_second_factor(user: User) -> bool:
    """Whether somebody has an authenticator app or a passkey; recovery codes alone do not count."""
    return bool(is_mfa_enabled(user, SECOND_FACTORS))


def can_log_in(user: User) -> bool:
    """Whether somebody has any way to log in: a password, a passkey or an own login."""
    return (
        user.has_usable_password()
        or bool(is_mfa_enabled(user, [Authenticator.Type.WEBAUTHN]))
        or SocialAccount.objects.filter(user=user).exists()
    )


def connected_logins(user: Any) -> list[str]:
    """The own logins (by id) that somebody connected with their account."""
    if not isinstance(user, User) or not settings.OWN_LOGINS:
        return []
    found = SocialAccount.objects.filter(user=user).order_by("provider")
    return list(found.values_list("provider", flat=True))


def password_link(user: User) -> str:
    """The path on which somebody sets a password; works once, for `PASSWORD_RESET_TIMEOUT`."""
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    return reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key}
    )


def who_may(permission: Permission, region: Region) -> list[User]:
    """The people who may do this in a region, by mail address."""
    return _who(permission, memberships__organisation__region=region)


def who_may_at(permission: Permission, organisation: Organisation) -> list[User]:
    """The people who may do this for an organisation, by mail address."""
    return _who(permission, memberships__organisation=organisation)


def mail_addresses(ids: Iterable[str]) -> dict[str, str]:
    """Who is behind these user ids, as colleagues know them, also who left; a word is not in it."""
    keys = {key for key in ids if _UUID.fullmatch(key)}
    rows = User.objects.filter(pk__in=keys).values_list("pk", "email")
    return {str(pk): email for pk, email in rows}


@dataclass(frozen=True)
class Colleague:
    """One line of the list of staff: who works where, as what."""

    key: UUID
    email: str
    organisation: str
    role: str
    last_seen: datetime | None
    may_end: bool


def colleagues_in(region: Region) -> QuerySet[Membership]:
    """Who works in this region, in the order of the list."""
    return (
        Membership.objects.filter(organisation__region=region)
        .select_related("user", "organisation")
        .order_by("user__email", "organisation__name", "role")
    )


def as_colleague(membership: Membership, *, by: User) -> Colleague:
    """A membership as the list shows it to somebody."""
    return Colleague(
        key=membership.pk,
        email=membership.user.email,
        organisation=membership.organisation.name,
        role=membership.label,
        last_seen=membership.user.last_login,
        may_end=may_end_work(membership, by=str(by.pk)) is None,
    )


def _who(permission: Permission, **works: Any) -> list[User]:
    roles = [key for key, role in ROLES.items() if permission in role.permissions]
    found = User.objects.filter(is_active=True, memberships__role__in=roles, **works)
    return list(found.distinct().order_by("email"))
