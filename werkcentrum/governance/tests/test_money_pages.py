"""Karin keeps the books of the centre municipality; everybody in the network reads them."""

import csv
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.core.tests.make import MONDAY
from werkcentrum.governance.models import (
    Budget,
    BudgetAdvice,
    BudgetLine,
    Commitment,
    Expense,
    Funding,
    Transfer,
)
from werkcentrum.governance.tests.make import make_library_party
from werkcentrum.governance.tests.make_money import (
    commit,
    make_budget,
    make_centre,
    make_funding,
    make_line,
    make_money_decision,
    make_promised,
    spend,
    transfer,
)
from werkcentrum.partners.tests.make import (
    make_location,
    make_municipality,
    make_other_region,
    make_region,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SVG = "{http://www.w3.org/2000/svg}"
MONEY = "/medewerkers/samenwerking/geld/"
YEAR = f"{MONEY}2025/"
HEAD = "verplichting;stuk;datum;bedrag;omschrijving\n"
WRITES_DATES = "the page shows how the file writes its dates"


@pytest.fixture
def zhc():
    return make_region()


@pytest.fixture
def karin(page, zhc):
    page.log_in(make_staff(zhc, "karin", "board_secretary", organisation=make_centre(zhc)))
    return page


def test_karin_begins_a_year_and_spends_the_first_euros(karin, zhc):
    decision = str(make_money_decision(zhc).pk)
    place = make_location(make_municipality(zhc), organisation=make_library_party(zhc))

    shown = karin.open(MONEY).click("Begin een begroting").press("Bewaar", year="2025")
    shown = shown.click("Schrijf op wat binnenkomt").press(
        "Bewaar", kind="impulse", source="Ministerie van SZW", amount_cents="150.000"
    )
    shown = shown.click("Maak een post").press(
        "Bewaar", purpose="local_desk", title="Inloop Voorburg", planned_cents="40.000,00",
        carrier=str(make_centre(zhc).pk), location=str(place.pk),
    )  # fmt: skip
    shown = shown.click("Leg een verplichting vast").press(
        "Bewaar", number="V-1", counterparty="Bibliotheek", description="Huur", decision=decision,
        amount_cents="12.000,00", funding=str(Funding.objects.get().pk),
    )  # fmt: skip
    shown = (
        shown.click("V-1")
        .click("Boek een uitgave")
        .press("Bewaar", amount_cents="1.234,56", document_number="F-1", description="Juli")
    )

    assert "De uitgave is geboekt." in shown
    assert "€ 10.765,44" in shown
    year = karin.open(YEAR)
    assert "Lokaal Werkcentrum € 1.234,56 van € 40.000,00 uitgegeven" in year
    drawing = year.document.find(f".//{SVG}svg[@class='money-bar']")
    assert "uitgegeven €\xa01.234,56" in drawing.get("aria-label")


def test_what_was_typed_stays_and_the_mistake_is_told(karin, zhc):
    make_budget(zhc)

    shown = (
        karin.open(YEAR)
        .click("Schrijf op wat binnenkomt")
        .press("Bewaar", source="Ministerie", amount_cents="1,234.56")
    )

    assert "een komma voor de centen: 1.234,56." in shown
    typed = {field.get("name"): field.get("value") for field in shown.document.iter("input")}
    assert (typed["source"], typed["amount_cents"]) == ("Ministerie", "1,234.56")
    assert not Funding.objects.exists()


def test_a_refusal_stands_above_the_form_with_what_was_typed(karin, zhc):
    line = make_line(make_budget(zhc))
    decision = make_money_decision(zhc)
    funding = make_funding(line.budget, 100)
    form = karin.open(f"{MONEY}post/{line.pk}/verplichting/")

    shown = form.press(
        "Bewaar", number="V-1", counterparty="Bibliotheek", description="Huur",
        decision=str(decision.pk), amount_cents="1,01",
        funding=str(funding.pk),
    )  # fmt: skip

    assert "Van dit geld is nog € 1,00 vrij." in shown
    assert not Commitment.objects.exists()


def test_karin_changes_passes_on_and_lets_lapse(karin, zhc):
    line = make_line(make_budget(zhc), cents=100_00)
    commitment = commit(line, make_funding(line.budget), 80_00)
    spend(commitment, 35_00)
    decision = str(commitment.decision_id)
    library = make_library_party(zhc)
    shown = karin.open(f"{MONEY}post/{line.pk}/")

    shown = shown.click("Verhoog of verlaag de post").press(
        "Bewaar", amount_cents="-5,00", decision=decision
    )
    shown = shown.click("Boek geld over").press(
        "Bewaar", amount_cents="30", decision=decision, recipient=str(library.pk),
        description="Voorschot",
    )  # fmt: skip
    assert Transfer.objects.get().recipient == library
    assert "€ 15,00" in shown
    shown = shown.click(commitment.number).press("Laat de rest vervallen")
    assert "vervallen op 7 juli 2025" in shown
    assert "Nog vrij € 60,00" in karin.open(f"{MONEY}post/{line.pk}/")


def test_a_mistake_is_taken_back_while_nothing_rests_on_it(karin, zhc):
    line = make_line(make_budget(zhc))
    make_funding(line.budget)

    assert "De post is weg." in karin.open(f"{MONEY}post/{line.pk}/").press("Haal deze post weg")
    karin.open(YEAR).press("Haal weg : Ministerie van SZW")
    assert not BudgetLine.objects.exists()
    assert not Funding.objects.exists()


def test_a_year_that_is_over_is_closed_for_good(karin, zhc):
    make_budget(zhc, 2024)

    form = karin.open(f"{MONEY}2024/").click("Sluit het jaar af")
    assert "Zet een vinkje als u het zeker weet." in form.press("Bewaar")
    shown = form.press("Bewaar", is_sure="on")

    assert shown.heading == "Jaarrekening 2024"
    assert "Afgesloten op 7 juli 2025." in shown
    karin.open(f"{MONEY}2024/post/", status=404)
    assert "Maak een post" not in karin.open(f"{MONEY}2024/").links


def test_who_closes_a_year_reads_what_nobody_can_book_any_more(karin, zhc):
    books = make_budget(zhc, 2024)
    line, funding = make_line(books), make_funding(books)
    close = f"{MONEY}2024/afsluiten/"
    assert "niet betaald" not in karin.open(close)

    commit(line, funding, 123_456, committed_on=date(2024, 7, 1))

    assert "Van de verplichtingen is nog € 1.234,56 niet betaald." in karin.open(close)


@pytest.mark.parametrize("role", ["coordinator", "partner_employee"])
def test_others_read_and_advise(page, zhc, role):
    line = make_line(make_budget(zhc))
    page.log_in(make_staff(zhc, "sam", role))
    shown = page.open(MONEY)

    assert "Maak een post" not in shown.links
    shown = shown.click("Geef advies over de begroting").press(
        "Bewaar", text="Meer geld voor taal."
    )
    assert "Meer geld voor taal." in shown
    assert BudgetAdvice.objects.get().organisation.key == "werkcentrum"
    for closed in ("2025/post/", "begin/", f"post/{line.pk}/wijzigen/"):
        page.open(f"{MONEY}{closed}", status=404)


def test_a_council_member_reads_everything_and_changes_nothing(page, zhc):
    line = make_line(make_budget(zhc))
    commitment = commit(line, make_funding(line.budget), 500)
    page.log_in(make_staff(zhc, "raadslid", "council_member"))

    about = (f"{MONEY}post/{line.pk}/", f"{MONEY}verplichting/{commitment.pk}/")
    for address in (MONEY, YEAR, f"{YEAR}kwartaal/3/", f"{YEAR}jaarrekening/", *about):
        forms = [form.get("action", "") for form in page.open(address).document.iter("form")]
        assert not [action for action in forms if "/geld/" in action]
    page.open(f"{YEAR}advies/", status=404)
    page.post(f"{MONEY}verplichting/{commitment.pk}/vervalt/", {}, status=404)


def test_the_books_of_another_region_do_not_exist(karin):
    far = make_promised(make_other_region(), "01900000-0000-7000-8000-00000000000b", year=2026)

    for address in (f"post/{far.pk}/", f"verplichting/{far.pk}/", "2026/", "2026/boeken.csv"):
        karin.open(f"{MONEY}{address}", status=404)
    karin.post(f"{MONEY}binnen/{far.pk}/weg/", {}, status=404)
    assert Budget.objects.get().year == 2026


def test_the_file_for_the_finance_system_is_text_that_no_spreadsheet_runs(karin, zhc):
    line = make_line(make_budget(zhc), "=Gidsen")
    commitment = commit(line, make_funding(line.budget), 80_00, counterparty="+31 70 @huur")
    spend(commitment, 30_00)
    spend(commitment, -5_00, description='@terug;"half"')

    response = karin.open(f"{YEAR}boeken.csv").response

    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert {row["post"] for row in rows} == {"", "'=Gidsen"}
    [promised] = [row for row in rows if row["soort"] == "verplichting"]
    assert (promised["wie"], promised["bedrag"]) == ("'+31 70 @huur", "80,00")
    spent = [row for row in rows if row["soort"] == "uitgave"]
    assert [row["bedrag"] for row in spent] == ["30,00", "-5,00"]
    assert spent[1]["omschrijving"] == '\'@terug;"half"'
    quarter = karin.open(f"{YEAR}boeken.csv", kwartaal="1").response.content.decode("utf-8-sig")
    assert {line.split(";")[0] for line in quarter.splitlines()[1:]} == {"toegezegd", "begroot"}


def sent(page, text: str | bytes, name: str = "kosten.csv"):
    """Karin sends a file of the finance system."""
    content = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile(name, content, content_type="text/csv")
    return page.post(f"{YEAR}inlezen/", {"file": file})


@pytest.mark.house_rule_off("dates", reason=WRITES_DATES)
def test_a_file_is_taken_over_once_however_often_it_is_sent(karin, zhc):
    commit(make_line(make_budget(zhc)), make_funding(Budget.objects.get()), 80_00, number="V-1")
    file = f"\ufeff{HEAD}V-1;F-1;1-7-2025;60,00;Huur\nV-1;F-2;2025-07-02;-5,00;Café\n\n"

    for _time in range(2):
        assert "staan nu allemaal in de boeken" in sent(karin, file)
    old = f"Extra;{HEAD}x;V-1;F-3;2-7-2025;25,00;Café\n".encode("cp1252")
    sent(karin, old)

    assert sorted(Expense.objects.values_list("amount_cents", flat=True)) == [-500, 2500, 6000]
    assert Expense.objects.get(document_number="F-3").description == "Café"


@pytest.mark.house_rule_off("dates", reason=WRITES_DATES)
def test_what_the_finance_system_moved_to_another_line_is_not_booked_twice(karin, zhc):
    books, money = make_budget(zhc), make_funding(make_budget(zhc))
    for number in ("V-1", "V-2"):
        commit(make_line(books, number), money, 80_00, number=number)
    sent(karin, f"{HEAD}V-1;F-1;1-7-2025;60,00;Huur")

    shown = sent(karin, f"{HEAD}V-2;F-1;1-7-2025;60,00;Huur")
    assert "Regel 2: Stuk F-1 staat met dit bedrag al op een andere post." in shown
    assert Expense.objects.count() == 1

    sent(karin, f"{HEAD}V-1;F-1;1-7-2025;60,00;Huur\nV-2;F-1;1-7-2025;60,00;Huur")
    assert Expense.objects.count() == 2


@pytest.mark.house_rule_off("dates", reason=WRITES_DATES)
def test_rows_that_are_wrong_are_named_and_nothing_is_booked(karin, zhc):
    commit(make_line(make_budget(zhc)), make_funding(Budget.objects.get()), 80_00, number="V-1")

    shown = sent(karin, f"{HEAD}V-1;F-1;1-7-2025;60,00;Huur\nV-9;F-2;1-7-2025;60.00;Huur")
    assert "Regel 3: Wij kennen geen verplichting ‘V-9’ in dit jaar." in shown
    assert "Er is niets geboekt" in shown
    shown = sent(
        karin, f"{HEAD}V-1;F-1;1-7-2025;60,00;Huur\nV-1;F-2;1-7-2025;20,01;Huur\n"
        "V-1;F-1;1-7-2025;61,00;Huur\nV-1;F-3;1-7-2024;-1,00;Huur",
    )  # fmt: skip

    assert "Regel 4: Stuk F-1 staat al in de boeken, met een ander bedrag" in shown
    assert "Regel 5: Kies een dag in 2025." in shown
    assert not Expense.objects.exists()


@pytest.mark.house_rule_off("dates", reason=WRITES_DATES)
def test_together_rows_stay_within_what_was_promised(karin, zhc):
    commit(make_line(make_budget(zhc)), make_funding(Budget.objects.get()), 80_00, number="V-1")

    shown = sent(karin, f"{HEAD}V-1;F-1;1-7-2025;60,00;Huur\nV-1;F-2;1-7-2025;20,01;Huur")

    assert "Regel 3: Op verplichting V-1 is nog € 80,00 over." in shown
    assert not Expense.objects.exists()


@pytest.mark.house_rule_off("dates", reason=WRITES_DATES)
def test_what_is_no_file_of_the_finance_system_is_told(karin, zhc):
    make_budget(zhc)

    assert "Dit bestand is leeg." in sent(karin, b"")
    assert "te groot" in sent(karin, b"x" * (2 * 1024 * 1024 + 1))
    assert "staan geen uitgaven" in sent(karin, HEAD)


@pytest.mark.house_rule_off("dates", reason="The number of a document looks like one.")
@pytest.mark.parametrize("rows", [1, 25, pytest.param(5_000, marks=pytest.mark.slow)])
def test_the_books_cost_the_same_for_one_line_or_many(karin, zhc, queries, rows):
    budget, money = make_budget(zhc), make_funding(make_budget(zhc))
    lines = [make_line(budget, f"Post {number}") for number in range(min(rows, 25))]
    first, decision = lines[0], make_money_decision(zhc)
    day = {"decision": decision, "committed_on": MONDAY}
    promised = Commitment.objects.bulk_create(
        Commitment(line=line, funding=money, number=f"{line.title}-{number}", amount_cents=9, **day)
        for line in {first, *lines}
        for number in range(rows if line is first else 1)
    )
    own = next(row for row in promised if row.line == first)
    Expense.objects.bulk_create(
        Expense(
            line=row.line,
            commitment=row,
            document_number=f"{row.number}-{n}",
            amount_cents=1,
            booked_on=MONDAY,
        )
        for row in {own, *promised}
        for n in range(rows if row is own else 1)
    )
    transfer(first, make_library_party(zhc), 1)
    karin.open(MONEY)

    one = (f"{MONEY}post/{first.pk}/", f"{MONEY}verplichting/{own.pk}/")
    for address in (MONEY, f"{YEAR}kwartaal/3/", f"{YEAR}jaarrekening/", f"{YEAR}boeken.csv", *one):
        with queries.at_most(12):
            karin.open(address)


def test_karin_writes_down_later_when_money_came_in_and_the_account_tells_what_is_still_to_come(
    karin, zhc
):
    budget = make_budget(zhc)
    make_funding(budget, 500_00, source="Ministerie")
    make_funding(budget, 80_00, source="UWV", kind=Funding.Kind.CONTRIBUTION)
    assert facts(karin.open(f"{YEAR}jaarrekening/"))["Nog te ontvangen"] == "€ 580,00"

    form = karin.open(YEAR).click("Schrijf op wanneer : Ministerie, impulsgelden van het Rijk")
    assert "moet nog komen" in form.press("Bewaar", received_on="2025-07-08")
    assert "Kijk of het jaar" in form.press("Bewaar", received_on="2015-07-01")
    form.press("Bewaar", received_on="2024-12-20")
    karin.open(YEAR).click("Verander de dag : Ministerie, impulsgelden van het Rijk").press(
        "Bewaar", received_on="2024-12-24"
    )

    shown = facts(karin.open(f"{YEAR}jaarrekening/"))
    assert (shown["Toegezegd"], shown["Ontvangen"]) == ("€ 580,00", "€ 500,00")
    assert shown["Nog te ontvangen"] == "€ 80,00"
    told = AuditLine.objects.filter(verb="governance.funding_received").order_by("at", "pk")
    assert {"on": "2024-12-24", "before": "2024-12-20"} in [line.detail for line in told]
    file = karin.open(f"{YEAR}boeken.csv", kwartaal="1").response.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file), delimiter=";"))
    assert [(r["soort"], r["datum"], r["bedrag"]) for r in rows if r["wie"] == "Ministerie"] == [
        ("toegezegd", "2025-01-01", "500,00"), ("ontvangen", "2025-01-01", "500,00"),
    ]  # fmt: skip


def test_of_a_closed_year_nobody_writes_down_when_money_came_in(karin, zhc):
    budget = make_budget(zhc, 2024, closed_on=MONDAY)
    funding = make_funding(budget)

    karin.open(f"{MONEY}binnen/{funding.pk}/ontvangen/", status=404)


def test_the_account_tells_who_got_money_for_what(karin, zhc):
    library = make_library_party(zhc)
    line = make_line(make_budget(zhc), "Inloop Voorburg")
    commit(line, make_funding(line.budget), 900_00)
    transfer(line, library, 300_00, description="Huur")
    transfer(line, library, 200_00, description="Gastvrouw")

    shown = karin.open(f"{YEAR}jaarrekening/")

    table = shown.texts(".//section[@aria-labelledby='over']//tr")
    assert len([row for row in table if library.name in row and "Inloop Voorburg" in row]) == 2
    assert table[-1].split() == ["Samen", "€", "500,00"]
    file = karin.open(f"{YEAR}boeken.csv").response.content.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(file), delimiter=";")
    assert [r["wie"] for r in rows if r["soort"] == "overboeking"] == [library.name] * 2


def facts(shown):
    """The figures on top of a page, by their name."""
    names, values = (shown.texts(f".//dl[@class='money-facts']//{tag}") for tag in ("dt", "dd"))
    return dict(zip(names, (value.replace("\u00a0", " ") for value in values), strict=True))
