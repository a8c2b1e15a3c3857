"""`werkcentrum import-esco FOLDER --release 1.2.0`: the European list, from its CSV files."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.skills.esco import esco_release
from werkcentrum.skills.management.importing import folder, take_over, version


class Command(BaseCommand):
    """All or nothing; the same files again change nothing."""

    help = "Leest de beroepen en vaardigheden van ESCO in."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder with the files as they were downloaded, and what version they are."""
        parser.add_argument("folder", type=folder)
        parser.add_argument(
            "--release", required=True, type=version, metavar="VERSIE", help="Zoals 1.2.0."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Progress and mistakes on stderr; exit 1 for mistakes, 2 when a file is missing."""
        try:
            release = esco_release(options["folder"], options["release"])
        except ValueError as reason:
            raise CommandError(str(reason), returncode=2) from None
        take_over(self, release)
