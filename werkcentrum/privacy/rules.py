"""What may be shared about somebody, on which basis, and why not."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext as _

from werkcentrum.casework.models import Client
from werkcentrum.core.clock import AMSTERDAM, day_of
from werkcentrum.core.refusal import Refusal
from werkcentrum.governance.purposes import in_words
from werkcentrum.partners.models import Organisation, PartnerStanding
from werkcentrum.privacy.models import Consent, ConsentText, Data, LegalGround, Objection

# Long enough for a course to be finished; after that somebody is asked again.
_HOLDS_FOR: Final = timedelta(days=365)
_DECIDES: Final = ("", *Client.Representative.values)


@dataclass(frozen=True)
class Basis:
    """On what sharing rests: exactly one of the two."""

    consent: Consent | None = None
    ground: LegalGround | None = None

    @property
    def controller(self) -> Organisation:
        """Whose data they are."""
        row = self.consent or self.ground
        assert row is not None  # noqa: S101  a basis always has one
        return row.controller


def basis_for(
    *,
    client: Client,
    purpose: str,
    controller: Organisation,
    recipient: Organisation,
    data: Collection[str],
    at: datetime,
) -> Basis | Refusal:
    """On what the controller gives these categories to the recipient now, or why it may not.

    `purpose` is a key, `data` are keys of `Data`. Days are days in Amsterdam. Who keeps data
    itself is its own recipient. To be asked again each time: a basis may be gone the next moment.
    """
    refusal = may_receive(recipient, purpose=purpose, controller=controller, data=data, at=at)
    if refusal is not None:
        return refusal
    ground = _ground(client, purpose, controller, recipient, data, at)
    if isinstance(ground, Refusal):
        return ground
    if ground.is_statutory:
        return _without_objection(client, ground, at)
    consent = _consent(client, ground, recipient, data, at)
    if consent is None:
        return Refusal(_("De klant heeft hiervoor (nog) geen toestemming gegeven."))
    return Basis(consent=consent)


def may_receive(
    recipient: Organisation,
    *,
    purpose: str,
    controller: Organisation,
    data: Collection[str],
    at: datetime,
) -> Refusal | None:
    """Whether an organisation may get these categories at all, whoever they are about."""
    if not data or not set(data) <= set(Data.values):
        return Refusal(_("Kies welke gegevens u wilt delen."))
    if Data.BENEFIT in data and not recipient.is_suwi_party:
        return Refusal(
            _("Alleen gemeenten en UWV mogen gegevens over een uitkering krijgen (Wet SUWI).")
        )
    if recipient != controller and not _agreed(recipient, purpose, at).exists():
        return Refusal(_("Met deze organisatie is niet afgesproken dat zij gegevens krijgt."))
    return None


def givers_to(
    recipient: Organisation, *, purpose: str, data: Collection[str], at: datetime
) -> frozenset[UUID] | Refusal:
    """Which organisations may tell it this of who says yes, or why none; before anybody is asked.

    The refusal speaks to who works for the recipient.
    """
    to_it = Q(recipient=recipient) | Q(recipient=None, controller=recipient)
    rows = LegalGround.objects.on(day_of(at)).filter(
        to_it, purpose__region=recipient.region_id, purpose__key=purpose
    )
    agreed = _agreed(recipient, purpose, at)
    covering = [row for row in rows.annotate(is_agreed=Exists(agreed)) if row.covers(data)]
    if not covering:
        return Refusal(
            _("In het register staat niet dat uw organisatie mag %s. Vraag de privacymedewerker "
              "om dat te regelen.") % in_words(purpose)
        )  # fmt: skip
    own = recipient.pk
    givers = (row.controller_id for row in covering if row.is_agreed or row.controller_id == own)
    return frozenset(givers) or Refusal(
        _("Met uw organisatie is niet afgesproken dat zij mag %s. Vraag de coördinator om dat "
          "af te spreken.") % in_words(purpose)
    )  # fmt: skip


def may_ask(
    client: Client,
    *,
    purpose: str,
    controller: Organisation,
    recipient: Organisation,
    data: Collection[str],
    at: datetime,
) -> Refusal | None:
    """Consent is asked only where the register says so: never beside a law, never without a row."""
    refusal = may_receive(recipient, purpose=purpose, controller=controller, data=data, at=at)
    if refusal is not None:
        return refusal
    ground = _ground(client, purpose, controller, recipient, data, at)
    if isinstance(ground, Refusal):
        return ground
    if ground.is_statutory:
        return Refusal(
            _("Dit delen berust op de wet. Vraag geen toestemming: de klant kan niet weigeren.")
        )
    return None


def may_consent(
    client: Client,
    *,
    text: ConsentText,
    controller: Organisation,
    recipient: Organisation,
    data: Collection[str],
    by_representative: bool,
    at: datetime,
) -> Refusal | None:
    """Whether somebody can agree to this, in these words, now."""
    if text.purpose.region_id != client.region_id or text != text_for(
        text.purpose_id, client.language, at
    ):
        return Refusal(_("De tekst is veranderd. Laat de klant de nieuwe tekst lezen."))
    if client.representative and not by_representative:
        return Refusal(_("De klant heeft een vertegenwoordiger. Alleen die kan toestemming geven."))
    if by_representative and not client.representative:
        return Refusal(_("De klant heeft geen vertegenwoordiger en beslist zelf."))
    return may_ask(
        client, purpose=text.purpose.key, controller=controller, recipient=recipient, data=data,
        at=at,
    )  # fmt: skip


def may_decide_for(client: Client, *, representative: str, name: str) -> Refusal | None:
    """Whether somebody can be written down who decides for a client; twice '' takes them away."""
    if bool(representative) != bool(name) or representative not in _DECIDES:
        return Refusal(_("Kies wie het is, en schrijf de naam op."))
    if (client.representative, client.representative_name) == (representative, name):
        return Refusal(_("Dit staat er al zo."))
    return None


def may_object(client: Client, ground: LegalGround, *, at: datetime) -> Refusal | None:
    """Against a public task, not against a duty (article 21 GDPR); consent is withdrawn instead."""
    if ground.kind == LegalGround.Kind.CONSENT:
        return Refusal(_("Dit berust op toestemming. Die kan de klant intrekken."))
    if ground.kind == LegalGround.Kind.LEGAL_OBLIGATION:
        return Refusal(_("Dit delen is verplicht. Daartegen is geen bezwaar mogelijk."))
    is_in_force = LegalGround.objects.on(day_of(at)).filter(pk=ground.pk).exists()
    if ground.purpose.region_id != client.region_id or not is_in_force:
        return Refusal(_("Hierop wordt nu niets gedeeld."))
    if _against(ground).filter(client=client, decided_at=None).exists():
        return Refusal(_("Over dit bezwaar is nog niet besloten."))
    return None


def text_for(purpose_id: UUID, language: str, at: datetime) -> ConsentText | None:
    """What somebody is asked in their language: the newest text of that day.

    Dutch where there is none in that language, to be read out by an interpreter.
    """
    texts = ConsentText.objects.filter(purpose=purpose_id, starts_on__lte=day_of(at))
    newest = texts.order_by("-starts_on", "-version").select_related("purpose")
    found: ConsentText | None = (
        newest.filter(language=language).first()
        or newest.filter(language=settings.LANGUAGE_CODE).first()
    )
    return found


def expires_after(at: datetime) -> datetime:
    """Until when a yes holds: the day begins on which it is gone."""
    return datetime.combine(day_of(at) + _HOLDS_FOR, time.min, AMSTERDAM)


def _agreed(recipient: Organisation, purpose: str, at: datetime) -> QuerySet[PartnerStanding]:
    """What lets it receive anything for a purpose that day."""
    counting = PartnerStanding.objects.counting(recipient.region).on(day_of(at))
    return counting.filter(organisation=recipient, purpose=purpose)


def _ground(
    client: Client,
    purpose: str,
    controller: Organisation,
    recipient: Organisation,
    data: Collection[str],
    at: datetime,
) -> LegalGround | Refusal:
    """The row of the register that covers this; one of law goes before one of consent."""
    rows = (
        LegalGround.objects.on(day_of(at))
        .between(controller, recipient)
        .filter(purpose__region=client.region_id, purpose__key=purpose)
        .select_related("purpose", "controller", "recipient")
        .order_by("-starts_on")
    )
    covering: list[LegalGround] = [row for row in rows if row.covers(data)]
    if not covering:
        return Refusal(_("Voor dit doel staat delen met deze organisatie niet in het register."))
    return next((row for row in covering if row.is_statutory), covering[0])


def _without_objection(client: Client, ground: LegalGround, at: datetime) -> Basis | Refusal:
    """A decided objection that was not upheld is over; every other one holds sharing back.

    Also one that was made under another name with the same address: perhaps it is the same person.
    If it is not, too little is shared and not too much; a yes counts only for who gave it.
    """
    if ground.kind == LegalGround.Kind.PUBLIC_TASK:
        over = Q(decided_at__lte=at, is_upheld=False)
        made = _against(ground).filter(client__in=Client.objects.reached_like(client))
        if made.filter(made_at__lte=at).exclude(over).exists():
            return Refusal(_("De klant maakte bezwaar tegen dit delen."))
    return Basis(ground=ground)


def _against(ground: LegalGround) -> QuerySet[Objection]:
    """Also those against an earlier row for the same: a new row does not wash them away."""
    return Objection.objects.filter(
        ground__purpose=ground.purpose_id, ground__controller=ground.controller_id,
        ground__recipient=ground.recipient_id,
    )  # fmt: skip


def _consent(
    client: Client,
    ground: LegalGround,
    recipient: Organisation,
    data: Collection[str],
    at: datetime,
) -> Consent | None:
    """What the person agreed to; their representative, when they have one."""
    given = Consent.objects.in_force(at).filter(
        client=client, purpose=ground.purpose_id, controller=ground.controller_id,
        recipient=recipient,
    )  # fmt: skip
    if client.representative:
        given = given.filter(by_representative=True)
    rows = given.select_related("controller", "text", "purpose")
    return next((row for row in rows if set(data) <= set(row.data)), None)
