"""An account manager asks for contact; the person answers, alone or with their adviser. Only a yes
is told."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from werkcentrum.audit.actions import record
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import Refusal, RefusedError, insist
from werkcentrum.matching import rules
from werkcentrum.matching.contact_queries import ground_to_ask
from werkcentrum.matching.finding import Fitting, fitting_people
from werkcentrum.matching.models import ContactRequest, PeopleTold
from werkcentrum.matching.telling import tell_agreed, tell_asked
from werkcentrum.partners.models import Organisation
from werkcentrum.privacy.actions import disclose, give_consent
from werkcentrum.privacy.models import Consent, ConsentText
from werkcentrum.privacy.queries import askable_data
from werkcentrum.profiles.models import Profile, ProfileFacts
from werkcentrum.vacancies.models import Vacancy

ASKED_AT_ONCE: Final = 10
# Of so many at a time it is looked up who can still be asked.
_A_LOOK: Final = 100
_State = ContactRequest.State


@transaction.atomic
def count_people(*, vacancy: Vacancy, by: str, at: datetime) -> None:
    """Count whom a vacancy fits, and keep for today what may be said of it: not the number itself.

    Who counts again that day changes nothing, whatever changed of the vacancy or of people. Raises
    RefusedError while the vacancy or people are not ready.
    """
    list(Vacancy.objects.filter(pk=vacancy.pk).select_for_update(of=("self",), no_key=True))
    if PeopleTold.objects.filter(vacancy=vacancy, on=day_of(at)).exists():
        return
    fitting = _fitting(vacancy, at)
    count = rules.told(len(fitting), of=f"vacancy {vacancy.pk}")
    PeopleTold.objects.update_or_create(
        vacancy=vacancy, defaults={"on": day_of(at), "count": count}
    )
    record(
        verb="matching.people_counted", subject=vacancy, by=by, at=at,
        region_key=vacancy.region.key, count=count,
    )  # fmt: skip


@transaction.atomic
def request_contact(
    *, vacancy: Vacancy, organisation: Organisation | None, by: str, at: datetime
) -> None:
    """Ask for contact with the people whom a vacancy fits best and who were not asked yet.

    Only of those whose yes can be told to this organisation. Neither whoever asks nor the log
    hears how many that are. They hear that a question waits. Raises RefusedError.
    """
    givers = rules.may_request(vacancy, organisation, at=at)
    if isinstance(givers, Refusal):
        raise RefusedError(givers)
    asked = ContactRequest.objects.filter(vacancy=vacancy, facts=OuterRef("facts"))
    others = Profile.objects.filter(~Exists(asked), consent__controller__in=givers).order_by()
    new = list(islice(_among(others, _fitting(vacancy, at)), ASKED_AT_ONCE))
    # Somebody may take their consent back at this very moment.
    there = ProfileFacts.objects.filter(pk__in=new).select_for_update(of=("self",), no_key=True)
    rows = [
        ContactRequest(
            facts_id=key, vacancy=vacancy, organisation=organisation, requested_by=by,
            requested_at=at, changed_at=at,
        )
        for key in there.values_list("pk", flat=True)
    ]  # fmt: skip
    ContactRequest.objects.bulk_create(rows, ignore_conflicts=True)
    tell_asked([row.pk for row in rows], vacancy.region, at)
    record(
        verb="matching.contact_requested", subject=vacancy, by=by, at=at,
        region_key=vacancy.region.key, organisation=organisation.key if organisation else "",
    )  # fmt: skip


@transaction.atomic
def note_asked(*, request: ContactRequest, by: str, at: datetime) -> None:
    """The adviser asked; the person thinks about it. Raises RefusedError."""
    _move(request, _State.ASKED, at)
    _record("matching.contact_asked", request, by, at)


@transaction.atomic
def say_yes(*, request: ContactRequest, profile: Profile, by: str, at: datetime) -> None:
    """The person wants this: the organisation that asked hears their name and how to reach them.

    On the consent for this purpose and this organisation, as the register says. Raises
    RefusedError without one.
    """
    if profile.facts_id != request.facts_id:
        raise RefusedError(Refusal("Deze vraag hoort niet bij dit profiel."))
    # Nobody closes the vacancy between looking at it and telling.
    rows = Vacancy.objects.filter(pk=request.vacancy_id).select_related("region")
    vacancy = rows.select_for_update(of=("self",), no_key=True).first()
    if vacancy is None:
        raise RefusedError(rules.decided_meanwhile())
    request.vacancy = vacancy
    insist(rules.may_tell(request, today=day_of(at)))
    basis = rules.basis_to_tell(request, profile, at=at)
    if isinstance(basis, Refusal):
        raise RefusedError(basis)
    disclosure = disclose(
        client=profile.client, basis=basis, recipient=request.organisation,
        purpose=rules.CONTACT, data=rules.CONTACT_DATA, by=by, at=at,
    )  # fmt: skip
    _move(request, _State.YES, at, disclosure=disclosure)
    tell_agreed(request, at)
    _record("matching.contact_agreed", request, by, at)


@transaction.atomic
def agree(
    *, request: ContactRequest, profile: Profile, text: ConsentText, by: str, at: datetime
) -> None:
    """The person reads themselves what the register asks, and says yes to that and to this.

    Raises RefusedError, and then neither holds.
    """
    ground = ground_to_ask(request, profile, at=at)
    if ground is None:
        raise RefusedError(Refusal("Hiervoor wordt geen toestemming gevraagd."))
    give_consent(
        client=profile.client, text=text, controller=profile.consent.controller,
        recipient=request.organisation, data=askable_data(ground), way=Consent.Way.SCREEN,
        by=by, at=at,
    )  # fmt: skip
    say_yes(request=request, profile=profile, by=by, at=at)


@transaction.atomic
def say_no(*, request: ContactRequest, by: str, at: datetime) -> None:
    """The person does not want this; nobody hears who it was. Raises RefusedError."""
    _move(request, _State.NO, at)
    _record("matching.contact_refused", request, by, at)


@transaction.atomic
def withdraw_requests(
    *, vacancy: Vacancy, organisation: Organisation | None, by: str, at: datetime
) -> None:
    """This organisation needs no contact any more: who did not answer it yet is not asked."""
    waiting = ContactRequest.objects.filter(
        vacancy=vacancy, organisation=organisation, state__in=[_State.OPEN, _State.ASKED]
    )
    waiting.update(state=_State.WITHDRAWN, changed_at=at)
    record(
        verb="matching.contact_withdrawn", subject=vacancy, by=by, at=at,
        region_key=vacancy.region.key, organisation=organisation.key if organisation else "",
    )  # fmt: skip


def _fitting(vacancy: Vacancy, at: datetime) -> Sequence[Fitting]:
    found = fitting_people(vacancy, today=day_of(at))
    if isinstance(found, Refusal):
        raise RefusedError(found)
    return found


def _among(profiles: QuerySet[Profile], fitting: Sequence[Fitting]) -> Iterator[UUID]:
    """The facts of those that are among these profiles, in the same order."""
    for first in range(0, len(fitting), _A_LOOK):
        look = [one.facts for one in fitting[first : first + _A_LOOK]]
        found = set(profiles.filter(facts__in=look).values_list("facts", flat=True))
        yield from (key for key in look if key in found)


def _move(request: ContactRequest, to: str, at: datetime, **values: Any) -> None:
    """Write how far it is, unless a colleague was first. Raises RefusedError."""
    insist(rules.may_move(request, to))
    waiting = ContactRequest.objects.filter(pk=request.pk, state=request.state)
    if not waiting.update(state=to, changed_at=at, **values):
        raise RefusedError(rules.decided_meanwhile())
    request.state, request.changed_at = to, at


def _record(verb: str, request: ContactRequest, by: str, at: datetime) -> None:
    record(
        verb=verb, subject=request, by=by, at=at, region_key=request.vacancy.region.key,
        organisation=request.organisation.key,
    )  # fmt: skip
