"""However much there is to choose from, a form offers little and keeps what was typed."""

import pytest
from django.forms import Form, ModelChoiceField

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.core.picks import PickField, PickForm, PicksField
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.governance.models import (
    AgendaItem,
    Agreement,
    Body,
    BudgetLine,
    Decision,
    Mandate,
    Meeting,
    OfficeHolder,
    Proposal,
)
from werkcentrum.governance.tests.make_many import make_many
from werkcentrum.governance.tests.make_money import make_centre
from werkcentrum.partners.tests.make import make_region

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.house_rule_off("queries", reason="The first look fills what stays in memory."),
]
HERE = "/medewerkers/samenwerking/"
NEW_DECISION, NEW_POWER = f"{HERE}besluiten/nieuw/", f"{HERE}volmachten/nieuw/"
MANY = 60
FULL_EXECUTIVE = (
    "Gemeente Zoetermeer: college van burgemeester en wethouders van Gemeente Zoetermeer"
)


@pytest.fixture
def zhc(time_machine):
    """A region without a folder, on a Monday morning."""
    time_machine.move_to(MONDAY_MORNING, tick=False)
    return make_region()


@pytest.fixture
def els(page, zhc):
    """The browser of a secretary who writes all of the network on paper down."""
    page.log_in(make_staff(zhc, "els", "board_secretary", organisation=make_centre(zhc)))
    return page


def offered(shown, name: str) -> list[str]:
    """The words of each choice of a list."""
    select = next(one for one in shown.document.iter("select") if one.get("name") == name)
    return [option.text or "" for option in select.iter("option")]


def one(model, **values):
    """The first of them."""
    return model.objects.filter(**values).order_by("pk").first()


def addresses() -> list[str]:
    """Every form and page whose choices or rows grow with what the region has."""
    draft = Agreement.objects.get(reference="CONCEPT")
    line, power = one(BudgetLine), one(Mandate)
    body, meeting = one(Body, kind="steering_group"), one(Meeting)
    item, case = one(AgendaItem), one(Proposal)
    money, agreements = f"{HERE}geld/", f"{HERE}overeenkomsten/"
    return [
        NEW_DECISION, NEW_POWER, f"{HERE}besluiten/", f"{HERE}volmachten/",
        f"{HERE}volmachten/{power.pk}/doorgeven/", f"{HERE}organen/",
        f"{HERE}organen/{body.organisation.key}/",
        f"{HERE}voorstellen/nieuw/", f"{HERE}voorstellen/{case.pk}/wijzig/",
        f"{agreements}nieuw/", f"{agreements}{draft.pk}/partij-erbij/",
        f"{agreements}{draft.pk}/tekst/erbij/",
        f"{HERE}vergaderingen/nieuw/", f"{HERE}vergaderingen/punten/nieuw/",
        f"{HERE}vergaderingen/punten/{item.pk}/actiepunt/", f"{HERE}vergaderingen/{meeting.pk}/",
        f"{HERE}actiepunten/nieuw/", f"{HERE}betrokken/nieuw/", f"{HERE}ondersteuning/nieuw/",
        f"{money}2025/binnen/", f"{money}2025/post/",
        f"{money}post/{line.pk}/wijzigen/", f"{money}post/{line.pk}/overboeking/",
        f"{money}post/{line.pk}/verplichting/",
        f"{HERE}documenten/nieuw/collegevoorstel/", "/medewerkers/cijfers/",
    ]  # fmt: skip


@pytest.mark.slow
def test_a_form_costs_the_same_for_one_row_or_hundreds_to_choose_from(els, zhc):
    found = []
    for numbers in (range(1, 2), range(2, 26), range(26, 301)):
        make_many(zhc, numbers)
        found.append({address: queries_of(els, address) for address in addresses()})

    assert found[0] == found[1] == found[2]
    assert {address: count for address, count in found[2].items() if count > 12} == {}


def queries_of(els, address: str) -> int:
    """How many statements a page takes, without what a process reads again now and then."""
    return min(len(els.open(address).sight.statements) for _time in range(2))


def test_a_short_list_is_a_list_without_a_search(els, zhc):
    make_many(zhc, range(1, 10))
    shown = els.open(NEW_DECISION)

    assert "Zoek op naam of nummer" not in shown
    assert "O0009 Overeenkomst 0009" not in offered(shown, "proposal")
    assert offered(shown, "proposal")[-1] == "Z0009 Zaak 9"


def test_who_searches_finds_it_and_keeps_what_was_typed(els, zhc):
    make_many(zhc, range(1, MANY))
    shown = els.open(NEW_DECISION)
    assert len(offered(shown, "body")) == 26
    executive = str(Body.objects.get(kind="executive").pk)

    shown = shown.press(
        "Zoek : Welk orgaan besloot dit?",
        body_zoek="0042 (stuurg",
        title="Samenwerken",
        body=executive,
    )
    assert offered(shown, "body")[2:] == ["Stichting 0042: Stuurgroep"]
    assert "1 gevonden." in shown
    assert "Vul het nummer in." not in shown
    shown = shown.press(
        "Zoek : Gaat punt a een overeenkomst aan?", agreement_1_zoek="o0031", text_1="Aangaan."
    )
    assert offered(shown, "agreement_1") == ["Nee", "Overeenkomst 0031"]
    shown = shown.press(
        "Bewaar dit besluit", number="4325", decided_on="2025-06-02",
        agreement_1=str(Agreement.objects.get(reference="O0031").pk),
    )  # fmt: skip

    assert "Het besluit staat opgeschreven." in shown
    decision = Decision.objects.get(number="4325")
    assert (decision.title, decision.body.kind) == ("Samenwerken", "executive")
    assert decision.points.get().agreement.reference == "O0031"


def test_enter_searches_when_another_search_was_typed_and_sends_the_form_otherwise(els, zhc):
    make_many(zhc, range(1, MANY))
    # The first button of a form is the one that Enter presses.
    shown = els.open(NEW_DECISION).press("Verstuur", body_zoek="stichting 0050 bestuur")

    assert offered(shown, "body") == ["Kies", "Stichting 0050: Bestuur"]
    assert "Vul het nummer in." not in shown
    assert "Vul het nummer in." in shown.press("Verstuur")


def test_who_finds_nothing_or_too_much_is_told_what_to_do(els, zhc):
    make_many(zhc, range(1, MANY))
    shown = els.open(NEW_DECISION)
    assert "Er zijn er meer dan 25." in shown

    assert "Niets gevonden." in shown.press("Zoek : Bij welk voorstel?", proposal_zoek="zwembad")
    shown = shown.press("Zoek : Bij welk voorstel?", proposal_zoek="zaak")
    assert "Meer dan 25 gevonden." in shown
    assert len(offered(shown, "proposal")) == 26


def test_ticks_stay_while_somebody_searches_for_more(els, zhc):
    make_many(zhc, range(1, MANY))
    meeting = f"{HERE}vergaderingen/{Meeting.objects.get().pk}/"
    name = "Zoek : Zet open punten op de agenda"
    first = str(AgendaItem.objects.get(title="Punt 0002").pk)

    shown = els.open(meeting).press(name, punt_zoek="0055", punt=first)
    assert [box.get("value") for box in boxes(shown)] == [first, *points("Punt 0055")]
    shown.press("Zet op de agenda", punt=[first, *points("Punt 0055")])

    assert AgendaItem.objects.exclude(meeting=None).count() == 2


def points(*titles: str) -> list[str]:
    return [str(row.pk) for row in AgendaItem.objects.filter(title__in=titles)]


def boxes(shown) -> list:
    found = shown.document.iter("input")
    return [box for box in found if box.get("type") == "checkbox" and box.get("name") == "punt"]


def test_what_the_address_chose_stays_chosen_and_nonsense_is_left_out(els, zhc):
    make_many(zhc, range(1, MANY))
    last = Body.objects.get(organisation__name="Stichting 0059", kind="foundation_board")

    assert (
        offered(els.open(NEW_POWER, orgaan=str(last.pk)), "giver")[1] == "Stichting 0059: Bestuur"
    )
    assert len(offered(els.open(NEW_POWER, orgaan="geen-orgaan"), "giver")) == 26
    shown = els.open(f"{HERE}besluiten/", orgaan=str(last.pk))
    assert "0 besluiten" in shown
    shown = els.open(f"{HERE}volmachten/", van="stichting-0059")
    assert shown.text.count("Mandaat M") == 1


def test_a_choice_that_is_gone_or_of_another_region_is_told(els, zhc):
    make_many(zhc, range(1, MANY))
    shown = els.open(NEW_DECISION).press("Bewaar dit besluit", body=str(zhc.pk), proposal="x")

    assert shown.text.count("Deze keuze is er niet meer. Kies opnieuw.") == 2


def test_who_ends_an_office_on_the_second_page_wrongly_stays_there(els, zhc):
    make_many(zhc, range(1, MANY))
    page = f"{HERE}organen/stichting-0001/"
    assert els.open(page).text.count("Schrijf het einde op") == 25
    shown = els.open(page, pagina="2")
    name = next(row.name for row in OfficeHolder.objects.order_by("-starts_on", "pk")[30:31])

    shown = shown.press(f"Bewaar het einde : {name}")
    assert "Kies een dag." in shown
    assert name in shown
    shown.click("Terug naar de lijst")


def test_every_form_that_chooses_a_row_can_search():
    wrong = [
        form.__name__
        for form in every(Form)
        for field in form.base_fields.values()
        if form.__module__.startswith(("werkcentrum.governance", "werkcentrum.insight"))
        and isinstance(field, ModelChoiceField)
        and not (isinstance(field, PickField | PicksField) and issubclass(form, PickForm))
    ]
    assert wrong == []


def every(form: type) -> list[type]:
    return [form, *(below for one in form.__subclasses__() for below in every(one))]
