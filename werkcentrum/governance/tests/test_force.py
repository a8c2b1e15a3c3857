"""When an agreement holds, and what its parties get by it from that day."""

from datetime import date, timedelta

import pytest

from werkcentrum.audit.models import AuditLine
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.agreements.force_actions import bring_into_force
from werkcentrum.governance.agreements.life_actions import extend, leave, terminate
from werkcentrum.governance.daily import keep_agreements
from werkcentrum.governance.models import Agreement, AgreementEvent, AgreementKind
from werkcentrum.governance.tests.make import (
    SIGNED_ON,
    make_agreement,
    make_library_party,
    make_municipality_party,
)
from werkcentrum.governance.tests.make_signed import make_in_force, make_signature
from werkcentrum.partners.models import PartnerStanding
from werkcentrum.partners.tests.make import make_organisation, make_region

pytestmark = pytest.mark.django_db
TO_SIGN = Agreement.Stage.TO_SIGN
WHO = {"by": "0190-karin", "at": MONDAY_MORNING}


@pytest.fixture
def zhc():
    """A region without a folder."""
    return make_region()


def standings(agreement) -> set[tuple[str, str, date, date | None]]:
    """What this agreement gives, in short."""
    rows = PartnerStanding.objects.filter(origin=f"agreement:{agreement.pk}")
    return {(r.organisation.key, r.purpose, r.starts_on, r.ends_on) for r in rows.order_by("pk")}


def force(agreement, at=MONDAY_MORNING) -> bool:
    """Somebody asks whether it holds by now."""
    return bring_into_force(agreement=agreement, by="0190-karin", at=at)


def test_it_holds_from_the_last_signature_and_gives_both_what_was_agreed(zhc):
    agreement = make_agreement(
        zhc, make_municipality_party(zhc), make_library_party(zhc), stage=TO_SIGN
    )
    make_signature(agreement, "gemeente-duindorp", on=SIGNED_ON)
    assert not force(agreement)
    assert standings(agreement) == set()
    make_signature(agreement, "bibliotheek-duin", on=SIGNED_ON + timedelta(days=3))

    assert force(agreement)

    since = SIGNED_ON + timedelta(days=3)
    agreement.refresh_from_db()
    assert agreement.in_force_on == since
    assert standings(agreement) == {
        (who, purpose, since, None)
        for who in ("gemeente-duindorp", "bibliotheek-duin")
        for purpose in ("network", "referral")
    }
    basis = PartnerStanding.objects.values_list("basis", flat=True).distinct().order_by("basis")
    assert list(basis) == ["Overeenkomst 4325-1: Samenwerking in het Werkcentrum"]


def test_asking_again_changes_nothing_and_leaves_no_line(zhc):
    agreement = make_signed(zhc)
    assert force(agreement)
    before, version = standings(agreement), zhc.content_version

    assert not force(agreement)
    assert not force(agreement, at=MONDAY_MORNING + timedelta(days=1))

    zhc.refresh_from_db()
    assert standings(agreement) == before
    assert zhc.content_version == version + 1
    assert AuditLine.objects.get().verb == "governance.agreement_in_force"
    assert agreement.events.get().kind == AgreementEvent.Kind.IN_FORCE


def test_a_signature_that_nobody_confirmed_does_not_count(zhc):
    agreement = make_signed(zhc, confirmed_by="")

    assert not force(agreement)
    assert not AuditLine.objects.exists()


def test_signed_early_it_waits_for_its_day_and_then_the_worker_sees_to_it(zhc):
    starts_on = MONDAY + timedelta(days=10)
    agreement = make_signed(zhc, starts_on=starts_on)
    assert not force(agreement)
    assert keep_agreements(at=MONDAY_MORNING) == 0

    assert keep_agreements(at=MONDAY_MORNING + timedelta(days=10)) == 1
    assert keep_agreements(at=MONDAY_MORNING + timedelta(days=11)) == 0

    agreement.refresh_from_db()
    assert agreement.in_force_on == starts_on
    assert AuditLine.objects.get().actor == "systeem"


def test_by_date_it_holds_for_two_and_for_a_third_from_the_day_it_signs(zhc):
    union = make_organisation(zhc, "vakbond", name="Vakbond")
    agreement = make_agreement(
        zhc, make_municipality_party(zhc), make_library_party(zhc), union,
        stage=TO_SIGN, rule=Agreement.Rule.ON_DATE, starts_on=MONDAY,
    )  # fmt: skip
    make_signature(agreement, "gemeente-duindorp", on=SIGNED_ON)
    assert not force(agreement)
    make_signature(agreement, "bibliotheek-duin", on=SIGNED_ON)
    assert force(agreement)
    assert {row[0] for row in standings(agreement)} == {"gemeente-duindorp", "bibliotheek-duin"}
    later = MONDAY + timedelta(days=4)
    make_signature(agreement, "vakbond", on=later)

    assert not force(agreement, at=MONDAY_MORNING + timedelta(days=5))

    assert ("vakbond", "referral", later, None) in standings(agreement)
    assert ("gemeente-duindorp", "referral", MONDAY, None) in standings(agreement)


def test_what_ends_gives_until_that_day_and_nothing_when_it_ended_before_it_began(zhc):
    ends_on = MONDAY + timedelta(days=30)
    agreement = make_signed(zhc, ends_on=ends_on)
    force(agreement)
    assert {row[3] for row in standings(agreement)} == {ends_on}
    party = agreement.parties.get(organisation__key="bibliotheek-duin")
    party.left_on = SIGNED_ON
    party.save()

    force(agreement)

    assert {row[0] for row in standings(agreement)} == {"gemeente-duindorp"}


def test_who_joins_later_is_a_party_without_the_others_signing_again(zhc):
    agreement = make_signed(zhc)
    force(agreement)
    union = make_organisation(zhc, "vakbond", name="Vakbond")
    accession = make_agreement(
        zhc, union, reference="4325-2", kind=AgreementKind.ACCESSION, parent=agreement,
        stage=TO_SIGN,
    )  # fmt: skip
    make_signature(accession, "vakbond", on=MONDAY)

    assert force(accession)

    joined = agreement.parties.get(organisation=union)
    assert (joined.joined_on, joined.position) == (MONDAY, 3)
    assert ("vakbond", "referral", MONDAY, None) in standings(agreement)
    assert standings(accession) == set()
    assert agreement.events.last().kind == AgreementEvent.Kind.JOINED


def make_joined(region, **values) -> tuple[Agreement, Agreement]:
    """An agreement in force, and the accession by which a union joined it."""
    agreement = make_signed(region)
    force(agreement)
    union = make_organisation(region, "vakbond", name="Vakbond")
    accession = make_agreement(
        region, union, reference="4325-2", kind=AgreementKind.ACCESSION, parent=agreement,
        stage=TO_SIGN, notice_months=0, **values,
    )  # fmt: skip
    make_signature(accession, "vakbond", on=MONDAY)
    force(accession)
    return agreement, accession


def test_who_joined_gets_nothing_any_more_once_the_accession_ended(zhc):
    agreement, accession = make_joined(zhc)
    last = MONDAY + timedelta(days=3)

    terminate(agreement=accession, on=last, reason="Fusie", **WHO)

    assert ("vakbond", "referral", MONDAY, last) in standings(agreement)
    assert agreement.parties.get(organisation__key="vakbond").left_on == last
    assert {row[3] for row in standings(agreement) if row[0] != "vakbond"} == {None}


def test_who_joined_for_a_time_gets_it_for_that_time_and_longer_when_extended(zhc):
    until = MONDAY + timedelta(days=300)
    agreement, accession = make_joined(zhc, ends_on=until)
    assert ("vakbond", "referral", MONDAY, until) in standings(agreement)

    longer = until + timedelta(days=365)
    extend(agreement=accession, ends_on=longer, reason="Stuurgroep", **WHO)

    assert ("vakbond", "referral", MONDAY, longer) in standings(agreement)


def test_an_addition_waits_for_what_it_belongs_to(zhc):
    agreement = make_signed(zhc)
    addendum = make_agreement(
        zhc, *[party.organisation for party in agreement.parties.all()], reference="4325-3",
        kind=AgreementKind.ADDENDUM, parent=agreement, stage=TO_SIGN,
    )  # fmt: skip
    make_signature(addendum, "gemeente-duindorp", on=SIGNED_ON)
    make_signature(addendum, "bibliotheek-duin", on=SIGNED_ON)
    assert not force(addendum)
    force(agreement)

    assert keep_agreements(at=MONDAY_MORNING) == 1

    addendum.refresh_from_db()
    assert addendum.in_force_on == agreement.in_force_on
    kinds = [event.kind for event in agreement.events.order_by("at", "pk")]
    assert kinds == [AgreementEvent.Kind.IN_FORCE, AgreementEvent.Kind.AMENDED]


def test_one_of_three_leaves_after_the_notice_period_and_the_others_go_on(zhc):
    agreement = make_in_force(
        zhc, make_municipality_party(zhc), make_library_party(zhc),
        make_organisation(zhc, "vakbond", name="Vakbond"), notice_months=2,
    )  # fmt: skip
    union = agreement.parties.get(organisation__key="vakbond")
    day = date(2025, 9, 7)

    with pytest.raises(RefusedError, match="opzegtermijn is 2 maanden"):
        leave(party=union, on=day - timedelta(days=1), reason="Fusie", **WHO)
    leave(party=union, on=day, reason="Fusie", **WHO)

    ends = {key: ends_on for key, _purpose, _starts, ends_on in standings(agreement)}
    assert ends == {"vakbond": day, "gemeente-duindorp": None, "bibliotheek-duin": None}
    other = agreement.parties.get(organisation__key="bibliotheek-duin")
    with pytest.raises(RefusedError, match="te weinig partijen"):
        leave(party=other, on=day, reason="Fusie", **WHO)


def test_late_in_the_evening_it_is_the_dutch_day_that_counts(zhc):
    agreement = make_signed(zhc, starts_on=MONDAY + timedelta(days=1))
    evening = MONDAY_MORNING.replace(hour=23, minute=59, tzinfo=AMSTERDAM)

    assert not force(agreement, at=evening)
    assert force(agreement, at=evening + timedelta(minutes=1))


def make_signed(region, *, confirmed_by: str = "0190-els", **values) -> Agreement:
    """A municipality and a library signed on the same day."""
    agreement = make_agreement(
        region, make_municipality_party(region), make_library_party(region), stage=TO_SIGN,
        **values,
    )  # fmt: skip
    for key in ("gemeente-duindorp", "bibliotheek-duin"):
        make_signature(agreement, key, on=SIGNED_ON, confirmed_by=confirmed_by)
    return agreement
