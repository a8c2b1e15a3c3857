"""The same work from two sources: the second waits until somebody looked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.models import Region
from werkcentrum.partners.tests.make import make_region
from werkcentrum.vacancies import queries, source_queries
from werkcentrum.vacancies.actions import (
    close_vacancy,
    expire_vacancies,
    keep_apart,
    take_back_vacancy,
)
from werkcentrum.vacancies.content import UNNAMED
from werkcentrum.vacancies.models import Vacancy
from werkcentrum.vacancies.states import State
from werkcentrum.vacancies.tests.make import content, feed, make_submitted, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PAGE = "/medewerkers/vacatures/bron/banen/"
OTHER_PAGE = "/medewerkers/vacatures/bron/uitzenders/"


@pytest.fixture
def zhc():
    return make_region()


@pytest.fixture
def bram(page, zhc):
    page.log_in(make_staff(zhc, "bram", "employer_manager"))
    return page


@pytest.fixture
def one_is_enough(zhc):
    Region.objects.update(vacancies_need_second=False)
    return Region.objects.get()


@pytest.fixture
def at_the_agency(zhc):
    """The same work as in the feed, a little later, of an agency."""
    return content(title="Bakker (m/v)", employer_name="Bakkerij Korst B.V.")


def of_agency(region, *, day=0, **rows):
    return feed(region, day=day, source="uitzenders", **rows)


def test_what_another_source_has_on_the_website_waits_when_bram_publishes_all(
    bram, zhc, at_the_agency
):
    feed(zhc, a=content())
    bram.send(PAGE)
    of_agency(zhc, a=at_the_agency, b=content(title="Kok", description="U kookt."))

    shown = bram.open(OTHER_PAGE)
    assert "Zet 1 nieuwe op de website" in shown
    assert "Deze vacature staat er waarschijnlijk al, of stond er pas." in shown
    assert "1 vacature staat op de website" in bram.send(OTHER_PAGE)

    assert titles() == {"Bakker", "Kok"}


def test_however_much_waits_because_it_is_double_what_is_not_goes_on_the_website(
    bram, zhc, at_the_agency, monkeypatch
):
    monkeypatch.setattr(source_queries, "MOST", 1)
    monkeypatch.setattr(source_queries, "LOOKED_AT", 2)
    feed(zhc, a=content())
    bram.send(PAGE)
    of_agency(zhc, a=at_the_agency, b=at_the_agency, c=at_the_agency)
    of_agency(zhc, day=1, d=content(title="Kok", description="U kookt."))

    shown = bram.open(OTHER_PAGE)
    assert shown.texts(".//section[@aria-labelledby='nieuw']//a") == ["Kok"]
    assert shown.texts(".//section[@aria-labelledby='blijft']//a") == ["Bakker (m/v)"] * 2
    shown.press("Zet 1 nieuwe op de website")
    assert titles() == {"Bakker", "Kok"}
    assert "Er was niets dat zo op de website kan." in bram.send(OTHER_PAGE)


def test_two_of_one_source_are_two_vacancies(bram, zhc):
    feed(zhc, a=content(), b=content())

    bram.send(PAGE)

    assert Vacancy.objects.filter(state=State.PUBLISHED).count() == 2


def test_bram_says_that_it_is_other_work_and_both_are_on_the_website(bram, zhc, at_the_agency):
    feed(zhc, a=content())
    bram.send(PAGE)
    of_agency(zhc, a=at_the_agency)
    waits = Vacancy.objects.get(source="uitzenders")
    assert "misschien dubbel" in bram.open("/medewerkers/vacatures/")

    answer = bram.open(f"/medewerkers/vacatures/{waits.pk}/").press("Nee, dit is ander werk")

    assert "Bewaard: dit is ander werk." in answer
    assert "er dubbel?" not in answer
    for state in ("to_check", "published"):
        assert "misschien dubbel" not in bram.open("/medewerkers/vacatures/", stand=state)
    bram.send(OTHER_PAGE)
    assert titles() == {"Bakker", "Bakker (m/v)"}


def test_however_much_is_alike_one_no_is_enough_for_what_is_on_the_website(
    bram, zhc, at_the_agency
):
    of_agency(zhc, **{f"v{number}": at_the_agency for number in range(12)})
    feed(zhc, a=content())
    bram.send(PAGE)
    waits = Vacancy.objects.filter(source="uitzenders").order_by("pk").last()

    page = bram.open(f"/medewerkers/vacatures/{waits.pk}/")
    seen = [field.get("value") for field in page.document.iterfind(".//input[@name='other']")]
    page.press("Nee, dit is ander werk", other=seen)
    bram.send(OTHER_PAGE)

    waits.refresh_from_db()
    assert waits.state == State.PUBLISHED


def test_the_list_says_of_the_last_of_many_too_that_it_may_be_double(zhc, at_the_agency):
    offered = {f"v{number}": at_the_agency for number in range(25)}
    of_agency(zhc, **offered)
    last = queries.in_state(zhc, State.TO_CHECK)[:1]
    keep_apart(vacancy=last[0], others=Vacancy.objects.exclude(pk=last[0].pk).order_by("pk")[:20],
               by="bram", at=MONDAY_MORNING)  # fmt: skip

    [line] = queries.lines(zhc, list(last.all()))
    assert line.is_double


def test_bram_hears_so_when_nothing_of_what_he_saw_is_there_any_more(bram, zhc, at_the_agency):
    feed(zhc, a=content())
    of_agency(zhc, a=at_the_agency)
    waits, other = Vacancy.objects.order_by("-source")
    shown = bram.open(f"/medewerkers/vacatures/{waits.pk}/")
    close_vacancy(vacancy=other, outcome="double", by="karin", at=MONDAY_MORNING)

    answer = shown.press("Nee, dit is ander werk")

    assert "Bewaard" not in answer
    assert "Lees eerst wat er nu staat." in answer


def test_of_what_was_kept_apart_it_is_known_which_it_was(zhc):
    own, other = make_submitted(zhc), make_submitted(zhc)

    keep_apart(vacancy=own, others=[other], by="bram", at=MONDAY_MORNING)

    assert AuditLine.objects.get(verb="vacancies.kept_apart").detail == {"others": [str(other.pk)]}


def test_only_what_bram_saw_is_kept_apart(bram, zhc, at_the_agency):
    feed(zhc, a=content())
    bram.send(PAGE)
    of_agency(zhc, a=at_the_agency)
    waits = Vacancy.objects.get(source="uitzenders")
    shown = bram.open(f"/medewerkers/vacatures/{waits.pk}/")
    feed(zhc, day=1, b=content())

    assert "er dubbel?" in shown.press("Nee, dit is ander werk")


def test_where_one_is_enough_what_is_there_from_elsewhere_waits_all_the_same(zhc, at_the_agency):
    Region.objects.update(vacancies_need_second=False)
    region = Region.objects.get()
    feed(region, a=content())
    of_agency(region, a=at_the_agency, b=content(title="Kok", description="U kookt."))
    of_agency(region, day=1, a=at_the_agency, b=content(title="Kok", description="U bakt."))

    assert titles() == {"Bakker", "Kok"}
    assert Vacancy.objects.get(title="Bakker (m/v)").published_at is None


@pytest.fixture
def of_the_feed(one_is_enough):
    """On the website, of the feed, without a last day."""
    feed(one_is_enough, a=content(closes_on=None))
    return Vacancy.objects.get()


def at_the_agency_on(day, region):
    """How far the same work of the agency is, which comes in that day."""
    of_agency(region, day=day, a=content(closes_on=None))
    return Vacancy.objects.get(source="uitzenders").state


@pytest.mark.parametrize(
    ("outcome", "day", "state"),
    [("filled", 60, State.TO_CHECK), ("wrong", 60, State.TO_CHECK), ("filled", 61, State.PUBLISHED),
     ("double", 1, State.PUBLISHED)],
)  # fmt: skip
def test_a_job_that_was_filled_does_not_come_back_from_another_source(
    of_the_feed, one_is_enough, bram, outcome, day, state
):
    close_vacancy(vacancy=of_the_feed, outcome=outcome, by="bram", at=MONDAY_MORNING)

    assert at_the_agency_on(day, one_is_enough) == state


def test_bram_reads_that_the_same_work_was_filled_and_may_say_that_it_is_other_work(
    of_the_feed, one_is_enough, bram
):
    close_vacancy(vacancy=of_the_feed, outcome="filled", by="bram", at=MONDAY_MORNING)
    assert at_the_agency_on(1, one_is_enough) == State.TO_CHECK
    waits = Vacancy.objects.get(source="uitzenders")

    shown = bram.open(f"/medewerkers/vacatures/{waits.pk}/")
    assert "(gesloten, banen)" in shown
    shown.press("Nee, dit is ander werk")
    bram.send(OTHER_PAGE)

    assert titles() == {"Bakker"}


def test_what_staff_took_back_does_not_come_back_from_another_source(of_the_feed, one_is_enough):
    take_back_vacancy(vacancy=of_the_feed, by="bram", at=MONDAY_MORNING)

    assert at_the_agency_on(60, one_is_enough) == State.TO_CHECK


def test_what_is_over_holds_nothing_back_although_no_worker_saw_that_yet(
    of_the_feed, one_is_enough
):
    assert at_the_agency_on(61, one_is_enough) == State.PUBLISHED


SAID_BY_ALL = "Wij zijn een uitzendbureau en zoeken met u werk dat bij u past, dicht bij huis. " * 2


@pytest.mark.parametrize(
    ("theirs", "state"),
    [({"title": "Bakker (m/v)"}, State.TO_CHECK), ({"title": "Kok"}, State.PUBLISHED),
     ({"description": "U bakt."}, State.PUBLISHED)],
)  # fmt: skip
def test_an_agency_that_names_no_employer_holds_back_only_what_has_its_title_and_text(
    one_is_enough, theirs, state
):
    hidden = {"employer_name": UNNAMED, "description": SAID_BY_ALL}
    feed(one_is_enough, a=content(**hidden))

    of_agency(one_is_enough, a=content(**hidden | theirs))

    assert Vacancy.objects.get(source="uitzenders").state == state


def test_what_has_the_same_text_for_other_work_goes_on_the_website_with_the_rest(bram, zhc):
    feed(zhc, a=content(employer_name="Uitzendbureau Nu", description=SAID_BY_ALL))
    bram.send(PAGE)
    of_agency(zhc, a=content(title="Kok", description=SAID_BY_ALL))

    bram.send(OTHER_PAGE)

    assert titles() == {"Bakker", "Kok"}
    assert "misschien dubbel" in bram.open("/medewerkers/vacatures/", stand="published")


def test_what_is_held_back_stays_so_with_other_words_too_and_when_it_is_open_again(
    one_is_enough, at_the_agency
):
    feed(one_is_enough, a=content())
    of_agency(one_is_enough, a=at_the_agency)
    of_agency(one_is_enough, day=1, a=replace(at_the_agency, salary="15 euro"))
    assert titles() == {"Bakker"}

    of_agency(one_is_enough, day=2, b=replace(at_the_agency, title="Kok"))
    taken = Vacancy.objects.get(title="Kok")
    expire_vacancies(at=MONDAY_MORNING + timedelta(days=31))
    feed(one_is_enough, day=32, a=content(closes_on=None), b=content(title="Kok", closes_on=None))
    of_agency(one_is_enough, day=33, a=replace(at_the_agency, closes_on=None),
              b=replace(at_the_agency, title="Kok", closes_on=None))  # fmt: skip

    taken.refresh_from_db()
    assert taken.state == State.TO_CHECK
    waiting = Vacancy.objects.filter(source="uitzenders", state=State.TO_CHECK)
    assert {row.salary for row in waiting} == {""}
    assert waiting.count() == 2


def test_what_was_on_the_website_first_stays_there_when_another_source_has_it_too(
    zhc, at_the_agency
):
    Region.objects.update(vacancies_need_second=False)
    region = Region.objects.get()
    feed(region, a=content(title="Bakkersknecht", description="U bakt brood."))
    of_agency(region, a=at_the_agency)

    feed(region, day=1, a=content())

    assert titles() == {"Bakker", "Bakker (m/v)"}
