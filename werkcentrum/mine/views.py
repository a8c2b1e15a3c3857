"""What somebody sees of themselves, once they are in."""

import json
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkcentrum.audit.actions import record_look
from werkcentrum.casework.models import Client
from werkcentrum.core import clock
from werkcentrum.core.access import public, secret
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.languages import current_language
from werkcentrum.core.pdf import document
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.uploads import to_save
from werkcentrum.mine import queries
from werkcentrum.mine.actions import correct_details
from werkcentrum.mine.forms import DetailsForm
from werkcentrum.mine.page import show
from werkcentrum.mine.session import for_whoever_is_in, go_out
from werkcentrum.privacy.actions import object_to
from werkcentrum.privacy.models import Consent, LegalGround
from werkcentrum.privacy.retention_actions import forget_person
from werkcentrum.referrals.actions import withdraw_consent

# In the trail: the person, of whom the line names the record already.
_THEMSELVES: Final = "klant"


@public
@require_safe
@secret
@for_whoever_is_in
def overview(request: HttpRequest, *, clients: list[Client]) -> HttpResponse:
    """Everything at a glance."""
    return _overview(request, clients)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@secret
@for_whoever_is_in
def details(request: HttpRequest, *, clients: list[Client]) -> HttpResponse:
    """A better name, another language."""
    newest = clients[-1]
    form = DetailsForm(
        request.POST or None, initial={"naam": newest.name_to_use, "taal": newest.language}
    )
    if form.is_valid():
        name, language = form.cleaned_data["naam"], form.cleaned_data["taal"]
        for client in clients:
            correct_details(
                client=client, name_to_use=name, language=language, by=_THEMSELVES, at=clock.now()
            )
        return _overview(request, clients, _("Uw gegevens zijn veranderd."))
    _look(clients)
    return show(
        request,
        "mine/details.html",
        form=form,
        address=newest.address,
        reach=newest.get_reach_display(),
    )


@public
@require_safe
@secret
@for_whoever_is_in
def download_json(request: HttpRequest, *, clients: list[Client]) -> HttpResponse:
    """Everything that is held, for a machine (article 20 GDPR)."""
    _look(clients)
    text = json.dumps(queries.everything(clients), ensure_ascii=False, indent=2)
    return _file(text.encode(), "application/json; charset=utf-8", "mijn-gegevens.json")


@public
@require_safe
@secret
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
    return _file(made, "application/pdf", "mijn-gegevens.pdf")


@public
@require_safe
@secret
@for_whoever_is_in
def own_file(request: HttpRequest, *, pk: UUID, clients: list[Client]) -> HttpResponse:
    """A file with one of their questions."""
    found = get_object_or_404(queries.files_of_clients(clients), pk=pk)
    _look(clients)
    return to_save(bytes(found.content.content), found.media_type, found.name)


@public
@require_POST
@secret
@for_whoever_is_in
def withdraw(request: HttpRequest, *, pk: UUID, clients: list[Client]) -> HttpResponse:
    """Take back a consent: what rests on it stops."""
    mine = Consent.objects.filter(client__in=clients).select_related("client__region")
    consent = get_object_or_404(mine, pk=pk)
    return _done(
        request, clients, _("Uw toestemming is ingetrokken. Wat daarop rustte, is gestopt."),
        lambda: withdraw_consent(consent=consent, by=_THEMSELVES, at=clock.now()),
    )  # fmt: skip


@public
@require_POST
@secret
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
                object_to(client=client, ground=found, by=_THEMSELVES, at=clock.now())
            except RefusedError as error:
                refused.append(error)
        if len(refused) == len(clients):
            raise refused[0]

    return _done(request, clients, said, act)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@secret
@for_whoever_is_in
def delete(request: HttpRequest, *, clients: list[Client]) -> HttpResponse:
    """Are you sure; then everything goes that may go, and the page tells what stays and why."""
    if request.method != "POST":
        _look(clients)
        return show(request, "mine/delete.html", own=_own(clients))
    forgotten = []
    for client in clients:
        try:
            forgotten.append(forget_person(client=client, by=_THEMSELVES, at=clock.now()))
        except Client.DoesNotExist:
            # In another window, a moment ago.
            continue
    go_out(request)
    return show(
        request, "mine/forgotten.html",
        stays=[row for found in forgotten for row in found.stays],
        recipients=sorted({name for found in forgotten for name in found.recipients}),
    )  # fmt: skip


@public
@require_POST
@secret
def leave(request: HttpRequest) -> HttpResponse:
    """Nobody after you sees your data."""
    go_out(request)
    return show(request, "mine/left.html")


def _overview(
    request: HttpRequest, clients: list[Client], said: str = "", *, is_problem: bool = False
) -> HttpResponse:
    _look(clients)
    return show(request, "mine/overview.html", said=said, is_problem=is_problem, own=_own(clients))


def _own(clients: list[Client]) -> queries.Own:
    return queries.own(clients, at=clock.now())


def _done(request: HttpRequest, clients: list[Client], said: str, act: Any) -> HttpResponse:
    try:
        act()
    except RefusedError as error:
        return _overview(request, clients, str(error), is_problem=True)
    return _overview(request, clients, said)


def _look(clients: list[Client]) -> None:
    for client in clients:
        record_look(subject=client, by=_THEMSELVES, at=clock.now(), region_key=client.region.key)


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
