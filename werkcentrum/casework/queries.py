"""What is asked about clients."""

from datetime import datetime

from django.db.models import QuerySet

from werkcentrum.casework.codes import hash_of, read_code
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.partners.models import Region


def clients_past_period(at: datetime) -> QuerySet[Client]:
    """Whoever must be gone by now."""
    return Client.objects.filter(retention_until__lte=at.astimezone(AMSTERDAM).date())


def enquiry_by_code(region: Region, typed: str, *, at: datetime) -> Enquiry | None:
    """The enquiry of whoever carries this code; None for a wrong code, and one that expired."""
    code = read_code(typed)
    if not code:
        return None
    found = Enquiry.objects.filter(region=region, code_hash=hash_of(code), code_expires_at__gt=at)
    return found.select_related("region", "municipality", "client", "adviser").first()
