"""A page is read aloud, and a question is spoken, with the voice and the ears of the browser."""

import json
from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SERVICE = "/diensten/cv-hulp/"
# A device with voices; it says what it was asked to and is ready when we say so.
DEVICE = """(voices) => {
  window.said = [];
  let speaking = null;
  window.ready = () => { const done = speaking; speaking = null; done?.onend(); };
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const device = {
    getVoices: () => voices,
    speak: (words) => { speaking = words; window.said.push(words); },
    cancel: () => { const stopped = speaking; speaking = null; stopped?.onerror?.(); },
  };
  Object.defineProperty(window, "speechSynthesis", { value: device });
}"""
DUTCH = {"lang": "nl-NL", "localService": True}
FAR_DUTCH = {"lang": "nl-NL", "localService": False}
TURKISH = {"lang": "tr-TR", "localService": True}
EARS = """() => {
  window.webkitSpeechRecognition = class {
    start() { window.ears = this; }
    stop() { this.onend(); }
  };
  window.SpeechRecognition = undefined;
  window.hear = (text) => {
    window.ears.onresult({ results: [[{ transcript: text }]] });
    window.ears.onend();
  };
}"""


@pytest.fixture
def visitor(browser) -> Iterator[Page]:
    """Somebody with a device of their own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def with_voices(page: Page, *voices: dict[str, object]) -> Page:
    """The device has these voices."""
    page.add_init_script(f"({DEVICE})({json.dumps(voices)})")
    return page


def said(page: Page) -> list[str]:
    """What the device was asked to say."""
    return page.evaluate("said.map((words) => words.text)")


def finish(page: Page) -> None:
    """The device says everything to the end."""
    while True:
        before = len(said(page))
        page.evaluate("ready()")
        if len(said(page)) == before:
            return


@pytest.mark.parametrize("path", [SERVICE, f"/zuil{SERVICE}"], ids=["at home", "at the kiosk"])
def test_a_service_is_read_from_its_name_to_the_first_step(visitor, address, path):
    with_voices(visitor, TURKISH, DUTCH).goto(address + path)
    expect(visitor.get_by_role("button", name="Stop met lezen")).to_be_hidden()
    visitor.get_by_role("button", name="Lees voor").click()
    finish(visitor)

    heading = visitor.get_by_role("heading", level=1).inner_text()
    assert said(visitor)[0] == heading
    assert said(visitor)[-2] == "Uw eerste stap"
    assert visitor.evaluate("said.every((words) => words.lang === 'nl-NL')")
    expect(visitor.get_by_role("button", name="Lees voor")).to_be_visible()
    expect(visitor.get_by_role("button", name="Stop met lezen")).to_be_hidden()


def test_with_the_keyboard_somebody_pauses_goes_on_and_stops(visitor, address):
    with_voices(visitor, DUTCH).goto(address + SERVICE)
    visitor.get_by_role("button", name="Lees voor").focus()
    visitor.keyboard.press("Enter")
    visitor.evaluate("ready()")
    expect(visitor.get_by_role("button", name="Pauze")).to_be_focused()
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("button", name="Lees verder")).to_be_focused()
    visitor.keyboard.press("Enter")
    assert said(visitor)[1] == said(visitor)[2], "the sentence that was broken off comes again"

    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")

    expect(visitor.get_by_role("button", name="Lees voor")).to_be_focused()
    finish(visitor)
    assert len(said(visitor)) == 3


def test_in_danger_the_help_and_its_number_are_read(visitor, address):
    with_voices(visitor, DUTCH).goto(f"{address}/antwoord/?q=ik+wil+niet+meer+leven")
    visitor.get_by_role("button", name="Lees voor").click()
    finish(visitor)

    assert any("113" in text for text in said(visitor))


def test_the_best_answers_are_read(visitor, address):
    with_voices(visitor, DUTCH).goto(f"{address}/antwoord/?q=mijn+contract+wordt+niet+verlengd")
    visitor.get_by_role("button", name="Lees voor").click()
    finish(visitor)

    for title in visitor.locator(".card--best .card__link").all_inner_texts():
        assert title in said(visitor)


@pytest.mark.parametrize(
    ("voices", "is_far"), [([FAR_DUTCH], True), ([FAR_DUTCH, DUTCH], False)], ids=["far", "near"]
)
def test_a_page_says_beforehand_when_the_text_leaves_the_device(visitor, address, voices, is_far):
    with_voices(visitor, *voices).goto(address + SERVICE)

    told = visitor.get_by_text("De stem in uw browser werkt via internet")
    expect(told).to_be_visible() if is_far else expect(told).to_be_hidden()


@pytest.mark.parametrize(
    ("voices", "is_told"), [([], False), ([TURKISH], True)], ids=["none", "another language"]
)
def test_without_a_voice_for_the_page_there_is_no_button(visitor, address, voices, is_told):
    with_voices(visitor, *voices).goto(address + SERVICE)

    expect(visitor.get_by_role("button", name="Lees voor")).to_be_hidden()
    told = visitor.get_by_text("Dit apparaat heeft geen stem voor deze taal.")
    expect(told).to_be_visible() if is_told else expect(told).to_be_hidden()


@pytest.fixture
def talker(visitor, address) -> Page:
    """Somebody at a region that chose for speaking, with a browser that can listen."""
    visitor.add_init_script(f"({EARS})()")
    box = render_to_string(
        "ui/question_box.html",
        {
            "text": "", "place": "", "role": "", "place_unknown": False, "is_wide": False,
            "is_framed": False, "may_speak": True,
        },
    )  # fmt: skip
    html = f'<!DOCTYPE html><html lang="nl"><title>Vraag</title>{box}</html>'
    visitor.route("**/spreken/", lambda route: route.fulfill(body=html, content_type="text/html"))
    visitor.goto(f"{address}/spreken/")
    return visitor


def test_who_wants_to_speak_is_first_told_where_the_sound_goes(talker):
    talker.get_by_role("button", name="Spreek uw vraag in").click()

    dialog = talker.get_by_role("dialog", name="Wilt u uw vraag inspreken?")
    expect(dialog).to_contain_text("naar de maker van uw browser")
    assert talker.evaluate("window.ears") is None, "nothing listens yet"


def test_what_somebody_says_stands_in_the_field_and_is_not_sent(talker):
    talker.get_by_role("button", name="Spreek uw vraag in").click()
    talker.get_by_role("button", name="Ja, ik spreek mijn vraag in").click()
    assert talker.evaluate("ears.lang") == "nl"
    expect(talker.get_by_role("status")).to_contain_text("Uw browser luistert")
    talker.evaluate("hear('ik zoek werk')")

    expect(talker.get_by_label("Wat is uw vraag?")).to_have_value("ik zoek werk")
    expect(talker.get_by_role("status")).to_be_empty()
    assert talker.url.endswith("/spreken/")
    assert talker.evaluate("localStorage.length + sessionStorage.length") == 0


def test_who_rather_types_is_not_listened_to(talker):
    talker.get_by_role("button", name="Spreek uw vraag in").click()
    talker.get_by_role("button", name="Nee, ik typ mijn vraag").click()

    expect(talker.get_by_role("dialog")).to_be_hidden()
    assert talker.evaluate("window.ears") is None


def test_when_listening_fails_the_page_says_what_to_do(talker):
    talker.get_by_role("button", name="Spreek uw vraag in").click()
    talker.get_by_role("button", name="Ja, ik spreek mijn vraag in").click()
    talker.evaluate("ears.onerror({ error: 'not-allowed' }); ears.onend();")

    expect(talker.get_by_role("status")).to_have_text("Inspreken lukte niet. Typ uw vraag.")
