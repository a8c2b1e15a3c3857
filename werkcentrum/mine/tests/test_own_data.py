"""Somebody sees what the Werkcentrum knows of them, takes it along, mends it and has it deleted."""

import io
import json
import re

import pypdf
import pytest
from django.test import Client as Browser

from werkcentrum.appointments.tests.make import make_offer, make_place, on_behalf, slot_at
from werkcentrum.audit.actions import record_look
from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.attachment_actions import add_files
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.casework.plan_actions import add_step, agree_goal
from werkcentrum.core.tests.files import PHOTO
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.marks import has_session
from werkcentrum.core.uploads import NewFile
from werkcentrum.formal.tests.make import make_request
from werkcentrum.mine.tests.make import ADDRESS, enter, make_known
from werkcentrum.partners.tests.make import make_organisation, make_region
from werkcentrum.privacy.actions import object_to
from werkcentrum.privacy.models import Consent, Objection, Purpose
from werkcentrum.privacy.retention_actions import change_period
from werkcentrum.privacy.tests.make import (
    make_client,
    make_consent,
    make_ground,
    make_municipal,
    make_purpose,
    make_union,
)
from werkcentrum.referrals.actions import set_representative
from werkcentrum.referrals.models import AnswerLink, Referral
from werkcentrum.referrals.states import State
from werkcentrum.referrals.tests.make import (
    make_adviser,
    make_enquiry,
    make_in,
    make_receiver,
    make_sharing_ground,
)

pytestmark = [
    pytest.mark.usefixtures("monday"),
    pytest.mark.django_db,
    has_session,
]
TWICE = "What she does, and the page that she reads after it."
STORY = "Mijn contract stopt in juli. Ik wil graag in de zorg werken."


@pytest.fixture
def region():
    return make_region(host="testserver")


@pytest.fixture
def olena(region):
    return make_known(region)


@pytest.fixture
def enquiry(region, olena):
    return make_enquiry(region, olena, own_words=STORY)


@pytest.fixture
def referral(region, enquiry):
    """With the union, which helps her; she agreed to that."""
    make_consent(enquiry.client, make_sharing_ground(region))
    return make_in(State.IN_PROGRESS, region, enquiry=enquiry)


def test_she_takes_the_files_with_her_question_along_and_nobody_elses(page, region, enquiry):
    theirs = make_enquiry(region, make_client(region, "Ahmed", address="ahmed@post.example"))
    for one, name in ((enquiry, "brief.jpg"), (theirs, "geheim.jpg")):
        file = NewFile(name, "jpg", PHOTO)
        add_files(enquiry=one, files=[file], is_from_asker=True, by="x", at=MONDAY_MORNING)
    shown = enter(page)
    saved = shown.click("brief.jpg").response

    assert "geheim.jpg" not in shown
    assert saved.content == PHOTO
    assert saved["Content-Disposition"] == 'attachment; filename="brief.jpg"'
    page.open(f"/mijn/bestand/{theirs.attachments.get().pk}/", status=404)


def test_she_reads_her_question_and_where_it_stands(page, referral):
    shown = enter(page)

    assert STORY in shown
    assert "de partner helpt u" in shown
    assert "De Bond" in shown


def test_she_reads_her_plan_and_who_does_what(page, enquiry):
    goal = agree_goal(enquiry=enquiry, wish="Werken in de zorg", by="peter", at=MONDAY_MORNING)
    add_step(goal=goal, what="Een dag meelopen", owner="person", by="peter", at=MONDAY_MORNING)

    shown = enter(page)
    assert "Werken in de zorg" in shown
    assert "Een dag meelopen" in shown
    assert "Dit doet u zelf" in shown


def test_she_reads_who_got_her_data_and_why(page, referral):
    shown = enter(page)

    assert "De Bond kreeg of zag uw naam" in shown
    assert "want u gaf daarvoor toestemming" in shown


@pytest.mark.house_rule_off("queries", reason=TWICE)
def test_she_withdraws_and_the_partner_sees_nothing_any_more(page, referral):
    shown = enter(page).press("Trek dit in voor De Bond")

    assert "Uw toestemming is ingetrokken" in shown
    assert Consent.objects.get().withdrawn_at is not None
    assert Referral.objects.get().state == State.WITHDRAWN
    assert "Trek dit in voor De Bond" not in shown.text


@pytest.mark.house_rule_off("queries", reason=TWICE)
def test_what_she_did_already_in_another_window_is_told_in_her_language(page, referral):
    enter(page)
    window = page.open("/ar/mijn/overzicht/")
    once, again = (window.press("اسحبوا هذه الموافقة بخصوص De Bond") for _ in range(2))

    assert "لقد فعلتم هذا من قبل" not in once
    assert "لقد فعلتم هذا من قبل" in again


def test_she_objects_to_what_the_law_allows(page, region, olena):
    make_sharing_ground(region, is_statutory=True)

    shown = enter(page).press("Ik wil dit niet voor De Bond")
    assert "Wij delen hierover niets" in shown
    assert Objection.objects.get().client == olena


@pytest.mark.house_rule_off("queries", reason=TWICE)
def test_who_objected_under_one_name_can_object_under_the_other_names_too(page, region, olena):
    ground = make_sharing_ground(region, is_statutory=True)
    object_to(client=olena, ground=ground, by="peter", at=MONDAY_MORNING)
    again = make_known(region)

    shown = enter(page)
    assert "Iemand met dit adres maakte al bezwaar." in shown
    shown = shown.press("Ik wil dit niet voor De Bond")

    assert "Wij delen hierover niets" in shown
    assert set(Objection.objects.values_list("client", flat=True)) == {olena.pk, again.pk}


@pytest.mark.parametrize("path", ["gegevens/", "verwijderen/"])
def test_every_page_with_her_data_is_a_look(page, olena, path):
    enter(page)
    looks = AuditLine.objects.filter(verb="casework.looked", subject_id=str(olena.pk))
    before = looks.count()

    page.open(f"/mijn/{path}")

    assert looks.count() == before + 1


@pytest.mark.house_rule_off("queries", reason=TWICE)
def test_an_objection_stops_what_runs_at_once_and_the_link_of_the_team(page, region, enquiry):
    make_sharing_ground(region, is_statutory=True)
    referral = make_in(State.RECEIVED, region, enquiry=enquiry)

    enter(page).press("Ik wil dit niet voor De Bond")
    referral.refresh_from_db()
    assert referral.state == State.WITHDRAWN
    assert not AnswerLink.objects.filter(revoked_at=None).exists()
    [line] = AuditLine.objects.filter(verb="referrals.stopped_with_objection")
    assert line.detail == {"count": 1}


def test_she_may_object_to_what_those_who_help_her_share_and_not_to_all_of_the_region(
    page, region, olena
):
    make_sharing_ground(region, is_statutory=True)
    elsewhere = make_organisation(region, "elders", name="Gemeente Elders")
    make_ground(make_purpose(region), elsewhere, make_union(region), kind="public_task")
    shown = enter(page)
    assert "krijgen van Gemeente Elders" in shown

    make_enquiry(region, olena, organisation=make_municipal(region))
    shown = page.open("/mijn/overzicht/")
    assert "krijgen van Gemeente Voorburg" in shown
    assert "krijgen van Gemeente Elders" not in shown.text


def test_what_it_is_shared_for_is_told_in_her_language(page, region, olena):
    make_sharing_ground(region, is_statutory=True)
    Purpose.objects.update(translations={"en": {"label": "Bringing you in touch"}})
    enter(page)

    assert "Bringing you in touch: " in page.open("/en/mijn/overzicht/")


def test_what_she_did_is_told_once_and_also_read_again(page, olena):
    shown = enter(page).click("Verander uw naam of taal").press("Bewaar", naam="Olena Z.")

    assert "Uw gegevens zijn veranderd." in shown
    assert "Uw gegevens zijn veranderd." not in page.open("/mijn/overzicht/").text


def test_her_pages_are_stored_nowhere_and_a_browser_tells_whose_form_she_sends(page, olena):
    response = enter(page).response

    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "same-origin"


def test_a_form_that_is_not_believed_says_so_in_words(olena):
    browser = Browser(enforce_csrf_checks=True)

    refused = browser.post("/mijn/gegevens/", {"naam": "Olena"}, headers={"Origin": "null"})
    assert refused.status_code == 403
    assert "Deze pagina stond te lang open" in refused.content.decode()


def test_her_complaint_stands_in_everything_that_she_downloads(page, region, olena):
    sent = make_request(region, address=ADDRESS.upper())
    make_request(region, address="daan@post.example")
    shown = enter(page)

    assert sent.number in shown.links
    [found] = json.loads(page.open("/mijn/gegevens.json").text)
    [told] = found["formal"]["requests"]
    assert (told["number"], told["own_words"]) == (sent.number, sent.own_words)
    assert told["addressees"][0]["organisation"] == "Gemeente leidschendam voorburg"


@pytest.mark.house_rule_off("queries", reason="Forgetting somebody goes through every table once.")
def test_a_complaint_stays_with_her_name_and_she_reads_that_before_and_after(page, region, olena):
    sent = make_request(region, address=ADDRESS)

    ask = enter(page).click("Verwijder mijn gegevens")
    assert "Die bewaren wij, met uw naam" in ask
    shown = ask.press("Ja, verwijder alles")
    assert "Wat blijft, met uw naam" in shown
    assert "Klacht (1): tot" in shown
    assert "Niemand kan nog zien" not in shown.text
    sent.refresh_from_db()


def test_she_changes_her_name_and_language(page, olena):
    shown = enter(page).click("Verander uw naam of taal")
    shown = shown.press("Bewaar", naam="Olena Z.", taal="uk")

    assert "Uw gegevens zijn veranderd." in shown
    olena.refresh_from_db()
    assert (olena.name_to_use, olena.language) == ("Olena Z.", "uk")


@pytest.mark.house_rule_off("queries", reason=TWICE)
def test_a_language_that_she_chose_before_stays_when_she_changes_her_name(page, region, olena):
    Client.objects.filter(pk=olena.pk).update(language="uk")
    assert make_known(region).language == "nl"

    enter(page).click("Verander uw naam of taal").press("Bewaar", naam="Olena Z.")

    assert set(Client.objects.values_list("name_to_use", "language")) == {("Olena Z.", "uk")}


def test_a_name_that_is_empty_is_told_and_nothing_changes(page, olena):
    shown = enter(page).click("Verander uw naam of taal").press("Bewaar", naam="  ")

    assert "Schrijf hoe wij u mogen noemen." in shown
    olena.refresh_from_db()
    assert olena.name_to_use == "Olena"


def test_she_downloads_everything_for_a_computer(page, referral):
    enter(page)

    found = json.loads(page.open("/mijn/gegevens.json").text)
    assert STORY in json.dumps(found, ensure_ascii=False)
    assert ADDRESS in json.dumps(found)


def test_she_downloads_everything_to_read_and_a_screen_reader_reads_it_too(page, referral):
    enter(page)

    file = page.open("/mijn/gegevens.pdf").response.content
    read = pypdf.PdfReader(io.BytesIO(file))
    text = " ".join(" ".join(sheet.extract_text() for sheet in read.pages).split())
    assert STORY in text
    assert "Waarom dit mocht uw toestemming" in text
    assert "7 juli 2025, 10:" in text
    assert not re.search(r"[a-z]+_[a-z]+|True|False|None|T0\d:", text)
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.trailer["/Root"]["/Lang"] == "nl"
    assert "pdfuaid:part" in read.trailer["/Root"]["/Metadata"].get_object().get_data().decode()


@pytest.mark.house_rule_off("queries", reason="Forgetting somebody goes through every table once.")
def test_she_has_everything_deleted_and_reads_what_stays_and_why(page, referral):
    shown = enter(page).click("Verwijder mijn gegevens").press("Ja, verwijder alles")

    assert shown.heading == "Uw gegevens zijn weg"
    assert "De Bond" in shown
    assert not Client.objects.exists()
    assert STORY not in str(list(Enquiry.objects.values()))
    page.open("/mijn/overzicht/", status=302)


def test_of_somebody_else_she_sees_nothing(page, olena, region):
    daan = make_client(region, "Daan", address="daan@post.example")
    make_enquiry(region, daan, own_words="KANARIE")
    consent = "0197e5a0-0000-7000-8000-000000000000"
    shown = enter(page)

    assert "KANARIE" not in shown
    assert "KANARIE" not in page.open("/mijn/gegevens.json").text
    page.send(f"/mijn/toestemming/{consent}/intrekken/", status=404)


def test_who_looked_is_told_by_organisation_and_never_by_name(page, enquiry, region):
    peter = make_adviser(region)
    for _time in range(2):
        record_look(subject=enquiry, by=str(peter.pk), at=MONDAY_MORNING, region_key=region.key)

    shown = enter(page)
    assert "Gemeente Voorburg (2 keer)" in shown
    assert "peter" not in shown.text.lower()


def test_who_asked_whether_she_is_known_is_told_in_plain_words(page, olena, region):
    page.log_in(make_adviser(region))
    page.open("/medewerkers/hulpvragen/bekend/").press("Zoek", address=ADDRESS)

    shown = enter(page.at("testserver"))
    assert (
        "om te zien of wij u al kennen" in shown.texts(".//section[@aria-labelledby='bekeken']")[0]
    )
    assert "Wie de lijst bekijkt, staat hier niet bij." in shown
    [held] = json.loads(shown.page.open("/mijn/gegevens.json").text)
    assert held["mine"]["looks"][0]["organisation"].endswith("om te zien of wij u al kennen")


def test_who_looked_at_her_appointment_is_told_too(page, enquiry, region):
    slot, bram = slot_at(make_offer(make_place(region))), make_receiver(region)
    booked = on_behalf(slot, bram, question=enquiry)
    record_look(subject=booked, by=str(bram.pk), at=MONDAY_MORNING, region_key=region.key)

    assert "7 juli 2025: De Bond" in enter(page)


def test_she_reads_what_her_data_are_used_for_in_the_language_of_the_page(page, region, olena):
    purpose = make_purpose(region)
    purpose.translations = {"uk": {"label": "Зв’язок", "description": "Ми передаємо питання."}}
    purpose.save()
    assert purpose.description in enter(page)

    assert "Ми передаємо питання." in page.open("/uk/mijn/overzicht/")


def test_who_is_under_sixteen_reads_who_must_agree_and_then_who_decides(page, region, olena):
    assert "Dan moet uw ouder of voogd ja zeggen." in enter(page)
    set_representative(
        client=olena, representative="parent", name="Ilse", by="peter", at=MONDAY_MORNING
    )

    assert "Ilse (ouder) beslist of wij uw gegevens delen." in page.open("/mijn/overzicht/")


def test_the_day_until_which_she_is_kept_is_that_of_the_region(page, region, olena, enquiry):
    change_period(
        region=region, record_key="client", days=400, needs_second=False, source="",
        by="iris", at=MONDAY_MORNING,
    )  # fmt: skip
    enter(page)

    def kept() -> str:
        [found] = json.loads(page.open("/mijn/gegevens.json").text)
        return found["casework"]["client"]["retention_until"]

    assert kept() == "2026-08-11"
    Enquiry.objects.update(adviser=make_adviser(region))
    assert kept() == "zolang een gids u helpt"


def test_who_looked_stands_in_what_she_downloads_once_for_a_day(page, enquiry, region):
    peter = make_adviser(region)
    for _time in range(60):
        record_look(subject=enquiry, by=str(peter.pk), at=MONDAY_MORNING, region_key=region.key)
    enter(page)

    [held] = json.loads(page.open("/mijn/gegevens.json").text)
    looked = {"on": "2025-07-07", "organisation": "Gemeente Voorburg", "count": 60}
    assert held["mine"]["looks"] == [looked]
    read = pypdf.PdfReader(io.BytesIO(page.open("/mijn/gegevens.pdf").response.content))
    text = " ".join(" ".join(sheet.extract_text() for sheet in read.pages).split())
    assert "Organisatie: Gemeente Voorburg; Hoe vaak: 60" in text
    assert "Bekeken" not in text


def test_every_look_of_hers_is_a_line_and_so_is_every_change(page, olena):
    enter(page)

    assert list(AuditLine.objects.filter(activity="mijn-werkcentrum").values_list("verb")) == [
        ("mine.entered",), ("mine.key_sent",),
    ]  # fmt: skip
    assert AuditLine.objects.filter(verb="casework.looked", subject_id=str(olena.pk)).count() == 1
