"""The language of a page stands in its address and nowhere else: no cookie, no guess."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import get_script_prefix
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_info


@dataclass(frozen=True)
class PageInLanguage:
    """The same page in one of our languages."""

    code: str
    own_name: str
    path: str
    is_current: bool
    direction: str


def current_language() -> str:
    """The language of the page that is being made; Dutch outside a page."""
    return get_language() or settings.LANGUAGE_CODE


def language_of(path: str) -> str:
    """The language that an address asks for: `/uk/over/` is Ukrainian, `/over/` Dutch."""
    first = path.removeprefix(get_script_prefix()).partition("/")[0]
    is_prefix = first in dict(settings.LANGUAGES) and first != settings.LANGUAGE_CODE
    return first if is_prefix else settings.LANGUAGE_CODE


def bare_path(path: str) -> str:
    """An address without its language and without the first slash: `over/`."""
    bare = path.removeprefix(get_script_prefix())
    return bare if language_of(path) == settings.LANGUAGE_CODE else bare.partition("/")[2]


def in_other_languages(path: str) -> list[PageInLanguage]:
    """The addresses of a page in every language, Dutch first."""
    start, bare = get_script_prefix(), bare_path(path)
    return [
        PageInLanguage(
            code=code,
            own_name=name,
            path=f"{start}{bare}" if code == settings.LANGUAGE_CODE else f"{start}{code}/{bare}",
            is_current=code == current_language(),
            direction="rtl" if get_language_info(code)["bidi"] else "ltr",
        )
        for code, name in settings.LANGUAGES
    ]


def on_the_clock(at: datetime) -> str:
    """A time as one writes it: in Dutch a point stands between hours and minutes."""
    return date_format(at, "G.i" if get_language() == settings.LANGUAGE_CODE else "G:i")
