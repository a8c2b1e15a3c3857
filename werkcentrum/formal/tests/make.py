"""Complaints and requests of Amira and Henk, and the organisations that receive them."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.formal.actions import Typed, open_channel, send_request
from werkcentrum.formal.models import Addressee, FormalChannel, FormalRequest, Kind, Outage
from werkcentrum.partners.models import Organisation, Region

BEFORE = date(2025, 1, 1)
STREET = "Herenstraat 1\n2271 CA Voorburg"
WORDS = "Ik moest drie keer hetzelfde vertellen."


def make_channel(
    region: Region,
    kind: str = Kind.COMPLAINT,
    key: str = "gemeente-leidschendam-voorburg",
    *,
    starts_on: date = BEFORE,
) -> FormalChannel:
    """Where an organisation receives complaints; the organisation is made where it is not there."""
    organisation, _is_new = Organisation.objects.get_or_create(
        region=region, key=key,
        defaults={"name": key.replace("-", " ").capitalize(), "kind": "municipality"},
    )  # fmt: skip
    return open_channel(
        organisation=organisation, kind=kind, email=f"{kind}@{key}.example", starts_on=starts_on,
        by=SYSTEM, at=MONDAY_MORNING,
    )  # fmt: skip


def typed(kind: str = Kind.COMPLAINT, **others: Any) -> Typed:
    """What Amira fills in."""
    values = {
        "name": "Amira", "reach": "mail", "address": "amira@bezoeker.example", "own_words": WORDS,
        "language": "nl", "postal_address": STREET if kind == Kind.WOO else "",
        "rights": ("access",) if kind == Kind.PRIVACY else (),
    }  # fmt: skip
    return Typed(**(values | others))


def make_request(
    region: Region,
    kind: str = Kind.COMPLAINT,
    *channels: FormalChannel,
    at: datetime = MONDAY_MORNING,
    **others: Any,
) -> FormalRequest:
    """A complaint of Amira that is on its way to her municipality."""
    return send_request(
        region=region, kind=kind, typed=typed(kind, **others), request_key=uuid4(), held_numbers=0,
        channels=channels or [_channel(region, kind)], by="bezoeker", at=at,
    )  # fmt: skip


def make_addressee(
    region: Region, kind: str = Kind.COMPLAINT, at: datetime = MONDAY_MORNING, **others: Any
) -> Addressee:
    """The municipality, which got a complaint of Amira."""
    return make_request(region, kind, at=at, **others).addressees.get()


def make_known(region: Region, pk: str) -> FormalRequest:
    """A complaint under a number of its own, at no organisation."""
    return FormalRequest.objects.create(
        pk=pk, region=region, kind=Kind.COMPLAINT, number="K-2345-6789", secret_hash="x",
        request_key=uuid4(), name="Amira", reach="mail", address="amira@bezoeker.example",
        own_words=WORDS, received_at=MONDAY_MORNING, counts_from=MONDAY_MORNING.date(),
    )  # fmt: skip


def make_outage(region: Region, **others: Any) -> Outage:
    """The form for complaints has not worked since Monday morning."""
    values = {"kinds": [Kind.COMPLAINT], "starts_at": MONDAY_MORNING}
    return Outage.objects.create(region=region, **(values | others))


def _channel(region: Region, kind: str) -> FormalChannel:
    rows = FormalChannel.objects.filter(organisation__region=region, kind=kind, ends_on=None)
    return rows.select_related("organisation").order_by("pk").first() or make_channel(region, kind)
