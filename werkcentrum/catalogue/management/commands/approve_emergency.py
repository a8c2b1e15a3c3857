"""`werkcentrum approve-emergency FOLDER`: a second person approves the emergency help."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from werkcentrum.catalogue.regionfolder.approval import (
    Approval,
    approval_text,
    is_example,
    is_same_function,
    read_emergency,
)
from werkcentrum.catalogue.regionfolder.arguments import checked, existing_folder
from werkcentrum.catalogue.regionfolder.fields import text
from werkcentrum.catalogue.regionfolder.layout import APPROVAL_FILE, base_for
from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problems
from werkcentrum.catalogue.regionfolder.writing import write_file
from werkcentrum.core import clock


class Command(BaseCommand):
    """Writes who approved exactly this text, and that the numbers were called."""

    help = "Legt vast dat een tweede persoon de noodhulp heeft gelezen en de nummers heeft gebeld."

    def add_arguments(self, parser: CommandParser) -> None:
        """Functions, not names."""
        function = checked(text(80))
        parser.add_argument("folder", type=existing_folder)
        parser.add_argument("--written-by", required=True, metavar="FUNCTIE", type=function)
        parser.add_argument("--by", required=True, metavar="FUNCTIE", type=function)
        parser.add_argument(
            "--not-called", action="store_true", help="De nummers zijn nog niet gebeld."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Shows what is approved on stderr, and the file that was written on stdout."""
        folder: Path = options["folder"]
        if is_same_function(options["by"], options["written_by"]):
            raise CommandError("Een ander dan de schrijver keurt goed.", returncode=2)
        if is_example(options["by"]):
            raise CommandError("Noem de functie van wie echt heeft gecontroleerd.", returncode=2)
        problems = Problems()
        base = base_for(folder, Path(settings.REGIONS_DIR))
        emergency = read_emergency(
            FolderReader(base, problems), problems, own=FolderReader(folder, problems)
        )
        if problems:
            raise CommandError("\n".join(str(problem) for problem in problems))
        for help_ in emergency:
            numbers = ", ".join(f"{c['name']} {c['phone']}" for c in help_["contacts"])
            self.stderr.write(f"{help_['kind']}: {help_['title']} ({numbers})")
        today = clock.today()
        checked_on = None if options["not_called"] else today
        approval = Approval(options["written_by"], options["by"], today, checked_on)
        try:
            write_file(folder / APPROVAL_FILE, approval_text(emergency, approval))
        except OSError as error:
            raise CommandError(f"Schrijven lukt niet: {error}") from None
        self.stderr.write(f"Goedgekeurd door {options['by']} op {today:%Y-%m-%d}.")
        self.stdout.write(str(folder / APPROVAL_FILE))
