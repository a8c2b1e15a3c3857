"""What every app stands on: the clock, ids, safe texts, and who may open a view."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.http import HttpResponse, HttpResponseRedirect

from werkcentrum.core import clock
from werkcentrum.core.access import public, same_for_everyone
from werkcentrum.core.markdown import render
from werkcentrum.core.models import new_id


@time_machine.travel(datetime(2025, 7, 7, 22, 30, tzinfo=UTC), tick=False)
def test_just_after_midnight_in_voorburg_it_is_the_next_day():
    assert clock.now().isoformat() == "2025-07-08T00:30:00+02:00"
    assert clock.today() == date(2025, 7, 8)


@time_machine.travel(datetime(2025, 12, 1, 9, 0, tzinfo=UTC), tick=False)
def test_in_winter_the_clock_is_an_hour_back():
    assert clock.now().isoformat() == "2025-12-01T10:00:00+01:00"


def test_ids_come_in_the_order_of_time_and_are_never_the_same():
    ids = [new_id() for _ in range(1_000)]

    assert ids == sorted(set(ids))
    assert {one.version for one in ids} == {7}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("## Kop", "<h2>Kop</h2>\n"),
        ("Mail [ons](mailto:info@x.nl)", '<p>Mail <a href="mailto:info@x.nl">ons</a></p>\n'),
        ("<script>x()</script>", "<p>&lt;script&gt;x()&lt;/script&gt;</p>\n"),
        ("[klik](javascript:x)", "<p>[klik](javascript:x)</p>\n"),
    ],
)
def test_a_text_page_shows_what_was_written_and_runs_nothing(written, shown):
    assert render(written) == shown


def test_a_text_page_may_hold_a_table():
    assert "<td>8.00</td>" in render("| dag | open |\n|---|---|\n| maandag | 8.00 |")


def test_a_public_view_needs_no_account():
    @public
    def view(request):
        return HttpResponse("open")

    assert view.login_required is False


@pytest.mark.parametrize(
    ("address", "may_be_kept"),
    [("/", True), ("/?gemeente=wassenaar", True), ("/?q=mijn+vraag", False),
     ("/?gemeente=wassenaar&q=x", False)],
)  # fmt: skip
def test_a_page_is_kept_only_for_an_address_without_what_somebody_typed(rf, address, may_be_kept):
    @same_for_everyone("gemeente")
    def view(request):
        return HttpResponse("voor iedereen gelijk")

    assert getattr(view(rf.get(address)), "same_for_everyone", False) is may_be_kept


def test_whoever_looks_at_a_view_still_sees_its_name(rf):
    @same_for_everyone()
    def home(request):
        """The first page."""
        return HttpResponseRedirect("/elders/")

    assert (home.__name__, home.__doc__) == ("home", "The first page.")
