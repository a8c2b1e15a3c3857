"""Invented complaints and requests: those pages of a demo hold something."""

from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from werkcentrum.audit.actions import SYSTEM, VISITOR
from werkcentrum.formal.actions import (
    Typed,
    confirm_arrival,
    extend_term,
    finish_request,
    forward_request,
    send_request,
)
from werkcentrum.formal.models import FormalRequest, Kind
from werkcentrum.formal.queries import channels_for
from werkcentrum.partners.models import Region

_STREET: Final = "Voorbeeldstraat 1\n2271 AA Voorburg"


def make_demo_formal(region: Region, *, at: datetime) -> None:
    """A request in every state, to where the folder says. Nothing when there are requests already,
    or when it says nothing."""
    has_channels = all(channels_for(region, kind, at.date()) for kind in Kind)
    if FormalRequest.objects.filter(region=region).exists() or not has_channels:
        return
    _sent(region, Kind.WOO, "Fleur", "De afspraken over dit Werkcentrum.", at - timedelta(days=40))
    late = _sent(region, Kind.COMPLAINT, "Henk", "Ik moest drie keer komen.", at - timedelta(20))
    confirm_arrival(addressee=late.addressees.get(), by=SYSTEM, at=at - timedelta(days=18))
    longer = _sent(
        region, Kind.PRIVACY, "Olena", "Усе, що у вас є про мене.", at - timedelta(9), "uk"
    )
    extend_term(
        addressee=longer.addressees.get(), reason="Het gaat om veel gegevens.", by=SYSTEM,
        at=at - timedelta(days=2),
    )  # fmt: skip
    wrong = _sent(region, Kind.COMPLAINT, "Emre", "UWV belde mij niet terug.", at - timedelta(5))
    _, *others = channels_for(region, Kind.COMPLAINT, at.date())
    if others:
        forward_request(
            addressee=wrong.addressees.get(), channel=others[-1], by=SYSTEM,
            at=at - timedelta(days=3),
        )  # fmt: skip
    done = _sent(region, Kind.COMPLAINT, "Grace", "Nobody told me about the course.",
                 at - timedelta(30), "en")  # fmt: skip
    finish_request(
        addressee=done.addressees.get(), outcome="solved", by=SYSTEM, at=at - timedelta(days=21)
    )


def _sent(
    region: Region, kind: Kind, name: str, words: str, at: datetime, language: str = "nl"
) -> FormalRequest:
    typed = Typed(
        name=name, reach="mail", address=f"{name.lower()}@bezoeker.example", own_words=words,
        language=language, postal_address=_STREET if kind == Kind.WOO else "",
        rights=("access",) if kind == Kind.PRIVACY else (), is_digital=kind != Kind.WOO,
    )  # fmt: skip
    return send_request(
        region=region, kind=kind, typed=typed, channels=channels_for(region, kind, at.date())[:1],
        request_key=uuid4(), held_numbers=0, by=VISITOR, at=at,
    )  # fmt: skip
