"""Notes: what somebody types is kept, stays theirs, and no colleague's text is lost."""

from datetime import timedelta

import pytest
from django.test import Client

from werkcentrum.accounts.tests.make import PASSWORD, code_now, make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.models import Note, NoteDraft
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.marks import sends
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.retention_actions import forget_person
from werkcentrum.privacy.tests.make import make_union
from werkcentrum.referrals.tests.make import make_enquiry
from werkcentrum.referrals.tests.work import LISTS, file_of, make_colleague, make_own

pytestmark = pytest.mark.django_db
TYPED = "Wil in de zorg werken, maar eerst de taal leren."
OTHER = "Wil in de zorg werken. Begint maandag met de taal."
# A number that passes the eleven-test.
BSN = "111222333"
SCRIPT = {"accept": "application/json"}


@pytest.fixture
def region(db, clock):
    return make_region(host="testserver")


@pytest.fixture
def enquiry(region, peter):
    return make_own(region, peter)


def write(page, enquiry, body=TYPED, **typed):
    return page.open(file_of(enquiry, "notitie/")).press("Bewaar notitie", body=body, **typed)


def keep(client, enquiry, body=TYPED, **values):
    """What the script on the page sends while somebody types."""
    address = file_of(enquiry, "notitie/concept/")
    headers = {**SCRIPT, "referer": f"http://testserver{file_of(enquiry, 'notitie/')}"}
    return client.post(address, {"body": body, "version": "0", **values}, headers=headers)


def browser_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@sends
def test_a_note_stands_on_the_page_of_the_enquiry(page, enquiry, peter):
    shown = write(page, enquiry)

    assert shown.address == file_of(enquiry)
    assert TYPED in shown
    assert "peter@werk.example" in shown.texts(".//article/h3")[-1]


@sends
def test_scenario_38_a_draft_comes_back_after_the_session_ended_and_only_to_who_wrote_it(
    page, enquiry, peter, region, clock
):
    browser = browser_of(peter)
    kept = keep(browser, enquiry, "Wil in de zorg werken")
    assert kept.json() == {"kept_at": "10.00"}

    clock.shift(timedelta(minutes=31))
    failed = keep(browser, enquiry, TYPED)
    # Not kept as a draft, and nothing that the script could take for a yes.
    assert failed.status_code == 302
    assert failed.headers["Location"].startswith("/medewerkers/inloggen/")
    assert "kept_at" not in failed.content.decode()

    browser.post(failed.headers["Location"], {"login": peter.email, "password": PASSWORD})
    answer = browser.post("/medewerkers/inloggen/code/", {"code": code_now()})
    restored = browser.get(answer.headers["Location"]).content.decode()
    # The last words too: they were sent when the session had ended.
    assert TYPED in restored
    assert "Dit is uw concept van" in restored
    assert 'role="alert"' in restored
    assert "Concept bewaard om" in restored

    again = page.at("testserver")
    again.log_in(peter)
    assert "Wil in de zorg werken" in field(again.open(file_of(enquiry, "notitie/")))
    enquiry.adviser = None
    enquiry.save()
    other = page.at("testserver")
    other.log_in(make_colleague(region))
    seen = other.open(file_of(enquiry, "notitie/"))
    assert field(seen) == ""
    assert "concept van" not in other.open(file_of(enquiry))


@sends
def test_scenario_39_of_two_colleagues_the_second_sees_both_texts_and_nothing_is_lost(
    page, enquiry, peter, region
):
    write(page, enquiry)
    note = Note.objects.get()
    address = file_of(enquiry, f"notitie/{note.pk}/")
    mine = page.open(address)
    # The colleague helps the same person for an hour.
    enquiry.adviser = None
    enquiry.save()
    other = page.at("testserver")
    other.log_in(make_colleague(region))
    other.open(address).press("Bewaar notitie", body=OTHER)

    conflict = mine.page.send(address, status=409, body="Mijn andere tekst", version="1")

    assert OTHER in conflict
    assert field(conflict) == "Mijn andere tekst"
    assert "Uw tekst is nog niet bewaard." in conflict
    assert "sanne@werk.example" in conflict
    assert conflict.texts(".//del")
    assert conflict.texts(".//ins")
    assert Note.objects.get().body == OTHER
    assert NoteDraft.objects.get(author=peter).body == "Mijn andere tekst"

    conflict.press("Bewaar notitie", body="Van ons samen")
    saved = Note.objects.get()
    assert (saved.body, saved.version) == ("Van ons samen", 3)
    earlier = list(saved.revisions.order_by("version").values_list("body", flat=True))
    assert earlier == [TYPED, OTHER]
    assert not NoteDraft.objects.exists()


@sends
def test_a_draft_of_a_note_that_changed_meanwhile_shows_both_texts_at_once(
    page, enquiry, peter, region
):
    write(page, enquiry)
    note = Note.objects.get()
    keep(browser_of(peter), enquiry, "Mijn andere tekst", note=str(note.pk), version="1")
    Note.objects.update(body=OTHER, version=2)

    shown = page.open(file_of(enquiry, f"notitie/{note.pk}/"))

    assert OTHER in shown
    assert field(shown) == "Mijn andere tekst"


@sends
def test_without_a_script_a_button_keeps_the_draft(page, enquiry, peter):
    shown = page.open(file_of(enquiry, "notitie/")).press("Bewaar concept", body=TYPED)

    assert "Uw concept is bewaard om 10.00." in shown
    assert field(shown) == TYPED
    assert not Note.objects.exists()
    assert "U heeft nog een concept" in page.open(file_of(enquiry))
    assert "Uw concept is weg." in shown.press("Gooi het concept weg")
    assert field(page.open(file_of(enquiry, "notitie/"))) == ""


def test_a_draft_leaves_one_line_in_the_log_where_it_begins(enquiry, peter):
    browser = browser_of(peter)
    for body in ("Wil", "Wil in", "Wil in de zorg"):
        keep(browser, enquiry, body)

    assert AuditLine.objects.filter(verb="casework.draft_kept").count() == 1


def test_a_draft_with_a_number_that_may_be_a_bsn_is_not_kept_and_the_script_hears_why(
    enquiry, peter
):
    answer = keep(browser_of(peter), enquiry, f"Belde over {BSN}")

    assert answer.status_code == 422
    assert "Verwijder dit nummer" in answer.json()["errors"][0]
    assert not NoteDraft.objects.exists()


@sends
def test_a_number_that_is_no_bsn_is_counted_in_the_log(page, enquiry, peter):
    refused = write(page, enquiry, f"Bon {BSN}")
    assert "Verwijder dit nummer" in refused

    refused.press("Bewaar notitie", geen_bsn="on")

    assert AuditLine.objects.get(verb="casework.note_saved").detail["held_numbers"] == 1


@sends
def test_another_organisation_reads_no_notes(page, enquiry, peter, region):
    write(page, enquiry)
    note = Note.objects.get()
    enquiry.adviser = None
    enquiry.save()
    bond = make_staff(region, "kees", "adviser", organisation=make_union(region))
    other = page.at("testserver")
    other.log_in(bond)

    assert TYPED not in other.open(file_of(enquiry))
    other.open(file_of(enquiry, f"notitie/{note.pk}/"), status=404)
    other.open(file_of(enquiry, f"notitie/{note.pk}/eerder/"), status=404)


def test_nobody_writes_about_the_enquiry_of_somebody_else(page, region, peter):
    theirs = make_own(region, make_colleague(region))

    page.open(file_of(theirs, "notitie/"), status=404)
    assert keep(browser_of(peter), theirs).status_code == 404


@sends
def test_the_earlier_texts_of_a_note_stay_to_be_read(page, enquiry, peter):
    shown = write(page, enquiry)
    shown.click("Verander de notitie van 7 juli, 10:00").press("Bewaar notitie", body=OTHER)

    earlier = page.open(file_of(enquiry)).click("1 eerdere tekst")

    assert TYPED in earlier
    assert OTHER in earlier


def test_a_note_of_an_unknown_enquiry_does_not_exist(page, peter, region):
    page.open(f"{LISTS}{make_enquiry(region).region_id}/notitie/", status=404)


def field(shown) -> str:
    """What stands in the field for the note."""
    return (shown.document.find(".//textarea[@name='body']").text or "").strip()


@sends
def test_a_page_that_stayed_open_writes_nothing_about_who_was_forgotten(page, enquiry, peter):
    browser, written = browser_of(peter), page.open(file_of(enquiry, "notitie/"))
    forget_person(client=enquiry.client, by="klant", at=MONDAY_MORNING)

    kept = keep(browser, enquiry, TYPED)
    saved = written.press("Bewaar notitie", body=TYPED)

    assert kept.status_code == 422
    assert "van niemand meer" in kept.content.decode()
    assert "van niemand meer" in saved
    assert not NoteDraft.objects.exists()
    assert not Note.objects.exists()
