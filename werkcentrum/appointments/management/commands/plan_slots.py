"""`werkcentrum plan-slots`: have the slots of every agenda follow the hours now."""

from typing import Any

from django.core.management.base import BaseCommand

from werkcentrum.appointments.planning_actions import plan_slots
from werkcentrum.core import clock


class Command(BaseCommand):
    """What `run-worker` does in every round; a second time there is nothing to do."""

    help = "Maakt de tijdsloten voor afspraken; run-worker doet dit zelf."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many slots are new."""
        made = plan_slots(at=clock.now())
        self.stdout.write(f"{made} nieuwe tijdsloten.")
