"""Who may open a view, and which pages are the same for everybody. Closed by default."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def public(view: View) -> View:
    """Open this view to everybody, without an account."""
    return login_not_required(view)


def same_for_everyone(*parameters: str) -> Callable[[View], View]:
    """Let the page cache keep this page, when the address holds no other than these parameters."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            if isinstance(response, HttpResponse) and request.GET.keys() <= set(parameters):
                response.same_for_everyone = True  # type: ignore[attr-defined]
            return response

        return wrapped  # type: ignore[return-value]

    return decorate
