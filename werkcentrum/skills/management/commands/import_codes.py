"""`werkcentrum import-codes isco FILE.csv --release 2008`: ISCO or SBI."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from werkcentrum.skills.codes import LISTS, codes_release
from werkcentrum.skills.management.importing import file, take_over, version


class Command(BaseCommand):
    """All or nothing; the same file again changes nothing."""

    help = "Leest de groepen van ISCO of de bedrijfstakken van de SBI in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which list, a CSV with the columns code and label, and what version it is."""
        parser.add_argument("list", choices=LISTS)
        parser.add_argument("file", type=file)
        parser.add_argument(
            "--release", required=True, type=version, metavar="VERSIE", help="Zoals 2025."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when a row has mistakes."""
        take_over(self, codes_release(options["list"], options["file"], options["release"]))
