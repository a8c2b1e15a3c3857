"""`werkcentrum import-trainings FILE.csv --region KEY [--check]`."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.catalogue.regionfolder.arguments import existing_file
from werkcentrum.core import clock
from werkcentrum.core.refusal import RefusedError
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import RegionChoiceError, region_named
from werkcentrum.training.actions import Row, Tally, import_trainings
from werkcentrum.training.table import Checker, Wrong, read

MAX_SHOWN: Final = 100
# Rows in one transaction; what was done before a stop is found unchanged afterwards.
BATCH: Final = 250
_TOLD_EVERY: Final = 1_000


class Command(BaseCommand):
    """All rows or none; the same file again changes nothing."""

    help = "Neemt opleidingen over uit een tabel (CSV), alle rijen of geen."

    def add_arguments(self, parser: CommandParser) -> None:
        """What is read, and whether it is only looked at."""
        parser.add_argument("file", type=existing_file)
        parser.add_argument("--region", metavar="KEY", help="Nodig bij meer dan een regio.")
        parser.add_argument("--check", action="store_true", help="Alleen nakijken, niets bewaren.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when rows are wrong, 2 when the file cannot be read."""
        try:
            region = region_named(options["region"])
            rows = self._right(region, options["file"])
        except RegionChoiceError as reason:
            raise CommandError(str(reason), returncode=2) from None
        except UnicodeDecodeError:
            text = "dit is geen UTF-8. Sla het bestand op als CSV UTF-8."
            raise CommandError(f"{options['file'].name}: {text}", returncode=2) from None
        except ValueError as reason:
            raise CommandError(f"{options['file'].name}: {reason}", returncode=2) from None
        if options["check"]:
            self.stdout.write(f"Alle rijen kloppen: {len(rows)}. Er is niets bewaard.")
            return
        try:
            self._take_over(region, rows)
        except RefusedError as reason:
            raise CommandError(f"{reason} Draai de opdracht opnieuw.", returncode=1) from None

    def _right(self, region: Region, path: Path) -> list[Row]:
        """Every row, when all are right. Raises CommandError, and ValueError for the header or
        without any row."""
        found: list[Row] = []
        wrong = 0
        for row in _rows(region, path):
            if isinstance(row, Row):
                found.append(row)
            else:
                wrong += 1
                if wrong <= MAX_SHOWN:
                    self.stderr.write(str(row))
            self._tell(len(found) + wrong, "gelezen")
        if not found and not wrong:
            raise ValueError("onder de kop staat geen enkele opleiding.")
        if wrong:
            raise CommandError(
                f"Fouten gevonden in {wrong} van {len(found) + wrong} rijen; er is niets "
                "overgenomen. Verbeter die rijen en probeer het opnieuw."
            )
        return found

    def _take_over(self, region: Region, rows: list[Row]) -> None:
        waiting, done, total = iter(rows), 0, Tally()
        while batch := list(islice(waiting, BATCH)):
            tally = import_trainings(region=region, rows=batch, by=SYSTEM, at=clock.now())
            total = Tally(*map(sum, zip(_counts(total), _counts(tally), strict=True)))
            done += len(batch)
            self._tell(done, "gedaan")
        self.stdout.write(
            f"{total.created} nieuw, {total.changed} gewijzigd, {total.unchanged} hetzelfde, "
            f"{total.left_alone} met rust gelaten."
        )

    def _tell(self, count: int, what: str) -> None:
        if count % _TOLD_EVERY == 0:
            self.stdout.write(f"{count} rijen {what}.")
            self.stdout.flush()


def _rows(region: Region, path: Path) -> Iterator[Row | Wrong]:
    checker = Checker(region)
    with path.open(encoding="utf-8", newline="") as file:
        for line, cells in read(file):
            yield checker.checked(line, cells)


def _counts(tally: Tally) -> tuple[int, int, int, int]:
    return (tally.created, tally.changed, tally.unchanged, tally.left_alone)
