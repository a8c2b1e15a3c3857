"""What every page must be. Each rule looks at one answer and says, in words, what is wrong with it.

The `Page` client in `core/testing.py` holds every answer in the tests to all of them. The reasons:
WCAG 2.2 AA, the Dutch rules for plain language, and no surprises for somebody's privacy.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from json import JSONDecodeError, loads
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from django.apps import apps
from django.http import HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import override
from html5lib.constants import E as PARSE_ERRORS

from werkcentrum.core.languages import language_of

MOST_QUERIES = 30
MOST_BYTES = 100_000
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SVG = "{http://www.w3.org/2000/svg}svg"
# What somebody typed in a large field may hold anything, like a value.
_UNSEEN = frozenset({"script", "style", "template", "title", "noscript", "textarea"})
_SELF_NAMED_INPUTS = frozenset({"hidden", "submit", "button", "reset", "image"})
# These links tell search engines where a page stands; no browser fetches them.
_TELLS_WHERE = frozenset({"canonical", "alternate"})
_DATA_TYPES = frozenset({"application/json", "application/ld+json"})
_EMPTY_LINK_TEXTS = frozenset({"klik hier", "hier", "lees meer", "meer", "link", "lees verder"})
_LEFTOVER = re.compile(r"\{\{|\}\}|\{%|%\}|\bNone\b|\bnp\.|<lazy|object at 0x")
_CODE = re.compile(r"(?<![\w@/.=?&-])[A-Za-z]+(?:_[A-Za-z]+)+(?![\w@/.=])")
_MONTHS = "January|February|March|May|June|July|August|October"
_NUMERIC_DATE = r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[-/]\d{1,2}[-/]\d{4}\b"
_BAD_DATE = re.compile(
    rf"{_NUMERIC_DATE}|\b\d{{1,2}} (?:{_MONTHS})\b|\b(?:{_MONTHS}) \d{{1,2}}\b"
    r"|\b0\d (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november"
    r"|december)\b"
)


@dataclass(frozen=True)
class Statement:
    """One database statement and the line of ours that caused it."""

    sql: str
    where: str


@dataclass(frozen=True)
class Sight:
    """One answer, as the rules see it."""

    response: HttpResponse
    language: str = "nl"
    is_reading: bool = True
    is_logged_in: bool = False
    statements: Sequence[Statement] = ()
    document: Element = field(init=False)
    parse_errors: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        parser = html5lib.HTMLParser(
            tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False
        )
        document = parser.parse(self.response.content.decode())
        object.__setattr__(self, "document", document)
        object.__setattr__(self, "parse_errors", tuple(_told(e) for e in parser.errors))

    def elements(self, *tags: str) -> Iterator[Element]:
        """All elements with one of these tags, in order; without tags all elements."""
        for element in self.document.iter():
            # Comments have a function for a tag.
            if isinstance(element.tag, str) and (not tags or element.tag in tags):
                yield element

    @cached_property
    def by_id(self) -> dict[str, Element]:
        """The elements with an id, by it; of two with the same id the last."""
        return {name: element for element in self.elements() if (name := element.get("id"))}

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The pieces of text that people see, in order."""
        return tuple(_texts(self.document))


Rule = Callable[[Sight], Iterator[str]]
RULES: dict[str, Rule] = {}


def complaints(sight: Sight, *, off: frozenset[str] = frozenset()) -> list[str]:
    """What is wrong with an answer, as 'rule: what'. Rules in `off` are left out."""
    return [
        f"{name}: {complaint}"
        for name, check in RULES.items()
        if name not in off
        for complaint in check(sight)
    ]


def visible_text(element: Element) -> str:
    """The text a person can read in an element, white space made single."""
    return " ".join(" ".join(_texts(element)).split())


def accessible_name(element: Element, sight: Sight) -> str:
    """What a screen reader calls this element (a simple reading of the ARIA rules)."""
    labelled_by = (element.get("aria-labelledby") or "").split()
    named = [visible_text(sight.by_id[name]) for name in labelled_by if name in sight.by_id]
    pictures = [image.get("alt") or "" for image in element.iter("img")]
    own = element.get("aria-label") or element.get("alt") or ""
    return " ".join([*named, own, visible_text(element), *pictures]).strip()


def _rule(check: Rule) -> Rule:
    RULES[check.__name__] = check
    return check


@_rule
def html(sight: Sight) -> Iterator[str]:
    """Parses as HTML5 without a single error (HTML standard, 13.2)."""
    yield from sight.parse_errors


@_rule
def language(sight: Sight) -> Iterator[str]:
    """The page says in which language it is, and it is the one that was chosen (WCAG 3.1.1)."""
    found = sight.document.get("lang")
    if found != sight.language:
        yield f"lang is {found!r}, gekozen is {sight.language!r}"


@_rule
def heading(sight: Sight) -> Iterator[str]:
    """One h1, and the title starts with it: tab and screen reader agree (WCAG 2.4.2)."""
    found = [visible_text(element) for element in sight.elements("h1")]
    if len(found) != 1:
        yield f"{len(found)} keer h1: {found}"
        return
    title = " ".join("".join(next(sight.elements("title"), Element("title")).itertext()).split())
    if not found[0] or not title.startswith(found[0]):
        yield f"de titel {title!r} begint niet met de kop {found[0]!r}"


@_rule
def heading_order(sight: Sight) -> Iterator[str]:
    """No level is skipped. An h2 may come before the h1: help in danger is always first."""
    level = 1
    for element in sight.elements(*HEADINGS):
        own = int(element.tag[1])
        if own > level + 1:
            yield f"na h{level} komt {element.tag}: {visible_text(element)!r}"
        if own > 1 and not visible_text(element):
            yield f"een lege {element.tag}"
        level = own


@_rule
def labels(sight: Sight) -> Iterator[str]:
    """Whatever can be filled in or pressed has a name (WCAG 1.3.1, 4.1.2)."""
    labelled = {element.get("for") for element in sight.elements("label")} - {None}
    wrapped = {id(inner) for label in sight.elements("label") for inner in label.iter()}
    for element in sight.elements("input", "select", "textarea"):
        is_self_named = element.get("type") in _SELF_NAMED_INPUTS
        has_label = element.get("id") in labelled or id(element) in wrapped
        if not is_self_named and not has_label and not _aria_name(element, sight):
            yield f"{element.tag} {element.get('name')!r} heeft geen label"
    for element in sight.elements("button", "summary", "label"):
        if not accessible_name(element, sight):
            yield f"{element.tag} zonder tekst"


@_rule
def ids(sight: Sight) -> Iterator[str]:
    """An id occurs once, and whatever points to an id finds it."""
    counts = Counter(element.get("id") for element in sight.elements() if element.get("id"))
    for name, count in counts.items():
        if count > 1:
            yield f"id {name!r} staat er {count} keer"
    for element in sight.elements():
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            for name in (element.get(attribute) or "").split():
                if name not in counts:
                    yield f"{attribute}={name!r} wijst naar niets"
        target = element.get("href") or ""
        if element.tag == "a" and target.startswith("#") and target[1:] not in counts:
            yield f"de link {target!r} wijst naar niets"


@_rule
def alternatives(sight: Sight) -> Iterator[str]:
    """Every image has an alt text, every drawing is hidden or named (WCAG 1.1.1)."""
    for element in sight.elements("img"):
        if element.get("alt") is None:
            yield f"afbeelding zonder alt: {element.get('src')}"
    for element in sight.elements(_SVG):
        is_hidden = element.get("aria-hidden") == "true"
        is_named = element.get("role") == "img" and bool(element.get("aria-label"))
        if not is_hidden and not is_named:
            yield f"een svg (class {element.get('class')!r}) is niet verborgen en heeft geen naam"


@_rule
def links(sight: Sight) -> Iterator[str]:
    """A link says where it goes (WCAG 2.4.4)."""
    for element in sight.elements("a"):
        name = accessible_name(element, sight)
        if not element.get("href"):
            yield f"link zonder adres: {name!r}"
        if not name or name.lower().strip(" .") in _EMPTY_LINK_TEXTS:
            yield f"de link naar {element.get('href')} heet {name!r}"


@_rule
def forms(sight: Sight) -> Iterator[str]:
    """A form says where and how it goes; a POST has a CSRF token or a signed note (ADR 0006).

    From a page that tells nobody where it is a browser sends a form without its origin, and a CSRF
    token is then refused.
    """
    is_silent = sight.response.headers.get("Referrer-Policy") == "no-referrer"
    for form in sight.elements("form"):
        action, method = form.get("action"), (form.get("method") or "").lower()
        if not action or method not in ("get", "post"):
            yield f"form met action {action!r} en method {method!r}"
        elif method == "post":
            needed = "token" if _takes_a_note(action) else "csrfmiddlewaretoken"
            fields = {i.get("name"): i.get("value") for i in form.iter("input")}
            if not fields.get(needed):
                yield f"form naar {action} zonder {needed}"
            elif needed != "token" and is_silent:
                yield f"form naar {action} met een token dat vanaf deze pagina niet werkt"


@_rule
def inline(sight: Sight) -> Iterator[str]:
    """No style or script inside the page; data (JSON) must be valid."""
    for element in sight.elements():
        if element.tag == "style" or element.get("style") is not None:
            yield f"stijl in de pagina: {element.tag}"
        if element.tag == "script" and element.get("type") in _DATA_TYPES:
            yield from _json_mistakes(element.text or "")
        elif element.tag == "script" and not element.get("src"):
            yield "script in de pagina"
        for name, value in element.items():
            if name.startswith("on") or value.strip().lower().startswith("javascript:"):
                yield f"script in {element.tag} {name}"


@_rule
def foreign(sight: Sight) -> Iterator[str]:
    """Nothing is fetched from another host: a third party would see who reads this."""
    for element in sight.elements("link", "script", "img", "iframe", "source", "video", "audio"):
        address = element.get("href") or element.get("src") or ""
        if element.get("rel") in _TELLS_WHERE:
            continue
        if urlsplit(address).netloc:
            yield f"{element.tag} haalt {address} van een andere website"


@_rule
def leftovers(sight: Sight) -> Iterator[str]:
    """No remains of templates or of Python. What a visitor typed (a value) may hold anything."""
    for text in sight.texts:
        if found := _LEFTOVER.search(text):
            yield f"{found[0]!r} in {' '.join(text.split())[:80]!r}"
    for element in sight.elements():
        for name, value in element.items():
            if name != "value" and (found := _LEFTOVER.search(value)):
                yield f"{found[0]!r} in {element.tag} {name}={value[:80]!r}"


@_rule
def codes(sight: Sight) -> Iterator[str]:
    """No raw choice codes such as SELF_EMPLOYED, walk_in or handover: people read the label.

    In English a code without a sign in it is a word like any other.
    """
    is_english = sight.document.get("lang") == "en"
    # Three of the 2,048 words of a take-along code happen to be a code of ours too.
    spoken = {word.text for word in sight.document.iterfind(".//ol[@class='code-words']/li")}
    for text in sight.texts:
        if found := _CODE.search(text):
            yield f"{found[0]!r} in {' '.join(text.split())[:80]!r}"
        if not is_english and text not in spoken and text.strip() in _choice_codes():
            yield f"de code {text.strip()!r} staat op de pagina"


@_rule
def dates(sight: Sight) -> Iterator[str]:
    """Dates on a Dutch page read like '7 juli 2025'; other languages have their own way."""
    if sight.document.get("lang") != "nl":
        return
    for text in sight.texts:
        if found := _BAD_DATE.search(text):
            yield f"schrijf {found[0]!r} als '7 juli 2025'"


@_rule
def policy(sight: Sight) -> Iterator[str]:
    """A Content-Security-Policy that allows nothing but our own files."""
    found = sight.response.headers.get("Content-Security-Policy", "")
    if "default-src 'self'" not in found or "unsafe" in found:
        yield f"Content-Security-Policy is {found!r}"


@_rule
def caching(sight: Sight) -> Iterator[str]:
    """What somebody sees after logging in is stored nowhere on the way."""
    found = sight.response.headers.get("Cache-Control", "")
    if sight.is_logged_in and "no-store" not in found:
        yield f"Cache-Control is {found!r} voor iemand die is ingelogd"


@_rule
def cookies(sight: Sight) -> Iterator[str]:
    """Reading sets no cookie."""
    if sight.is_reading and not sight.is_logged_in and sight.response.cookies:
        yield f"cookies bij het lezen: {sorted(sight.response.cookies)}"


@_rule
def queries(sight: Sight) -> Iterator[str]:
    """At most thirty database statements."""
    if len(sight.statements) > MOST_QUERIES:
        yield f"{len(sight.statements)} queries, {MOST_QUERIES} mag\n{grouped(sight.statements)}"


@_rule
def size(sight: Sight) -> Iterator[str]:
    """At most 100 kB of HTML: somebody may pay for it by the megabyte."""
    found = len(sight.response.content)
    if found > MOST_BYTES:
        yield f"{found} bytes, {MOST_BYTES} mag"


def grouped(statements: Sequence[Statement]) -> str:
    """The same SQL together, most repeated first, with the line that caused it."""
    lines = [
        f"  {count} x {statement.sql[:200]}\n        {statement.where}"
        for statement, count in Counter(statements).most_common()
    ]
    return "\n".join(lines)


def _texts(element: Element) -> Iterator[str]:
    """The pieces of text of an element and what is in it, as far as people see them."""
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return
    if element.text:
        yield element.text
    for child in element:
        yield from _texts(child)
        if child.tail:
            yield child.tail


def _aria_name(element: Element, sight: Sight) -> bool:
    return bool((element.get("aria-label") or element.get("aria-labelledby")) and
                accessible_name(element, sight))  # fmt: skip


@cache
def _takes_a_note(action: str) -> bool:
    """Whether the view behind this address checks a signed note instead of a CSRF cookie."""
    path = urlsplit(action).path
    try:
        with override(language_of(path)):
            return bool(getattr(resolve(path).func, "csrf_exempt", False))
    except Resolver404:
        return False


def _json_mistakes(text: str) -> Iterator[str]:
    try:
        loads(text)
    except JSONDecodeError as error:
        yield f"gegevens die geen JSON zijn: {error}"


@cache
def _choice_codes() -> frozenset[str]:
    """The values of our models' choices that are not also a label people may read.

    A digit is left out: pages count.
    """
    values: set[str] = set()
    shown: set[str] = set()
    for model in apps.get_models():
        if model.__module__.startswith("werkcentrum."):
            for model_field in model._meta.get_fields():
                for value, label in getattr(model_field, "choices", None) or ():
                    values.add(str(value))
                    shown.add(str(label))
    return frozenset(value for value in values - shown if not value.isdigit())


def _told(error: tuple[tuple[int, int], str, dict[str, str]]) -> str:
    (line, column), code, details = error
    return f"regel {line}, teken {column}: {PARSE_ERRORS.get(code, code) % details}"
