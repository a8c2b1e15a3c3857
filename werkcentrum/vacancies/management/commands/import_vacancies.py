"""`werkcentrum import-vacancies FILE --source NAME --format csv|jobposting|vum`."""

import hashlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.catalogue.regionfolder.arguments import checked as argument
from werkcentrum.catalogue.regionfolder.arguments import existing_file
from werkcentrum.catalogue.regionfolder.fields import key
from werkcentrum.core import clock
from werkcentrum.core.refusal import RefusedError
from werkcentrum.partners.models import PostcodeArea, Region
from werkcentrum.partners.queries import RegionChoiceError, region_named
from werkcentrum.vacancies.import_actions import begin_import, end_import, import_rows
from werkcentrum.vacancies.models import VacancyImport
from werkcentrum.vacancies.sources import schema_org, table, vum
from werkcentrum.vacancies.sources.rows import Row, Typed, Wrong, checked, each_once

FORMATS: Final = ("csv", "jobposting", "vum")
MAX_SHOWN: Final = 100
# Rows in one transaction: nobody waits long for it, and little is done again after a stop.
BATCH: Final = 500
_TOLD_EVERY: Final = 10_000


class Command(BaseCommand):
    """All rows or none, unless --skip-wrong; the same file again changes nothing."""

    help = "Neemt vacatures over uit een bestand: een tabel, JobPosting of VUM."

    def add_arguments(self, parser: CommandParser) -> None:
        """What is read, and what happens with rows that are not right."""
        parser.add_argument("file", type=existing_file)
        name = "Een naam voor de bron, steeds dezelfde."
        parser.add_argument("--source", required=True, type=argument(key), metavar="KEY", help=name)
        parser.add_argument("--format", required=True, choices=FORMATS)
        parser.add_argument("--region", metavar="KEY", help="Nodig bij meer dan een regio.")
        skips = "Neem rijen die kloppen over, ook als andere fout zijn."
        parser.add_argument("--skip-wrong", action="store_true", help=skips)

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when rows are wrong, 2 when the file cannot be read."""
        try:
            region = region_named(options["region"])
            self._take_over(region, options)
        except RegionChoiceError as reason:
            raise CommandError(str(reason), returncode=2) from None
        except UnicodeDecodeError:
            text = "dit is geen UTF-8. Sla het bestand op als UTF-8."
            raise CommandError(f"{options['file'].name}: {text}", returncode=2) from None
        except (ValueError, RefusedError) as reason:
            raise CommandError(f"{options['file'].name}: {reason}", returncode=2) from None

    def _take_over(self, region: Region, options: dict[str, Any]) -> None:
        path, form = options["file"], options["format"]
        digest = _digest(path)
        unfinished = VacancyImport.objects.filter(
            region=region, source=options["source"], digest=digest, ended_at=None
        )
        # What was begun with had been checked.
        if not unfinished.exists():
            self._check(region, path, form, may_skip=options["skip_wrong"])
        taking = begin_import(
            region=region, source=options["source"], digest=digest, by=SYSTEM, at=clock.now()
        )
        if taking.rows_done:
            self.stdout.write(f"Gaat verder na rij {_number(taking.rows_done)}.")
        for batch in _batches(region, path, form, after=taking.rows_done):
            rows = [(row.source_id, row.content) for row in batch if isinstance(row, Row)]
            import_rows(taking=taking, rows=rows, read=len(batch), by=SYSTEM, at=clock.now())
            if taking.rows_done % _TOLD_EVERY < BATCH:
                self.stdout.write(f"{_number(taking.rows_done)} rijen gedaan.")
                self.stdout.flush()
        end_import(taking=taking, by=SYSTEM, at=clock.now())
        self.stdout.write(_summary(taking))

    def _check(self, region: Region, path: Path, form: str, *, may_skip: bool) -> None:
        """Read everything before anything is written. Raises CommandError, and ValueError for a
        file without any vacancy."""
        rows = wrong = 0
        for row in _rows(region, path, form):
            rows += 1
            if isinstance(row, Wrong):
                wrong += 1
                if wrong <= MAX_SHOWN:
                    self.stderr.write(str(row))
            if rows % _TOLD_EVERY == 0:
                self.stdout.write(f"{_number(rows)} rijen gelezen.")
                self.stdout.flush()
        if not rows:
            raise ValueError("hier staat geen enkele vacature in. Klopt --format met dit bestand?")
        if wrong and not may_skip:
            raise CommandError(
                f"Fouten gevonden in {_number(wrong)} van {_number(rows)} rijen; er is niets "
                "overgenomen. Met --skip-wrong komen de andere rijen er wel in."
            )


def _batches(region: Region, path: Path, form: str, *, after: int) -> Iterator[list[Row | Wrong]]:
    rows = _typed(region, path, form)
    # What was done before is read and not looked at.
    next(islice(rows, after, after), None)
    while batch := [checked(typed) for typed in islice(rows, BATCH)]:
        yield batch


def _rows(region: Region, path: Path, form: str) -> Iterator[Row | Wrong]:
    return map(checked, _typed(region, path, form))


def _typed(region: Region, path: Path, form: str) -> Iterator[Typed]:
    with path.open(encoding="utf-8", newline="" if form == "csv" else None) as file:
        yield from each_once(_reader(region, file, form))


def _reader(region: Region, file: TextIO, form: str) -> Iterator[Typed]:
    if form == "csv":
        return table.read(file)
    if form == "jobposting":
        return schema_org.read(file)
    areas = PostcodeArea.objects.filter(region=region).order_by("postcode4")
    return vum.read(file, dict(areas.values_list("postcode4", "place")))


def _summary(taking: VacancyImport) -> str:
    counts = {
        "nieuw": taking.created, "gewijzigd": taking.changed, "hetzelfde": taking.unchanged,
        "met rust gelaten": taking.left_alone,
    }  # fmt: skip
    if wrong := taking.rows_done - sum(counts.values()):
        counts["overgeslagen, want fout"] = wrong
    return ", ".join(f"{_number(count)} {what}" for what, count in counts.items()) + "."


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
