"""Files with an enquiry: who opens them, that it is logged, and that they go along with nobody."""

import pytest

from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.attachment_actions import add_files
from werkcentrum.casework.models import Attachment, AttachmentContent, Enquiry
from werkcentrum.casework.people import describe_person
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.files import NUMBER, PHOTO, mail, upload
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.marks import sends
from werkcentrum.core.uploads import NewFile
from werkcentrum.partners.tests.make import make_region
from werkcentrum.referrals.states import State
from werkcentrum.referrals.tests.make import make_in, make_receiver
from werkcentrum.referrals.tests.work import file_of, make_colleague, make_own

pytestmark = pytest.mark.django_db
LETTER = NewFile("brief van Olena.jpg", "jpg", PHOTO)


@pytest.fixture
def region(db, time_machine):
    time_machine.move_to(MONDAY_MORNING, tick=False)
    return make_region(host="testserver")


@pytest.fixture
def enquiry(region, peter) -> Enquiry:
    return make_own(region, peter)


def with_file(enquiry: Enquiry, *files: NewFile) -> Attachment:
    values = {"files": files or [LETTER], "is_from_asker": True}
    return add_files(enquiry=enquiry, by="bezoeker", at=MONDAY_MORNING, **values)[0]


def file_at(enquiry: Enquiry, file: Attachment) -> str:
    return f"{file_of(enquiry)}bestanden/{file.pk}/"


@sends
def test_the_adviser_keeps_a_mail_that_came_in_with_the_enquiry(page, enquiry):
    kept = page.open(file_of(enquiry)).press(
        "Bewaar deze bestanden", bestand=[upload("mail.eml", mail())]
    )

    assert "De bestanden staan erbij." in kept
    assert "mail.eml" in kept.links
    assert not Attachment.objects.get().is_from_asker


def test_a_number_is_held_back_for_the_adviser_too(page, enquiry):
    held = page.open(file_of(enquiry)).press(
        "Bewaar deze bestanden", bestand=[upload(f"scan {NUMBER}.jpg")]
    )

    assert "In de naam" in held
    assert "Dit is geen BSN." in held
    assert not Attachment.objects.exists()


def test_a_file_is_only_ever_saved_and_never_shown_and_each_look_is_logged(page, enquiry, peter):
    file = with_file(enquiry)
    response = page.open(file_at(enquiry, file)).response

    assert response.content == PHOTO
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == 'attachment; filename="brief van Olena.jpg"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "no-store"
    line = AuditLine.objects.get(verb="casework.looked")
    assert (line.actor, line.subject_id) == (str(peter.pk), str(enquiry.pk))
    assert line.detail == {"file": str(file.pk)}


def test_the_page_of_an_enquiry_does_not_read_what_stands_in_its_files(page, enquiry):
    with_file(enquiry)
    shown = page.open(file_of(enquiry))

    assert LETTER.name in shown.links
    assert not any("attachmentcontent" in query.sql for query in shown.sight.statements)


def test_nobody_opens_or_takes_away_a_file_of_a_colleague_by_any_address(page, region, enquiry):
    theirs = make_own(region, make_colleague(region))
    file = with_file(theirs)

    for address in (file_at(theirs, file), file_at(enquiry, file)):
        page.open(address, status=404)
        page.send(f"{address}weg/", status=404)
    page.post(f"{file_of(theirs)}bestanden/", {"bestand": [upload()]}, status=404)
    assert Attachment.objects.count() == 1


@sends
def test_a_scan_with_a_bsn_is_taken_away_for_good(page, enquiry):
    with_file(enquiry)
    shown = page.open(file_of(enquiry)).press(f"Ja, haal dit bestand weg {LETTER.name}")

    assert "Het bestand is weg." in shown
    assert not AttachmentContent.objects.exists()
    assert LETTER.name not in str(AuditLine.objects.filter(verb="casework.file_removed").values())


def test_all_files_are_kept_or_none(enquiry):
    with_file(enquiry)
    many = [NewFile(f"{number}.jpg", "jpg", bytes([number])) for number in range(20)]

    with pytest.raises(RefusedError, match="twintig"):
        with_file(enquiry, *many)
    assert Attachment.objects.count() == AttachmentContent.objects.count() == 1
    assert AuditLine.objects.filter(verb="casework.files_added").count() == 1


def test_somebody_is_told_of_the_files_that_are_held(enquiry):
    with_file(enquiry)

    [told] = describe_person(enquiry.client)["casework"]["enquiries"]
    [file] = told["files"]
    assert (file["name"], file["kind"], file["size"]) == (LETTER.name, "jpg", len(PHOTO))
    assert file["added_at"].startswith("2025-07-07")


def test_no_file_goes_along_to_a_partner(page, region):
    referral = make_in(State.ACCEPTED, region)
    file = with_file(referral.enquiry)
    page.log_in(make_receiver(region))
    shown = page.open(f"/medewerkers/doorverwijzingen/{referral.pk}/")

    assert "Olena" in shown
    assert LETTER.name not in shown
    page.open(file_at(referral.enquiry, file), status=404)
