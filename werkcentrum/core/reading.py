"""Looks into a file that somebody sent: what it is, and whether its text holds a number that may be
a BSN. Anything but a picture is read in a process of its own, which can neither stay nor grow.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Final

# What we take, and how it is called in HTTP.
MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "eml": "message/rfc822",
    "jpg": "image/jpeg",
    "png": "image/png",
}
_PICTURES: Final = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
_ROOT: Final = Path(__file__).resolve().parent.parent.parent
_COMMAND: Final = [sys.executable, "-m"]
_TEXT: Final = "werkcentrum.core.document_text"
_ATTACHMENT: Final = "werkcentrum.core.document_attachment"
# In seconds; its own limit is one of processor time.
_PATIENCE: Final = 20
# One at a time in a worker, whose other threads go on answering; in seconds, how long others wait.
_TURN: Final = BoundedSemaphore(1)
_WAIT: Final = 5


@dataclass(frozen=True)
class Look:
    """A file is of this kind (a key of MEDIA_TYPES), and so many numbers in it may be a BSN.

    Or else `problem` says why it is not taken: `unknown` kind, `locked` with a password, `too_much`
    text, `broken`, `macros` or another file (`embedded`) in it, or `busy` with other files.
    """

    kind: str = ""
    numbers: int = 0
    problem: str = ""


def look_into(content: bytes) -> Look:
    """What this file is. What it is called, and what a browser says of it, does not count."""
    for start, kind in _PICTURES.items():
        if content.startswith(start):
            return Look(kind)
    return Look(**_told(_TEXT, content))


@dataclass(frozen=True)
class Inside:
    """The XML in a PDF; or else `problem` says why not: as in `Look`, or `none` or `several`."""

    content: str = ""
    problem: str = ""

    @property
    def xml(self) -> bytes:
        """As it stood there."""
        return self.content.encode("latin-1")


def xml_in_pdf(content: bytes) -> Inside:
    """The XML that a PDF carries as a file of its own. What is in that is not looked at."""
    return Inside(**_told(_ATTACHMENT, content))


def _told(module: str, content: bytes) -> dict[str, Any]:
    """What a process of its own says of a file."""
    if not _TURN.acquire(timeout=_WAIT):
        return {"problem": "busy"}
    try:
        # Without our settings: among them are the keys of the site and its database.
        done = subprocess.run(  # noqa: S603  our own command
            [*_COMMAND, module], input=content, capture_output=True, timeout=_PATIENCE, check=True,
            env={"PYTHONPATH": str(_ROOT)},
        )  # fmt: skip
        found: dict[str, Any] = json.loads(done.stdout)
        return found
    except (subprocess.SubprocessError, ValueError):
        return {"problem": "too_much"}
    finally:
        _TURN.release()
