"""A vacancy is written by one, published by another, and ends one day."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.partners.models import Region
from werkcentrum.partners.tests.make import make_other_region, make_region
from werkcentrum.vacancies import actions, employer_actions, queries
from werkcentrum.vacancies.models import Vacancy
from werkcentrum.vacancies.states import STEPS, State, Step
from werkcentrum.vacancies.tests.make import (
    BRAM,
    KARIN,
    LAST_DAY,
    content,
    make_draft,
    make_published,
    make_submitted,
)

pytestmark = pytest.mark.django_db
LATER = MONDAY_MORNING + timedelta(hours=1)
UNLAWFUL = "Wij zoeken een jonge vrouw voor in de winkel."


@pytest.fixture
def zhc():
    return make_region()


def test_whoever_wrote_it_cannot_publish_it(zhc):
    vacancy = make_submitted(zhc)

    with pytest.raises(RefusedError, match="Vraag een collega"):
        actions.publish_vacancy(vacancy=vacancy, by=KARIN, at=LATER)
    actions.publish_vacancy(vacancy=vacancy, by=BRAM, at=LATER)

    assert Vacancy.objects.get().is_published(MONDAY)


def test_where_the_region_says_so_one_person_publishes(zhc):
    Region.objects.update(vacancies_need_second=False)
    vacancy = make_submitted(Region.objects.get())

    actions.publish_vacancy(vacancy=vacancy, by=KARIN, at=LATER)

    assert Vacancy.objects.get().state == State.PUBLISHED


def test_whoever_changed_it_last_is_the_writer(zhc):
    vacancy = make_draft(zhc)
    actions.change_vacancy(vacancy=vacancy, content=content(title="Kok"), by=BRAM, at=LATER)
    actions.submit_vacancy(vacancy=vacancy, reason="", by=KARIN, at=LATER)

    with pytest.raises(RefusedError):
        actions.publish_vacancy(vacancy=vacancy, by=BRAM, at=LATER)
    actions.publish_vacancy(vacancy=vacancy, by=KARIN, at=LATER)


def test_words_that_leave_people_out_need_a_reason(zhc):
    vacancy = make_draft(zhc, description=UNLAWFUL)

    with pytest.raises(RefusedError, match="uitsluiten"):
        actions.submit_vacancy(vacancy=vacancy, reason="", by=KARIN, at=LATER)
    actions.submit_vacancy(vacancy=vacancy, reason="Het is een rol.", by=KARIN, at=LATER)

    assert Vacancy.objects.get().wording_reason == "Het is een rol."


def test_a_reason_does_not_count_for_other_words(zhc):
    vacancy = make_draft(zhc, description=UNLAWFUL)
    actions.submit_vacancy(vacancy=vacancy, reason="Het is een rol.", by=KARIN, at=LATER)
    actions.take_back_vacancy(vacancy=vacancy, by=KARIN, at=LATER)

    other = content(description="Geen buitenlanders.")
    actions.change_vacancy(vacancy=vacancy, content=other, by=KARIN, at=LATER)

    assert Vacancy.objects.get().wording_reason == ""


def test_of_two_colleagues_the_second_hears_that_it_changed(zhc):
    vacancy = make_draft(zhc)
    as_bram_read_it = Vacancy.objects.select_related("region").get()
    actions.change_vacancy(vacancy=vacancy, content=content(title="Kok"), by=KARIN, at=LATER)

    with pytest.raises(RefusedError, match="Iemand anders"):
        actions.change_vacancy(vacancy=as_bram_read_it, content=content(), by=BRAM, at=LATER)

    assert Vacancy.objects.get().title == "Kok"


def test_nobody_publishes_words_that_changed_since_they_were_read(zhc):
    vacancy = make_submitted(zhc)
    as_bram_read_it = Vacancy.objects.select_related("region").get()
    actions.take_back_vacancy(vacancy=vacancy, by=KARIN, at=LATER)
    actions.change_vacancy(vacancy=vacancy, content=content(title="Kok"), by=KARIN, at=LATER)
    actions.submit_vacancy(vacancy=vacancy, reason="", by=KARIN, at=LATER)

    with pytest.raises(RefusedError):
        actions.publish_vacancy(vacancy=as_bram_read_it, by=BRAM, at=LATER)


def test_what_is_over_cannot_be_published(zhc):
    vacancy = make_submitted(zhc)

    with pytest.raises(RefusedError, match="voorbij"):
        actions.publish_vacancy(vacancy=vacancy, by=BRAM, at=MONDAY_MORNING + timedelta(days=31))


def test_on_the_last_day_one_can_still_apply_and_the_day_after_it_expires(zhc):
    vacancy = make_published(zhc)
    last_day = MONDAY_MORNING + timedelta(days=30)
    assert last_day.date() == LAST_DAY

    assert actions.expire_vacancies(at=last_day) == 0
    assert actions.expire_vacancies(at=last_day + timedelta(days=1)) == 1
    assert actions.expire_vacancies(at=last_day + timedelta(days=1)) == 0

    vacancy.refresh_from_db()
    assert vacancy.state == State.EXPIRED


def test_without_a_last_day_it_expires_when_its_source_shows_it_no_more(zhc):
    make_published(zhc, closes_on=None)

    assert actions.expire_vacancies(at=MONDAY_MORNING + timedelta(days=60)) == 0
    assert actions.expire_vacancies(at=MONDAY_MORNING + timedelta(days=61)) == 1


def test_what_expired_can_be_taken_back_and_published_with_another_day(zhc):
    vacancy = make_published(zhc)
    at = MONDAY_MORNING + timedelta(days=40)
    actions.expire_vacancies(at=at)
    vacancy.refresh_from_db()

    actions.take_back_vacancy(vacancy=vacancy, by=KARIN, at=at)
    later = content(closes_on=at.date() + timedelta(days=30))
    actions.change_vacancy(vacancy=vacancy, content=later, by=KARIN, at=at)
    actions.submit_vacancy(vacancy=vacancy, reason="", by=KARIN, at=at)
    actions.publish_vacancy(vacancy=vacancy, by=BRAM, at=at)

    assert Vacancy.objects.get().is_published(at.date())


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", [step for step in Step if step is not Step.EXPIRE])
def test_only_the_steps_of_the_table_can_be_taken(zhc, state, step):
    vacancy = make_draft(zhc)
    ended = MONDAY_MORNING if state in ("closed", "expired") else None
    Vacancy.objects.update(
        state=state, published_at=MONDAY_MORNING, ended_at=ended,
        outcome="filled" if state == "closed" else "",
    )  # fmt: skip
    vacancy.refresh_from_db()
    take = {
        Step.CHANGE: lambda **who: actions.change_vacancy(content=content(), **who),
        Step.SUBMIT: lambda **who: actions.submit_vacancy(reason="", **who),
        Step.PUBLISH: actions.publish_vacancy,
        Step.TAKE_BACK: actions.take_back_vacancy,
        Step.CLOSE: lambda **who: actions.close_vacancy(outcome="filled", **who),
        Step.REWRITE: lambda **who: employer_actions.rewrite_vacancy(
            content=content(), reason="", held_numbers=0, **who
        ),
        Step.EXTEND: lambda **who: employer_actions.extend_vacancy(closes_on=LAST_DAY, **who),
    }[step]

    if state in STEPS[step][0]:
        take(vacancy=vacancy, by=BRAM, at=LATER)
        assert Vacancy.objects.get().state == STEPS[step][1]
    else:
        with pytest.raises(RefusedError):
            take(vacancy=vacancy, by=BRAM, at=LATER)


@pytest.mark.parametrize(
    "wrong",
    [
        {"hours_min": 40, "hours_max": 20},
        {"is_level_by_law": True},
        {"apply_to": ""},
        {"apply_by": "werkcentrum"},
    ],
)
def test_the_database_holds_no_vacancy_that_contradicts_itself(zhc, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_draft(zhc, **wrong)


def test_the_same_work_from_another_source_is_recognised(zhc):
    own = make_draft(zhc)
    same = make_draft(zhc, title="Bakker (m/v) 24-36 uur", employer_name="Bakkerij Korst B.V.")
    text = "Het brood rijst, u kneedt het deeg en u bakt het af in onze oven. " * 3
    first, second = make_draft(zhc, title="Kneder", description=text), make_draft(
        zhc, title="Medewerker oven", employer_name="Uitzendbureau Nu", description=text
    )  # fmt: skip
    make_draft(make_other_region())

    assert {row.pk for row in queries.alike(own, today=MONDAY)} >= {same.pk}
    assert first.pk not in {row.pk for row in queries.alike(own, today=MONDAY)}
    assert [row.pk for row in queries.alike(first, today=MONDAY)] == [second.pk]


def test_what_is_closed_is_no_double(zhc):
    own, other = make_draft(zhc), make_draft(zhc)
    actions.close_vacancy(vacancy=other, outcome="double", by=KARIN, at=LATER)

    assert queries.alike(own, today=MONDAY) == []
