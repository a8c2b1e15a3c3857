"""Files with one JSON object on a line, as the commands read them."""

import sys
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.core.management.base import CommandError


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """A file, or standard input for '-'. Raises CommandError (exit 2) when it cannot be read."""
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115  closed below; only opening is wrong use
    except OSError as error:
        raise CommandError(f"{name} is niet te lezen: {error.strerror}", returncode=2) from None
    with file:
        yield file


def numbered(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Every line that holds something, with its number from 1; never more than one in memory."""
    for number, line in enumerate(lines, start=1):
        if line.removeprefix(BOM_UTF8).strip():
            yield number, line
