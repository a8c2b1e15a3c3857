"""A training comes on the website, and goes when nobody can begin with it any more."""

from datetime import timedelta

import pytest

from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.partners.tests.make import make_region
from werkcentrum.training import actions
from werkcentrum.training.models import STAYS_WITHOUT_A_DAY, Training
from werkcentrum.training.queries import offered
from werkcentrum.training.tests.make import NEXT_MONTH, SOFIA, content, make_school, make_training

pytestmark = pytest.mark.django_db
YESTERDAY = MONDAY - timedelta(days=1)


@pytest.fixture
def zhc():
    return make_region()


def shown(region, day=MONDAY):
    return list(offered(region, day).values_list("name", flat=True))


def test_what_has_only_days_that_are_past_does_not_come_on_the_website(zhc):
    with pytest.raises(RefusedError, match="Alle startdatums zijn voorbij"):
        make_training(zhc, starts=(YESTERDAY,))

    assert not Training.objects.exists()


def test_a_training_is_there_on_its_last_day_and_not_after_it(zhc):
    make_training(zhc)

    assert shown(zhc, NEXT_MONTH) == ["Heftruckcertificaat"]
    assert shown(zhc, NEXT_MONTH + timedelta(days=1)) == []


def test_what_nobody_spoke_of_for_a_year_goes_though_one_could_always_begin(zhc):
    make_training(zhc, starts=(), is_always_open=True)

    assert shown(zhc, MONDAY + STAYS_WITHOUT_A_DAY)
    assert not shown(zhc, MONDAY + STAYS_WITHOUT_A_DAY + timedelta(days=1))


def test_the_worker_ends_what_is_over_and_a_new_day_brings_it_back(zhc):
    training = make_training(zhc)
    make_training(zhc, name="VCA", starts=(NEXT_MONTH + timedelta(days=99),))
    later = MONDAY_MORNING + timedelta(days=31)

    assert actions.expire_trainings(at=later) == 1
    assert actions.expire_trainings(at=later) == 0

    training.refresh_from_db()
    assert training.ended_at == later
    actions.change_training(
        training=training, provider=training.provider, service=None, by=SOFIA, at=later,
        content=content(starts=(NEXT_MONTH + timedelta(days=60),)),
    )  # fmt: skip
    assert "Heftruckcertificaat" in shown(zhc, later.date())


def test_what_was_withdrawn_stays_away_until_somebody_brings_it_back(zhc):
    training = make_training(zhc)
    actions.withdraw_training(training=training, by=SOFIA, at=MONDAY_MORNING)

    assert shown(zhc) == []
    with pytest.raises(RefusedError, match="Zet haar eerst terug"):
        actions.change_training(
            training=training, provider=training.provider, service=None, content=content(),
            by=SOFIA, at=MONDAY_MORNING,
        )  # fmt: skip

    actions.restore_training(training=training, by=SOFIA, at=MONDAY_MORNING)
    assert shown(zhc) == ["Heftruckcertificaat"]


def test_of_two_colleagues_the_second_hears_that_it_changed(zhc):
    training = make_training(zhc)
    as_read = Training.objects.get(pk=training.pk)
    actions.withdraw_training(training=training, by=SOFIA, at=MONDAY_MORNING)

    with pytest.raises(RefusedError, match="Een collega veranderde"):
        actions.withdraw_training(training=as_read, by="bram", at=MONDAY_MORNING)


def test_a_school_without_an_agreement_is_not_shown_where_the_region_asks_one(zhc):
    make_training(zhc, school=make_school(zhc))
    zhc.strictness = "agreement"
    zhc.save()

    assert shown(zhc) == []
