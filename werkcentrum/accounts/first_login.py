"""The form behind 'your first time here'."""

from allauth.account.forms import RequestLoginCodeForm
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
