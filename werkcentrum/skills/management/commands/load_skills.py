"""`werkcentrum load-skills`: our own list of occupations and skills."""

from typing import Any

from django.core.management.base import BaseCommand

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core import clock
from werkcentrum.skills.actions import import_release
from werkcentrum.skills.seeding import seed_release


class Command(BaseCommand):
    """A second time nothing changes."""

    help = "Laadt de eigen lijst van beroepen en vaardigheden."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says what was read."""
        counts = import_release(release=seed_release(), by=SYSTEM, at=clock.now())
        if counts is None:
            self.stdout.write("Deze lijst was al geladen.")
        else:
            self.stdout.write(", ".join(f"{count} {what}" for what, count in counts.items()))
