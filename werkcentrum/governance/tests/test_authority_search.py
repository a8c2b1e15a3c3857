"""Who may sign: the rule says what a search through everything finds."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from werkcentrum.governance.authority.chain import Chain, authority
from werkcentrum.governance.authority.facts import Decided, Facts, Office, Power, Signed
from werkcentrum.governance.authority.together import bound_on, other_signature
from werkcentrum.governance.tests.authority_search import (
    BOARD,
    COLLEGE,
    DIRECTORS,
    LOT,
    MAYOR,
    NOOR,
    ORGANS,
    RAVI,
    START,
    STRANGE,
    binds_since,
    may_sign,
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
