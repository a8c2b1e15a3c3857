"""Pages of documents: a secretary makes one, writes in it, reads it and makes it final."""

import io
import zipfile
from datetime import timedelta

import pypdf
import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.governance.documents import actions as document_actions
from werkcentrum.governance.documents.letters import pdf_of
from werkcentrum.governance.documents.page import documents_about
from werkcentrum.governance.documents.queries import MOST_CHOICES
from werkcentrum.governance.models import Document, Proposal
from werkcentrum.governance.tests.make_documents import (
    fill,
    make_case,
    make_clauses,
    make_document,
    part_of,
    write,
)
from werkcentrum.partners.tests.make import make_other_region, make_region

LIST = "/medewerkers/samenwerking/documenten/"
LATER = MONDAY_MORNING + timedelta(hours=1)


@pytest.fixture
def case(db):
    return make_case(make_region(host="testserver"))


@pytest.fixture
def secretary(page, case):
    page.log_in(make_staff(case.region, "petra", "board_secretary"))
    return page


@pytest.fixture
def councillor(page, case):
    page.log_in(make_staff(case.region, "raadslid", "council_member"))
    return page


def finished(case) -> Document:
    document = fill(make_document(case))
    pdf = pdf_of(document, document.parts.order_by("position"))
    return document_actions.make_final(document=document, pdf=pdf, by="petra", at=LATER)


def test_a_secretary_makes_a_proposal_and_sees_what_is_left_to_do(secretary, case):
    new = secretary.open(LIST).click("Collegevoorstel")

    shown = new.press("Maak het document", over=f"proposal:{case.pk}")

    assert shown.heading == "Collegevoorstel: 4325 Samenwerken in het Werkcentrum"
    assert "Kijk nog naar 2 delen:" in shown
    assert "Stel het document vast" not in shown
    assert "nog 2 delen" in secretary.open(LIST)


def test_a_secretary_fills_what_is_left_and_makes_it_final(secretary, case):
    document = make_document(case)
    shown = secretary.open(reverse("document", args=[document.pk]))
    message, money = part_of(document, "kernboodschap"), part_of(document, "financien")
    for heading in (message.heading, money.heading):
        shown = shown.click(heading).press(
            "Bewaar deze tekst", tekst="De regio betaalt.\n\n- alles"
        )

    shown = shown.press("Stel het document vast")

    assert "Vastgesteld op" in shown
    assert "Het verandert niet meer." in shown
    assert "Bewerk" not in shown
    secretary.open(reverse("document_part", args=[document.pk, "raad"]), status=404)


def test_nobody_makes_a_document_about_something_of_another_region(secretary, case):
    other = make_case(make_other_region())
    address = reverse("document_new", args=["collegevoorstel"])

    shown = secretary.send(address, over=f"proposal:{other.pk}")

    assert "Kies iets uit de lijst." in shown
    assert str(other.pk) not in [option.get("value") for option in shown.document.iter("option")]
    assert not Document.objects.exists()
    secretary.open(reverse("document", args=[make_document(other).pk]), status=404)


@pytest.mark.parametrize(("role", "is_writer"), [("clerk", True), ("council_member", False)])
def test_a_page_about_something_shows_its_documents_and_makes_others(case, rf, role, is_writer):
    draft, final = make_document(case), finished(case)
    request = rf.get("/", SERVER_NAME="testserver")
    request.user, request.region = make_staff(case.region, "iemand", role), case.region

    found = documents_about(request, case)
    html = render_to_string("governance/documents_about.html", {"documents_about": found}, request)

    assert {row.pk for row in found.rows} == ({draft.pk, final.pk} if is_writer else {final.pk})
    assert ("Maak een collegevoorstel" in html) is is_writer
    assert [name for name, _url in found.new] == (
        ["collegevoorstel", "raadsinformatiebrief"] if is_writer else []
    )


def test_what_is_too_old_for_the_list_can_still_be_chosen_from_its_own_page(secretary, case):
    Proposal.objects.bulk_create(
        Proposal(
            region=case.region, organisation=case.organisation, reference=f"later {number}",
            title="Later", made_on=LATER.date(),
        )
        for number in range(MOST_CHOICES)
    )  # fmt: skip
    address = reverse("document_new", args=["collegevoorstel"])
    assert f"proposal:{case.pk}" not in [
        option.get("value") for option in secretary.open(address).document.iter("option")
    ]

    shown = secretary.open(address, over=f"proposal:{case.pk}").press("Maak het document")

    assert shown.heading == "Collegevoorstel: 4325 Samenwerken in het Werkcentrum"


@pytest.mark.parametrize("over", ["", "proposal:", "proposal:x", "period:x", "zomaar"])
def test_a_document_about_nothing_is_not_made(secretary, over):
    shown = secretary.send(reverse("document_new", args=["raadsinformatiebrief"]), over=over)

    assert "Kies" in shown
    assert not Document.objects.exists()


def test_both_texts_stand_side_by_side_when_the_data_changed(secretary, case):
    document = make_document(case)
    write(document, "besluit", "Het college besluit anders.")
    case.agreements.filter(reference="4325-1").update(title="Samen sterk")
    shown = secretary.open(reverse("document", args=[document.pk]))
    shown = shown.press("Maak opnieuw uit de gegevens")
    assert "gegevens veranderd" in shown.texts(".//td/span/span")

    part = shown.click("Voorgesteld collegebesluit")

    [own] = part.document.iter("textarea")
    assert (own.text or "").strip() == "Het college besluit anders."
    assert "Samen sterk" in part
    assert part.texts(".//ins")
    back = part.press("Zet de tekst uit de gegevens terug")
    assert "gegevens veranderd" not in back.texts(".//td/span/span")


def test_saving_a_part_unchanged_leaves_it_with_the_data(secretary, case):
    agreement = case.agreements.get(reference="4325-1")
    [clause] = make_clauses(agreement, "  Wij werken\r\nsamen.\x07 \n\n")
    document = make_document(agreement, Document.Kind.AGREEMENT)

    for part in document.parts.order_by("position"):
        secretary.open(reverse("document_part", args=[document.pk, part.key])).press(
            "Bewaar deze tekst"
        )

    assert not document.parts.exclude(typed=None).exists()
    assert part_of(document, f"bepaling-{clause.pk}").made == "Wij werken\nsamen."


def test_of_two_colleagues_the_second_sees_both_texts(secretary, case):
    document = make_document(case)
    mine = secretary.open(reverse("document_part", args=[document.pk, "raad"]))
    write(document, "raad", "De tekst van Karin.")

    shown = mine.press("Bewaar deze tekst", tekst="De tekst van Petra.")

    assert "Een collega veranderde dit deel net." in shown
    assert "De tekst van Karin." in shown
    [mine_still] = shown.document.iter("textarea")
    assert (mine_still.text or "").strip() == "De tekst van Petra."
    assert part_of(document, "raad").text == "De tekst van Karin."


def test_a_number_that_may_be_a_bsn_is_kept_out_of_a_document(secretary, case):
    document = make_document(case)
    part = secretary.open(reverse("document_part", args=[document.pk, "raad"]))

    assert "BSN" in part.press("Bewaar deze tekst", tekst="Het nummer is 111222333.")
    assert part_of(document, "raad").typed is None


def test_what_is_typed_is_shown_as_text_and_never_as_markup(secretary, case):
    document = make_document(case)
    write(document, "raad", "Wij <b>beslissen</b> & #strong[nooit].\n\na. eerst\nb. dan")

    shown = secretary.open(reverse("document_preview", args=[document.pk]))

    assert "Wij <b>beslissen</b> & #strong[nooit]." in shown
    assert "dan" in shown.texts(".//ol/li")


def test_the_files_hold_what_the_preview_shows(secretary, case):
    document = make_document(case)
    pdf = secretary.open(reverse("document_pdf", args=[document.pk])).response
    odt = secretary.open(reverse("document_odt", args=[document.pk])).response

    said = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.content)).pages)
    body = zipfile.ZipFile(io.BytesIO(odt.content)).read("content.xml").decode()
    assert "Wethouder Ravi Zand volmacht" in " ".join(said.split())
    assert "Wethouder Ravi Zand volmacht" in body
    assert "collegevoorstel-4325-samenwerken" in pdf["Content-Disposition"]
    assert "sandbox" in pdf["Content-Security-Policy"]


def test_a_councillor_reads_what_is_final_and_no_draft(councillor, case):
    draft, final = make_document(case), finished(case)

    shown = councillor.open(LIST)

    assert shown.texts(".//tbody/tr/th") == [final.title]
    assert "Maak een document" not in shown
    page = shown.click(final.title)
    assert page.click("Lees het voorbeeld").heading == "Voorbeeld"
    assert "Maak opnieuw" not in page
    for name in ("document", "document_preview", "document_pdf", "document_odt"):
        councillor.open(reverse(name, args=[draft.pk]), status=404)
        councillor.open(reverse(name, args=[final.pk]))


@pytest.mark.parametrize("rows", [1, 25])
def test_the_list_costs_the_same_for_one_and_for_many(secretary, case, queries, rows):
    first = make_document(case)
    Document.objects.bulk_create(
        Document(
            region=case.region, kind=first.kind, title=f"Voorstel {number}", made_at=LATER,
            changed_at=LATER,
        )
        for number in range(rows)
    )  # fmt: skip

    with queries.at_most(9):
        shown = secretary.open(LIST)

    assert len(shown.texts(".//tbody/tr")) == min(rows + 1, 25)
