"""Who is told when somebody must speak to a human the same day."""

from datetime import datetime

from django.urls import reverse

from werkcentrum.casework.models import Enquiry
from werkcentrum.casework.notices import urgent_enquiry
from werkcentrum.core import outbox
from werkcentrum.partners.queries import sender_of


def tell_of_urgency(enquiry: Enquiry, *, at: datetime) -> None:
    """One mail to the address of the region, inside the transaction in which it comes in.

    It holds nothing of what somebody wrote. A region without a mail address sees it in the lists.
    """
    region = enquiry.region
    if not region.email:
        return
    sender = sender_of(region)
    notice = urgent_enquiry(
        sender=sender, urgency=enquiry.urgency, path=reverse("staff_home"),
        municipality=enquiry.municipality.name if enquiry.municipality else "",
    )  # fmt: skip
    outbox.put_all([outbox.message(
        notice=notice, channel=outbox.Channel.MAIL, to=region.email, sender=sender, at=at,
        key=f"urgent-enquiry:{enquiry.pk}", about=f"urgent-enquiry:{enquiry.pk}",
    )])  # fmt: skip
