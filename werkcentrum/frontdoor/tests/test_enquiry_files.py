"""Somebody sends files with a question, and goes on with a QR code."""

import pytest

from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.models import Attachment, AttachmentContent, Enquiry
from werkcentrum.casework.tests.make import ask
from werkcentrum.core.form_notes import new_note
from werkcentrum.core.qr import qr_code
from werkcentrum.core.tests.files import NUMBER, PHOTO, mail, upload
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.uploads import MOST_BYTES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "region")]
ASK, GO_ON = "/stel-uw-vraag/", "/verder/"
SEND, ADD = "Stuur mijn vraag", "Stuur deze bestanden"


def test_a_photo_of_a_letter_comes_along_with_the_question(page):
    received = page.open(ASK).press(SEND, vraag="Wat staat hier?", bestand=[upload("brief.png")])

    assert "brief.jpg" in received
    file = Attachment.objects.select_related("content").get()
    assert (file.name, file.kind, file.size) == ("brief.jpg", "jpg", len(PHOTO))
    assert file.is_from_asker
    assert bytes(file.content.content) == PHOTO
    line = AuditLine.objects.get(verb="casework.files_added")
    assert (line.actor, line.detail) == ("bezoeker", {"kinds": ["jpg"], "held_numbers": 0})


def test_sending_twice_keeps_one_question_and_one_file(page):
    form = page.open(ASK)
    for _ in range(2):
        form.press(SEND, vraag="Wat staat hier?", bestand=[upload(), upload("kopie.jpg")])

    assert Enquiry.objects.count() == Attachment.objects.count() == 1


def test_who_goes_back_and_sends_the_form_with_another_file_loses_nothing(page):
    form = page.open(ASK)
    form.press(SEND, vraag="Wat staat hier?", bestand=[upload("een.jpg")])
    again = form.press(SEND, vraag="Wat staat hier?", bestand=[upload("twee.jpg", PHOTO * 2)])

    assert "een.jpg" in again
    assert "twee.jpg" in again
    assert Enquiry.objects.count() == 1


def test_a_mail_with_a_bsn_is_held_back_with_all_that_came_with_it(page):
    files = [upload(), upload("mail.eml", mail(text=f"Mijn nummer is {NUMBER}"))]
    held = page.open(ASK).press(SEND, vraag="Wat staat hier?", thema="inkomen", bestand=files)

    assert "In het bestand ‘mail.eml’ staat een nummer dat een BSN kan zijn." in held
    assert "Er is nog niets bewaard. Kies uw bestanden opnieuw." in held
    assert held.document.find(".//textarea[@name='vraag']").text.strip() == "Wat staat hier?"
    assert held.document.find(".//input[@id='thema-inkomen']").get("checked") is not None
    assert not Enquiry.objects.exists()
    assert not AttachmentContent.objects.exists()

    again = upload("mail.eml", mail(text=f"Mijn nummer is {NUMBER}"))
    held.press(SEND, geen_bsn_bestand="on", bestand=[again])
    assert AuditLine.objects.get(verb="casework.files_added").detail["held_numbers"] == 1


def test_to_say_that_a_number_in_the_text_is_no_bsn_says_nothing_of_the_files(page):
    typed = {"vraag": f"Mijn polis is {NUMBER}", "geen_bsn": "on"}
    held = page.open(ASK).press(SEND, bestand=[upload(f"{NUMBER}.jpg")], **typed)

    assert "In de naam" in held
    assert not Enquiry.objects.exists()


def test_a_good_file_with_a_question_that_is_not_right_is_chosen_again(page):
    shown = page.open(ASK).press(SEND, vraag=" ", bestand=[upload()])

    assert "Kies uw bestanden opnieuw." in shown
    assert not Attachment.objects.exists()


def test_a_file_that_is_too_large_is_said_and_what_was_typed_stays(page):
    large = upload("film.pdf", b"%PDF-" + bytes(MOST_BYTES))
    shown = page.open(ASK).press(SEND, vraag="Kijk", bestand=[large])

    assert "‘film.pdf’ is te groot. Een bestand mag 10 MB zijn." in shown
    assert shown.document.find(".//textarea[@name='vraag']").text.strip() == "Kijk"
    assert not Enquiry.objects.exists()


def test_an_employer_sends_a_vacancy_along(page):
    page.open("/werkgevers/stel-uw-vraag/").press(
        SEND, vraag="Ik zoek mensen", bedrijf="Kwekerij Henk", via="mail", naam="Henk",
        mail="henk@kwekerij.example", bestand=[upload("vacature.jpg")],
    )  # fmt: skip

    assert Attachment.objects.get().enquiry.audience == "employer"


def test_with_the_code_somebody_adds_what_was_missing(page, region):
    own = page.send(GO_ON, code=ask(region).code)
    for _ in range(2):
        added = own.press(ADD, bestand=[upload("loonstrook.jpg")])

    assert "Uw bestanden zijn bij ons." in added
    assert "loonstrook.jpg" in added
    assert Attachment.objects.count() == 1
    assert "Kies eerst een bestand." in own.press(ADD)


def test_nothing_is_added_to_a_question_that_is_closed(page, region):
    code = ask(region).code
    own = page.send(GO_ON, code=code)
    Enquiry.objects.update(closed_at=MONDAY_MORNING, outcome="informed")

    assert "Deze vraag is al afgesloten." in own.press(ADD, bestand=[upload()])
    assert not page.send(GO_ON, code=code).document.findall(".//input[@type='file']")
    assert not Attachment.objects.exists()


def test_at_most_twenty_files_lie_with_a_question(page, region):
    own = page.send(GO_ON, code=ask(region).code)
    for batch in range(5):
        files = [upload(content=PHOTO + bytes([batch, number])) for number in range(5)]
        shown = own.press(ADD, bestand=files)

    assert "Bij een vraag passen hoogstens twintig bestanden." in shown
    assert Attachment.objects.count() == 20


def test_who_sends_too_many_files_is_sent_to_the_desk_before_they_are_read(page, settings, region):
    settings.ACCOUNT_RATE_LIMITS = {"add_files": "1/h/ip"}
    own = page.send(GO_ON, code=ask(region).code)
    own.press(ADD, bestand=[upload()])
    typed = {"vraag": "Kijk", "token": new_note(), "bestand": [upload("twee.jpg")]}
    shown = page.post(ASK, typed, status=429)

    assert "Neem ze mee naar de balie." in shown
    assert "Neem ze mee naar de balie." in own.press(ADD, bestand=[upload("twee.jpg")])
    assert Attachment.objects.count() == 1
    assert Enquiry.objects.count() == 1


def test_the_qr_code_holds_the_words_where_no_server_reads_them(page):
    received = page.open(ASK).press(SEND, vraag="Mijn contract stopt")
    code = "-".join(received.texts(".//ol[@class='code-words']/li"))
    image = qr_code(f"http://testserver/verder/#{code}", "QR-code met uw code")

    assert str(image) in received.response.content.decode()
    assert "http://testserver/verder/" in received.texts(".//p[@class='sheet__address']")[0]
    scripts = [script.get("src", "") for script in page.open(GO_ON).document.iter("script")]
    assert any("frontdoor/code" in script for script in scripts)
