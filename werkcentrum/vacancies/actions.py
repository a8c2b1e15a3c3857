"""What people do with a vacancy, and what is over by itself."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from werkcentrum.audit.actions import SYSTEM, record
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.vacancies import queries, rules
from werkcentrum.vacancies.content import Content
from werkcentrum.vacancies.models import Vacancy
from werkcentrum.vacancies.states import STEPS, Step

# So that two changes at one moment can be told apart.
_MOMENT: Final = timedelta(microseconds=1)


@transaction.atomic
def enter_vacancy(
    *, region: Region, content: Content, organisation: Organisation | None, by: str, at: datetime
) -> Vacancy:
    """Write down a vacancy, as a draft. `organisation` has the contact with the employer."""
    vacancy = Vacancy.objects.create(
        **content.as_fields(), region=region, organisation=organisation, written_by=by,
        seen_on=day_of(at), changed_at=at,
    )  # fmt: skip
    _record("vacancies.entered", vacancy, by, at)
    return vacancy


@transaction.atomic
def change_vacancy(*, vacancy: Vacancy, content: Content, by: str, at: datetime) -> None:
    """Write a draft anew. Raises RefusedError."""
    insist(rules.may(Step.CHANGE, vacancy))
    _take(Step.CHANGE, vacancy, at, **content.as_fields(), written_by=by, wording_reason="")
    _record("vacancies.changed", vacancy, by, at)


@transaction.atomic
def submit_vacancy(*, vacancy: Vacancy, reason: str, by: str, at: datetime) -> None:
    """A colleague may look at it. `reason`: why words that seem unlawful are not.

    Raises RefusedError.
    """
    insist(rules.may_submit(vacancy, reason=reason, today=day_of(at)))
    _take(Step.SUBMIT, vacancy, at, wording_reason=reason)
    _record("vacancies.submitted", vacancy, by, at, unlawful=len(rules.unlawful(vacancy)))


@transaction.atomic
def publish_vacancy(*, vacancy: Vacancy, by: str, at: datetime) -> None:
    """Everybody can read it from now on. Raises RefusedError."""
    insist(rules.may_publish(vacancy, by=by, today=day_of(at)))
    _take(Step.PUBLISH, vacancy, at, published_at=at)
    _record("vacancies.published", vacancy, by, at)


@transaction.atomic
def take_back_vacancy(*, vacancy: Vacancy, by: str, at: datetime) -> None:
    """Off the website or the list to check, to be changed. Raises RefusedError."""
    insist(rules.may(Step.TAKE_BACK, vacancy))
    _take(Step.TAKE_BACK, vacancy, at, ended_at=None, seen_on=day_of(at))
    _record("vacancies.taken_back", vacancy, by, at)


@transaction.atomic
def close_vacancy(*, vacancy: Vacancy, outcome: str, by: str, at: datetime) -> None:
    """It is over, and how it ended. Raises RefusedError."""
    insist(rules.may(Step.CLOSE, vacancy))
    _take(Step.CLOSE, vacancy, at, outcome=outcome, ended_at=at)
    _record("vacancies.closed", vacancy, by, at, outcome=outcome)


def expire_vacancies(*, at: datetime) -> int:
    """Take off the website what nobody can apply to any more; returns how many.

    The system does this by itself.
    """
    return sum(_expire(region, at) for region in queries.regions_with_past(day_of(at)))


@transaction.atomic
def _expire(region: Region, at: datetime) -> int:
    count = sum(
        rows.filter(region=region).update(state=STEPS[Step.EXPIRE][1], ended_at=at, changed_at=at)
        for rows in queries.past(day_of(at))
    )
    if count:
        record(
            verb="vacancies.expired", subject=region, by=SYSTEM, at=at, region_key=region.key,
            count=count,
        )  # fmt: skip
    return count


def _take(step: Step, vacancy: Vacancy, at: datetime, **values: Any) -> None:
    """Write these fields, unless a colleague was first, also with other words.

    Raises RefusedError.
    """
    before, state = STEPS[step]
    as_read = Vacancy.objects.filter(pk=vacancy.pk, state__in=before, changed_at=vacancy.changed_at)
    if not as_read.update(state=state, changed_at=max(at, vacancy.changed_at + _MOMENT), **values):
        raise RefusedError(rules.changed_meanwhile())
    vacancy.refresh_from_db()


def _record(verb: str, vacancy: Vacancy, by: str, at: datetime, **detail: object) -> None:
    record(verb=verb, subject=vacancy, by=by, at=at, region_key=vacancy.region.key, **detail)
