"""How a page of Mijn Werkcentrum is shown."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse


def show(
    request: HttpRequest,
    template: str,
    *,
    said: str = "",
    is_problem: bool = False,
    status: int = 200,
    sent_along: Mapping[str, str] | None = None,
    **context: Any,
) -> HttpResponse:
    """A page with what happened above it; `is_problem` when it did not.

    `sent_along`: what a form must send to see the same page in another language.
    """
    told = {"text": said, "is_problem": is_problem}
    values = {"said": told, "sent_along": sent_along or {}, **context}
    return TemplateResponse(request, template, values, status=status)
