"""Bodies, offices, decisions and powers are written down as they were, and ended, never edited."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.authority.actions import add_body, add_office_holder, end_office
from werkcentrum.governance.decisions.actions import (
    add_proposal,
    record_decision,
    withdraw_decision,
)
from werkcentrum.governance.decisions.rules import NewPoint
from werkcentrum.governance.mandates.actions import (
    grant_mandate,
    pass_on_mandate,
    revoke_mandate,
)
from werkcentrum.governance.mandates.rules import Terms
from werkcentrum.governance.models import Body, Mandate, OfficeHolder
from werkcentrum.governance.tests.make import (
    DECIDED_ON,
    make_agreement,
    make_body,
    make_decision,
    make_library_party,
    make_municipality_party,
    make_power,
)
from werkcentrum.partners.models import Organisation
from werkcentrum.partners.tests.make import make_region

pytestmark = pytest.mark.django_db
KARIN = {"by": "0190-karin", "at": MONDAY_MORNING}
POWER = Mandate.Kind.POWER_OF_ATTORNEY
TERMS = Terms("V7", "Lot Kade", "manager", "ondertekenen", DECIDED_ON)


@pytest.fixture
def town() -> Organisation:
    """A municipality with its bodies and its mayor."""
    return make_municipality_party(make_region())


def holder(organisation, kind=OfficeHolder.Kind.MAYOR, **values) -> OfficeHolder:
    wanted = {"name": "Iris Wad", "starts_on": MONDAY, **values}
    return add_office_holder(organisation=organisation, kind=kind, **wanted, **KARIN)


def test_a_municipality_has_a_college_and_a_library_has_a_board(town):
    library = make_library_party(town.region)

    with pytest.raises(RefusedError, match="past niet"):
        add_body(organisation=library, kind=Body.Kind.EXECUTIVE, name="College", **KARIN)
    with pytest.raises(RefusedError, match="past niet"):
        add_body(organisation=town, kind=Body.Kind.DIRECTORS, name="Directie", **KARIN)
    with pytest.raises(RefusedError, match="staat er al"):
        add_body(organisation=town, kind=Body.Kind.EXECUTIVE, name="Het college", **KARIN)
    add_body(organisation=town, kind=Body.Kind.ADVISORY_COUNCIL, name="Adviesraad", **KARIN)
    add_body(organisation=town, kind=Body.Kind.ADVISORY_COUNCIL, name="Jongerenraad", **KARIN)


def test_there_is_one_mayor_at_a_time_and_somebody_who_stands_in(town):
    with pytest.raises(RefusedError, match="al een burgemeester"):
        holder(town)
    holder(town, OfficeHolder.Kind.ACTING_MAYOR)
    end_office(holder=town.office_holders.get(name="Noor Duin"), ends_on=MONDAY, **KARIN)

    assert holder(town).starts_on == MONDAY
    with pytest.raises(RefusedError, match="past niet"):
        holder(town, OfficeHolder.Kind.PROXY)
    with pytest.raises(RefusedError, match="na het begin"):
        holder(make_library_party(town.region), OfficeHolder.Kind.PROXY, ends_on=MONDAY)


def test_an_office_ends_once_and_after_it_began(town):
    mayor = town.office_holders.get()
    with pytest.raises(RefusedError, match="na het begin"):
        end_office(holder=mayor, ends_on=mayor.starts_on, **KARIN)
    end_office(holder=mayor, ends_on=MONDAY, **KARIN)

    with pytest.raises(RefusedError, match="staat het einde al"):
        end_office(holder=mayor, ends_on=MONDAY, **KARIN)


def decided(body: Body, **values):
    wanted = {
        "number": "4325", "title": "Samenwerken", "decided_on": DECIDED_ON,
        "points": [NewPoint("Aangaan."), NewPoint("Instemmen.")], **values,
    }  # fmt: skip
    return record_decision(body=body, **wanted, **KARIN)


def test_a_decision_is_written_down_point_by_point(town):
    decision = decided(make_body(town))

    assert [(p.letter, p.text) for p in decision.points.order_by("position")] == [
        ("a", "Aangaan."), ("b", "Instemmen."),
    ]  # fmt: skip
    with pytest.raises(RefusedError, match="met dit nummer"):
        decided(make_body(town))
    with pytest.raises(RefusedError, match="moet nog komen"):
        decided(make_body(town), number="2", decided_on=MONDAY + timedelta(days=1))
    with pytest.raises(RefusedError, match="beslispunt"):
        decided(make_body(town), number="2", points=[])


def test_a_decision_is_withdrawn_once_and_not_before_it_was_taken(town):
    decision = decided(make_body(town))
    with pytest.raises(RefusedError, match="niet eerder"):
        withdraw_decision(decision=decision, withdrawn_on=DECIDED_ON - timedelta(days=1), **KARIN)
    withdraw_decision(decision=decision, withdrawn_on=MONDAY, **KARIN)

    with pytest.raises(RefusedError, match="al ingetrokken"):
        withdraw_decision(decision=decision, withdrawn_on=MONDAY, **KARIN)


def test_a_case_has_a_number_of_its_own(town):
    values = {"organisation": town, "reference": "4325", "title": "Samen", "made_on": MONDAY}
    agreement = make_agreement(town.region, town)
    proposal = add_proposal(**values, agreements=[agreement], **KARIN)

    assert list(proposal.agreements.order_by("pk")) == [agreement]
    with pytest.raises(RefusedError, match="met dit zaaknummer"):
        add_proposal(**values, agreements=[], **KARIN)


def granted(giver: Body, **values) -> Mandate:
    terms = replace(TERMS, **{k: values.pop(k) for k in list(values) if hasattr(TERMS, k)})
    wanted = {"kind": POWER, "agreements": [], **values}
    return grant_mandate(giver=giver, terms=terms, **wanted, **KARIN)


def test_the_mayor_gives_a_power_on_a_decision_of_the_mayor(town):
    mayor = make_body(town, Body.Kind.MAYOR)
    decision = make_decision(mayor)

    power = granted(mayor, decision=decision)

    assert (power.organisation, power.decision) == (town, decision)
    with pytest.raises(RefusedError, match="nummer al gebruikt"):
        granted(mayor)
    with pytest.raises(RefusedError, match="ander orgaan"):
        granted(mayor, number="V8", decision=make_decision(make_body(town)))
    with pytest.raises(RefusedError, match="voor het besluit"):
        granted(mayor, number="V8", decision=decision, starts_on=date(2025, 6, 1))
    with pytest.raises(RefusedError, match="na het begin"):
        granted(mayor, number="V8", ends_on=DECIDED_ON)


@pytest.mark.parametrize(
    "kind", [Body.Kind.REGIONAL_BOARD, Body.Kind.STEERING_GROUP, Body.Kind.ADVISORY_COUNCIL]
)
def test_who_only_confers_or_advises_gives_nobody_anything(town, kind):
    with pytest.raises(RefusedError, match="kan geen volmacht"):
        granted(make_body(town, kind))


def passed(parent: Mandate, agreements=(), **values) -> Mandate:
    return pass_on_mandate(
        parent=parent, terms=replace(TERMS, **values), agreements=list(agreements), **KARIN
    )


def test_a_power_is_passed_on_where_that_is_allowed_and_no_more_than_it_is(town):
    mayor, agreement = make_body(town, Body.Kind.MAYOR), make_agreement(town.region, town)
    other = make_agreement(town.region, reference="anders")
    power = make_power(mayor, may_pass_on=True, most_cents=100)
    power.agreements.add(agreement)

    for wrong, about, said in (
        ({"most_cents": 101}, [agreement], "hoger dan"),
        ({}, [agreement], "hoger dan"),
        ({"most_cents": 100}, [], "waarvoor dit zelf ook geldt"),
        ({"most_cents": 100}, [agreement, other], "waarvoor dit zelf ook geldt"),
        ({"most_cents": 100, "starts_on": date(2025, 6, 9)}, [agreement], "geldt dit zelf niet"),
        ({"most_cents": 100, "ends_on": DECIDED_ON}, [agreement], "na het begin"),
    ):
        with pytest.raises(RefusedError, match=said):
            passed(power, about, **wrong)
    found = passed(power, [agreement], most_cents=100)

    assert (found.parent, found.kind, found.organisation) == (power, POWER, town)
    with pytest.raises(RefusedError, match="niet doorgeven"):
        passed(found, [agreement], number="V8", most_cents=100)
    with pytest.raises(RefusedError, match="nummer al gebruikt"):
        passed(power, [agreement], most_cents=100)


def test_a_power_is_revoked_once_and_not_before_it_began(town):
    power = make_power(make_body(town, Body.Kind.MAYOR))
    with pytest.raises(RefusedError, match="begint pas later"):
        revoke_mandate(mandate=power, revoked_on=DECIDED_ON - timedelta(days=1), **KARIN)
    revoke_mandate(mandate=power, revoked_on=MONDAY, **KARIN)

    with pytest.raises(RefusedError, match="al ingetrokken"):
        revoke_mandate(mandate=power, revoked_on=MONDAY, **KARIN)
