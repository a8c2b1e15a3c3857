"""Which texts of the catalogue are translated, each with the context it is known by.

A context names one text for good: `service:ww-aanvragen:title`, `service:ww-aanvragen:bring:0`,
`variant:voorburg:cv-hulp:first_step`, `page:over:body:3`. It is the msgctxt of the gettext files.

Every function here hands each text of one thing to `say`, and gives back what that said. So one
walk serves for translating a page and for finding what there is to translate.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from werkcentrum.core.wording import inside, made_of

# The texts of a service that are written for visitors. A law or an organisation keeps its name.
SERVICE_TEXTS = (
    "title", "summary", "what_you_get", "for_whom", "cost_note", "bring", "first_step",
    "duties", "check_at",
)  # fmt: skip
_TOPIC_TEXTS = ("title", "summary")
_LOCATION_TEXTS = ("note", "accessibility")
_VARIANT = "variant"
# A blank line, or the start of a heading or of a part of a list.
_BLOCK_ENDS = re.compile(r"(\n\s*\n|\n(?=- |\d+\. |#+ ))")
_MARK = re.compile(r"(?:- |\d+\. |#+ )?")

Values = Mapping[str, Any]


class Text(NamedTuple):
    """One text that people read: where it stands, and its Dutch."""

    context: str
    dutch: str

    @property
    def is_local(self) -> bool:
        """Whether one municipality wrote it."""
        return self.context.startswith(f"{_VARIANT}:")


Say = Callable[[Text], str]


def in_dutch(text: Text) -> str:
    """Says a text as it was written."""
    return text.dutch


class Collector:
    """Says everything in Dutch, and remembers what there was to say."""

    def __init__(self) -> None:
        self.dutch: dict[str, str] = {}

    def __call__(self, text: Text) -> str:
        self.dutch[text.context] = text.dutch
        return text.dutch


def service(key: str, values: Values, say: Say) -> dict[str, Any]:
    """The texts of a service."""
    return _said(f"service:{key}", SERVICE_TEXTS, values, say)


def variant(municipality: str, key: str, changes: Values, say: Say) -> dict[str, Any]:
    """The texts that a municipality has of its own for a service."""
    return _said(f"{_VARIANT}:{municipality}:{key}", SERVICE_TEXTS, changes, say)


def theme(key: str, values: Values, say: Say) -> dict[str, Any]:
    """The texts of a theme."""
    return _said(f"theme:{key}", _TOPIC_TEXTS, values, say)


def group(key: str, values: Values, say: Say) -> dict[str, Any]:
    """The texts of a target group."""
    return _said(f"group:{key}", _TOPIC_TEXTS, values, say)


def emergency(kind: str, values: Values, say: Say) -> dict[str, Any]:
    """The texts of the help for one danger, those beside its numbers too."""
    contacts = [
        {**contact, **_said(f"emergency:{kind}:contact:{place}", ("name", "note"), contact, say)}
        for place, contact in enumerate(values["contacts"])
    ]
    return {**_said(f"emergency:{kind}", ("title", "text"), values, say), "contacts": contacts}


def page(key: str, values: Values, say: Say) -> dict[str, Any]:
    """The title of a page of running text, and its paragraphs one by one."""
    title = _said(f"page:{key}", ("title",), values, say)
    blocks = list(_blocks(values["body"]))
    said = [
        say(Text(f"page:{key}:body:{place}", dutch)) if dutch else ""
        for place, (_before, _mark, dutch) in enumerate(blocks)
    ]
    pieces = zip(blocks, map(inside, said), strict=True)
    body = "".join(before + mark + words for (before, mark, _dutch), words in pieces)
    return {**title, "body": made_of(said, body)}


def term(word: str, values: Values, say: Say) -> dict[str, Any]:
    """What a word from the field is called and means."""
    return _said(f"term:{word}", ("term", "meaning"), values, say)


def location(key: str, values: Values, say: Say) -> dict[str, Any]:
    """What a location tells about itself; its name is on the door and stays."""
    return _said(f"location:{key}", _LOCATION_TEXTS, values, say)


def reason(dutch: str, say: Say) -> str:
    """Why a location is closed, or open at another time. Many locations share a reason."""
    return say(Text(f"reason:{dutch}", dutch)) if dutch else ""


def organisation(key: str, name: str, say: Say) -> str:
    """A name that describes, such as 'de bibliotheek in uw gemeente'; a real name stays."""
    return say(Text(f"organisation:{key}:name", name))


def _said(prefix: str, names: Iterable[str], values: Values, say: Say) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name in names:
        value = values.get(name) or ""
        if isinstance(value, list):
            parts = enumerate(value)
            said[name] = [say(Text(f"{prefix}:{name}:{place}", part)) for place, part in parts]
        elif value:
            said[name] = say(Text(f"{prefix}:{name}", value))
    return said


def _blocks(body: str) -> Iterator[tuple[str, str, str]]:
    """The paragraphs of a Markdown text: what stands before, the mark such as '- ', the words."""
    pieces = ["", *_BLOCK_ENDS.split(body)]
    for before, block in zip(pieces[::2], pieces[1::2], strict=True):
        mark = _MARK.match(block)[0]  # type: ignore[index]  # the pattern also fits nothing
        # As every other text of a region is cleaned, so that the files compare.
        yield before, mark, re.sub(" +", " ", block[len(mark) :]).strip()
