"""Agreeing, withdrawing, objecting, and every time that data leave an organisation."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from werkcentrum.audit.actions import record
from werkcentrum.casework.models import Client
from werkcentrum.core.refusal import Refusal, RefusedError, insist
from werkcentrum.partners.models import Organisation
from werkcentrum.privacy.models import Consent, ConsentText, Disclosure, LegalGround, Objection
from werkcentrum.privacy.rules import (
    Basis,
    basis_for,
    expires_after,
    may_consent,
    may_decide_for,
    may_object,
)


@transaction.atomic
def give_consent(
    *,
    client: Client,
    text: ConsentText,
    controller: Organisation,
    recipient: Organisation,
    data: Collection[str],
    way: str,
    by: str,
    at: datetime,
    by_representative: bool = False,
    expires_at: datetime | None = None,
) -> Consent:
    """Write down that somebody agreed, to these words. Giving again replaces what was given before.

    `text` is what `rules.text_for` says for this client. Without `expires_at` it holds for a year,
    until the day begins. Raises RefusedError where the register does not ask for consent.
    """
    _lock(client)
    insist(
        may_consent(
            client, text=text, controller=controller, recipient=recipient, data=data,
            by_representative=by_representative, at=at,
        )
    )  # fmt: skip
    standing = Consent.objects.filter(
        client=client, purpose=text.purpose_id, controller=controller, recipient=recipient,
        withdrawn_at=None,
    )  # fmt: skip
    is_again = bool(standing.update(withdrawn_at=at))
    consent = Consent.objects.create(
        client=client, text=text, purpose=text.purpose, controller=controller, recipient=recipient,
        data=sorted(data), way=way, by_representative=by_representative, given_at=at,
        expires_at=expires_at or expires_after(at),
    )  # fmt: skip
    record(
        verb="privacy.consent_given", subject=consent, by=by, at=at, region_key=client.region.key,
        purpose=text.purpose.key, recipient=recipient.key, way=way, language=text.language,
        version=text.version, is_again=is_again,
    )  # fmt: skip
    return consent


@transaction.atomic
def withdraw_consent(*, consent: Consent, by: str, at: datetime) -> None:
    """From now on nothing is shared on it. What rested on it is for the app above to end."""
    _lock(consent.client)
    withdrawn = Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=at)
    if not withdrawn:
        raise RefusedError(Refusal(_("Deze toestemming is al ingetrokken.")))
    consent.withdrawn_at = at
    record(
        verb="privacy.consent_withdrawn", subject=consent, by=by, at=at,
        region_key=consent.client.region.key, purpose=consent.purpose.key,
        recipient=consent.recipient.key,
    )  # fmt: skip


@transaction.atomic
def set_representative(
    *, client: Client, representative: str, name: str, by: str, at: datetime
) -> int:
    """Write down who decides for somebody by law; twice '' when they decide themselves.

    Who is under 16 or under guardianship could not agree alone (UAVG, article 5): what they agreed
    to without a representative ends. What a representative agreed to stays until somebody takes it
    back. Returns how many consents ended. Raises RefusedError.
    """
    _lock(client)
    insist(may_decide_for(client, representative=representative, name=name))
    own = Consent.objects.filter(client=client, by_representative=False, withdrawn_at=None)
    count = own.update(withdrawn_at=at) if representative else 0
    client.representative, client.representative_name = representative, name
    client.save(update_fields=["representative", "representative_name"])
    record(
        verb="privacy.representative_set", subject=client, by=by, at=at,
        region_key=client.region.key, representative=representative, count=count,
    )  # fmt: skip
    return count


@transaction.atomic
def object_to(*, client: Client, ground: LegalGround, by: str, at: datetime) -> Objection:
    """Somebody does not want what the law allows; until it is decided nothing is shared on it.

    It counts for everybody with the same address (`rules.basis_for`), so all of them are taken.
    """
    _lock(client, Client.objects.reached_like(client))
    insist(may_object(client, ground, at=at))
    objection = Objection.objects.create(client=client, ground=ground, made_at=at)
    record(
        verb="privacy.objection_made", subject=objection, by=by, at=at,
        region_key=client.region.key, purpose=ground.purpose.key,
    )  # fmt: skip
    return objection


@transaction.atomic
def decide_objection(*, objection: Objection, is_upheld: bool, by: str, at: datetime) -> None:
    """Upheld, sharing on that ground stays away for good; if not, it goes on."""
    _lock(objection.client)
    decided = Objection.objects.filter(pk=objection.pk, decided_at=None).update(
        decided_at=at, is_upheld=is_upheld
    )
    if not decided:
        raise RefusedError(Refusal(_("Over dit bezwaar is al besloten.")))
    objection.decided_at, objection.is_upheld = at, is_upheld
    record(
        verb="privacy.objection_decided", subject=objection, by=by, at=at,
        region_key=objection.client.region.key, is_upheld=is_upheld,
        purpose=objection.ground.purpose.key,
    )  # fmt: skip


@transaction.atomic
def disclose(
    *,
    client: Client,
    basis: Basis,
    recipient: Organisation,
    purpose: str,
    data: Collection[str],
    by: str,
    at: datetime,
) -> Disclosure:
    """Write down that a recipient gets or sees these categories, just before it does.

    In the transaction that gives them. The register is asked once more, now that nobody can
    withdraw in between: raises RefusedError where this basis no longer carries all of `data`.
    """
    _lock(client)
    found = basis_for(
        client=client, purpose=purpose, controller=basis.controller, recipient=recipient,
        data=data, at=at,
    )  # fmt: skip
    if isinstance(found, Refusal):
        raise RefusedError(found)
    if found != basis:
        raise RefusedError(Refusal(_("De grondslag voor dit delen is veranderd. Kijk opnieuw.")))
    used = basis.consent or basis.ground
    assert used is not None  # noqa: S101  a basis always has one
    disclosure = Disclosure.objects.create(
        client=client, recipient=recipient, purpose=used.purpose, consent=basis.consent,
        ground=basis.ground, data=sorted(data), at=at,
    )  # fmt: skip
    record(
        verb="privacy.disclosed", subject=disclosure, by=by, at=at, region_key=client.region.key,
        purpose=purpose, recipient=recipient.key, data=sorted(data),
    )  # fmt: skip
    return disclosure


def _lock(client: Client, with_others: QuerySet[Client] | None = None) -> None:
    """One at a time for one person: between asking the register and sharing nobody withdraws.

    Who decides for them is read again.
    Raises RefusedError when they were forgotten a moment ago.
    """
    rows = Client.objects.filter(pk=client.pk) if with_others is None else with_others
    found = rows.select_for_update(of=("self",), no_key=True).order_by("pk")
    now = next((row for row in found if row.pk == client.pk), None)
    if now is None:
        raise RefusedError(Refusal(_("Wij weten niets meer van deze persoon.")))
    # Perhaps somebody wrote down a moment ago that another decides.
    client.representative = now.representative
    client.representative_name = now.representative_name
