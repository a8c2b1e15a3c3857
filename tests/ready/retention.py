"""Actions on periods and destruction, made ready to change something."""

from collections.abc import Callable
from functools import partial

from tests.ready.acts import Act, Ready
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy import retention_actions as actions
from werkcentrum.privacy.tests.keeping import make_client, make_found, make_proposed


def forget_person() -> Act:
    return partial(actions.forget_person, client=make_client(make_region()))


def change_period() -> Act:
    return partial(
        actions.change_period, region=make_region(), record_key="visit", days=730,
        needs_second=False, source="6.1.3",
    )  # fmt: skip


def propose_destruction() -> Act:
    return partial(actions.propose_destruction, destruction=make_found(make_region()))


def on_a_proposal(action: Callable[..., object]) -> Callable[[], Act]:
    """An action on what a colleague proposed."""
    return lambda: partial(action, destruction=make_proposed(make_region()))


def destroy_past() -> Act:
    region = make_region()
    for name in ("Olena", "Ana"):
        make_client(region, name, retention_until=MONDAY_MORNING.date())
    return actions.destroy_past


BY_SOMEBODY: Ready = {
    "privacy.forget_person": (forget_person, "privacy.person_forgotten"),
    "privacy.change_period": (change_period, "privacy.period_changed"),
    "privacy.propose_destruction": (propose_destruction, "privacy.destruction_proposed"),
    "privacy.approve_destruction": (
        on_a_proposal(actions.approve_destruction),
        "privacy.destruction_approved",
    ),
    "privacy.refuse_destruction": (
        on_a_proposal(actions.refuse_destruction),
        "privacy.destruction_refused",
    ),
}
BY_THE_SYSTEM: Ready = {"privacy.destroy_past": (destroy_past, "privacy.destroyed")}
