"""`werkcentrum approve-emergency FOLDER`: a second person approves the emergency help."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.catalogue.regionfolder.approval import EXAMPLE_APPROVER, write_approval
from werkcentrum.catalogue.regionfolder.contents import read_emergency
from werkcentrum.core import clock


class Command(BaseCommand):
    """Writes who approved exactly this text, and that the numbers were called."""

    help = "Legt vast dat een tweede persoon de noodhulp heeft gelezen en de nummers heeft gebeld."

    def add_arguments(self, parser: CommandParser) -> None:
        """Functions, not names."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--written-by", required=True, metavar="FUNCTIE")
        parser.add_argument("--by", required=True, metavar="FUNCTIE")
        parser.add_argument(
            "--not-called", action="store_true", help="De nummers zijn nog niet gebeld."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Shows what is approved, then writes."""
        folder: Path = options["folder"].resolve()
        if not folder.is_dir():
            raise CommandError(f"{folder} bestaat niet.", returncode=2)
        if options["by"].strip().lower() == options["written_by"].strip().lower():
            raise CommandError("Een ander dan de schrijver keurt goed.", returncode=2)
        if options["by"] == EXAMPLE_APPROVER:
            raise CommandError("Noem de functie van wie echt heeft gecontroleerd.", returncode=2)
        emergency, problems = read_emergency(folder.parent)
        if problems:
            raise CommandError("\n".join(str(problem) for problem in problems))
        for help_ in emergency:
            numbers = ", ".join(f"{c['name']} {c['phone']}" for c in help_["contacts"])
            self.stdout.write(f"{help_['kind']}: {help_['title']} ({numbers})")
        today = clock.today()
        write_approval(
            folder,
            emergency,
            written_by=options["written_by"],
            approved_by=options["by"],
            on=today,
            checked_on=None if options["not_called"] else today,
        )
        self.stdout.write(f"Goedgekeurd door {options['by']} op {today:%Y-%m-%d}.")
