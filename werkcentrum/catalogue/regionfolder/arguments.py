"""What is typed on the command line is checked as the files are; what is wrong exits with 2."""

from argparse import ArgumentTypeError
from collections.abc import Callable
from pathlib import Path
from typing import Any

from werkcentrum.catalogue.regionfolder.fields import Checker


def checked(check: Checker) -> Callable[[str], Any]:
    """An argument that passes a checker of fields."""

    def read(written: str) -> Any:
        try:
            return check(written)
        except ValueError as reason:
            raise ArgumentTypeError(f"'{written}': {reason}") from None

    return read


def existing_folder(written: str) -> Path:
    """A folder that is there, as an absolute path."""
    return _existing(written, "deze map bestaat niet", is_folder=True)


def existing_file(written: str) -> Path:
    """A file that is there, as an absolute path."""
    return _existing(written, "dit bestand bestaat niet", is_folder=False)


def _existing(written: str, otherwise: str, *, is_folder: bool) -> Path:
    path = Path(written)
    try:
        if path.is_dir() if is_folder else path.is_file():
            return path.resolve()
    except (OSError, ValueError) as error:
        raise ArgumentTypeError(f"'{written}': {error}") from None
    raise ArgumentTypeError(f"'{written}': {otherwise}.")
