"""Who may sign, in plain words, one thing missing at a time; a search finds the same elsewhere."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.readability import obstacles
from werkcentrum.governance.authority.chain import Chain, Missing, authority, candidates
from werkcentrum.governance.authority.facts import Decided, Facts, Office, Power, Signed
from werkcentrum.governance.authority.together import bound_on, other_signature
from werkcentrum.governance.tests.authority_search import (
    ADVISERS,
    BOARD,
    COLLEGE,
    COUNCIL,
    LOT,
    MAYOR,
    NOOR,
    RAVI,
    REGIONAL,
    SIGNED_ON,
    START,
    STRANGE,
)


def town(**values) -> Facts:
    """The founding case: the executive decided, and the mayor gave an alderman a power."""
    wanted = {
        "agreement": "this", "organisation": "Gemeente Duindorp", "is_municipality": True,
        "entered": (Decided(COLLEGE, "B1", START),),
        "offices": (Office("mayor", NOOR, date(2024, 1, 1)),),
        "powers": {1: given_power()}, **values,
    }  # fmt: skip
    return Facts(**wanted)


def given_power(**values) -> Power:
    wanted = {
        "id": 1, "kind": "power_of_attorney", "number": "V1", "holder": RAVI,
        "function": "wethouder", "starts_on": START, "giver": MAYOR,
        "decision": Decided(MAYOR, "B2", START), **values,
    }  # fmt: skip
    return Power(**wanted)


def passed_on(**values) -> Power:
    wanted = {"id": 2, "number": "V2", "giver": None, "parent": 1, "decision": None, **values}
    return given_power(**wanted)


def library(**values) -> Facts:
    wanted = {
        "organisation": "Bibliotheek Duin", "is_municipality": False,
        "entered": (Decided(BOARD, "B1", START),), "powers": {},
        "offices": (Office("director", NOOR, date(2024, 1, 1)),), **values,
    }  # fmt: skip
    return town(**wanted)


def test_an_alderman_with_a_power_of_the_mayor_signs_for_a_municipality():
    found = authority(town(), signer="ravi  ZAND", on=SIGNED_ON)

    assert isinstance(found, Chain)
    assert found.mandate == 1
    assert [link.words for link in found.links] == [
        (
            "Het college van gemeente Duindorp besloot op 1 juni 2025 "
            "om deze overeenkomst aan te gaan (besluit B1)."
        ),
        (
            "Burgemeester Noor Duin gaf volmacht V1 aan Ravi Zand, wethouder, "
            "vanaf 1 juni 2025 (besluit B2)."
        ),
    ]


def test_the_mayor_signs_without_any_power():
    found = authority(town(powers={}), signer=NOOR, on=SIGNED_ON)

    assert isinstance(found, Chain)
    assert found.mandate is None
    assert found.links[1].words == (
        "Noor Duin was op 27 juni 2025 burgemeester van gemeente Duindorp. "
        "Een volmacht is dan niet nodig."
    )


def board(*together: str, signs_with: int = 1, **values) -> Facts:
    """A library of which these directors only sign together."""
    offices = [Office("director", name, date(2024, 1, 1), signs_with=signs_with)
               for name in together]  # fmt: skip
    return library(**{"offices": tuple(offices), **values})


def after(facts: Facts, *names: str) -> Missing | None:
    """Whose signature is missing once these signed."""
    signed = []
    for name in names:
        found = authority(facts, signer=name, on=SIGNED_ON)
        signed.append(Signed(name, SIGNED_ON, found.signs_with))
    return other_signature(replace(facts, signed=tuple(signed)), on=SIGNED_ON)


def test_a_director_who_signs_with_another_may_begin_and_is_not_enough():
    found = authority(board(NOOR, LOT), signer=NOOR, on=SIGNED_ON)

    assert isinstance(found, Chain)
    assert found.signs_with == 1
    assert found.links[1].words == (
        "Noor Duin was op 27 juni 2025 bestuurder van Bibliotheek Duin. "
        "Noor Duin mag alleen samen met een andere bestuurder tekenen."
    )


@pytest.mark.parametrize(
    ("facts", "names", "words"),
    [
        (board(NOOR, LOT), [NOOR], "De handtekening van Lot Kade ontbreekt nog."),
        (board(NOOR, LOT, RAVI), [LOT],
         "De handtekening van Noor Duin of Ravi Zand ontbreekt nog."),
        (board(NOOR, LOT, RAVI, signs_with=2), [NOOR],
         "De handtekeningen van Lot Kade en Ravi Zand ontbreken nog."),
        (board(NOOR, LOT, RAVI, signs_with=2), [NOOR, RAVI],
         "De handtekening van Lot Kade ontbreekt nog."),
        (board(NOOR, LOT, RAVI, "Iris Wad", signs_with=2), [NOOR],
         "Er ontbreken nog 2 handtekeningen, van: Lot Kade, Ravi Zand of Iris Wad."),
    ],
)  # fmt: skip
def test_it_says_exactly_whose_second_signature_is_missing(facts, names, words):
    found = after(facts, *names)

    assert found.what.partition("tekenen. ")[2] == words
    assert obstacles(re.sub("handtekening(en)?", "naam", found.what)) == []


def test_enough_directors_together_need_nobody_more():
    assert after(board(NOOR, LOT), NOOR, LOT) is None
    assert after(board(NOOR, LOT, RAVI, signs_with=2), NOOR, LOT, RAVI) is None


def test_a_director_without_another_is_told_so_before_signing():
    found = authority(board(NOOR), signer=NOOR, on=SIGNED_ON)

    assert isinstance(found, Missing)
    assert found.what == (
        "Noor Duin mag alleen samen met een andere bestuurder tekenen. "
        "Op 27 juni 2025 zijn daarvoor te weinig bestuurders opgeschreven."
    )


def test_who_signed_as_a_director_counts_when_they_are_none_any_more():
    left = Office("director", LOT, date(2024, 1, 1), SIGNED_ON, signs_with=1)
    facts = board(NOOR)
    before = SIGNED_ON - timedelta(days=1)
    facts = replace(facts, offices=(*facts.offices, left), signed=(Signed(LOT, before, 1),))

    assert isinstance(authority(facts, signer=NOOR, on=SIGNED_ON), Chain)
    assert bound_on([*facts.signed, Signed(NOOR, SIGNED_ON, 1)]) == SIGNED_ON


def test_a_power_of_attorney_lets_a_director_sign_alone_who_otherwise_may_not():
    power = given_power(holder=NOOR, giver=BOARD, decision=None)

    found = authority(board(NOOR, LOT, powers={1: power}), signer=NOOR, on=SIGNED_ON)

    assert (found.mandate, found.signs_with) == (1, 0)


def test_a_director_in_the_trade_register_signs_for_a_library():
    assert isinstance(authority(library(), signer=NOOR, on=SIGNED_ON), Chain)


def test_whoever_got_it_from_an_alderman_signs_when_that_may_be_passed_on():
    powers = {1: given_power(may_pass_on=True), 2: passed_on(holder=LOT, function="manager")}

    found = authority(town(powers=powers), signer=LOT, on=SIGNED_ON)

    assert isinstance(found, Chain)
    assert found.links[2].words == (
        "Ravi Zand gaf volmacht V2 aan Lot Kade, manager, vanaf 1 juni 2025."
    )


LATER = date(2025, 7, 1)
WRONG = {
    "Het college van gemeente Duindorp besloot nog niet over deze overeenkomst. "
    "De secretaris van het college kan dat besluit toevoegen.": town(entered=()),
    "Besluit B1 van het college is van 1 juli 2025: dat is na de dag van tekenen.":
        town(entered=(Decided(COLLEGE, "B1", LATER),)),
    "Besluit B1 van het college is ingetrokken op 27 juni 2025.":
        town(entered=(Decided(COLLEGE, "B1", START, SIGNED_ON),)),
    "Over deze overeenkomst besloot de gemeenteraad. Dat is niet genoeg":
        town(entered=(Decided(COUNCIL, "B1", START),)),
    "Over deze overeenkomst besloot het regionaal overleg. Dat is niet genoeg":
        town(entered=(Decided(REGIONAL, "B1", START),)),
    "Er is geen volmacht voor Ravi Zand, en Ravi Zand is geen burgemeester. "
    "De burgemeester van gemeente Duindorp kan een volmacht geven, of zelf tekenen.":
        town(powers={}),
    "Mandaat V1 is niet genoeg om te tekenen. Daarvoor is een volmacht nodig.":
        town(powers={1: given_power(kind="mandate")}),
    "Machtiging V1 is niet genoeg om te tekenen.":
        town(powers={1: given_power(kind="authorisation")}),
    "Volmacht V1 is gegeven door het college. Nodig is een volmacht van de burgemeester.":
        town(powers={1: given_power(giver=COLLEGE, decision=None)}),
    "Volmacht V1 is gegeven door de adviesraad.":
        town(powers={1: given_power(giver=ADVISERS, decision=None)}),
    "Volmacht V1 is gegeven door een andere organisatie dan gemeente Duindorp.":
        town(powers={1: given_power(giver=STRANGE[1], decision=None)}),
    "Volmacht V1 begint op 1 juni 2025. Toen was er geen burgemeester":
        town(offices=(Office("mayor", NOOR, date(2025, 6, 2)),)),
    "Volmacht V1 berust op besluit B2. Dat is van een ander orgaan dan wie de volmacht gaf.":
        town(powers={1: given_power(decision=Decided(COLLEGE, "B2", START))}),
    "Volmacht V1 berust op besluit B2. Dat is van 2 juni 2025, na het begin van de volmacht.":
        town(powers={1: given_power(decision=Decided(MAYOR, "B2", date(2025, 6, 2)))}),
    "Volmacht V1 berust op besluit B2. Dat besluit is ingetrokken op 20 juni 2025.":
        town(powers={1: given_power(decision=Decided(MAYOR, "B2", START, date(2025, 6, 20)))}),
    "Volmacht V1 begint pas op 1 juli 2025.": town(powers={1: given_power(starts_on=LATER)}),
    "Volmacht V1 liep tot 27 juni 2025.": town(powers={1: given_power(ends_on=SIGNED_ON)}),
    "Volmacht V1 is ingetrokken op 20 juni 2025.":
        town(powers={1: given_power(revoked_on=date(2025, 6, 20))}),
    "Volmacht V1 is niet voor deze overeenkomst.":
        town(powers={1: given_power(agreements=frozenset({"other"}))}),
    "Volmacht V1 is tot € 10.000,00. Deze overeenkomst gaat over hoogstens € 25.000,50.":
        town(powers={1: given_power(most_cents=1_000_000)}, worth_cents=2_500_050),
    "Lot Kade mocht volmacht V1 niet doorgeven.":
        town(powers={1: given_power(holder=LOT), 2: passed_on()}),
    "Volmacht V1 gold niet op de dag van doorgeven, 1 juni 2025.":
        town(powers={1: given_power(holder=LOT, may_pass_on=True, starts_on=date(2025, 6, 2)),
                     2: passed_on()}),
    "Volmacht V2 gaat niet terug op de burgemeester: er ontbreekt een stap.":
        town(powers={2: passed_on()}),
    "Ravi Zand was waarnemend burgemeester tot 1 juni 2025.":
        town(powers={}, offices=(Office("acting_mayor", RAVI, date(2024, 1, 1), START),)),
    "Ravi Zand is pas vanaf 1 juli 2025 burgemeester.":
        town(powers={}, offices=(Office("mayor", RAVI, LATER),)),
    "Ravi Zand is bestuurder. Dat is niet genoeg: voor gemeente Duindorp tekent de burgemeester.":
        town(powers={}, offices=(Office("director", RAVI, START),)),
    "Het bestuur of de directie van Bibliotheek Duin besloot nog niet over deze overeenkomst. "
    "De secretaris van het bestuur kan dat besluit toevoegen.": library(entered=()),
    "Ravi Zand mag als gevolmachtigde in het handelsregister tekenen tot € 99,99.":
        library(worth_cents=10_000,
                offices=(Office("proxy", RAVI, START, most_cents=9_999),)),
    "Er is geen volmacht voor Ravi Zand, en Ravi Zand is geen bestuurder of gevolmachtigde. "
    "Het bestuur of de directie van Bibliotheek Duin kan een volmacht geven.": library(),
}  # fmt: skip


@pytest.mark.parametrize("words", WRONG)
def test_the_page_says_which_link_is_missing_and_who_can_supply_it(words):
    found = authority(WRONG[words], signer=RAVI, on=SIGNED_ON)

    assert isinstance(found, Missing)
    assert str(found).replace("\u00a0", " ").startswith(words)


def test_a_reader_at_level_b1_can_read_what_is_missing():
    said = [str(authority(facts, signer=RAVI, on=SIGNED_ON)) for facts in WRONG.values()]

    # Overeenkomst and burgemeester are long words, and the right ones.
    plain = "\n".join(said).replace("overeenkomst", "brief").replace("burgemeester", "baas")
    assert obstacles(plain) == []


def test_the_first_link_is_named_before_what_comes_after():
    powers = {1: given_power(holder=LOT, revoked_on=date(2025, 6, 20)), 2: passed_on(ends_on=LATER)}

    assert "volmacht V1 niet doorgeven" not in str(
        authority(town(entered=(), powers=powers), signer=RAVI, on=SIGNED_ON)
    )
    found = authority(town(powers=powers), signer=RAVI, on=SIGNED_ON)
    assert found.what == "Volmacht V1 is ingetrokken op 20 juni 2025."
    assert [link.kind for link in found.there] == ["decision"]


def test_of_two_powers_the_one_that_nearly_reaches_is_explained():
    far = given_power(id=3, number="V3", kind="mandate", giver=COUNCIL, decision=None)
    near = given_power(revoked_on=date(2025, 6, 20))

    found = authority(town(powers={3: far, 1: near}), signer=RAVI, on=SIGNED_ON)

    assert found.what == "Volmacht V1 is ingetrokken op 20 juni 2025."


def test_a_circle_of_powers_ends():
    powers = {1: passed_on(id=1, parent=2), 2: passed_on(id=2, parent=1)}

    assert isinstance(authority(town(powers=powers), signer=RAVI, on=SIGNED_ON), Missing)


def test_nobody_chosen_is_not_somebody_without_a_name():
    found = authority(town(powers={1: given_power(holder=" ")}), signer=" ", on=SIGNED_ON)

    assert isinstance(found, Missing)
    assert found.what == "Er is nog niet gekozen wie tekent."


def test_whoever_may_sign_that_day_comes_first():
    powers = {1: given_power(revoked_on=START), 2: given_power(id=2, number="V2", holder=LOT)}

    found = candidates(town(powers=powers), on=SIGNED_ON)

    assert [(name, isinstance(said, Chain)) for name, said in found.items()] == [
        (NOOR, True), (LOT, True), (RAVI, False),
    ]  # fmt: skip


def test_an_accent_counts_the_same_however_a_keyboard_sends_it():
    facts = Facts(
        agreement=1, organisation="Gemeente Duindorp", is_municipality=True,
        entered=(Decided(COLLEGE, "B1", START),), offices=(Office("mayor", "André Duin", START),),
    )  # fmt: skip

    assert isinstance(authority(facts, signer="ANDRE\u0301  duin", on=SIGNED_ON), Chain)
    assert isinstance(authority(facts, signer="Andre Duin", on=SIGNED_ON), Missing)
