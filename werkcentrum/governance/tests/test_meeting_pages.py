"""Karin prepares meetings; points that were not finished wait again, and promises have an owner."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.meetings import actions
from werkcentrum.governance.meetings.forms import DecideForm
from werkcentrum.governance.meetings.rules import MEETING_KINDS
from werkcentrum.governance.models import (
    DECIDING,
    ActionPoint,
    AgendaItem,
    Body,
    Decision,
    Involvement,
    Meeting,
    Paper,
    SupportPost,
    Vote,
)
from werkcentrum.governance.tests.make_meetings import (
    THIS_MORNING,
    WHO,
    make_board,
    make_involvement,
    make_item,
    make_meeting,
    make_promise,
    make_spoken_about,
    make_support,
    on_agenda,
)
from werkcentrum.governance.tests.make_money import make_centre
from werkcentrum.partners.tests.make import make_other_region, make_region

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HERE = "/medewerkers/samenwerking/"
MEETINGS = f"{HERE}vergaderingen/"
HELD = Meeting.State.HELD


@pytest.fixture
def zhc():
    return make_region()


@pytest.fixture
def board(zhc):
    return make_board(zhc)


@pytest.fixture
def karin(page, zhc):
    page.log_in(make_staff(zhc, "karin", "coordinator"))
    return page


def refused(act, **values) -> str:
    with pytest.raises(RefusedError) as told:
        act(**values, **WHO)
    return str(told.value)


def test_no_board_of_the_network_lets_anybody_sign():
    assert not set(MEETING_KINDS) & DECIDING


def test_karin_plans_a_meeting_and_makes_its_agenda_of_open_points(karin, board):
    shown = (
        karin.open(MEETINGS)
        .click("Nieuw punt")
        .press(
            "Bewaar",
            body=str(board.pk),
            title="Openingstijden",
            purpose="decide",
            explanation="In juli.",
        )
    )
    assert "Openingstijden" in shown
    shown = (
        karin.open(MEETINGS)
        .click("Plan een vergadering")
        .press(
            "Bewaar",
            body=str(board.pk),
            day="2025-09-01",
            begins="10:00",
            ends="11:30",
            place="Stadhuis",
        )
    )
    assert "maandag 1 september 2025, van 10:00 tot 11:30 uur" in shown
    item = AgendaItem.objects.get()

    shown = shown.press("Zet op de agenda", punt=str(item.pk))

    assert "1 punt staat op de agenda." in shown
    assert shown.texts(".//h3") == ["1. Openingstijden ter besluitvorming"]
    assert "Er wachten geen punten." in karin.open(f"{MEETINGS}punten/")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_year_that_is_a_slip_of_the_finger_is_told(karin, board, day):
    shown = karin.open(f"{MEETINGS}nieuw/").press(
        "Bewaar", body=str(board.pk), day=day, begins="00:05", ends="00:10", place="Online"
    )

    assert "Deze dag is te ver weg. Kies een andere dag." in shown
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("where", "model", "typed"),
    [
        ("vergaderingen/punten/", AgendaItem, {"title": "Openingstijden", "purpose": "decide"}),
        ("actiepunten/", ActionPoint, {"text": "Bellen", "owner_name": "Noor", "due_on": MONDAY}),
        ("betrokken/", Involvement, {"kind": "informed", "about": "De opening"}),
    ],
)
def test_whoever_sends_a_form_twice_is_told_that_it_is_there(karin, board, where, model, typed):
    form = karin.open(f"{HERE}{where}nieuw/")
    form.press("Bewaar", body=str(board.pk), **typed)

    again = form.press("Bewaar", body=str(board.pk), **typed)

    assert "Dit staat er al precies zo." in again
    assert model.objects.count() == 1


def test_a_function_is_lent_once(karin, zhc):
    form = karin.open(f"{HERE}ondersteuning/nieuw/")
    typed = {"function": "Programmamanager", "lender": str(make_centre(zhc).pk),
             "hours_a_week": "24", "cost_cents": "60.000"}  # fmt: skip
    form.press("Bewaar", **typed)

    assert "Dit staat er al precies zo." in form.press("Bewaar", **typed)
    assert SupportPost.objects.count() == 1


def test_a_meeting_that_ends_before_it_begins_is_told(karin, board):
    shown = karin.open(f"{MEETINGS}nieuw/").press(
        "Bewaar", body=str(board.pk), day="2025-09-01", begins="11:00", ends="10:00", place="Online"
    )

    assert "Het einde ligt voor het begin." in shown
    assert not Meeting.objects.exists()


def test_the_board_decides_with_votes_and_the_rest_waits_for_the_next_meeting(karin, board):
    meeting = make_meeting(board)
    on_agenda(meeting, "Openingstijden", "Campagne", "Taal")
    shown = karin.open(f"{MEETINGS}{meeting.pk}/")

    shown = shown.click("Leg een besluit vast : Openingstijden").press(
        "Bewaar", number="RB-2025-1", text="De desk gaat ook op donderdag open.",
        votes="UWV: voor\nFNV: tegen: te weinig mensen\n\nGemeente Zoetermeer: Voor",
    )  # fmt: skip
    assert "2 voor, 1 tegen, 0 onthouden" in shown
    shown = shown.click("Schrijf de uitkomst op : Campagne").press(
        "Bewaar", outcome="In de herfst."
    )
    shown = shown.click("Nieuw actiepunt : Campagne").press(
        "Bewaar", text="Plan maken", owner_name="Noor Duin", due_on="2025-08-01"
    )
    assert "Plan maken (Noor Duin, uiterlijk 1 augustus 2025)" in shown
    shown = shown.click("De vergadering is geweest").press("Bewaar", present="Iedereen")

    assert AgendaItem.objects.get(title="Taal").meeting is None
    assert shown.texts(".//h3") == ["1. Openingstijden ter besluitvorming",
                                    "2. Campagne ter besluitvorming"]  # fmt: skip
    decision = Decision.objects.get(number="RB-2025-1")
    assert (decision.body, decision.decided_on) == (board, MONDAY)
    assert Vote.objects.get(choice="against").reason == "te weinig mensen"


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        ("UWV voor", "Regel 1 begrijpen wij niet."),
        ("UWV: voor\nFNV: misschien", "Regel 2 begrijpen wij niet."),
        ("UWV: voor\nuwv: tegen", "UWV staat er twee keer."),
    ],
)
def test_votes_that_are_not_right_are_told(votes, said):
    form = DecideForm({"number": "RB-1", "text": "Ja.", "votes": votes})

    assert said in form.errors["votes"][0]


def test_what_most_did_not_want_is_no_decision_and_stays_in_the_form(karin, board):
    [item] = on_agenda(make_meeting(board), "Openingstijden")
    votes = "UWV: voor\nFNV: tegen"

    shown = karin.open(f"{MEETINGS}punten/{item.pk}/besluit/").press(
        "Bewaar", number="RB-1", text="Ja.", votes=votes
    )

    assert "Er zijn niet meer stemmen voor dan tegen." in shown
    assert shown.document.find(".//textarea[@name='votes']").text.strip() == votes
    assert not Decision.objects.exists()


def test_a_point_goes_up_comes_off_and_goes_away(karin, board):
    meeting = make_meeting(board, MONDAY_MORNING + timedelta(days=3))
    on_agenda(meeting, "Openingstijden", "Campagne")
    shown = karin.open(f"{MEETINGS}{meeting.pk}/")

    shown = shown.press("Hoger : Campagne")
    assert [text.split()[1] for text in shown.texts(".//h3")] == ["Campagne", "Openingstijden"]
    shown = shown.press("Haal van de agenda : Campagne")
    assert len(shown.texts(".//h3")) == 1
    shown = karin.open(f"{MEETINGS}punten/").press("Haal weg : Campagne")
    assert list(AgendaItem.objects.values_list("title", flat=True)) == ["Openingstijden"]


def test_a_meeting_that_does_not_take_place_gives_its_points_back(karin, board):
    meeting = make_meeting(board, MONDAY_MORNING + timedelta(days=3))
    on_agenda(meeting, "Openingstijden")
    shown = karin.open(f"{MEETINGS}{meeting.pk}/").click("Verzet de vergadering")
    shown = shown.press("Bewaar", day="2025-07-11", begins="09:00", ends="10:00", place="Online")
    assert "vrijdag 11 juli 2025" in shown

    shown = shown.press("Gaat niet door")

    assert "Openingstijden" in karin.open(f"{MEETINGS}punten/")
    assert "ging niet door" in karin.open(f"{MEETINGS}geweest/")
    karin.open(f"{MEETINGS}{meeting.pk}/verzetten/", status=404)


def test_minutes_are_a_draft_until_a_later_meeting_adopts_them(karin, board):
    before = make_meeting(board, THIS_MORNING - timedelta(days=60), state=HELD)
    later = make_meeting(board, state=HELD)
    shown = karin.open(f"{MEETINGS}{before.pk}/").click("Schrijf het verslag")
    shown = shown.press("Bewaar", minutes="Iedereen was het eens.")
    assert "concept" in shown

    shown = karin.open(f"{MEETINGS}{later.pk}/").press("Vastgesteld : 8 mei 2025")

    assert "Het verslag is vastgesteld." in shown
    assert "vastgesteld op 7 juli 2025" in karin.open(f"{MEETINGS}{before.pk}/")
    karin.open(f"{MEETINGS}{before.pk}/verslag/", status=404)


def test_minutes_are_adopted_by_the_same_body_later_on(board, zhc):
    other = make_board(zhc, Body.Kind.ADVISORY_COUNCIL)
    first = make_meeting(board, state=HELD, minutes="Goed.")
    elsewhere = make_meeting(other, MONDAY_MORNING, state=HELD)
    planned = make_meeting(board, MONDAY_MORNING + timedelta(days=1))

    for later in (first, elsewhere, planned):
        assert "Kies een latere vergadering" in refused(
            actions.adopt_minutes, meeting=first, later=later
        )


def test_what_has_to_come_has_no_outcome_and_what_is_over_does_not_change(board):
    coming = make_meeting(board, MONDAY_MORNING + timedelta(days=3))
    [item] = on_agenda(coming, "Taal")
    held = make_meeting(board, state=HELD)

    assert "moet nog komen" in refused(actions.conclude_item, item=item, outcome="Goed.")
    assert "moet nog komen" in refused(actions.hold_meeting, meeting=coming, present="", absent="")
    open_point = make_item(board)
    assert "is al geweest" in refused(actions.put_on_agenda, meeting=held, items=[open_point])
    assert "staat al op een agenda" in refused(actions.put_on_agenda, meeting=coming, items=[item])
    assert "vergadert dan al" in refused(
        actions.plan_meeting, body=board, starts_at=held.starts_at,
        ends_at=held.starts_at + timedelta(hours=1), place="Online",
    )  # fmt: skip


def test_papers_stand_with_their_point_and_a_confidential_one_only_for_who_may_see_it(page, board):
    meeting = make_meeting(board, MONDAY_MORNING + timedelta(days=3))
    [item] = on_agenda(meeting, "Openingstijden")
    about = {"region": board.organisation.region, "item": item, "added_at": MONDAY_MORNING}
    for title in ("Openbaar stuk", "Geheim stuk"):
        is_secret = title.startswith("Geheim")
        Paper.objects.create(title=title, name="a.pdf", is_confidential=is_secret, **about)
    shown = {}
    for role in ("board_secretary", "coordinator"):
        page.log_in(make_staff(board.organisation.region, role.replace("_", "-"), role))
        shown[role] = page.open(f"{MEETINGS}{meeting.pk}/")

    assert "Openbaar stuk" in shown["coordinator"].links
    assert "Geheim stuk" not in shown["coordinator"]
    assert {"Openbaar stuk", "Geheim stuk"} <= shown["board_secretary"].links.keys()
    assert "Voeg een stuk toe : Openingstijden" in shown["coordinator"].links


def test_a_calendar_takes_the_meeting(karin, board):
    meeting = make_meeting(board, MONDAY_MORNING + timedelta(days=3))
    on_agenda(meeting, "Openingstijden; en meer")

    response = karin.open(f"{MEETINGS}{meeting.pk}/").click("Zet in uw agenda (ICS)").response

    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert event["dtstart"].dt == meeting.starts_at
    assert str(event["description"]) == "1. Openingstijden; en meer"


def test_what_is_late_stands_on_top_and_goes_when_it_is_done(karin, board):
    make_promise(board, MONDAY + timedelta(days=9), text="Later bellen")
    make_promise(board, MONDAY - timedelta(days=1), text="Brief sturen")
    assert "1 actiepunt is te laat" in karin.open(MEETINGS).links
    shown = karin.open(f"{HERE}actiepunten/")
    assert shown.texts(".//tbody/tr/th")[0].startswith("Brief sturen")
    assert len(shown.texts(".//tr[@class='is-urgent']")) == 1

    shown = shown.click("Klaar : Brief sturen").press("Bewaar", result="Verstuurd")

    assert "Brief sturen" not in shown
    assert "7 juli 2025: Verstuurd" in karin.open(f"{HERE}actiepunten/", toon="klaar")
    point = ActionPoint.objects.get(text="Brief sturen")
    assert "al klaar" in refused(actions.finish_action_point, point=point, result="")


def test_the_advisory_council_was_asked_and_what_came_back_is_used(karin, zhc):
    council = make_board(zhc, Body.Kind.ADVISORY_COUNCIL)
    shown = karin.open(f"{HERE}betrokken/").click("Schrijf op wie is betrokken")
    assert "Kies een orgaan, of schrijf een andere groep op." in shown.press(
        "Bewaar", kind="informed", about="Opening"
    )
    shown = shown.press("Bewaar", kind="asked_advice", about="Opening", body=str(council.pk))
    assert "1 wacht op antwoord" in shown

    shown = shown.click("Schrijf het antwoord op : Opening").press(
        "Bewaar", answer="Let op de bus.", follow_up="Er rijdt nu een bus."
    )

    assert "Let op de bus." in shown
    assert Involvement.objects.get().follow_up == "Er rijdt nu een bus."
    early = shown.click("Vul aan : Opening").press("Bewaar", answered_on="2025-07-01")
    assert "Het antwoord kwam na de vraag." in early


def test_the_support_structure_has_totals_of_who_is_lent_now(karin, zhc):
    make_support(zhc)
    make_support(zhc, "Secretaris", ends_on=MONDAY, hours_a_week=8)
    shown = karin.open(f"{HERE}ondersteuning/").click("Nieuwe functie").press(
        "Bewaar", function="Communicatie", lender=str(make_centre(zhc).pk), hours_a_week="16",
        cost_cents="31.500,00", starts_on="2025-07-01",
    )  # fmt: skip

    assert shown.texts(".//dl[@class='money-facts']/div/dd") == ["40", "€ 91.500,00"]
    shown = shown.click("Stopt : Communicatie").press("Bewaar", ends_on="2025-12-01")
    assert "1 juli 2025 tot 1 december 2025" in shown
    assert SupportPost.objects.get(function="Communicatie").ends_on == date(2025, 12, 1)


def test_a_council_member_reads_and_changes_nothing(page, zhc):
    pk = "01900000-0000-7000-8000-00000000000a"
    make_spoken_about(zhc, pk)
    page.log_in(make_staff(zhc, "raadslid", "council_member"))

    for address in (MEETINGS, f"{MEETINGS}{pk}/", f"{MEETINGS}punten/", f"{HERE}actiepunten/",
                    f"{HERE}betrokken/", f"{HERE}ondersteuning/"):  # fmt: skip
        forms = [form.get("action", "") for form in page.open(address).document.iter("form")]
        assert not [action for action in forms if action.startswith(HERE)]
    page.open(f"{MEETINGS}nieuw/", status=404)
    page.post(f"{MEETINGS}{pk}/afzeggen/", {}, status=404)


def test_what_is_of_another_region_does_not_exist(karin):
    pk = "01900000-0000-7000-8000-00000000000b"
    make_spoken_about(make_other_region(), pk)

    for address in (f"vergaderingen/{pk}/", f"vergaderingen/{pk}/agenda.ics",
                    f"vergaderingen/punten/{pk}/besluit/", f"actiepunten/{pk}/klaar/",
                    f"betrokken/{pk}/antwoord/", f"ondersteuning/{pk}/stopt/"):  # fmt: skip
        karin.open(f"{HERE}{address}", status=404)


@pytest.mark.parametrize("rows", [1, 25])
def test_lists_cost_the_same_for_one_row_or_many(karin, board, zhc, queries, rows):
    council = make_board(zhc, Body.Kind.ADVISORY_COUNCIL)
    meeting = make_meeting(board)
    for number in range(rows):
        later = MONDAY_MORNING + timedelta(days=number + 1)
        make_meeting(board, later)
        make_meeting(board, later - timedelta(days=60), state=HELD, minutes="Goed.")
        decision = Decision.objects.create(body=board, number=f"R{number}", decided_on=MONDAY)
        Vote.objects.create(decision=decision, voter="UWV", choice="for")
        item = make_item(board, f"Punt {number}", meeting=meeting, decision=decision)
        make_item(board, f"Open {number}")
        make_promise(board, item=item, owner=board.organisation)
        make_involvement(zhc, body=council)
        make_support(zhc, f"Functie {number}", lender=board.organisation)
    karin.open(MEETINGS)

    others = (f"{HERE}{name}/" for name in ("actiepunten", "betrokken", "ondersteuning"))
    one = f"{MEETINGS}{meeting.pk}/"
    for address in (MEETINGS, f"{MEETINGS}punten/", f"{MEETINGS}geweest/", one, *others):
        with queries.at_most(12):
            karin.open(address)
