"""Directors who may only sign together: when they bind the organisation, and who is missing. Pure.

The articles may say that a director represents a foundation, association or company only with one
or more others (BW 2:130, 2:240, 2:292). Each of them needs the authority to sign on their own day
(`chain.authority`); together they bind once one of them signed with enough others.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from werkcentrum.governance.authority.chain import (
    Missing,
    no_other_director,
    other_directors,
    signs_only_with,
    who_signs,
)
from werkcentrum.governance.authority.facts import Facts, Signed
from werkcentrum.governance.models import Signature


def put(signature: Signature) -> Signed:
    """What a registered signature counts for."""
    return Signed(signature.signer_name, signature.signed_on, signature.signs_with)


def bound_on(signed: Iterable[Signed]) -> date | None:
    """Since which day these bind the organisation; None while others have to sign too."""
    rows = sorted(signed, key=lambda one: one.on)
    return next(
        (
            last.on
            for count, last in enumerate(rows, start=1)
            if any(one.signs_with < count for one in rows[:count])
        ),
        None,
    )


def other_signature(facts: Facts, *, on: date) -> Missing | None:
    """Whose signature is missing besides those that are there; None when they bind, or for none.

    `on` is the day on which the others would sign.
    """
    if not facts.signed or bound_on(facts.signed) is not None:
        return None
    first = min(facts.signed, key=lambda one: one.signs_with)
    needed = first.signs_with + 1 - len(facts.signed)
    others = other_directors(facts, [one.name for one in facts.signed], on=on)
    together = signs_only_with(first.name, first.signs_with)
    if len(others) < needed:
        return Missing("other_signer", f"{together} {no_other_director(on)}", who_signs(facts))
    who = "Schrijf op als ook die handtekening er is."
    return Missing("other_signer", f"{together} {_missing(others, needed)}", who)


def _missing(others: Sequence[str], needed: int) -> str:
    """Whose signatures are missing: all of these, or some."""
    if len(others) == needed == 1:
        return f"De handtekening van {others[0]} ontbreekt nog."
    if needed == 1:
        return f"De handtekening van {_joined(others, 'of')} ontbreekt nog."
    if len(others) == needed:
        return f"De handtekeningen van {_joined(others, 'en')} ontbreken nog."
    return f"Er ontbreken nog {needed} handtekeningen, van: {_joined(others, 'of')}."


def _joined(names: Sequence[str], word: str) -> str:
    return f"{', '.join(names[:-1])} {word} {names[-1]}"
