"""Who is told what about a formal request, inside the transaction of what happened."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from werkcentrum.casework.models import Reach
from werkcentrum.core import outbox
from werkcentrum.core.notices import Notice
from werkcentrum.core.phone import international
from werkcentrum.formal import notices, staff_letters
from werkcentrum.formal.models import Addressee, FormalRequest
from werkcentrum.formal.notices import Told
from werkcentrum.formal.queries import sending_key
from werkcentrum.partners.queries import sender_of

_MOBILE: Final = "+316"


def send_to(addressee: Addressee, at: datetime) -> None:
    """The request goes to the organisation, by day and by night."""
    told = _told(addressee.request, [addressee])
    way = (outbox.Channel.MAIL, addressee.email)
    _put(told, staff_letters.to_organisation(told, addressee), way, sending_key(addressee), at)


def send_receipt(request: FormalRequest, addressees: Sequence[Addressee], at: datetime) -> None:
    """A copy for whoever gave a mail or postal address; others print the page."""
    way = written_to(request)
    if way is not None:
        told = _told(request, addressees)
        _put(told, notices.receipt(told), way, f"formal-request:{request.pk}:receipt", at)


def send_link(request: FormalRequest, at: datetime) -> None:
    """The link to a request, to the address that sent it."""
    told = _told(request, [])
    notice = notices.link(
        sender=told.sender, language=request.language, number=request.number,
        path=notices.own_path(request),
    )  # fmt: skip
    way = (outbox.Channel.MAIL, request.address)
    _put(told, notice, way, f"formal-request:{request.pk}:link-{at.isoformat()}", at)


def tell_extended(addressee: Addressee, at: datetime) -> None:
    """The person hears that it takes longer."""
    told = _told(addressee.request, [addressee])
    _tell(told, notices.extended(told, addressee), f"{addressee.pk}:extended", at)


def tell_forwarded(before: Addressee, after: Addressee, at: datetime) -> None:
    """The person hears that another organisation answers."""
    told = _told(after.request, [after])
    _tell(told, notices.forwarded(told, before, after), f"{after.pk}:forwarded", at)


def reachable(request: FormalRequest) -> tuple[str, str] | None:
    """By which way somebody can be told something; None for who must be called."""
    number = international(request.address) if request.reach == Reach.PHONE else ""
    if number.startswith(_MOBILE):
        return outbox.Channel.SMS, number
    return written_to(request)


def written_to(request: FormalRequest) -> tuple[str, str] | None:
    """A mail address, or the lines of a letter; None for who gave a number only."""
    if request.reach == Reach.MAIL:
        return outbox.Channel.MAIL, request.address
    address = request.postal_address or (request.address if request.reach == Reach.LETTER else "")
    return (outbox.Channel.LETTER, f"{request.name}\n{address}") if address else None


def _told(request: FormalRequest, addressees: Sequence[Addressee]) -> Told:
    return Told(request, addressees, sender_of(request.region))


def _tell(told: Told, notice: Notice, key: str, at: datetime) -> None:
    way = reachable(told.request)
    if way is not None:
        _put(told, notice, way, f"formal-request:{key}", at)


def _put(told: Told, notice: Notice, way: tuple[str, str], key: str, at: datetime) -> None:
    channel, to = way
    outbox.put_all([outbox.message(
        notice=notice, channel=channel, to=to, sender=told.sender, key=key,
        about=f"formal-request:{told.request.pk}", at=at,
        is_asked_for=channel != outbox.Channel.SMS,
        # Who sees to it that messages arrive need not read somebody's complaint.
        is_confidential=not told.sender.is_demonstration,
    )])  # fmt: skip
