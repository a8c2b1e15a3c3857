"""A message reads well in every language, as HTML and as plain text, whatever people typed."""

import html5lib
import pytest
from django.conf import settings
from django.utils.translation import gettext, override

from werkcentrum.core.house_rules import visible_text
from werkcentrum.core.notices import Button, Sender, compose
from werkcentrum.core.tests.posting import SENDER, make_notice

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def parsed(html: str):
    parser = html5lib.HTMLParser(
        strict=True, tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False
    )
    return parser.parse(html)


def test_the_mail_is_html_without_a_mistake_and_tells_what_the_mailbox_shows_first():
    notice = make_notice(preheader="U bent welkom", facts=[("Waar", "Voorburg")])
    document = parsed(notice.html)
    body = visible_text(document.find("body"))

    assert body.startswith("U bent welkom")
    assert "Waar Voorburg" in body
    assert not document.findall(".//img")
    assert not document.findall(".//script")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_every_message_says_is_in_the_language_of_the_reader(language):
    notice = compose(
        sender=SENDER, language=language, subject="x", preheader="y", paragraphs=["z"],
        button=Button("w", "/a/"),
    )  # fmt: skip
    with override(language):
        greeting, broken = (
            gettext("Met vriendelijke groet,"),
            gettext("Werkt de knop niet? Gebruik dan dit adres:"),
        )

    assert language == "nl" or greeting != "Met vriendelijke groet,"
    assert greeting in notice.text
    assert greeting in notice.html
    assert broken in notice.html
    document = parsed(notice.html)
    assert document.get("lang") == language
    assert document.get("dir") == ("rtl" if language == "ar" else "ltr")


def test_links_lead_to_the_website_of_the_region():
    notice = make_notice(button=Button("Bekijk", "/afspraak/?id=1&code=2"))

    assert "https://zhc.example/afspraak/?id=1&code=2" in notice.text
    links = [a.get("href") for a in parsed(notice.html).iter("a")]
    assert links == ["https://zhc.example/afspraak/?id=1&code=2", "https://zhc.example/"]


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "a & b", "{{ x }}", "[x](http://y)"]
)
def test_what_people_typed_is_text_and_nothing_else(typed):
    notice = make_notice(paragraphs=[f"Hallo {typed},"])

    assert f"Hallo {typed}," in notice.text
    assert f"Hallo {typed}," in visible_text(parsed(notice.html))


def test_a_demonstration_says_that_it_is_one():
    sender = Sender("demo", "Werkcentrum Demo", "https://demo.example", is_demonstration=True)
    notice = compose(sender=sender, language="nl", subject="x", preheader="y", paragraphs=["z"])

    assert "Dit bericht is een voorbeeld." in notice.text
    assert "Dit bericht is een voorbeeld." in notice.html
    assert "voorbeeld" not in make_notice().text
