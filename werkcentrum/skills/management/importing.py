"""What commands that read a list have in common."""

import argparse
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core import clock
from werkcentrum.skills.actions import MOST_PROBLEMS, UnreadableError, import_release
from werkcentrum.skills.models import LONGEST_VERSION
from werkcentrum.skills.releases import Release


def folder(written: str) -> Path:
    """An argument that is a folder that is there."""
    return _there(written, "deze map bestaat niet.", is_folder=True)


def file(written: str) -> Path:
    """An argument that is a file that is there."""
    return _there(written, "dit bestand bestaat niet.", is_folder=False)


def version(written: str) -> str:
    """An argument that is the version of a list."""
    if len(written) <= LONGEST_VERSION:
        return written
    raise argparse.ArgumentTypeError(f"een versie heeft hoogstens {LONGEST_VERSION} tekens.")


def take_over(command: BaseCommand, release: Release) -> None:
    """Read a list after our own, to which it adds. Raises CommandError, exit 1, for mistakes."""
    call_command("load_skills", stdout=command.stderr)
    try:
        counts = import_release(
            release=release, by=SYSTEM, at=clock.now(), tell=command.stderr.write
        )
    except UnreadableError as error:
        for problem in error.problems:
            command.stderr.write(str(problem))
        least = "minstens " if len(error.problems) >= MOST_PROBLEMS else ""
        raise CommandError(f"Fouten: {least}{len(error.problems)}. {error}") from None
    if counts is None:
        command.stdout.write("Deze lijst was al ingelezen; er is niets veranderd.")
        return
    facts = release.facts
    told = ", ".join(f"{count} {what}" for what, count in counts.items())
    command.stdout.write(f"{facts.name} {facts.version}: {told}.")


def _there(written: str, otherwise: str, *, is_folder: bool) -> Path:
    path = Path(written)
    if path.is_dir() if is_folder else path.is_file():
        return path
    raise argparse.ArgumentTypeError(f"'{written}': {otherwise}")
