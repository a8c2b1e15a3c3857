"""What somebody sees of themselves, once they are in."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.core import signing
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkcentrum.audit.actions import CLIENT, record_look
from werkcentrum.casework.models import Client
from werkcentrum.core import clock
from werkcentrum.core.access import public, secret
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.form_notes import new_note, read_note
from werkcentrum.core.languages import current_language
from werkcentrum.core.pdf import document
from werkcentrum.core.reach import known_as
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.uploads import to_save
from werkcentrum.matching.actions import object_to_ranking
from werkcentrum.matching.queries import rankings_of
from werkcentrum.mine import broker, queries, rules
from werkcentrum.mine.actions import change_address, correct_details, send_address_code
from werkcentrum.mine.forms import CodeForm, DetailsForm, NewAddressForm, ObjectionForm
from werkcentrum.mine.page import show
from werkcentrum.mine.rules import can_text
from werkcentrum.mine.session import for_whoever_is_in, go_out, is_in, take_told, tell
from werkcentrum.partners.middleware import region_of
from werkcentrum.privacy.models import Consent, LegalGround
from werkcentrum.privacy.retention_actions import forget_person
from werkcentrum.profiles.actions import withdraw_consent
from werkcentrum.profiles.queries import profiles_of
from werkcentrum.referrals.actions import object_to


@public
@require_safe
@for_whoever_is_in
def overview(request: HttpRequest, *, clients: list[Client]) -> HttpResponse:
    """Everything at a glance."""
    _look(clients)
    return show(
        request, "mine/overview.html", own=_own(clients), login=broker.name(),
        tied_on=queries.tied_on(clients), **take_told(request),
    )  # fmt: skip


@public
@require_http_methods(["GET", "HEAD", "POST"])
@for_whoever_is_in
def details(request: HttpRequest, *, clients: list[Client]) -> HttpResponse:
    """A better name, another language."""
    newest = clients[-1]
    written_in = rules.language_to_write(clients, page=newest.language)
    form = DetailsForm(
        request.POST or None, initial={"naam": newest.name_to_use, "taal": written_in}
    )
    if form.is_valid():
        name, language = form.cleaned_data["naam"], form.cleaned_data["taal"]
        for client in clients:
            correct_details(
                client=client, name_to_use=name, language=language, by=CLIENT, at=clock.now()
            )
        tell(request, _("Uw gegevens zijn veranderd."))
        return redirect("mine")
    _look(clients)
    return show(
        request,
        "mine/details.html",
        form=form,
        address=newest.address,
    )


@public
@require_http_methods(["GET", "HEAD", "POST"])
@for_whoever_is_in
def address(request: HttpRequest, *, clients: list[Client]) -> HttpResponse:
    """Another address: a code is sent there, and with that code it counts."""
    can_send_sms = can_text(region_of(request))
    if request.method != "POST":
        return _address_page(
            request, NewAddressForm(can_send_sms=can_send_sms), clients[-1].address
        )
    form = NewAddressForm(request.POST, can_send_sms=can_send_sms)
    if not form.is_valid():
        return _address_page(request, form, clients[-1].address)
    found = form.cleaned_data
    new = {"clients": clients, "reach": found["reach"], "address": found["adres"]}
    if "token" in request.POST:
        return _prove(request, new)
    if not (
        ratelimit.consume(request, action="enter")
        and ratelimit.consume(request, action="enter_address", key=known_as(found["adres"]))
    ):
        return _address_page(request, form, clients[-1].address, said=rules.too_often())
    try:
        key = send_address_code(**new, language=current_language(), by=CLIENT, at=clock.now())
    except RefusedError as error:
        return _address_page(request, form, clients[-1].address, said=error)
    return _address_page(request, CodeForm(), found["adres"], key=new_note(key.pk))


@public
@require_safe
@for_whoever_is_in
def download_json(request: HttpRequest, *, clients: list[Client]) -> HttpResponse:
    """Everything that is held, for a machine (article 20 GDPR)."""
    _look(clients)
    text = json.dumps(queries.everything(clients), ensure_ascii=False, indent=2)
    return to_save(text.encode(), "application/json; charset=utf-8", "mijn-gegevens.json")


@public
@require_safe
@for_whoever_is_in
def download_pdf(request: HttpRequest, *, clients: list[Client]) -> HttpResponse:
    """The same to read and to keep (article 15 GDPR)."""
    _look(clients)
    at = clock.now()
    day = date_format(at.astimezone(AMSTERDAM), "j E Y")
    made = document(
        title=_("Wat het Werkcentrum van u weet"),
        language=current_language(),
        lead=_("Dit is alles wat wij van u bewaren op %(day)s.") % {"day": day},
        parts=queries.readable(clients, at=at),
    )
    return to_save(made, "application/pdf", "mijn-gegevens.pdf")


@public
@require_safe
@for_whoever_is_in
def own_file(request: HttpRequest, *, pk: UUID, clients: list[Client]) -> HttpResponse:
    """A file with one of their questions."""
    found = get_object_or_404(queries.files_of_clients(clients), pk=pk)
    _look(clients)
    return to_save(bytes(found.content.content), found.media_type, found.name)


@public
@require_POST
@for_whoever_is_in
def withdraw(request: HttpRequest, *, pk: UUID, clients: list[Client]) -> HttpResponse:
    """Take back a consent: what rests on it stops."""
    mine = Consent.objects.filter(client__in=clients).select_related("client__region")
    consent = get_object_or_404(mine, pk=pk)
    return _done(
        request, _("Uw toestemming is ingetrokken. Wat daarop rustte, is gestopt."),
        lambda: withdraw_consent(consent=consent, by=CLIENT, at=clock.now()),
    )  # fmt: skip


@public
@require_POST
@for_whoever_is_in
def objection(request: HttpRequest, *, ground: UUID, clients: list[Client]) -> HttpResponse:
    """Object to sharing that rests on the law (article 21 GDPR)."""
    region = clients[0].region_id
    found = get_object_or_404(LegalGround.objects.filter(purpose__region=region), pk=ground)
    said = _("Wij delen hierover niets totdat er over uw bezwaar is besloten.")

    def act() -> None:
        """For every name under which we know them; what waits for a decision already may."""
        refused = []
        for client in clients:
            try:
                object_to(client=client, ground=found, by=CLIENT, at=clock.now())
            except RefusedError as error:
                refused.append(error)
        if len(refused) == len(clients):
            raise refused[0]

    return _done(request, said, act)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@for_whoever_is_in
def delete(request: HttpRequest, *, clients: list[Client]) -> HttpResponse:
    """Are you sure; then everything goes that may go, and the page tells what stays and why."""
    if request.method != "POST":
        _look(clients)
        return show(request, "mine/delete.html", own=_own(clients))
    forgotten = []
    for client in clients:
        try:
            forgotten.append(forget_person(client=client, by=CLIENT, at=clock.now()))
        except Client.DoesNotExist:
            # In another window, a moment ago.
            continue
    go_out(request)
    stays = [row for found in forgotten for row in found.stays]
    return show(
        request, "mine/forgotten.html",
        # The same for each: it hangs on the address.
        named=list(dict.fromkeys(row for row in stays if row.is_named)),
        stays=[row for row in stays if not row.is_named],
        recipients=sorted({name for found in forgotten for name in found.recipients}),
    )  # fmt: skip


@public
@require_http_methods(["GET", "HEAD", "POST"])
@secret
def leave(request: HttpRequest) -> HttpResponse:
    """Nobody after you sees your data."""
    if request.method == "POST":
        go_out(request)
        return redirect("mine_leave")
    return redirect("mine") if is_in(request) else show(request, "mine/left.html")


def _prove(request: HttpRequest, new: dict[str, Any]) -> HttpResponse:
    """The code that came at the new address."""
    token, form = request.POST["token"], CodeForm(request.POST)
    if form.is_valid():
        try:
            key = read_note(token)
            code = form.cleaned_data["code"]
            change_address(**new, key=key, code=code, by=CLIENT, at=clock.now())
        except signing.BadSignature:
            return redirect("mine_address")
        except RefusedError as error:
            return _address_page(request, form, new["address"], said=error, key=token)
        tell(request, _("Wij bereiken u voortaan via uw nieuwe adres."))
        return redirect("mine")
    return _address_page(request, form, new["address"], key=token)


def _address_page(
    request: HttpRequest, form: Form, address: str, *, said: object = "", key: str = ""
) -> HttpResponse:
    return show(
        request, "mine/address.html", said=str(said), is_problem=True, form=form, address=address,
        key=key,
    )  # fmt: skip


@public
@require_http_methods(["GET", "HEAD", "POST"])
@for_whoever_is_in
def ranking(request: HttpRequest, *, clients: list[Client]) -> HttpResponse:
    """The order of lists of work: there is none from an objection until a person looked at it."""
    form, rankings = ObjectionForm(request.POST or None), _rankings(clients)
    if request.method != "POST" or not form.is_valid():
        return show(request, "mine/ranking.html", rankings=rankings, objection=form)
    reason, said = form.cleaned_data["reason"], _("De nieuwste vacature staat nu bovenaan.")
    kept = [facts for facts, last in rankings if last is None or last.decided_at]

    def act() -> None:
        """For every profile that is kept of them."""
        if not kept:
            raise RefusedError(rules.nothing_to_do())
        for facts in kept:
            object_to_ranking(facts=facts, reason=reason, by=CLIENT, at=clock.now())

    return _done(request, said, act)


def _rankings(clients: list[Client]) -> list[Any]:
    kept = profiles_of(clients, today=clock.today())
    return rankings_of([profile.facts for profile in kept])


def _own(clients: list[Client]) -> queries.Own:
    return queries.own(clients, at=clock.now())


def _done(request: HttpRequest, said: str, act: Callable[[], object]) -> HttpResponse:
    """Do it, and tell above the overview, which can be read again and in another language."""
    try:
        act()
    except RefusedError:
        # What refused it is in the words of staff, and in Dutch.
        tell(request, str(rules.nothing_to_do()), is_problem=True)
    else:
        tell(request, said)
    return redirect("mine")


def _look(clients: list[Client]) -> None:
    for client in clients:
        record_look(subject=client, by=CLIENT, at=clock.now(), region_key=client.region.key)
