"""What happens to agreements because a day came: the worker asks for this."""

from datetime import datetime

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core.clock import day_of
from werkcentrum.governance.agreements.force_actions import bring_into_force
from werkcentrum.governance.agreements.force_queries import waiting_for_a_day
from werkcentrum.partners.actions import follow_standings
from werkcentrum.partners.models import Region, Strictness


def keep_agreements(*, at: datetime) -> int:
    """Bring into force what was signed for a day that has come; returns how many.

    Public pages follow where a standing began or ended today.
    """
    for region in Region.objects.exclude(strictness=Strictness.OPEN).order_by("pk"):
        follow_standings(region=region, today=day_of(at), by=SYSTEM, at=at)
    waiting = waiting_for_a_day(day_of(at))
    return sum(bring_into_force(agreement=row, by=SYSTEM, at=at) for row in waiting)
