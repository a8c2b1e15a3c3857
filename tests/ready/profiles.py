"""Actions on profiles, made ready in a situation in which they change something."""

from functools import partial

from tests.ready.acts import Act, Ready
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.tests.make import make_client
from werkcentrum.profiles import actions
from werkcentrum.profiles.tests.make import COOK, agree, make_profile


def keeping() -> Act:
    client = make_client(make_region())
    return partial(actions.keep_profile, client=client, facts=COOK, consent=agree(client))


def forgetting() -> Act:
    return partial(actions.forget_profile, profile=make_profile())


def withdrawing() -> Act:
    return partial(actions.withdraw_consent, consent=make_profile().consent)


def deciding() -> Act:
    client = make_profile().client
    return partial(actions.set_representative, client=client, representative="parent", name="Ilse")


def ranking() -> Act:
    return partial(actions.set_ranked, facts=make_profile().facts, is_ranked=False)


BY_SOMEBODY: Ready = {
    "profiles.set_ranked": (ranking, "profiles.unranked"),
    "profiles.keep_profile": (keeping, "profiles.kept"),
    "profiles.forget_profile": (forgetting, "profiles.forgotten"),
    "profiles.withdraw_consent": (withdrawing, "profiles.forgotten_with_consent"),
    "profiles.set_representative": (deciding, "profiles.forgotten_with_representative"),
}
