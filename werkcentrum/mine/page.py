"""How a page of Mijn Werkcentrum is shown."""

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
    **context: Any,
) -> HttpResponse:
    """A page with what happened above it; `is_problem` when it did not."""
    values = {"said": {"text": said, "is_problem": is_problem}, **context}
    return TemplateResponse(request, f"mine/{template}.html", values, status=status)
