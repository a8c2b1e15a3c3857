"""Who may sign, found without the rule: a search through everything, and bodies to try it with."""

from datetime import date
from itertools import combinations, pairwise, permutations

from werkcentrum.governance.authority.facts import Facts, Office, Organ, Power

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
