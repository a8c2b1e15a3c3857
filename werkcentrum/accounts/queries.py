"""What is shown about users."""

import re
from collections.abc import Iterable

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.urls import reverse

from werkcentrum.accounts.models import User
from werkcentrum.accounts.roles import ROLES, Permission
from werkcentrum.partners.models import Region

# The system has no account: its id is a word.
_UUID = re.compile(r"[0-9a-f-]{36}")
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: User) -> bool:
    """Whether somebody has an authenticator app or a passkey; recovery codes alone do not count."""
    return bool(is_mfa_enabled(user, SECOND_FACTORS))


def password_link(user: User) -> str:
    """The path on which somebody sets a password; works once, for `PASSWORD_RESET_TIMEOUT`."""
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    return reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key}
    )


def who_may(permission: Permission, region: Region) -> list[User]:
    """The people who may do this in a region, by mail address."""
    roles = [key for key, role in ROLES.items() if permission in role.permissions]
    found = User.objects.filter(
        is_active=True, memberships__region=region, memberships__role__in=roles
    )
    return list(found.distinct().order_by("email"))


def mail_addresses(ids: Iterable[str]) -> dict[str, str]:
    """Who is behind these user ids, as colleagues know them; whoever left is not in it."""
    keys = {key for key in ids if _UUID.fullmatch(key)}
    rows = User.objects.filter(pk__in=keys).values_list("pk", "email")
    return {str(pk): email for pk, email in rows}
