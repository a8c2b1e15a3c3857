"""How a message is made: from sentences, in the language of who reads it, always with plain text.

An app writes its own in `notices.py`; what all have in common stands in two templates here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from django.template.loader import render_to_string
from django.utils.translation import get_language_info, override


@dataclass(frozen=True)
class Sender:
    """Who writes: a region as its messages show it. `origin`: its website, such as https://x.nl."""

    region_key: str
    name: str
    origin: str
    email: str = ""
    phone: str = ""
    is_demonstration: bool = False


@dataclass(frozen=True)
class Notice:
    """A finished message: `text` and `html` for a mail or letter, `short` for an SMS."""

    language: str
    subject: str
    text: str
    html: str
    short: str = ""


@dataclass(frozen=True)
class Button:
    """What the reader can do: a label and a path or address."""

    label: str
    path: str


def compose(
    *,
    sender: Sender,
    language: str,
    subject: str,
    preheader: str,
    paragraphs: Sequence[str],
    facts: Sequence[tuple[str, str]] = (),
    button: Button | None = None,
    after: Sequence[str] = (),
    short: str = "",
) -> Notice:
    """Lay sentences out as a mail: HTML and plain text that say the same.

    `preheader`: what a mailbox shows behind the subject. `facts`: when, where. `after`: below the
    button. Values that people typed may stand in all of them: nothing is read as markup.
    """
    context = {
        "sender": sender,
        "language": language,
        "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "subject": subject,
        "preheader": preheader,
        "paragraphs": paragraphs,
        "facts": facts,
        "button": button,
        "address": urljoin(f"{sender.origin}/", button.path) if button else "",
        "after": after,
    }
    with override(language):
        html = render_to_string("core/notice.html", context)
        text = render_to_string("core/notice.txt", context)
    return Notice(language, subject, f"{text.strip()}\n", html, short)
