"""What somebody does with vacancies of a source: many at once, and words that changed there."""

from datetime import datetime
from typing import Any

from django.db import transaction

from werkcentrum.audit.actions import SYSTEM, record
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.partners.models import Region
from werkcentrum.vacancies import rules, source_queries
from werkcentrum.vacancies.content import Content
from werkcentrum.vacancies.models import Vacancy, VacancyProposal
from werkcentrum.vacancies.states import STEPS, State, Step
from werkcentrum.vacancies.stepping import one_at_a_time


@transaction.atomic
def publish_source(*, region: Region, source: str, by: str, at: datetime) -> int:
    """Put on the website what the page of a source shows as good; returns how many.

    New ones and words that changed, at most `source_queries.MOST` of each. Whoever does this is
    the second person: the source wrote them.
    """
    one_at_a_time(region)
    waiting = source_queries.waiting(region, source, by=by, today=day_of(at))
    before, state = STEPS[Step.PUBLISH]
    # Only the words that were checked: an import may have written other ones since.
    rows = Vacancy.objects.filter(
        pk__in=[row.pk for row in waiting.good], state__in=before,
        changed_at__in={row.changed_at for row in waiting.good},
        source_digest__in={row.source_digest for row in waiting.good},
    )  # fmt: skip
    count = rows.update(state=state, published_at=at, changed_at=at)
    count += sum(_accept(proposal, at) for proposal in waiting.changes)
    record(
        verb="vacancies.source_published", subject=region, by=by, at=at, region_key=region.key,
        source=source, count=count,
    )  # fmt: skip
    return count


@transaction.atomic
def accept_proposal(*, vacancy: Vacancy, digest: str, by: str, at: datetime) -> None:
    """The words of the source come on the website. Raises RefusedError, also when they are not
    those of `digest` any more.
    """
    proposal = _proposal_of(vacancy, digest)
    insist(rules.may_accept(Content.from_json(proposal.content), today=day_of(at)))
    if not _accept(proposal, at):
        raise RefusedError(rules.changed_meanwhile())
    vacancy.refresh_from_db()
    _record("vacancies.proposal_accepted", vacancy, by, at)


@transaction.atomic
def reject_proposal(*, vacancy: Vacancy, digest: str, by: str, at: datetime) -> None:
    """The words on the website stay, also when the source says the same again.

    Raises RefusedError, also when the words are not those of `digest` any more.
    """
    proposal = _proposal_of(vacancy, digest)
    Vacancy.objects.filter(pk=vacancy.pk).update(source_digest=proposal.digest, changed_at=at)
    proposal.delete()
    vacancy.refresh_from_db()
    _record("vacancies.proposal_rejected", vacancy, by, at)


def _proposal_of(vacancy: Vacancy, digest: str) -> VacancyProposal:
    """With the words that somebody read."""
    found = VacancyProposal.objects.filter(vacancy=vacancy, vacancy__state=State.PUBLISHED).first()
    # Compared here: PostgreSQL refuses to be asked for the character NUL.
    if found is None or found.digest != digest:
        raise RefusedError(rules.changed_meanwhile())
    return found


def _accept(proposal: VacancyProposal, at: datetime) -> bool:
    """Write it over what is on the website; False when that is not there any more."""
    content = Content.from_json(proposal.content)
    values: dict[str, Any] = content.as_fields() | {
        "source_digest": proposal.digest, "written_by": SYSTEM, "wording_reason": "",
        "changed_at": at,
    }  # fmt: skip
    shown = Vacancy.objects.filter(pk=proposal.vacancy_id, state=State.PUBLISHED)
    is_written = bool(shown.update(**values))
    proposal.delete()
    return is_written


def _record(verb: str, vacancy: Vacancy, by: str, at: datetime) -> None:
    record(verb=verb, subject=vacancy, by=by, at=at, region_key=vacancy.region.key)
