"""Finding the enquiry of whoever carries a code."""

from datetime import datetime

from werkcentrum.casework.codes import hash_of, read_code
from werkcentrum.casework.models import Enquiry
from werkcentrum.partners.models import Region


def enquiry_by_code(region: Region, typed: str, *, at: datetime) -> Enquiry | None:
    """The enquiry of whoever carries this code; None for a wrong code, and one that expired."""
    code = read_code(typed)
    if not code:
        return None
    found = Enquiry.objects.filter(region=region, code_hash=hash_of(code), code_expires_at__gt=at)
    return found.select_related("region", "municipality", "client", "adviser").first()
