"""What happens with a complaint or request, and what people hear of it."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from werkcentrum.audit.models import AuditLine
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.records import RECORDS, Cutoff
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.formal import actions, queries
from werkcentrum.formal.models import Addressee, FormalChannel, FormalRequest, Kind
from werkcentrum.formal.tests.make import (
    STREET,
    WORDS,
    make_addressee,
    make_channel,
    make_outage,
    make_request,
    typed,
)
from werkcentrum.partners.tests.make import make_other_region, make_region

pytestmark = pytest.mark.django_db
TODAY = MONDAY_MORNING.date()


@pytest.fixture
def zhc():
    return make_region()


def mails(to: str) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(recipient=to).order_by("put_at", "id"))


def test_a_complaint_goes_to_the_municipality_with_the_day_on_which_it_must_answer(zhc):
    request = make_request(zhc)

    [mail] = mails("complaint@gemeente-leidschendam-voorburg.example")
    assert mail.subject == f"Klacht {request.number}"
    assert WORDS in mail.text
    assert "Antwoord uiterlijk op 18 augustus 2025. Dat staat in artikel 9:11" in mail.text
    assert "Er is niet gezegd dat een antwoord per e-mail mag." in mail.text
    assert mail.is_confidential


@pytest.mark.parametrize(("received", "due"), [
    (datetime(2026, 3, 28, 22, 30, tzinfo=UTC), date(2026, 4, 28)),  # Saturday, before midnight
    (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), date(2026, 4, 28)),  # Sunday; King's Day is Monday
    (datetime(2026, 10, 25, 22, 30, tzinfo=UTC), date(2026, 11, 23)),  # Sunday, with winter time
    (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), date(2026, 11, 23)),  # Monday in Amsterdam
    (datetime(2026, 10, 26, 23, 30, tzinfo=UTC), date(2026, 11, 24)),
])  # fmt: skip
def test_a_term_counts_from_the_day_in_amsterdam_on_which_it_came_in(zhc, received, due):
    assert make_addressee(zhc, Kind.WOO, at=received).due_on == due


def test_amira_gets_a_copy_with_the_moment_and_the_term(zhc):
    request = make_request(zhc)

    [copy] = mails("amira@bezoeker.example")
    assert request.number in copy.subject
    assert "7 juli 2025 om" in copy.text
    assert "op of voor 18 augustus 2025" in copy.text
    assert "binnen 6 weken" in copy.text
    assert WORDS in copy.text
    assert "/verzoek/" in copy.text


def test_olena_gets_her_copy_in_ukrainian_and_the_municipality_reads_dutch(zhc):
    make_request(zhc, language="uk", own_words="Мені не відповіли.")

    assert mails("amira@bezoeker.example")[0].language == "uk"
    [mail] = mails("complaint@gemeente-leidschendam-voorburg.example")
    assert mail.language == "nl"
    assert "Українська" in mail.text


def test_who_may_be_answered_by_mail_said_so(zhc):
    make_request(zhc, is_digital=True)

    [mail] = mails("complaint@gemeente-leidschendam-voorburg.example")
    assert "Een antwoord per e-mail mag." in mail.text


def test_a_letter_goes_to_who_gave_a_postal_address_and_nothing_to_a_voice_only(zhc):
    make_request(zhc, reach="letter", address=STREET)
    make_request(zhc, reach="phone", address="0701234567")

    letters = OutboxMessage.objects.filter(channel="letter")
    assert [letter.recipient for letter in letters] == [f"Amira\n{STREET}"]
    assert OutboxMessage.objects.count() == 3


def test_a_privacy_request_may_go_to_several_each_with_a_term_of_its_own(zhc):
    channels = [make_channel(zhc, Kind.PRIVACY), make_channel(zhc, Kind.PRIVACY, "uwv")]

    request = make_request(zhc, Kind.PRIVACY, *channels)

    assert {row.organisation.key for row in queries.addressees_of(request)} == {
        "gemeente-leidschendam-voorburg", "uwv",
    }  # fmt: skip
    assert {row.due_on for row in queries.addressees_of(request)} == {date(2025, 8, 7)}


def test_the_same_form_twice_is_one_request(zhc):
    channel, key = make_channel(zhc), uuid4()
    values = {
        "region": zhc, "kind": Kind.COMPLAINT, "typed": typed(), "channels": [channel],
        "request_key": key, "held_numbers": 0, "by": "bezoeker", "at": MONDAY_MORNING,
    }  # fmt: skip
    actions.send_request(**values)

    with pytest.raises(IntegrityError), transaction.atomic():
        actions.send_request(**values)

    assert FormalRequest.objects.count() == 1
    assert len(mails(channel.email)) == 1


def test_numbers_are_random_and_hold_no_vowel_and_no_long_number(zhc):
    numbers = {make_request(zhc).number for _time in range(20)}

    assert len(numbers) == 20
    assert all(number.startswith("K-") for number in numbers)
    assert not {"A", "E", "I", "O", "U", "0", "1"} & set("".join(numbers))


def test_a_term_becomes_longer_once_and_amira_hears_why(zhc):
    addressee = make_addressee(zhc)

    actions.extend_term(
        addressee=addressee, reason="Veel stukken.", by="karin",
        at=MONDAY_MORNING + timedelta(days=42),
    )  # fmt: skip

    assert addressee.due_on == date(2025, 9, 15)
    last = mails("amira@bezoeker.example")[-1]
    assert "De reden: Veel stukken." in last.text
    assert "op of voor 15 september 2025" in last.text
    with pytest.raises(RefusedError, match="maar een keer"):
        actions.extend_term(addressee=addressee, reason="Nog meer.", by="karin", at=MONDAY_MORNING)


def test_a_term_that_is_over_does_not_become_longer(zhc):
    addressee = make_addressee(zhc)

    with pytest.raises(RefusedError, match="voorbij"):
        actions.extend_term(
            addressee=addressee, reason="Te druk.", by="karin",
            at=MONDAY_MORNING + timedelta(days=43),
        )  # fmt: skip

    assert not AuditLine.objects.filter(verb="formal.term_extended").exists()


def test_what_came_to_the_wrong_one_goes_on_with_a_new_term_and_word_to_amira(zhc):
    addressee, uwv = make_addressee(zhc), make_channel(zhc, key="uwv")

    after = actions.forward_request(
        addressee=addressee, channel=uwv, by="karin", at=MONDAY_MORNING + timedelta(days=7)
    )

    assert addressee.outcome == "forwarded"
    assert after.due_on == date(2025, 8, 25)
    [mail] = mails(uwv.email)
    assert "artikel 2:3" in mail.text
    last = mails("amira@bezoeker.example")[-1]
    assert "doorgestuurd aan Uwv" in last.text
    assert "op of voor 25 augustus 2025" in last.text


def test_it_does_not_go_back_to_who_had_it_or_to_who_does_not_receive_it(zhc):
    first, uwv = make_addressee(zhc), make_channel(zhc, key="uwv")
    second = actions.forward_request(addressee=first, channel=uwv, by="karin", at=MONDAY_MORNING)
    back = FormalChannel.objects.get(organisation=first.organisation)

    for channel in (back, make_channel(zhc, Kind.WOO, "wassenaar")):
        with pytest.raises(RefusedError):
            actions.forward_request(
                addressee=second, channel=channel, by="karin", at=MONDAY_MORNING
            )


def test_what_is_handled_stays_handled(zhc):
    addressee = make_addressee(zhc)
    actions.finish_request(addressee=addressee, outcome="solved", by="karin", at=MONDAY_MORNING)
    stale = Addressee.objects.select_related("request__region").get(pk=addressee.pk)
    stale.handled_at = None

    with pytest.raises(RefusedError, match="al afgehandeld"):
        actions.finish_request(addressee=stale, outcome="refused", by="henk", at=MONDAY_MORNING)

    assert Addressee.objects.get().outcome == "solved"


def test_five_years_count_from_the_last_answer(zhc):
    channels = [make_channel(zhc, Kind.PRIVACY), make_channel(zhc, Kind.PRIVACY, "uwv")]
    request = make_request(zhc, Kind.PRIVACY, *channels)
    assert request.counts_from == date(2025, 10, 7)
    first, last = queries.addressees_of(request)

    at = MONDAY_MORNING + timedelta(days=3)
    actions.finish_request(addressee=first, outcome="granted", by="karin", at=at)
    request.refresh_from_db()
    assert request.counts_from == date(2025, 10, 7)

    actions.finish_request(addressee=last, outcome="granted", by="karin", at=at)
    request.refresh_from_db()
    assert request.counts_from == TODAY + timedelta(days=3)


@pytest.mark.parametrize(
    ("kind", "sort"), [(Kind.COMPLAINT, "complaint"), (Kind.WOO, "formal_request")]
)
def test_what_is_past_its_period_goes_with_the_messages_about_it(zhc, kind, sort):
    old, new = make_request(zhc, kind), make_request(zhc, kind)
    FormalRequest.objects.filter(pk=old.pk).update(counts_from=date(2020, 1, 1))
    other = make_request(make_other_region(), kind)
    FormalRequest.objects.filter(pk=other.pk).update(counts_from=date(2020, 1, 1))
    record = RECORDS[sort]
    cutoff = Cutoff(TODAY, before=TODAY - timedelta(days=record.days - 1))

    [found] = record.past(zhc.key, cutoff)
    record.destroy([found.pk], MONDAY_MORNING)

    assert found == old
    assert set(FormalRequest.objects.values_list("pk", flat=True)) == {new.pk, other.pk}
    assert not Addressee.objects.filter(request=old.pk).exists()
    assert not OutboxMessage.objects.filter(about=f"formal-request:{old.pk}").exists()
    assert record.needs_second


def test_a_channel_that_ended_receives_nothing_more_and_one_to_come_not_yet(zhc):
    channel = make_channel(zhc)
    make_channel(zhc, key="wassenaar", starts_on=TODAY + timedelta(days=1))

    assert queries.channels_for(zhc, Kind.COMPLAINT, TODAY) == [channel]
    actions.end_channel(channel=channel, by="karin", at=MONDAY_MORNING)

    assert queries.channels_for(zhc, Kind.COMPLAINT, TODAY) == []


def test_a_channel_that_never_began_goes_away(zhc):
    channel = make_channel(zhc, starts_on=TODAY + timedelta(days=7))

    actions.end_channel(channel=channel, by="karin", at=MONDAY_MORNING)

    assert not FormalChannel.objects.exists()


def test_an_outage_ends_once_and_after_it_began(zhc):
    outage = make_outage(zhc)

    with pytest.raises(RefusedError, match="na het begin"):
        actions.end_outage(
            outage=outage, ends_at=MONDAY_MORNING, late_until=None, by="karin", at=MONDAY_MORNING
        )
    assert queries.outage_now(zhc, Kind.COMPLAINT, MONDAY_MORNING) == outage
    assert queries.outage_now(zhc, Kind.WOO, MONDAY_MORNING) is None


def test_two_colleagues_who_extend_or_confirm_at_once_do_so_once(zhc):
    addressee = make_addressee(zhc)
    pages = [Addressee.objects.get(pk=addressee.pk) for _colleague in range(2)]
    actions.confirm_arrival(addressee=pages[0], by="karin", at=MONDAY_MORNING)
    actions.extend_term(addressee=pages[0], reason="Druk", by="karin", at=MONDAY_MORNING)

    with pytest.raises(RefusedError):
        actions.confirm_arrival(addressee=pages[1], by="iris", at=MONDAY_MORNING)
    with pytest.raises(RefusedError):
        actions.extend_term(addressee=pages[1], reason="Ziek", by="iris", at=MONDAY_MORNING)

    addressee.refresh_from_db()
    assert addressee.extension_reason == "Druk"
    lines = AuditLine.objects.filter(verb__in=["formal.arrival_confirmed", "formal.term_extended"])
    assert lines.count() == 2
