"""Nothing is shared without a row in force for that purpose, controller and recipient."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from werkcentrum.casework.models import Client
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.refusal import Refusal, RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.partners.models import Organisation, PartnerStanding
from werkcentrum.partners.tests.make import make_other_region, make_region
from werkcentrum.privacy import actions
from werkcentrum.privacy.models import Consent, Data, LegalGround, Objection
from werkcentrum.privacy.retention_actions import forget_person
from werkcentrum.privacy.rules import Basis, basis_for
from werkcentrum.privacy.tests.make import (
    SOME_DATA,
    make_child,
    make_client,
    make_consent,
    make_ground,
    make_municipal,
    make_purpose,
    make_sharing,
    make_standing,
    make_union,
    make_uwv,
)

pytestmark = pytest.mark.django_db
BY_LAW = LegalGround.Kind.PUBLIC_TASK


@pytest.fixture
def region(db):
    return make_region()


@pytest.fixture
def olena(region) -> Client:
    return make_client(region)


def basis(client: Client, ground: LegalGround, at: datetime = MONDAY_MORNING, **other):
    """What the register says about the sharing that a row is about."""
    wanted = {
        "purpose": ground.purpose.key, "controller": ground.controller,
        "recipient": ground.recipient or ground.controller, "data": [Data.NAME], **other,
    }  # fmt: skip
    return basis_for(client=client, at=at, **wanted)


def test_a_union_gets_nothing_until_olena_agrees(region, olena):
    ground = make_sharing(region)

    before = basis(olena, ground)
    consent = make_consent(olena, ground)

    assert before == "De klant heeft hiervoor (nog) geen toestemming gegeven."
    assert basis(olena, ground) == Basis(consent=consent)


@pytest.mark.parametrize("kind", [BY_LAW, LegalGround.Kind.CONSENT])
def test_asking_the_register_costs_three_queries(region, olena, queries, kind):
    ground = make_sharing(region, kind=kind)

    with queries.at_most(3):
        basis(olena, ground)


def test_what_the_law_allows_needs_no_consent(region, olena):
    ground = make_sharing(region, kind=BY_LAW)

    assert basis(olena, ground) == Basis(ground=ground)


def test_an_organisation_may_use_what_it_has_for_its_own_work(region, olena):
    municipality = make_municipal(region)
    own = make_ground(make_purpose(region, "answering"), municipality, None, kind=BY_LAW)

    assert basis(olena, own) == Basis(ground=own)


@pytest.mark.parametrize("missing", ["purpose", "controller", "recipient", "data"])
def test_a_row_for_something_else_is_no_basis(region, olena, missing):
    ground = make_sharing(region, kind=BY_LAW)
    uwv = make_uwv(region)
    make_standing(uwv)
    other = {"purpose": "statistics", "controller": uwv, "recipient": uwv, "data": [Data.OUTCOME]}
    make_standing(ground.recipient, "statistics")

    refused = basis(olena, ground, **{missing: other[missing]})

    assert refused == "Voor dit doel staat delen met deze organisatie niet in het register."


def test_the_register_of_another_region_is_no_basis(region):
    elsewhere = make_client(make_other_region())

    assert isinstance(basis(elsewhere, make_sharing(region, kind=BY_LAW)), Refusal)


def test_a_partner_with_whom_it_was_not_agreed_gets_nothing(region, olena):
    ground = make_sharing(region, kind=BY_LAW)
    PartnerStanding.objects.all().delete()

    said = "Met deze organisatie is niet afgesproken dat zij gegevens krijgt."
    assert basis(olena, ground) == said


@pytest.mark.parametrize("kind", LegalGround.Kind)
def test_who_is_no_suwi_party_never_gets_benefit_data(region, olena, kind):
    ground = make_sharing(region, kind=kind, data=[Data.BENEFIT])

    refused = basis(olena, ground, data=[Data.BENEFIT])

    said = "Alleen gemeenten en UWV mogen gegevens over een uitkering krijgen (Wet SUWI)."
    assert refused == said
    with pytest.raises(RefusedError, match="Wet SUWI"):
        make_consent(olena, ground)


def test_uwv_may_get_benefit_data_when_the_register_says_so(region, olena):
    uwv = make_uwv(region)
    make_standing(uwv)
    data = [Data.BENEFIT]
    ground = make_ground(make_purpose(region), make_municipal(region), uwv, kind=BY_LAW, data=data)

    assert basis(olena, ground, data=data) == Basis(ground=ground)


@pytest.mark.parametrize("data", [[], ["diagnosis"], [Data.NAME, "bsn"]])
def test_what_is_no_category_of_the_register_is_never_shared(region, olena, data):
    ground = make_sharing(region, kind=BY_LAW, data=[*SOME_DATA, "diagnosis", "bsn"])

    assert basis(olena, ground, data=data) == "Kies welke gegevens u wilt delen."


def test_for_somebody_under_sixteen_only_the_representative_agrees(region):
    daan = make_child(region)
    ground = make_sharing(region)

    with pytest.raises(RefusedError, match="vertegenwoordiger"):
        make_consent(daan, ground, by_representative=False)
    consent = make_consent(daan, ground, by_representative=True)

    assert basis(daan, ground) == Basis(consent=consent)


def test_an_own_yes_no_longer_counts_once_somebody_else_decides(region, olena):
    ground = make_sharing(region)
    make_consent(olena, ground)
    Client.objects.update(representative="curator", representative_name="Mr. De Wit")
    olena.refresh_from_db()

    assert isinstance(basis(olena, ground), Refusal)


# Days are days in Amsterdam, also on the nights on which the clock changes.
EDGES = [date(2025, 7, 7), date(2025, 3, 30), date(2025, 10, 26), date(2025, 1, 1)]


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=AMSTERDAM)


@pytest.mark.parametrize("day", EDGES)
@pytest.mark.parametrize("what", ["ground", "standing"])
def test_a_row_holds_from_its_first_day_and_not_on_its_last(region, olena, day, what):
    dates = {"starts_on": day - timedelta(days=1), "ends_on": day}
    always = {"starts_on": date(2020, 1, 1)}
    union = make_union(region)
    make_standing(union, **(dates if what == "standing" else always))
    ground = make_ground(
        make_purpose(region), make_municipal(region), union, kind=BY_LAW,
        **(dates if what == "ground" else always),
    )  # fmt: skip
    first, last, moment = midnight(dates["starts_on"]), midnight(day), timedelta(seconds=1)

    found = {
        at: isinstance(basis(olena, ground, at.astimezone(tz)), Basis)
        for tz in (AMSTERDAM, None)
        for at in (first - moment, first, last - moment, last)
    }

    assert list(found.values()) == [False, True, True, False]


def test_a_yes_holds_for_a_year_and_ends_when_the_day_begins(region, olena):
    ground = make_sharing(region)
    consent = make_consent(olena, ground)

    assert consent.expires_at == midnight(date(2026, 7, 7))
    assert basis(olena, ground, consent.expires_at - timedelta(seconds=1)) == Basis(consent=consent)
    assert isinstance(basis(olena, ground, consent.expires_at), Refusal)
    assert isinstance(basis(olena, ground, MONDAY_MORNING - timedelta(seconds=1)), Refusal)


def test_a_withdrawal_closes_at_once_also_for_who_looked_just_before(region, olena):
    ground = make_sharing(region)
    consent = make_consent(olena, ground)
    actions.withdraw_consent(consent=consent, by="olena", at=MONDAY_MORNING + timedelta(hours=1))

    for minutes in (0, 59, 60, 61):
        at = MONDAY_MORNING + timedelta(minutes=minutes)
        assert isinstance(basis(olena, ground, at), Refusal)


def test_an_objection_holds_sharing_back_until_it_is_decided(region, olena):
    ground = make_sharing(region, kind=BY_LAW)
    objection = actions.object_to(client=olena, ground=ground, by="olena", at=MONDAY_MORNING)

    assert basis(olena, ground) == "De klant maakte bezwaar tegen dit delen."
    actions.decide_objection(objection=objection, is_upheld=False, by="iris", at=MONDAY_MORNING)
    assert basis(olena, ground) == Basis(ground=ground)


def test_an_upheld_objection_is_not_washed_away_by_a_new_row(region, olena):
    ground = make_sharing(region, kind=BY_LAW)
    objection = actions.object_to(client=olena, ground=ground, by="olena", at=MONDAY_MORNING)
    actions.decide_objection(objection=objection, is_upheld=True, by="iris", at=MONDAY_MORNING)
    LegalGround.objects.filter(pk=ground.pk).update(ends_on=MONDAY)
    again = make_ground(
        ground.purpose, ground.controller, ground.recipient, kind=BY_LAW, starts_on=MONDAY
    )

    assert isinstance(basis(olena, again), Refusal)


@pytest.mark.parametrize(
    ("reach", "first", "later"),
    [
        ("mail", "olena@post.example", "Olena@Post.example"),
        ("phone", "06 12345678", "+31 (0)6-1234 5678"),
    ],
)
def test_an_objection_counts_for_a_later_question_under_the_same_address(
    region, reach, first, later
):
    ground = make_sharing(region, kind=BY_LAW)
    before = make_client(region, reach=reach, address=first)
    again = make_client(region, "O.", reach=reach, address=later)
    objection = actions.object_to(client=before, ground=ground, by="olena", at=MONDAY_MORNING)

    assert basis(again, ground) == "De klant maakte bezwaar tegen dit delen."
    actions.decide_objection(objection=objection, is_upheld=True, by="iris", at=MONDAY_MORNING)
    assert isinstance(basis(again, ground), Refusal)


def test_an_objection_counts_for_nobody_with_another_address_or_in_another_region(region, olena):
    ground = make_sharing(region, kind=BY_LAW)
    actions.object_to(client=olena, ground=ground, by="olena", at=MONDAY_MORNING)
    other = make_client(region, "Daan", address="daan@post.example")
    nowhere = make_client(region, "Anna", reach="", address="")
    elsewhere = make_client(make_other_region())

    assert basis(other, ground) == basis(nowhere, ground) == Basis(ground=ground)
    assert elsewhere not in Client.objects.reached_like(olena)


def test_a_yes_counts_only_for_who_gave_it_whoever_has_the_same_address(region, olena):
    ground = make_sharing(region)
    make_consent(olena, ground)

    assert isinstance(basis(make_client(region), ground), Refusal)


def test_an_objection_stays_when_the_name_under_which_it_was_made_goes(region, olena):
    ground = make_sharing(region, kind=BY_LAW)
    again = make_client(region, "O.")
    actions.object_to(client=olena, ground=ground, by="olena", at=MONDAY_MORNING)
    forget_person(client=olena, by="systeem", at=MONDAY_MORNING)

    assert isinstance(basis(again, ground), Refusal)
    forget_person(client=again, by="systeem", at=MONDAY_MORNING)
    assert not Objection.objects.exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the others read small tables whole")
def test_who_has_the_same_address_is_found_by_an_index(region, olena):
    found = Client.objects.reached_like(olena).explain()

    assert "clients_by_address" in found


DAYS = st.integers(-4, 4)
CATEGORIES = st.sets(st.sampled_from([Data.NAME, Data.QUESTION, Data.BENEFIT]), min_size=1)
PURPOSES = st.sampled_from(["referral", "aftercare"])
WHO = st.sampled_from(["gemeente", "uwv", "bond"])


@dataclass(frozen=True)
class Row:
    """A row of a random register, in days from a Monday; `lasts` None: no end."""

    purpose: str
    controller: str
    recipient: str
    kind: str
    data: frozenset[str]
    starts: int
    lasts: int | None


@dataclass(frozen=True)
class Deed:
    """Somebody says yes, takes it back, objects, or it is decided."""

    what: str
    purpose: str
    controller: str
    recipient: str
    data: frozenset[str]
    day: int
    hour: int


LASTS = st.one_of(st.none(), st.integers(1, 4))
ROWS = st.builds(
    Row, PURPOSES, WHO, WHO, st.sampled_from(LegalGround.Kind), CATEGORIES.map(frozenset), DAYS,
    LASTS,
)  # fmt: skip
STANDINGS = st.tuples(PURPOSES, WHO, DAYS, LASTS)
DEEDS = st.builds(
    Deed, st.sampled_from(["yes", "yes", "take back", "object", "uphold", "reject"]), PURPOSES, WHO,
    WHO, CATEGORIES.map(frozenset), DAYS, st.sampled_from([0, 12, 23]),
)  # fmt: skip


class World:
    """A random register, and one client who agrees, withdraws and objects."""

    def __init__(self, rows: list[Row], standings: list[tuple[str, str, int, int | None]]) -> None:
        region = make_region()
        self.client = make_client(region)
        found = [make_municipal(region), make_uwv(region), make_union(region)]
        self.who: dict[str, Organisation] = {each.key: each for each in found}
        self.purposes = {key: make_purpose(region, key) for key in ("referral", "aftercare")}
        self.withdrawn: set[object] = set()
        for row in {(r.purpose, r.controller, r.recipient, r.starts): r for r in rows}.values():
            other = None if row.recipient == row.controller else self.who[row.recipient]
            if other or row.kind != LegalGround.Kind.CONSENT:
                make_ground(
                    self.purposes[row.purpose], self.who[row.controller], other, kind=row.kind,
                    data=row.data, **period(row.starts, row.lasts),
                )  # fmt: skip
        for key, who, starts, lasts in {(s[0], s[1], s[2]): s for s in standings}.values():
            make_standing(self.who[who], key, **period(starts, lasts))

    def do(self, deed: Deed) -> None:
        """What is refused did not happen."""
        at = midnight(MONDAY + timedelta(days=deed.day)) + timedelta(hours=deed.hour)
        controller, recipient = self.who[deed.controller], self.who[deed.recipient]
        between = {"client": self.client, "purpose": self.purposes[deed.purpose],
                   "controller": controller, "recipient": recipient}  # fmt: skip
        grounds = LegalGround.objects.between(controller, recipient)
        objections = Objection.objects.filter(decided_at=None).order_by("made_at")
        try:
            if deed.what == "yes":
                text = self.purposes[deed.purpose].texts.get()
                actions.give_consent(
                    client=self.client, text=text, controller=controller, recipient=recipient,
                    data=deed.data, way="screen", by="olena", at=at,
                )  # fmt: skip
            elif deed.what == "take back":
                for consent in Consent.objects.filter(withdrawn_at=None, **between).order_by("pk"):
                    actions.withdraw_consent(consent=consent, by="olena", at=at)
                    self.withdrawn.add(consent.pk)
            elif deed.what == "object":
                for ground in grounds.order_by("pk"):
                    actions.object_to(client=self.client, ground=ground, by="olena", at=at)
            else:
                for objection in objections:
                    actions.decide_objection(
                        objection=objection, is_upheld=deed.what == "uphold", by="iris", at=at
                    )
        except RefusedError:
            pass

    def carries(self, found: Basis, asked: Deed, at: datetime) -> bool:
        """Whether the database holds what this basis says, looked up row by row."""
        day = at.astimezone(AMSTERDAM).date()
        recipient = self.who[asked.recipient]
        grounds = [
            row for row in LegalGround.objects.order_by("pk")
            if row.purpose.key == asked.purpose
            and row.controller.key == asked.controller
            and (row.recipient or row.controller).key == asked.recipient
            and holds(row, day) and asked.data <= set(row.data)
        ]  # fmt: skip
        agreed = asked.recipient == asked.controller or any(
            row.purpose == asked.purpose and holds(row, day)
            for row in recipient.standings.order_by("pk")
        )
        may_see = recipient.is_suwi_party or Data.BENEFIT not in asked.data
        if found.consent is not None:
            consent = found.consent
            named = (consent.purpose.key, consent.controller.key, consent.recipient.key)
            own = (
                named == (asked.purpose, asked.controller, asked.recipient)
                and consent.pk not in self.withdrawn
                and consent.given_at <= at < consent.expires_at
                and asked.data <= set(consent.data)
                and any(row.kind == LegalGround.Kind.CONSENT for row in grounds)
            )
        else:
            own = found.ground in grounds and found.ground.law != ""
            if found.ground.kind == BY_LAW:
                own = own and not self.objects(asked, at)
        return own and agreed and may_see

    def objects(self, asked: Deed, at: datetime) -> bool:
        """Whether an objection stands in the way."""
        return any(
            row.ground.purpose.key == asked.purpose
            and row.ground.controller.key == asked.controller
            and (row.ground.recipient or row.ground.controller).key == asked.recipient
            and row.made_at <= at
            and (row.is_upheld is not False or row.decided_at > at)
            for row in Objection.objects.order_by("pk")
        )


def period(starts: int, lasts: int | None) -> dict[str, date | None]:
    """From a day on, for so many days."""
    first = MONDAY + timedelta(days=starts)
    return {"starts_on": first, "ends_on": first + timedelta(days=lasts) if lasts else None}


def holds(row: LegalGround | PartnerStanding, day: date) -> bool:
    """The end is exclusive."""
    return row.starts_on <= day and (row.ends_on is None or day < row.ends_on)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(ROWS, min_size=2, max_size=6),
    standings=st.lists(STANDINGS, min_size=1, max_size=4),
    deeds=st.lists(DEEDS, max_size=6),
    asked=st.lists(DEEDS, min_size=1, max_size=6),
)
def test_there_is_never_a_basis_without_a_row_in_force(rows, standings, deeds, asked):
    with transaction.atomic():
        world = World(rows, standings)
        for deed in deeds:
            world.do(deed)
        # Also exactly what the register and the yeses are about, or hardly anything would be found.
        questions = [*asked, *deeds, *(
            Deed("", row.purpose, row.controller, row.recipient, row.data, row.starts, 12)
            for row in rows
        )]  # fmt: skip
        for question in questions:
            at = midnight(MONDAY + timedelta(days=question.day)) + timedelta(hours=question.hour)
            found = basis_for(
                client=world.client, purpose=question.purpose,
                controller=world.who[question.controller],
                recipient=world.who[question.recipient], data=question.data, at=at,
            )  # fmt: skip
            assert isinstance(found, Refusal) or world.carries(found, question, at)
            assert isinstance(found, Refusal) or (found.consent is None) != (found.ground is None)
        transaction.set_rollback(True)
