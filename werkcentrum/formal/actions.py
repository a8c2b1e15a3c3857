"""What happens with formal requests, the channels for them, and outages."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from werkcentrum.audit.actions import record
from werkcentrum.core.clock import day_of
from werkcentrum.core.models import new_id
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.formal import notices, rules, telling
from werkcentrum.formal.models import Addressee, FormalChannel, FormalRequest, Outage
from werkcentrum.formal.queries import sent_from, term_of
from werkcentrum.formal.terms import COMPLAINT, PRIVACY, WOO
from werkcentrum.formal.tokens import hash_of, new_number, secret_of
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.partners.queries import sender_of

_FIRST_LETTERS: Final = {COMPLAINT: "K", PRIVACY: "P", WOO: "W"}


@dataclass(frozen=True)
class Typed:
    """What somebody sent: the fields of a `FormalRequest` that a person fills in."""

    name: str
    reach: str
    address: str
    own_words: str
    language: str
    postal_address: str = ""
    rights: tuple[str, ...] = ()
    is_digital: bool = False


@transaction.atomic
def send_request(
    *,
    region: Region,
    kind: str,
    typed: Typed,
    channels: Sequence[FormalChannel],
    request_key: UUID,
    held_numbers: int,
    by: str,
    at: datetime,
) -> FormalRequest:
    """Take a request in, send it to who must answer, and a receipt to who asked.

    `held_numbers`: how many numbers somebody said are no BSN. Raises IntegrityError for a key that
    was used before.
    """
    today = day_of(at)
    term = term_of(region, kind, today)
    pk = new_id()
    request = FormalRequest.objects.create(
        **(asdict(typed) | {"rights": list(typed.rights)}), pk=pk, region=region, kind=kind,
        number=new_number(_FIRST_LETTERS[kind]), secret_hash=hash_of(secret_of(pk, 0)),
        request_key=request_key, received_at=at,
        counts_from=term.ends_on(today, is_extended=True),
    )  # fmt: skip
    rows = [_send(request, channel, at) for channel in channels]
    telling.send_receipt(request, rows, at)
    record(
        verb="formal.request_sent", subject=request, by=by, at=at, region_key=region.key, kind=kind,
        count=len(rows), held_numbers=held_numbers,
    )  # fmt: skip
    return request


@transaction.atomic
def send_links(*, region: Region, address: str, language: str, by: str, at: datetime) -> None:
    """Mail the links to what came from this address. Nobody learns whether anything did.

    One that ended is replaced by a new one; one that works is sent once more, so that nobody can
    take it away from who has it.
    """
    found = sent_from(region, address)
    # Also for nobody: how long an answer takes tells nothing.
    notices.link(sender=sender_of(region), language=language, number="", path="")
    for request in found:
        if rules.is_link_over(request, on=day_of(at)):
            _renew_link(request, day_of(at))
        telling.send_link(request, at)
    record(
        verb="formal.links_sent", subject=region, by=by, at=at, region_key=region.key,
        count=len(found),
    )  # fmt: skip


@transaction.atomic
def confirm_arrival(*, addressee: Addressee, by: str, at: datetime) -> None:
    """The organisation says that it has it. Raises RefusedError."""
    insist(rules.may_confirm(addressee))
    _change(addressee, only_once="arrived_at", arrived_at=at)
    _record("formal.arrival_confirmed", addressee, by, at)


@transaction.atomic
def extend_term(*, addressee: Addressee, reason: str, by: str, at: datetime) -> None:
    """The organisation takes longer, once; the person hears why. Raises RefusedError."""
    insist(rules.may_extend(addressee, at=at))
    sent_on = day_of(addressee.sent_at)
    request = addressee.request
    term = term_of(request.region, request.kind, sent_on)
    due_on = term.ends_on(sent_on, is_extended=True)
    _change(
        addressee, only_once="extended_at", extended_at=at, extension_reason=reason, due_on=due_on
    )
    telling.tell_extended(addressee, at)
    _record("formal.term_extended", addressee, by, at)


@transaction.atomic
def forward_request(
    *, addressee: Addressee, channel: FormalChannel, by: str, at: datetime
) -> Addressee:
    """Send it on to who must answer instead (Awb 2:3), and tell the person. Raises RefusedError.

    The term of the other one begins when it gets it.
    """
    insist(rules.may_forward(addressee, channel, on=day_of(at)))
    _change(addressee, handled_at=at, outcome=Addressee.Outcome.FORWARDED)
    after = _send(addressee.request, channel, at, forwarded_by=addressee)
    _count_from(addressee.request, after.due_on)
    telling.tell_forwarded(addressee, after, at)
    _record("formal.forwarded", addressee, by, at, organisation=channel.organisation.key)
    return after


@transaction.atomic
def finish_request(*, addressee: Addressee, outcome: str, by: str, at: datetime) -> None:
    """The organisation answered. Raises RefusedError.

    The last one that answers says from when the years count.
    """
    insist(rules.may_handle(addressee))
    _change(addressee, handled_at=at, outcome=outcome)
    request = addressee.request
    if not request.addressees.filter(handled_at=None).exists():
        _count_from(request, day_of(at))
    _record("formal.handled", addressee, by, at, outcome=outcome)


@transaction.atomic
def open_channel(
    *, organisation: Organisation, kind: str, email: str, starts_on: date, by: str, at: datetime
) -> FormalChannel:
    """From that day our form for this kind can go to this organisation.

    Raises IntegrityError while another one is open.
    """
    channel = FormalChannel.objects.create(
        organisation=organisation, kind=kind, email=email, starts_on=starts_on, changed_at=at
    )
    record(
        verb="formal.channel_opened", subject=channel, by=by, at=at,
        region_key=organisation.region.key, kind=kind, organisation=organisation.key,
    )  # fmt: skip
    return channel


@transaction.atomic
def end_channel(*, channel: FormalChannel, by: str, at: datetime) -> None:
    """From today nothing more goes there. One that has not begun is taken away."""
    today = day_of(at)
    region_key = channel.organisation.region.key
    record(
        verb="formal.channel_ended", subject=channel, by=by, at=at, region_key=region_key,
        kind=channel.kind, organisation=channel.organisation.key,
    )  # fmt: skip
    if channel.starts_on >= today:
        channel.delete()
    else:
        FormalChannel.objects.filter(pk=channel.pk, ends_on=None).update(
            ends_on=today, changed_at=at
        )


@transaction.atomic
def log_outage(
    *,
    region: Region,
    kinds: Sequence[str],
    starts_at: datetime,
    ends_at: datetime | None,
    late_until: date | None,
    by: str,
    at: datetime,
) -> Outage:
    """Write down that forms could not be sent; everybody can read it."""
    outage = Outage.objects.create(
        region=region, kinds=list(kinds), starts_at=starts_at, ends_at=ends_at,
        late_until=late_until,
    )  # fmt: skip
    record(
        verb="formal.outage_logged", subject=outage, by=by, at=at, region_key=region.key,
        kinds=list(kinds),
    )  # fmt: skip
    return outage


@transaction.atomic
def end_outage(
    *, outage: Outage, ends_at: datetime, late_until: date | None, by: str, at: datetime
) -> None:
    """It works again, and until when somebody may still send what was late. Raises RefusedError."""
    insist(rules.may_end(outage, ends_at))
    Outage.objects.filter(pk=outage.pk).update(ends_at=ends_at, late_until=late_until)
    record(verb="formal.outage_ended", subject=outage, by=by, at=at, region_key=outage.region.key)


def _send(
    request: FormalRequest,
    channel: FormalChannel,
    at: datetime,
    forwarded_by: Addressee | None = None,
) -> Addressee:
    today = day_of(at)
    addressee = Addressee.objects.create(
        request=request, organisation=channel.organisation, email=channel.email, sent_at=at,
        due_on=term_of(request.region, request.kind, today).ends_on(today),
        forwarded_by=forwarded_by,
    )  # fmt: skip
    telling.send_to(addressee, at)
    return addressee


def _change(addressee: Addressee, *, only_once: str = "handled_at", **values: object) -> None:
    """Write these fields, unless somebody else was first. Raises RefusedError.

    `only_once` is the field that is empty until then.
    """
    for name, value in values.items():
        setattr(addressee, name, value)
    mine = Addressee.objects.filter(pk=addressee.pk, **{"handled_at": None, only_once: None})
    if not mine.update(**values):
        raise RefusedError(rules.already_handled())


def _renew_link(request: FormalRequest, today: date) -> None:
    turn = request.link_turn + 1
    request.link_turn, request.link_until = turn, today + rules.NEW_LINK_STAYS
    request.secret_hash = hash_of(secret_of(request.pk, turn))
    request.save(update_fields=["link_turn", "link_until", "secret_hash"])


def _count_from(request: FormalRequest, day: date) -> None:
    request.counts_from = day
    FormalRequest.objects.filter(pk=request.pk).update(counts_from=day)


def _record(verb: str, addressee: Addressee, by: str, at: datetime, **detail: object) -> None:
    request = addressee.request
    record(
        verb=verb, subject=request, by=by, at=at, region_key=request.region.key, kind=request.kind,
        **detail,
    )  # fmt: skip
