"""People, and records past their period, for tests."""

from datetime import date, timedelta
from typing import Any

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.casework.actions import remember_client
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.partners.models import Region
from werkcentrum.privacy.models import Destruction
from werkcentrum.privacy.retention_actions import propose_destruction

LONG_AGO = MONDAY_MORNING - timedelta(days=6 * 366)
COLLEAGUE = "0190-sanne"


def make_client(
    region: Region, name: str = "Olena", *, retention_until: date | None = None, **values: Any
) -> Client:
    """Olena, who left a mail address."""
    given = {"reach": "mail", "address": f"{name.lower()}@post.example", "language": "uk", **values}
    return remember_client(
        region=region, name_to_use=name, by="joke", at=MONDAY_MORNING,
        retention_until=retention_until or MONDAY + timedelta(days=90), **given,
    )  # fmt: skip


def make_closed(
    region: Region, outcome: str = Enquiry.Outcome.TRAINING, *, at: Any = LONG_AGO, **values: Any
) -> Enquiry:
    """A question that ended, by default so long ago that it may go."""
    return Enquiry.objects.create(
        region=region, themes=["werk-zoeken"], opened_at=at, closed_at=at, outcome=outcome, **values
    )


def make_found(region: Region) -> Destruction:
    """What the system found, for people to decide about: one enquiry with advice."""
    make_closed(region)
    return Destruction.objects.create(
        region=region, record="advice", until_on=MONDAY - timedelta(days=1826), proposed_by=SYSTEM,
        proposed_at=MONDAY_MORNING, source="21.1 Advies verstrekt",
    )  # fmt: skip


def make_proposed(region: Region, *, by: str = COLLEAGUE) -> Destruction:
    """The same, proposed by a colleague."""
    found = make_found(region)
    propose_destruction(destruction=found, by=by, at=MONDAY_MORNING)
    return found
