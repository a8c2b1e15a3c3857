"""What people do with a vacancy, and what is over by itself."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from werkcentrum.audit.actions import SYSTEM, record
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.vacancies import queries, rules, telling
from werkcentrum.vacancies.content import Content
from werkcentrum.vacancies.models import Vacancy
from werkcentrum.vacancies.states import STEPS, Step
from werkcentrum.vacancies.stepping import note, one_at_a_time, take


@transaction.atomic
def enter_vacancy(
    *, region: Region, content: Content, organisation: Organisation | None, by: str, at: datetime
) -> Vacancy:
    """Write down a vacancy, as a draft. `organisation` has the contact with the employer."""
    vacancy = Vacancy.objects.create(
        **content.as_fields(), region=region, organisation=organisation, written_by=by,
        seen_on=day_of(at), changed_at=at,
    )  # fmt: skip
    note("vacancies.entered", vacancy, by, at)
    return vacancy


@transaction.atomic
def change_vacancy(*, vacancy: Vacancy, content: Content, by: str, at: datetime) -> None:
    """Write a draft anew. Raises RefusedError."""
    insist(rules.may(Step.CHANGE, vacancy))
    take(Step.CHANGE, vacancy, at, **content.as_fields(), written_by=by, wording_reason="")
    note("vacancies.changed", vacancy, by, at)


@transaction.atomic
def submit_vacancy(*, vacancy: Vacancy, reason: str, by: str, at: datetime) -> None:
    """A colleague may look at it. `reason`: why words that seem unlawful are not.

    Raises RefusedError.
    """
    insist(rules.may_submit(vacancy, reason=reason, today=day_of(at)))
    take(Step.SUBMIT, vacancy, at, wording_reason=reason)
    note("vacancies.submitted", vacancy, by, at, unlawful=len(rules.unlawful(vacancy)))


@transaction.atomic
def publish_vacancy(*, vacancy: Vacancy, by: str, at: datetime) -> None:
    """Everybody can read it from now on; an employer who sent it in hears so. Raises
    RefusedError.
    """
    insist(rules.may_publish(vacancy, by=by, today=day_of(at)))
    take(Step.PUBLISH, vacancy, at, published_at=at)
    telling.tell_published(vacancy, at)
    note("vacancies.published", vacancy, by, at)


@transaction.atomic
def take_back_vacancy(*, vacancy: Vacancy, by: str, at: datetime) -> None:
    """Off the website or the list to check, to be changed. Raises RefusedError."""
    insist(rules.may(Step.TAKE_BACK, vacancy))
    take(Step.TAKE_BACK, vacancy, at, ended_at=None, seen_on=day_of(at))
    note("vacancies.taken_back", vacancy, by, at)


@transaction.atomic
def keep_apart(*, vacancy: Vacancy, others: Sequence[Vacancy], by: str, at: datetime) -> None:
    """Somebody saw that it is other work than these, which look like it. Raises RefusedError when
    there are none any more.
    """
    if not others:
        raise RefusedError(rules.changed_meanwhile())
    one_at_a_time(vacancy.region)
    keys = [vacancy.pk, *(other.pk for other in others)]
    rows = Vacancy.objects.filter(pk__in=keys).order_by("pk")
    for row in rows.select_for_update(of=("self",), no_key=True):
        new = keys[1:] if row.pk == vacancy.pk else keys[:1]
        row.apart_from = sorted({*row.apart_from, *map(str, new)})
        row.save(update_fields=["apart_from"])
    vacancy.refresh_from_db()
    note("vacancies.kept_apart", vacancy, by, at, others=list(map(str, keys[1:])))


@transaction.atomic
def close_vacancy(*, vacancy: Vacancy, outcome: str, by: str, at: datetime) -> None:
    """It is over, and how it ended. Raises RefusedError."""
    insist(rules.may(Step.CLOSE, vacancy))
    take(Step.CLOSE, vacancy, at, outcome=outcome, ended_at=at)
    note("vacancies.closed", vacancy, by, at, outcome=outcome)


def expire_vacancies(*, at: datetime) -> int:
    """End what nobody can apply to any more; returns how many.

    The system does this by itself, on the website and with what waits of a source.
    """
    return sum(_expire(region, at) for region in queries.regions_with_past(day_of(at)))


@transaction.atomic
def _expire(region: Region, at: datetime) -> int:
    # An import writes what waits of its source too, in its own order.
    one_at_a_time(region)
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
