"""What a visitor asked is kept masked and for a while; who asked is kept by nobody."""

from datetime import timedelta

import pytest

from werkcentrum.audit.models import AuditLine
from werkcentrum.core import spool
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.frontdoor.actions import (
    count_feedback,
    store_spooled_questions,
)
from werkcentrum.frontdoor.models import Question, SpooledFile, Tally
from werkcentrum.frontdoor.tests.make import make_danger_entry, make_entry
from werkcentrum.partners.tests.make import make_other_region, make_region

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_spool(var):
    """Every test starts with an empty spool."""


def counts() -> dict[tuple[str, str], int]:
    return {(row.event, row.key): row.count for row in Tally.objects.all()}


def test_a_question_is_stored_without_what_points_at_a_person():
    spool.leave(make_entry(make_region(), "Ik heet Olena, bel 06-12345678, kan ik mij omscholen?"))

    assert store_spooled_questions(at=MONDAY_MORNING) == 1

    question = Question.objects.get()
    assert question.text == "Ik heet [naam], bel [nummer], kan ik mij omscholen?"
    assert question.asked_on == MONDAY


def test_the_id_of_a_question_tells_no_moment():
    spool.leave(make_entry(make_region()))
    store_spooled_questions(at=MONDAY_MORNING)

    assert Question.objects.get().pk.version == 4


def test_the_words_of_somebody_in_danger_are_stored_nowhere():
    spool.leave(make_danger_entry(make_region(), "violence"))

    assert store_spooled_questions(at=MONDAY_MORNING) == 1

    assert not Question.objects.exists()
    assert counts() == {("danger", "violence"): 1}


def test_questions_are_counted_by_whether_there_was_an_answer():
    region = make_region()
    for confident in (True, True, False):
        spool.leave(make_entry(region, confident=confident))
    store_spooled_questions(at=MONDAY_MORNING)
    spool.leave(make_entry(region))
    store_spooled_questions(at=MONDAY_MORNING)

    assert counts() == {("question", "answered"): 3, ("question", "unanswered"): 1}


def test_a_question_belongs_to_the_region_where_it_was_asked():
    here, there = make_region(), make_other_region()
    spool.leave(make_entry(here, "hier"))
    spool.leave(make_entry(there, "daar"))

    store_spooled_questions(at=MONDAY_MORNING)

    assert here.questions.get().text == "hier"
    assert there.questions.get().text == "daar"
    assert {line.region_key for line in AuditLine.objects.all()} == {here.key, there.key}


def test_a_question_for_a_region_that_is_gone_is_dropped():
    spool.leave({**make_entry(make_region()), "region": "opgeheven"})

    store_spooled_questions(at=MONDAY_MORNING)

    assert not Question.objects.exists()


def test_a_file_that_was_stored_just_before_a_crash_is_not_stored_twice():
    spool.leave(make_entry(make_region()))
    [path] = spool.take_files()
    SpooledFile.objects.create(name=path.name, stored_on=MONDAY)

    store_spooled_questions(at=MONDAY_MORNING)

    assert not Question.objects.exists()
    assert not path.exists()


def test_an_empty_spool_stores_nothing_and_tells_nothing():
    make_region()

    assert store_spooled_questions(at=MONDAY_MORNING) == 0
    assert not AuditLine.objects.exists()


@pytest.mark.parametrize(("helped", "event"), [(True, "helped"), (False, "not_helped")])
def test_whether_it_helped_is_counted_for_what_was_shown(helped, event):
    region = make_region()
    for services in (["cv-hulp", "taalhuis"], ["cv-hulp"]):
        count_feedback(
            region=region, helped=helped, services=services, by="bezoeker", at=MONDAY_MORNING
        )

    assert counts() == {(event, "cv-hulp"): 2, (event, "taalhuis"): 1}


def test_the_names_of_stored_files_are_forgotten_after_a_week():
    SpooledFile.objects.create(name="a.taken", stored_on=MONDAY)
    region = make_region()

    spool.leave(make_entry(region))
    store_spooled_questions(at=MONDAY_MORNING + timedelta(days=7))
    assert SpooledFile.objects.filter(name="a.taken").exists()

    spool.leave(make_entry(region))
    store_spooled_questions(at=MONDAY_MORNING + timedelta(days=8))
    assert not SpooledFile.objects.filter(name="a.taken").exists()
