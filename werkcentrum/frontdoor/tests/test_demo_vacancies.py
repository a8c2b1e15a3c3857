"""The demo has work at employers that nobody has, and every word of it is lawful."""

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.core import clock
from werkcentrum.frontdoor.demo_vacancies import make_demo_vacancies
from werkcentrum.partners.tests.make import make_region
from werkcentrum.vacancies.models import Vacancy
from werkcentrum.vacancies.rules import findings


@pytest.mark.django_db
def test_the_demo_has_vacancies_on_the_website_and_some_that_wait():
    region = make_region()
    manager = make_staff(region, "karin", "employer_manager")

    for _time in range(2):
        make_demo_vacancies(region, manager=manager, at=clock.now())

    states = list(Vacancy.objects.values_list("state", flat=True))
    assert {state: states.count(state) for state in states} == {
        "published": 38, "to_check": 4, "closed": 1,
    }  # fmt: skip
    for vacancy in Vacancy.objects.all():
        assert findings(title=vacancy.title, description=vacancy.description) == ()
        assert vacancy.apply_by in ("phone", "werkcentrum") or ".example" in vacancy.apply_to
