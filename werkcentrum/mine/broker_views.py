"""The other door: the login of a broker, and tying it to what we know of somebody."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from requests import RequestException

from werkcentrum.audit.actions import CLIENT, VISITOR
from werkcentrum.casework.models import Client
from werkcentrum.core import clock
from werkcentrum.core.access import public, secret, signed_form
from werkcentrum.core.form_notes import new_note
from werkcentrum.core.languages import current_language
from werkcentrum.core.refusal import RefusedError
from werkcentrum.mine import broker, rules
from werkcentrum.mine.actions import enter_by_broker, tie_login, untie_login
from werkcentrum.mine.entry_views import door, is_our_form
from werkcentrum.mine.page import show
from werkcentrum.mine.session import (
    come_in,
    for_whoever_is_in,
    is_in,
    language_before,
    left_in,
    tell,
    tidy,
    who_is_in,
)
from werkcentrum.partners.middleware import region_of

logger = logging.getLogger(__name__)


@public
@csrf_exempt  # The signed note in the form takes its place: nobody is in yet.
@require_POST
@secret
def log_in(request: HttpRequest) -> HttpResponse:
    """Off to the broker, to come in."""
    _insist_on_broker()
    if not is_our_form(request):
        return door(request, str(rules.open_too_long()))
    return _leave(request, [])


@public
@require_POST
@for_whoever_is_in
def tie(request: HttpRequest, *, clients: list[Client]) -> HttpResponse:
    """Off to the broker, to come in that way from then on."""
    _insist_on_broker()
    return _leave(request, _ids(clients))


@public
@require_POST
@for_whoever_is_in
def untie(request: HttpRequest, *, clients: list[Client]) -> HttpResponse:
    """Not by the broker any more."""
    try:
        untie_login(clients=clients, by=CLIENT, at=clock.now())
    except RefusedError as error:
        tell(request, str(error), is_problem=True)
    else:
        tell(request, _("Uw inlog is losgemaakt. U komt weer binnen met een link of een code."))
    return redirect("mine")


@signed_form
def come_back(request: HttpRequest) -> HttpResponse:
    """Back from the broker, in the language in which somebody left.

    The browser arrives with a GET, which changes nothing: the page sends on what it brought.
    """
    _insist_on_broker()
    if request.method == "POST":
        return _ask_broker(request, _broker(request).come_back)
    if "state" not in request.GET:
        return redirect("mine_start")
    query = request.GET.urlencode()
    with translation.override(language_before(request)):
        address = f"{reverse('mine_login_back')}?{query}"
    if not address.startswith(f"{request.path}?"):
        return redirect(address)
    return show(request, "mine/back.html", address=address, note=new_note())


def _leave(request: HttpRequest, clients: Sequence[str]) -> HttpResponse:
    """`clients`: to whom the login must be tied; nobody to come in."""
    if not ratelimit.consume(request, action="enter"):
        return _refused(request, str(rules.too_often()), status=429)
    left_in(request, current_language())
    return _ask_broker(request, lambda: _broker(request).leave({"clients": clients}))


def _ask_broker(request: HttpRequest, ask: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        return ask()
    except (RequestException, KeyError):
        logger.exception("De inlog voor bewoners antwoordt niet.")
        return _refused(request, str(rules.login_failed()), status=503)


def _broker(request: HttpRequest) -> broker.Broker:
    return broker.Broker(request, came_back=_came_back, failed=_failed)


def _came_back(request: HttpRequest, sub: str, data: dict[str, Any]) -> HttpResponse:
    """Somebody showed there who they are."""
    tidy(request)
    try:
        if data["clients"]:
            return _tie(request, sub, data["clients"])
        clients = enter_by_broker(region=region_of(request), sub=sub, by=VISITOR, at=clock.now())
    except RefusedError as error:
        return _refused(request, str(error), status=403)
    come_in(request, clients)
    return redirect("mine")


def _tie(request: HttpRequest, sub: str, asked_for: Sequence[str]) -> HttpResponse:
    clients = who_is_in(request)
    # On a shared computer somebody else may have come in meanwhile.
    if _ids(clients) != asked_for:
        return _failed(request)
    tie_login(clients=clients, sub=sub, by=CLIENT, at=clock.now())
    tell(request, _("Uw inlog is gekoppeld. U komt hier voortaan ook mee binnen."))
    return redirect("mine")


def _failed(request: HttpRequest) -> HttpResponse:
    """Cancelled there, too late, or a link that was made up."""
    tidy(request)
    return _refused(request, str(rules.login_failed()), status=403)


def _refused(request: HttpRequest, problem: str, *, status: int) -> HttpResponse:
    """Where somebody came from, with what is the matter."""
    if not is_in(request):
        return door(request, problem, status=status)
    tell(request, problem, is_problem=True)
    return redirect("mine")


def _ids(clients: Sequence[Client]) -> list[str]:
    return [str(client.pk) for client in clients]


def _insist_on_broker() -> None:
    """Raises Http404 when this site has none."""
    if not settings.RESIDENT_LOGIN:
        raise Http404
