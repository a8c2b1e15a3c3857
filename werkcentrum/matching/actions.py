"""What people do with lists and their order, and what is counted of people who stay unknown."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

import numpy as np
from django.db import transaction
from django.db.models import F

from werkcentrum.audit.actions import SYSTEM, record
from werkcentrum.core import spool
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.matching import rules
from werkcentrum.matching.models import (
    MatchRun,
    MatchTally,
    RankingObjection,
    ReadyProfile,
    RunStep,
)
from werkcentrum.matching.preparing import Seeker
from werkcentrum.matching.runs import computed, last_run, last_steps, steps_of
from werkcentrum.partners.models import Region
from werkcentrum.profiles.actions import set_ranked
from werkcentrum.profiles.models import ProfileFacts
from werkcentrum.vacancies.models import Vacancy

TALLIES = "match-spool"


@transaction.atomic
def make_run(*, facts: ProfileFacts, by: str, at: datetime) -> MatchRun:
    """Make the list of a stored profile as it is now, and keep it as it was computed.

    It begins with what still stands of what people did with the list before it, written again:
    that one goes sooner. Raises RefusedError when the profile went.
    """
    _lock(facts)
    steps = last_steps(facts)
    before = steps[0].run if steps else last_run(facts)
    made_at = rules.moment_after(before, steps, at=at)
    steps = rules.standing(steps)
    run = MatchRun.objects.create(
        facts=facts, made_by=by, made_at=made_at, **computed(facts, steps, today=day_of(at))
    )
    there = _still_there([step.vacancy_id for step in steps])
    RunStep.objects.bulk_create(
        RunStep(run=run, kind=step.kind, vacancy_id=step.vacancy_id, reason=step.reason, by=step.by,
                at=step.at)
        for step in steps if step.vacancy_id in there
    )  # fmt: skip
    record(
        verb="matching.listed", subject=run, by=by, at=at, region_key=facts.region.key,
        weights=run.weights, software=run.software, count=len(run.results),
    )  # fmt: skip
    return run


@transaction.atomic
def change_run(
    *, run: MatchRun, kind: str, vacancy: Vacancy, reason: str = "", by: str, at: datetime
) -> None:
    """Put a vacancy higher or lower in a list, leave it out, add it, or take one of the last two
    back. Raises RefusedError."""
    _lock(run.facts)
    if not _still_there([vacancy.pk]):
        raise RefusedError(rules.decided_meanwhile())
    steps = steps_of(run)
    insist(rules.may_step(run, steps, kind=kind, vacancy=vacancy, reason=reason, today=day_of(at)))
    RunStep.objects.create(
        run=run, kind=kind, vacancy=vacancy, reason=reason.strip(), by=by,
        at=rules.moment_after(run, steps, at=at),
    )  # fmt: skip
    record(
        verb="matching.list_changed", subject=run, by=by, at=at,
        region_key=run.facts.region.key, kind=kind, vacancy=str(vacancy.pk),
    )  # fmt: skip


@transaction.atomic
def rank(*, facts: ProfileFacts, is_ranked: bool, by: str, at: datetime) -> MatchRun:
    """Switch the order on or off for somebody, and make their list anew. Raises RefusedError."""
    _lock(facts)
    insist(rules.may_rank(facts, is_ranked=is_ranked))
    set_ranked(facts=facts, is_ranked=is_ranked, by=by, at=at)
    return make_run(facts=facts, by=by, at=at)


@transaction.atomic
def object_to_ranking(
    *, facts: ProfileFacts, reason: str, by: str, at: datetime
) -> RankingObjection:
    """Somebody objects to the order: until a person decides, there is none. Raises RefusedError."""
    _lock(facts)
    insist(rules.may_object(facts))
    objection = RankingObjection.objects.create(facts=facts, reason=reason.strip(), made_at=at)
    if facts.is_ranked:
        set_ranked(facts=facts, is_ranked=False, by=by, at=at)
    record(verb="matching.objected", subject=objection, by=by, at=at, region_key=facts.region.key)
    return objection


@transaction.atomic
def decide_objection(
    *, objection: RankingObjection, is_upheld: bool, answer: str, by: str, at: datetime
) -> None:
    """A person looked at it: upheld, there stays no order; else it comes back.

    Raises RefusedError.
    """
    _lock(objection.facts)
    objection.refresh_from_db()
    insist(rules.may_answer(objection, answer=answer))
    RankingObjection.objects.filter(pk=objection.pk).update(
        is_upheld=is_upheld, answer=answer.strip(), decided_by=by, decided_at=at
    )
    objection.refresh_from_db()
    if not is_upheld:
        set_ranked(facts=objection.facts, is_ranked=True, by=by, at=at)
    record(
        verb="matching.objection_decided", subject=objection, by=by, at=at,
        region_key=objection.facts.region.key, is_upheld=is_upheld,
    )  # fmt: skip


def _lock(facts: ProfileFacts) -> None:
    """One at a time for the lists of one person, as they are now. Raises RefusedError when the
    profile went."""
    rows = ProfileFacts.objects.filter(pk=facts.pk).select_related("region")
    found = rows.select_for_update(of=("self",), no_key=True).first()
    if found is None:
        raise RefusedError(rules.decided_meanwhile())
    facts.facts, facts.is_ranked, facts.region = found.facts, found.is_ranked, found.region


def _still_there(keys: Sequence[UUID]) -> set[UUID]:
    """Those of these vacancies that nobody removed, and that nobody removes until we are done."""
    rows = Vacancy.objects.filter(pk__in=keys).select_for_update(of=("self",), no_key=True)
    return set(rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def keep_ready(
    *, region: Region, ready: Sequence[tuple[ProfileFacts, Seeker]], version: str, at: datetime
) -> int:
    """Keep the meaning of stored profiles as numbers, which go with them; returns how many.

    The system does this by itself when a profile is new or has changed.
    """
    keys = [facts.pk for facts, _seeker in ready]
    there = set(
        ProfileFacts.objects.filter(pk__in=keys).select_for_update().values_list("pk", flat=True)
    )
    for facts, seeker in ready:
        if facts.pk in there:
            ReadyProfile.objects.update_or_create(
                facts=facts,
                defaults={
                    "version": version, "changed_at": facts.changed_at,
                    "meaning": seeker.meaning.astype(np.float32).tobytes(),
                },
            )  # fmt: skip
    record(
        verb="matching.made_ready", subject=region, by=SYSTEM, at=at, region_key=region.key,
        count=len(there),
    )  # fmt: skip
    return len(there)


def count_lists(*, at: datetime) -> int:
    """Count the lists of people who stay unknown; returns how many there were.

    The system does this by itself every few seconds. What is being counted when the power goes is
    lost: rather too few than twice.
    """
    return sum(_count(path, at) for path in spool.take_files(TALLIES))


@transaction.atomic
def _count(path: Path, at: datetime) -> int:
    entries = list(spool.read(path))
    path.unlink()
    regions = {region.key: region for region in Region.objects.order_by("key")}
    kept = Counter(
        (entry["region"], entry["software"], entry["weights"])
        for entry in entries
        if entry.get("region") in regions and {"software", "weights"} <= entry.keys()
    )
    for (key, software, weights), count in sorted(kept.items()):
        row, _is_new = MatchTally.objects.get_or_create(
            region=regions[key], on=day_of(at), software=software, weights=weights
        )
        MatchTally.objects.filter(pk=row.pk).update(count=F("count") + count)
    for key in sorted({key for key, _software, _weights in kept}):
        count = sum(number for (one, *_rest), number in kept.items() if one == key)
        record(
            verb="matching.counted", subject=regions[key], by=SYSTEM, at=at, region_key=key,
            count=count,
        )  # fmt: skip
    return sum(kept.values())
