"""Peter brings people to partners: on a basis, warm when promised, and until somebody helps."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.appointments.models import Appointment
from werkcentrum.appointments.states import State as AppointmentState
from werkcentrum.appointments.tests.make import make_offer, slot_at
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.casework.tests.make import make_employer
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_organisation, make_other_region, make_region
from werkcentrum.privacy import actions as privacy
from werkcentrum.privacy.models import Consent, Disclosure
from werkcentrum.privacy.tests.make import make_client, make_consent, make_municipal, make_union
from werkcentrum.referrals import actions, rules, team_actions
from werkcentrum.referrals.charge_actions import put_in_charge
from werkcentrum.referrals.models import AnswerLink, Referral, ReferralEvent
from werkcentrum.referrals.states import State
from werkcentrum.referrals.team_queries import shared_with
from werkcentrum.referrals.tests.make import (
    DATA,
    SUMMARY,
    TEAM,
    WAYS,
    make_adviser,
    make_anonymous,
    make_draft,
    make_enquiry,
    make_in,
    make_sent,
    make_sharing_ground,
    make_team,
)

LATER = MONDAY_MORNING + timedelta(hours=3)


@pytest.fixture
def region(db):
    return make_region()


def refused(action, why: str, **values) -> None:
    """The action says no with these words, and nothing has changed."""
    before = list(Referral.objects.order_by("pk").values())
    with pytest.raises(RefusedError, match=why):
        action(by="peter", at=LATER, **values)
    assert list(Referral.objects.order_by("pk").values()) == before


def test_olena_agreed_so_the_union_gets_what_she_agreed_to(region):
    referral = make_sent(region)

    disclosure = Disclosure.objects.get()
    assert referral.consent == disclosure.consent == Consent.objects.get()
    assert disclosure.recipient == referral.team.organisation
    assert disclosure.data == sorted(DATA)


def test_without_consent_nothing_is_sent(region):
    refused(actions.send_referral, "toestemming", referral=make_draft(region, consents=False))

    assert not Disclosure.objects.exists()
    assert not OutboxMessage.objects.exists()
    assert not AnswerLink.objects.exists()


def test_of_an_employer_only_a_message_goes_along(region):
    team = make_team(make_sharing_ground(region).recipient)
    enquiry = make_enquiry(region, employer=make_employer(region))
    about = {
        "enquiry": enquiry, "team": team, "organisation": make_municipal(region),
        "owner": make_adviser(region), "summary": "Twaalf mensen verliezen hun werk.",
    }  # fmt: skip
    refused(actions.make_referral, "alleen uw bericht", data=("name", "question"), **about)

    made = actions.make_referral(by="peter", at=LATER, **about)
    actions.send_referral(referral=made, by="peter", at=LATER)
    team_actions.open_by_team(referral=made, by=TEAM, at=LATER)

    shown = shared_with(made, at=LATER)
    assert (shown.summary, shown.facts) == ("Twaalf mensen verliezen hun werk.", [])
    assert (shown.is_employer, shown.is_anonymous) == (True, False)


def test_where_the_law_says_so_nobody_is_asked(region):
    make_sharing_ground(region, is_statutory=True)
    referral = make_draft(region, consents=False)

    actions.send_referral(referral=referral, by="peter", at=LATER)

    assert referral.consent is None
    assert referral.ground is not None


def test_an_objection_holds_back_what_the_law_allows_and_closes_what_was_sent(region):
    ground = make_sharing_ground(region, is_statutory=True)
    referral = make_in(State.RECEIVED, region, consents=False)
    assert shared_with(referral, at=LATER).facts

    privacy.object_to(client=referral.enquiry.client, ground=ground, by="olena", at=LATER)

    assert shared_with(referral, at=LATER).facts == []


def test_who_stays_anonymous_carries_nothing(region):
    referral = make_anonymous(region)
    actions.send_referral(referral=referral, by="peter", at=LATER)

    assert (referral.data, referral.consent, referral.ground) == ([], None, None)
    assert not Disclosure.objects.exists()


def test_of_who_stays_anonymous_no_message_goes_along(region):
    with pytest.raises(RefusedError, match="anoniem"):
        make_anonymous(region, summary=SUMMARY)


def test_a_message_is_the_question_and_needs_a_basis_as_such(region):
    with pytest.raises(RefusedError, match="de vraag"):
        make_draft(region, data=("name",))


def test_one_enquiry_goes_to_several_teams_but_to_each_once_for_a_theme(region):
    first = make_draft(region)
    other = make_team(first.team.organisation, "scholing")
    make_draft(region, enquiry=first.enquiry, team=other)
    make_draft(region, enquiry=first.enquiry, team=first.team, theme="wonen")

    with pytest.raises(RefusedError, match="loopt"):
        make_draft(region, enquiry=first.enquiry, team=first.team)

    copy = Referral.objects.get(pk=first.pk)
    copy.pk = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_a_team_of_another_region_cannot_be_asked(region):
    elsewhere = make_team(make_organisation(make_other_region(), "ander"))

    with pytest.raises(RefusedError, match="andere regio"):
        make_draft(region, team=elsewhere)


def test_a_closed_question_goes_nowhere(region):
    enquiry = make_enquiry(region, make_client(region))
    actions.close_enquiry(enquiry=enquiry, outcome="informed", by="peter", at=LATER)

    with pytest.raises(RefusedError, match="afgesloten"):
        make_draft(region, enquiry=enquiry)


def test_the_mail_to_a_team_says_nothing_about_the_person(region):
    make_sent(region)

    message = OutboxMessage.objects.get()
    assert "Olena" not in message.text + message.subject
    assert "omscholen" not in message.text
    assert "donderdag 10 juli" in message.subject
    assert message.is_confidential


def test_a_link_is_kept_as_a_hash_only(region):
    make_sent(region)

    link = AnswerLink.objects.get()
    secret = OutboxMessage.objects.get().text.partition("/antwoord/")[2].partition("/")[0]
    assert len(secret) == 22
    assert secret not in str(AnswerLink.objects.values().get())
    assert link.expires_at == MONDAY_MORNING + timedelta(days=8)


# Warm.


def test_a_warm_handover_is_no_contact_before_people_spoke_each_other(region):
    referral = make_in(State.ACCEPTED, region, warmth="call")
    with pytest.raises(RefusedError, match="z'n drieën"):
        reach(referral, LATER)

    actions.note_call(referral=referral, is_three_way=True, by="peter", at=LATER)
    reach(referral, LATER)

    assert referral.state == State.CONTACT_MADE


def test_an_appointment_of_the_three_makes_a_handover_warm(db):
    slot = slot_at(make_offer())
    referral = make_in(State.ACCEPTED, slot.location.region, warmth="appointment")
    key = uuid4()
    asked = {
        "referral": referral, "slot": slot, "request_key": key, "channel": "office",
        "staff": referral.owner, "by": "peter", "at": LATER,
    }  # fmt: skip

    booked = actions.hand_over_warmly(**asked)

    assert actions.hand_over_warmly(**asked) == booked
    assert booked.client == referral.enquiry.client
    assert Client.objects.count() == 1
    with pytest.raises(RefusedError, match="moet nog komen"):
        reach(referral, LATER)
    reach(referral, slot.starts_at + timedelta(hours=1))
    assert referral.state == State.CONTACT_MADE


def meeting(referral: Referral, slot, at=LATER):
    return actions.hand_over_warmly(
        referral=referral, slot=slot, request_key=uuid4(), channel="office", staff=referral.owner,
        by="peter", at=at,
    )  # fmt: skip


def test_with_a_team_that_may_not_know_the_name_there_is_no_appointment(db):
    slot = slot_at(make_offer())
    referral = make_in(State.ACCEPTED, slot.location.region, data=["reach"], summary="")

    with pytest.raises(RefusedError, match="De naam ging niet mee"):
        meeting(referral, slot)
    assert not Appointment.objects.exists()


@pytest.mark.parametrize("stops", [
    lambda found: actions.withdraw_consent(consent=Consent.objects.get(), by="olena", at=LATER),
    lambda found: actions.withdraw(referral=found, by="peter", at=LATER),
])  # fmt: skip
def test_who_takes_it_back_does_not_stand_in_the_agenda_of_the_team_either(db, stops):
    slot = slot_at(make_offer())
    referral = make_in(State.ACCEPTED, slot.location.region, warmth="appointment")
    booked = meeting(referral, slot)

    stops(referral)

    booked.refresh_from_db()
    assert booked.state == AppointmentState.CANCELLED_BY_CLIENT


def test_an_appointment_of_the_three_asks_for_a_name(db):
    slot = slot_at(make_offer())
    referral = make_anonymous(slot.location.region)
    actions.send_referral(referral=referral, by="peter", at=MONDAY_MORNING)

    refused(
        actions.hand_over_warmly, "naam", referral=referral, slot=slot, request_key=uuid4(),
        channel="office", staff=referral.owner,
    )  # fmt: skip


# To another.


def test_declined_somebody_else_is_asked_on_a_basis_of_its_own(region):
    referral = make_in(State.DECLINED, region)
    library = make_team(make_organisation(region), "balie")

    refused(actions.redirect, "niet afgesproken", referral=referral, team=library)

    other = make_team(referral.team.organisation, "scholing")
    child = actions.redirect(referral=referral, team=other, by="peter", at=LATER)
    assert (child.parent, child.state) == (referral, State.SENT)
    assert referral.state == State.DECLINED
    assert Disclosure.objects.count() == 2


def test_redirected_the_first_team_can_no_longer_read_or_answer(region):
    referral = make_in(State.RECEIVED, region)
    other = make_team(referral.team.organisation, "scholing")

    child = actions.redirect(referral=referral, team=other, by="peter", at=LATER)

    assert referral.state == State.REDIRECTED
    assert shared_with(referral, at=LATER).refusal
    assert [link.referral for link in AnswerLink.objects.filter(revoked_at=None)] == [child]


def test_a_redirect_that_is_refused_leaves_the_first_as_it_was(region):
    referral = make_in(State.RECEIVED, region)
    library = make_team(make_organisation(region), "balie")

    refused(actions.redirect, "niet afgesproken", referral=referral, team=library)

    assert AnswerLink.objects.get().revoked_at is None


# The person decides.


def test_a_consent_taken_back_stops_what_rests_on_it_and_says_so_without_data(region):
    referral = make_in(State.ACCEPTED, region)
    OutboxMessage.objects.all().delete()

    actions.withdraw_consent(consent=referral.consent, by="olena", at=LATER)

    referral.refresh_from_db()
    assert referral.state == State.WITHDRAWN
    assert shared_with(referral, at=LATER).facts == []
    assert not AnswerLink.objects.filter(revoked_at=None).exists()
    told = {mail.recipient: mail.text for mail in OutboxMessage.objects.order_by("id")}
    assert set(told) == {referral.team.email, referral.owner.email}
    assert "Olena" not in "".join(told.values())


def test_an_objection_stops_what_rests_on_that_ground_and_nothing_else(region):
    ground = make_sharing_ground(region, is_statutory=True)
    referral = make_in(State.ACCEPTED, region, consents=False)
    client = referral.enquiry.client
    other = make_in(
        State.ACCEPTED,
        region,
        enquiry=make_enquiry(region, make_client(region, "Daan", address="daan@post.example")),
    )
    OutboxMessage.objects.all().delete()

    assert actions.object_to(client=client, ground=ground, by="olena", at=LATER) == 1
    referral.refresh_from_db()
    other.refresh_from_db()
    assert (referral.state, other.state) == (State.WITHDRAWN, State.ACCEPTED)
    assert not AnswerLink.objects.filter(referral=referral, revoked_at=None).exists()
    mails = OutboxMessage.objects.order_by("id")
    assert {mail.recipient for mail in mails} == {referral.team.email, referral.owner.email}
    assert "Olena" not in "".join(mail.text for mail in mails)


def test_a_second_objection_is_refused_and_stops_nothing_twice(region):
    ground = make_sharing_ground(region, is_statutory=True)
    client = make_in(State.SENT, region, consents=False).enquiry.client
    actions.object_to(client=client, ground=ground, by="olena", at=LATER)

    refused(actions.object_to, "nog niet besloten", client=client, ground=ground)


def test_a_consent_given_again_and_taken_back_stops_what_rests_on_the_first(region):
    referral = make_in(State.ACCEPTED, region)
    again = make_consent(referral.enquiry.client, make_sharing_ground(region), at=LATER)
    assert rules.may_read(referral, at=LATER) is None

    assert actions.withdraw_consent(consent=again, by="olena", at=LATER) == 1


def test_a_consent_that_ended_by_itself_closes_reading(region):
    referral = make_in(State.ACCEPTED, region)

    assert rules.may_read(referral, at=MONDAY_MORNING + timedelta(days=400))


def test_the_mail_with_a_link_is_stopped_when_it_has_not_left(region):
    referral = make_sent(region)

    actions.withdraw(referral=referral, by="klant", at=LATER)

    assert OutboxMessage.objects.get(key__contains=":sent-").state == "cancelled"


# The end.


@pytest.mark.parametrize("action", [actions.cancel, actions.withdraw])
def test_of_what_was_never_sent_nothing_is_kept(region, action):
    referral = make_draft(region, consents=False)

    action(referral=referral, by="peter", at=LATER)

    referral.refresh_from_db()
    assert (referral.data, referral.summary) == ([], "")
    assert not OutboxMessage.objects.exists()


def test_a_question_closes_with_a_draft_that_was_never_sent(region):
    enquiry = make_draft(region, consents=False).enquiry

    actions.close_enquiry(
        enquiry=enquiry, outcome="informed", is_outcome_stated=True, by="peter", at=LATER
    )

    assert Referral.objects.get().state == State.CANCELLED


def test_a_question_closes_when_every_partner_is_done(region):
    referral = make_sent(region)
    enquiry = referral.enquiry
    with pytest.raises(RefusedError, match="loopt nog"):
        actions.close_enquiry(enquiry=enquiry, outcome="informed", by="peter", at=LATER)

    actions.close_enquiry(
        enquiry=enquiry, outcome="job_new", is_outcome_stated=True, by="peter", at=LATER
    )

    referral.refresh_from_db()
    assert referral.state == State.CANCELLED
    assert enquiry.closed_at == LATER


def test_a_question_does_not_close_twice_or_without_an_outcome(region):
    enquiry = make_enquiry(region)
    with pytest.raises(RefusedError, match="Kies"):
        actions.close_enquiry(enquiry=enquiry, outcome="", by="peter", at=LATER)
    actions.close_enquiry(enquiry=enquiry, outcome="informed", by="peter", at=LATER)
    with pytest.raises(RefusedError, match="al afgesloten"):
        actions.close_enquiry(enquiry=enquiry, outcome="informed", by="peter", at=LATER)


def test_an_answer_is_not_sent_after_the_consent_is_gone(region):
    referral = make_in(State.INFO_REQUESTED, region)
    privacy.withdraw_consent(consent=referral.consent, by="olena", at=LATER)

    refused(actions.answer, "toestemming", referral=referral, body="Kapper.")


def test_an_empty_answer_is_none(region):
    refused(actions.answer, "Schrijf", referral=make_in(State.INFO_REQUESTED, region), body="  ")


def test_every_step_is_written_down(region):
    referral = make_in(State.COMPLETED, region)

    steps = ReferralEvent.objects.filter(referral=referral).order_by("at", "pk")
    assert [step.state for step in steps] == [
        "draft", "sent", "received", "accepted", "contact_made", "completed",
    ]  # fmt: skip


def reach(referral: Referral, at) -> None:
    team_actions.note_attempt(referral=referral, channel="phone", is_reached=True, by=TEAM, at=at)


# Another organisation gets the whole enquiry


def give(enquiry, colleague, at=LATER) -> None:
    put_in_charge(enquiry=enquiry, adviser=colleague, by="peter", at=at)


def owned(region, **values):
    """Olena, whom the municipality helps."""
    return make_enquiry(region, make_client(region), organisation=make_municipal(region), **values)


def test_a_colleague_of_another_organisation_gets_an_enquiry_only_on_a_basis(region):
    bram = make_staff(region, "bram", "adviser", organisation=make_union(region))
    enquiry = owned(region)

    with pytest.raises(RefusedError, match="niet afgesproken"):
        give(enquiry, bram)

    enquiry.refresh_from_db()
    assert (enquiry.adviser, enquiry.organisation) == (None, make_municipal(region))
    assert not Disclosure.objects.exists()


def test_the_person_reads_that_another_organisation_has_their_enquiry_now(region):
    ground = make_sharing_ground(region, is_statutory=True, data=[*DATA, "language"])
    bram = make_staff(region, "bram", "adviser", organisation=make_union(region))

    give(owned(region), bram)

    told = Disclosure.objects.get()
    assert (told.recipient, told.ground) == (make_union(region), ground)
    assert set(told.data) == {"name", "reach", "language", "question"}


def test_within_an_organisation_and_for_who_stays_anonymous_nothing_is_shared(region):
    petra = make_staff(region, "petra", "adviser", organisation=make_municipal(region))
    bram = make_staff(region, "bram", "adviser", organisation=make_union(region))

    give(owned(region), petra)
    give(make_enquiry(region, organisation=make_municipal(region)), bram)

    assert Enquiry.objects.filter(adviser__in=[petra, bram]).count() == 2
    assert not Disclosure.objects.exists()


# Words besides what was agreed


def test_a_question_of_a_team_is_not_answered_when_the_question_itself_did_not_go_along(region):
    referral = make_in(State.INFO_REQUESTED, region, summary="", data=["name", "reach"])

    refused(actions.answer, "De vraag zelf ging niet mee", referral=referral,
            body="Haar huisarts zegt dat zij ziek is.")  # fmt: skip


def test_who_stays_anonymous_can_be_asked_something_and_answer(region):
    referral = make_anonymous(region)
    for act in WAYS[State.INFO_REQUESTED]:
        act(referral, MONDAY_MORNING)

    actions.answer(referral=referral, body="In het Engels.", by="peter", at=LATER)

    assert referral.state == State.RECEIVED
