"""The forms of somebody's first time here, in our words: a code by mail, an app, a password."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    RequestLoginCodeForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from werkcentrum.accounts.models import User
from werkcentrum.accounts.queries import can_log_in


class FirstLoginForm(RequestLoginCodeForm):  # type: ignore[misc]  # theirs has no types
    """A mail address. The page answers the same whether or not a code is sent.

    Only whoever has no way to log in yet gets one: a mailbox alone opens no account that works.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mailadres")
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def clean_email(self) -> str:
        """The address; `_user` is who gets a code."""
        email: str = super().clean_email()
        user: User | None = self.__dict__["_user"]
        self._user = None if user is not None and can_log_in(user) else user
        return email


class AppForm(ActivateTOTPForm):  # type: ignore[misc]  # theirs has no types
    """The first code that the app with codes shows."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("De code uit de app")


class _TypedTwice(forms.Form):
    """A password that is typed twice; theirs says 'je' when the two differ."""

    def clean(self) -> dict[str, Any] | None:
        """What was typed, with our sentence."""
        cleaned = super().clean()
        if "password2" in self.errors:
            told = gettext("Typ twee keer hetzelfde wachtwoord.")
            self.errors["password2"] = self.error_class([told])
        return cleaned


class FirstPasswordForm(_TypedTwice, SetPasswordForm):  # type: ignore[misc]
    """A password for whoever has none."""


class OtherPasswordForm(_TypedTwice, ChangePasswordForm):  # type: ignore[misc]
    """Another password than before."""


class LinkPasswordForm(_TypedTwice, ResetPasswordKeyForm):  # type: ignore[misc]
    """A password for whoever got a link."""


class LongEnough(MinimumLengthValidator):
    """Django says this in Dutch no longer: its sentence changed after the translation."""

    def get_error_message(self) -> str:
        """Why a password is refused, and what to do."""
        told = gettext("Dit wachtwoord is te kort. Neem minstens %(count)d tekens.")
        return told % {"count": self.min_length}
