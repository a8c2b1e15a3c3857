"""What people agreed to, what they may be asked, and who received what about them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkcentrum.casework.models import Client
from werkcentrum.core.clock import AMSTERDAM, day_of
from werkcentrum.partners.models import PartnerStanding, Region
from werkcentrum.privacy.models import (
    Consent,
    Data,
    Disclosure,
    LegalGround,
    Objection,
    Purpose,
)


@dataclass(frozen=True)
class GivenConsent:
    """What somebody agreed to, in words; `body` is the text they read, in its own language."""

    consent: Consent
    purpose: str
    controller: str
    recipient: str
    data: str
    way: str
    given_on: str
    until: str
    body: str
    language: str
    version: int
    ended: str

    @property
    def is_in_force(self) -> bool:
        """It can still be withdrawn."""
        return not self.ended


@dataclass(frozen=True)
class Received:
    """Which organisation got or saw what, when, and why that was allowed.

    `controller` may share it by a ground in the register; None when somebody agreed.
    """

    recipient: str
    on: str
    sentence: str
    why: str
    controller: UUID | None


@dataclass(frozen=True)
class Askable:
    """Something that may be asked of somebody, and whether they agreed already."""

    ground: LegalGround
    purpose: str
    recipient: str
    controller: str
    data: str
    is_given: bool


@dataclass(frozen=True)
class Objectionable:
    """Sharing that rests on the law, with the objection that somebody made, if any.

    `is_held`: one that was made under another name with the same address holds it back.
    """

    ground: LegalGround
    purpose: str
    recipient: str
    data: str
    objection: Objection | None
    is_held: bool

    @property
    def shared(self) -> tuple[str, str, str]:
        """For what, by whom and which data: what many recipients have in common."""
        return self.purpose, self.ground.controller.name, self.data

    @property
    def can_object(self) -> bool:
        """Nothing waits for a decision, and it was not upheld."""
        return self.objection is None or self.objection.is_upheld is False


def consents_of(client: Client, *, at: datetime) -> list[GivenConsent]:
    """Everything somebody ever agreed to, the newest first."""
    rows = list(
        client.consents.select_related("text", "purpose", "controller", "recipient").order_by(
            "-given_at", "-id"
        )
    )
    again = {(_what(row), row.given_at) for row in rows}
    return [_given(row, at, is_replaced=(_what(row), row.withdrawn_at) in again) for row in rows]


def disclosures_of(client: Client) -> list[Received]:
    """Who received or saw what about somebody, the newest first, in plain words."""
    rows = client.disclosures.select_related("recipient", "purpose", "consent", "ground").order_by(
        "-at", "-id"
    )
    return [_received(row) for row in rows]


def askable_of(client: Client, *, controllers: Collection[UUID], at: datetime) -> list[Askable]:
    """What may be asked of somebody today by these organisations: in the register, and agreed.

    Also whether they may keep something themselves.
    """
    day = day_of(at)
    standings = PartnerStanding.objects.counting(client.region).on(day)
    agreed = set(standings.values_list("organisation_id", "purpose"))
    given = {_what(row) for row in client.consents.in_force(at).order_by("pk")}
    grounds = (
        LegalGround.objects.on(day)
        .filter(
            kind=LegalGround.Kind.CONSENT, purpose__region=client.region_id,
            controller__in=controllers,
        )
        .select_related("purpose", "controller", "recipient")
        .order_by("purpose__label", "recipient__name", "starts_on")
    )  # fmt: skip
    return [
        Askable(
            ground=row, purpose=str(row.purpose), recipient=(row.recipient or row.controller).name,
            controller=row.controller.name, data=in_words(askable_data(row)),
            is_given=_to_whom(row) in given,
        )
        for row in grounds
        if row.recipient is None or (row.recipient_id, row.purpose.key) in agreed
    ]  # fmt: skip


def askable_data(ground: LegalGround) -> list[str]:
    """The categories of a row that its recipient may have."""
    recipient = ground.recipient or ground.controller
    return [key for key in ground.data if key != Data.BENEFIT or recipient.is_suwi_party]


def objectionable_for(
    client: Client, *, at: datetime, controllers: Collection[UUID] | None = None
) -> list[Objectionable]:
    """Sharing in the public interest against which somebody may object, with their last one.

    `controllers`: only by these organisations; None for every one.
    """
    by_whom = Q() if controllers is None else Q(controller__in=controllers)
    grounds = (
        LegalGround.objects.on(day_of(at))
        .filter(by_whom, purpose__region=client.region_id, kind=LegalGround.Kind.PUBLIC_TASK)
        .exclude(recipient=None)
        .select_related("purpose", "controller", "recipient")
        .order_by("purpose__label", "recipient__name", "starts_on")
    )
    same = Objection.objects.filter(client__in=Client.objects.reached_like(client))
    made = list(same.select_related("ground").order_by("made_at"))
    latest = {_between(row.ground): row for row in made if row.client_id == client.pk}
    held = {
        _between(row.ground)
        for row in made
        if row.client_id != client.pk and row.is_upheld is not False
    }
    return [
        Objectionable(
            ground=row, purpose=str(row.purpose), recipient=str(row.recipient),
            data=in_words(row.data), objection=latest.get(_between(row)),
            is_held=_between(row) in held,
        )
        for row in grounds
    ]  # fmt: skip


def purposes_of(region: Region) -> list[Purpose]:
    """What data are used for, by what it is called in the language of the page."""
    return sorted(Purpose.objects.filter(region=region).order_by("pk"), key=str)


def open_objections(region: Region) -> QuerySet[Objection]:
    """What the privacy officer still has to decide, the oldest first."""
    found = Objection.objects.filter(client__region=region, decided_at=None)
    return found.select_related(
        "client", "ground__purpose", "ground__controller", "ground__recipient"
    ).order_by("made_at", "id")


def in_words(data: Collection[str]) -> str:
    """Categories of data as a visitor reads them: 'uw naam, uw taal en uw vraag'."""
    return _listed(str(label) for key, label in Data.choices if key in data)


def _listed(words: Iterable[str]) -> str:
    *first, last = [*words] or [""]
    return _("%(first)s en %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def _given(row: Consent, at: datetime, *, is_replaced: bool) -> GivenConsent:
    ended = ""
    if is_replaced:
        ended = _("vervangen door een nieuwe toestemming")
    elif row.withdrawn_at is not None:
        ended = _("ingetrokken op %(day)s") % {"day": _day(row.withdrawn_at)}
    elif row.expires_at <= at:
        ended = _("verlopen op %(day)s") % {"day": _day(row.expires_at)}
    return GivenConsent(
        consent=row, purpose=str(row.purpose), controller=row.controller.name,
        recipient=row.recipient.name, data=in_words(row.data), way=row.get_way_display(),
        given_on=_day(row.given_at), until=_day(row.expires_at), body=row.text.body,
        language=row.text.language, version=row.text.version, ended=ended,
    )  # fmt: skip


def _received(row: Disclosure) -> Received:
    said = {"who": row.recipient.name, "what": in_words(row.data)}
    if row.consent is not None:
        day = {"day": _day(row.consent.given_at)}
        why = _("Dat mocht, want u gaf daarvoor toestemming op %(day)s.") % day
    else:
        why = _("Dat mocht, want het staat in de wet: %(law)s.") % {"law": str(row.ground)}
    return Received(
        recipient=row.recipient.name, on=_day(row.at), why=why,
        sentence=_("%(who)s kreeg of zag %(what)s.") % said,
        controller=row.ground.controller_id if row.ground else None,
    )  # fmt: skip


def _what(row: Consent) -> tuple[object, ...]:
    return row.purpose_id, row.controller_id, row.recipient_id


def _between(row: LegalGround) -> tuple[object, ...]:
    return row.purpose_id, row.controller_id, row.recipient_id


def _to_whom(row: LegalGround) -> tuple[object, ...]:
    """As a consent says it: who keeps something itself is its own recipient."""
    return row.purpose_id, row.controller_id, row.recipient_id or row.controller_id


def _day(at: datetime) -> str:
    return date_format(at.astimezone(AMSTERDAM), "j E Y")
