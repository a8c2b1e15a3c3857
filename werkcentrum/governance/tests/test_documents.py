"""Documents from data: what stands in them, what people wrote that stays, what is final."""

import io
from datetime import date, timedelta

import pypdf
import pytest
from django.db import IntegrityError, transaction

from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.governance.documents import actions as document_actions
from werkcentrum.governance.documents.letters import letter_of, odt_of, pdf_of
from werkcentrum.governance.documents.words import OPEN
from werkcentrum.governance.models import (
    AgendaItem,
    Agreement,
    Body,
    Budget,
    Document,
    Funding,
    HouseStyle,
    Meeting,
    Signature,
    Vote,
)
from werkcentrum.governance.tests.make import SIGNED_ON, make_body, make_decision
from werkcentrum.governance.tests.make_documents import (
    PERIOD,
    fill,
    make_case,
    make_clauses,
    make_document,
    make_paper,
    part_of,
    power_of,
    write,
)
from werkcentrum.partners.tests.make import make_municipality, make_region

pytestmark = pytest.mark.django_db
LATER = MONDAY_MORNING + timedelta(hours=1)
FIGURES = {"Bezoeken aan de inloop": 1214, "Vragen over schulden": None}


@pytest.fixture
def case():
    return make_case(make_region())


def texts(document: Document) -> dict[str, str]:
    return {part.key: part.text for part in document.parts.order_by("position")}


def regional(case) -> Agreement:
    return case.agreements.get(reference="4325-1")


def test_a_proposal_has_the_sections_of_the_founding_document(case):
    document = make_document(case)

    assert [part.heading for part in document.parts.order_by("position")] == [
        "Kenmerken", "Voorgesteld collegebesluit", "Aanleiding",
        "Kernboodschap en externe communicatie", "Afwegingen",
        "De financiële gevolgen van het besluit",
        "Hoe zijn inwoners en belanghebbenden betrokken", "Rol van de raad",
        "Documenten bij dit voorstel",
    ]  # fmt: skip
    said = texts(document)
    assert said["besluit"] == (
        "Het college besluit:\n\n"
        "a. De overeenkomst ‘Samenwerking in de regio’ aan te gaan met UWV.\n"
        "b. In te stemmen met het aangaan van ‘Lokaal Werkcentrum’ met Bibliotheek Duin.\n\n"
        "De burgemeester besluit:\n\n"
        "a. Wethouder Ravi Zand volmacht te verlenen om beide overeenkomsten te ondertekenen."
    )
    assert "Zaaknummer: 4325" in said["kenmerk"]
    assert "artikel 160, eerste lid" in said["raad"]
    assert "geïnformeerd op 20 mei 2025 over de opening" in said["betrokkenheid"]
    assert said["bijlagen"].splitlines() == [
        "- V1 Volmachtbesluit", "- 4325-1 Samenwerking in de regio", "- 4325-2 Lokaal Werkcentrum",
    ]  # fmt: skip
    assert [row.heading[:2] for row in letter_of(document, document.parts.all()).sections] == [
        "1.", "2.", "3.", "4.", "5.", "6.", "7.", "Do",
    ]  # fmt: skip


def test_what_was_decided_comes_word_for_word_instead_of_what_is_proposed(case):
    body = make_body(case.organisation, Body.Kind.EXECUTIVE)
    make_decision(body, regional(case), proposal=case)

    assert "a. De overeenkomst aan te gaan." in texts(make_document(case))["besluit"]


def test_the_money_in_a_proposal_is_that_of_the_budget(case):
    budget = Budget.objects.create(region=case.region, year=2025)
    Funding.objects.create(
        budget=budget, kind=Funding.Kind.IMPULSE, source="Rijk", amount_cents=12_345_650
    )

    assert "impulsgelden van het Rijk: € 123.456,50" in texts(make_document(case))["financien"]


def test_a_power_of_attorney_says_who_gives_it_to_whom_and_until_when(case):
    power = power_of(case)
    power.most_cents, power.ends_on = 5_000_000, date(2026, 1, 1)
    power.save()

    said = texts(make_document(power, Document.Kind.MANDATE_DECISION, region=case.region))

    assert "artikel 171, tweede lid" in said["overwegingen"]
    assert "a. Aan Ravi Zand, wethouder, volmacht te verlenen" in said["besluit"]
    assert "c. Dit geldt tot een bedrag van € 50.000,00." in said["besluit"]
    assert "vanaf 10 juni 2025 tot en met 31 december 2025." in said["besluit"]
    assert "Noor Duin, burgemeester" in said["ondertekening"]


def test_an_agreement_has_its_clauses_and_who_signed(case):
    agreement = regional(case)
    make_clauses(agreement, "Wij werken samen.", "Wij delen de kosten.")
    party = agreement.parties.get(organisation=case.organisation)
    signed_by(party, agreement)

    document = make_document(agreement, Document.Kind.AGREEMENT)

    parts = list(document.parts.order_by("position"))
    assert [part.heading for part in parts][1:] == [
        "Partijen", "Artikel 1. Bepaling 1", "Artikel 2. Bepaling 2", "Ondertekening",
    ]  # fmt: skip
    assert parts[2].text == "Wij werken samen."
    signed = parts[-1].text
    assert "Gemeente Duindorp\nRavi Zand, wethouder\nGetekend in Duindorp op 27 juni" in signed
    assert "Namens UWV\nNaam en functie:" in signed


def signed_by(party, agreement) -> Signature:
    version = agreement.versions.create(
        number=1, clauses=[], pdf=b"%PDF", digest="a", made_at=MONDAY_MORNING, made_by="petra"
    )
    return Signature.objects.create(
        party=party, version=version, signer_name="Ravi Zand", signer_function="wethouder",
        signed_on=SIGNED_ON, place="Duindorp", way="scan", scan=b"x", scan_name="x.pdf", digest="b",
        registered_by="petra", registered_at=MONDAY_MORNING, confirmed_by="karin",
        confirmed_at=MONDAY_MORNING,
    )  # fmt: skip


def test_a_letter_to_who_joins_names_who_take_part_already(case):
    parent = regional(case)
    joining = Agreement.objects.create(
        region=case.region, reference="9", kind="accession", title="Toetreding", parent=parent,
        rule="all_signed",
    )  # fmt: skip
    for row in (parent, case.agreements.get(reference="4325-2")):
        for party in row.parties.all():
            joining.parties.get_or_create(organisation=party.organisation)

    said = texts(make_document(joining, Document.Kind.ACCESSION_LETTER))

    assert "Aan: Bibliotheek Duin" in said["kenmerk"]
    assert said["partijen"] == "- Gemeente Duindorp\n- UWV"
    assert "De opzegtermijn is 6 maanden." in said["afspraken"]


def test_a_decision_list_has_what_was_decided_how_was_voted_and_who_does_what(case):
    body = make_body(case.organisation, Body.Kind.REGIONAL_BOARD)
    meeting = Meeting.objects.create(
        body=body, starts_at=MONDAY_MORNING, ends_at=LATER, place="Zoetermeer", state="held"
    )
    decision = make_decision(body, regional(case), number="B7")
    Vote.objects.create(decision=decision, voter="UWV", choice="for")
    item = AgendaItem.objects.create(
        body=body, meeting=meeting, title="De overeenkomst", purpose="decide", decision=decision,
        added_on=SIGNED_ON,
    )  # fmt: skip
    item.actions.create(body=body, text="Stuurt de brief.", owner_name="Sem Boek", due_on=SIGNED_ON)

    document = make_document(meeting, Document.Kind.DECISION_LIST, region=case.region)

    said = texts(document)
    assert said[f"punt-{item.pk}"] == (
        "Besluit B7:\n\na. De overeenkomst aan te gaan.\n\nStemmen:\n\n- UWV: voor"
    )
    assert said["acties"] == "- Sem Boek: Stuurt de brief. Uiterlijk 27 juni 2025."
    one = make_document(decision, Document.Kind.DECISION_LIST, region=case.region)
    assert "Besluit B7:" in texts(one)["besluit-1"]


def test_a_letter_to_the_council_tells_figures_and_no_number_under_five(case):
    town = make_municipality(case.region, name="Duindorp")
    document = make_document(
        None, Document.Kind.COUNCIL_LETTER, region=case.region, municipality=town, period=PERIOD,
        figures=FIGURES,
    )  # fmt: skip

    said = texts(document)

    assert "Aan: de gemeenteraad van Duindorp" in said["kenmerk"]
    assert "Van 1 januari 2025 tot en met 30 juni 2025 telden wij:" in said["stand"]
    assert "- Bezoeken aan de inloop: 1.214" in said["stand"]
    assert "- Vragen over schulden: noemen wij niet" in said["stand"]


@pytest.mark.parametrize("number", [1, 4])
def test_a_number_under_five_never_comes_in_a_letter(case, number):
    with pytest.raises(RefusedError, match="van 1 tot en met 4"):
        make_document(
            None, Document.Kind.COUNCIL_LETTER, region=case.region, period=PERIOD,
            figures={"Afspraken": number},
        )  # fmt: skip


def test_a_document_is_about_what_it_can_be_about(case):
    with pytest.raises(RefusedError):
        make_document(case, Document.Kind.MANDATE_DECISION)


def test_what_somebody_wrote_stays_when_the_data_change_and_both_texts_are_there(case):
    document = make_document(case)
    write(document, "besluit", "Het college besluit anders.")
    agreement = regional(case)
    agreement.title = "Samen in de regio"
    agreement.save()

    document_actions.remake(document=document, by="petra", at=LATER)

    part = part_of(document, "besluit")
    assert part.text == "Het college besluit anders."
    assert part.is_outdated
    assert "‘Samenwerking in de regio’" in part.made_before
    assert "‘Samen in de regio’" in part.made
    # What nobody wrote follows the data.
    assert "Samen in de regio" in texts(document)["bijlagen"]
    write(document, "besluit", "Het college besluit nu dit.")
    assert not part_of(document, "besluit").is_outdated


def test_a_text_that_was_emptied_stays_empty(case):
    document = make_document(case)
    write(document, "afwegingen", "")

    document_actions.remake(document=document, by="petra", at=LATER)

    assert texts(document)["afwegingen"] == ""
    assert "Afwegingen" not in [
        row.heading for row in letter_of(document, document.parts.all()).sections
    ]


def test_taking_an_own_text_away_brings_back_what_the_data_say(case):
    document = make_document(case)
    made = texts(document)["raad"]
    write(document, "raad", "Eigen tekst.")

    document_actions.restore_part(part=part_of(document, "raad"), by="petra", at=LATER)

    assert (part_of(document, "raad").typed, texts(document)["raad"]) == (None, made)
    write(document, "raad", "Eigen tekst.")
    write(document, "raad", made)
    assert part_of(document, "raad").typed is None


def test_of_two_colleagues_who_write_one_part_the_second_is_told(case):
    part = part_of(make_document(case), "raad")
    for_both = part.version
    document_actions.write_part(
        part=part, text="De eerste.", read=for_both, by="petra", at=MONDAY_MORNING
    )

    with pytest.raises(RefusedError, match="Een collega"):
        document_actions.write_part(
            part=part, text="De tweede.", read=for_both, by="karin", at=MONDAY_MORNING
        )

    assert part_of(part.document, "raad").text == "De eerste."


def test_a_part_without_data_goes_unless_somebody_wrote_it(case):
    agreement = regional(case)
    first, second = make_clauses(agreement, "Een.", "Twee.")
    document = make_document(agreement, Document.Kind.AGREEMENT)
    write(document, f"bepaling-{first.pk}", "Eén, maar dan beter.")
    agreement.clauses.all().delete()

    document_actions.remake(document=document, by="petra", at=LATER)

    kept = part_of(document, f"bepaling-{first.pk}")
    assert kept.is_outdated
    assert kept.text == "Eén, maar dan beter."
    assert not document.parts.filter(key=f"bepaling-{second.pk}").exists()


def test_new_figures_come_into_a_letter_and_other_texts_stay(case):
    document = make_document(case, Document.Kind.COUNCIL_LETTER)
    write(document, "kernboodschap", "Kom langs.")

    document_actions.remake(
        document=document, period=PERIOD, figures={"Afspraken": 40}, by="petra", at=LATER
    )
    document_actions.remake(document=document, by="petra", at=LATER)

    assert "- Afspraken: 40" in texts(document)["stand"]
    assert texts(document)["kernboodschap"] == "Kom langs."


def test_a_document_with_something_to_fill_in_is_not_made_final(case):
    document = make_document(case)

    with pytest.raises(RefusedError, match="nog iets invullen"):
        document_actions.make_final(document=document, pdf=b"%PDF", by="petra", at=LATER)


def test_a_document_of_which_the_data_changed_is_not_made_final(case):
    document = fill(make_document(case))
    write(document, "besluit", "Eigen.")
    case.agreements.update(title="Anders")
    document = document_actions.remake(document=document, by="petra", at=LATER)

    with pytest.raises(RefusedError, match="gegevens veranderd"):
        document_actions.make_final(document=document, pdf=b"%PDF", by="petra", at=LATER)


def test_a_document_that_changed_since_it_was_read_is_not_made_final(case):
    document = fill(make_document(case))
    write(document, "raad", "Intussen anders.", later=9)

    with pytest.raises(RefusedError, match="net veranderd"):
        document_actions.make_final(document=document, pdf=b"%PDF", by="petra", at=LATER)


def test_a_final_document_never_changes_again(case):
    document = fill(make_document(case))
    pdf = pdf_of(document, document.parts.order_by("position"))
    document = document_actions.make_final(document=document, pdf=pdf, by="petra", at=LATER)
    part = part_of(document, "raad")

    for act in (
        lambda: write(document, "raad", "Toch anders."),
        lambda: document_actions.restore_part(part=part, by="petra", at=LATER),
        lambda: document_actions.remake(document=document, by="petra", at=LATER),
        lambda: document_actions.make_final(document=document, pdf=pdf, by="petra", at=LATER),
    ):
        with pytest.raises(RefusedError, match="vastgesteld"):
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(title="Anders")
    with pytest.raises(IntegrityError), transaction.atomic():
        document.delete()
    document = Document.objects.get(pk=document.pk)
    assert pdf_of(document, []) == pdf


def test_a_letter_has_the_house_style_of_its_municipality_else_of_its_region(case):
    town = make_municipality(case.region, name="Duindorp")
    HouseStyle.objects.create(
        region=case.region, sender=["Werkcentrum"], colour="#003366", signature=["De secretaris"]
    )
    plain = make_document(case, Document.Kind.COUNCIL_LETTER)
    HouseStyle.objects.create(
        region=case.region, municipality=town, sender=["Gemeente Duindorp", "Postbus 1"],
        colour="#7a1d3f", signature=["Noor Duin", "burgemeester"],
    )  # fmt: skip
    own = make_document(case, Document.Kind.COUNCIL_LETTER, municipality=town)

    assert letter_of(plain, []).head.sender == ["Werkcentrum"]
    assert texts(plain)["groet"].endswith("De secretaris")
    assert letter_of(own, []).head.colour == "#7a1d3f"
    assert texts(own)["groet"].endswith("Noor Duin\nburgemeester")


def test_both_files_say_the_same(case):
    document = fill(make_document(case))
    parts = list(document.parts.order_by("position"))

    read = pypdf.PdfReader(io.BytesIO(pdf_of(document, parts)))
    said = "".join("".join(page.extract_text().split()) for page in read.pages)

    assert "Gemeentenen" in said
    for part in parts[1:]:
        assert "".join(part.heading.split()) in said
    assert odt_of(document, parts).startswith(b"PK")
    assert OPEN not in said


def test_a_title_of_a_confidential_paper_stands_in_no_letter(case):
    make_paper(case, "Geheim advies", is_confidential=True)
    make_paper(case, "Openbaar advies")

    for kind in (Document.Kind.PROPOSAL, Document.Kind.COUNCIL_LETTER):
        said = texts(make_document(case, kind))["bijlagen"]
        assert "Geheim" not in said
        assert "Openbaar advies" in said
