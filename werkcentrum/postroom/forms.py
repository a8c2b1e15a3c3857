"""What staff type about a message."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.phone import international
from werkcentrum.core.typed import mail_address

_Channel = OutboxMessage.Channel
_LABELS = {
    _Channel.MAIL: _("E-mailadres"),
    _Channel.SMS: _("Mobiel nummer"),
    _Channel.LETTER: _("Naam en adres"),
}
_MOST_ADDRESS_LINES = 7


class AgainForm(forms.Form):
    """To whom a message goes once more: where it went, until somebody types something better."""

    to = forms.CharField(max_length=500)

    def __init__(self, data: Any = None, *, message: OutboxMessage) -> None:
        super().__init__(data, auto_id=f"{message.pk}-%s", initial={"to": message.recipient})
        self._channel = message.channel
        field = self.fields["to"]
        field.label = _LABELS[_Channel(message.channel)]
        if message.channel == _Channel.LETTER:
            field.widget = forms.Textarea(attrs={"rows": 4})
        field.widget.attrs["autocomplete"] = "off"

    def clean_to(self) -> str:
        """An address that the channel can use; a mobile number becomes +31."""
        typed: str = self.cleaned_data["to"].strip()
        if self._channel == _Channel.MAIL:
            return mail_address(typed)
        if self._channel == _Channel.SMS:
            return _mobile(typed)
        if not 3 <= len(typed.splitlines()) <= _MOST_ADDRESS_LINES:
            raise ValidationError(_("Schrijf de naam, de straat en de plaats elk op een regel."))
        return typed


def _mobile(typed: str) -> str:
    number = international(typed)
    if not number:
        raise ValidationError(
            _("Dit is geen mobiel nummer. Een goed nummer lijkt op 06 1234 5678.")
        )
    return number
