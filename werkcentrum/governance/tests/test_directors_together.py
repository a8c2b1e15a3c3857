"""Directors who may only sign together: their party has signed once there are enough of them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.files import upload
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.agreements.next import next_thing
from werkcentrum.governance.agreements.queries import agreements_of, party_rows, state_of
from werkcentrum.governance.agreements.rules import Text
from werkcentrum.governance.agreements.states import PartyState, State
from werkcentrum.governance.authority.actions import add_office_holder
from werkcentrum.governance.models import Agreement, OfficeHolder, Party, Signature
from werkcentrum.governance.signatures.actions import confirm_signature, take_back_signature
from werkcentrum.governance.tests.make import SIGNED_ON, make_holder
from werkcentrum.governance.tests.make_ready import (
    DIRECTOR,
    confirmed,
    library_of,
    make_case,
    signed,
    town_of,
)
from werkcentrum.partners.tests.make import make_region

pytestmark = pytest.mark.django_db
HERE = "/medewerkers/samenwerking/"
ANNA = "Anna Blad"
WHO = {"by": "0190-els", "at": MONDAY_MORNING}


@pytest.fixture
def case() -> Agreement:
    """The municipality has signed; of the library two directors sign together."""
    made = make_case(make_region())
    library = library_of(made).organisation
    library.office_holders.update(signs_with=1)
    make_holder(library, OfficeHolder.Kind.DIRECTOR, ANNA, signs_with=1)
    Party.objects.filter(organisation=library).update(representative_name=DIRECTOR)
    confirmed(town_of(made))
    return made


def how_far(case: Agreement) -> tuple[State, PartyState, str]:
    """The agreement, the library, and what is next."""
    found = agreements_of(case.region).get(pk=case.pk)
    rows = party_rows(found, MONDAY)
    ahead = next_thing(found, [row.facts for row in rows], Text(), MONDAY)
    return state_of(found, rows, MONDAY), rows[1].state, ahead.why


def test_one_director_of_two_is_not_enough_and_it_says_who_is_missing(case):
    confirmed(library_of(case), DIRECTOR)

    state, library, why = how_far(case)

    assert (state, library) == (State.PARTLY_SIGNED, PartyState.AUTHORISED)
    assert "Sem Boek mag alleen samen met een andere bestuurder tekenen." in why
    assert "De handtekening van Anna Blad ontbreekt nog." in why
    case.refresh_from_db()
    assert case.in_force_on is None


def test_it_comes_into_force_on_the_day_of_the_last_director_once_both_are_confirmed(case):
    confirmed(library_of(case), DIRECTOR)
    later = SIGNED_ON + timedelta(days=4)
    second = signed(library_of(case), ANNA, signed_on=later)
    case.refresh_from_db()
    assert case.in_force_on is None
    assert "tweede persoon" in how_far(case)[2]

    confirm_signature(signature=second, **WHO)

    case.refresh_from_db()
    assert case.in_force_on == later
    assert how_far(case)[:2] == (State.IN_FORCE, PartyState.SIGNED)


def test_every_signature_needs_a_second_person_of_its_own(case):
    first = signed(library_of(case), DIRECTOR, by="0190-els")

    with pytest.raises(RefusedError, match="Een collega moet het bevestigen"):
        confirm_signature(signature=first, **WHO)


def test_the_same_director_does_not_sign_for_two(case):
    signed(library_of(case), DIRECTOR)

    with pytest.raises(RefusedError, match="Nu moet een ander ook tekenen"):
        signed(library_of(case), "sem  BOEK")
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(**{
            field.attname: getattr(Signature.objects.get(signer_name=DIRECTOR), field.attname)
            for field in Signature._meta.concrete_fields if field.attname != "id"
        })  # fmt: skip


def test_nobody_signs_after_there_are_enough(case):
    make_holder(library_of(case).organisation, OfficeHolder.Kind.DIRECTOR, "Bas Kaft")
    signed(library_of(case), DIRECTOR)
    signed(library_of(case), ANNA)

    with pytest.raises(RefusedError, match="Van deze partij staat al een ondertekening"):
        signed(library_of(case), "Bas Kaft")


def test_a_director_who_signs_alone_makes_it_complete_after_one_who_may_not(case):
    make_holder(library_of(case).organisation, OfficeHolder.Kind.DIRECTOR, "Bas Kaft")
    confirmed(library_of(case), DIRECTOR)

    confirmed(library_of(case), "Bas Kaft")

    case.refresh_from_db()
    assert case.in_force_on == SIGNED_ON


def test_one_taken_back_is_missing_again(case):
    confirmed(library_of(case), DIRECTOR)
    take_back_signature(signature=signed(library_of(case), ANNA), **WHO)

    assert "De handtekening van Anna Blad ontbreekt nog." in how_far(case)[2]


def test_what_was_signed_together_stays_when_directors_leave(case):
    confirmed(library_of(case), DIRECTOR)
    OfficeHolder.objects.filter(name=DIRECTOR).update(ends_on=SIGNED_ON + timedelta(days=1))

    confirmed(library_of(case), ANNA)

    case.refresh_from_db()
    assert case.in_force_on == SIGNED_ON


@pytest.mark.parametrize("kind", ["proxy", "mayor"])
def test_only_a_director_signs_together(case, kind):
    party = town_of(case) if kind == "mayor" else library_of(case)

    with pytest.raises(RefusedError):
        add_office_holder(organisation=party.organisation, kind=kind, name="Iris Wad",
                          starts_on=MONDAY, ends_on=MONDAY + timedelta(days=9), signs_with=1,
                          **WHO)  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        make_holder(party.organisation, kind, "Iris Wad", signs_with=1)


def as_(page, case, role: str, name: str = "els"):
    """The same browser, as somebody in this role."""
    browser = page.at("testserver")
    browser.log_in(make_staff(case.region, name, role))
    return browser


def test_the_page_for_signing_says_who_signed_and_lets_the_other_sign(page, case):
    confirmed(library_of(case), DIRECTOR)
    secretary = as_(page, case, "board_secretary")
    address = f"{HERE}ondertekeningen/partij/{library_of(case).pk}/"

    shown = secretary.open(f"{HERE}overeenkomsten/{case.pk}/").click("Schrijf een ondertekening op")
    assert "Sem Boek tekende al op 27 juni 2025." in shown
    assert "De handtekening van Anna Blad ontbreekt nog." in shown
    assert "Anna Blad" in shown.links
    assert DIRECTOR not in shown.links
    again = secretary.open(address, naam=DIRECTOR, dag="2025-06-27")
    assert "Van Sem Boek staat er al een ondertekening." in again
    assert "Schrijf de ondertekening op" not in again.texts(".//button")

    shown = secretary.open(address, naam=ANNA, dag="2025-06-27")
    assert "Ja: Anna Blad mag op 27 juni 2025 tekenen" in shown
    shown = secretary.post(address, {
        "naam": ANNA, "dag": "2025-06-27", "functie": "bestuurder", "plaats": "Duindorp",
        "versie": "1", "bestand": upload("getekend.jpg"),
    })  # fmt: skip
    assert "Een collega moet het nu bevestigen" in shown
    assert library_of(case).signatures.count() == 2


def test_the_page_of_a_signature_says_that_another_is_missing(page, case):
    signature = confirmed(library_of(case), DIRECTOR)
    secretary = as_(page, case, "board_secretary")

    shown = secretary.open(f"{HERE}ondertekeningen/{signature.pk}/")
    assert "De handtekening van Anna Blad ontbreekt nog." in shown
    assert "Schrijf de andere ondertekening op" in shown.links

    signed(library_of(case), ANNA)
    assert "ontbreekt nog" not in secretary.open(f"{HERE}ondertekeningen/{signature.pk}/")


def test_the_secretary_writes_down_that_a_director_signs_with_another(page, case):
    library = library_of(case).organisation
    secretary = as_(page, case, "board_secretary")
    shown = secretary.open(f"{HERE}organen/{library.key}/")
    assert "tekent samen met een andere bestuurder" in shown

    shown = secretary.post(f"{HERE}organen/{library.key}/ambt/", {
        "kind": "director", "name": "Bas Kaft", "starts_on": "2025-01-01", "signs_with": "2",
    })  # fmt: skip

    assert "tekent samen met 2 andere bestuurders" in shown
    assert library.office_holders.get(name="Bas Kaft").signs_with == 2
