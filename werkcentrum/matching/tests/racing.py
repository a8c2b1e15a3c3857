"""Races about lists, weights and contact (`core/tests/racing.py`), each over its own connection.

`slowly` stops somebody between two steps of theirs, so that the other comes in between.
"""

from collections.abc import Callable
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.db import transaction

from werkcentrum.core.records import RECORDS
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.core.tests.racing import at_once
from werkcentrum.matching import actions, contact_actions, finding, rules
from werkcentrum.matching.finding import unready
from werkcentrum.matching.models import ContactRequest, MatchRun, MatchWeights, RankingObjection
from werkcentrum.matching.tests.make import (
    make_contact_ground,
    make_kitchen,
    make_seeker,
    no_meaning,
)
from werkcentrum.matching.weights_actions import decide_weights, propose_weights
from werkcentrum.partners.models import Region
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.models import Consent
from werkcentrum.privacy.tests.make import make_consent, make_union
from werkcentrum.profiles import actions as profiles
from werkcentrum.profiles.models import Profile, ProfileFacts
from werkcentrum.vacancies.actions import close_vacancy
from werkcentrum.vacancies.models import Vacancy

Turn = Callable[[], str]
_PATIENCE = 0.6
_patch = pytest.MonkeyPatch()


def slowly(module: Any, name: str) -> tuple[Event, Event]:
    """Whoever calls this function says so, and goes on when the other is done, or waits for us."""
    begun, done, act = Event(), Event(), getattr(module, name)

    def slow(*given: Any, **named: Any) -> Any:
        found = act(*given, **named)
        begun.set()
        done.wait(_PATIENCE)
        return found

    _patch.setattr(module, name, slow)
    return begun, done


def when(begun: Event, done: Event, act: Callable[[], Any], said: str) -> Turn:
    """A turn that waits until the other is halfway."""

    def turn() -> str:
        begun.wait(timeout=60)
        act()
        done.set()
        return said

    return turn


def saying(act: Callable[[], Any], said: str = "ja") -> Turn:
    """A turn that says a word when it was not refused."""

    def turn() -> str:
        act()
        return said

    return turn


def _ready() -> Region:
    no_meaning(_patch)
    _patch.setattr(finding, "FITS", 0.25)
    return make_region()


def _facts(profile: Profile) -> ProfileFacts:
    return ProfileFacts.objects.select_related("region").get(pk=profile.facts_id)


def _withdrawing(profile: Profile) -> Callable[[], Any]:
    consent = Consent.objects.select_related("client__region").get(pk=profile.consent_id)
    return lambda: profiles.withdraw_consent(consent=consent, by="client", at=MONDAY_MORNING)


def decisions() -> list[str]:
    """Eight colleagues decide on one objection, half of them for and half against."""
    olena = make_seeker(_ready())
    made = actions.object_to_ranking(facts=_facts(olena), reason="", by="client", at=MONDAY_MORNING)

    def deciding(number: int) -> Turn:
        objection = RankingObjection.objects.select_related("facts__region").get(pk=made.pk)
        return saying(lambda: actions.decide_objection(
            objection=objection, is_upheld=bool(number % 2), answer="Gelezen.",
            by=f"gids{number}", at=MONDAY_MORNING,
        ))  # fmt: skip

    return at_once([deciding(number) for number in range(8)])


def gone_while_listed() -> list[str]:
    """A list is written while somebody takes back the consent to keep their profile."""
    region = _ready()
    make_kitchen(region)
    olena = make_seeker(region)
    facts = _facts(olena)
    begun, done = slowly(actions, "computed")
    return at_once([
        saying(lambda: actions.make_run(facts=facts, by="x", at=MONDAY_MORNING)),
        when(begun, done, _withdrawing(olena), "ingetrokken"),
    ])  # fmt: skip


def changed_while_made_anew() -> list[str]:
    """An adviser leaves a vacancy out while a colleague makes the list anew; prints whether it is
    left out of the list that counts then."""
    region = _ready()
    kitchen, facts = make_kitchen(region), _facts(make_seeker(region))
    run = actions.make_run(facts=facts, by="x", at=MONDAY_MORNING)
    begun, done = slowly(actions, "computed")
    later = MONDAY_MORNING + timedelta(minutes=1)

    def leave_out() -> str:
        begun.wait(timeout=60)
        try:
            actions.change_run(
                run=MatchRun.objects.select_related("facts__region").get(pk=run.pk), kind="hide",
                vacancy=kitchen, reason="Wil zij niet.", by="fatima", at=MONDAY_MORNING,
            )  # fmt: skip
        finally:
            done.set()
        return "weggelaten"

    return at_once([saying(lambda: actions.make_run(facts=facts, by="x", at=later)), leave_out])


def made_anew_while_changed() -> list[str]:
    """The other way around: the list is made anew while somebody is leaving a vacancy out."""
    region = _ready()
    kitchen, facts = make_kitchen(region), _facts(make_seeker(region))
    run = actions.make_run(facts=facts, by="x", at=MONDAY_MORNING)
    begun, done = slowly(rules, "may_step")
    later = MONDAY_MORNING + timedelta(minutes=1)
    return at_once([
        saying(lambda: actions.change_run(
            run=run, kind="hide", vacancy=kitchen, reason="Wil zij niet.", by="fatima",
            at=MONDAY_MORNING,
        ), "weggelaten"),
        when(begun, done, lambda: actions.make_run(facts=facts, by="x", at=later), "ja"),
    ])  # fmt: skip


def removed_while_listed() -> list[str]:
    """The term of a vacancy ends it while a list is made anew that leaves it out."""
    region = _ready()
    kitchen, facts = make_kitchen(region), _facts(make_seeker(region))
    run = actions.make_run(facts=facts, by="x", at=MONDAY_MORNING)
    actions.change_run(
        run=run, kind="hide", vacancy=kitchen, reason="Wil zij niet.", by="x", at=MONDAY_MORNING
    )
    begun, done = slowly(actions, "_still_there")
    remove = transaction.atomic(lambda: RECORDS["vacancy"].destroy([kitchen.pk], MONDAY_MORNING))
    return at_once([
        saying(lambda: actions.make_run(facts=facts, by="x", at=MONDAY_MORNING)),
        when(begun, done, remove, "verwijderd"),
    ])  # fmt: skip


def gone_while_made_ready() -> list[str]:
    """The worker makes a profile ready while somebody takes back the consent to keep it."""
    region = _ready()
    olena = make_seeker(region)
    ready = list(unready(region, today=MONDAY))
    begun, done = slowly(actions, "record")
    return at_once([
        saying(lambda: actions.keep_ready(
            region=region, ready=ready, version="1", at=MONDAY_MORNING
        )),
        when(begun, done, _withdrawing(olena), "ingetrokken"),
    ])  # fmt: skip


def gone_while_asked() -> list[str]:
    """Somebody who fits takes back their consent while an organisation asks for contact."""
    region = _ready()
    kitchen, olena, union = make_kitchen(region), make_seeker(region), make_union(region)
    make_contact_ground(region, union)
    begun, done = slowly(contact_actions, "fitting_people")
    return at_once([
        saying(lambda: contact_actions.request_contact(
            vacancy=kitchen, organisation=union, by="bram", at=MONDAY_MORNING
        )),
        when(begun, done, _withdrawing(olena), "ingetrokken"),
    ])  # fmt: skip


def _asked() -> tuple[Profile, Consent]:
    region = _ready()
    kitchen, olena, union = make_kitchen(region), make_seeker(region), make_union(region)
    consent = make_consent(olena.client, make_contact_ground(region, union))
    contact_actions.request_contact(
        vacancy=kitchen, organisation=union, by="bram", at=MONDAY_MORNING
    )
    return olena, consent


def _answering(profile: Profile, answer: str) -> Turn:
    rows = ContactRequest.objects.select_related("vacancy__region", "organisation__region", "facts")
    request, said = rows.get(), {"by": "fatima", "at": MONDAY_MORNING}
    if answer == "ja":
        whose = Profile.objects.select_related("client__region", "consent__controller").get()
        return saying(
            lambda: contact_actions.say_yes(request=request, profile=whose, **said), "gezegd"
        )
    return saying(lambda: contact_actions.say_no(request=request, **said), "geweigerd")


def answers() -> list[str]:
    """Six advisers write down what one person said, and they did not hear the same."""
    olena, _consent = _asked()
    return at_once([_answering(olena, "ja" if number % 2 else "nee") for number in range(6)])


def yes_while_withdrawn() -> list[str]:
    """The register was asked whether a yes may be told; then the person takes it back."""
    olena, consent = _asked()
    begun, done = slowly(rules, "basis_to_tell")

    def take_back() -> None:
        profiles.withdraw_consent(consent=consent, by="client", at=MONDAY_MORNING)

    return at_once([_answering(olena, "ja"), when(begun, done, take_back, "ingetrokken")])


def yes_while_closed() -> list[str]:
    """An adviser was told that the work is still there; then it closes, which prints what it saw
    of the answer."""
    olena, _consent = _asked()
    begun, done = slowly(rules, "may_tell")
    vacancy = Vacancy.objects.select_related("region").get()
    later = MONDAY_MORNING + timedelta(minutes=1)

    def close() -> str:
        begun.wait(timeout=60)
        close_vacancy(vacancy=vacancy, outcome="filled", by="bram", at=later)
        seen = ContactRequest.objects.get().state
        done.set()
        return seen

    return at_once([_answering(olena, "ja"), close])


def weights() -> list[str]:
    """Four proposals for one day, each accepted at once by two others and by who proposed it."""
    region = _ready()
    parts = {"words": 50, "meaning": 50, "skills": 0, "occupation": 0, "level": 0}
    day = MONDAY + timedelta(days=7)

    def proposing(number: int) -> Turn:
        return lambda: str(propose_weights(
            region=region, parts=parts, reason="Anders.", starts_on=day, by=f"karin{number}",
            at=MONDAY_MORNING,
        ).pk)  # fmt: skip

    proposed = at_once([proposing(number) for number in range(4)])

    def accepting(number: int, by: str) -> Turn:
        row = MatchWeights.objects.select_related("region").get(pk=proposed[number])
        return saying(lambda: decide_weights(
            weights=row, is_accepted=True, by=by, at=MONDAY_MORNING
        ), by)  # fmt: skip

    return at_once([
        accepting(number, by) for number in range(4) for by in (f"karin{number}", "bram", "noor")
    ])  # fmt: skip
