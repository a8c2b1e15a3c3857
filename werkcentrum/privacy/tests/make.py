"""A register with a few rows, and people who agree or not."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from werkcentrum.accounts.tests.make import make_employer
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.casework.actions import remember_client
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.partners.models import Organisation, PartnerStanding, Region
from werkcentrum.partners.tests.make import make_organisation
from werkcentrum.privacy import actions
from werkcentrum.privacy.models import Consent, ConsentText, Data, LegalGround, Purpose

# The register was in force well before the Monday of the tests.
LONG_AGO = date(2024, 1, 1)
SOME_DATA = (Data.NAME, Data.REACH, Data.QUESTION)


def make_client(region: Region, name: str = "Olena", **values: Any) -> Client:
    """Olena, who reads Dutch unless told otherwise."""
    representative = {key: values.pop(key) for key in [*values] if key.startswith("represent")}
    wanted = {
        "language": "nl", "retention_until": MONDAY + timedelta(days=365), "reach": "mail",
        "address": "olena@post.example", **values,
    }  # fmt: skip
    client = remember_client(
        region=region, name_to_use=name, by=SYSTEM, at=MONDAY_MORNING, **wanted
    )
    if representative:
        Client.objects.filter(pk=client.pk).update(**representative)
        client.refresh_from_db()
    return client


def make_child(region: Region, name: str = "Daan", **values: Any) -> Client:
    """Daan is fifteen: his mother Ilse decides."""
    return make_client(region, name, representative="parent", representative_name="Ilse", **values)


def make_purpose(region: Region, key: str = "referral", label: str = "Doorverwijzen") -> Purpose:
    """A purpose with its text in Dutch; the same one when it is there already."""
    found = Purpose.objects.filter(region=region, key=key).first()
    if found is not None:
        return found
    purpose = Purpose.objects.create(
        region=region, key=key, label=label, description="Wij brengen u bij een partner."
    )
    make_text(purpose)
    return purpose


def make_text(
    purpose: Purpose, language: str = "nl", version: int = 1, *, starts_on: date = LONG_AGO,
    body: str = "Mogen wij uw gegevens geven aan deze organisatie?",
) -> ConsentText:  # fmt: skip
    """What somebody is asked."""
    return ConsentText.objects.create(
        purpose=purpose, language=language, version=version, body=body, starts_on=starts_on
    )


def make_municipal(region: Region) -> Organisation:
    """The municipality, which asks and works under the Wet SUWI."""
    return _suwi(region, "gemeente", "Gemeente Voorburg", Organisation.Kind.MUNICIPALITY)


def make_uwv(region: Region) -> Organisation:
    """UWV, which works under the Wet SUWI."""
    return _suwi(region, "uwv", "UWV", Organisation.Kind.BENEFITS_AGENCY)


def make_union(region: Region) -> Organisation:
    """A union, which does not."""
    found = region.organisations.filter(key="bond").first()
    return found or make_organisation(region, "bond", name="De Bond", kind=Organisation.Kind.UNION)


def make_ground(
    purpose: Purpose, controller: Organisation, recipient: Organisation | None, *,
    kind: str = LegalGround.Kind.CONSENT, data: Collection[str] = SOME_DATA,
    starts_on: date = LONG_AGO, ends_on: date | None = None, law: str = "",
) -> LegalGround:  # fmt: skip
    """A row of the register; a statutory one names the Wet SUWI."""
    if kind != LegalGround.Kind.CONSENT:
        law = law or "Wet SUWI, artikel 9"
    return LegalGround.objects.create(
        purpose=purpose, controller=controller, recipient=recipient, kind=kind, law=law,
        data=list(data), starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip


def make_standing(
    organisation: Organisation, purpose: str = "referral", *, starts_on: date = LONG_AGO,
    ends_on: date | None = None,
) -> PartnerStanding:  # fmt: skip
    """What was agreed with a partner."""
    return PartnerStanding.objects.create(
        organisation=organisation, purpose=purpose, starts_on=starts_on, ends_on=ends_on,
        basis="Samenwerkingsovereenkomst, artikel 5",
    )  # fmt: skip


def make_sharing(
    region: Region, *, kind: str = LegalGround.Kind.CONSENT, data: Collection[str] = SOME_DATA,
) -> LegalGround:  # fmt: skip
    """The municipality may refer to the union, by default to whoever agrees."""
    controller, recipient = make_municipal(region), make_union(region)
    make_standing(recipient)
    return make_ground(make_purpose(region), controller, recipient, kind=kind, data=data)


def make_consent(
    client: Client, ground: LegalGround, *, at: datetime = MONDAY_MORNING, **values: Any
) -> Consent:
    """Somebody says yes on the screen to everything that the row of the register covers."""
    text = ground.purpose.texts.filter(language=client.language).order_by("-version").first()
    wanted = {"way": Consent.Way.SCREEN, "by_representative": bool(client.representative)}
    return actions.give_consent(
        client=client, text=text or ground.purpose.texts.get(language="nl"),
        controller=ground.controller, recipient=ground.recipient or ground.controller, by=SYSTEM,
        at=at,
        **{"data": ground.data, **wanted, **values},
    )  # fmt: skip


def make_helped(region: Region, pk: str) -> None:
    """Somebody with a question that no adviser has yet, and a row to ask about, with known ids.

    The Werkcentrum asks.
    """
    client = make_client(region)
    Client.objects.filter(pk=client.pk).update(id=pk)
    werkcentrum = make_employer(region)
    Enquiry.objects.create(
        pk=pk, region=region, client_id=pk, organisation=werkcentrum, opened_at=MONDAY_MORNING
    )
    union = make_union(region)
    make_standing(union)
    LegalGround.objects.create(
        pk=pk, purpose=make_purpose(region), controller=werkcentrum, recipient=union,
        kind=LegalGround.Kind.CONSENT, data=[*SOME_DATA], starts_on=LONG_AGO,
    )  # fmt: skip


def _suwi(region: Region, key: str, name: str, kind: Organisation.Kind) -> Organisation:
    found = region.organisations.filter(key=key).first()
    if found is None:
        found = make_organisation(region, key, name=name, kind=kind)
        found.is_suwi_party = True
        found.save(update_fields=["is_suwi_party"])
    return found
