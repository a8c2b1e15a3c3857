"""`werkcentrum model-card`: prints docs/model-card.md, with figures as they are now."""

from typing import Any

from django.core.management.base import BaseCommand

from werkcentrum.matching.card import card
from werkcentrum.matching.scoring import Weights


class Command(BaseCommand):
    """Reads and prints; stores nothing."""

    help = "Schrijft de modelkaart van het matchen, met de gewichten waarmee de software komt."

    def handle(self, *args: Any, **options: Any) -> None:
        """Markdown on stdout."""
        self.stdout.write(card(Weights()), ending="")
