"""Actions on formal requests, channels and outages, made ready to change something."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from tests.ready.acts import LATER, Act, Ready
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.formal import actions, term_actions
from werkcentrum.formal.models import Kind
from werkcentrum.formal.tests.make import (
    make_addressee,
    make_channel,
    make_outage,
    make_request,
    typed,
)
from werkcentrum.partners.tests.make import make_organisation, make_region


def send_request() -> Act:
    region = make_region()
    return partial(
        actions.send_request, region=region, kind=Kind.COMPLAINT, typed=typed(),
        channels=[make_channel(region)], request_key=uuid4(), held_numbers=0,
    )  # fmt: skip


def asking_links() -> Act:
    request = make_request(make_region(), at=LATER - timedelta(days=400))
    return partial(
        actions.send_links, region=request.region, address=request.address, language="nl"
    )


def at_an_organisation(action: Callable[..., object], **values: Any) -> Callable[[], Act]:
    """An action on what an organisation got the day before."""
    return lambda: partial(
        action, addressee=make_addressee(make_region(), at=LATER - timedelta(days=1)), **values
    )


def forward_request() -> Act:
    region = make_region()
    addressee = make_addressee(region, at=LATER - timedelta(days=1))
    return partial(
        actions.forward_request, addressee=addressee, channel=make_channel(region, key="uwv")
    )


def open_channel() -> Act:
    return partial(
        actions.open_channel, organisation=make_organisation(make_region()), kind=Kind.WOO,
        email="woo@gemeente.example", starts_on=LATER.date(),
    )  # fmt: skip


def add_term() -> Act:
    return partial(
        term_actions.add_term, region=make_region(), kind=Kind.WOO, unit="weeks", term=3, extra=1,
        starts_on=LATER.date() + timedelta(days=1), law="artikel 4.4",
    )  # fmt: skip


def drop_term() -> Act:
    term = add_term()(by="petra", at=MONDAY_MORNING)
    return partial(term_actions.drop_term, term=term)


def log_outage() -> Act:
    return partial(
        actions.log_outage, region=make_region(), kinds=[Kind.WOO], starts_at=LATER, ends_at=None,
        late_until=None,
    )  # fmt: skip


BY_SOMEBODY: Ready = {
    "formal.send_request": (send_request, "formal.request_sent"),
    "formal.send_links": (asking_links, "formal.links_sent"),
    "formal.confirm_arrival": (
        at_an_organisation(actions.confirm_arrival),
        "formal.arrival_confirmed",
    ),
    "formal.extend_term": (
        at_an_organisation(actions.extend_term, reason="Het is veel."),
        "formal.term_extended",
    ),
    "formal.forward_request": (forward_request, "formal.forwarded"),
    "formal.finish_request": (
        at_an_organisation(actions.finish_request, outcome="solved"),
        "formal.handled",
    ),
    "formal.open_channel": (open_channel, "formal.channel_opened"),
    "formal.end_channel": (
        lambda: partial(actions.end_channel, channel=make_channel(make_region())),
        "formal.channel_ended",
    ),
    "formal.add_term": (add_term, "formal.term_added"),
    "formal.drop_term": (drop_term, "formal.term_dropped"),
    "formal.log_outage": (log_outage, "formal.outage_logged"),
    "formal.end_outage": (
        lambda: partial(
            actions.end_outage, outage=make_outage(make_region()), ends_at=LATER, late_until=None
        ),
        "formal.outage_ended",
    ),
}
