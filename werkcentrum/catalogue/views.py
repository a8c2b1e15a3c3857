"""The editor's pages: what is there, one record as a form, and a change on its way."""

import hashlib
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from werkcentrum.accounts.models import User
from werkcentrum.accounts.queries import mail_addresses
from werkcentrum.accounts.roles import Permission
from werkcentrum.catalogue import actions, changes, rules
from werkcentrum.catalogue.changes import DUTCH, FLAWS, HOURS, KIND_LABELS
from werkcentrum.catalogue.forms import RecordForm, ReturnForm
from werkcentrum.catalogue.models import ContentChange, Trial
from werkcentrum.catalogue.queries import flawed_texts
from werkcentrum.catalogue.regionfolder.records import KINDS
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.refusal import RefusedError
from werkcentrum.partners.models import Region

_State = ContentChange.State
_SECONDS_TO_REFRESH = 4
# A longer list asks for words to look for.
_MOST_SHOWN = 300


@requires(Permission.EDIT_CONTENT)
def content_home(request: HttpRequest) -> HttpResponse:
    """Everything that can be changed, and what is under way."""
    kinds = [
        (reverse("content_list", args=[name]), label)
        for name, label in KIND_LABELS.items()
        if name != HOURS
    ]
    region = _region(request)
    rows = _rows(changes.under_way(region))
    return TemplateResponse(
        request,
        "catalogue/content_home.html",
        {"kinds": kinds, "changes": rows, "held_up": rules.held_up(region, at=clock.now())},
    )


@requires(Permission.EDIT_CONTENT)
def content_list(request: HttpRequest, kind: str) -> HttpResponse:
    """All records of one kind."""
    if kind == HOURS:
        return HttpResponseRedirect(reverse("hours_home"))
    if kind not in KINDS:
        raise Http404
    region = _region(request)
    busy = {change.key for change in changes.under_way(region).filter(kind=kind)}
    contents = changes.site_now(region)
    titles, texts = KINDS[kind].titles(contents), KINDS[kind].texts(contents)
    wanted = request.GET.get("zoek", "").strip().casefold()
    chosen = {name: request.GET.get(name, "") for name in ("taal", "stand")}
    found = {key: title for key, title in titles.items() if wanted in texts[key].casefold()}
    if kind == changes.TRANSLATIONS:
        found = _in_state(region, found, chosen["taal"], chosen["stand"])
    records = [
        {"title": title, "url": changes.record_url(kind, key), "is_under_way": key in busy}
        for key, title in sorted(found.items(), key=lambda pair: pair[1].casefold())[:_MOST_SHOWN]
    ]
    context = {
        "label": KIND_LABELS[kind],
        "records": records,
        "wanted": wanted,
        "count": len(found),
        "is_long": len(titles) > _MOST_SHOWN,
        "filters": _filters(chosen) if kind == changes.TRANSLATIONS else [],
    }
    return TemplateResponse(request, "catalogue/content_list.html", context)


def _in_state(region: Region, titles: dict[str, str], language: str, state: str) -> dict[str, str]:
    """The translations in one language, and those with one flaw."""
    codes = [code for code, _name in settings.LANGUAGES[1:]]
    wanted = [language] if language in codes else codes
    if state not in FLAWS:
        return {key: title for key, title in titles.items() if key.partition("/")[0] in wanted}
    flawed = {
        f"{code}/{context}"
        for code in wanted
        for context in flawed_texts(region, code, FLAWS[state][0])
    }
    return {key: title for key, title in titles.items() if key in flawed}


def _filters(chosen: dict[str, str]) -> list[dict[str, Any]]:
    """What the list of translations can be narrowed down by."""
    states = [(state, label) for state, (_flaw, label) in FLAWS.items()]
    return [
        {"name": name, "label": label, "choices": choices, "chosen": chosen[name]}
        for name, label, choices in (
            ("taal", _("Taal"), settings.LANGUAGES[1:]), ("stand", _("Stand"), states),
        )
    ]  # fmt: skip


@requires(Permission.EDIT_CONTENT)
def content_record(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """One record as a form; sending it keeps a draft, which nobody sees yet."""
    if kind == HOURS:
        return HttpResponseRedirect(reverse("hours_page", args=[key]))
    region, by = _region(request), str(request.user.pk)
    if not changes.exists(region, kind, key):
        raise Http404
    contents = changes.site_now(region)
    present = changes.present(region, kind, key)
    around = changes.under_way(region).filter(kind=kind, key=key)
    own = around.filter(written_by=by, state__in=(_State.DRAFT, _State.RETURNED)).first()
    raw = own.data if own else present
    seen = _digest(present, own)
    typed = request.POST if request.method == "POST" else None
    form = RecordForm(typed, kind=kind, key=key, contents=contents, raw={**raw, "seen": seen})
    has_moved = bool(own and own.base != present)
    if form.is_valid():
        if form.cleaned_data["seen"] == seen:
            change = actions.save_draft(
                region=region, kind=kind, key=key, data=form.raw, base=present, by=by,
                at=clock.now(),
            )  # fmt: skip
            messages.success(request, _("Uw tekst is bewaard. Bezoekers zien die nog niet."))
            return HttpResponseRedirect(_change_url(change))
        # Kept as it was typed; sending it once more says that the new text was seen.
        has_moved, raw = True, form.raw
        again = request.POST.copy()
        again["seen"] = seen
        form = RecordForm(again, kind=kind, key=key, contents=contents, raw=raw)
    context = {
        "form": form,
        "title": KINDS[kind].titles(contents)[key],
        "label": KIND_LABELS[kind],
        "about": KINDS[kind].about(contents, key),
        "is_stale": changes.is_stale(region, kind, key),
        "list_url": reverse("content_list", args=[kind]),
        "has_moved": has_moved,
        "moved": changes.differences(kind, present, raw) if has_moved else [],
        "others": _rows(around.exclude(written_by=by)),
        "versions": _rows(changes.versions(region, kind, key)),
    }
    return TemplateResponse(request, "catalogue/content_record.html", context)


@requires(Permission.EDIT_CONTENT)
def content_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One change: what it alters, and what can happen to it now."""
    return _change_page(request, _change(request, pk), ReturnForm())


@require_POST
@requires(Permission.EDIT_CONTENT)
def content_step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """Take one step with a change, or say why not."""
    change = _change(request, pk)
    permission, take = STEPS.get(step, (None, None))
    if permission is None or take is None or not _may(request, permission):
        raise Http404
    form = ReturnForm(request.POST)
    if step == "terugsturen" and not form.is_valid():
        return _change_page(request, change, form)
    try:
        return HttpResponseRedirect(take(request, change))
    except RefusedError as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(_change_url(change))


@require_POST
@requires(Permission.EDIT_CONTENT)
def start_trial(request: HttpRequest) -> HttpResponse:
    """Find out what everything under way, or some changes, would do to the answers."""
    region = _region(request)
    found = changes.under_way(region)
    if chosen := request.POST.get("change"):
        found = found.filter(pk__in=_ids(chosen))
    trial = actions.ask_for_trial(
        region=region, changes=list(found), by=str(request.user.pk), at=clock.now()
    )
    return HttpResponseRedirect(reverse("content_trial", args=[trial.pk]))


@requires(Permission.EDIT_CONTENT)
def content_trial(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which test questions are answered better or worse; asks again by itself until it is known."""
    region = _region(request)
    trial = get_object_or_404(Trial.objects.filter(region=region), pk=pk)
    found = ContentChange.objects.filter(region=region, pk__in=trial.changes)
    context = {
        "trial": trial,
        "result": trial.result,
        "changes": _rows(found.select_related("region")),
        "is_waiting": trial.state == Trial.State.WAITING,
        "is_done": trial.state == Trial.State.DONE,
    }
    response = TemplateResponse(request, "catalogue/content_trial.html", context)
    if trial.state == Trial.State.WAITING:
        response.headers["Refresh"] = str(_SECONDS_TO_REFRESH)
    return response


def _ids(text: str) -> list[UUID]:
    try:
        return [UUID(word) for word in text.split()]
    except ValueError:
        raise Http404 from None


def _offer(request: HttpRequest, change: ContentChange) -> str:
    actions.offer_change(change=change, by=str(request.user.pk), at=clock.now())
    messages.success(request, _("Uw tekst wacht nu op iemand anders, die haar leest."))
    return _change_url(change)


def _drop(request: HttpRequest, change: ContentChange) -> str:
    actions.drop_draft(change=change, by=str(request.user.pk), at=clock.now())
    messages.success(request, _("De wijziging is weg."))
    return reverse("content_home")


def _return(request: HttpRequest, change: ContentChange) -> str:
    actions.return_change(
        change=change, reason=request.POST["reason"], by=str(request.user.pk), at=clock.now()
    )
    messages.success(request, _("De schrijver ziet nu wat er nog anders moet."))
    return reverse("content_home")


def _accept(request: HttpRequest, change: ContentChange) -> str:
    actions.accept_change(change=change, by=str(request.user.pk), at=clock.now())
    return _change_url(change)


def _restore(request: HttpRequest, change: ContentChange) -> str:
    restored = actions.restore_version(change=change, by=str(request.user.pk), at=clock.now())
    messages.success(request, _("Dit is nu een nieuw concept met de oude tekst."))
    return _change_url(restored)


STEPS: dict[str, tuple[Permission, Callable[[HttpRequest, ContentChange], str]]] = {
    "aanbieden": (Permission.EDIT_CONTENT, _offer),
    "weggooien": (Permission.EDIT_CONTENT, _drop),
    "terugsturen": (Permission.PUBLISH_CONTENT, _return),
    "plaatsen": (Permission.PUBLISH_CONTENT, _accept),
    "terugzetten": (Permission.EDIT_CONTENT, _restore),
}


def _change_page(request: HttpRequest, change: ContentChange, form: ReturnForm) -> HttpResponse:
    region, by = _region(request), str(request.user.pk)
    present = changes.present(region, change.kind, change.key)
    is_live = change.state == _State.PUBLISHED
    may_publish = _may(request, Permission.PUBLISH_CONTENT)
    refusal = rules.may_accept(change, by=by, present=present)
    context = {
        "change": change,
        "row": _rows([change])[0],
        "differences": changes.differences(change.kind, change.base, change.data),
        "dutch": change.base.get(DUTCH, ""),
        "language": change.key.partition("/")[0],
        "moved": [] if is_live else changes.differences(change.kind, change.base, present),
        "is_stale": changes.is_stale(change.region, change.kind, change.key),
        "record_url": changes.record_url(change.kind, change.key),
        "may_offer": rules.may_offer(change, by=by) is None,
        "may_drop": rules.may_drop(change, by=by) is None,
        "may_return": may_publish and rules.may_return(change) is None,
        "may_accept": may_publish and refusal is None,
        "refusal": refusal if may_publish and change.state == _State.OFFERED else None,
        "is_live": is_live,
        "held_up": rules.held_up(region, at=clock.now()),
        "form": form,
    }
    response = TemplateResponse(request, "catalogue/content_change.html", context)
    if change.state == _State.ACCEPTED:
        response.headers["Refresh"] = str(_SECONDS_TO_REFRESH)
    return response


def _rows(found: Any) -> list[dict[str, Any]]:
    """Changes as lists show them."""
    found = list(found)
    people = mail_addresses(
        who for change in found for who in (change.written_by, change.published_by)
    )
    gone = _("iemand die hier niet meer werkt")
    return [
        {
            "title": changes.title_of(change),
            "label": KIND_LABELS[change.kind],
            "url": _change_url(change),
            "state": change.get_state_display(),
            "version": change.version,
            "writer": people.get(change.written_by, gone),
            "publisher": people.get(change.published_by, gone),
            "changed_at": change.changed_at,
        }
        for change in found
    ]


def _digest(present: Any, own: ContentChange | None) -> str:
    """What the writer had before them: the text of the website, and the own draft of it."""
    text = json.dumps([present, own.changed_at if own else None], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _change(request: HttpRequest, pk: UUID) -> ContentChange:
    rows = ContentChange.objects.filter(region=_region(request)).select_related("region")
    return get_object_or_404(rows, pk=pk)


def _may(request: HttpRequest, permission: Permission) -> bool:
    region = request.region  # type: ignore[attr-defined]
    return isinstance(request.user, User) and request.user.may(permission, region)


def _region(request: HttpRequest) -> Region:
    """As it is at this moment: what the middleware remembers may be two seconds old."""
    return Region.objects.get(pk=request.region.pk)  # type: ignore[attr-defined]


def _change_url(change: ContentChange) -> str:
    return reverse("content_change", args=[change.pk])
