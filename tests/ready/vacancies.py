"""Actions on vacancies, made ready to change something."""

from datetime import timedelta
from functools import partial

from tests.ready.acts import LATER, Act, Ready
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_organisation, make_region
from werkcentrum.vacancies import actions
from werkcentrum.vacancies.tests.make import (
    content,
    make_draft,
    make_published,
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


BY_SOMEBODY: Ready = {
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
