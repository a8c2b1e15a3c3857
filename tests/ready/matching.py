"""Actions on matches, made ready in a situation in which they change something."""

from functools import partial

from tests.ready.acts import LATER, Act, Ready
from werkcentrum.core import spool
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.matching import actions, contact_actions, weights_actions
from werkcentrum.matching.facts import seed_reader
from werkcentrum.matching.models import ContactRequest, MatchWeights, RankingObjection
from werkcentrum.matching.people import profile_of
from werkcentrum.matching.preparing import Preparer
from werkcentrum.matching.rules import CONTACT
from werkcentrum.matching.tests.make import make_contact_ground, make_kitchen, make_seeker
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.tests.make import make_consent, make_union
from werkcentrum.profiles.models import Profile
from werkcentrum.search.embed import NullEmbedder

_HALVES = {"words": 50, "meaning": 50, "skills": 0, "occupation": 0, "level": 0}


def make_run() -> Act:
    return partial(actions.make_run, facts=make_seeker(make_region()).facts)


def change_run() -> Act:
    region = make_region()
    facts = make_seeker(region).facts
    run = actions.make_run(facts=facts, by="fatima", at=MONDAY_MORNING)
    vacancy = make_kitchen(region, closes_on=None)
    return partial(actions.change_run, run=run, kind="add", vacancy=vacancy, reason="Goed.")


def rank() -> Act:
    return partial(actions.rank, facts=make_seeker(make_region()).facts, is_ranked=False)


def make_objection() -> RankingObjection:
    return actions.object_to_ranking(
        facts=make_seeker(make_region()).facts, reason="", by="client", at=MONDAY_MORNING
    )


def make_proposal() -> MatchWeights:
    return weights_actions.propose_weights(
        region=make_region(), parts=_HALVES, reason="Anders.", starts_on=LATER.date(),
        by="karin", at=MONDAY_MORNING,
    )  # fmt: skip


def make_request() -> tuple[ContactRequest, Profile]:
    region = make_region()
    profile = make_seeker(region)
    make_consent(profile.client, make_contact_ground(region, make_union(region)))
    request = ContactRequest.objects.create(
        facts=profile.facts, vacancy=make_kitchen(region, closes_on=None),
        organisation=make_union(region),
        requested_by="bram", requested_at=MONDAY_MORNING, changed_at=MONDAY_MORNING,
    )  # fmt: skip
    return request, profile


def withdraw_requests() -> Act:
    request, _profile = make_request()
    return partial(
        contact_actions.withdraw_requests, vacancy=request.vacancy,
        organisation=request.organisation,
    )  # fmt: skip


def say_yes() -> Act:
    request, profile = make_request()
    return partial(contact_actions.say_yes, request=request, profile=profile)


def agree() -> Act:
    request, profile = make_request()
    text = profile.client.consents.get(purpose__key=CONTACT).text
    return partial(contact_actions.agree, request=request, profile=profile, text=text)


def request_contact() -> Act:
    region = make_region()
    make_contact_ground(region, make_union(region))
    return partial(
        contact_actions.request_contact, vacancy=make_kitchen(region, closes_on=None),
        organisation=make_union(region),
    )  # fmt: skip


def keep_ready() -> Act:
    region, preparer = make_region(), Preparer(seed_reader(), NullEmbedder())
    kept = [make_seeker(region, name).facts for name in ("Olena", "Jan")]
    ready = [(facts, preparer.seeker(profile_of(facts.known))) for facts in kept]
    return partial(actions.keep_ready, region=region, ready=ready, version="1")


def count_lists() -> Act:
    region = make_region()
    for weights in ("2026-1", "2026-2"):
        spool.leave({"region": region.key, "software": "a", "weights": weights}, actions.TALLIES)
    return actions.count_lists


BY_SOMEBODY: Ready = {
    "matching.make_run": (make_run, "matching.listed"),
    "matching.change_run": (change_run, "matching.list_changed"),
    "matching.rank": (rank, "matching.listed"),
    "matching.object_to_ranking": (
        lambda: partial(
            actions.object_to_ranking, facts=make_seeker(make_region()).facts, reason=""
        ),
        "matching.objected",
    ),
    "matching.decide_objection": (
        lambda: partial(
            actions.decide_objection, objection=make_objection(), is_upheld=True, answer="Goed."
        ),
        "matching.objection_decided",
    ),
    "matching.propose_weights": (
        lambda: partial(
            weights_actions.propose_weights, region=make_region(), parts=_HALVES,
            reason="Anders.", starts_on=LATER.date(),
        ),
        "matching.weights_proposed",
    ),
    "matching.decide_weights": (
        lambda: partial(
            weights_actions.decide_weights, weights=make_proposal(), is_accepted=True
        ),
        "matching.weights_decided",
    ),
    "matching.count_people": (
        lambda: partial(
            contact_actions.count_people, vacancy=make_kitchen(make_region(), closes_on=None)
        ),
        "matching.people_counted",
    ),
    "matching.request_contact": (request_contact, "matching.contact_requested"),
    "matching.note_asked": (
        lambda: partial(contact_actions.note_asked, request=make_request()[0]),
        "matching.contact_asked",
    ),
    "matching.say_yes": (say_yes, "matching.contact_agreed"),
    "matching.agree": (agree, "matching.contact_agreed"),
    "matching.say_no": (
        lambda: partial(contact_actions.say_no, request=make_request()[0]),
        "matching.contact_refused",
    ),
    "matching.withdraw_requests": (
        withdraw_requests,
        "matching.contact_withdrawn",
    ),
}  # fmt: skip
BY_THE_SYSTEM: Ready = {
    "matching.keep_ready": (keep_ready, "matching.made_ready"),
    "matching.count_lists": (count_lists, "matching.counted"),
}
