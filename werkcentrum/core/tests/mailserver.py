"""A real mail server on this machine: it keeps what it got, and answers as it is told."""

import asyncio
import email.policy
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

OK = "250 OK"
Hook = Callable[[], str | None]


class MailServer:
    """Takes mail. A hook may give another answer, or do something at that very moment."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.on: dict[str, Hook] = {}
        self.seconds = 0.0
        self.port = 0

    @property
    def names(self) -> Counter[str]:
        """How often each Message-ID arrived."""
        return Counter(str(mail["Message-ID"]) for mail in self.taken)

    def _answer(self, moment: str) -> str:
        return self.on.get(moment, lambda: None)() or OK

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list
    ) -> list:
        """Somebody connected."""
        self._answer("EHLO")
        session.host_name = hostname
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list
    ) -> str:
        """From whom."""
        answer = self._answer("MAIL")
        envelope.mail_from = address
        return answer

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list
    ) -> str:
        """To whom."""
        answer = self._answer("RCPT")
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """The message itself: the hook `DATA` comes before it is kept, `TAKEN` after."""
        answer = self._answer("DATA")
        if not answer.startswith("250"):
            return answer
        content = envelope.content
        assert isinstance(content, bytes)
        found = email.message_from_bytes(content, policy=email.policy.default)
        self.taken.append(found)  # type: ignore[arg-type]
        await asyncio.sleep(self.seconds)
        if self._answer("TAKEN") != OK:
            server.transport.abort()
        return answer


@contextmanager
def listening() -> Iterator[MailServer]:
    """A mail server on a free port of this machine."""
    server = MailServer()
    server.port = _free_port()
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
