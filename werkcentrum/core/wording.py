"""Texts in the visitor's language that know what is not good about them yet.

A page in another language may hold texts that nobody translated, that are older than the Dutch,
or that no native speaker read. Such a text is a `Wording`: an ordinary string, that puts the right
`lang` around itself on a page, and tells the page what to warn for.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Flag, auto
from functools import reduce
from operator import or_

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

# Around Dutch inside a longer text, until that is HTML. No text of ours holds these.
_START, _END = "\ue000", "\ue001"


class Flaw(Flag):
    """What a visitor should know about a text."""

    NONE = 0
    UNTRANSLATED = auto()
    STALE = auto()
    UNREVIEWED = auto()


_seen: ContextVar[list[Flaw] | None] = ContextVar("seen", default=None)


class Wording(str):
    """A text with a flaw."""

    flaw: Flaw

    def __new__(cls, text: str, flaw: Flaw) -> "Wording":
        """`text` as it is shown; Dutch when it is not translated."""
        made = super().__new__(cls, text)
        made.flaw = flaw
        return made

    def __getnewargs__(self) -> tuple[str, Flaw]:  # type: ignore[override]
        return str(self), self.flaw

    def __html__(self) -> SafeString:
        note(self.flaw)
        if Flaw.UNTRANSLATED in self.flaw:
            return format_html('<span lang="nl" dir="ltr">{}</span>', str(self))
        return escape(str(self))


def flaw_of(text: str) -> Flaw:
    """What is not good about a text; nothing for an ordinary string."""
    return text.flaw if isinstance(text, Wording) else Flaw.NONE


def made_of(parts: Iterable[str], text: str) -> str:
    """A text with the flaws of the parts it was made of."""
    flaw = reduce(or_, map(flaw_of, parts), Flaw.NONE)
    return Wording(text, flaw) if flaw else text


def join(between: str, parts: list[str]) -> str:
    """Parts as one text, with the flaws of all of them."""
    return made_of(parts, between.join(parts))


def inside(text: str) -> str:
    """A text that becomes part of a longer one: its Dutch is marked, for `with_languages`."""
    return f"{_START}{text}{_END}" if Flaw.UNTRANSLATED in flaw_of(text) else text


def with_languages(html: str) -> SafeString:
    """Safe HTML in which what was marked by `inside` says that it is Dutch."""
    marked = html.replace(_START, '<span lang="nl" dir="ltr">').replace(_END, "</span>")
    return mark_safe(marked)  # noqa: S308  only our own tags were added


def note(flaw: Flaw) -> None:
    """A text with this flaw stands on the page that is being made."""
    seen = _seen.get()
    if seen is not None and flaw:
        seen.append(flaw)


@contextmanager
def watching() -> Iterator[list[Flaw]]:
    """Gathers the flaws of everything that is shown meanwhile."""
    seen: list[Flaw] = []
    token = _seen.set(seen)
    try:
        yield seen
    finally:
        _seen.reset(token)


def watched(make: Callable[[], str]) -> tuple[str, Flaw]:
    """What was made, and the flaws of all texts in it."""
    with watching() as seen:
        html = make()
    return html, reduce(or_, seen, Flaw.NONE)
