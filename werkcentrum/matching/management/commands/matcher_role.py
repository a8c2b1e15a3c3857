"""`werkcentrum matcher-role`: a role of PostgreSQL that cannot read who somebody is."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.utils import ProgrammingError

from werkcentrum.matching.reading import MATCHER, tables
from werkcentrum.matching.role import make_role, readable_by


class Command(BaseCommand):
    """Again is once: what the role may too much is taken away."""

    help = "Maakt de rol in PostgreSQL waarmee het matchen leest, en niets anders kan lezen."

    def add_arguments(self, parser: CommandParser) -> None:
        """How it is called, when the setting does not say."""
        told = "Anders die van WERKCENTRUM_MATCHER_DATABASE, of werkcentrum_matcher."
        parser.add_argument("--name", help=told)

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when the role can read more than it may, 2 when it cannot be made."""
        if connection.vendor != "postgresql":
            raise CommandError(
                "Een rol is er alleen met PostgreSQL. Met SQLite houdt de software zelf het "
                "matchen weg van andere tabellen.", returncode=2,
            )  # fmt: skip
        configured: dict[str, Any] = settings.DATABASES.get(MATCHER, {})
        name = options["name"] or configured.get("USER") or "werkcentrum_matcher"
        try:
            make_role(name, configured.get("PASSWORD", ""))
        except ProgrammingError as reason:
            raise CommandError(
                f"De rol is niet gemaakt: {reason}. Vraag uw databasebeheerder om het recht "
                "CREATEROLE, of om deze opdracht uit te voeren.", returncode=2,
            ) from None  # fmt: skip
        too_much = readable_by(name) - tables()
        if too_much:
            raise CommandError(
                f"De rol {name} kan ook dit lezen: {', '.join(sorted(too_much))}. Neem dat recht "
                "weg, ook van PUBLIC en van rollen waar deze rol lid van is.", returncode=1,
            )  # fmt: skip
        self.stdout.write(f"De rol {name} leest {len(tables())} tabellen en niets anders:")
        for table in sorted(tables()):
            self.stdout.write(f"  {table}")
