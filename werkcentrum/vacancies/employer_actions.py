"""What an employer does with a vacancy of their own, without an account."""

from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import insist
from werkcentrum.partners.models import Region
from werkcentrum.vacancies import rules, telling
from werkcentrum.vacancies.content import Content, Who
from werkcentrum.vacancies.models import EmployerContact, Vacancy
from werkcentrum.vacancies.states import State, Step
from werkcentrum.vacancies.stepping import note, take
from werkcentrum.vacancies.tokens import hash_of, secret_of


@transaction.atomic
def receive_vacancy(
    *,
    region: Region,
    content: Content,
    who: Who,
    reason: str,
    request_key: UUID,
    held_numbers: int,
    by: str,
    at: datetime,
) -> EmployerContact:
    """A vacancy comes in and waits for somebody here, whatever the region decided about a second
    person; the employer gets a link.

    `reason`: why words that seem unlawful are not. `held_numbers`: how many numbers in it may be a
    BSN, of which somebody said that they are none. Raises RefusedError.
    """
    vacancy = _draft(region, content, by, at)
    insist(rules.may_submit(vacancy, reason=reason, today=day_of(at)))
    vacancy.state, vacancy.wording_reason = State.TO_CHECK, reason
    vacancy.save(force_insert=True)
    contact = EmployerContact(vacancy=vacancy, request_key=request_key, **asdict(who))
    contact.link_hash = hash_of(secret_of(contact.pk, contact.link_turn))
    contact.save(force_insert=True)
    note("vacancies.received", vacancy, by, at, held_numbers=held_numbers)
    telling.send_received(contact, at)
    return contact


@transaction.atomic
def rewrite_vacancy(
    *,
    vacancy: Vacancy,
    content: Content,
    reason: str,
    held_numbers: int,
    by: str,
    at: datetime,
) -> None:
    """The employer changes it: it goes off the website and waits for somebody. Raises
    RefusedError.
    """
    insist(rules.may(Step.REWRITE, vacancy))
    insist(
        rules.may_submit(_draft(vacancy.region, content, by, at), reason=reason, today=day_of(at))
    )
    take(
        Step.REWRITE, vacancy, at, **content.as_fields(), written_by=by, wording_reason=reason,
        ended_at=None, seen_on=day_of(at),
    )  # fmt: skip
    note("vacancies.rewritten", vacancy, by, at, held_numbers=held_numbers)


@transaction.atomic
def extend_vacancy(*, vacancy: Vacancy, closes_on: date, by: str, at: datetime) -> None:
    """It stays on the website until another day; the words are as they were. Raises
    RefusedError.
    """
    insist(rules.may_extend(vacancy, closes_on=closes_on, today=day_of(at)))
    take(Step.EXTEND, vacancy, at, closes_on=closes_on, seen_on=day_of(at))
    note("vacancies.extended", vacancy, by, at)


@transaction.atomic
def send_employer_link(*, contact: EmployerContact, by: str, at: datetime) -> None:
    """A new link to the employer's own address; the one before leads nowhere."""
    contact.link_turn += 1
    contact.link_hash = hash_of(secret_of(contact.pk, contact.link_turn))
    contact.save(update_fields=["link_turn", "link_hash"])
    note("vacancies.link_sent", contact.vacancy, by, at)
    telling.send_new_link(contact, at)


def _draft(region: Region, content: Content, by: str, at: datetime) -> Vacancy:
    """As it would be written down, and is not yet."""
    return Vacancy(
        **content.as_fields(), region=region, written_by=by, seen_on=day_of(at), changed_at=at
    )
