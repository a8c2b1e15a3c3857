"""Who carries a message: a mail server, NotifyNL, or the mailbox of a demonstration. One interface.

A carrier tells apart what is certain: it was taken, it is refused for good (`Refused`), it was not
taken and may be tried again (`Postponed`). Any other error after `begin` means: nobody knows.
"""

import smtplib
from collections.abc import Callable
from email.headerregistry import Address
from email.mime.text import MIMEText
from typing import Any, Final, Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

from werkcentrum.core.models import OutboxMessage

# How long a provider may take to answer, in seconds.
SECONDS: Final = 30
_PERMANENT: Final = 500
Begin = Callable[[], None]


class Withdrawn(Exception):  # noqa: N818  nothing went wrong
    """The message is not to be sent any more; raised by `begin`."""


class Postponed(Exception):  # noqa: N818  it comes later
    """It was certainly not taken, and may be later. `reason` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Refused(Exception):  # noqa: N818  the answer of a provider
    """It was certainly not taken, and never will be. `reason` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Carrier(Protocol):
    """One way to get messages to people."""

    def open(self) -> None:
        """Be ready for several messages. Raises Postponed when nothing can leave now."""

    def send(self, message: OutboxMessage, begin: Begin) -> str:
        """Hand it over; returns the provider's reference.

        Calls `begin` just before the point of no return. Raises Postponed or Refused.
        """

    def find(self, message: OutboxMessage) -> str | None:
        """Whether a transfer that broke off was taken: its reference, None for certainly not.

        Raises LookupError when nobody can tell, Postponed when it cannot be asked now.
        """

    def close(self) -> None:
        """No more messages for now."""


class ShownOnly:
    """The mailbox of a demonstration: the row in the table is all there is."""

    def open(self) -> None:
        """Always ready."""

    def send(self, message: OutboxMessage, begin: Begin) -> str:
        """Nothing leaves."""
        begin()
        return "demo"

    def find(self, message: OutboxMessage) -> str | None:
        """Nothing left."""
        return None

    def close(self) -> None:
        """Nothing is open."""


class _Brink:
    """Calls `begin` when the address was accepted and the message itself is about to go."""

    begin: Begin | None = None

    def data(self, msg: Any) -> tuple[int, bytes]:
        """The DATA command (RFC 5321, 4.1.1.4): from here the server may have the message."""
        if self.begin is not None:
            self.begin()
        return super().data(msg)  # type: ignore[misc,no-any-return]  # of smtplib.SMTP


class _Connection(_Brink, smtplib.SMTP):
    pass


class _SecureConnection(_Brink, smtplib.SMTP_SSL):
    pass


class _Backend(EmailBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _SecureConnection if self.use_ssl else _Connection


class MailServer:
    """SMTP, by Django's own backend. It has no way to ask afterwards, so `find` cannot tell."""

    def __init__(self) -> None:
        self._backend = _Backend(timeout=SECONDS)

    def open(self) -> None:
        """Connect and log in."""
        try:
            self._backend.open()
        except (smtplib.SMTPException, OSError) as error:
            raise Postponed("no_connection") from error

    def send(self, message: OutboxMessage, begin: Begin) -> str:
        """One mail to one person; the reference is its Message-ID."""
        self.open()
        connection: Any = self._backend.connection
        is_begun = False

        def begin_once() -> None:
            nonlocal is_begun
            begin()
            is_begun = True

        connection.begin = begin_once
        mail = as_mail(message)
        try:
            self._backend.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as error:
            [(code, _text)] = error.recipients.values()
            raise _answer(code) from error
        except smtplib.SMTPDataError as error:
            raise _answer(error.smtp_code) from error
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            if is_begun:
                raise
            raise Postponed("no_connection") from error
        except BaseException:
            self.close()
            raise
        return str(mail.extra_headers["Message-ID"])

    def find(self, message: OutboxMessage) -> str | None:
        """Nobody can tell."""
        raise LookupError("SMTP kan niet zeggen of een bericht is aangenomen.")

    def close(self) -> None:
        """Hang up."""
        self._backend.close()


def as_mail(message: OutboxMessage) -> EmailMultiAlternatives:
    """The mail of a message: plain text first, HTML beside it, and a Message-ID that stays."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2] or "localhost"
    address = Address(message.sender_name, addr_spec=settings.DEFAULT_FROM_EMAIL)
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=str(address),
        to=[message.recipient],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers={
            "Message-ID": f"<{message.reference}@{domain}>",
            "Content-Language": message.language,
            # A robot that answers to it would start a conversation with nobody (RFC 3834).
            "Auto-Submitted": "auto-generated",
        },
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    for attachment in message.attachments:
        mail.attach(_part(**attachment))
    return mail


def _part(name: str, type: str, text: str) -> MIMEText:
    """An attachment; what stands behind the type, such as 'method=CANCEL', stays with it."""
    kind, *parameters = [piece.strip() for piece in type.split(";")]
    part = MIMEText(text, kind.partition("/")[2], "utf-8")
    for parameter in parameters:
        key, _equals, value = parameter.partition("=")
        part.set_param(key, value)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part


def _answer(code: int) -> Exception:
    """What a refusal of a mail server means (RFC 5321, 4.2.1): 5xx is for good."""
    reason = f"smtp_{code}"
    return Refused(reason) if code >= _PERMANENT else Postponed(reason)
