"""Who may sign: the rule says what a search through everything finds, and in plain words."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise, permutations, product

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.readability import obstacles
from werkcentrum.governance.authority.chain import Chain, Missing, authority, candidates
from werkcentrum.governance.authority.facts import Decided, Facts, Office, Organ, Power, Signed
from werkcentrum.governance.authority.together import bound_on, other_signature

START, SIGNED_ON = date(2025, 6, 1), date(2025, 6, 27)
COLLEGE, MAYOR, COUNCIL = Organ(1, "executive"), Organ(2, "mayor"), Organ(3, "council")
BOARD, DIRECTORS = Organ(4, "foundation_board"), Organ(5, "directors")
REGIONAL, ADVISERS = Organ(6, "regional_board"), Organ(7, "advisory_council")
STEERING, EXECUTIVE_BOARD = Organ(8, "steering_group"), Organ(9, "executive_board")
STRANGE = (Organ(11, "executive", is_own=False), Organ(12, "mayor", is_own=False))
STRANGE += (Organ(13, "foundation_board", is_own=False),)
ORGANS = (COLLEGE, MAYOR, COUNCIL, BOARD, DIRECTORS, REGIONAL, ADVISERS, STEERING, EXECUTIVE_BOARD)
RAVI, LOT, NOOR = "Ravi Zand", "Lot Kade", "Noor Duin"


# A search that knows nothing of the rule: every row of powers, and every demand by itself.


def may_sign(facts: Facts, signer: str, on: date) -> bool:
    decides = {"executive"} if facts.is_municipality else set(DECIDES_ELSEWHERE)
    is_decided = any(
        found.organ.is_own and found.organ.kind in decides and during(found, on)
        for found in facts.entered
    )
    return is_decided and (
        in_office(facts, signer, on) or by_power(facts, signer, on)
        or any(who <= who_could(facts, on) | has_signed(facts) for who in groups(facts, signer, on))
    )  # fmt: skip


def may_alone(facts: Facts, signer: str, on: date) -> bool:
    return may_sign(facts, signer, on) and (
        in_office(facts, signer, on) or by_power(facts, signer, on)
    )


def groups(facts: Facts, signer: str, on: date):
    """Every group of other people with whom a director could sign."""
    people = {row.name for row in facts.offices} | has_signed(facts)
    return [
        set(those)
        for row in in_reach(facts, signer, on)
        for those in combinations(sorted(people - {signer}), row.signs_with)
    ]


def who_could(facts: Facts, on: date) -> set[str]:
    """Directors who can put a signature that day, whether alone or not."""
    if facts.is_municipality:
        return set()
    rows = [found for name in {row.name for row in facts.offices}
            for found in in_reach(facts, name, on)]  # fmt: skip
    return {row.name for row in rows if row.kind == "director"}


def has_signed(facts: Facts) -> set[str]:
    return {one.name for one in facts.signed}


def binds_since(facts: Facts, signed: list[tuple[str, date]]) -> date | None:
    """The first day by which a group of those who signed binds: one alone, or all it takes."""
    last_days = [
        max(on for _name, on in those)
        for count in range(1, len(signed) + 1)
        for those in combinations(signed, count)
        if is_enough(facts, dict(those))
    ]
    return min(last_days, default=None)


def is_enough(facts: Facts, those: dict[str, date]) -> bool:
    """All may sign on their own day; one of them alone, or all the others are who it takes."""
    if not all(may_sign(facts, name, on) for name, on in those.items()):
        return False
    if len(those) == 1:
        return all(may_alone(facts, name, on) for name, on in those.items())
    is_director = all(name in who_could(facts, on) for name, on in those.items())
    return is_director and any(
        those.keys() - {name} in groups(facts, name, on) for name, on in those.items()
    )


DECIDES_ELSEWHERE = ("foundation_board", "directors", "executive_board")


def during(row, on: date) -> bool:
    """It began, and nothing ended it by then."""
    starts = getattr(row, "starts_on", None) or row.decided_on
    ends = [getattr(row, name, None) for name in ("ends_on", "revoked_on", "withdrawn_on")]
    return starts <= on and not [end for end in ends if end is not None and end <= on]


def in_office(facts: Facts, signer: str, on: date) -> bool:
    return any(row.signs_with == 0 for row in in_reach(facts, signer, on))


def in_reach(facts: Facts, signer: str, on: date) -> list[Office]:
    kinds = ("mayor", "acting_mayor") if facts.is_municipality else ("director", "proxy")
    rows = [row for row in facts.offices if row.kind in kinds and row.name == signer]
    reach = [row for row in rows if not (row.most_cents is not None
                                         and row.most_cents < facts.worth_cents)]  # fmt: skip
    return [row for row in reach if during(row, on)]


def by_power(facts: Facts, signer: str, on: date) -> bool:
    powers = list(facts.powers.values())
    lines = [line for count in range(1, len(powers) + 1) for line in permutations(powers, count)]
    return any(
        line[-1].holder == signer and is_joined(line) and all(is_right(p, facts, on) for p in line)
        and is_given(line[0], facts)
        for line in lines
    )  # fmt: skip


def is_joined(line) -> bool:
    return all(
        after.giver is None and after.parent == before.id
        and before.may_pass_on and during(before, after.starts_on)
        for before, after in pairwise(line)
    )  # fmt: skip


def is_given(first: Power, facts: Facts) -> bool:
    if first.giver is None or not first.giver.is_own:
        return False
    if facts.is_municipality:
        mayors = [row for row in facts.offices if row.kind in ("mayor", "acting_mayor")]
        return first.giver.kind == "mayor" and any(during(m, first.starts_on) for m in mayors)
    return first.giver.kind in DECIDES_ELSEWHERE


def is_right(power: Power, facts: Facts, on: date) -> bool:
    ground = power.decision
    rests = ground is None or (
        ground.organ.is_own and during(ground, power.starts_on) and during(ground, on)
        and (power.giver is None or power.giver == ground.organ)
    )  # fmt: skip
    return (
        rests
        and power.kind == "power_of_attorney"
        and during(power, on)
        and (not power.agreements or "this" in power.agreements)
        and (power.most_cents is None or power.most_cents >= facts.worth_cents)
    )


# Somebody may sign; then a few things change, for better or worse, wherever that can be.


def day(number: int) -> date:
    return START + timedelta(days=number)


DAYS = [day(number) for number in range(10)]
GROUNDS = [
    Decided(organ, "B2", day(number), withdrawn_on)
    for organ in (MAYOR, DIRECTORS, COLLEGE, STRANGE[1])
    for number in (1, 3)
    for withdrawn_on in (None, day(4), day(6), day(7))
]
AMOUNTS = (None, 0, 99, 100, 101)
VALUES = {
    ("powers", "kind"): ("power_of_attorney", "mandate", "authorisation"),
    ("powers", "giver"): (*ORGANS, *STRANGE),
    ("powers", "parent"): (0, 1, 2, 3, 9),
    ("powers", "decision"): (None, *GROUNDS),
    ("powers", "holder"): (RAVI, LOT, NOOR),
    ("powers", "agreements"): tuple(map(frozenset, ({}, {"this"}, {"this", "x"}, {"x"}))),
    ("powers", "most_cents"): AMOUNTS,
    ("powers", "may_pass_on"): (True, False),
    ("powers", "starts_on"): DAYS,
    ("powers", "ends_on"): (None, *DAYS),
    ("powers", "revoked_on"): (None, *DAYS),
    ("offices", "kind"): ("mayor", "acting_mayor", "director", "proxy"),
    ("offices", "name"): (RAVI, LOT, NOOR),
    ("offices", "most_cents"): AMOUNTS,
    ("offices", "starts_on"): DAYS,
    ("offices", "ends_on"): (None, *DAYS),
    ("offices", "signs_with"): (0, 1, 2),
    ("entered", "organ"): (*ORGANS, *STRANGE),
    ("entered", "decided_on"): DAYS,
    ("entered", "withdrawn_on"): (None, *DAYS),
    ("powers", ""): (None,),
    ("offices", ""): (None,),
    ("entered", ""): (None,),
}
changes = st.sampled_from(sorted(VALUES)).flatmap(
    lambda about: st.tuples(st.just(about), st.integers(0, 3), st.sampled_from(VALUES[about]))
)


def right(is_municipality: bool, powers: int) -> dict[str, list]:
    """So many people, who got it from each other, may sign, and whoever is in office."""
    decides, gives = (COLLEGE, MAYOR) if is_municipality else (BOARD, DIRECTORS)
    line = [
        Power(
            id=number, number=f"V{number}", holder=(RAVI, LOT, RAVI, LOT)[number], function="hoofd",
            kind="power_of_attorney", starts_on=day(2 + number), may_pass_on=True, most_cents=100,
            giver=None if number else gives, parent=number - 1 if number else None,
            decision=None if number else Decided(gives, "B2", day(1)),
        )
        for number in range(powers)
    ]  # fmt: skip
    offices = [Office("mayor" if is_municipality else "director", NOOR, day(0))]
    offices.append(Office("acting_mayor" if is_municipality else "proxy", "Iris Wad", day(5)))
    return {"entered": [Decided(decides, "B1", day(1))], "offices": offices, "powers": line}


def changed(rows: dict[str, list], about: tuple[str, str], index: int, value) -> None:
    """One thing of one row is otherwise, or the row is gone."""
    (_name, attribute), found = about, rows[about[0]]
    if not found:
        return
    index %= len(found)
    if not attribute:
        del found[index]
        return
    # A power comes from a body or from another power, as the database demands.
    besides = {"giver": {"parent": None}, "parent": {"giver": None}}.get(attribute, {})
    found[index] = replace(found[index], **{attribute: value}, **besides)


def facts_of(rows: dict[str, list], is_municipality: bool, worth: int = 100) -> Facts:
    return Facts(
        agreement="this", organisation="Gemeente Duindorp", is_municipality=is_municipality,
        worth_cents=worth, entered=tuple(rows["entered"]), offices=tuple(rows["offices"]),
        powers={row.id: row for row in rows["powers"]},
    )  # fmt: skip


@pytest.mark.parametrize("powers", range(4))
@pytest.mark.parametrize("is_municipality", [True, False])
def test_whatever_one_thing_is_otherwise_the_search_says_the_same(is_municipality, powers):
    signers = (RAVI, LOT, RAVI)[powers - 1 : powers] or (NOOR, "Iris Wad")
    answers = []
    for about, values in VALUES.items():
        for index, value, signer in product(range(3), values, signers):
            rows = right(is_municipality, powers)
            if index < len(rows[about[0]]):
                changed(rows, about, index, value)
                facts = facts_of(rows, is_municipality)
                answers.append(isinstance(authority(facts, signer=signer, on=day(6)), Chain))
                assert answers[-1] is may_sign(facts, signer, day(6)), (about, index, value)

    assert True in answers
    assert False in answers


@settings(max_examples=60, deadline=None)
@given(
    is_municipality=st.booleans(), powers=st.integers(0, 4), worth=st.sampled_from([0, 100]),
    changed_rows=st.lists(changes, max_size=3), on=st.sampled_from([day(6)] * 8 + DAYS),
    signer=st.sampled_from([RAVI, LOT, RAVI, LOT, NOOR, "Iris Wad"]),
)  # fmt: skip
def test_somebody_may_sign_if_and_only_if_a_search_finds_a_chain(
    is_municipality, powers, worth, changed_rows, on, signer
):
    rows = right(is_municipality, powers)
    for change in changed_rows:
        changed(rows, *change)
    facts = facts_of(rows, is_municipality, worth)

    found = authority(facts, signer=signer, on=on)

    event(f"chain {len(found.links)}" if isinstance(found, Chain) else f"no {found.link}")
    assert isinstance(found, Chain) is may_sign(facts, signer, on), found


# Directors, of whom some sign only with others; everybody signs on a day of their own.
directors = st.builds(
    Office,
    kind=st.sampled_from(["director", "director", "director", "proxy"]),
    name=st.sampled_from([RAVI, LOT, NOOR, "Iris Wad"]),
    starts_on=st.sampled_from([day(0), day(0), day(5)]),
    ends_on=st.sampled_from([None, None, day(7)]),
    most_cents=st.sampled_from([None, None, 99]),
    signs_with=st.sampled_from([0, 1, 1, 1, 2, 3]),
).map(lambda row: replace(row, signs_with=row.signs_with if row.kind == "director" else 0))


@settings(max_examples=300, deadline=None)
@given(
    offices=st.lists(directors, min_size=1, max_size=6), powers=st.integers(0, 1),
    signed=st.dictionaries(
        st.sampled_from([RAVI, LOT, NOOR, "Iris Wad"]), st.sampled_from(DAYS[3:]), max_size=4
    ),
)  # fmt: skip
def test_directors_bind_together_if_and_only_if_a_search_finds_a_group_that_does(
    offices, powers, signed
):
    facts = facts_of({**right(False, powers), "offices": offices}, False)
    there: list[Signed] = []
    for name, on in sorted(signed.items(), key=lambda one: one[1]):
        before = replace(facts, signed=tuple(there))
        found = authority(before, signer=name, on=on)
        assert isinstance(found, Chain) is may_sign(before, name, on), found
        if isinstance(found, Chain):
            there.append(Signed(name, on, found.signs_with))
    facts = replace(facts, signed=tuple(there))

    since = bound_on(there)

    event(f"{len(there)} signed, {'bound' if since else 'not bound'}")
    assert since == binds_since(facts, [(one.name, one.on) for one in there])
    assert (other_signature(facts, on=day(8)) is None) is (since is not None or not there)


# The same in words, one thing missing at a time.


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
    assert obstacles(found.what.replace("handtekeningen", "namen")) == []


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
