"""`werkcentrum purge-audit`: delete the audit lines whose period is over."""

from typing import Any

from django.core.management.base import BaseCommand

from werkcentrum.audit.actions import purge_audit
from werkcentrum.core import clock


class Command(BaseCommand):
    """The worker does the same by itself; this is for an installation without one."""

    help = "Verwijdert logregels waarvan de bewaartermijn voorbij is."

    def handle(self, *args: Any, **options: Any) -> None:
        """How many lines went, on stdout."""
        self.stdout.write(f"{purge_audit(at=clock.now())} regels verwijderd.")
