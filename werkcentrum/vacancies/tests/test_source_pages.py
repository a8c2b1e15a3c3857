"""Vacancies of a feed: many at once by a second person, and words that change stay until a yes."""

from datetime import date, timedelta

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.models import Region
from werkcentrum.partners.tests.make import make_region
from werkcentrum.vacancies import source_queries
from werkcentrum.vacancies.actions import expire_vacancies
from werkcentrum.vacancies.import_actions import begin_import, import_rows
from werkcentrum.vacancies.models import Vacancy, VacancyProposal
from werkcentrum.vacancies.source_actions import publish_source
from werkcentrum.vacancies.states import State
from werkcentrum.vacancies.tests.make import content, feed, make_submitted, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PAGE = "/medewerkers/vacatures/bron/banen/"
UNLAWFUL = "Wij zoeken een jonge collega voor in ons team. U bent niet ouder dan 30 jaar."


@pytest.fixture
def zhc():
    return make_region()


@pytest.fixture
def bram(page, zhc):
    page.log_in(make_staff(zhc, "bram", "employer_manager"))
    return page


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


def test_what_the_region_decided_while_a_file_is_taken_over_counts_at_once(zhc):
    taking = begin_import(region=zhc, source="banen", digest="x", by="feed", at=MONDAY_MORNING)
    Region.objects.update(vacancies_need_second=False)

    import_rows(taking=taking, rows=[("a", content())], read=1, by="feed", at=MONDAY_MORNING)

    assert titles() == {"Bakker"}


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
