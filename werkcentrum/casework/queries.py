"""What is asked about clients."""

from datetime import datetime

from django.db.models import QuerySet

from werkcentrum.casework.models import Client
from werkcentrum.core.clock import AMSTERDAM


def clients_past_period(at: datetime) -> QuerySet[Client]:
    """Whoever must be gone by now."""
    return Client.objects.filter(retention_until__lte=at.astimezone(AMSTERDAM).date())
