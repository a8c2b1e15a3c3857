"""NotifyNL carries mail, SMS and letters, by the client that its makers publish."""

import io
from typing import Any

from django.conf import settings
from notifications_python_client.errors import APIError, HTTPError
from notifications_python_client.notifications import NotificationsAPIClient
from notifications_python_client.utils import prepare_upload

from werkcentrum.core.carriers import SECONDS, Begin, Postponed, Refused
from werkcentrum.core.models import OutboxMessage

_Channel = OutboxMessage.Channel
# Our key or template is wrong, or we send too much: nothing is wrong with the message.
_OURS = frozenset({401, 403, 404, 429})
_CLIENT_ERRORS = range(400, 500)
_MOST_ADDRESS_LINES = 7


class Notify:
    """One service at NotifyNL. Each channel has a template with ((onderwerp)) and ((tekst)).

    A letter has no subject and an address of at most seven lines. Files that go along with a mail
    become a link, at ((bijlage)). The reference that we give lets us ask whether it was taken.
    """

    def __init__(self) -> None:
        self._client: Any = NotificationsAPIClient(
            settings.NOTIFY_KEY, base_url=settings.NOTIFY_URL, timeout=SECONDS
        )

    def open(self) -> None:
        """Every message is a request of its own."""

    def send(self, message: OutboxMessage, begin: Begin) -> str:
        """Returns the id that NotifyNL gave."""
        request = self._request(message)
        begin()
        try:
            answer = request()
        except HTTPError as error:
            raise _meaning(error) from error
        return str(answer["id"])

    def find(self, message: OutboxMessage) -> str | None:
        """Ask NotifyNL by our reference."""
        try:
            found = self._client.get_all_notifications(reference=message.reference)
        except APIError as error:
            raise Postponed("no_connection") from error
        rows = found["notifications"]
        return str(rows[0]["id"]) if rows else None

    def close(self) -> None:
        """The connection is kept for later."""

    def _request(self, message: OutboxMessage) -> Any:
        template = settings.NOTIFY_TEMPLATES[message.channel]
        values: dict[str, Any] = {"onderwerp": message.subject, "tekst": message.text}
        if message.channel == _Channel.LETTER:
            lines = [line.strip() for line in message.recipient.splitlines() if line.strip()]
            for number, line in enumerate(lines[:_MOST_ADDRESS_LINES], start=1):
                values[f"address_line_{number}"] = line
            send, to = self._client.send_letter_notification, {}
        elif message.channel == _Channel.SMS:
            send, to = self._client.send_sms_notification, {"phone_number": message.recipient}
        else:
            send, to = self._client.send_email_notification, {"email_address": message.recipient}
            values["bijlage"] = _upload(message.attachments)
        return lambda: send(
            template_id=template, personalisation=values, reference=message.reference, **to
        )


def _upload(attachments: list[dict[str, str]]) -> Any:
    """The first file, as the client wants it; '' when nothing goes along."""
    for attachment in attachments:
        return prepare_upload(io.BytesIO(attachment["text"].encode()), filename=attachment["name"])
    return ""


def _meaning(error: HTTPError) -> Exception:
    """What an answer says about the message. Without one (503, no answer) nobody knows."""
    if error.response is None:
        return error
    if error.status_code in _OURS:
        return Postponed(f"notify_{error.status_code}")
    if error.status_code in _CLIENT_ERRORS:
        return Refused(f"notify_{error.status_code}")
    return error
