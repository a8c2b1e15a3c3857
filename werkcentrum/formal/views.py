"""Sending a complaint or request, and the page behind the link. No account, no JavaScript.

What is typed is in no address. Nothing is kept before somebody has seen it all once more.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from uuid import UUID, uuid4

from allauth.core import ratelimit
from django.core import signing
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkcentrum.audit.actions import VISITOR, record_look
from werkcentrum.core import clock
from werkcentrum.core.access import public, same_for_everyone, secret, signed_form
from werkcentrum.core.form_notes import new_note, read_note
from werkcentrum.core.forms import NO_BSN, held_numbers
from werkcentrum.core.languages import current_language
from werkcentrum.formal import actions, notices, queries, rules, tokens
from werkcentrum.formal.forms import WAYS, LinkForm, RequestForm
from werkcentrum.formal.models import Addressee, FormalChannel, FormalRequest, Kind, Right
from werkcentrum.formal.wording import WORDING
from werkcentrum.partners.middleware import region_of
from werkcentrum.partners.models import Region

_CHECK, _SEND, _BACK = "controleer", "verstuur", "terug"
_TOO_MANY: Final = 429
_GONE: Final = 410
# The same page once more, in another language.
_LANGUAGE: Final = "taal"
_LISTS: Final = ("naar", "rechten")
_TYPED: Final = ("tekst", "naam", "via", "mail", "telefoon", "brief", "digitaal", NO_BSN)


@dataclass(frozen=True)
class Asked:
    """One request for a form. `problem`: what is said above the page."""

    request: HttpRequest
    region: Region
    kind: Kind
    channels: list[FormalChannel]
    key: UUID
    at: datetime
    problem: str = ""


@signed_form
def send_request(request: HttpRequest, kind: Kind) -> HttpResponse:
    """The form, then all of it once more, then it is sent."""
    region, at = region_of(request), clock.now()
    channels = queries.channels_for(region, kind, at.date())
    asked = Asked(request, region, kind, channels, uuid4(), at)
    if request.method != "POST":
        return _form_page(asked, _form(asked, _chosen_before(asked)))
    key = _signed_key(request)
    if key is None:
        problem = _("Deze pagina stond te lang open. Kijk alles na en ga verder.")
        return _form_page(replace(asked, problem=problem), _form(asked, _typed(request)))
    asked = replace(asked, key=key)
    if known := queries.sent_before(region, key):
        return _own(known)
    if request.POST.get("stap") == _BACK:
        return _form_page(asked, _form(asked, _typed(request)))
    form = RequestForm(request.POST, kind=kind, channels=channels)
    if not form.is_valid():
        problem = _("Er klopt nog iets niet. Hieronder staat wat.")
        return _form_page(replace(asked, problem=problem), form)
    if request.POST.get("stap") != _SEND:
        return _check_page(asked, form)
    return _send(asked, form)


@public
@require_safe
@secret
def own_request(request: HttpRequest, secret: str) -> HttpResponse:
    """The receipt, and where it stands."""
    found, today = queries.behind_link(region_of(request), secret), clock.today()
    if found is None:
        raise Http404
    if rules.is_link_over(found, on=today):
        return _link_page(request, LinkForm(), _old_link(), status=_GONE)
    record_look(
        subject=found, by=VISITOR, at=clock.now(), region_key=found.region.key, kind=found.kind
    )
    rows = queries.addressees_of(found)
    received_on = clock.day_of(found.received_at)
    context = {
        "found": found,
        "facts": notices.facts(found, [row.organisation.name for row in rows]),
        "rows": [_standing(row, rows, today) for row in rows],
        "how_long": notices.how_long(queries.term_of(found.region, found.kind, received_on)),
        "is_mailed": found.reach == "mail",
        "ends_on": rules.link_ends_on(found),
        "problem": "",
        "sent_along": {},
        "address": request.build_absolute_uri(reverse("own_request", args=[secret])),
    }
    return TemplateResponse(request, "formal/own.html", context)


@signed_form
def ask_link(request: HttpRequest) -> HttpResponse:
    """The links to what somebody sent, mailed to the address from which it came."""
    form = LinkForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or request.POST.get("stap") == _LANGUAGE:
        return _link_page(request, form)
    if _signed_key(request) is None:
        return _link_page(request, form, _("Deze pagina stond te lang open. Druk nog een keer."))
    if not form.is_valid():
        return _link_page(request, form)
    address = form.cleaned_data["adres"]
    may_ask = ratelimit.consume(request, action="formal_link") and ratelimit.consume(
        request, action="formal_link_address", key=address.casefold()
    )
    if not may_ask:
        problem = _("Op dit netwerk is al veel verstuurd. Wacht een uur, bel ons, of loop binnen.")
        return _link_page(request, form, problem, status=_TOO_MANY)
    actions.send_links(
        region=region_of(request), address=address, language=current_language(), by=VISITOR,
        at=clock.now(),
    )  # fmt: skip
    return TemplateResponse(request, "formal/link_sent.html", {"problem": "", "sent_along": {}})


@public
@require_safe
@same_for_everyone()
def digital_channels(request: HttpRequest) -> HttpResponse:
    """What can be sent here and to whom, from when, and when that did not work."""
    region, today = region_of(request), clock.today()
    context = {
        "forms": [WORDING[kind] for kind in Kind],
        "channels": [
            (Kind(kind).label, list(rows))
            for kind, rows in groupby(
                queries.channel_register(region, today), key=lambda row: row.kind
            )
        ],
        "outages": [
            (row, [Kind(kind).label for kind in row.kinds]) for row in queries.outages(region)
        ],
        "terms": [
            (kind.label, notices.how_long(queries.term_of(region, kind, today))) for kind in Kind
        ],
    }
    return TemplateResponse(request, "formal/channels.html", context)


def _signed_key(request: HttpRequest) -> UUID | None:
    try:
        return read_note(request.POST.get("token", ""))
    except signing.BadSignature:
        return None


def _form(asked: Asked, initial: dict[str, Any]) -> RequestForm:
    return RequestForm(kind=asked.kind, channels=asked.channels, initial=initial)


def _chosen_before(asked: Asked) -> dict[str, Any]:
    """The municipality that somebody came with; for papers of the region the centre."""
    wanted = asked.request.GET.get("gemeente", "")
    for channel in asked.channels:
        municipality = channel.organisation.municipality
        if municipality is None or not queries.is_municipal(channel.organisation):
            continue
        is_centre = asked.kind == Kind.WOO and municipality.is_centre
        if municipality.key == wanted or (not wanted and is_centre):
            return {"naar": [channel.organisation.key]}
    return {}


def _typed(request: HttpRequest) -> dict[str, Any]:
    """Everything that was typed, to show it again."""
    kept: dict[str, Any] = {name: request.POST[name] for name in _TYPED if request.POST.get(name)}
    return kept | {name: request.POST.getlist(name) for name in _LISTS}


def _send(asked: Asked, form: RequestForm) -> HttpResponse:
    if not ratelimit.consume(asked.request, action="formal_request"):
        problem = _("Op dit netwerk is al veel verstuurd. Wacht een uur, bel ons, of loop binnen.")
        return _check_page(replace(asked, problem=problem), form, _TOO_MANY)
    found = form.cleaned_data
    typed = actions.Typed(
        name=found["naam"], reach=found["via"], address=found["address"],
        own_words=found["tekst"], language=current_language(), postal_address=found["postal"],
        rights=tuple(found.get("rechten", ())), is_digital=found["digitaal"],
    )  # fmt: skip
    try:
        sent = actions.send_request(
            region=asked.region, kind=asked.kind, typed=typed, channels=found["naar"],
            request_key=asked.key, held_numbers=held_numbers(form), by=VISITOR, at=asked.at,
        )  # fmt: skip
    except IntegrityError:
        # The same form came twice at once; the other one was first.
        known = queries.sent_before(asked.region, asked.key)
        if known is None:
            raise
        return _own(known)
    return _own(sent)


def _own(sent: FormalRequest) -> HttpResponse:
    own_secret = tokens.secret_of(sent.pk, sent.link_turn)
    return HttpResponseRedirect(reverse("own_request", args=[own_secret]))


def _old_link() -> str:
    return _("Deze link werkt niet meer. Vraag een nieuwe.")


def _link_page(
    request: HttpRequest, form: LinkForm, problem: str = "", *, status: int = 200
) -> HttpResponse:
    """Where somebody asks for a link, with what went wrong."""
    note, typed = new_note(), form["adres"].value()
    again = {"items": [("stap", _LANGUAGE), ("token", note), ("adres", typed)]} if typed else {}
    context = {"form": form, "note": note, "problem": problem, "sent_along": again}
    return TemplateResponse(request, "formal/link.html", context, status=status)


def _form_page(asked: Asked, form: RequestForm) -> HttpResponse:
    chosen = form["naar"].value() or []
    rights = (form["rechten"].value() or []) if "rechten" in form.fields else []
    rows = [
        (channel.organisation, channel.organisation.key in chosen) for channel in asked.channels
    ]
    context = {
        "form": form,
        "organisations": rows,
        "rights": [(key, label, key in rights) for key, label in Right.choices],
        "ways": [(key, label, form["via"].value() == key) for key, label in WAYS.items()],
        "outage": queries.outage_now(asked.region, asked.kind, asked.at),
        "how_long": notices.how_long(queries.term_of(asked.region, asked.kind, asked.at.date())),
    }
    return _page(asked, "formal/form.html", context)


def _check_page(asked: Asked, form: RequestForm, status: int = 200) -> HttpResponse:
    found = form.cleaned_data
    context = {
        "found": found,
        "organisations": [channel.organisation.name for channel in found["naar"]],
        "rights": [Right(key).label for key in found.get("rechten", ())],
        "way": WAYS[found["via"]],
        "typed": _pairs(asked.request),
    }
    return _page(asked, "formal/check.html", context, status)


def _page(asked: Asked, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    note, request = new_note(asked.key), asked.request
    step = _CHECK if template == "formal/check.html" else _BACK
    sent_along = [*_pairs(request), ("stap", step), ("token", note)]
    context = {
        "kind": asked.kind,
        "words": WORDING[asked.kind],
        "action": reverse(WORDING[asked.kind].page),
        "note": note,
        "problem": asked.problem,
        "is_several": asked.kind == Kind.PRIVACY,
        "is_woo": asked.kind == Kind.WOO,
        # In another language all that was typed goes along, as a form: it is in no address.
        "sent_along": {"items": sent_along} if request.method == "POST" else {},
        **context,
    }
    return TemplateResponse(request, template, context, status=status)


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, as fields that nobody sees."""
    names = (*_LISTS, *_TYPED)
    return [(name, value) for name in names for value in request.POST.getlist(name) if value]


def _standing(row: Addressee, rows: list[Addressee], today: Any) -> dict[str, Any]:
    """What the person reads about one organisation."""
    after = next((one for one in rows if one.forwarded_by_id == row.pk), None)
    return {
        "row": row,
        "organisation": row.organisation,
        "answer_by": notices.answer_by(row),
        "sent_at": notices.moment(row.sent_at),
        "forwarded_to": after.organisation.name if after else "",
        "is_done": row.handled_at is not None,
        "is_late": row.handled_at is None and row.due_on < today,
    }
