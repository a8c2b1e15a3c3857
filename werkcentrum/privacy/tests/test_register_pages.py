"""Iris, the privacy officer, keeps the register."""

import csv
from datetime import timedelta

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.core.tests.marks import sends
from werkcentrum.partners.models import PartnerStanding
from werkcentrum.partners.tests.make import make_organisation, make_other_region, make_region
from werkcentrum.privacy import actions, register_actions
from werkcentrum.privacy.models import ConsentText, LegalGround, Purpose
from werkcentrum.privacy.tests.make import (
    make_client,
    make_ground,
    make_municipal,
    make_purpose,
    make_sharing,
    make_text,
    make_union,
    make_uwv,
)

pytestmark = pytest.mark.django_db
START = "/medewerkers/register/"
PURPOSE = f"{START}doel/referral/"
BY_LAW = LegalGround.Kind.PUBLIC_TASK


@pytest.fixture
def region(db, time_machine):
    time_machine.move_to(MONDAY_MORNING)
    return make_region(host="testserver")


@pytest.fixture
def iris(region, page):
    """The privacy officer, who is logged in."""
    user = make_staff(region, "iris", "privacy_officer")
    page.log_in(user)
    return user


def add(page, region, **other):
    """A new row: the municipality to the union."""
    values = {
        "controller": str(make_municipal(region).pk), "recipient": str(make_union(region).pk),
        "kind": "public_task", "law": "Wet SUWI, artikel 9", "categories": ["name", "question"],
        "starts_on": "2025-07-07",
    }  # fmt: skip
    return page.post(f"{PURPOSE}grondslag/", values | other)


@sends
def test_iris_makes_a_purpose_and_says_what_it_is(page, iris, region):
    made = page.open(START).click("Nieuw doel").press(
        "Bewaar", label="Nazorg", description="Wij vragen hoe het ging."
    )  # fmt: skip
    changed = made.click("Verander de naam of de uitleg").press(
        "Bewaar", label="Nazorg", description="Wij bellen na een half jaar."
    )

    assert changed.heading == "Nazorg"
    assert "Wij bellen na een half jaar." in changed
    assert "Doel in het register beschreven (iris@werk.example)" in changed
    assert Purpose.objects.get().key == "nazorg"


@sends
def test_two_purposes_are_not_called_the_same(page, iris, region):
    make_purpose(region)

    refused = page.send(f"{START}nieuw/", label="doorverwijzen", description="Nog een keer")

    assert "Er is al een doel met deze naam" in refused
    assert Purpose.objects.count() == 1


@sends
def test_a_new_row_ends_the_old_one_on_the_day_it_begins(page, iris, region):
    old = make_sharing(region)

    shown = add(page, region, starts_on="2025-08-01")

    assert "Dit staat nu in het register." in shown
    assert "Wet SUWI, artikel 9" in shown
    said = "van Gemeente Voorburg naar De Bond; Taak van de overheid; vanaf: 1 augustus 2025"
    assert f"Grondslag in het register gezet: {said} (iris@werk.example)" in shown
    old.refresh_from_db()
    new = LegalGround.objects.exclude(pk=old.pk).get()
    assert (old.ends_on, new.starts_on, new.ends_on) == (new.starts_on, new.starts_on, None)
    assert new.data == ["name", "question"]
    line = AuditLine.objects.get(verb="privacy.ground_added")
    assert (line.actor, line.detail["purpose"]) == (str(iris.pk), "referral")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"law": ""}, "Schrijf op welke wet en welk artikel."),
        ({"categories": []}, "Kies welke gegevens."),
        ({"categories": ["name", "benefit"]}, "Alleen gemeenten en UWV mogen gegevens over"),
        ({"recipient": "", "kind": "consent"}, "Toestemming geldt voor één ontvanger."),
        ({"starts_on": "2025-07-06"}, "Wat was, blijft zoals het was."),
        ({"starts_on": "nooit"}, "Deze datum bestaat niet."),
        ({"controller": ""}, "Kies een organisatie."),
        ({"kind": ""}, "Kies waarop het berust."),
    ],
)  # fmt: skip
@sends
def test_what_cannot_stand_in_the_register_is_refused_in_words(page, iris, region, other, said):
    make_purpose(region)

    shown = add(page, region, **other)

    assert said in shown
    assert not LegalGround.objects.exists()


@sends
def test_an_organisation_does_not_give_to_itself(page, iris, region):
    make_purpose(region)

    shown = add(page, region, recipient=str(make_municipal(region).pk))

    assert "Kies een andere ontvanger, of geen." in shown


def test_a_row_between_regions_is_refused(region):
    elsewhere = make_organisation(make_other_region())

    with pytest.raises(RefusedError, match="uit deze regio"):
        register_actions.add_ground(
            purpose=make_purpose(region), controller=make_municipal(region), recipient=elsewhere,
            kind="consent", law="", data=["name"], starts_on=MONDAY, by="iris", at=MONDAY_MORNING,
        )  # fmt: skip


@sends
def test_what_holds_stops_on_a_day_and_stays_in_sight(page, iris, region):
    ground = make_sharing(region)
    shown = page.open(PURPOSE)
    name = "Stop dit : Gemeente Voorburg, De Bond, 1 januari 2024"

    early = shown.click(name).press("Stop dit", ends_on="2025-07-06")
    after = shown.click(name).press("Stop dit", ends_on="2025-07-07")

    assert "Wat was, blijft zoals het was." in early
    assert "voorbij" in after
    assert name not in after.links
    ground.refresh_from_db()
    assert ground.ends_on == MONDAY
    assert "al niet meer" in page.send(f"{PURPOSE}grondslag/{ground.pk}/", ends_on="2025-08-01")


def test_an_end_comes_after_the_beginning_and_never_later_than_said(region):
    ground = make_ground(
        make_purpose(region), make_municipal(region), make_union(region), starts_on=MONDAY,
        ends_on=MONDAY + timedelta(days=9),
    )  # fmt: skip

    for days, said in ((0, "na de eerste dag"), (10, "stopt al eerder")):
        with pytest.raises(RefusedError, match=said):
            register_actions.end_ground(
                ground=ground, ends_on=MONDAY + timedelta(days=days), by="iris",
                at=MONDAY_MORNING,
            )  # fmt: skip


@sends
def test_what_has_not_begun_can_be_taken_back_and_nothing_else(page, iris, region):
    running = make_sharing(region)
    add(page, region, starts_on="2025-08-01")
    planned = LegalGround.objects.exclude(pk=running.pk).get()

    crowded = add(page, region, starts_on="2025-07-20")
    shown = page.open(f"{PURPOSE}grondslag/{planned.pk}/").press("Haal weg")
    kept = page.send(f"{PURPOSE}grondslag/{running.pk}/weg/")

    assert "Er staat al iets klaar" in crowded
    assert "Dit is weggehaald." in shown
    assert "gold eerder" in kept
    assert list(LegalGround.objects.all()) == [running]


@sends
def test_a_new_text_is_a_new_version_and_the_old_one_stays(page, iris, region):
    purpose = make_purpose(region)
    before = page.open(f"{PURPOSE}tekst/nl/")

    page.open(f"{PURPOSE}tekst/nl/").press(
        "Zet in het register", body="Mogen wij dit delen?", starts_on="2025-08-01"
    )
    after = page.open(f"{PURPOSE}tekst/nl/")

    assert "Versie 1, vanaf 1 januari 2024" in before
    assert "Versie 2, vanaf 1 augustus 2025" in after
    assert "Toestemmingstekst toegevoegd: Nederlands, versie 2;" in page.open(PURPOSE).text
    assert "Versie 1, vanaf 1 januari 2024" in after
    assert purpose.texts.count() == 2


@sends
def test_iris_is_told_which_languages_are_behind(page, iris, region):
    purpose = make_purpose(region)
    make_text(purpose, "uk")
    make_text(purpose, "nl", 2, starts_on=MONDAY)

    shown = page.open(PURPOSE)

    row = next(text for text in shown.texts(".//tr") if "Українська" in text)
    assert "ouder dan de Nederlandse tekst" in row
    assert "mensen krijgen de Nederlandse tekst" in next(
        text for text in shown.texts(".//tr") if "Polski" in text
    )
    assert "De tekst is oud of ontbreekt in:" in page.open(START)


@sends
def test_a_text_in_the_past_or_without_words_is_refused(page, iris, region):
    make_purpose(region)

    past = page.send(f"{PURPOSE}tekst/nl/", body="Mag het?", starts_on="2025-07-06")
    empty = page.send(f"{PURPOSE}tekst/nl/", body="  ", starts_on="2025-07-07")

    assert "Wat was, blijft zoals het was." in past
    assert "Schrijf de tekst." in empty
    assert ConsentText.objects.count() == 1
    page.open(f"{PURPOSE}tekst/fr/", status=404)


def test_iris_sees_what_was_agreed_with_partners_and_what_is_missing(page, iris, region):
    make_sharing(region)
    uwv = make_uwv(region)
    make_ground(make_purpose(region), make_municipal(region), uwv, kind=BY_LAW)

    shown = page.open(f"{START}partners/")

    assert "De Bond Doorverwijzen vanaf 1 januari 2024" in shown
    assert "mag gegevens krijgen" in shown
    assert "UWV: Doorverwijzen" in shown
    assert not PartnerStanding.objects.filter(organisation=uwv).exists()


@sends
def test_iris_decides_an_objection_and_that_she_looked_is_logged(page, iris, region):
    ground = make_sharing(region, kind=BY_LAW)
    objection = actions.object_to(
        client=make_client(region), ground=ground, by="peter", at=MONDAY_MORNING
    )

    shown = page.open(START).click("Bekijk de bezwaren")
    undecided = page.send(f"{START}bezwaren/{objection.pk}/")
    decided = shown.press("Toekennen: niet meer delen , Olena")

    assert "Gemaakt op 7 juli 2025. Antwoord voor 6 augustus 2025." in shown
    assert "Kies wat er is besloten." in undecided
    assert "Het bezwaar is toegekend." in decided
    objection.refresh_from_db()
    assert objection.is_upheld is True
    looks = AuditLine.objects.filter(actor=str(iris.pk), detail__what="privacy.objection")
    assert looks.exists()


def test_of_very_many_objections_the_oldest_are_shown_and_how_many_wait_besides(
    page, iris, region, monkeypatch
):
    monkeypatch.setattr("werkcentrum.privacy.register_views._MOST_OBJECTIONS", 1)
    ground = make_sharing(region, kind=BY_LAW)
    for number, name in enumerate(("Olena", "Ana", "Daan")):
        actions.object_to(
            client=make_client(region, name), ground=ground, by="peter",
            at=MONDAY_MORNING + timedelta(hours=number),
        )  # fmt: skip

    shown = page.open(f"{START}bezwaren/")

    assert "Olena" in shown
    assert "Daan" not in shown
    assert "Er wachten nog 2 bezwaren." in shown


def test_an_objection_in_another_region_is_not_there(page, iris, region):
    elsewhere = make_other_region()
    ground = make_sharing(elsewhere, kind=BY_LAW)
    objection = actions.object_to(
        client=make_client(elsewhere, "Ana"), ground=ground, by="peter", at=MONDAY_MORNING
    )

    page.send(f"{START}bezwaren/{objection.pk}/", status=404, besluit="toekennen")

    assert "Ana" not in page.open(f"{START}bezwaren/")


def test_the_register_goes_out_as_a_file_that_no_spreadsheet_takes_for_sums(page, iris, region):
    ground = make_sharing(region)
    Purpose.objects.update(description="=1+1")
    make_ground(
        make_purpose(region), ground.controller, None, kind=BY_LAW, ends_on=MONDAY,
        law="Participatiewet, artikel 7",
    )  # fmt: skip

    response = page.open(f"{START}bestand/").response
    head, *rows = csv.reader(
        response.content.decode("utf-8-sig").splitlines(), delimiter=";"
    )  # fmt: skip

    assert response["Content-Disposition"] == (
        'attachment; filename="register-van-verwerkingen-zuid-holland-centraal-2025-07-07.csv"'
    )
    assert head[0] == "doel"
    found = {tuple(row) for row in rows}
    assert found == {
        ("Doorverwijzen", "'=1+1", "Gemeente Voorburg", "De Bond", "Toestemming", "",
         "naam, hoe iemand te bereiken is, vraag", "2024-01-01", ""),
        ("Doorverwijzen", "'=1+1", "Gemeente Voorburg", "", "Taak van de overheid",
         "Participatiewet, artikel 7", "naam, hoe iemand te bereiken is, vraag", "2024-01-01",
         "2025-07-07"),
    }  # fmt: skip


@pytest.mark.parametrize("rows", [1, 25])
def test_the_register_costs_the_same_for_one_row_or_many(page, iris, region, queries, rows):
    municipality = make_municipal(region)
    for number in range(rows):
        purpose = make_purpose(region, f"doel-{number}", f"Doel {number}")
        union = make_organisation(region, f"bond-{number}", name=f"Bond {number}")
        make_ground(purpose, municipality, union)
        make_ground(make_purpose(region), municipality, union)

    for address, most in ((START, 12), (PURPOSE, 12), (f"{START}partners/", 12)):
        with queries.at_most(most):
            page.open(address)
