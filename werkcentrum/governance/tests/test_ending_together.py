"""An agreement ends before its notice period when every party agrees, each in its own time."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.agreements.ending_actions import (
    agree_to_end,
    drop_ending,
    propose_ending,
)
from werkcentrum.governance.agreements.force_actions import bring_into_force
from werkcentrum.governance.agreements.life_actions import leave, terminate
from werkcentrum.governance.models import Agreement, AgreementKind, Party
from werkcentrum.governance.tests.make import (
    make_agreement,
    make_library_party,
    make_municipality_party,
)
from werkcentrum.governance.tests.make_signed import make_in_force, make_signature
from werkcentrum.partners.models import PartnerStanding
from werkcentrum.partners.tests.make import make_organisation, make_region

pytestmark = pytest.mark.django_db
WHO = {"by": "0190-karin", "at": MONDAY_MORNING}
SOON = MONDAY + timedelta(days=14)
HERE = "/medewerkers/samenwerking/overeenkomsten/"


@pytest.fixture
def agreement(time_machine) -> Agreement:
    """In force since last week; the notice period is half a year."""
    time_machine.move_to(MONDAY_MORNING)
    region = make_region()
    return make_in_force(region, make_municipality_party(region), make_library_party(region))


def proposed(agreement: Agreement, on: date = SOON) -> Agreement:
    """The parties are asked."""
    propose_ending(agreement=agreement, on=on, basis="Brief 4325-C", **WHO)
    return agreement


def agrees(agreement: Agreement, position: int, on: date = MONDAY, name: str = "Noor Duin") -> bool:
    """A party says yes."""
    party = agreement.parties.get(position=position)
    return agree_to_end(agreement=agreement, party=party, name=name, on=on, **WHO)


def ends() -> set[date | None]:
    """Until when parties may do what it gives them."""
    return set(PartnerStanding.objects.order_by("pk").values_list("ends_on", flat=True))


def test_it_ends_on_the_day_once_the_last_party_agreed_and_standings_end_with_it(agreement):
    proposed(agreement)
    assert not agrees(agreement, 1)
    agreement.refresh_from_db()
    assert agreement.terminated_on is None
    assert ends() == {None}

    assert agrees(agreement, 2, name="Sem Boek")

    agreement.refresh_from_db()
    assert agreement.terminated_on == SOON
    assert ends() == {SOON}
    said = [event.words for event in agreement.events.order_by("at", "pk")][-4:]
    assert said == [
        "voorstel: per 21 juli 2025. Brief 4325-C",
        "Gemeente Duindorp gaat akkoord: Noor Duin",
        "Bibliotheek Duin gaat akkoord: Sem Boek",
        "per 21 juli 2025: met goedvinden van alle partijen. Brief 4325-C",
    ]


def test_who_never_signed_has_nothing_to_agree_with(time_machine):
    region = make_region()
    parties = make_municipality_party(region), make_library_party(region)
    agreement = make_in_force(region, *parties)
    late = make_organisation(region, "vakbond", name="Vakbond")
    Party.objects.create(agreement=agreement, organisation=late, position=3, capacity="vereniging")
    proposed(agreement)

    with pytest.raises(RefusedError, match="niet gebonden"):
        agrees(agreement, 3)
    agrees(agreement, 1)
    assert agrees(agreement, 2)


def test_what_is_dropped_leaves_no_consent_behind(agreement):
    proposed(agreement)
    agrees(agreement, 1)

    drop_ending(agreement=agreement, **WHO)
    proposed(agreement, SOON + timedelta(days=1))

    assert not agrees(agreement, 2)
    assert agrees(agreement, 1)


def test_after_notice_was_given_the_parties_may_still_end_it_earlier(agreement):
    terminate(agreement=agreement, on=date(2026, 2, 1), reason="Anders", **WHO)
    proposed(agreement)
    agrees(agreement, 1)
    agrees(agreement, 2)

    assert ends() == {SOON}


def test_an_end_that_comes_earlier_makes_the_proposal_void(agreement):
    proposed(agreement, date(2026, 3, 1))
    terminate(agreement=agreement, on=date(2026, 2, 1), reason="Anders", **WHO)

    with pytest.raises(RefusedError, match="geen voorstel"):
        agrees(agreement, 1)


@pytest.mark.parametrize(
    ("on", "words"),
    [(MONDAY - timedelta(days=10), "toen trad zij in werking"),
     (date(2025, 12, 1), "Zij eindigt al")],
)  # fmt: skip
def test_the_day_lies_between_the_beginning_and_the_end(agreement, on, words):
    Agreement.objects.filter(pk=agreement.pk).update(ends_on=date(2025, 12, 1))

    with pytest.raises(RefusedError, match=words):
        proposed(agreement, on)


def test_nobody_agrees_twice_later_than_the_end_or_in_the_future(agreement):
    proposed(agreement, MONDAY - timedelta(days=2))
    with pytest.raises(RefusedError, match="Doe een nieuw voorstel"):
        agrees(agreement, 1, on=MONDAY)
    with pytest.raises(RefusedError, match="moet nog komen"):
        agrees(agreement, 1, on=MONDAY + timedelta(days=1))
    agrees(agreement, 1, on=MONDAY - timedelta(days=3))
    with pytest.raises(RefusedError, match="ging al akkoord"):
        agrees(agreement, 1, on=MONDAY - timedelta(days=3))
    with pytest.raises(RefusedError, match="ligt al een voorstel"):
        proposed(agreement)


def test_without_a_proposal_there_is_nothing_to_agree_with_or_to_drop(agreement):
    with pytest.raises(RefusedError, match="geen voorstel"):
        agrees(agreement, 1)
    with pytest.raises(RefusedError, match="geen voorstel"):
        drop_ending(agreement=agreement, **WHO)


def test_only_an_agreement_in_force_ends_so_and_an_accession_by_leaving(agreement):
    with pytest.raises(RefusedError, match="niet in werking"):
        proposed(make_agreement(agreement.region, reference="4325-9"))
    Agreement.objects.filter(pk=agreement.pk).update(
        kind=AgreementKind.ACCESSION, parent=make_agreement(agreement.region, reference="4325-8")
    )
    with pytest.raises(RefusedError, match="partij uittreedt"):
        proposed(Agreement.objects.get(pk=agreement.pk))


def test_the_database_keeps_no_end_without_a_paper(agreement):
    with pytest.raises(IntegrityError):
        Agreement.objects.filter(pk=agreement.pk).update(agreed_end_on=SOON)


@pytest.mark.house_rule_off("queries", reason="What is sent leads to a second page.")
def test_the_coordinator_writes_it_down_and_reads_who_is_still_missing(page, agreement):
    browser = page.at("testserver")
    browser.log_in(make_staff(agreement.region, "els", "coordinator"))
    term = f"{HERE}{agreement.pk}/looptijd/"
    shown = browser.open(term).press("Bewaar het voorstel", on=SOON.isoformat(), basis="Brief C")
    assert "Met het einde op 21 juli 2025 gingen nog niet akkoord: Gemeente Duindorp, " in shown

    first, second = agreement.parties.order_by("position")
    shown = browser.post(f"{term}akkoord/", {
        "party": str(first.pk), "name": "Noor Duin", "on": "2025-07-07",
    })  # fmt: skip
    assert "gingen nog niet akkoord: Bibliotheek Duin." in shown
    shown = shown.click("Leg een akkoord vast")
    assert "akkoord op 7 juli 2025: Noor Duin" in shown
    assert "nog niet akkoord" in shown
    shown = browser.post(f"{term}akkoord/", {"party": str(second.pk), "on": "2025-07-07"})
    assert "Schrijf op wie akkoord ging." in shown

    shown = browser.post(f"{term}akkoord/", {
        "party": str(second.pk), "name": "Sem Boek", "on": "2025-07-07",
    })  # fmt: skip

    assert "gingen nog niet akkoord" not in shown
    assert "einde" in shown
    agreement.refresh_from_db()
    assert agreement.terminated_on == SOON


@pytest.mark.house_rule_off("queries", reason="What is sent leads to a second page.")
def test_what_does_not_go_on_is_taken_away(page, agreement):
    proposed(agreement)
    browser = page.at("testserver")
    browser.log_in(make_staff(agreement.region, "els", "coordinator"))

    browser.open(f"{HERE}{agreement.pk}/looptijd/").press("Ja, haal het voorstel weg")

    agreement.refresh_from_db()
    assert (agreement.agreed_end_on, agreement.agreed_end_basis) == (None, "")


def test_who_agreed_with_a_proposal_that_became_void_agreed_with_no_other_day(agreement):
    proposed(agreement, date(2026, 3, 1))
    agrees(agreement, 1)
    terminate(agreement=agreement, on=date(2026, 2, 1), reason="Anders", **WHO)

    proposed(agreement)

    assert not agrees(agreement, 2)
    assert agrees(agreement, 1)


def test_who_leaves_before_that_day_is_not_asked_and_holds_nobody_up(time_machine):
    time_machine.move_to(MONDAY_MORNING)
    region = make_region()
    parties = make_municipality_party(region), make_library_party(region)
    union = make_organisation(region, "vakbond", name="Vakbond")
    agreement = make_in_force(region, *parties, union)
    proposed(agreement, date(2026, 3, 1))
    agrees(agreement, 1)
    assert not agrees(agreement, 2)

    leaving = agreement.parties.get(organisation=union)
    leave(party=leaving, on=date(2026, 2, 1), reason="Stopt", **WHO)

    agreement.refresh_from_db()
    assert agreement.terminated_on == date(2026, 3, 1)
    assert ends() == {date(2026, 2, 1), date(2026, 3, 1)}


def test_the_page_names_nobody_who_leaves_before_that_day(page, time_machine):
    time_machine.move_to(MONDAY_MORNING)
    region = make_region()
    parties = make_municipality_party(region), make_library_party(region)
    union = make_organisation(region, "vakbond", name="Vakbond")
    agreement = make_in_force(region, *parties, union)
    leave(party=agreement.parties.get(organisation=union), on=date(2026, 2, 1), reason="Stopt",
          **WHO)  # fmt: skip
    proposed(agreement, date(2026, 3, 1))
    browser = page.at("testserver")
    browser.log_in(make_staff(region, "els", "coordinator"))

    shown = browser.open(f"{HERE}{agreement.pk}/")

    assert "gingen nog niet akkoord: Gemeente Duindorp, Bibliotheek Duin." in shown


def test_who_joined_and_ends_that_before_the_day_holds_nobody_up(agreement):
    union = make_organisation(agreement.region, "vakbond", name="Vakbond")
    accession = make_agreement(
        agreement.region, union, reference="4325-7", kind=AgreementKind.ACCESSION,
        parent=agreement, stage=Agreement.Stage.TO_SIGN, notice_months=0,
    )  # fmt: skip
    make_signature(accession, "vakbond", on=MONDAY)
    bring_into_force(agreement=accession, **WHO)
    proposed(agreement)
    agrees(agreement, 1)
    assert not agrees(agreement, 2)

    terminate(agreement=accession, on=MONDAY + timedelta(days=3), reason="Fusie", **WHO)

    agreement.refresh_from_db()
    assert agreement.terminated_on == SOON


@pytest.mark.house_rule_off("queries", reason="What is sent leads to a second page.")
def test_who_comes_second_in_another_tab_reads_why_nothing_was_kept(page, agreement):
    browser = page.at("testserver")
    browser.log_in(make_staff(agreement.region, "els", "coordinator"))
    term = f"{HERE}{agreement.pk}/looptijd/"
    first, second = browser.open(term), browser.open(term)
    first.press("Bewaar het voorstel", on=SOON.isoformat(), basis="Brief C")

    assert "Er ligt al een voorstel." in second.press(
        "Bewaar het voorstel", on=SOON.isoformat(), basis="Brief C"
    )

    agrees(agreement, 1)
    agrees(agreement, 2)
    shown = browser.post(f"{term}akkoord/", {
        "party": str(agreement.parties.get(position=2).pk), "name": "Sem Boek", "on": "2025-07-07",
    })  # fmt: skip
    assert "Dat kan nu niet meer. Kijk hoe het er nu voor staat." in shown
