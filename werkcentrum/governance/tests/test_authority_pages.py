"""A secretary writes down who decided, got a power and signed; a colleague confirms that."""

from datetime import date, timedelta

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.core.tests.files import mail, upload
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.decisions.actions import add_proposal
from werkcentrum.governance.models import (
    Agreement,
    Body,
    Decision,
    DecisionPoint,
    Document,
    Involvement,
    Mandate,
    OfficeHolder,
    Paper,
    Proposal,
    Signature,
    Vote,
)
from werkcentrum.governance.tests.make import (
    make_agreement,
    make_body,
    make_decision,
    make_municipality_party,
    make_power,
)
from werkcentrum.governance.tests.make_ready import (
    ALDERMAN,
    MAYOR,
    confirmed,
    library_of,
    make_case,
    power_of,
    signed,
    town_of,
)
from werkcentrum.governance.tests.make_signed import make_version
from werkcentrum.partners.models import Organisation
from werkcentrum.partners.tests.make import make_other_region, make_region

pytestmark = pytest.mark.django_db
HERE = "/medewerkers/samenwerking/"


@pytest.fixture
def zhc(time_machine):
    """A region without a folder, on a Monday morning."""
    time_machine.move_to(MONDAY_MORNING, tick=False)
    return make_region()


@pytest.fixture
def case(zhc) -> Agreement:
    """A municipality and a library, and everything that signing needs."""
    return make_case(zhc)


def as_(page, region, role: str, name: str = "els"):
    """The same browser, as somebody in this role."""
    browser = page.at("testserver")
    browser.log_in(make_staff(region, name, role))
    return browser


def test_the_secretary_writes_down_a_decision_point_by_point(page, zhc):
    town = make_municipality_party(zhc)
    agreement = make_agreement(zhc, town)
    secretary = as_(page, zhc, "board_secretary")
    shown = secretary.open(f"{HERE}besluiten/").click("Schrijf een besluit op")

    shown = shown.press(
        "Bewaar dit besluit", body=str(make_body(town).pk), number="4325", title="Samenwerken",
        decided_on="2025-06-10", text_1="De overeenkomst aan te gaan.",
        agreement_1=str(agreement.pk), text_2="In te stemmen.",
    )  # fmt: skip

    assert shown.heading == "Samenwerken"
    assert "De overeenkomst aan te gaan. gaat aan: Samenwerking in het Werkcentrum" in shown
    points = DecisionPoint.objects.order_by("position")
    assert [(row.text, row.agreement) for row in points] == [
        ("De overeenkomst aan te gaan.", agreement), ("In te stemmen.", None),
    ]  # fmt: skip


def test_what_was_typed_stays_when_a_point_has_no_words(page, zhc):
    town = make_municipality_party(zhc)
    agreement = make_agreement(zhc, town)
    shown = as_(page, zhc, "clerk").open(f"{HERE}besluiten/nieuw/")

    shown = shown.press(
        "Bewaar dit besluit", body=str(make_body(town).pk), number="4325", title="Samenwerken",
        decided_on="2025-06-10", text_1="Aangaan.", agreement_4=str(agreement.pk),
    )  # fmt: skip

    assert "Schrijf op wat dit punt zegt." in shown
    assert shown.document.find(".//input[@name='title']").get("value") == "Samenwerken"
    assert shown.document.find(".//details[@open]") is not None
    assert not Decision.objects.exists()


def test_a_decision_shows_what_rests_on_it_and_is_withdrawn(page, case):
    decision = Decision.objects.get(number="B-volmacht")
    Vote.objects.create(decision=decision, voter="Wijkraad", choice="against", reason="Te duur")
    shown = as_(page, case.region, "board_secretary").open(f"{HERE}besluiten/{decision.pk}/")
    assert "volmacht V1" in shown.links
    assert "Wijkraad tegen: Te duur" in shown

    shown = shown.press("Trek in", withdrawn_on="2025-07-01")

    assert "ingetrokken per 1 juli 2025" in shown
    assert "Trek dit besluit in" not in shown


def test_decisions_are_found_by_body_and_year(page, case):
    board = Body.objects.get(kind=Body.Kind.FOUNDATION_BOARD)
    make_decision(board, number="OUD", on=date(2024, 3, 1))
    reader = as_(page, case.region, "council_member")

    assert "3 besluiten" in reader.open(f"{HERE}besluiten/", jaar="2025")
    assert "1 besluit" in reader.open(f"{HERE}besluiten/", jaar="2024", orgaan=str(board.pk))
    shown = reader.open(f"{HERE}besluiten/", jaar="onzin", orgaan="onzin")
    assert "4 besluiten" in shown
    assert "Schrijf een besluit op" not in shown


def test_the_mayor_gives_a_power_and_the_page_draws_where_it_comes_from(page, zhc):
    town = make_municipality_party(zhc)
    mayor = make_body(town, Body.Kind.MAYOR)
    shown = as_(page, zhc, "board_secretary").open(f"{HERE}volmachten/nieuw/")

    shown = shown.press(
        "Zet in het register", giver=str(mayor.pk), kind="power_of_attorney", number="4325-V1",
        holder_name=ALDERMAN, holder_function="wethouder", subject="ondertekenen",
        most_cents="1.234,56", starts_on="2025-06-10", may_pass_on="on",
    )  # fmt: skip

    assert "€ 1.234,56" in shown
    shown = shown.click("Geef door").press(
        "Zet in het register", number="4325-V2", holder_name="Lot Kade", most_cents="1.000",
        holder_function="manager", starts_on="2025-06-12",
    )  # fmt: skip
    assert [text.split(",")[0].strip() for text in shown.texts(".//ol[@class='chain']/li")] == [
        f"{mayor.name} Gemeente Duindorp", ALDERMAN, "Lot Kade",
    ]  # fmt: skip


def test_a_wrong_amount_and_too_much_to_pass_on_are_said_plainly(page, case):
    Mandate.objects.update(may_pass_on=True, most_cents=100_000)
    power = power_of(town_of(case))
    shown = as_(page, case.region, "board_secretary").open(
        f"{HERE}volmachten/{power.pk}/doorgeven/"
    )
    typed = {"number": "V2", "holder_name": "Lot", "holder_function": "manager"}

    assert "Zet een komma voor de centen" in shown.press(
        "Zet in het register", most_cents="10.5", **typed
    )
    assert "Het bedrag is hoger" in shown.press("Zet in het register", most_cents="2.000", **typed)


def test_a_power_is_published_and_revoked(page, case):
    power = power_of(town_of(case))
    passed_on = make_power(power, "Lot Kade")
    shown = as_(page, case.region, "clerk").open(f"{HERE}volmachten/{power.pk}/")
    address = "https://gemeente.example/bekendmaking"
    shown = shown.press("Bewaar", published_on="2025-06-11", published_at_url=address)
    assert address in shown.links

    shown = shown.press("Trek in vanaf die dag", revoked_on="2025-07-01")

    assert "ingetrokken op 1 juli 2025" in shown
    assert "geldt niet: volmacht V1 geldt niet meer" in shown.click("Lot Kade")
    assert passed_on.number == "V2"


def test_the_register_shows_what_holds_now_and_on_demand_everything(page, case):
    mayor = make_body(town_of(case).organisation, Body.Kind.MAYOR)
    make_power(mayor, "Later Man", starts_on=MONDAY + timedelta(days=1))
    make_power(mayor, "Eerder Man", ends_on=date(2025, 6, 11))
    reader = as_(page, case.region, "council_member")

    now = reader.open(f"{HERE}volmachten/")
    everything = reader.open(f"{HERE}volmachten/", toon="alles", van="gemeente-duindorp")

    assert "Later Man" not in now
    assert "Ravi Zand" in now
    assert "vanaf 8 juli 2025" in everything
    assert "verlopen op 11 juni 2025" in everything


def test_bodies_and_offices_are_added_and_ended(page, zhc):
    town = make_municipality_party(zhc)
    secretary = as_(page, zhc, "board_secretary")
    shown = secretary.open(f"{HERE}organen/").click("Gemeente Duindorp")
    council = {"kind": "advisory_council", "name": "Adviesraad"}
    mayor = {"kind": "mayor", "name": "Iris Wad", "starts_on": "2025-07-07"}

    assert "Adviesraad" in secretary.post(f"{shown.address}orgaan/", council).links
    assert "staat er al" in secretary.post(f"{shown.address}orgaan/", council)
    assert "al een burgemeester" in secretary.post(f"{shown.address}ambt/", mayor)
    shown = shown.press("Bewaar het einde : Noor Duin", ends_on="2025-07-07")
    shown = secretary.post(f"{shown.address}ambt/", mayor)

    assert OfficeHolder.objects.get(name="Iris Wad").organisation == town
    assert shown.texts(".//td/span").count("nu") == 1


def test_an_empty_form_says_what_is_missing(page, zhc):
    make_municipality_party(zhc)
    secretary = as_(page, zhc, "board_secretary")
    shown = secretary.open(f"{HERE}organen/gemeente-duindorp/")

    assert "Kies een soort." in shown.press("Voeg toe")
    assert "Vul een naam in." in shown.press("Schrijf op", kind="mayor")
    assert "Kies een dag." in shown.press("Bewaar het einde : Noor Duin")
    assert "Kies een organisatie." in secretary.open(f"{HERE}voorstellen/nieuw/").press(
        "Bewaar het voorstel"
    )


@pytest.mark.house_rule_off("queries", reason="What is sent leads to a second page.")
def test_a_case_is_opened_and_changed(page, case):
    secretary = as_(page, case.region, "board_secretary")
    town = town_of(case).organisation
    new = secretary.open(f"{HERE}voorstellen/").click("Nieuw voorstel")
    shown = new.press(
        "Bewaar het voorstel", organisation=str(town.pk), reference="4325", title="Samen",
        made_on="2025-06-01", agreements=[str(case.pk)],
    )  # fmt: skip
    assert shown.heading == "4325: Samen"
    assert "met dit zaaknummer" in new.press(
        "Bewaar het voorstel", organisation=str(town.pk), reference="4325", title="Samen",
        made_on="2025-06-01",
    )  # fmt: skip

    shown = shown.click("Wijzig het voorstel").press("Bewaar het voorstel", title="Anders")

    assert shown.heading == "4325: Anders"
    assert list(Proposal.objects.get().agreements.order_by("pk")) == [case]


def everything_about(case: Agreement) -> Proposal:
    """Case 4325 with a decision, a power, signatures, a paper and who was involved."""
    town, at = town_of(case).organisation, MONDAY_MORNING
    proposal = add_proposal(
        organisation=town, reference="4325", title="Samen", made_on=date(2025, 6, 1),
        agreements=[case], by="0190-karin", at=at,
    )  # fmt: skip
    Decision.objects.filter(body__organisation=town).update(proposal=proposal)
    confirmed(town_of(case))
    confirmed(library_of(case), "Sem Boek")
    advisers = make_body(town, Body.Kind.ADVISORY_COUNCIL)
    Involvement.objects.create(
        region=case.region, proposal=proposal, body=advisers, kind="informed", about="de opening",
        on=date(2025, 6, 12), answer="Goed idee.", answered_on=date(2025, 6, 20),
    )  # fmt: skip
    kept = {"final_on": date(2025, 6, 30), "pdf": b"%PDF", "digest": "0" * 64}
    for title, final in (("Brief aan de raad", kept), ("Nog een brief", {})):
        Document.objects.create(
            region=case.region, kind="council_letter", title=title, proposal=proposal, made_at=at,
            changed_at=at, **final,
        )  # fmt: skip
    for title, is_confidential in (("Het voorstel zelf", False), ("Geheime bijlage", True)):
        Paper.objects.create(
            region=case.region, proposal=proposal, title=title, name="stuk.pdf", content=b"%PDF",
            media_type="application/pdf", digest="0" * 64, is_confidential=is_confidential,
            added_by="0190-karin", added_at=at,
        )  # fmt: skip
    return proposal


def test_a_case_shows_everything_that_happened_in_order(page, case):
    proposal = everything_about(case)
    reader = as_(page, case.region, "council_member")

    shown = reader.open(f"{HERE}voorstellen/{proposal.pk}/")

    days = [text[: text.index("2025") + 4] for text in shown.texts(".//ol/li")]
    assert days == sorted(days, key=lambda text: (text.split()[1] != "juni", int(text.split()[0])))
    entries = " ".join(shown.texts(".//ol[@class='timeline']/li"))
    for words in ("Het voorstel is gemaakt.", "besloot: Besluit", "Volmacht voor Ravi Zand gaat in",
                  "geïnformeerd", "Goed idee.", "getekend", "in werking", "Versie 1 van",
                  "Het voorstel zelf", "Vastgesteld: Brief aan de raad",
                  "Andere partijen besloten over"):  # fmt: skip
        assert words in entries
    assert "Geheime bijlage" not in shown
    assert "Nog een brief" not in shown
    # Whoever signed on one day stands together.
    assert entries.count("getekend") == 1
    assert "Ravi Zand, wethouder; Bibliotheek Duin: Sem Boek, wethouder" in entries


def test_a_confidential_paper_stands_on_the_timeline_of_who_may_read_it(page, case):
    proposal = everything_about(case)

    shown = as_(page, case.region, "clerk").open(f"{HERE}voorstellen/{proposal.pk}/")

    assert "Geheime bijlage" in shown
    assert "Concept: Nog een brief" in shown


def test_the_page_says_who_may_sign_before_anything_is_written_down(page, case):
    shown = as_(page, case.region, "board_secretary").open(
        f"{HERE}ondertekeningen/partij/{town_of(case).pk}/"
    )
    assert [text.split(" Burgemeester")[0] for text in shown.texts(".//aside//li//a")] == [
        MAYOR, ALDERMAN,
    ]  # fmt: skip

    shown = shown.press("Kijk of dit mag", naam=ALDERMAN, dag="2025-06-27")

    assert "Ja: Ravi Zand mag op 27 juni 2025 tekenen" in shown
    assert "Burgemeester Noor Duin gaf volmacht V1 aan Ravi Zand" in shown
    assert "Schrijf de ondertekening op" in shown


def test_the_page_says_what_is_missing_and_leads_to_who_can_supply_it(page, case):
    party = town_of(case)
    secretary = as_(page, case.region, "board_secretary")
    address = f"{HERE}ondertekeningen/partij/{party.pk}/"

    shown = secretary.open(address, naam="Lot Kade", dag="2025-06-27")

    assert "Nee: Lot Kade mag op 27 juni 2025 niet tekenen" in shown
    assert "Er is geen volmacht voor Lot Kade" in shown
    assert "De burgemeester van gemeente Duindorp kan een volmacht geven" in shown
    assert "Schrijf de ondertekening op" not in shown.texts(".//button")
    form = shown.click("Schrijf een volmacht op")
    assert form.document.find(".//input[@name='holder_name']").get("value") == "Lot Kade"

    DecisionPoint.objects.update(agreement=None)
    shown = secretary.open(address, naam=ALDERMAN, dag="2025-06-27")
    assert "besloot nog niet over deze overeenkomst" in shown
    assert "overeenkomst" in shown.links["Schrijf het besluit op"]
    assert "Er kan nog niet worden getekend" in secretary.open(address)


def register(browser, party, **typed):
    """Fill in the page, with a scan."""
    wanted = {
        "naam": ALDERMAN, "dag": "2025-06-27", "functie": "wethouder", "plaats": "Duindorp",
        "versie": "1", "bestand": upload("getekend.jpg"), **typed,
    }  # fmt: skip
    return browser.post(f"{HERE}ondertekeningen/partij/{party.pk}/", wanted)


@pytest.mark.house_rule_off("queries", reason="What is sent leads to a second page.")
def test_one_writes_down_a_signature_and_a_colleague_confirms_it(page, case):
    secretary = as_(page, case.region, "board_secretary")
    shown = register(secretary, town_of(case))
    signature = Signature.objects.get()
    assert "Een collega moet het bevestigen" in shown
    assert "Dit klopt, ik bevestig het" not in shown.texts(".//button")
    assert secretary.post(f"{HERE}ondertekeningen/{signature.pk}/bevestigen/", {})
    signature.refresh_from_db()
    assert not signature.counts

    signer = as_(page, case.region, "signatory", "olga")
    shown = signer.open(f"{HERE}ondertekeningen/").click(
        "Ravi Zand , Gemeente Duindorp, Samenwerking in het Werkcentrum"
    )
    assert "els@werk.example" in shown
    shown = shown.press("Dit klopt, ik bevestig het")

    assert "De ondertekening telt nu." in shown
    signature.refresh_from_db()
    assert signature.counts
    kept = signer.open(shown.links["Bewaar de scan : getekend.jpg"])
    assert kept.response["Content-Disposition"] == 'attachment; filename="getekend.jpg"'


def test_nothing_is_written_down_when_a_link_is_missing(page, case):
    shown = register(as_(page, case.region, "signatory"), town_of(case), naam="Lot Kade")

    assert "Er is geen volmacht voor Lot Kade" in shown
    assert not Signature.objects.exists()
    assert not AuditLine.objects.filter(verb="governance.signature_registered").exists()


def test_a_text_that_changed_while_somebody_filled_in_the_page_is_not_taken_as_signed(page, case):
    make_version(case, 2)

    shown = register(as_(page, case.region, "signatory"), town_of(case), dag="2025-07-07")

    assert "De tekst is net veranderd." in shown
    assert not Signature.objects.exists()


def test_a_scan_is_one_picture_or_pdf(page, case):
    browser = as_(page, case.region, "signatory")
    text = upload("mail.eml", mail("Hallo"))

    assert "Een scan is een PDF, JPG of PNG." in register(browser, town_of(case), bestand=text)
    assert "Kies een bestand met alle bladen" in register(
        browser, town_of(case), bestand=[upload(), upload()]
    )
    shown = register(browser, town_of(case), bestand="", plaats="")
    assert "Kies eerst een bestand." in shown
    assert "Vul de plaats in." in shown


def test_a_mistake_is_taken_back(page, case):
    signature = signed(town_of(case))
    shown = as_(page, case.region, "board_secretary").open(f"{HERE}ondertekeningen/{signature.pk}/")

    shown = shown.press("Ja, neem terug")

    assert "Teruggenomen." in shown
    assert not Signature.objects.exists()


def test_a_signature_that_is_there_is_shown_instead(page, case):
    signed(town_of(case))

    shown = as_(page, case.region, "board_secretary").open(
        f"{HERE}ondertekeningen/partij/{town_of(case).pk}/", naam=MAYOR, dag="2025-06-27"
    )

    assert "Ravi Zand tekende al op 27 juni 2025" in shown
    assert "Schrijf de ondertekening op" not in shown.texts(".//button")


def test_a_row_of_another_region_does_not_exist(page, zhc):
    elsewhere = make_case(make_other_region())
    signature, power = signed(town_of(elsewhere)), power_of(town_of(elsewhere))
    decision = Decision.objects.order_by("pk").first()
    proposal = Proposal.objects.create(
        region=elsewhere.region, organisation=town_of(elsewhere).organisation, reference="1",
        title="Ver", made_on=MONDAY,
    )  # fmt: skip
    browser = as_(page, zhc, "board_secretary")

    for address in (
        f"besluiten/{decision.pk}/", f"volmachten/{power.pk}/", f"volmachten/{power.pk}/doorgeven/",
        "organen/gemeente-duindorp/", f"voorstellen/{proposal.pk}/",
        f"ondertekeningen/{signature.pk}/", f"ondertekeningen/{signature.pk}/scan/",
        f"ondertekeningen/partij/{town_of(elsewhere).pk}/",
    ):  # fmt: skip
        browser.open(f"{HERE}{address}", status=404)


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 25])
@pytest.mark.house_rule_off("queries", reason="The first look fills what stays in memory.")
def test_lists_cost_the_same_for_one_or_many(page, case, count):
    fill(case, count)
    proposal = everything_about(case)
    browser = as_(page, case.region, "board_secretary")

    for address, most in (
        ("besluiten/", 12), ("volmachten/?toon=alles", 12), ("organen/", 12), ("voorstellen/", 12),
        ("ondertekeningen/", 12), (f"volmachten/{Mandate.objects.get(number='V1').pk}/", 12),
        (f"voorstellen/{proposal.pk}/", 22),
    ):  # fmt: skip
        browser.open(f"{HERE}{address}")
        shown = browser.open(f"{HERE}{address}")
        assert len(shown.sight.statements) <= most, address


def fill(case: Agreement, count: int) -> None:
    """So many of everything that a page lists."""
    town = town_of(case).organisation
    mayor, college = make_body(town, Body.Kind.MAYOR), make_body(town)
    power = power_of(town_of(case))
    for number in range(count):
        Organisation.objects.create(region=case.region, key=f"o-{number}", name=f"O {number}",
                                    kind="welfare")  # fmt: skip
        Body.objects.create(organisation=town, key=f"raad-{number}", kind="advisory_council",
                            name=f"Raad {number}")  # fmt: skip
        Proposal.objects.create(region=case.region, organisation=town, reference=f"P{number}",
                                title="Zaak", made_on=MONDAY)  # fmt: skip
        make_decision(college, number=f"D{number}")
        make_power(mayor, f"Persoon {number}", number=f"M{number}")
        make_power(power, f"Ander {number}", number=f"N{number}")
