"""A decision or power on which something signed rests is withdrawn: people are warned and told."""

from datetime import timedelta

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.agreements.ground_actions import assess_ground
from werkcentrum.governance.agreements.ground_queries import (
    resting_on_decision,
    resting_on_mandate,
)
from werkcentrum.governance.decisions.actions import withdraw_decision
from werkcentrum.governance.mandates.actions import revoke_mandate
from werkcentrum.governance.models import Agreement, Body, Decision, Mandate
from werkcentrum.governance.tests.make import SIGNED_ON, make_agreement, make_decision, make_power
from werkcentrum.governance.tests.make_ready import (
    DIRECTOR,
    confirmed,
    library_of,
    make_case,
    power_of,
    signed,
    town_of,
)
from werkcentrum.governance.tests.make_signed import make_version
from werkcentrum.partners.tests.make import make_region

pytestmark = pytest.mark.django_db
WHO = {"by": "0190-els", "at": MONDAY_MORNING}
HERE = "/medewerkers/samenwerking/"


@pytest.fixture
def case() -> Agreement:
    """In force: an alderman signed by a power of the mayor, and the director of the library."""
    made = make_case(make_region())
    confirmed(town_of(made))
    confirmed(library_of(made), DIRECTOR)
    return made


def the(kind: str, case: Agreement) -> Decision:
    """The decision that a kind of body took in this case."""
    rows = Decision.objects.filter(body__organisation__parties__agreement=case, body__kind=kind)
    return rows.distinct().get()


@pytest.mark.parametrize("kind", [Body.Kind.EXECUTIVE, Body.Kind.FOUNDATION_BOARD, Body.Kind.MAYOR])
def test_an_agreement_rests_on_what_entered_it_and_on_what_a_power_rests_on(case, kind):
    assert resting_on_decision(the(kind, case), MONDAY) == [case]


def test_an_agreement_rests_on_a_power_and_on_what_that_was_passed_on_from(case):
    first = make_power(make_body_of_mayor(case), "Lot Kade", may_pass_on=True)
    Mandate.objects.filter(holder_name="Ravi Zand").update(parent=first, giver=None, decision=None)

    assert resting_on_mandate(first, MONDAY) == [case]
    assert resting_on_mandate(power_of_ravi(case), MONDAY) == [case]


def make_body_of_mayor(case: Agreement) -> Body:
    return Body.objects.get(kind=Body.Kind.MAYOR, organisation=town_of(case).organisation)


def power_of_ravi(case: Agreement) -> Mandate:
    return town_of(case).organisation.mandates.get(holder_name="Ravi Zand")


def test_nothing_rests_on_what_nobody_signed_by_or_what_has_ended(case):
    waiting = make_agreement(case.region, town_of(case).organisation, reference="4326")
    make_version(waiting)
    entered = the("executive", case)
    decision = make_decision(entered.body, waiting, number="B9")
    assert resting_on_decision(decision, MONDAY) == []
    assert resting_on_mandate(make_power(make_body_of_mayor(case), "Lot Kade"), MONDAY) == []

    Agreement.objects.filter(pk=case.pk).update(terminated_on=MONDAY)
    assert resting_on_decision(entered, MONDAY) == []
    assert resting_on_mandate(power_of_ravi(case), MONDAY) == []


def test_a_signature_that_nobody_confirmed_counts_for_nothing():
    made = make_case(make_region())
    signed(town_of(made))

    assert resting_on_mandate(power_of(town_of(made)), MONDAY) == []


def test_who_keeps_agreements_and_decisions_hears_once_and_the_page_says_what_to_do(case, page):
    make_staff(case.region, "karin", "coordinator")
    make_staff(case.region, "gerda", "clerk")
    make_staff(case.region, "bram", "partner_employee")
    els = make_staff(case.region, "els", "board_secretary")

    withdraw_decision(decision=the("executive", case), withdrawn_on=MONDAY, **WHO)

    told = OutboxMessage.objects.order_by("recipient")
    assert [row.recipient.partition("@")[0] for row in told] == ["els", "gerda", "karin"]
    assert "Ingetrokken: Besluit B1" in told[0].subject
    assert "Samenwerking in het Werkcentrum (4325-1)" in told[0].text
    browser = page.at("testserver")
    browser.log_in(els)
    shown = browser.open(f"{HERE}overeenkomsten/{case.pk}/")
    words = "Gemeente Duindorp is ingetrokken per 7 juli 2025. Kijk of zij zo door kan gaan."
    assert f"Besluit B1 van college van burgemeester en wethouders van {words}" in shown
    assert "Besluit B1 van college" in browser.open(HERE)
    shown = shown.click("Leg uw conclusie vast")
    shown = shown.press("Leg uw conclusie vast", words="Wij gaan zo door.")
    assert "Kijk of zij zo door kan gaan" not in shown
    assert "Gevolg beoordeeld : Wij gaan zo door." in shown


def test_a_power_that_is_revoked_is_told_as_well_and_a_second_time_after_that_waits_again(case):
    make_staff(case.region, "karin", "coordinator")
    withdraw_decision(decision=the("executive", case), withdrawn_on=MONDAY, **WHO)
    assess_ground(agreement=case, words="Goed.", **WHO)
    with pytest.raises(RefusedError, match="niets meer te beoordelen"):
        assess_ground(agreement=case, words="Goed.", **WHO)

    revoke_mandate(mandate=power_of_ravi(case), revoked_on=MONDAY, **WHO)

    assert OutboxMessage.objects.count() == 2
    assess_ground(agreement=case, words="Ook goed.", **WHO)


def test_what_was_signed_stays_in_force_when_its_ground_is_withdrawn(case):
    withdraw_decision(decision=the("executive", case), withdrawn_on=SIGNED_ON, **WHO)

    case.refresh_from_db()
    assert case.holds_on(MONDAY + timedelta(days=1))


def test_withdrawing_what_nothing_rests_on_tells_nobody(case):
    make_staff(case.region, "karin", "coordinator")
    decision = make_decision(the("executive", case).body, number="B9")

    withdraw_decision(decision=decision, withdrawn_on=MONDAY, **WHO)

    assert not OutboxMessage.objects.exists()


def test_the_pages_name_before_what_rests_on_it(page, case):
    browser = page.at("testserver")
    browser.log_in(make_staff(case.region, "els", "board_secretary"))

    for address in (
        f"besluiten/{the('executive', case).pk}/", f"volmachten/{power_of_ravi(case).pk}/",
    ):  # fmt: skip
        shown = browser.open(HERE + address)
        assert "Hierop berust een overeenkomst die al is getekend: " in shown
        assert "Wie overeenkomsten bijhoudt, krijgt een bericht." in shown
