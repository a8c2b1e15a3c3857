"""Agreements between organisations, each action with something to act on."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from tests.ready.acts import LATER, Act, Ready
from werkcentrum.core.clock import day_of, months_after
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.agreements import actions as agreement_actions
from werkcentrum.governance.agreements import (
    clause_actions,
    ending_actions,
    force_actions,
    ground_actions,
    party_actions,
    reminder_actions,
    version_actions,
)
from werkcentrum.governance.agreements import life_actions as agreement_life_actions
from werkcentrum.governance.models import Agreement, AgreementEvent, Clause
from werkcentrum.governance.tests.make import (
    make_agreement,
    make_library_party,
    make_municipality_party,
)
from werkcentrum.governance.tests.make_signed import (
    make_in_force,
    make_signature,
    make_templates,
    make_version,
)
from werkcentrum.partners.tests.make import make_organisation, make_region

TODAY = day_of(LATER)
IN_HALF_A_YEAR = months_after(TODAY, 7)


def drafted(**values: Any) -> Agreement:
    """Two parties write an agreement of one clause."""
    region = make_region()
    parties = make_municipality_party(region), make_library_party(region)
    agreement = make_agreement(region, *parties, **values)
    Clause.objects.create(agreement=agreement, position=1, heading="Doel", body="Samen werken.")
    return agreement


def holding(**values: Any) -> Agreement:
    """Three parties have one that holds."""
    region = make_region()
    union = make_organisation(region, "vakbond", name="Vakbond")
    parties = make_municipality_party(region), make_library_party(region), union
    return make_in_force(region, *parties, **values)


def of(action: Callable[..., object], **values: Any) -> Callable[[], Act]:
    """Something about an agreement that is written."""
    return lambda: partial(action, agreement=drafted(), **values)


def of_a_clause(action: Callable[..., object], **values: Any) -> Callable[[], Act]:
    """Something about its one clause."""
    return lambda: partial(action, clause=drafted().clauses.get(), **values)


def of_a_party(
    action: Callable[..., object], stage: str = "draft", *, consulted_on: date | None = None,
    **values: Any,
) -> Callable[[], Act]:  # fmt: skip
    """Something about its last party."""

    def ready() -> Act:
        party = drafted(stage=stage).parties.order_by("position").last()
        assert party is not None
        party.consulted_on = consulted_on
        party.save()
        return partial(action, party=party, **values)

    return ready


def while_it_holds(action: Callable[..., object], **values: Any) -> Callable[[], Act]:
    """Something about one in force."""
    return lambda: partial(action, agreement=holding(ends_on=IN_HALF_A_YEAR), **values)


def making() -> Act:
    region = make_region()
    make_templates(region)
    return partial(
        agreement_actions.make_agreement, region=region, kind="cooperation", reference="4325-9",
        title="Samen", rule="all_signed",
    )  # fmt: skip


def going_on() -> Act:
    agreement = drafted()
    make_version(agreement, 1, ("Artikel 1. Doel", "Samen werken."))
    return partial(agreement_actions.set_stage, agreement=agreement, stage="consultation")


def leaving() -> Act:
    party = holding().parties.order_by("position").last()
    return partial(agreement_life_actions.leave, party=party, on=IN_HALF_A_YEAR, reason="Gefuseerd")


def agreeing_to_end() -> Act:
    """The first of three that are asked."""
    agreement = holding()
    Agreement.objects.filter(pk=agreement.pk).update(agreed_end_on=TODAY, agreed_end_basis="Brief")
    party = agreement.parties.order_by("position").first()
    return partial(
        ending_actions.agree_to_end, agreement=agreement, party=party, name="Noor Duin", on=MONDAY
    )


def dropping_an_end() -> Act:
    agreement = holding()
    Agreement.objects.filter(pk=agreement.pk).update(agreed_end_on=TODAY, agreed_end_basis="Brief")
    return partial(ending_actions.drop_ending, agreement=agreement)


def assessing() -> Act:
    """A decision on which it rests was withdrawn."""
    agreement = holding()
    AgreementEvent.objects.create(
        agreement=agreement, kind="ground_gone", on=MONDAY, words="Ingetrokken.", by="x",
        at=MONDAY_MORNING,
    )  # fmt: skip
    return partial(ground_actions.assess_ground, agreement=agreement, words="Wij gaan door.")


def coming_into_force() -> Act:
    agreement = drafted(stage=Agreement.Stage.TO_SIGN)
    for party in agreement.parties.order_by("position"):
        make_signature(agreement, party.organisation.key)
    return partial(force_actions.bring_into_force, agreement=agreement)


def two_days_near() -> Act:
    """One is to be evaluated, and then it ends."""
    ends_on = TODAY + timedelta(days=40)
    first = holding(ends_on=ends_on, notice_months=3, evaluation_months=4)
    assert first.in_force_on == MONDAY - timedelta(days=7)
    return reminder_actions.remind_of_dates


TERMS = {
    "title": "Anders", "rule": "all_signed", "starts_on": None, "ends_on": None,
    "notice_months": 3, "evaluation_months": 12, "worth_cents": 100,
}  # fmt: skip
WHO = {
    "capacity": "stichting", "representative_name": "Sem Boek",
    "representative_function": "directeur", "purposes": ["network"],
}  # fmt: skip
LONGER = {"ends_on": months_after(TODAY, 20), "reason": "Het gaat goed"}
THE_END = {"on": months_after(TODAY, 6), "reason": "Anders ingericht"}


def adding_a_party() -> Act:
    agreement = drafted()
    other = make_organisation(agreement.region, "vakbond", name="Vakbond")
    return partial(
        party_actions.add_party, agreement=agreement, organisation=other, capacity="vereniging"
    )


BY_SOMEBODY: Ready = {
    "governance.bring_into_force": (coming_into_force, "governance.agreement_in_force"),
    "governance.make_agreement": (making, "governance.agreement_made"),
    "governance.change_agreement": (
        of(agreement_actions.change_agreement, **TERMS), "governance.agreement_changed",
    ),
    "governance.set_stage": (going_on, "governance.agreement_stage_set"),
    "governance.add_party": (adding_a_party, "governance.party_added"),
    "governance.change_party": (
        of_a_party(party_actions.change_party, **WHO), "governance.party_changed",
    ),
    "governance.remove_party": (
        of_a_party(party_actions.remove_party), "governance.party_removed",
    ),
    "governance.note_consulted": (
        of_a_party(party_actions.note_consulted, "consultation", on=TODAY),
        "governance.party_consulted",
    ),
    "governance.note_checked": (
        of_a_party(party_actions.note_checked, "consultation", consulted_on=TODAY, on=TODAY),
        "governance.party_checked",
    ),
    "governance.add_clause": (
        of(clause_actions.add_clause, heading="Duur", body="Een jaar."),
        "governance.clause_added",
    ),
    "governance.change_clause": (
        of_a_clause(clause_actions.change_clause, heading="Doel", body="Anders."),
        "governance.clause_changed",
    ),
    "governance.remove_clause": (
        of_a_clause(clause_actions.remove_clause), "governance.clause_removed",
    ),
    "governance.move_clause": (
        of_a_clause(clause_actions.move_clause, is_up=True), "governance.clause_moved",
    ),
    "governance.make_version": (
        of(version_actions.make_version, what_changed=""), "governance.version_made",
    ),
    "governance.extend": (
        while_it_holds(agreement_life_actions.extend, **LONGER), "governance.agreement_extended",
    ),
    "governance.terminate": (
        while_it_holds(agreement_life_actions.terminate, **THE_END),
        "governance.agreement_terminated",
    ),
    "governance.evaluate": (
        while_it_holds(agreement_life_actions.evaluate, on=TODAY, words="Goed"),
        "governance.agreement_evaluated",
    ),
    "governance.propose_ending": (
        while_it_holds(ending_actions.propose_ending, on=THE_END["on"], basis="Brief"),
        "governance.ending_proposed",
    ),
    "governance.agree_to_end": (agreeing_to_end, "governance.ending_agreed"),
    "governance.drop_ending": (dropping_an_end, "governance.ending_dropped"),
    "governance.assess_ground": (assessing, "governance.ground_assessed"),
    "governance.leave": (leaving, "governance.party_left"),
}  # fmt: skip
BY_THE_SYSTEM: Ready = {
    "governance.remind_of_dates": (two_days_near, "governance.dates_reminded"),
}
