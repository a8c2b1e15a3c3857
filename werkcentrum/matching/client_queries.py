"""What an adviser sees of the work that fits a client, and the client of what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from werkcentrum.accounts.queries import mail_addresses
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import Refusal
from werkcentrum.matching.contact_queries import WAITING, still_agreed
from werkcentrum.matching.models import ContactRequest, MatchRun, RankingObjection, RunStep
from werkcentrum.matching.queries import Explained, explained, weights_of
from werkcentrum.matching.rules import basis_to_tell, decided, may_tell
from werkcentrum.matching.runs import RunLine, last_run, lines_of, steps_of
from werkcentrum.matching.wording import read
from werkcentrum.profiles.models import Profile

_ASKED_SHOWN: Final = 25


@dataclass(frozen=True)
class Asked:
    """A request for contact. `why_not`: why a yes cannot be told, or ''.

    `is_offered`: the work still is, so that asking for consent helps. `has_ended`: a yes whose
    consent does not hold any more.
    """

    request: ContactRequest
    is_waiting: bool
    is_offered: bool
    has_ended: bool
    why_not: str


@dataclass(frozen=True)
class Done:
    """What an adviser did. `stands`: it can be taken back. `is_gone`: an addition that the list
    does not show, as the vacancy is not on the website any more."""

    step: RunStep
    who: str
    stands: bool
    is_gone: bool


@dataclass(frozen=True)
class ClientPage:
    """Everything on the page. `has_changed`: the profile, since the list was made."""

    run: MatchRun | None
    has_changed: bool
    lines: Sequence[RunLine]
    steps: Sequence[Done]
    objection: RankingObjection | None
    asked: Sequence[Asked]


@dataclass(frozen=True)
class StoredReasons:
    """Why a vacancy is in a list, as it was computed and in short; the reason why somebody added
    it. Nothing was computed of what somebody added."""

    computed: Explained | None
    why: str
    added: str


def client_page(profile: Profile, *, at: datetime) -> ClientPage:
    """The list of a stored profile with what belongs to it."""
    facts, run = profile.facts, last_run(profile.facts)
    steps = steps_of(run) if run else []
    return ClientPage(
        run=run,
        has_changed=run is not None and run.input_digest != facts.known.digest,
        lines=lines_of(run, steps, today=day_of(at)) if run else [],
        steps=_done(steps, at),
        objection=RankingObjection.objects.filter(facts=facts, decided_at=None).first(),
        asked=_asked(profile, at),
    )


def stored_reasons(run: MatchRun, vacancy: UUID) -> StoredReasons | None:
    """What was computed of a vacancy when the list was made; None when it is not in the list."""
    line = next((one for one in run.results if one["vacancy"] == str(vacancy)), None)
    step = decided(steps_of(run)).get(str(vacancy))
    added = step.reason if step and step.kind == RunStep.Kind.ADD else ""
    if line is None:
        return StoredReasons(None, "", added) if added else None
    told = [read(one) for one in line["reasons"]]
    weights = weights_of(run.facts.region, run.weights)
    return StoredReasons(
        computed=explained(weights, line["score"], told),
        why=read(line["why"]).text,
        added=added,
    )


def _done(steps: Sequence[RunStep], at: datetime) -> list[Done]:
    names, stand = mail_addresses(step.by for step in steps), set(decided(steps).values())
    added = (step for step in stand if step.kind == RunStep.Kind.ADD)
    gone = {step for step in added if not step.vacancy.is_published(day_of(at))}
    return [
        Done(
            step=step,
            who=names.get(step.by, step.by),
            stands=step in stand,
            is_gone=step in gone,
        )
        for step in steps
    ]


def _asked(profile: Profile, at: datetime) -> list[Asked]:
    """Who asks for contact; the register is asked once for each organisation."""
    rows = ContactRequest.objects.filter(facts=profile.facts).order_by("-requested_at", "-id")
    requests = list(rows.select_related("vacancy", "organisation__region")[:_ASKED_SHOWN])
    open_ones = [row for row in requests if row.state in WAITING]
    first = {row.organisation_id: row for row in open_ones}
    bases = {key: basis_to_tell(row, profile, at=at) for key, row in first.items()}
    why_not = {key: str(one) for key, one in bases.items() if isinstance(one, Refusal)}
    agreed = [row.pk for row in requests if row.state == ContactRequest.State.YES]
    held = still_agreed(at).filter(pk__in=agreed).values_list("pk", flat=True)
    ended = set(agreed).difference(held)
    gone = {row.pk: str(may_tell(row, today=day_of(at)) or "") for row in open_ones}
    return [
        Asked(
            request=row,
            is_waiting=row.state in WAITING,
            is_offered=not gone.get(row.pk),
            has_ended=row.pk in ended,
            why_not=gone.get(row.pk) or why_not.get(row.organisation_id, ""),
        )
        for row in requests
    ]
