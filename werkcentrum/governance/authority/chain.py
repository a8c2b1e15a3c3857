"""Whether somebody may sign an agreement for an organisation on a day, or which link is missing.

No database here: `authority.queries` loads the facts. For a municipality the executive decides that
it enters an agreement (article 160(1) Gemeentewet) and the mayor represents it, or gives a power of
attorney for that (article 171). For others the board or the directors decide; a director or a proxy
in the trade register represents them, or who got a power of attorney from the board or directors.
A director may be one who only signs together with others: then `together` says who is missing.
The words are Dutch whatever language is on: they are kept with a signature.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal
from unicodedata import normalize

from django.utils.formats import date_format
from django.utils.translation import override

from werkcentrum.governance.authority.facts import Decided, Facts, Office, Power
from werkcentrum.governance.models import DECIDING, Body, Mandate, OfficeHolder
from werkcentrum.governance.money.cents import in_words

_POWER: Final = Mandate.Kind.POWER_OF_ATTORNEY
_OFFICES: Final[dict[str, str]] = {
    OfficeHolder.Kind.MAYOR: "burgemeester",
    OfficeHolder.Kind.ACTING_MAYOR: "waarnemend burgemeester",
    OfficeHolder.Kind.DIRECTOR: "bestuurder",
    OfficeHolder.Kind.PROXY: "gevolmachtigde in het handelsregister",
}
_MOST_CANDIDATES: Final = 12
_MAYORS: Final = frozenset({OfficeHolder.Kind.MAYOR, OfficeHolder.Kind.ACTING_MAYOR})
_REGISTERED: Final = frozenset({OfficeHolder.Kind.DIRECTOR, OfficeHolder.Kind.PROXY})
_DECIDING_ELSEWHERE: Final = DECIDING - {Body.Kind.EXECUTIVE}


@dataclass(frozen=True)
class Link:
    """One link of a chain that is there, in a Dutch sentence."""

    kind: Literal["decision", "office", "power"]
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Chain:
    """Complete: its links from decision to signer. `mandate` is the id of the last power.

    `signs_with`: how many other directors have to sign too before it binds the organisation.
    """

    links: tuple[Link, ...]
    mandate: Any = None
    signs_with: int = 0


@dataclass(frozen=True)
class Missing:
    """Not complete: which link is missing and who can supply it, both as Dutch sentences.

    `link` is 'decision', 'signer' or, of directors who sign together, 'other_signer'; `there` are
    the links before it that are there.
    """

    link: Literal["decision", "signer", "other_signer"]
    what: str
    who: str
    there: tuple[Link, ...] = ()

    def __str__(self) -> str:
        return f"{self.what} {self.who}"


def authority(facts: Facts, *, signer: str, on: date) -> Chain | Missing:
    """Whether who is named so may sign that day for this party, alone or with other directors.

    Whoever may do so alone is not asked for others.
    """
    decided = decision(facts, on=on)
    if isinstance(decided, Missing):
        return decided
    if not signer.strip():
        return Missing("signer", "Er is nog niet gekozen wie tekent.", who_signs(facts), (decided,))
    mine = [office for office in _right_offices(facts, on) if same_person(office.name, signer)]
    if (alone := next((office for office in mine if not office.signs_with), None)) is not None:
        return Chain((decided, _office_link(facts, alone, on)))
    held = [power for power in facts.powers.values() if same_person(power.holder, signer)]
    for power in sorted(held, key=lambda power: (power.starts_on, power.number)):
        if not list(_wrong_with_power(facts, power, on)):
            return Chain((decided, *_power_links(facts, power)), power.id)
    if mine:
        return _jointly(facts, min(mine, key=lambda office: office.signs_with), on, decided)
    return _nearest(facts, signer, held, on, decided)


def candidates(facts: Facts, *, on: date) -> dict[str, Chain | Missing]:
    """People with an office or power of this organisation, and whether they may sign that day.

    Whoever may comes first; no more than a page shows, those whose power holds that day before
    others.
    """
    held = sorted(facts.powers.values(), key=lambda power: not power.lasts_on(on))
    names = [office.name for office in sorted(facts.offices, key=lambda row: not row.lasts_on(on))]
    few = list(dict.fromkeys([*names, *(power.holder for power in held)]))[:_MOST_CANDIDATES]
    found = {name: authority(facts, signer=name, on=on) for name in few}
    return dict(sorted(found.items(), key=lambda one: isinstance(one[1], Missing)))


def decision(facts: Facts, *, on: date) -> Link | Missing:
    """Whether the organisation's own body decided, by that day, to enter this agreement."""
    deciding = frozenset({Body.Kind.EXECUTIVE}) if facts.is_municipality else _DECIDING_ELSEWHERE
    own = [found for found in facts.entered if found.organ.is_own]
    right = [found for found in own if found.organ.kind in deciding]
    for found in right:
        if found.holds_on(on):
            return Link("decision", f"{_upper(found.organ.called)} van {facts.named} besloot op "
                        f"{_day(found.decided_on)} om deze overeenkomst aan te gaan "
                        f"(besluit {found.number}).")  # fmt: skip
    who = _who_decides(facts)
    if right:
        return Missing("decision", _why_not(right[-1], on), who)
    if own:
        wrong = own[-1].organ.called
        what = f"Over deze overeenkomst besloot {wrong}. Dat is niet genoeg: {_decides(facts)}."
        return Missing("decision", what, who)
    decides = _decider(facts)
    return Missing(
        "decision",
        f"{_upper(decides)} van {facts.named} besloot nog niet over deze overeenkomst.",
        who,
    )


def other_directors(facts: Facts, besides: Iterable[str], *, on: date) -> list[str]:
    """Names of the directors who could sign that day, without these people."""
    found: list[str] = []
    for office in _right_offices(facts, on):
        known = [*besides, *found]
        is_new = not any(same_person(office.name, name) for name in known)
        if office.kind == OfficeHolder.Kind.DIRECTOR and is_new:
            found.append(office.name)
    return found


def signs_only_with(name: str, others: int) -> str:
    """That somebody does not sign alone, as a Dutch sentence."""
    who = "een andere bestuurder" if others == 1 else f"{others} andere bestuurders"
    return f"{name} mag alleen samen met {who} tekenen."


def no_other_director(on: date) -> str:
    """That there are too few to sign together, as a Dutch sentence."""
    return f"Op {_day(on)} zijn daarvoor te weinig bestuurders opgeschreven."


def who_signs(facts: Facts) -> str:
    """Who can supply the authority to sign, in Dutch sentences."""
    if facts.is_municipality:
        return f"De burgemeester van {facts.named} kan een volmacht geven, of zelf tekenen."
    return (
        f"Het bestuur of de directie van {facts.named} kan een volmacht geven. "
        "Een bestuurder uit het handelsregister kan ook zelf tekenen."
    )


def same_person(one: str, other: str) -> bool:
    """Whether two names are the same, apart from capitals, spaces and how a letter is stored.

    A keyboard may send an accent as part of its letter or behind it.
    """
    return _plain(one) == _plain(other)


def _right_offices(facts: Facts, on: date) -> list[Office]:
    """By which somebody represents the organisation that day, as far as this agreement goes."""
    return [
        office for office in facts.offices if not list(_wrong_with_office(facts, office, on))
    ]  # fmt: skip


def _jointly(facts: Facts, office: Office, on: date, decided: Link) -> Chain | Missing:
    """Of a director who signs together: there have to be enough others, or they signed already."""
    signed = [one.name for one in facts.signed if not same_person(one.name, office.name)]
    others = [*signed, *other_directors(facts, [office.name, *signed], on=on)]
    together = signs_only_with(office.name, office.signs_with)
    if len(others) < office.signs_with:
        what = f"{together} {no_other_director(on)}"
        return Missing("signer", what, who_signs(facts), (decided,))
    words = f"{office.name} was op {_day(on)} {_OFFICES[office.kind]} van {facts.named}. {together}"
    return Chain((decided, Link("office", words)), signs_with=office.signs_with)


def _nearest(facts: Facts, signer: str, held: list[Power], on: date, decided: Link) -> Missing:
    """What is missing, of that which comes nearest; a power of attorney before what is none."""
    near = [
        (list(_wrong_with_power(facts, power, on)), power.kind != _POWER, -index)
        for index, power in enumerate(sorted(held, key=lambda power: power.starts_on))
    ]
    near += [
        (list(_wrong_with_office(facts, office, on)), False, 1)
        for office in facts.offices
        if same_person(office.name, signer)
    ]
    if not near:
        what = f"Er is geen volmacht voor {signer}, en {signer} is geen {_represents(facts)}."
        return Missing("signer", what, who_signs(facts), (decided,))
    wrong, _is_other, _index = min(near, key=lambda found: (len(found[0]), found[1], found[2]))
    return Missing("signer", wrong[0], who_signs(facts), (decided,))


def _wrong_with_office(facts: Facts, office: Office, on: date) -> Iterator[str]:
    """Why somebody in this office may not sign that day."""
    called = _OFFICES[office.kind]
    if office.kind not in (_MAYORS if facts.is_municipality else _REGISTERED):
        yield f"{office.name} is {called}. Dat is niet genoeg: {_signs(facts)}."
    if on < office.starts_on:
        yield f"{office.name} is pas vanaf {_day(office.starts_on)} {called}."
    elif not office.lasts_on(on):
        yield f"{office.name} was {called} tot {_day(office.ends_on)}."
    if office.most_cents is not None and office.most_cents < facts.worth_cents:
        yield (
            f"{office.name} mag als {called} tekenen tot {in_words(office.most_cents)}. "
            f"{_worth(facts)}"
        )


def _wrong_with_power(facts: Facts, last: Power, on: date) -> Iterator[str]:
    """Why this power does not reach from the organisation to who holds it, from giver to holder."""
    line = _line_of(facts, last)
    if line is None:
        yield f"{_upper(last.called)} gaat niet terug op {_gives(facts)}: er ontbreekt een stap."
        return
    for before, power in zip((None, *line), line, strict=False):
        name = _upper(power.called)
        if power.kind != _POWER:
            yield f"{name} is niet genoeg om te tekenen. Daarvoor is een volmacht nodig."
        if before is None:
            yield from _wrong_with_giving(facts, power)
        else:
            yield from _wrong_with_passing(before, power)
        yield from _wrong_with_ground(power, on)
        yield from _wrong_that_day(power, on)
        if power.agreements and facts.agreement not in power.agreements:
            yield f"{name} is niet voor deze overeenkomst."
        if power.most_cents is not None and power.most_cents < facts.worth_cents:
            yield f"{name} is tot {in_words(power.most_cents)}. {_worth(facts)}"


def _wrong_with_giving(facts: Facts, power: Power) -> Iterator[str]:
    """Only who represents the organisation gives somebody else that power."""
    giver, name = power.giver, _upper(power.called)
    assert giver is not None  # noqa: S101  `_line_of` begins with what a body gave
    gives = {Body.Kind.MAYOR} if facts.is_municipality else _DECIDING_ELSEWHERE
    if not giver.is_own:
        yield f"{name} is gegeven door een andere organisatie dan {facts.named}."
    elif giver.kind not in gives:
        yield f"{name} is gegeven door {giver.called}. Nodig is een volmacht van {_gives(facts)}."
    elif facts.is_municipality and _mayor_on(facts, power.starts_on) is None:
        yield (
            f"{name} begint op {_day(power.starts_on)}. "
            "Toen was er geen burgemeester of waarnemend burgemeester die deze kon geven."
        )


def _wrong_with_passing(before: Power, power: Power) -> Iterator[str]:
    """Passed on where that was allowed, and while there was something to pass on."""
    if not before.may_pass_on:
        yield f"{before.holder} mocht {before.called} niet doorgeven."
    if not before.lasts_on(power.starts_on):
        yield f"{_upper(before.called)} gold niet op de dag van doorgeven, {_day(power.starts_on)}."


def _wrong_with_ground(power: Power, on: date) -> Iterator[str]:
    """The decision that it rests on, if it names one, is of who gave it and holds."""
    ground, name = power.decision, power.called
    if ground is None:
        return
    rests = f"{_upper(name)} berust op besluit {ground.number}"
    if not ground.organ.is_own or (power.giver is not None and ground.organ != power.giver):
        yield f"{rests}. Dat is van een ander orgaan dan wie de volmacht gaf."
    if power.starts_on < ground.decided_on:
        yield f"{rests}. Dat is van {_day(ground.decided_on)}, na het begin van de volmacht."
    if ground.withdrawn_on is not None and ground.withdrawn_on <= max(on, power.starts_on):
        yield f"{rests}. Dat besluit is ingetrokken op {_day(ground.withdrawn_on)}."


def _wrong_that_day(power: Power, on: date) -> Iterator[str]:
    """In force, and not revoked."""
    name = _upper(power.called)
    if on < power.starts_on:
        yield f"{name} begint pas op {_day(power.starts_on)}."
    elif power.revoked_on is not None and power.revoked_on <= on:
        yield f"{name} is ingetrokken op {_day(power.revoked_on)}."
    elif not power.lasts_on(on):
        yield f"{name} liep tot {_day(power.ends_on)}."


def _line_of(facts: Facts, last: Power) -> tuple[Power, ...] | None:
    """From what a body gave to this; None for a gap or a circle."""
    line, power = [last], last
    while power.giver is None:
        before = facts.powers.get(power.parent)
        if before is None or before in line:
            return None
        line, power = [before, *line], before
    return tuple(line)


def _worth(facts: Facts) -> str:
    return f"Deze overeenkomst gaat over hoogstens {in_words(facts.worth_cents)}."


def _mayor_on(facts: Facts, day: date) -> Office | None:
    """Who was mayor or acting mayor that day."""
    there = (office for office in facts.offices if office.kind in _MAYORS)
    return next((office for office in there if office.lasts_on(day)), None)


def _office_link(facts: Facts, office: Office, on: date) -> Link:
    return Link(
        "office",
        f"{office.name} was op {_day(on)} {_OFFICES[office.kind]} van {facts.named}. "
        "Een volmacht is dan niet nodig.",
    )


def _power_links(facts: Facts, last: Power) -> Iterator[Link]:
    """The links of a power that reaches all the way."""
    giver = ""
    for power in _line_of(facts, last) or ():
        if power.giver is not None:
            mayor = _mayor_on(facts, power.starts_on) if facts.is_municipality else None
            giver = f"{_OFFICES[mayor.kind]} {mayor.name}" if mayor else power.giver.called
        ground = f" (besluit {power.decision.number})" if power.decision else ""
        yield Link("power", f"{_upper(giver)} gaf {power.called} aan {power.holder}, "
                   f"{power.function}, vanaf {_day(power.starts_on)}{ground}.")  # fmt: skip
        giver = power.holder


def _why_not(found: Decided, on: date) -> str:
    """Why a decision of the right body does not hold that day."""
    name = f"Besluit {found.number} van {found.organ.called}"
    if on < found.decided_on:
        return f"{name} is van {_day(found.decided_on)}: dat is na de dag van tekenen."
    return f"{name} is ingetrokken op {_day(found.withdrawn_on)}."


def _decider(facts: Facts) -> str:
    return "het college" if facts.is_municipality else "het bestuur of de directie"


def _decides(facts: Facts) -> str:
    return f"{_decider(facts)} van {facts.named} moet dit besluiten"


def _represents(facts: Facts) -> str:
    return "burgemeester" if facts.is_municipality else "bestuurder of gevolmachtigde"


def _gives(facts: Facts) -> str:
    return "de burgemeester" if facts.is_municipality else "het bestuur of de directie"


def _signs(facts: Facts) -> str:
    if facts.is_municipality:
        return f"voor {facts.named} tekent de burgemeester"
    return f"voor {facts.named} tekent een bestuurder of gevolmachtigde uit het handelsregister"


def _who_decides(facts: Facts) -> str:
    keeper = "het college" if facts.is_municipality else "het bestuur"
    return f"De secretaris van {keeper} kan dat besluit toevoegen."


@lru_cache(maxsize=1024)
def _day(day: date | None) -> str:
    with override("nl"):
        return date_format(day, "j F Y") if day else ""


def _plain(name: str) -> str:
    return normalize("NFC", " ".join(name.split()).casefold())


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
