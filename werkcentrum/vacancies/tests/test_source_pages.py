"""Vacancies of a feed: many at once by a second person, and words that change stay until a yes."""

from datetime import date, timedelta

import pytest

from werkcentrum.accounts.tests.make import make_staff
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
from werkcentrum.vacancies.import_actions import begin_import, end_import, import_rows
from werkcentrum.vacancies.models import Vacancy, VacancyProposal
from werkcentrum.vacancies.source_actions import publish_source
from werkcentrum.vacancies.states import State
from werkcentrum.vacancies.tests.make import content, make_submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PAGE = "/medewerkers/vacatures/bron/banen/"
OTHER_PAGE = "/medewerkers/vacatures/bron/uitzenders/"
UNLAWFUL = "Wij zoeken een jonge collega voor in ons team. U bent niet ouder dan 30 jaar."


@pytest.fixture
def zhc():
    return make_region()


@pytest.fixture
def bram(page, zhc):
    page.log_in(make_staff(zhc, "bram", "employer_manager"))
    return page


def feed(region, *, day=0, source="banen", **rows):
    """The source offers these on a day, by their number there."""
    at = MONDAY_MORNING + timedelta(days=day)
    taking = begin_import(region=region, source=source, digest=str(day), by="feed", at=at)
    import_rows(taking=taking, rows=list(rows.items()), read=len(rows), by="feed", at=at)
    end_import(taking=taking, by="feed", at=at)
    return taking


def titles():
    return set(Vacancy.objects.filter(state=State.PUBLISHED).values_list("title", flat=True))


def test_bram_puts_all_of_a_source_on_the_website_except_what_leaves_people_out(bram, zhc):
    feed(zhc, a=content(), b=content(title="Kok"), c=content(title="Hulp", description=UNLAWFUL))
    assert titles() == set()

    shown = bram.open(PAGE)
    assert "Zet 2 nieuwe op de website" in shown
    assert "Hulp" in shown
    answer = bram.send(PAGE)

    assert titles() == {"Bakker", "Kok"}
    assert "2 vacatures staan op de website" in answer
    assert "Van deze bron kan nu niets op de website." in bram.open(PAGE)


def test_no_more_than_some_go_at_once(bram, zhc, monkeypatch):
    monkeypatch.setattr(source_queries, "MOST", 2)
    feed(zhc, **{f"v{number}": content(title=f"Bakker {number}") for number in range(3)})

    bram.send(PAGE)
    assert len(titles()) == 2
    bram.send(PAGE)
    assert len(titles()) == 3


def test_the_page_looks_at_the_first_and_the_button_at_all(bram, zhc, monkeypatch):
    monkeypatch.setattr(source_queries, "LOOKED_AT", 2)
    feed(zhc, **{f"v{number}": content(title=f"Bakker {number}") for number in range(3)})

    shown = bram.open(PAGE)
    assert shown.texts(".//section[@aria-labelledby='nieuw']//a") == ["Bakker 0", "Bakker 1"]
    shown.press("Zet wat goed is op de website")

    assert len(titles()) == 3


def test_what_somebody_wrote_here_is_of_no_source(bram, zhc):
    feed(zhc, a=content())

    assert source_queries.sources_waiting(zhc) == [("banen", 1)]
    assert bram.open("/medewerkers/vacatures/").texts(".//a[@class='chip']")[-1:] == ["banen: 1"]


@pytest.fixture
def shown(bram, zhc):
    """A vacancy of the feed on the website."""
    feed(zhc, a=content())
    bram.send(PAGE)
    return Vacancy.objects.get()


def test_words_that_change_at_the_source_wait_and_the_old_stay_on_the_website(shown, zhc, bram):
    taking = feed(zhc, day=1, a=content(title="Banketbakker"))

    shown.refresh_from_db()
    assert (shown.title, shown.state, taking.changed) == ("Bakker", State.PUBLISHED, 1)
    assert "Banketbakker" in bram.open(f"/medewerkers/vacatures/{shown.pk}/")
    assert feed(zhc, day=2, a=content(title="Banketbakker")).unchanged == 1

    bram.open(f"/medewerkers/vacatures/{shown.pk}/").press("Neem de nieuwe tekst over")

    shown.refresh_from_db()
    assert (shown.title, shown.state) == ("Banketbakker", State.PUBLISHED)
    assert not VacancyProposal.objects.exists()
    assert feed(zhc, day=3, a=content(title="Banketbakker")).unchanged == 1


def test_what_changed_at_the_source_is_said_in_words_as_in_the_form(zhc, bram):
    feed(zhc, a=content(closes_on=date(2025, 9, 1)))
    publish_source(region=zhc, source="banen", by="karin", at=MONDAY_MORNING)
    feed(zhc, day=1, a=content(closes_on=date(2025, 10, 1), level="4", contract="temporary"))

    shown = bram.open(f"/medewerkers/vacatures/{Vacancy.objects.get().pk}/")

    changed = shown.texts(".//section[@aria-labelledby='bron']//dd")
    assert changed == [
        "niet gezegd", "mbo, havo of vwo", "niet gezegd", "tijdelijk", "1 september 2025",
        "1 oktober 2025",
    ]  # fmt: skip


def test_bram_takes_changes_over_with_the_rest_of_the_source(shown, zhc, bram):
    feed(zhc, day=1, a=content(title="Banketbakker"))
    assert "Zet 1 gewijzigde op de website" in bram.open(PAGE)
    feed(zhc, day=2, a=content(title="Banketbakker"), b=content(title="Kok"))

    bram.open(PAGE).press("Zet 1 nieuwe en 1 gewijzigde op de website")

    assert titles() == {"Banketbakker", "Kok"}


def test_what_bram_leaves_as_it_is_does_not_come_back(shown, zhc, bram):
    feed(zhc, day=1, a=content(title="Banketbakker"))

    bram.open(f"/medewerkers/vacatures/{shown.pk}/").press("Laat de tekst zoals die is")

    assert titles() == {"Bakker"}
    assert feed(zhc, day=2, a=content(title="Banketbakker")).unchanged == 1
    assert not VacancyProposal.objects.exists()


def test_bram_takes_over_only_the_words_that_he_saw(shown, zhc, bram):
    feed(zhc, day=1, a=content(title="Banketbakker"))
    page = bram.open(f"/medewerkers/vacatures/{shown.pk}/")
    feed(zhc, day=2, a=content(title="Iets heel anders"))

    assert "Lees eerst wat er nu staat." in page.press("Neem de nieuwe tekst over")
    assert "Lees eerst wat er nu staat." in page.press("Laat de tekst zoals die is")

    assert titles() == {"Bakker"}
    assert VacancyProposal.objects.get().content["title"] == "Iets heel anders"


@pytest.mark.database
def test_no_database_is_asked_for_what_somebody_typed_as_what_they_saw(shown, zhc, bram):
    feed(zhc, day=1, a=content(title="Banketbakker"))

    for answer in ("overnemen", "laten"):
        sent = bram.post(f"/medewerkers/vacatures/{shown.pk}/bron/{answer}/", {"seen": "a\0b"})
        assert "Lees eerst wat er nu staat." in sent


def test_words_that_changed_while_bram_publishes_a_source_still_wait(zhc, monkeypatch):
    feed(zhc, a=content(), b=content(title="Kok"))
    read = source_queries.waiting

    def read_before_a_change(*asked, **how):
        found = read(*asked, **how)
        feed(zhc, day=1, a=content(title="Hulp", description=UNLAWFUL))
        return found

    monkeypatch.setattr(source_queries, "waiting", read_before_a_change)

    count = publish_source(region=zhc, source="banen", by="bram", at=MONDAY_MORNING)

    assert (count, titles()) == (1, {"Kok"})


def test_when_the_source_takes_its_change_back_nothing_waits(shown, zhc):
    feed(zhc, day=1, a=content(title="Banketbakker"))
    feed(zhc, day=2, a=content())

    assert not VacancyProposal.objects.exists()
    assert titles() == {"Bakker"}


def test_a_change_that_leaves_people_out_never_comes_on_the_website(shown, zhc, bram):
    feed(zhc, day=1, a=content(description=UNLAWFUL))

    bram.send(PAGE)
    page = bram.open(f"/medewerkers/vacatures/{shown.pk}/")
    answer = page.press("Neem de nieuwe tekst over")

    shown.refresh_from_db()
    assert shown.description == content().description
    assert "woorden die mensen uitsluiten" in answer


def test_where_one_person_is_enough_a_change_is_shown_at_once(shown, zhc):
    Region.objects.update(vacancies_need_second=False)

    feed(Region.objects.get(), day=1, a=content(title="Banketbakker"))

    assert titles() == {"Banketbakker"}


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
def one_is_enough(zhc):
    Region.objects.update(vacancies_need_second=False)
    return Region.objects.get()


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


def test_what_waits_of_a_source_ends_when_its_last_day_is_past_or_nobody_saw_it_for_long(zhc):
    feed(zhc, a=content(), b=content(title="Kok", closes_on=None), c=content(title="Hulp"))
    make_submitted(zhc, title="Ober")
    feed(zhc, day=10, c=content(title="Hulp", closes_on=None))

    def ended_after(days):
        expire_vacancies(at=MONDAY_MORNING + timedelta(days=days))
        rows = Vacancy.objects.filter(state=State.EXPIRED).order_by("title")
        return list(rows.values_list("title", flat=True))

    assert [ended_after(days) for days in (30, 31, 61, 71)] == [
        [], ["Bakker"], ["Bakker", "Kok"], ["Bakker", "Hulp", "Kok"],
    ]  # fmt: skip
    feed(zhc, day=72, b=content(title="Kok", closes_on=None))
    assert Vacancy.objects.get(title="Kok").state == State.TO_CHECK


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


def test_what_was_on_the_website_first_stays_there_when_another_source_has_it_too(
    zhc, at_the_agency
):
    Region.objects.update(vacancies_need_second=False)
    region = Region.objects.get()
    feed(region, a=content(title="Bakkersknecht", description="U bakt brood."))
    of_agency(region, a=at_the_agency)

    feed(region, day=1, a=content())

    assert titles() == {"Bakker", "Bakker (m/v)"}
