"""What may be done with weights, lists, objections and requests for contact, and why not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import Refusal
from werkcentrum.matching.models import (
    HUNDREDTHS,
    ContactRequest,
    MatchRun,
    MatchWeights,
    RankingObjection,
    RunStep,
)
from werkcentrum.matching.scoring import PARTS
from werkcentrum.partners.models import Organisation
from werkcentrum.privacy.models import Data
from werkcentrum.privacy.rules import Basis, basis_for, givers_to
from werkcentrum.profiles.models import Profile, ProfileFacts
from werkcentrum.vacancies.models import Vacancy

STEP: Final = 5
"""Numbers of people are told in steps of this: an employer might know who it is."""

CONTACT: Final = "vacancy_contact"
"""The purpose in the register for telling who somebody is, after their yes."""

CONTACT_DATA: Final = (Data.NAME, Data.REACH)
_JUST_LATER: Final = timedelta(microseconds=1)
_Kind = RunStep.Kind
_MOVES: Final[Mapping[str, int]] = {_Kind.UP: -1, _Kind.DOWN: 1}
_State = ContactRequest.State


def may_propose(
    parts: Mapping[str, int], *, reason: str, starts_on: date, today: date
) -> Refusal | None:
    """Whether these hundredths can be weights from that day."""
    if set(parts) != set(PARTS) or sum(parts.values()) != HUNDREDTHS or min(parts.values()) < 0:
        return Refusal(
            _("De gewichten samen moeten 100 zijn; nu zijn zij %s.") % sum(parts.values())
        )
    if not reason.strip():
        return Refusal(_("Schrijf op waarom de gewichten anders moeten."))
    if starts_on < today:
        return Refusal(_("Kies vandaag of een dag daarna: wat geweest is, verandert niet."))
    return None


def may_decide(weights: MatchWeights, *, is_accepted: bool, by: str, today: date) -> Refusal | None:
    """Somebody else than who proposed it; and to accept it, before it would count."""
    if weights.is_accepted is not None:
        return Refusal(_("Hierover is al besloten."))
    if weights.proposed_by == by:
        return Refusal(_("U stelde dit zelf voor. Een ander besluit erover."))
    if not is_accepted:
        return None
    if weights.starts_on < today:
        return Refusal(_("De eerste dag is voorbij. Laat het opnieuw voorstellen."))
    others = MatchWeights.objects.filter(
        region=weights.region_id, starts_on=weights.starts_on, is_accepted=True
    )
    return Refusal(_("Vanaf die dag gelden al andere gewichten.")) if others.exists() else None


def decided_meanwhile() -> Refusal:
    """A colleague was first."""
    return Refusal(_("Een collega besloot net iets anders. Kijk opnieuw."))


def moment_after(run: MatchRun | None, steps: Iterable[RunStep], *, at: datetime) -> datetime:
    """When somebody changes or follows up a list: now, and later than all that was done with it.

    Clocks of two servers differ, and what was first must stay first.
    """
    before = [run.made_at, *(step.at for step in steps)] if run else []
    return max([at, *(moment + _JUST_LATER for moment in before)])


def in_order(keys: Sequence[str], steps: Sequence[RunStep]) -> list[str]:
    """The ids of vacancies as a list stands after what people did with it or with one before it.

    Of a vacancy that the list does not have, only adding it counts.
    """
    order = list(keys)
    for step in standing(steps):
        key = str(step.vacancy_id)
        at = order.index(key) if key in order else None
        if at is not None:
            order.pop(at)
        if step.kind == _Kind.ADD:
            order.insert(0, key)
        elif step.kind in _MOVES and at is not None:
            order.insert(max(0, at + _MOVES[step.kind]), key)
    return order


def standing(steps: Sequence[RunStep]) -> list[RunStep]:
    """What people did and nobody took back, in order.

    Taking back is of the last time that the vacancy was left out or added, and of where it was put
    since then.
    """
    kept: dict[object, list[RunStep]] = defaultdict(list)
    for step in steps:
        own = kept[step.vacancy_id]
        if step.kind != _Kind.BACK:
            own.append(step)
            continue
        while own and own.pop().kind in _MOVES:
            pass
    stands = {step.pk for own in kept.values() for step in own}
    return [step for step in steps if step.pk in stands]


def decided(steps: Sequence[RunStep]) -> dict[str, RunStep]:
    """By id of a vacancy the step that left it out or added it, as it stands now."""
    return {str(step.vacancy_id): step for step in standing(steps) if step.kind not in _MOVES}


def may_step(
    run: MatchRun,
    steps: Sequence[RunStep],
    *,
    kind: str,
    vacancy: Vacancy,
    reason: str,
    today: date,
) -> Refusal | None:
    """Whether somebody can do this with a list after these steps."""
    key, order = str(vacancy.pk), in_order(run.computed, steps)
    newest = MatchRun.objects.filter(facts=run.facts_id).order_by("-made_at", "-id").first()
    if newest != run:
        return Refusal(_("Er is een nieuwere lijst. Kijk opnieuw."))
    if kind in (_Kind.HIDE, _Kind.ADD) and not reason.strip():
        return Refusal(_("Schrijf op waarom."))
    if kind == _Kind.ADD:
        if key in order:
            return Refusal(_("Deze vacature staat al in de lijst."))
        if vacancy.region_id != run.facts.region_id or not vacancy.is_published(today):
            return Refusal(_("Deze vacature staat niet op de website."))
        return None
    if kind == _Kind.BACK:
        is_there = key in decided(steps)
        return None if is_there else Refusal(_("Een collega nam dit al terug. Kijk opnieuw."))
    if key not in order:
        return Refusal(_("Deze vacature staat niet meer in de lijst. Kijk opnieuw."))
    edge = {_Kind.UP: order[0], _Kind.DOWN: order[-1]}.get(_Kind(kind))
    return Refusal(_("Verder kan niet.")) if edge == key else None


def may_rank(facts: ProfileFacts, *, is_ranked: bool) -> Refusal | None:
    """Whether the order can be switched on or off; not on against an objection."""
    if facts.is_ranked == is_ranked:
        return Refusal(_("Dit staat al zo."))
    if not is_ranked:
        return None
    last = RankingObjection.objects.filter(facts=facts).order_by("-made_at", "-id").first()
    if last is not None and last.decided_at is None:
        return Refusal(_("Er is een bezwaar tegen de volgorde. Besluit daar eerst over."))
    if last is not None and last.is_upheld:
        return Refusal(_("Het bezwaar van deze klant tegen de volgorde klopte. Er komt geen meer."))
    return None


def may_object(facts: ProfileFacts) -> Refusal | None:
    """One objection at a time."""
    if RankingObjection.objects.filter(facts=facts, decided_at=None).exists():
        return Refusal(_("U maakte al bezwaar. Uw gids kijkt ernaar."))
    return None


def may_answer(objection: RankingObjection, *, answer: str) -> Refusal | None:
    """Whether somebody can decide on an objection."""
    if objection.decided_at is not None:
        return Refusal(_("Hierover is al besloten."))
    if not answer.strip():
        return Refusal(_("Schrijf op wat u de klant antwoordt."))
    return None


_STEPS: Final[Mapping[str, frozenset[str]]] = {
    _State.ASKED: frozenset({_State.OPEN}),
    _State.YES: frozenset({_State.OPEN, _State.ASKED}),
    _State.NO: frozenset({_State.OPEN, _State.ASKED}),
    _State.WITHDRAWN: frozenset({_State.OPEN, _State.ASKED}),
}


def still_waits(key: str) -> bool:
    """Whether a message about this request, by its id, is still true; asked as it leaves."""
    waiting = ContactRequest.objects.filter(pk=key, state__in=(_State.OPEN, _State.ASKED))
    return waiting.exists()


def may_move(request: ContactRequest, to: str) -> Refusal | None:
    """Whether a request for contact can go from how far it is to there."""
    if request.state not in _STEPS[to]:
        return Refusal(_("Dit is al beantwoord of niet meer nodig. Kijk opnieuw."))
    return None


def may_tell(request: ContactRequest, *, today: date) -> Refusal | None:
    """Nobody needs to hear who somebody is for work that is not offered any more."""
    if not request.vacancy.is_published(today):
        return Refusal(_("Deze vacature staat niet meer op de website. Er wordt niets verteld."))
    return None


def basis_to_tell(request: ContactRequest, profile: Profile, *, at: datetime) -> Basis | Refusal:
    """On what the organisation that asked may hear who it is, or why it may not."""
    return basis_for(
        client=profile.client, purpose=CONTACT, controller=profile.consent.controller,
        recipient=request.organisation, data=CONTACT_DATA, at=at,
    )  # fmt: skip


def told(count: int, *, of: str) -> int:
    """What is said of a number of people: a multiple of `STEP` and never more than there are.

    `of` says of what they are counted, such as one vacancy. The same number of the same is always
    told alike, so that nobody finds it by asking day after day.
    """
    return max(0, count - left_out(count, of)) // STEP * STEP


def left_out(count: int, of: str) -> int:
    """How many people do not count, below `STEP`; who does not know our key cannot tell.

    Without it two vacancies that differ in one thing would tell what one person can or wants, each
    time that a step is passed.
    """
    digest = salted_hmac("werkcentrum.matching.told", f"{of} {count}", algorithm="sha256").digest()
    return int.from_bytes(digest) % STEP


def not_ready() -> Refusal:
    """A vacancy that is not on the website, or that nobody made ready yet."""
    return Refusal(
        _("Deze vacature staat niet op de website, of pas net. Probeer het straks nog eens.")
    )


def people_not_ready() -> Refusal:
    """More profiles are new than can be read while somebody waits: the worker reads them first."""
    return Refusal(
        _("Wij lezen nog nieuwe profielen. Probeer het straks nog eens. Blijft dit zo? Zeg het dan "
          "tegen de beheerder.")
    )  # fmt: skip


def may_request(
    vacancy: Vacancy, organisation: Organisation | None, *, at: datetime
) -> frozenset[UUID] | Refusal:
    """Of whose people an organisation can ask for contact about this vacancy, or why of nobody's.

    Nobody is asked whose yes it could not be told.
    """
    if organisation is None:
        return Refusal(_("Kies eerst voor welke organisatie u nu werkt."))
    if not vacancy.is_published(day_of(at)):
        return Refusal(_("Deze vacature staat niet op de website."))
    return givers_to(organisation, purpose=CONTACT, data=CONTACT_DATA, at=at)
