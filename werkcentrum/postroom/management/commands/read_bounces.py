"""`werkcentrum read-bounces MAILDIR`: mail that came back, from the mailbox of the sender."""

import email.policy
import mailbox
import re
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.core import clock
from werkcentrum.postroom.actions import take_report

# Who tells how a message ended, in the audit trail.
MAIL_SERVER = "mailserver"
_OURS = re.compile(r"^Message-ID:\s*<([0-9a-f]{32}\.\d{1,4})@", re.MULTILINE | re.IGNORECASE)
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_LONGEST = 64


class Command(BaseCommand):
    """Takes delivery reports (RFC 3464) out of a Maildir; leaves what is something else."""

    help = "Leest e-mail die terugkwam, en zet die berichten op de lijst voor medewerkers."

    def add_arguments(self, parser: CommandParser) -> None:
        """A Maildir, or `-` for one mail on standard input, as a mail server hands it over."""
        parser.add_argument("maildir", metavar="MAILDIR", help="Een Maildir, of - voor één e-mail.")

    def handle(self, *args: Any, **options: Any) -> None:
        """How many of our messages came back, on stdout."""
        if options["maildir"] == "-":
            count = _take(sys.stdin.buffer.read())
        else:
            count = _empty(Path(options["maildir"]))
        self.stdout.write(f"{count}")


def _empty(folder: Path) -> int:
    if not (folder / "new").is_dir():
        raise CommandError("Dit is geen Maildir.", returncode=2)
    box = mailbox.Maildir(folder, create=False)
    count = 0
    for key in list(box.keys()):
        raw = box.get_bytes(key)
        if _is_report(_parsed(raw)):
            count += _take(raw)
            # It holds somebody's address, and was told.
            box.remove(key)
    return count


def _take(raw: bytes) -> int:
    message = _parsed(raw)
    if not _is_report(message):
        return 0
    reference = _OURS.search(raw.decode("utf-8", errors="replace"))
    if reference is None:
        return 0
    taken = 0
    for status in _statuses(message):
        taken += take_report(
            reference=reference[1].lower(), status=status[:_LONGEST], by=MAIL_SERVER,
            at=clock.now(),
        )  # fmt: skip
    return taken


def _parsed(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=email.policy.default)


def _is_report(message: EmailMessage) -> bool:
    return message.get_content_type() == "multipart/report" and (
        message.get_param("report-type") == "delivery-status"
    )


def _statuses(message: EmailMessage) -> Iterator[str]:
    """The status of each recipient, such as 5.1.1, where the mail server gave up."""
    for part in message.walk():
        action, status = str(part.get("Action", "")), str(part.get("Status", ""))
        if action.strip().lower() == "failed" and (found := _STATUS.search(status)):
            yield found[0]
