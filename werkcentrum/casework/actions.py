"""What happens with clients, their enquiries and contacts."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db import IntegrityError, transaction

from werkcentrum.accounts.models import User
from werkcentrum.audit.actions import SYSTEM, record
from werkcentrum.casework import codes, rules
from werkcentrum.casework.models import Client, ContactMoment, Employer, Enquiry
from werkcentrum.core.models import insert
from werkcentrum.core.reach import known_as
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.partners.models import Municipality, Organisation, Region


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
    municipality: Municipality | None = None,
    representative: str = "",
    representative_name: str = "",
) -> Client:
    """Keep a name and at most one way to reach somebody who asked for that.

    Raises IntegrityError for a way without an address, or the other way round, and for a
    representative without a name.
    """
    client = Client(
        region=region, name_to_use=name_to_use, language=language, reach=reach, address=address,
        known_as=known_as(address), municipality=municipality, representative=representative,
        representative_name=representative_name, retention_until=retention_until,
    )  # fmt: skip
    insert(client)
    record(
        verb="casework.client_remembered", subject=client, by=by, at=at, region_key=region.key,
        reach=reach, retention_until=retention_until.isoformat(),
    )  # fmt: skip
    return client


@transaction.atomic
def remember_employer(
    *,
    region: Region,
    name: str,
    contact_name: str,
    reach: str,
    address: str,
    retention_until: date,
    by: str,
    at: datetime,
    kvk_number: str = "",
    municipality: Municipality | None = None,
    account_manager: User | None = None,
) -> Employer:
    """Keep an employer, and with whom we speak there. Raises RefusedError about the KvK number."""
    if kvk_number:
        insist(None if rules.is_kvk_number(kvk_number) else rules.not_a_kvk_number())
    try:
        with transaction.atomic():
            employer = Employer.objects.create(
                region=region, name=name, contact_name=contact_name, reach=reach, address=address,
                kvk_number=kvk_number, municipality=municipality, account_manager=account_manager,
                retention_until=retention_until,
            )  # fmt: skip
    except IntegrityError:
        if kvk_number and region.employers.filter(kvk_number=kvk_number).exists():
            raise RefusedError(rules.kvk_number_known()) from None
        raise
    record(
        verb="casework.employer_remembered", subject=employer, by=by, at=at, region_key=region.key,
        reach=reach, retention_until=retention_until.isoformat(),
    )  # fmt: skip
    return employer


@transaction.atomic
def open_enquiry(
    *,
    region: Region,
    own_words: str,
    themes: Sequence[str],
    by: str,
    at: datetime,
    client: Client | None = None,
    employer: Employer | None = None,
    audience: str = Enquiry.Audience.RESIDENT,
    origin: str = "",
    urgency: str = "",
    language: str = "nl",
    municipality: Municipality | None = None,
    organisation: Organisation | None = None,
    adviser: User | None = None,
    code: str = "",
    held_numbers: int = 0,
) -> Enquiry:
    """Write down what somebody came for; `themes` are keys, and with `code` they can go on.

    `held_numbers`: how many numbers in it could be a BSN, and are none by the word of who wrote it.
    """
    enquiry = Enquiry.objects.create(
        region=region, client=client, employer=employer, audience=audience, origin=origin,
        own_words=own_words, themes=list(themes), urgency=urgency, language=language,
        municipality=municipality, organisation=organisation, adviser=adviser, opened_at=at,
        code_hash=codes.hash_of(code) if code else "",
        code_expires_at=at + codes.KEPT_FOR if code else None,
    )  # fmt: skip
    record(
        verb="casework.enquiry_opened", subject=enquiry, by=by, at=at, region_key=region.key,
        themes=list(themes), **_told(origin=origin, urgency=urgency, held_numbers=held_numbers),
    )  # fmt: skip
    return enquiry


@transaction.atomic
def name_client(
    *,
    enquiry: Enquiry,
    name_to_use: str,
    by: str,
    at: datetime,
    reach: str = "",
    address: str = "",
    representative: str = "",
    representative_name: str = "",
) -> Client:
    """Somebody who asked without a name wants to be known, because the next step needs it.

    The name is kept for as long as `rules.keep_until` says. Raises RefusedError.
    """
    insist(rules.may_name(enquiry))
    client = remember_client(
        region=enquiry.region, name_to_use=name_to_use, language=enquiry.language, reach=reach,
        address=address, municipality=enquiry.municipality, representative=representative,
        representative_name=representative_name, by=by, at=at,
        retention_until=rules.keep_until(enquiry.region, at),
    )  # fmt: skip
    if not Enquiry.objects.filter(pk=enquiry.pk, client=None).update(client=client):
        raise RefusedError(rules.just_named())
    enquiry.client = client
    _record("client_named", enquiry, by, at)
    return client


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


@transaction.atomic
def clear_old_codes(*, at: datetime) -> int:
    """Keep nothing of a code that no longer works; the system does this by itself.

    Returns how many.
    """
    old = Enquiry.objects.filter(code_expires_at__lte=at).exclude(code_hash="")
    rows = list(old.select_related("region").order_by("region__key", "pk"))
    for region, found in groupby(rows, key=lambda row: row.region):
        ended = list(found)
        Enquiry.objects.filter(pk__in=[row.pk for row in ended]).update(
            code_hash="", code_expires_at=None
        )
        record(
            verb="casework.codes_cleared", subject=ended[0], by=SYSTEM, at=at,
            region_key=region.key, count=len(ended),
        )  # fmt: skip
    return len(rows)


def _record(verb: str, enquiry: Enquiry, by: str, at: datetime, **detail: Any) -> None:
    record(
        verb=f"casework.{verb}", subject=enquiry, by=by, at=at, region_key=enquiry.region.key,
        **detail,
    )  # fmt: skip


def _told(**detail: Any) -> dict[str, Any]:
    """What there is to tell."""
    return {name: value for name, value in detail.items() if value}
