"""What the screens of a desk share, and what they do not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.test.utils import override_script_prefix

from werkcentrum.core import clock
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.desk.models import Counter, DeskDevice
from werkcentrum.desk.tests.make import arrive, call, make_adviser, make_device
from werkcentrum.desk.tests.test_pages import THEME, address

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(MONDAY_MORNING, tick=False)


def test_the_screens_of_a_desk_share_what_is_made_once_for_each_change(desk, queries):
    adviser = make_adviser(desk, at=clock.now())
    arrive(desk, clock.now())
    screens = [
        address("device_state", make_device(desk, kind))
        for kind in (DeskDevice.Kind.BOARD, DeskDevice.Kind.DISPLAY)
    ]
    [first, again] = ([Client().get(screen) for screen in screens] for _device in range(2))
    with queries.at_most(len(screens)):
        for screen in screens:
            Client().get(screen)
    call(desk, adviser, clock.now())
    after = [Client().get(screen).content for screen in screens]

    assert [a.content for a in first] == [a.content for a in again]
    assert all(b"Tafel 1" in content for content in after)
    assert not any(b"Tafel 1" in answer.content for answer in first)


@pytest.mark.house_rule_off("queries", "some screens ask, one after another")
def test_what_screens_share_shows_nobody_more_than_they_may_see(desk, time_machine):
    board = address("device_state", make_device(desk, DeskDevice.Kind.BOARD))
    display = address("device_state", make_device(desk, DeskDevice.Kind.DISPLAY))
    time_machine.move_to(MONDAY_MORNING + timedelta(minutes=31), tick=False)
    fresh = address("device_state", make_device(desk, DeskDevice.Kind.BOARD))
    fatima, jan = make_adviser(desk), make_adviser(desk, "jan", "Tafel 2")
    for adviser in (fatima, jan):
        arrive(desk, clock.now(), theme="werk-zoeken", language="ar")
        call(desk, adviser, clock.now())
    arrive(desk, clock.now(), theme="werk-zoeken", language="ar")

    def shown(screen, **asked):
        return Client().get(screen, asked).content.decode()

    at_fatima, at_jan = (shown(fresh, plek=str(who.place.pk)) for who in (fatima, jan))
    nobody, elsewhere = shown(fresh), shown(fresh, plek=str(desk.pk))

    assert "start:" in at_fatima
    assert at_fatima != at_jan
    assert "start:" not in nobody + elsewhere
    for narrow in (shown(board, plek=str(fatima.place.pk)), shown(display), shown(board)):
        assert "A1" in narrow
        for word in (THEME, "العربية", "oproepen", "start:"):
            assert word not in narrow


def test_a_screen_shows_what_is_no_change_of_the_queue_with_the_next_one(desk, time_machine):
    adviser = make_adviser(desk)
    arrive(desk, clock.now())
    call(desk, adviser, clock.now())
    screen = address("device_state", make_device(desk, DeskDevice.Kind.DISPLAY))
    before = Client().get(screen)
    seen = {"rev": before["X-Revision"]}
    Counter.objects.filter(adviser=adviser).update(label="Loket 1")
    time_machine.move_to(MONDAY_MORNING + timedelta(seconds=30), tick=False)
    meanwhile, opened_anew = Client().get(screen, seen), Client().get(screen)
    arrive(desk, clock.now())
    after = Client().get(screen, seen)
    time_machine.move_to(MONDAY_MORNING + timedelta(days=1), tick=False)
    tomorrow = Client().get(screen).content.decode()

    assert b"Tafel 1" in before.content
    assert meanwhile.status_code == 304
    assert all(b"Loket 1" in shown.content for shown in (opened_anew, after))
    assert "A1" not in tomorrow


def test_a_screen_that_is_open_where_somebody_is_logged_in_asks_nothing_of_the_login(desk, queries):
    screen = address("device_state", make_device(desk, DeskDevice.Kind.BOARD))
    browser = Client()
    browser.force_login(make_adviser(desk))
    seen = {"rev": browser.get(screen)["X-Revision"]}

    with queries.at_most(1):
        nothing_new = browser.get(screen, seen)
    assert nothing_new.status_code == 304


def test_a_screen_in_another_language_shows_that_and_is_guarded_as_any_page(desk):
    adviser = make_adviser(desk)
    arrive(desk, clock.now())
    call(desk, adviser, clock.now())
    screen = address("device_state", make_device(desk, DeskDevice.Kind.DISPLAY))
    dutch, ukrainian = Client().get(screen), Client().get(f"/uk{screen}")
    ordinary = Client().get("/uk/over/")

    assert ukrainian["Content-Language"] == "uk"
    assert ukrainian.content != dutch.content
    for header in ("Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options"):
        assert ukrainian[header] == ordinary[header]


def test_a_screen_that_was_just_opened_knows_what_it_shows(desk, page):
    public, _board = (make_device(desk, kind) for kind in ("display", "board"))
    page.log_in(make_adviser(desk))
    pages = [address("display", public), "/medewerkers/balie/voorburg/"]
    shown = [page.open(of).document.find(".//*[@data-live]") for of in pages]

    answers = [Client().get(one.get("data-live"), {"rev": one.get("data-rev")}) for one in shown]
    assert [answer.status_code for answer in answers] == [304, 304]


def test_a_screen_of_a_site_below_a_path_asks_nothing_of_the_login(desk, queries, settings):
    settings.FORCE_SCRIPT_NAME = "/regio"
    screen = address("device_state", make_device(desk, DeskDevice.Kind.BOARD))
    browser = Client()
    browser.force_login(make_adviser(desk))
    with override_script_prefix("/regio/"):
        seen = {"rev": browser.get(screen)["X-Revision"]}

        with queries.at_most(1):
            nothing_new = browser.get(screen, seen)
    assert nothing_new.status_code == 304
