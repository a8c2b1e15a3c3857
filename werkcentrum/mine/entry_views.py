"""The door: an address is typed, a link and a code come, and whoever has them is in."""

from typing import Any, Final
from uuid import UUID

from allauth.core import ratelimit
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from werkcentrum.audit.actions import VISITOR
from werkcentrum.core import clock
from werkcentrum.core.access import public, secret, signed_form
from werkcentrum.core.form_notes import new_note, read_note
from werkcentrum.core.languages import current_language
from werkcentrum.core.reach import known_as, masked
from werkcentrum.core.refusal import RefusedError
from werkcentrum.mine import actions, broker, rules
from werkcentrum.mine.forms import AddressForm, CodeForm
from werkcentrum.mine.page import show
from werkcentrum.mine.queries import clients_behind
from werkcentrum.mine.rules import can_text
from werkcentrum.mine.session import come_in, is_in
from werkcentrum.partners.middleware import region_of

# The same page once more, in another language.
_LANGUAGE: Final = "taal"
_OURS: Final = "same-origin"


@signed_form
def start(request: HttpRequest) -> HttpResponse:
    """Type your mail address or number."""
    region = region_of(request)
    if request.method != "POST":
        return redirect("mine") if is_in(request) else _ask(request, _address_form(request))
    form = _address_form(request, request.POST)
    if request.POST.get("stap") == _LANGUAGE:
        # What follows on an address stands at this path too.
        return _ask(request, form) if "adres" in request.POST else enter_with_code(request)
    if not is_our_form(request):
        return _ask(request, form, str(rules.open_too_long()))
    if not form.is_valid():
        return _ask(request, form)
    address = form.cleaned_data["adres"]
    if not (
        ratelimit.consume(request, action="enter")
        and ratelimit.consume(request, action="enter_address", key=known_as(address))
    ):
        return _ask(request, form, str(rules.too_often()), status=429)
    key = actions.send_key(
        region=region, reach=form.cleaned_data["reach"], address=address,
        language=current_language(), by=VISITOR, at=clock.now(),
    )  # fmt: skip
    return _ask_code(request, CodeForm(), key.pk)


@public
@csrf_exempt  # The signed key in the form takes its place: nobody is in yet.
@require_POST
@secret
def enter_with_code(request: HttpRequest) -> HttpResponse:
    """The code that was sent."""
    region, form = region_of(request), CodeForm(request.POST)
    if not is_sent_here(request):
        return door(request, str(rules.open_too_long()))
    try:
        pk = read_note(request.POST.get("token", ""))
    except signing.BadSignature:
        return door(request, str(rules.open_too_long()))
    if request.POST.get("stap") == _LANGUAGE:
        return _ask_code(request, CodeForm(), pk)
    if not form.is_valid():
        return _ask_code(request, form, pk)
    code = form.cleaned_data["code"]
    try:
        clients = actions.enter_by_code(
            region=region, key=pk, code=code, by=VISITOR, at=clock.now()
        )
    except RefusedError as error:
        return _ask_code(request, form, pk, str(error))
    come_in(request, clients)
    return redirect("mine")


@signed_form
def enter(request: HttpRequest, secret: str) -> HttpResponse:
    """The link of the message. Programs that look into mail open links, so a button comes first.

    It says for which address it is: nobody is brought into the pages of somebody else unseen.
    """
    region = region_of(request)
    if request.method != "POST" or not is_sent_here(request):
        clients = clients_behind(region, secret, clock.now())
        address = masked(clients[-1].address) if clients else ""
        return show(request, "mine/enter.html", secret=secret, note=new_note(), address=address)
    try:
        clients = actions.enter_by_link(region=region, secret=secret, by=VISITOR, at=clock.now())
    except RefusedError as error:
        return door(request, str(error), status=410)
    come_in(request, clients)
    return redirect("mine")


def door(request: HttpRequest, problem: str, *, status: int = 200) -> HttpResponse:
    """The page where one comes in, with what went wrong."""
    return _ask(request, _address_form(request), problem, status=status)


def is_sent_here(request: HttpRequest) -> bool:
    """Whether a form was sent from a page of ours, as the browser tells.

    Another site cannot have somebody come in with a key that is not theirs. A browser that does
    not tell (before 2023) is believed: without a referrer it has no other way to say it.
    """
    return request.headers.get("Sec-Fetch-Site", _OURS) == _OURS


def is_our_form(request: HttpRequest) -> bool:
    """Whether the form carries a note of ours that is not too old."""
    try:
        read_note(request.POST.get("token", ""))
    except signing.BadSignature:
        return False
    return True


def _address_form(request: HttpRequest, typed: Any = None) -> AddressForm:
    return AddressForm(typed, can_send_sms=can_text(region_of(request)))


def _ask(
    request: HttpRequest, form: AddressForm, problem: str = "", *, status: int = 200
) -> HttpResponse:
    note, typed = new_note(), form["adres"].value()
    again = {"stap": _LANGUAGE, "token": note, "adres": typed} if typed else None
    return show(
        request, "mine/start.html", said=problem, is_problem=True, status=status, form=form,
        note=note, sent_along=again, login=broker.name(),
    )  # fmt: skip


def _ask_code(request: HttpRequest, form: CodeForm, pk: UUID, problem: str = "") -> HttpResponse:
    key = new_note(pk)
    return show(
        request, "mine/code.html", said=problem, is_problem=True, form=form, key=key,
        sent_along={"stap": _LANGUAGE, "token": key},
    )  # fmt: skip
