"""A page of which only some parts differ: all around them is made once."""

from collections.abc import Callable, Hashable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from werkcentrum.core.languages import current_language
from werkcentrum.core.memory import Fragments
from werkcentrum.core.wording import Flaw, note, watching

# Around the name of a part; no text of ours holds it.
_MARK = "\ue006"
_frames = Fragments(512)


class _Part(SafeString):
    """Where a part comes, on a page that should tell what is not good about its texts."""

    flaw: Flaw

    def __html__(self) -> "_Part":
        note(self.flaw)
        return self


def framed(
    request: HttpRequest,
    template: str,
    context: Callable[[Mapping[str, SafeString]], dict[str, Any]],
    *,
    parts: Mapping[str, Callable[[], str]],
    depends_on: tuple[Hashable, ...],
) -> HttpResponse:
    """A page of `template`, filled in with `parts`: by name what makes their HTML.

    `context` gets something to put where each part comes, by the same names. It is only asked for
    when no page like this was made before: one in this language, of this address but for its
    query, and with the same in `depends_on`.
    """
    with watching() as seen:
        filled = {name: part() for name, part in parts.items()}
    flaw = reduce(or_, seen, Flaw.NONE)

    def made() -> list[str]:
        marks = {name: _part(name, flaw) for name in parts}
        return render_to_string(template, context(marks), request).split(_MARK)

    address = request.build_absolute_uri(request.path)
    key = (template, address, current_language(), flaw, *depends_on)
    pieces = list(_frames.get(key, made))
    # Between two marks stands the name of a part; it may be there several times.
    pieces[1::2] = [filled[name] for name in pieces[1::2]]
    return HttpResponse("".join(pieces))


def _part(name: str, flaw: Flaw) -> _Part:
    part = _Part(f"{_MARK}{name}{_MARK}")
    part.flaw = flaw
    return part
