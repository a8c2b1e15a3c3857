"""What lists tell of somebody, and when they go: with the facts they were made of, or sooner.

Nothing here says whose they are; deleting the facts of a profile deletes all of it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from werkcentrum.casework import people
from werkcentrum.casework.models import Client
from werkcentrum.casework.people import Kept, told
from werkcentrum.core import records
from werkcentrum.core.records import MINIMISED, ONE_YEAR, Cutoff, Record
from werkcentrum.matching.models import ContactRequest, MatchRun, RankingObjection, RunStep
from werkcentrum.matching.rules import decided
from werkcentrum.matching.wording import percent, read
from werkcentrum.profiles.queries import facts_of


def describe(client: Client) -> dict[str, Any]:
    """The lists with why each vacancy was in it and what an adviser changed, what was objected, and
    who asked for contact."""
    facts = facts_of(client)
    runs = MatchRun.objects.filter(facts__in=facts).order_by("-made_at", "-id")
    objections = RankingObjection.objects.filter(facts__in=facts).order_by("-made_at", "-id")
    asked = ContactRequest.objects.filter(facts__in=facts).select_related("vacancy", "organisation")
    return {
        "lists": [_list(run) for run in runs.prefetch_related("steps__vacancy")],
        "objections": [told(row, "made_at", "reason", "is_upheld", "answer") for row in objections],
        "contact": [
            told(row, "vacancy", "organisation", "state", "requested_at")
            for row in asked.order_by("-requested_at", "-id")
        ],
    }


def _list(run: MatchRun) -> dict[str, Any]:
    """One list as somebody saw it, and what an adviser changed."""
    never_shown = _never_shown(run)
    return {
        **told(run, "made_at", "weights", "is_ranked"),
        "results": [
            {
                "title": line["title"],
                "score": percent(line["score"]),
                "why": " ".join(read(one).text for one in line["reasons"]),
            }
            for line in run.results if line["vacancy"] not in never_shown
        ],
        "changes": [told(step, "at", "kind", "vacancy", "reason") for step in run.steps.all()],
    }  # fmt: skip


def _never_shown(run: MatchRun) -> set[str]:
    """By id what was left out of lists before this one, and stayed so."""
    before = [step for step in run.steps.all() if step.at < run.made_at]
    since = {str(step.vacancy_id) for step in run.steps.all() if step.at >= run.made_at}
    hidden = {key for key, step in decided(before).items() if step.kind == RunStep.Kind.HIDE}
    return hidden - since


def forget(client: Client, _at: datetime) -> list[Kept]:
    """All of it, before the facts go."""
    facts = list(facts_of(client))
    for model in (MatchRun, RankingObjection, ContactRequest):
        model._default_manager.filter(facts__in=facts).delete()
    return []


def _past(region_key: str, cutoff: Cutoff) -> QuerySet[MatchRun]:
    """Lists that a newer one followed; the newest goes with the profile, which has its own term."""
    newer = MatchRun.objects.filter(facts=OuterRef("facts"), made_at__gt=OuterRef("made_at"))
    rows = MatchRun.objects.filter(facts__region__key=region_key, made_at__lt=cutoff.moment)
    return rows.filter(Exists(newer)).order_by("made_at", "pk")


def _destroy(keys: Sequence[UUID], _at: datetime) -> None:
    MatchRun.objects.filter(pk__in=keys).delete()


people.register("matching", describe=describe, forget=forget)
records.register(
    Record(
        key="match_run",
        label=_("lijst van passend werk"),
        counts_from="de dag waarop de lijst gemaakt is; de nieuwste gaat met het profiel",
        way="De lijst wordt verwijderd, met wat een gids ermee deed. Wat daarvan nog geldt, staat "
        "ook bij de nieuwste lijst en gaat met het profiel.",
        days=ONE_YEAR,
        source=MINIMISED,
        past=_past,
        destroy=_destroy,
    )
)
