"""The objects of a large JSON file, one at a time, so that it never stands in memory as a whole."""

import json
import re
from collections.abc import Iterator
from enum import Enum
from typing import Any, Final, TextIO

_CHUNK: Final = 1 << 16
# No vacancy is longer, in characters; a file that is no JSON would else be read as a whole.
_LONGEST: Final = 1 << 20
_SPACE: Final = re.compile(r"[\s,]*")
# A list in an object: of JSON-LD, of schema.org's ItemList or DataFeed, or of an answer of VUM.
_LIST: Final = re.compile(
    r'"(?:@graph|itemListElement|dataFeedElement|vacatures|matches)"\s*:\s*\['
)
_NOT_WHOLE: Final = "dit is geen JSON, of het bestand is niet volledig."
_decoder: Final = json.JSONDecoder()


def elements(file: TextIO) -> Iterator[Any]:
    """The values of a JSON list, of a list inside an object, or one after the other (JSON Lines).

    Raises ValueError, with a sentence in Dutch, where the file is no JSON.
    """
    text = file.read(_CHUNK).lstrip("\ufeff")
    text = text[_skipped(text) :]
    inside = None if text.startswith("[") else _LIST.search(text)
    is_list = inside is not None or text.startswith("[")
    text = text[inside.end() if inside else int(is_list) :]
    while True:
        end, value, text = _next(text, file)
        if end == _Found.VALUE:
            yield value
        elif end == _Found.END_OF_LIST or not is_list:
            return
        else:
            raise ValueError(_NOT_WHOLE)


class _Found(Enum):
    VALUE = 1
    END_OF_LIST = 2
    END_OF_FILE = 3


def _next(text: str, file: TextIO) -> tuple[_Found, Any, str]:
    """What comes next, its value, and the text behind it."""
    while True:
        text = text[_skipped(text) :]
        if text.startswith("]"):
            return _Found.END_OF_LIST, None, ""
        try:
            value, end = _decoder.raw_decode(text)
        except (ValueError, RecursionError):
            more = file.read(_CHUNK)
            if not more and not text:
                return _Found.END_OF_FILE, None, ""
            if not more or len(text) > _LONGEST:
                raise ValueError(_NOT_WHOLE) from None
            text += more
        else:
            # A number may go on in what was not read yet; no vacancy is a number.
            return _Found.VALUE, value, text[end:]


def _skipped(text: str) -> int:
    match = _SPACE.match(text)
    return match.end() if match else 0
