"""How far an agreement is, and each party of it: derived from facts, never kept. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import TextChoices

from werkcentrum.governance.agreements.force_rules import last_day_without
from werkcentrum.governance.models import Agreement, AgreementEvent

Stage = Agreement.Stage
# How the text may go on, and back. Once somebody signed, it stays as it is.
ALLOWED: Final[dict[str, tuple[str, ...]]] = {
    Stage.DRAFT: (Stage.CONSULTATION,),
    Stage.CONSULTATION: (Stage.CHECKED, Stage.DRAFT),
    Stage.CHECKED: (Stage.TO_SIGN, Stage.CONSULTATION),
    Stage.TO_SIGN: (Stage.CONSULTATION,),
}
# While people still write it.
OPEN: Final = frozenset({Stage.DRAFT, Stage.CONSULTATION})


class PartyState(TextChoices):
    """How far one party is; each next one is further."""

    INVITED = "invited", "uitgenodigd"
    CONSULTED = "consulted", "afgestemd"
    CHECKED = "checked", "juridisch akkoord"
    DECIDED = "decided", "besloten"
    AUTHORISED = "authorised", "bevoegdheid vastgelegd"
    SIGNED = "signed", "getekend"
    LEFT = "left", "uitgetreden"


# What is shown of each party, in a row.
STEPS: Final = tuple(state for state in PartyState if state != PartyState.LEFT)


class State(TextChoices):
    """How far the whole agreement is."""

    DRAFT = "draft", "concept"
    CONSULTATION = "consultation", "in afstemming"
    CHECKED = "checked", "juridisch akkoord"
    DECIDED = "decided", "besloten"
    AUTHORISED = "authorised", "bevoegdheid vastgelegd"
    TO_SIGN = "to_sign", "ter ondertekening"
    PARTLY_SIGNED = "partly_signed", "deels ondertekend"
    SIGNED = "signed", "ondertekend"
    IN_FORCE = "in_force", "in werking"
    AMENDED = "amended", "gewijzigd"
    EXTENDED = "extended", "verlengd"
    TERMINATED = "terminated", "beëindigd"


# Of an agreement that holds.
HOLDING: Final = frozenset({State.IN_FORCE, State.AMENDED, State.EXTENDED})
# What happened to one that held, and how it is called since.
CHANGES: Final = {
    AgreementEvent.Kind.AMENDED: State.AMENDED,
    AgreementEvent.Kind.EXTENDED: State.EXTENDED,
}


@dataclass(frozen=True)
class PartyFacts:
    """What is known of one party. `missing` says which link of its authority is not there.

    `signed_on` counts confirmed signatures of the newest version only, and all that have to sign
    together; `unconfirmed` is the id of one that no second person confirmed yet, and
    `waits_for_another` that those who signed may only do so with somebody who did not.
    """

    pk: UUID
    name: str
    consulted_on: date | None = None
    checked_on: date | None = None
    is_decided: bool = False
    is_authorised: bool = False
    missing: str = ""
    who_supplies: str = ""
    unconfirmed: UUID | None = None
    waits_for_another: bool = False
    signed_on: date | None = None
    joined_on: date | None = None
    left_on: date | None = None
    end_agreed_on: date | None = None

    @property
    def is_bound(self) -> bool:
        """Signed, or joined by an accession that it signed."""
        return self.signed_on is not None or self.joined_on is not None

    @property
    def has_signature(self) -> bool:
        """Whether anybody signed for it, also when that is not enough yet."""
        return bool(self.signed_on or self.unconfirmed or self.waits_for_another)


@dataclass(frozen=True)
class Step:
    """One step of a party, and whether it is done."""

    label: str
    is_done: bool


def party_state(facts: PartyFacts, today: date) -> PartyState:
    """How far a party is: the furthest of its steps that is done."""
    if facts.left_on is not None and facts.left_on <= today:
        return PartyState.LEFT
    return [step for step in STEPS if _is_done(facts, step)][-1]


def party_steps(facts: PartyFacts) -> list[Step]:
    """Every step of a party in order; a signature tells that those before it were taken."""
    return [Step(step.label, facts.is_bound or _is_done(facts, step)) for step in STEPS]


def overall_state(
    agreement: Agreement,
    parties: Iterable[PartyFacts],
    events: Iterable[str],
    today: date,
) -> State:
    """How far it is; `events` are kinds of what happened, the last one last."""
    end = last_day_without(agreement)
    if end is not None and end <= today:
        return State.TERMINATED
    if agreement.in_force_on is not None and agreement.in_force_on <= today:
        after = [CHANGES[kind] for kind in map(AgreementEvent.Kind, events) if kind in CHANGES]
        return after[-1] if after else State.IN_FORCE
    there = [facts for facts in parties if party_state(facts, today) != PartyState.LEFT]
    if agreement.stage == Stage.TO_SIGN:
        return _signing(there)
    if agreement.stage == Stage.CHECKED:
        return _deciding(there)
    return State(agreement.stage)


def _signing(parties: Sequence[PartyFacts]) -> State:
    signed = [facts.is_bound for facts in parties]
    if not any(signed) and not any(facts.waits_for_another for facts in parties):
        return State.TO_SIGN
    return State.SIGNED if all(signed) else State.PARTLY_SIGNED


def _deciding(parties: Sequence[PartyFacts]) -> State:
    if parties and all(facts.is_authorised for facts in parties):
        return State.AUTHORISED
    if parties and all(facts.is_decided for facts in parties):
        return State.DECIDED
    return State.CHECKED


def _is_done(facts: PartyFacts, step: PartyState) -> bool:
    return {
        PartyState.INVITED: True,
        PartyState.CONSULTED: facts.consulted_on is not None,
        PartyState.CHECKED: facts.checked_on is not None,
        PartyState.DECIDED: facts.is_decided,
        # Whoever signed had it, also when another has to sign as well.
        PartyState.AUTHORISED: facts.is_authorised or facts.waits_for_another,
        PartyState.SIGNED: facts.is_bound,
    }.get(step, False)
