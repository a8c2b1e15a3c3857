"""Actions on the register, on consent and on what is disclosed, made ready to change something."""

from collections.abc import Callable
from functools import partial

from tests.ready.acts import Act, Ready
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy import actions, register_actions
from werkcentrum.privacy.models import LegalGround
from werkcentrum.privacy.rules import Basis
from werkcentrum.privacy.tests.make import (
    make_client,
    make_consent,
    make_ground,
    make_municipal,
    make_purpose,
    make_sharing,
    make_union,
)

_BY_LAW = LegalGround.Kind.PUBLIC_TASK
_NEXT_YEAR = MONDAY.replace(year=2026)


def give_consent() -> Act:
    region = make_region()
    ground = make_sharing(region)
    return partial(
        actions.give_consent, client=make_client(region), text=ground.purpose.texts.get(),
        controller=ground.controller, recipient=ground.recipient, data=["name"], way="screen",
    )  # fmt: skip


def withdraw_consent() -> Act:
    region = make_region()
    consent = make_consent(make_client(region), make_sharing(region))
    return partial(actions.withdraw_consent, consent=consent)


def set_representative() -> Act:
    region = make_region()
    client = make_consent(make_client(region), make_sharing(region)).client
    return partial(actions.set_representative, client=client, representative="parent", name="Ilse")


def object_to() -> Act:
    region = make_region()
    ground = make_sharing(region, kind=_BY_LAW)
    return partial(actions.object_to, client=make_client(region), ground=ground)


def decide_objection() -> Act:
    objection = object_to()(by="olena", at=MONDAY_MORNING)
    return partial(actions.decide_objection, objection=objection, is_upheld=True)


def disclose() -> Act:
    region = make_region()
    ground = make_sharing(region, kind=_BY_LAW)
    return partial(
        actions.disclose, client=make_client(region), basis=Basis(ground=ground),
        recipient=ground.recipient, purpose="referral", data=["name"],
    )  # fmt: skip


def describe_purpose() -> Act:
    return partial(
        register_actions.describe_purpose, region=make_region(), key="nazorg", label="Nazorg",
        description="Wij vragen hoe het ging.",
    )  # fmt: skip


def add_ground() -> Act:
    region = make_region()
    return partial(
        register_actions.add_ground, purpose=make_purpose(region),
        controller=make_municipal(region), recipient=make_union(region), kind="consent", law="",
        data=["name"], starts_on=_NEXT_YEAR,
    )  # fmt: skip


def on_a_ground(action: Callable[..., object], **values: object) -> Callable[[], Act]:
    """An action on a row of the register that begins next year, and lasts."""

    def ready() -> Act:
        region = make_region()
        ground = make_ground(
            make_purpose(region), make_municipal(region), make_union(region),
            starts_on=_NEXT_YEAR,
        )  # fmt: skip
        return partial(action, ground=ground, **values)

    return ready


def add_text() -> Act:
    return partial(
        register_actions.add_text, purpose=make_purpose(make_region()), language="uk",
        body="Можна?", starts_on=_NEXT_YEAR,
    )  # fmt: skip


BY_SOMEBODY: Ready = {
    "privacy.give_consent": (give_consent, "privacy.consent_given"),
    "privacy.withdraw_consent": (withdraw_consent, "privacy.consent_withdrawn"),
    "privacy.set_representative": (set_representative, "privacy.representative_set"),
    "privacy.object_to": (object_to, "privacy.objection_made"),
    "privacy.decide_objection": (decide_objection, "privacy.objection_decided"),
    "privacy.disclose": (disclose, "privacy.disclosed"),
    "privacy.describe_purpose": (describe_purpose, "privacy.purpose_described"),
    "privacy.add_ground": (add_ground, "privacy.ground_added"),
    "privacy.end_ground": (
        on_a_ground(register_actions.end_ground, ends_on=MONDAY.replace(year=2027)),
        "privacy.ground_ended",
    ),
    "privacy.drop_ground": (on_a_ground(register_actions.drop_ground), "privacy.ground_dropped"),
    "privacy.add_text": (add_text, "privacy.text_added"),
}
