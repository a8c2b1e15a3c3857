"""Who was informed or asked about something, and what came of it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from werkcentrum.audit.actions import record
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import Refusal, RefusedError
from werkcentrum.governance.authority.models import Body, Proposal
from werkcentrum.governance.meetings.models import Involvement
from werkcentrum.governance.once import made_once
from werkcentrum.partners.models import Region


@transaction.atomic
def record_involvement(
    *,
    region: Region,
    body: Body | None,
    group: str,
    kind: str,
    about: str,
    on: date,
    proposal: Proposal | None,
    by: str,
    at: datetime,
) -> Involvement:
    """A body, or a group that is none, was informed or asked. Raises RefusedError."""
    if (body is None) == (not group):
        raise RefusedError(Refusal("Kies een orgaan, of schrijf een andere groep op."))
    if on > day_of(at):
        raise RefusedError(Refusal("Deze dag moet nog komen. Kies vandaag of eerder."))
    Region.objects.select_for_update(of=("self",), no_key=True).get(pk=region.pk)
    involvement = made_once(
        Involvement, region=region, body=body, group=group, kind=kind, about=about, on=on,
        proposal=proposal,
    )  # fmt: skip
    _note("involvement_recorded", involvement, by=by, at=at, kind=kind)
    return involvement


@transaction.atomic
def record_answer(
    *,
    involvement: Involvement,
    answer: str,
    answered_on: date,
    follow_up: str,
    by: str,
    at: datetime,
    held_numbers: int = 0,
) -> None:
    """What came back, and what was done with it. Raises RefusedError."""
    if answered_on < involvement.on:
        raise RefusedError(Refusal("Het antwoord kwam na de vraag. Kies een latere dag."))
    if answered_on > day_of(at):
        raise RefusedError(Refusal("Deze dag moet nog komen. Kies vandaag of eerder."))
    involvement.answer, involvement.answered_on = answer, answered_on
    involvement.follow_up = follow_up
    involvement.save(update_fields=["answer", "answered_on", "follow_up"])
    told = {"held_numbers": held_numbers} if held_numbers else {}
    _note("involvement_answered", involvement, by=by, at=at, **told)


def _note(what: str, about: Involvement, *, by: str, at: datetime, **detail: Any) -> None:
    record(
        verb=f"governance.{what}",
        subject=about,
        by=by,
        at=at,
        region_key=about.region.key,
        **detail,
    )
