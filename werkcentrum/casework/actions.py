"""What happens with clients, their enquiries and contacts."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from werkcentrum.audit.actions import record
from werkcentrum.casework.models import Client, ContactMoment, Enquiry
from werkcentrum.partners.models import Region


@transaction.atomic
def remember_client(
    *,
    region: Region,
    name_to_use: str,
    language: str,
    retention_until: date,
    by: str,
    at: datetime,
    reach: str = "",
    address: str = "",
) -> Client:
    """Keep a name and at most one way to reach somebody who asked for that.

    Raises IntegrityError for a way without an address, or the other way round.
    """
    client = Client.objects.create(
        region=region, name_to_use=name_to_use, language=language, reach=reach, address=address,
        retention_until=retention_until,
    )  # fmt: skip
    record(
        verb="casework.client_remembered", subject=client, by=by, at=at, region_key=region.key,
        reach=reach, retention_until=retention_until.isoformat(),
    )  # fmt: skip
    return client


@transaction.atomic
def open_enquiry(
    *,
    region: Region,
    own_words: str,
    themes: Sequence[str],
    by: str,
    at: datetime,
    client: Client | None = None,
) -> Enquiry:
    """Write down what somebody came for; `themes` are keys."""
    enquiry = Enquiry.objects.create(
        region=region, client=client, own_words=own_words, themes=list(themes), opened_at=at
    )
    record(
        verb="casework.enquiry_opened", subject=enquiry, by=by, at=at, region_key=region.key,
        themes=list(themes),
    )  # fmt: skip
    return enquiry


@transaction.atomic
def note_contact(
    *,
    region: Region,
    channel: str,
    subject: str,
    language: str,
    is_reached: bool | None,
    by: str,
    at: datetime,
    client: Client | None = None,
    enquiry: Enquiry | None = None,
) -> ContactMoment:
    """Write down that there was contact, now. The line in the audit trail is this one."""
    contact = ContactMoment.objects.create(
        region=region, client=client, enquiry=enquiry, channel=channel, subject=subject,
        happened_at=at, is_reached=is_reached, language=language,
    )  # fmt: skip
    record(
        verb="casework.contact_noted", subject=contact, by=by, at=at, region_key=region.key,
        channel=channel, subject_key=subject, is_reached=is_reached,
    )  # fmt: skip
    return contact
