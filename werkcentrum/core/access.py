"""Who may open a view, and which pages are the same for everybody. Closed by default."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def public(view: View) -> View:
    """Open this view to everybody, without an account."""
    return login_not_required(view)


def not_activity(view: View) -> View:
    """Opening this view is not something that a person does, such as a board that asks for news.

    It does not keep a session alive; in a session that ended it answers 401, unless it is
    public.
    """
    view.is_activity = False  # type: ignore[attr-defined]
    return view


def requires(*permissions: str) -> Callable[[View], View]:
    """Open this view only to who may do one of these in the region of the host name.

    Unknown and forbidden look the same: 404. `accounts.roles` says who may do what.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            may: Callable[..., bool] | None = getattr(request.user, "may", None)
            region = getattr(request, "region", None)
            if may is None or not any(may(permission, region) for permission in permissions):
                raise Http404
            return view(request, *args, **kwargs)

        return wrapped  # type: ignore[return-value]

    return decorate


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


def secret(view: View) -> View:
    """What stands behind a secret address, or was typed there, is stored nowhere on the way.

    And no other site hears of the address.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return wrapped  # type: ignore[return-value]


def signed_form(view: View) -> View:
    """Open this view to everybody, to read and to send, with nothing stored on the way.

    The signed note in its form, or the secret in its address, takes the place of a CSRF token: a
    page that one only reads gives no cookie.
    """
    return public(csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(secret(view))))
