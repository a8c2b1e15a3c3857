"""What partners may, with and without an agreement: each action with something to act on."""

from datetime import timedelta
from functools import partial

from tests.ready.acts import LATER, Act, Ready
from werkcentrum.governance.standing import exception_actions
from werkcentrum.partners import actions as partners
from werkcentrum.partners.models import Organisation, PartnerStanding, Strictness
from werkcentrum.partners.tests.make import make_organisation, make_region

TODAY = LATER.date()


def a_union() -> Organisation:
    return make_organisation(make_region(), "vakbonden", kind=Organisation.Kind.UNION)


def an_exception() -> PartnerStanding:
    """One that began before today."""
    return PartnerStanding.objects.create(
        organisation=a_union(), purpose="network", starts_on=TODAY - timedelta(days=1),
        ends_on=TODAY + timedelta(days=9), basis="Stuurgroep", origin=PartnerStanding.EXCEPTION,
    )  # fmt: skip


def allowing() -> Act:
    return partial(
        exception_actions.allow_exception, organisation=a_union(), purposes=["network"],
        reason="Stuurgroep", starts_on=TODAY, ends_on=TODAY + timedelta(days=9),
    )  # fmt: skip


def stopping() -> Act:
    return partial(exception_actions.stop_exception, standing=an_exception())


def being_strict() -> Act:
    return partial(
        partners.set_strictness, region=make_region(), strictness=Strictness.AGREEMENT.value
    )


def following() -> Act:
    region = an_exception().organisation.region
    return partial(partners.follow_standings, region=region, today=TODAY)


BY_SOMEBODY: Ready = {
    "governance.allow_exception": (allowing, "governance.exception_allowed"),
    "governance.stop_exception": (stopping, "governance.exception_stopped"),
    "partners.set_strictness": (being_strict, "partners.strictness_set"),
    "partners.follow_standings": (following, "partners.standings_followed"),
}
