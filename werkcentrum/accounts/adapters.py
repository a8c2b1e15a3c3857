"""How django-allauth logs in here: no sign-up, our words, an audit line, encrypted secrets."""

import base64
import hashlib
import logging
from smtplib import SMTPException
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from werkcentrum.accounts import actions
from werkcentrum.accounts.idle import begin
from werkcentrum.accounts.models import User
from werkcentrum.accounts.queries import has_second_factor
from werkcentrum.core import clock

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # theirs has no types
    """Accounts are made by `add-staff` only; whoever logs in leaves an audit line."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Dit account werkt niet meer."),
        "email_password_mismatch": _("Dit e-mailadres en wachtwoord horen niet bij elkaar."),
        "enter_current_password": _("Dit is niet uw wachtwoord van nu."),
        "incorrect_code": _("Deze code klopt niet. Neem de code over uit de nieuwste e-mail."),
        "incorrect_password": _("Dit wachtwoord klopt niet."),
        "too_many_login_attempts": _("U heeft het te vaak geprobeerd. Probeer het later weer."),
        "rate_limited": _("U heeft het te vaak geprobeerd. Probeer het later weer."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Whether to go on there after logging in; not to what is no address at all."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Log in, and write that down."""
        super().login(request, user)
        begin(request, user)
        actions.note_login(user=user, by=str(user.pk), at=clock.now())

    def set_password(self, user: User, password: str) -> None:
        """Through our own action, so that a line is left."""
        actions.set_password(user=user, password=password, by=str(user.pk), at=clock.now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """To the work: whoever just chose a password has no use for the form to change it."""
        return reverse("staff_home")

    def send_notification_mail(self, template_prefix: str, user: User, **kwargs: Any) -> None:
        """No mail: django-allauth tells here what happened to an account; we write it down."""
        app, _slash, event = template_prefix.partition("/email/")
        if app == "mfa":
            actions.note_second_factor(user=user, event=event, by=str(user.pk), at=clock.now())
        if (app, event) == ("socialaccount", "account_connected"):
            account = kwargs["context"]["account"]
            # They have just shown there who they are; that counts in this session.
            record_authentication(
                self.request, user, "socialaccount", provider=account.provider, uid=account.uid
            )
            actions.note_own_login(
                user=user, login=account.provider, by=str(user.pk), at=clock.now()
            )

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A code leaves at once and is stored nowhere. Whoever asked hears when that fails."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            logger.exception("De code kon niet worden verstuurd.")
            messages.error(
                self.request, gettext("De mail is niet verstuurd. Probeer het straks opnieuw.")
            )

    def get_from_email(self) -> str:
        """The sender of all our mail."""
        return str(settings.DEFAULT_FROM_EMAIL)

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


class OwnLoginAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An organisation's own login: for somebody who connected it, and nobody else."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Keep no token, and stop before an account is made for somebody who is not known."""
        sociallogin.token = None
        if answer := sociallogin.provider.instead(request, sociallogin):
            raise ImmediateHttpResponse(answer)
        is_connecting = sociallogin.state.get("process") == AuthProcess.CONNECT
        if is_connecting and request.user.is_authenticated:
            return
        if is_connecting or not sociallogin.is_existing:
            name = sociallogin.provider.name
            page = "accounts/own_login_unknown.html"
            raise ImmediateHttpResponse(
                TemplateResponse(request, page, {"name": name}, status=403).render()
            )

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """Cancelled there, too late, a link that was made up, or the organisation is away."""
        reason = kwargs.get("exception") or kwargs.get("error")
        logger.warning("Inloggen via %s lukte niet: %r", provider.app.provider_id, reason)
        raise ImmediateHttpResponse(provider.failed(request))

    def get_connect_redirect_url(self, *args: Any) -> str:
        """Back to one's own account."""
        return reverse("mfa_index")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # theirs has no types
    """Secrets are encrypted with the key of this installation."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Deze code klopt niet. Wacht op de volgende code en probeer die."),
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
