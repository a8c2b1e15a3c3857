"""Actions on vacancies, made ready to change something."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from tests.ready.acts import LATER, Act, Ready
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_organisation, make_region
from werkcentrum.vacancies import actions, employer_actions, import_actions, source_actions
from werkcentrum.vacancies.content import Who
from werkcentrum.vacancies.models import Vacancy, VacancyImport, VacancyProposal
from werkcentrum.vacancies.tests.make import (
    content,
    make_draft,
    make_published,
    make_received,
    make_submitted,
)

_MUCH_LATER = LATER.date() + timedelta(days=30)


def enter_vacancy() -> Act:
    region = make_region()
    return partial(
        actions.enter_vacancy, region=region, content=content(),
        organisation=make_organisation(region),
    )  # fmt: skip


def expire_vacancies() -> Act:
    region = make_region()
    make_published(region)
    make_published(region, at=MONDAY_MORNING, title="Bezorger")
    make_published(region, title="Winkelmedewerker", closes_on=_MUCH_LATER)
    return actions.expire_vacancies


def keep_apart() -> Act:
    region = make_region()
    first, second = make_published(region), make_draft(region)
    return partial(actions.keep_apart, vacancy=first, others=[second])


def receive_vacancy() -> Act:
    return partial(
        employer_actions.receive_vacancy, region=make_region(), reason="", held_numbers=0,
        content=content(closes_on=_MUCH_LATER), request_key=uuid4(),
        who=Who(person="Petra", mail="petra@korst.example"),
    )  # fmt: skip


def make_import() -> VacancyImport:
    return import_actions.begin_import(
        region=make_region(), source="banen", digest="x", by="petra", at=MONDAY_MORNING
    )


def make_proposal() -> Vacancy:
    """A vacancy on the website, of which the source says something else by now."""
    vacancy = make_published(make_region(), closes_on=_MUCH_LATER)
    words = content(title="Banketbakker", closes_on=_MUCH_LATER)
    VacancyProposal.objects.create(
        vacancy=vacancy, content=words.to_json(), digest=words.digest, offered_at=MONDAY_MORNING
    )
    return vacancy


def answer_proposal(answer: Any) -> Act:
    vacancy = make_proposal()
    return partial(answer, vacancy=vacancy, digest=vacancy.proposal.digest)


def publish_source() -> Act:
    taking = make_import()
    import_actions.import_rows(
        taking=taking, read=1, rows=[("1", content(closes_on=None))], by="petra", at=MONDAY_MORNING
    )
    return partial(source_actions.publish_source, region=taking.region, source="banen")


BY_SOMEBODY: Ready = {
    "vacancies.publish_source": (publish_source, "vacancies.source_published"),
    "vacancies.accept_proposal": (
        lambda: answer_proposal(source_actions.accept_proposal),
        "vacancies.proposal_accepted",
    ),
    "vacancies.reject_proposal": (
        lambda: answer_proposal(source_actions.reject_proposal),
        "vacancies.proposal_rejected",
    ),
    "vacancies.begin_import": (
        lambda: partial(
            import_actions.begin_import, region=make_region(), source="banen", digest="x"
        ),
        "vacancies.import_begun",
    ),
    "vacancies.import_rows": (
        lambda: partial(
            import_actions.import_rows, taking=make_import(), read=1,
            rows=[("1", content(closes_on=None))],
        ),
        "vacancies.imported",
    ),
    "vacancies.end_import": (
        lambda: partial(import_actions.end_import, taking=make_import()),
        "vacancies.import_ended",
    ),
    "vacancies.enter_vacancy": (enter_vacancy, "vacancies.entered"),
    "vacancies.change_vacancy": (
        lambda: partial(
            actions.change_vacancy, vacancy=make_draft(make_region()),
            content=content(title="Banketbakker"),
        ),
        "vacancies.changed",
    ),
    "vacancies.submit_vacancy": (
        lambda: partial(
            actions.submit_vacancy, vacancy=make_draft(make_region(), closes_on=_MUCH_LATER),
            reason="",
        ),
        "vacancies.submitted",
    ),
    "vacancies.publish_vacancy": (
        lambda: partial(
            actions.publish_vacancy, vacancy=make_submitted(make_region(), closes_on=_MUCH_LATER)
        ),
        "vacancies.published",
    ),
    "vacancies.take_back_vacancy": (
        lambda: partial(actions.take_back_vacancy, vacancy=make_published(make_region())),
        "vacancies.taken_back",
    ),
    "vacancies.keep_apart": (keep_apart, "vacancies.kept_apart"),
    "vacancies.receive_vacancy": (receive_vacancy, "vacancies.received"),
    "vacancies.rewrite_vacancy": (
        lambda: partial(
            employer_actions.rewrite_vacancy, vacancy=make_received(make_region()).vacancy,
            content=content(closes_on=_MUCH_LATER), reason="", held_numbers=0,
        ),
        "vacancies.rewritten",
    ),
    "vacancies.extend_vacancy": (
        lambda: partial(
            employer_actions.extend_vacancy, vacancy=make_published(make_region()),
            closes_on=_MUCH_LATER,
        ),
        "vacancies.extended",
    ),
    "vacancies.send_employer_link": (
        lambda: partial(
            employer_actions.send_employer_link, contact=make_received(make_region())
        ),
        "vacancies.link_sent",
    ),
    "vacancies.close_vacancy": (
        lambda: partial(
            actions.close_vacancy, vacancy=make_published(make_region()), outcome="filled"
        ),
        "vacancies.closed",
    ),
}  # fmt: skip
BY_THE_SYSTEM: Ready = {
    "vacancies.expire_vacancies": (expire_vacancies, "vacancies.expired"),
}
