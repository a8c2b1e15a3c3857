"""Who came in: in the session, for half an hour after they last did something."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from allauth.socialaccount.internal.statekit import STATES_SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from werkcentrum.casework.models import Client
from werkcentrum.core import clock
from werkcentrum.core.languages import current_language
from werkcentrum.mine.rules import STAYS_IN_FOR

_WHO: Final = "mine"
# The language of the page from which somebody went to the broker.
_LEFT_IN: Final = "mine_left_in"
View = Callable[..., HttpResponseBase]


def come_in(request: HttpRequest, clients: list[Client]) -> None:
    """From here on this browser shows what belongs to these clients, who are one person."""
    request.session.cycle_key()
    request.session[_WHO] = {"clients": [str(client.pk) for client in clients], "at": _now()}


def is_in(request: HttpRequest) -> bool:
    """Whether somebody came in and did not go."""
    return _WHO in request.session


def who_is_in(request: HttpRequest) -> list[Client]:
    """The clients of whoever is in; nobody after half an hour."""
    found = request.session.get(_WHO)
    if not found or _now() - found["at"] > STAYS_IN_FOR.total_seconds():
        return []
    mine = Client.objects.filter(pk__in=found["clients"], region=getattr(request, "region", None))
    return list(mine.select_related("region", "municipality").order_by("id"))


def go_out(request: HttpRequest) -> None:
    """Nobody is in any more.

    With another cookie, or none, a browser does not show what it kept when somebody goes back.
    """
    if request.session.pop(_WHO, None) is None:
        return
    # Whoever comes after does not finish what they began at the broker.
    request.session.pop(STATES_SESSION_KEY, None)
    tidy(request)
    if request.session.keys():
        # A colleague who is logged in stays so.
        request.session.cycle_key()
    else:
        request.session.flush()


def left_in(request: HttpRequest, language: str) -> None:
    """Somebody goes to the broker from a page in this language."""
    request.session[_LEFT_IN] = language


def language_before(request: HttpRequest) -> str:
    """The language in which they went, else that of the page."""
    return str(request.session.get(_LEFT_IN, current_language()))


def tidy(request: HttpRequest) -> None:
    """Nothing of the way to the broker and back stays, except where another window is under way."""
    request.session.pop(_LEFT_IN, None)
    if not request.session.get(STATES_SESSION_KEY):
        request.session.pop(STATES_SESSION_KEY, None)


def tell(request: HttpRequest, text: str, *, is_problem: bool = False) -> None:
    """What the next page says above everything; `is_problem` when something did not happen."""
    who = request.session[_WHO] | {"said": {"text": text, "is_problem": is_problem}}
    request.session[_WHO] = who


def take_told(request: HttpRequest) -> dict[str, Any]:
    """What the last page had to say, once: arguments for `page.show`."""
    who = dict(request.session[_WHO])
    said = who.pop("said", {"text": "", "is_problem": False})
    request.session[_WHO] = who
    return {"said": said["text"], "is_problem": said["is_problem"]}


def for_whoever_is_in(view: View) -> View:
    """Hand the view its clients (`clients`); whoever is not in, or not any more, comes in first.

    Stored nowhere on the way. The addresses are no secrets (`core.access.secret`), so that a
    browser tells of which page a form is.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        clients = who_is_in(request)
        if not clients:
            # Whoever waited too long reads what happened.
            page = "mine_leave" if is_in(request) else "mine_start"
            go_out(request)
            return redirect(page)
        request.session[_WHO] = request.session[_WHO] | {"at": _now()}
        response: HttpResponse = view(request, *args, clients=clients, **kwargs)  # type: ignore[assignment]
        response["Cache-Control"] = "no-store"
        return response

    return wrapped


def _now() -> float:
    return clock.now().timestamp()
