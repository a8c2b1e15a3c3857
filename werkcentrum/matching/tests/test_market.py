"""The market of a region is made anew when a vacancy changes, and seeing that costs nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.matching.market import market_of
from werkcentrum.matching.tests.make import make_kitchen, no_meaning
from werkcentrum.partners.tests.make import make_region
from werkcentrum.vacancies.actions import close_vacancy
from werkcentrum.vacancies.models import Vacancy

MINUTE = timedelta(minutes=1)


@pytest.fixture
def zhc(db, monkeypatch, var):
    no_meaning(monkeypatch)
    return make_region()


def listed(region):
    return {row.title for row in market_of(region, on=MONDAY).market.vacancies}


def test_what_changes_is_seen_also_when_it_is_committed_after_something_newer(zhc):
    make_kitchen(zhc)
    assert listed(zhc) == {"Kok zorgcentrum"}

    late = make_kitchen(zhc, title="Kok hotel")
    Vacancy.objects.filter(pk=late.pk).update(changed_at=MONDAY_MORNING - MINUTE)
    assert listed(zhc) == {"Kok zorgcentrum", "Kok hotel"}

    Vacancy.objects.filter(pk=late.pk).update(
        title="Chef-kok hotel", changed_at=MONDAY_MORNING - MINUTE / 2
    )
    assert listed(zhc) == {"Kok zorgcentrum", "Chef-kok hotel"}

    late.refresh_from_db()
    close_vacancy(vacancy=late, outcome="filled", by="x", at=MONDAY_MORNING)
    assert listed(zhc) == {"Kok zorgcentrum"}


def test_seeing_whether_something_changed_reads_a_few_vacancies_however_many_there_are(zhc):
    make_kitchen(zhc)
    market_of(zhc, on=MONDAY)

    with CaptureQueriesContext(connection) as seen:
        market_of(zhc, on=MONDAY)

    [about] = [row["sql"] for row in seen if "vacancies_vacancy" in row["sql"]]
    assert "LIMIT 50" in about
    assert "COUNT(" not in about
