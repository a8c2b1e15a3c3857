"""How django-allauth logs in here: no sign-up, our words, an audit line, encrypted secrets."""

import base64
import hashlib
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from werkcentrum.accounts import actions
from werkcentrum.accounts.models import User
from werkcentrum.accounts.queries import has_second_factor
from werkcentrum.core import clock


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # theirs has no types
    """Accounts are made by `add-staff` only; whoever logs in leaves an audit line."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Dit account werkt niet meer."),
        "email_password_mismatch": _("Dit e-mailadres en wachtwoord horen niet bij elkaar."),
        "enter_current_password": _("Dit is niet uw wachtwoord van nu."),
        "incorrect_code": _("Deze code klopt niet. Wacht op de volgende code en probeer die."),
        "incorrect_password": _("Dit wachtwoord klopt niet."),
        "too_many_login_attempts": _("U heeft het te vaak geprobeerd. Probeer het later weer."),
        "rate_limited": _("U heeft het te vaak geprobeerd. Probeer het later weer."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Log in, and write that down."""
        super().login(request, user)
        actions.note_login(user=user, by=str(user.pk), at=clock.now())

    def set_password(self, user: User, password: str) -> None:
        """Through our own action, so that a line is left."""
        actions.set_password(user=user, password=password, by=str(user.pk), at=clock.now())

    def send_notification_mail(self, template_prefix: str, user: User, **kwargs: Any) -> None:
        """No mail: django-allauth tells here what happened to a second factor; we write it down."""
        app, _slash, event = template_prefix.partition("/email/")
        if app == "mfa":
            actions.note_second_factor(user=user, event=event, by=str(user.pk), at=clock.now())

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has no second factor yet typed the password a moment ago, and can do little."""
        is_set_up = has_second_factor(self.request.user)
        return is_set_up and bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """The ways to show who one is, in our words."""
        words = {
            "reauthenticate": gettext("Met uw wachtwoord"),
            "mfa_reauthenticate": gettext("Met een code"),
            "mfa_reauthenticate:webauthn": gettext("Met uw passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": words[method["id"]]} for method in methods]


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # theirs has no types
    """Secrets are encrypted with the key of this installation."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        """What is stored of a secret."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret. Raises InvalidToken when the installation's key was changed."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """The QR code for an authenticator app."""
        return segno.make(url).svg_inline(scale=4, border=2, light="white")

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """What a new passkey is called until somebody gives it a name."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Passkey %(number)d") % {"number": count + 1}


def _cipher() -> Fernet:
    digest = hashlib.sha256(b"second factor" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
