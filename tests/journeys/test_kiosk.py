"""The kiosk in a library: touched by many people, and it remembers none of them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.accessibility.looking import overflow, violations

pytestmark = pytest.mark.browser

HERE = "locatie=bibliotheek-aan-de-vliet-voorburg"
START = f"/zuil/?{HERE}"
SERVICE = f"/zuil/diensten/cv-hulp/?{HERE}"
ANSWER = f"/zuil/antwoord/?q=mijn+contract+wordt+niet+verlengd&{HERE}"
DANGER = f"/zuil/antwoord/?q=ik+wil+niet+meer+leven&{HERE}"
THEME = f"/zuil/onderwerpen/werk-zoeken/?{HERE}"
STANDING, LYING = {"width": 1080, "height": 1920}, {"width": 1280, "height": 800}
QUESTION = "mijn contract wordt niet verlengd"
# Whatever can be touched and is smaller than 60 pixels; what stays off screen is for keyboards.
SMALL = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), summary')]
  .map(element => [element, (element.closest('.card') ?? element).getBoundingClientRect()])
  .filter(([element, box]) => box.width && box.bottom > 0 && (box.width < 60 || box.height < 60))
  .map(([element]) => element.outerHTML.slice(0, 120))"""

# Where the words of an element end on the right, in pixels.
RIGHT = """element => {
  const words = document.createRange();
  words.selectNodeContents(element);
  return words.getBoundingClientRect().right;
}"""


@pytest.fixture
def kiosk(browser) -> Iterator[Page]:
    """The screen in the library, with a clock that we turn."""
    context = browser.new_context(viewport=STANDING, has_touch=True)
    page = context.new_page()
    page.clock.install()
    yield page
    context.close()


def ask(kiosk: Page, address: str) -> None:
    """Somebody asks a question at the kiosk."""
    kiosk.goto(address + START)
    kiosk.get_by_label("Wat is uw vraag?").fill(QUESTION)
    kiosk.get_by_role("button", name="Zoek hulp").click()
    kiosk.wait_for_url("**/zuil/antwoord/**")


def pass_time(kiosk: Page, seconds: int) -> None:
    """Nobody touches the screen for so long."""
    kiosk.clock.run_for(seconds * 1000)


@pytest.mark.parametrize("screen", [STANDING, LYING], ids=["standing", "lying"])
@pytest.mark.parametrize("path", [START, ANSWER, DANGER, THEME, SERVICE, "/ar/zuil/"])
def test_everything_can_be_touched_with_a_finger(kiosk, address, path, screen):
    kiosk.set_viewport_size(screen)
    kiosk.goto(address + path)

    assert kiosk.evaluate(SMALL) == []
    assert overflow(kiosk) <= 0
    assert violations(kiosk) == []


def test_in_arabic_the_numbers_of_the_emergency_help_stand_below_their_names(kiosk, address):
    kiosk.goto(f"{address}/ar{DANGER}")
    contact = kiosk.locator(".danger__contacts li").first

    name, number = (contact.locator(part).evaluate(RIGHT) for part in ("strong", ".kiosk__phone"))

    assert number == pytest.approx(name, abs=1)


def test_in_turkish_the_longest_word_above_the_help_fits_a_phone(kiosk, address):
    kiosk.set_viewport_size({"width": 320, "height": 640})

    kiosk.goto(f"{address}/tr{DANGER}")

    assert overflow(kiosk) <= 0


def test_the_number_to_call_stands_on_one_line(kiosk, address):
    kiosk.set_viewport_size({"width": 390, "height": 844})
    kiosk.goto(f"{address}/tr{START}")

    assert kiosk.locator(".kiosk__number").evaluate("number => number.getClientRects().length") == 1


def test_after_ninety_seconds_without_a_touch_everything_is_forgotten(kiosk, address):
    ask(kiosk, address)
    dialog = kiosk.get_by_role("alertdialog", name="Bent u er nog?")

    pass_time(kiosk, 69)
    expect(dialog).to_be_hidden()
    pass_time(kiosk, 2)
    expect(dialog).to_be_visible()
    assert violations(kiosk) == []
    assert kiosk.evaluate(SMALL) == []
    pass_time(kiosk, 20)

    kiosk.wait_for_url(address + START)
    expect(kiosk.get_by_label("Wat is uw vraag?")).to_have_value("")
    assert kiosk.context.cookies() == []
    assert kiosk.evaluate("localStorage.length + sessionStorage.length") == 0


def test_somebody_who_is_still_reading_says_so(kiosk, address):
    ask(kiosk, address)
    pass_time(kiosk, 75)
    kiosk.get_by_role("button", name="Ja, ik ga verder").click()

    pass_time(kiosk, 60)

    expect(kiosk.get_by_role("alertdialog")).to_be_hidden()
    assert "/zuil/antwoord/" in kiosk.url


def test_somebody_who_scrolls_is_still_there(kiosk, address):
    ask(kiosk, address)
    for _minute in range(3):
        pass_time(kiosk, 60)
        kiosk.mouse.wheel(0, 100)

    expect(kiosk.get_by_role("alertdialog")).to_be_hidden()


def test_half_a_question_that_somebody_left_is_forgotten_too(kiosk, address):
    kiosk.goto(address + START)
    kiosk.get_by_label("Wat is uw vraag?").fill("ik heb schulden")
    pass_time(kiosk, 92)

    expect(kiosk.get_by_label("Wat is uw vraag?")).to_have_value("")


def test_a_start_that_nobody_touched_asks_nothing_and_stays_true(kiosk, address):
    kiosk.goto(address + START)
    pass_time(kiosk, 200)
    expect(kiosk.get_by_role("alertdialog")).to_be_hidden()

    with kiosk.expect_navigation():
        pass_time(kiosk, 110)


def test_the_browser_keeps_no_history_of_what_somebody_asked(kiosk, address):
    kiosk.goto(address + START)
    before = kiosk.evaluate("history.length")
    ask(kiosk, address)
    kiosk.locator(".card__link").first.click()
    kiosk.wait_for_url("**/zuil/diensten/**")
    kiosk.get_by_role("link", name="Terug naar de antwoorden").click()
    kiosk.wait_for_url("**/zuil/antwoord/**")
    kiosk.get_by_role("link", name="Begin opnieuw").click()
    kiosk.wait_for_url(address + START)

    assert kiosk.evaluate("history.length") <= before + 1


def test_who_goes_back_after_the_screen_forgot_sees_nothing_of_the_person_before(kiosk, address):
    ask(kiosk, address)
    pass_time(kiosk, 92)
    kiosk.wait_for_url(address + START)

    kiosk.go_back()

    assert "contract" not in kiosk.url + kiosk.locator("html").inner_html()


def test_when_the_site_is_gone_the_screen_is_emptied_and_comes_back_by_itself(kiosk, address):
    ask(kiosk, address)
    kiosk.context.set_offline(True)
    pass_time(kiosk, 95)
    expect(kiosk.get_by_text(re.compile("contract"))).to_have_count(0)
    assert kiosk.locator("body").inner_text() == ""

    kiosk.context.set_offline(False)
    pass_time(kiosk, 11)

    kiosk.wait_for_url(address + START)


def test_another_visitor_chooses_arabic_and_the_next_one_begins_in_dutch(kiosk, address):
    kiosk.goto(address + START)
    kiosk.get_by_role("link", name="العربية").click()
    kiosk.wait_for_url("**/ar/zuil/**")
    assert kiosk.evaluate("document.documentElement.dir") == "rtl"

    pass_time(kiosk, 1)
    kiosk.locator("h1").click()
    pass_time(kiosk, 92)

    kiosk.wait_for_url(address + START)
