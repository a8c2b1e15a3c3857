"""The lists of an adviser and of a coordinator, and that they cost the same however long."""

from datetime import timedelta

import pytest

from werkcentrum.accounts.models import User
from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.actions import CLIENT, SYSTEM
from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.actions import note_contact
from werkcentrum.casework.models import Aftercare, Employer, Enquiry, PlanAction, PlanGoal
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.marks import sends
from werkcentrum.partners.tests.make import make_other_region, make_region
from werkcentrum.privacy.tests.make import make_client, make_municipal, make_union
from werkcentrum.referrals import actions, charge_actions
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.states import State
from werkcentrum.referrals.tests.make import (
    make_adviser,
    make_draft,
    make_enquiry,
    make_in,
    make_sent,
    make_sharing_ground,
    make_team,
)
from werkcentrum.referrals.tests.work import (
    LISTS,
    file_of,
    make_colleague,
    make_own,
    make_step,
    make_urgent,
    take,
)

pytestmark = pytest.mark.django_db
OVERVIEW = f"{LISTS}overzicht/"
TODAY = MONDAY_MORNING.date()
ADVISERS_LISTS = ("", "mijn/", "wacht/", "nazorg/", "vrij/")
CANARY = "mijn man slaat mij"


@pytest.fixture
def region(db, time_machine):
    time_machine.move_to(MONDAY_MORNING, tick=False)
    return make_region(host="testserver")


def rows(shown) -> list[str]:
    return shown.texts(".//tbody/tr")


def test_who_cannot_wait_comes_first_and_goes_once_somebody_spoke_to_them(page, region, peter):
    enquiry = make_own(region, peter, urgency=Enquiry.Urgency.CONTRACT_ENDS)
    make_step(enquiry, "Bel de school", due_on=TODAY)

    urgent, step = rows(page.open(LISTS))
    assert "Olena spoed contract stopt binnenkort" in urgent
    assert "Bel de school" in step

    note_contact(
        region=region, channel="phone", subject="", language="nl", is_reached=True,
        enquiry=enquiry, by=SYSTEM, at=MONDAY_MORNING,
    )  # fmt: skip
    assert len(rows(page.open(LISTS))) == 1


def test_somebody_urgent_whom_nobody_has_yet_stands_with_everybody(page, region, peter):
    make_urgent(region)

    [row] = rows(page.open(LISTS))
    assert "Ahmed nog van niemand spoed kan het huis kwijtraken" in row


def test_a_step_that_is_due_later_is_not_for_today(page, region, peter):
    make_step(make_own(region, peter), due_on=TODAY + timedelta(days=1))

    assert "U heeft voor vandaag alles gedaan." in page.open(LISTS)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.INFO_REQUESTED, "terug bij u heeft een vraag voor u"),
        (State.UNREACHABLE, "terug bij u kan de klant niet bereiken"),
        (State.DECLINED, "afgelopen kan niet helpen"),
        (State.COMPLETED, "afgelopen afgerond"),
    ],
)
def test_a_referral_that_came_back_is_for_today(page, region, peter, state, said):
    take(make_in(state, region).enquiry, peter)

    [row] = rows(page.open(LISTS))
    assert said in row
    assert "De Bond, Loopbaanteam" in row


@pytest.mark.parametrize("is_statutory", [False, True])
def test_who_sees_to_somebody_hears_that_they_stopped_a_referral(page, region, peter, is_statutory):
    make_sharing_ground(region, is_statutory=is_statutory)
    referral = make_sent(region, owner=peter, consents=not is_statutory)
    take(referral.enquiry, peter)

    stop(referral, by=CLIENT)

    [mail] = OutboxMessage.objects.filter(recipient=peter.email)
    assert mail.subject == "Een doorverwijzing naar Loopbaanteam is gestopt"
    assert "Olena" not in mail.text
    [row] = rows(page.open(LISTS))
    assert "afgelopen gestopt door de klant De Bond, Loopbaanteam" in row


def test_who_writes_down_themselves_that_somebody_stops_needs_no_word_of_it(page, region, peter):
    referral = make_sent(region, owner=peter)
    take(referral.enquiry, peter)

    stop(referral, by=str(peter.pk))

    assert not OutboxMessage.objects.filter(recipient=peter.email).exists()
    assert rows(page.open(LISTS)) == []


def stop(referral: Referral, by: str) -> None:
    """Olena takes back a yes, or objects where a law decides."""
    later = MONDAY_MORNING + timedelta(minutes=5)
    if referral.consent is not None:
        actions.withdraw_consent(consent=referral.consent, by=by, at=later)
    else:
        actions.object_to(client=referral.enquiry.client, ground=referral.ground, by=by, at=later)


def test_after_a_decline_the_task_goes_once_somebody_is_brought_elsewhere(page, region, peter):
    enquiry = take(make_in(State.DECLINED, region).enquiry, peter)
    other = make_team(make_union(region), "leren", name="Leerteam")
    later = MONDAY_MORNING + timedelta(hours=1)
    draft = make_draft(region, team=other, enquiry=enquiry, owner=peter, at=later)

    [row] = rows(page.open(LISTS))
    assert "nog niet verstuurd" in row
    actions.send_referral(referral=draft, by=str(peter.pk), at=later)
    assert rows(page.open(LISTS)) == []


def test_what_waits_for_others_tells_how_long_and_what_is_late(page, region, peter, time_machine):
    enquiry = take(make_sent(region).enquiry, peter)
    make_step(enquiry, "Stuurt het cv", owner=PlanAction.Owner.PERSON, due_on=TODAY)
    time_machine.move_to(MONDAY_MORNING + timedelta(days=8))
    page.log_in(peter)

    late, referral = rows(page.open(f"{LISTS}wacht/"))
    assert "Stuurt het cv de klant 8 dagen 7 juli 2025 (te laat)" in late
    assert "verstuurd, nog niet gelezen De Bond, Loopbaanteam 8 dagen" in referral


def test_nobody_sees_the_tasks_of_a_colleague(page, region, peter):
    enquiry = make_own(region, make_colleague(region))
    make_step(enquiry, due_on=TODAY)

    for part in ADVISERS_LISTS:
        assert "Olena" not in page.open(f"{LISTS}{part}")


def test_nobody_sees_another_region(page, region, peter):
    make_urgent(make_other_region(), "Bram")

    for part in ADVISERS_LISTS:
        assert "Bram" not in page.open(f"{LISTS}{part}")


def test_a_look_at_what_nobody_has_yet_says_afterwards_whose_words_it_was(page, region, peter):
    enquiry = make_enquiry(region, make_client(region))

    page.open(f"{LISTS}vrij/")

    line = AuditLine.objects.get(verb="partners.looked", actor=str(peter.pk))
    assert line.detail["found"] == [str(enquiry.pk)]


def test_who_has_contact_with_employers_reads_only_what_employers_ask(page, region):
    theirs = make_enquiry(region, make_client(region), own_words=CANARY)
    henk = Employer.objects.create(
        region=region, name="Kwekerij", contact_name="Henk", reach="mail",
        address="henk@kwekerij.example", retention_until=TODAY + timedelta(days=366),
    )  # fmt: skip
    make_enquiry(region, employer=henk, own_words="Ik zoek drie mensen.")
    page.log_in(make_staff(region, "sanne", "employer_manager"))

    shown = page.open(f"{LISTS}vrij/")

    assert "Ik zoek drie mensen." in shown
    assert CANARY not in shown
    page.open(file_of(theirs), status=404)


@sends
def test_an_enquiry_that_nobody_has_is_taken_by_one_press(page, region, peter):
    enquiry = make_enquiry(region, make_client(region))

    shown = page.open(f"{LISTS}vrij/").press("Neem op u : Olena")

    assert "Deze vraag is nu van u." in shown
    enquiry.refresh_from_db()
    assert (enquiry.adviser, enquiry.organisation) == (peter, make_municipal(region))
    assert "Alle vragen hebben een gids." in page.open(f"{LISTS}vrij/")


@sends
def test_of_two_who_take_it_the_second_hears_that_a_colleague_has_it(page, region, peter):
    enquiry = make_enquiry(region, make_client(region))
    shown = page.open(f"{LISTS}vrij/")
    take(enquiry, make_colleague(region))

    shown.page.send(file_of(enquiry, "neem/"), status=404)


def test_aftercare_stands_in_the_list_two_weeks_ahead(page, region, peter, time_machine):
    enquiry = make_own(region, peter)
    charge_actions.end_enquiry(
        enquiry=enquiry, outcome="job_new", aftercare=["weeks", "half_year"], by="peter",
        at=MONDAY_MORNING,
    )  # fmt: skip
    care = f"{LISTS}nazorg/"
    assert rows(page.open(care)) == []

    time_machine.move_to(MONDAY_MORNING + timedelta(days=40))
    page.log_in(peter)
    assert rows(page.open(care)) == ["Olena na 6 tot 8 weken 25 augustus 2025"]
    time_machine.move_to(MONDAY_MORNING + timedelta(days=49))
    page.log_in(peter)
    assert rows(page.open(care)) == ["Olena na 6 tot 8 weken 25 augustus 2025 nu"]
    assert "nazorg na 6 tot 8 weken" in rows(page.open(LISTS))[0]


@sends
def test_whether_somebody_is_known_shows_who_helps_and_nothing_else(page, region, peter):
    theirs = make_own(region, make_colleague(region), own_words=CANARY)

    shown = page.open(f"{LISTS}bekend/").press("Zoek", address="OLENA@post.example ")

    assert "Gemeente Voorburg" in shown
    assert "sanne@werk.example" in shown
    assert "Olena" not in shown
    assert CANARY not in shown
    line = AuditLine.objects.filter(detail__asked="reach").get()
    assert line.actor == str(peter.pk)
    assert line.subject_id == str(theirs.client_id)


@sends
def test_whether_somebody_is_known_needs_the_whole_address(page, region, peter):
    make_own(region, make_colleague(region))

    shown = page.open(f"{LISTS}bekend/").press("Zoek", address="olena@post")

    assert "Niet bekend in deze regio" in shown
    assert AuditLine.objects.filter(detail__asked="reach").exists()


@pytest.fixture
def petra(region, page) -> User:
    """The coordinator, who is logged in."""
    user = make_staff(region, "petra", "coordinator")
    page.log_in(user)
    return user


def test_a_coordinator_sees_where_work_lies_still_and_never_a_story(
    page, region, petra, time_machine
):
    referral = make_sent(region, summary=CANARY)
    take(referral.enquiry, make_colleague(region))
    make_urgent(region)
    Enquiry.objects.update(own_words=CANARY)
    Referral.objects.update(ladder=3)
    time_machine.move_to(MONDAY_MORNING + timedelta(days=20))
    page.log_in(petra)

    shown = page.open(OVERVIEW)

    assert "1 met spoed" in shown
    assert "De Bond 1 1 10 juli 2025" in rows(shown)[1]
    assert "sanne@werk.example Gemeente Voorburg 1 0 7 juli 2025" in rows(shown)
    assert "1 doorverwijzing is niet gelezen" in shown
    assert CANARY not in shown.response.content.decode()
    assert "Olena" not in shown.response.content.decode()
    for part in ADVISERS_LISTS:
        page.open(f"{LISTS}{part}", status=404)
    page.open(file_of(referral.enquiry), status=404)


@sends
def test_who_was_called_leaves_the_call_list(page, region, petra, time_machine):
    referral = make_sent(region)
    Referral.objects.update(ladder=3)
    time_machine.move_to(MONDAY_MORNING + timedelta(days=20))
    page.log_in(petra)

    shown = page.open(OVERVIEW).press("Ik belde Loopbaanteam")

    assert "Er hoeft nu niemand te bellen." in shown
    referral.refresh_from_db()
    assert referral.is_by_hand


def many(region, adviser, number):
    """So many people, each with what can stand in a list."""
    client, team = make_client(region), make_team(make_union(region), "vol")
    about = {"region": region, "client": client, "opened_at": MONDAY_MORNING}
    mine = [
        Enquiry(
            **about, adviser=adviser, organisation=make_municipal(region), own_words="Ik zoek werk",
            themes=["werk"], urgency=Enquiry.Urgency.EVICTION,
        )
        for _number in range(number)
    ]  # fmt: skip
    free = [Enquiry(**about, own_words="Ik zoek werk", themes=["werk"]) for _number in mine]
    over = [
        Enquiry(**about, adviser=adviser, closed_at=MONDAY_MORNING, outcome="informed")
        for _number in mine
    ]
    Enquiry.objects.bulk_create([*mine, *free, *over])
    common = {
        "region": region, "team": team, "organisation": make_municipal(region), "owner": adviser,
        "made_at": MONDAY_MORNING, "sent_at": MONDAY_MORNING, "due_on": TODAY, "ladder": 3,
    }  # fmt: skip
    Referral.objects.bulk_create(
        Referral(**common, enquiry=enquiry, state=state, theme=state)
        for enquiry in mine
        for state in (State.RECEIVED, State.INFO_REQUESTED)
    )
    Aftercare.objects.bulk_create(
        Aftercare(enquiry=enquiry, moment="weeks", due_on=TODAY) for enquiry in over
    )
    goals = PlanGoal.objects.bulk_create(
        PlanGoal(enquiry=enquiry, wish="Werk", agreed_at=MONDAY_MORNING) for enquiry in mine
    )
    PlanAction.objects.bulk_create(
        PlanAction(goal=goal, what="Bel", owner=owner, due_on=TODAY)
        for goal in goals
        for owner in ("adviser", "person")
    )


@pytest.mark.parametrize("number", [1, 25, pytest.param(3_000, marks=pytest.mark.slow)])
def test_a_list_costs_the_same_for_one_or_many(page, region, peter, queries, number, time_machine):
    many(region, peter, number)
    time_machine.move_to(MONDAY_MORNING + timedelta(days=1))
    page.log_in(peter)
    # The themes of the region are in memory from here on.
    page.open(f"{LISTS}mijn/")

    for part in ADVISERS_LISTS:
        with queries.at_most(12):
            shown = page.open(f"{LISTS}{part}")
        assert len(rows(shown)) == min(25, number * per_person(part))
        assert f"Vandaag {4 * number} Mijn vragen {number}" in shown
        assert f"Wacht op anderen {2 * number} Nog van niemand {number} Nazorg {number}" in shown


@pytest.mark.parametrize("number", [1, 25, pytest.param(3_000, marks=pytest.mark.slow)])
def test_the_overview_costs_the_same_for_one_or_many(
    page, region, petra, queries, number, time_machine
):
    many(region, make_adviser(region), number)
    time_machine.move_to(MONDAY_MORNING + timedelta(days=1))
    page.log_in(petra)
    page.open(OVERVIEW)

    with queries.at_most(12):
        shown = page.open(OVERVIEW)

    assert f"{number}" in rows(shown)[-1]


def per_person(part: str) -> int:
    """How many rows one person has in a list of `many`."""
    return {"": 4, "wacht/": 2}.get(part, 1)
