"""What may happen with enquiries, clients and employers, and why not."""

import re
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _

from werkcentrum.casework.models import Enquiry
from werkcentrum.core import records
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import Refusal
from werkcentrum.partners.models import Region

# More files than this nobody reads.
MOST_FILES: Final = 20
_KVK: Final = re.compile(r"(?!0{8})[0-9]{8}")


def keep_until(region: Region, at: datetime, record: str = "client") -> date:
    """Until when somebody who asks something now is known at least; an employer is another record.

    Whoever is still helped, or was a while ago, stays longer (`forgetting.py`).
    """
    return records.keep_until(region, record, day_of(at))


def may_change(enquiry: Enquiry) -> Refusal | None:
    """Whether anything is still done about this enquiry."""
    return None if enquiry.closed_at is None else already_closed()


def already_closed() -> Refusal:
    """Nothing is done about it any more, unless somebody opens it again."""
    return Refusal(_("Deze vraag is al afgesloten."))


def may_name(enquiry: Enquiry) -> Refusal | None:
    """Only who is not known yet, about an enquiry of a person."""
    if enquiry.client_id is not None:
        return just_named()
    if enquiry.audience != Enquiry.Audience.RESIDENT:
        return Refusal(_("Deze vraag is van een werkgever. Die is al bekend."))
    return may_change(enquiry)


def may_add_files(enquiry: Enquiry, *, count: int) -> Refusal | None:
    """Whether so many files in all may lie with an enquiry."""
    if count > MOST_FILES:
        return Refusal(_("Bij een vraag passen hoogstens twintig bestanden."))
    return may_change(enquiry)


def is_kvk_number(text: str) -> bool:
    """Eight digits, not all zeros; a KvK number has no check digit."""
    return _KVK.fullmatch(text) is not None


def not_a_kvk_number() -> Refusal:
    """What was typed cannot be one."""
    return Refusal(_("Een KvK-nummer heeft acht cijfers. Kijk het nog eens na."))


def kvk_number_known() -> Refusal:
    """One number is one employer."""
    return Refusal("Dit KvK-nummer staat al bij een andere werkgever in deze regio.")


def just_named() -> Refusal:
    """A name was written down before, or at the same moment."""
    return Refusal(_("Wij weten al van wie deze vraag is."))
