"""`werkcentrum load-region FOLDER`: check a region folder and load it, or say what is wrong."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.catalogue.actions import load_region
from werkcentrum.catalogue.changes import AnyConflict, conflicts, keeping_site, lost
from werkcentrum.catalogue.regionfolder.arguments import existing_folder
from werkcentrum.catalogue.regionfolder.contents import Contents, read_region
from werkcentrum.catalogue.regionfolder.copies import copied_in, questions_of_the_test
from werkcentrum.catalogue.regionfolder.layout import base_for
from werkcentrum.catalogue.regionfolder.syncing import Change, StillNeededError
from werkcentrum.catalogue.rules import (
    HostTakenError,
    SiteChangedError,
    StaffWorksThereError,
    refuse_leaving_staff,
    refuse_taken_hosts,
)
from werkcentrum.catalogue.search_index import learn_ahead
from werkcentrum.core import clock

MAX_SHOWN = 100
_NAMES_SHOWN = 5


class Command(BaseCommand):
    """All or nothing; loading the same folder again changes nothing."""

    help = "Laadt een regiomap. Bij een fout wordt er niets geladen."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder; `--dry-run` only shows what would change."""
        parser.add_argument("folder", type=existing_folder)
        parser.add_argument("--dry-run", action="store_true", help="Alleen laten zien.")
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument(
            "--keep-site", action="store_true", help="Wat op de website veranderd is, blijft."
        )
        choice.add_argument(
            "--take-folder", action="store_true", help="De map gaat voor de website."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """What changed on stdout, everything else on stderr; exit 1 when there are mistakes."""
        is_dry_run = options["dry_run"]
        contents = self._read_or_refuse(options["folder"])
        found = conflicts(contents)
        is_kept = self._keep_site(found, options) if found else False
        if is_kept:
            contents = keeping_site(contents, found, on=clock.today())
            found = lost(contents, found)
        # What the website keeps counts too.
        base = base_for(options["folder"], Path(settings.REGIONS_DIR))
        self._refuse(list(copied_in(contents, questions_of_the_test(base))))
        try:
            refuse_taken_hosts(contents)
            refuse_leaving_staff(contents)
            if not is_dry_run:
                self.stderr.write("Zoeken leren van de voorbeeldvragen...")
                learn_ahead(contents)
            changes = load_region(
                contents=contents, by=SYSTEM, at=clock.now(), is_dry_run=is_dry_run,
                overruled=found,
            )  # fmt: skip
        except SiteChangedError as reason:
            message = f"De website veranderde net nu; er is niets geladen.\n{reason}"
            raise CommandError(message) from None
        except (HostTakenError, StaffWorksThereError) as reason:
            raise CommandError(str(reason)) from None
        except OSError as error:
            told = str(error).rstrip(".")
            raise CommandError(f"{told}. Er is niets geladen.") from None
        except StillNeededError as reason:
            raise CommandError(f"{reason} Er is niets geladen.") from None
        for line in summary(changes, is_dry_run=is_dry_run):
            self.stdout.write(line)

    def _keep_site(self, found: list[AnyConflict], options: dict[str, Any]) -> bool:
        """Shows what differs, and asks unless it was said. Raises CommandError when nobody can."""
        self.stderr.write("Dit is op de website veranderd, en staat anders in de map:")
        for one in found:
            self.stderr.write(str(one))
        if options["keep_site"] or options["take_folder"] or options["dry_run"]:
            return bool(options["keep_site"])
        if not sys.stdin.isatty():
            raise CommandError("Er is niets geladen. Kies: --keep-site of --take-folder.")
        answer = input("Wat telt? Typ 'website' of 'map'; iets anders stopt: ").strip().lower()
        if answer not in ("website", "map"):
            raise CommandError("Er is niets geladen.")
        return answer == "website"

    def _read_or_refuse(self, folder: Path) -> Contents:
        """The checked contents. Raises CommandError (exit 1) after telling every mistake."""
        base = base_for(folder, Path(settings.REGIONS_DIR))
        contents, problems = read_region(folder, base=base)
        for warning in contents.warnings:
            self.stderr.write(f"Let op: {warning}")
        self._refuse([str(problem) for problem in problems])
        return contents

    def _refuse(self, mistakes: list[str]) -> None:
        """Tells them. Raises CommandError when there are any."""
        for mistake in mistakes[:MAX_SHOWN]:
            self.stderr.write(mistake)
        if mistakes:
            count = len(mistakes)
            what = "1 fout gevonden" if count == 1 else f"{count} fouten gevonden"
            raise CommandError(f"{what}; er is niets geladen.")


def summary(changes: list[Change], *, is_dry_run: bool) -> list[str]:
    """What changed, in sentences."""
    if not changes:
        return ["Geen wijzigingen."]
    head = "Dit zou er veranderen:" if is_dry_run else "Geladen:"
    lines = [head]
    for change in changes:
        for verb, names in (
            ("nieuw", change.added),
            ("gewijzigd", change.changed),
            ("verwijderd", change.removed),
        ):
            if names:
                shown = ", ".join(names[:_NAMES_SHOWN])
                more = f" en {len(names) - _NAMES_SHOWN} meer" if len(names) > _NAMES_SHOWN else ""
                lines.append(f"  {change.label}: {len(names)} {verb} ({shown}{more})")
    return lines
