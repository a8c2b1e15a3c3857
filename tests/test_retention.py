"""What is past its period goes in the night, counted for ever; some of it only after two people."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.appointments.models import Absence, Appointment
from werkcentrum.appointments.tests.make import book, clock, make_offer, make_place, move, slot_at
from werkcentrum.audit.models import AuditLine
from werkcentrum.casework import people
from werkcentrum.casework.actions import note_contact
from werkcentrum.casework.models import (
    Aftercare,
    Attachment,
    Client,
    ContactMoment,
    Employer,
    Enquiry,
    Note,
)
from werkcentrum.casework.tests.make import OLENA, ask
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.records import RECORDS
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.desk.models import Visit
from werkcentrum.desk.tests.make import help_somebody, make_adviser, make_desk
from werkcentrum.frontdoor.models import Question
from werkcentrum.frontdoor.tests.make import make_question
from werkcentrum.partners.models import Team
from werkcentrum.partners.tests.make import make_other_region, make_region
from werkcentrum.postroom.tests.make import make_sent, make_undelivered
from werkcentrum.privacy.models import Destruction, Period
from werkcentrum.privacy.retention import terms_of
from werkcentrum.privacy.retention_actions import (
    approve_destruction,
    change_period,
    destroy_past,
    propose_destruction,
    refuse_destruction,
)
from werkcentrum.privacy.tests.keeping import (
    COLLEAGUE,
    LONG_AGO,
    make_client,
    make_closed,
    make_found,
    make_proposed,
)
from werkcentrum.referrals.models import Referral, ReferralMessage
from werkcentrum.referrals.states import Outcome as Ending
from werkcentrum.referrals.states import State

pytestmark = pytest.mark.django_db
ME = "0190-iris"


@pytest.fixture
def region():
    return make_region()


def days_later(days: int):
    return MONDAY_MORNING + timedelta(days=days)


def make_referral(region, state: str, *, enquiry: Enquiry | None = None, at=MONDAY_MORNING):
    """A referral that ended, of a question that is closed."""
    enquiry = enquiry or make_closed(region, at=at)
    employer = make_staff(region).memberships.get().organisation
    team, _is_new = Team.objects.get_or_create(
        organisation=employer, key="wij", defaults={"name": "Wij", "email": "wij@partner.example"}
    )
    return Referral.objects.create(
        region=region, enquiry=enquiry, team=team, organisation=employer, state=state, made_at=at,
        sent_at=at, closed_at=at, outcome=Ending.HELPED if state == State.COMPLETED else "",
    )  # fmt: skip


def contact_without_name(region):
    note_contact(
        region=region, channel="phone", subject="werk", language="nl", is_reached=True, by="joke",
        at=MONDAY_MORNING,
    )  # fmt: skip


def closed_with(outcome: str):
    return lambda region: make_closed(region, outcome, at=MONDAY_MORNING)


def question_with_words(region):
    make_closed(region, at=MONDAY_MORNING, own_words="Ik ben Olena en ik zoek werk.")


def visit(region):
    desk = make_desk(region)
    help_somebody(desk, make_adviser(desk), MONDAY_MORNING, lasts=10)


def absence(region):
    Absence.objects.create(
        region=region, adviser=make_staff(region), starts_at=MONDAY_MORNING - timedelta(hours=2),
        ends_at=MONDAY_MORNING,
    )  # fmt: skip


def employer(region):
    Employer.objects.create(
        region=region, name="Bakker Jansen", contact_name="Henk", reach="mail",
        address="henk@bakker.example", retention_until=MONDAY + timedelta(days=366),
    )  # fmt: skip


# What a sort of record is made of, its rows, and after how many days it goes.
SORTS = {
    "client": (make_client, Client, 90),
    "employer": (employer, Employer, 366),
    "contact": (contact_without_name, ContactMoment, 366),
    "enquiry": (closed_with("informed"), Enquiry, 366),
    "advice_not_given": (closed_with("not_reached"), Enquiry, 366),
    "visit": (visit, Visit, 366),
    "absence": (absence, Absence, 90),
    "question": (make_question, Question, 90),
    "message": (lambda _region: make_sent(), OutboxMessage, 30),
    "undelivered": (lambda _region: make_undelivered(), OutboxMessage, 90),
}


@pytest.mark.parametrize("sort", SORTS)
def test_a_record_goes_on_the_day_its_period_is_over_and_not_before(region, sort):
    make, rows, days = SORTS[sort]
    make(region)

    assert destroy_past(at=days_later(days - 1)) == 0
    destroy_past(at=days_later(days))

    assert not rows.objects.exists()
    line = Destruction.objects.get(record=sort)
    assert (line.record, line.count, line.source) == (sort, 1, RECORDS[sort].source)
    assert line.done_at == days_later(days)


def test_own_words_of_somebody_without_a_name_go_before_the_question_does(region):
    question_with_words(region)

    assert destroy_past(at=days_later(89)) == 0
    assert destroy_past(at=days_later(90)) == 1
    assert destroy_past(at=days_later(90)) == 0

    assert Enquiry.objects.get().own_words == ""


def test_a_file_that_came_with_no_words_and_no_name_goes_too(region):
    enquiry = make_closed(region, at=MONDAY_MORNING)
    Attachment.objects.create(
        enquiry=enquiry, name="brief.jpg", kind="jpg", size=1, is_from_asker=True,
        added_at=MONDAY_MORNING,
    )  # fmt: skip

    assert destroy_past(at=days_later(89)) == 0
    assert destroy_past(at=days_later(90)) == 1

    assert not Attachment.objects.exists()


def test_an_appointment_that_was_moved_goes_as_a_whole(region):
    offer = make_offer(make_place(region))
    first = book(slot_at(offer))
    move(first, slot_at(offer, clock(14, days=14)))
    Client.objects.all().delete()

    assert destroy_past(at=clock(12, days=7 + 367)) == 0
    assert destroy_past(at=clock(12, days=14 + 366)) == 2

    assert not Appointment.objects.exists()


def test_a_referral_that_was_stopped_goes_after_six_weeks_and_its_question_later(region):
    make_referral(region, State.WITHDRAWN)

    assert destroy_past(at=days_later(41)) == 0
    assert destroy_past(at=days_later(42)) == 1

    assert not Referral.objects.exists()
    assert Enquiry.objects.count() == 1


def test_what_was_written_about_somebody_without_a_name_goes_before_the_referral_does(region):
    referral = make_referral(region, State.COMPLETED)
    Referral.objects.update(summary="Bakker zoekt drie mensen.", suggestion="Bel de school.")
    ReferralMessage.objects.create(
        referral=referral, is_from_team=True, body="Is het Olena?", at=MONDAY_MORNING
    )

    assert destroy_past(at=days_later(89)) == 0
    assert destroy_past(at=days_later(90)) == 1
    assert destroy_past(at=days_later(90)) == 0

    referral.refresh_from_db()
    assert (referral.summary, referral.suggestion) == ("", "")
    assert not ReferralMessage.objects.exists()


def test_a_question_stays_as_long_as_a_referral_from_it(region):
    enquiry = make_closed(region, "informed", at=MONDAY_MORNING)
    make_referral(region, State.COMPLETED, enquiry=enquiry)

    destroy_past(at=days_later(400))

    assert Enquiry.objects.count() == Referral.objects.count() == 1
    assert not Destruction.objects.exists()


def test_a_question_that_is_still_open_stays_however_old(region):
    Enquiry.objects.create(region=region, opened_at=LONG_AGO)

    assert destroy_past(at=MONDAY_MORNING) == 0
    assert Enquiry.objects.exists()


@pytest.mark.parametrize("days", [40, 400])
def test_the_day_that_somebody_is_told_is_the_day_on_which_they_go(region, days):
    """Asked after the region decided otherwise than the selectielijst."""
    change_period(
        region=region, record_key="client", days=days, needs_second=False, source="", by=ME,
        at=MONDAY_MORNING,
    )  # fmt: skip
    client = ask(region, asker=OLENA).enquiry.client

    assert client.retention_until == MONDAY + timedelta(days=days)
    assert people.describe_person(client)["casework"]["client"]["retention_until"] == (
        client.retention_until.isoformat()
    )
    destroy_past(at=days_later(days - 1))
    assert Client.objects.exists()
    destroy_past(at=days_later(days))
    assert not Client.objects.exists()


def test_whoever_is_being_helped_is_not_forgotten(region):
    olena = make_client(region, retention_until=MONDAY)
    enquiry = Enquiry.objects.create(
        region=region, client=olena, adviser=make_staff(region), opened_at=MONDAY_MORNING
    )
    assert destroy_past(at=days_later(200)) == 0

    Enquiry.objects.update(closed_at=days_later(200), outcome="training")
    assert destroy_past(at=days_later(289)) == 0
    assert destroy_past(at=days_later(290)) == 1

    enquiry.refresh_from_db()
    assert (enquiry.client, enquiry.outcome) == (None, "training")


def test_whoever_agreed_to_be_asked_how_it_went_is_kept_until_then(region):
    olena = make_client(region, retention_until=MONDAY)
    enquiry = make_closed(region, at=MONDAY_MORNING, client=olena)
    Aftercare.objects.create(
        enquiry=enquiry, moment="half_year", due_on=MONDAY + timedelta(days=180)
    )

    assert destroy_past(at=days_later(180)) == 0
    Aftercare.objects.update(done_at=days_later(181))
    assert destroy_past(at=days_later(181)) == 1


def test_a_question_that_nobody_took_up_keeps_nobody_here(region):
    olena = make_client(region, retention_until=MONDAY)
    Enquiry.objects.create(
        region=region, client=olena, own_words="Ik zoek werk.", opened_at=MONDAY_MORNING
    )

    assert destroy_past(at=days_later(89)) == 0
    assert destroy_past(at=days_later(90)) == 1

    enquiry = Enquiry.objects.get()
    assert (enquiry.own_words, enquiry.outcome) == ("", "not_reached")


def test_what_happens_in_one_region_leaves_another_alone(region):
    elsewhere = make_other_region()
    for place in (region, elsewhere):
        make_closed(place, "informed", at=MONDAY_MORNING)
    change_period(
        region=elsewhere, record_key="enquiry", days=800, needs_second=False, source="besluit",
        by=ME, at=MONDAY_MORNING,
    )  # fmt: skip

    assert destroy_past(at=days_later(400)) == 1
    assert Enquiry.objects.get().region == elsewhere


def test_a_batch_a_round_and_one_line_of_the_register_a_day(region, monkeypatch):
    monkeypatch.setitem(RECORDS, "enquiry", _in_batches_of(RECORDS["enquiry"], 2))
    for _number in range(5):
        make_closed(region, "informed")

    went = [destroy_past(at=MONDAY_MORNING) for _round in range(4)]

    assert went == [2, 2, 1, 0]
    assert Destruction.objects.get().count == 5
    lines = AuditLine.objects.filter(verb="privacy.destroyed").order_by("id")
    assert [line.detail["count"] for line in lines] == [2, 2, 1]


def _in_batches_of(record, size: int):
    return type(record)(**{**vars(record), "batch": size})


# Two people


def test_what_the_archive_law_is_about_goes_only_after_two_people(region):
    enquiry = make_closed(region)

    assert destroy_past(at=MONDAY_MORNING) == 0
    found = Destruction.objects.get()
    propose_destruction(destruction=found, by=COLLEAGUE, at=MONDAY_MORNING)
    assert destroy_past(at=MONDAY_MORNING) == 0
    approve_destruction(destruction=found, by=ME, at=MONDAY_MORNING)
    assert destroy_past(at=MONDAY_MORNING) == 1
    destroy_past(at=days_later(1))

    assert not Enquiry.objects.filter(pk=enquiry.pk).exists()
    found.refresh_from_db()
    assert (found.count, found.approved_by, found.done_at) == (1, ME, days_later(1))
    assert Destruction.objects.count() == 1


def test_nobody_decides_on_their_own_proposal(region):
    proposed = make_proposed(region, by=ME)

    for decide in (approve_destruction, refuse_destruction):
        with pytest.raises(RefusedError, match="U stelde dit zelf voor"):
            decide(destruction=proposed, by=ME, at=MONDAY_MORNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Destruction.objects.update(approved_by=ME)


def test_nobody_approves_what_nobody_proposed(region):
    with pytest.raises(RefusedError):
        approve_destruction(destruction=make_found(region), by=ME, at=MONDAY_MORNING)


def test_what_is_refused_waits_until_somebody_proposes_it_again(region):
    proposed = make_proposed(region)
    refuse_destruction(destruction=proposed, by=ME, at=MONDAY_MORNING)

    assert destroy_past(at=MONDAY_MORNING) == 0
    propose_destruction(destruction=proposed, by=ME, at=MONDAY_MORNING)
    approve_destruction(destruction=proposed, by=COLLEAGUE, at=MONDAY_MORNING)
    assert destroy_past(at=MONDAY_MORNING) == 1


def test_a_second_click_on_an_old_page_is_refused(region):
    proposed = make_proposed(region)
    shown_before = Destruction.objects.select_related("region").get()
    approve_destruction(destruction=proposed, by=ME, at=MONDAY_MORNING)

    with pytest.raises(RefusedError, match="net al"):
        refuse_destruction(destruction=shown_before, by=ME, at=MONDAY_MORNING)
    shown_before.refresh_from_db()
    with pytest.raises(RefusedError, match="net al"):
        approve_destruction(destruction=shown_before, by="0190-nog-een", at=MONDAY_MORNING)


def test_a_longer_period_also_keeps_what_was_approved_before(region):
    proposed = make_proposed(region)
    approve_destruction(destruction=proposed, by=ME, at=MONDAY_MORNING)
    change_period(
        region=region, record_key="advice", days=None, needs_second=True, source="blijvend",
        by=ME, at=MONDAY_MORNING,
    )  # fmt: skip

    assert destroy_past(at=MONDAY_MORNING) == 0
    assert Enquiry.objects.exists()


def test_what_became_old_after_it_was_proposed_waits_for_the_next_time(region):
    proposed = make_proposed(region)
    young = make_closed(region, at=MONDAY_MORNING - timedelta(days=1825))
    approve_destruction(destruction=proposed, by=ME, at=MONDAY_MORNING)

    assert destroy_past(at=days_later(30)) == 1
    assert Enquiry.objects.get() == young


# Periods


@pytest.mark.parametrize("days", [0, 27, 40_000])
def test_no_period_is_shorter_than_four_weeks_or_longer_than_a_century(region, days):
    with pytest.raises(RefusedError, match="van 28 tot en met"):
        change_period(
            region=region, record_key="visit", days=days, needs_second=False, source="x", by=ME,
            at=MONDAY_MORNING,
        )  # fmt: skip


def test_the_database_refuses_a_period_that_is_too_short(region):
    with pytest.raises(IntegrityError), transaction.atomic():
        Period.objects.create(region=region, record="visit", days=27)


@pytest.mark.parametrize(
    ("record", "said"), [("client", "zo kort als kan"), ("bestaat-niet", "kennen wij niet")]
)
def test_a_name_never_stays_for_ever_and_what_does_not_exist_has_no_period(region, record, said):
    with pytest.raises(RefusedError, match=said):
        change_period(
            region=region, record_key=record, days=None, needs_second=False, source="x", by=ME,
            at=MONDAY_MORNING,
        )  # fmt: skip


def test_what_the_folder_of_a_region_says_holds_for_all_sorts_of_its_kind(region):
    Period.objects.create(
        region=region, record="klantvraag_informatie", days=730, source="6.1.3 in onze lijst"
    )
    Period.objects.create(region=region, record="gidsadvies", days=1825, source="21.1")

    terms = terms_of(region)

    assert {terms[key].days for key in ("enquiry", "visit", "appointment", "contact")} == {730}
    assert terms["visit"].source == "6.1.3 in onze lijst"
    assert (terms["visit"].in_words, terms["advice"].in_words) == ("2 jaar", "5 jaar")
    assert terms["advice"].needs_second


def test_what_somebody_decides_on_the_website_counts_for_that_sort_alone(region):
    Period.objects.create(region=region, record="klantvraag_informatie", days=730)
    change_period(
        region=region, record_key="visit", days=100, needs_second=False, source="besluit", by=ME,
        at=MONDAY_MORNING,
    )  # fmt: skip

    terms = terms_of(region)

    assert (terms["visit"].days, terms["contact"].days) == (100, 730)
    assert (terms["visit"].is_own, terms["contact"].is_own) == (True, False)


def test_a_change_of_a_period_is_written_down_with_what_it_was(region):
    change_period(
        region=region, record_key="visit", days=730, needs_second=False, source="eigen besluit",
        by=ME, at=MONDAY_MORNING,
    )  # fmt: skip

    line = AuditLine.objects.get(verb="privacy.period_changed")
    assert (line.actor, line.detail["was"], line.detail["days"]) == (ME, 366, 730)
    assert line.detail["record"] == "visit"


def test_every_sort_of_record_has_words_and_a_source():
    for record in RECORDS.values():
        assert all((record.label, record.counts_from, record.way, record.source)), record.key
    assert not {"client", "visit", "appointment", "contact", "undelivered"} - RECORDS.keys()


def test_a_draft_of_a_note_does_not_outlive_the_question(region):
    enquiry = make_closed(region, "informed")
    Note.objects.create(
        enquiry=enquiry, organisation=make_staff(region).memberships.get().organisation,
        body="Olena belde", written_at=LONG_AGO,
    )  # fmt: skip

    while destroy_past(at=MONDAY_MORNING):
        pass

    assert not Note.objects.exists()
