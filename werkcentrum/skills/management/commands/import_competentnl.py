"""`werkcentrum import-competentnl FILE.csv --release 2.0`: the Dutch list of skills."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from werkcentrum.skills.competentnl import competentnl_release
from werkcentrum.skills.management.importing import file, take_over, version


class Command(BaseCommand):
    """All or nothing; the same file again changes nothing."""

    help = "Leest de beroepen en vaardigheden van CompetentNL in."

    def add_arguments(self, parser: CommandParser) -> None:
        """A CSV file, and what version it is."""
        parser.add_argument("file", type=file)
        parser.add_argument(
            "--release", required=True, type=version, metavar="VERSIE", help="Zoals 2.0."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when a row has mistakes."""
        take_over(self, competentnl_release(options["file"], options["release"]))
