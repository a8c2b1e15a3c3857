"""Which partner takes part, and how somebody lets one take part without an agreement."""

from datetime import timedelta

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.standing.exception_actions import allow_exception, stop_exception
from werkcentrum.governance.standing.queries import partner_rows
from werkcentrum.partners.actions import follow_standings
from werkcentrum.partners.models import Organisation, PartnerStanding, Region, Strictness
from werkcentrum.partners.queries import not_shown
from werkcentrum.partners.tests.make import make_organisation, make_region

NEXT_MONTH = MONDAY + timedelta(days=31)
PAGE = "/medewerkers/samenwerking/partners/"


@pytest.fixture
def strict(db) -> Region:
    region = make_region(host="zhc.test")
    region.strictness = Strictness.AGREEMENT
    region.save()
    return region


@pytest.fixture
def union(strict) -> Organisation:
    return make_organisation(strict, "vakbonden", name="Vakbond", kind=Organisation.Kind.UNION)


def allow(organisation: Organisation, **values) -> list[PartnerStanding]:
    wanted = {
        "purposes": ["network"], "reason": "Stuurgroep 3 juni.", "starts_on": MONDAY,
        "ends_on": NEXT_MONTH, **values,
    }  # fmt: skip
    return allow_exception(organisation=organisation, **wanted, by="karin", at=MONDAY_MORNING)


def test_an_exception_shows_a_partner_until_its_last_day(union, strict):
    allow(union)

    assert union.pk not in not_shown(strict, on=NEXT_MONTH - timedelta(days=1))
    assert union.pk in not_shown(strict, on=NEXT_MONTH)


def test_an_exception_leaves_one_line_and_has_pages_read_anew(union, strict):
    before = strict.content_version

    allow(union, purposes=["network", "referral"])

    strict.refresh_from_db()
    assert strict.content_version == before + 1
    assert [line.verb for line in AuditLine.objects.all()] == ["governance.exception_allowed"]


@pytest.mark.parametrize(
    "values",
    [
        {"purposes": []},
        {"reason": "  "},
        {"starts_on": MONDAY - timedelta(days=1)},
        {"ends_on": MONDAY},
        {"ends_on": MONDAY + timedelta(days=367)},
    ],
    ids=["for nothing", "without a reason", "in the past", "for no day", "for too long"],
)
def test_an_exception_has_a_purpose_a_reason_and_an_end_within_a_year(union, values):
    with pytest.raises(RefusedError):
        allow(union, **values)

    assert not PartnerStanding.objects.exists()
    assert not AuditLine.objects.exists()


def test_the_same_exception_is_made_once(union):
    allow(union)

    with pytest.raises(RefusedError):
        allow(union)


def test_a_stopped_exception_holds_no_longer_and_stays_to_be_read(union, strict):
    [row] = allow(union)

    stop_exception(standing=row, by="karin", at=MONDAY_MORNING + timedelta(days=3))

    row.refresh_from_db()
    assert row.ends_on == MONDAY + timedelta(days=3)
    assert union.pk in not_shown(strict, on=row.ends_on)


def test_an_exception_that_has_not_begun_can_be_taken_back_on_the_page(
    page, union, strict, set_clock
):
    set_clock("2025-07-07 09:00")
    visitor = page.at("zhc.test")
    visitor.log_in(make_staff(strict, "karin", "coordinator"))
    typed = {"purposes": ["network"], "reason": "Stuurgroep", "starts_on": "2026-01-07",
             "ends_on": "2026-02-07"}  # fmt: skip
    shown = visitor.post(f"{PAGE}vakbonden/uitzondering/", typed)

    shown.press("Stop: getoond worden bij het Werkcentrum")

    assert not PartnerStanding.objects.exists()
    again = visitor.post(f"{PAGE}vakbonden/uitzondering/", typed)
    refused = visitor.post(f"{PAGE}vakbonden/uitzondering/", typed)
    assert "Stop: " in again.text
    assert "Stop die eerst, of kies andere dagen." in refused


def test_what_follows_from_an_agreement_is_not_stopped_as_an_exception(union):
    row = PartnerStanding.objects.create(
        organisation=union, purpose="network", starts_on=MONDAY, basis="4325",
        origin="agreement:1",
    )  # fmt: skip

    with pytest.raises(RefusedError):
        stop_exception(standing=row, by="karin", at=MONDAY_MORNING)


def test_the_page_counts_what_the_house_counts(strict, union):
    own = make_organisation(strict, "werkcentrum", kind=Organisation.Kind.WERKCENTRUM)
    for organisation in (own, union):
        PartnerStanding.objects.create(
            organisation=organisation, purpose="referral", starts_on=MONDAY, basis="Uit de map"
        )

    rows = partner_rows(strict, [own, union], today=MONDAY)

    assert [bool(row.now) for row in rows] == [True, False]


def test_a_coordinator_makes_an_exception_and_a_council_member_only_reads(
    page, union, strict, set_clock
):
    set_clock("2025-07-07 09:00")
    visitor = page.at("zhc.test")
    visitor.log_in(make_staff(strict, "karin", "coordinator"))
    days = {"starts_on": "2026-01-07", "ends_on": "2026-02-07"}
    typed = {"purposes": ["network"], "reason": "Stuurgroep", **days}

    refused = visitor.post(f"{PAGE}vakbonden/uitzondering/", {**typed, "reason": ""})
    shown = visitor.post(f"{PAGE}vakbonden/uitzondering/", typed)

    [day] = refused.document.findall(".//input[@name='starts_on']")
    assert day.get("value") == "2026-01-07"
    assert "Stuurgroep" in shown.text
    visitor.log_in(make_staff(strict, "raad", "council_member"))
    assert "Stuurgroep" in visitor.open(PAGE).text
    assert "Maak een uitzondering" not in visitor.open(PAGE).text
    visitor.open(f"{PAGE}vakbonden/uitzondering/", status=404)


@pytest.mark.parametrize("number", [1, 25])
def test_a_list_of_partners_asks_the_database_as_often_whatever_its_length(
    page, strict, queries, number
):
    for count in range(number):
        allow(make_organisation(strict, f"partner-{count}", kind=Organisation.Kind.UNION))
    visitor = page.at("zhc.test")
    visitor.log_in(make_staff(strict, "karin", "coordinator"))

    with queries.at_most(12):
        visitor.open(PAGE)


def test_pages_are_read_anew_on_the_day_that_something_begins_or_ends_and_once(union, strict):
    [row] = allow(union)
    follow_standings(region=strict, today=MONDAY, by="worker", at=MONDAY_MORNING)
    strict.refresh_from_db()
    before = strict.content_version

    def follow(days: int) -> int:
        day = row.ends_on + timedelta(days=days)
        follow_standings(region=strict, today=day, by="worker", at=MONDAY_MORNING)
        strict.refresh_from_db()
        return strict.content_version - before

    # A night without a worker makes no difference: the next one sees what ended meanwhile.
    assert [follow(-2), follow(1), follow(1), follow(2)] == [0, 1, 1, 1]


def test_one_ground_is_a_line_and_what_does_not_count_is_folded(page, union, strict, set_clock):
    set_clock("2025-07-07 10:00")
    allow(union, purposes=["referral", "network"])
    PartnerStanding.objects.create(
        organisation=union, purpose="network", starts_on=MONDAY, basis="De map van de regio"
    )
    visitor = page.at("zhc.test")
    visitor.log_in(make_staff(strict, "raad", "council_member"))

    shown = visitor.open(PAGE)

    assert (
        "vanaf 7 juli 2025 tot 7 augustus 2025: getoond worden bij het Werkcentrum, "
        "doorverwijzingen ontvangen." in shown
    )
    assert shown.text.count("Stuurgroep 3 juni.") == 1
    [folded] = shown.texts(".//tr/td/details")
    assert folded.startswith("Telt nu niet (1)")
    assert "De map van de regio" in folded
    assert "Dit is geen overeenkomst." in folded
