"""Pages about messages: for staff what did not arrive, for everybody the demo mailbox."""

import hmac
import json
from typing import Any
from uuid import UUID

from csp.decorators import csp
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.audit.actions import record_look
from werkcentrum.core import clock
from werkcentrum.core.access import public, requires
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.refusal import RefusedError
from werkcentrum.partners.models import Region
from werkcentrum.postroom import actions, queries
from werkcentrum.postroom.forms import AgainForm

# Who tells how a message ended, in the audit trail.
NOTIFY = "notifynl"
_MAIL_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-popups"],
}


@requires(Permission.HANDLE_MESSAGES)
@require_safe
def undelivered(request: HttpRequest) -> HttpResponse:
    """What did not arrive and needs somebody."""
    return _list(request, None)


@require_POST
@requires(Permission.HANDLE_MESSAGES)
def message_step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """Send a message again, or say that it needs nobody any more."""
    rows = OutboxMessage.objects.filter(region_key=_region(request).key)
    message = get_object_or_404(rows, pk=pk)
    by, at = str(request.user.pk), clock.now()
    try:
        if step == "opnieuw":
            form = AgainForm(request.POST, message=message)
            if not form.is_valid():
                return _list(request, form, message)
            actions.send_again(message=message, to=form.cleaned_data["to"], by=by, at=at)
            messages.success(request, _("Het bericht gaat opnieuw weg."))
        elif step == "klaar":
            actions.settle(message=message, by=by, at=at)
            messages.success(request, _("Het bericht is van de lijst."))
        else:
            raise Http404
    except RefusedError as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(reverse("undelivered"))


@public
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """In a demonstration: everything that would have been sent."""
    shown = queries.mailbox(_demonstration(request))
    return TemplateResponse(request, "postroom/mailbox.html", {"shown": shown})


@public
@require_safe
def mailbox_message(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One message as its reader would have it: a mail, a phone or a sheet of paper."""
    message = queries.in_mailbox(_demonstration(request), pk)
    if message is None:
        raise Http404
    return TemplateResponse(
        request, "postroom/mailbox_message.html", {"row": queries.as_shown(message)}
    )


@public
@require_safe
@xframe_options_sameorigin
@csp(_MAIL_POLICY)  # type: ignore[arg-type]  # it says that views have no arguments
def mailbox_html(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The HTML of a mail alone, shown inside the page before; nothing in it can run."""
    message = queries.in_mailbox(_demonstration(request), pk)
    if message is None or not message.html:
        raise Http404
    response = HttpResponse(message.html)
    response.headers["Content-Language"] = message.language
    return response


@public
@csrf_exempt
@require_POST
def notify_report(request: HttpRequest) -> HttpResponse:
    """NotifyNL tells how a message ended. It knows the token that we gave it."""
    given = request.headers.get("Authorization", "").encode()
    wanted = f"Bearer {settings.NOTIFY_CALLBACK_TOKEN}".encode()
    if not settings.NOTIFY_CALLBACK_TOKEN or not hmac.compare_digest(given, wanted):
        raise Http404
    report = _report(request.body)
    if report is None:
        return HttpResponse(status=400)
    actions.take_report(**report, by=NOTIFY, at=clock.now())
    return HttpResponse(status=204)


def _report(body: bytes) -> dict[str, str] | None:
    """Reference and status; None for what is no report."""
    try:
        told = json.loads(body)
    except ValueError:
        return None
    if not isinstance(told, dict):
        return None
    found = {name: told.get(name) for name in ("reference", "status")}
    return found if all(isinstance(value, str) for value in found.values()) else None  # type: ignore[return-value]


def _list(
    request: HttpRequest, wrong: AgainForm | None, about: OutboxMessage | None = None
) -> HttpResponse:
    region = _region(request)
    rows: list[dict[str, Any]] = [
        {
            "row": row,
            "form": wrong if wrong and row.message == about else AgainForm(message=row.message),
        }
        for row in queries.undelivered(region)
    ]
    if rows:
        record_look(
            subject=region, by=str(request.user.pk), at=clock.now(), region_key=region.key,
            what="core.outboxmessage", count=len(rows),
        )  # fmt: skip
    return TemplateResponse(request, "postroom/undelivered.html", {
        "rows": rows,
        "stuck": queries.is_stuck(region, at=clock.now()),
        "missing": [] if region.is_demonstration else queries.missing_channels(),
        "is_full": len(rows) == queries.MOST_SHOWN,
    })  # fmt: skip


def _demonstration(request: HttpRequest) -> Region:
    region = _region(request)
    if not region.is_demonstration:
        raise Http404
    return region


def _region(request: HttpRequest) -> Region:
    region: Region | None = getattr(request, "region", None)
    if region is None:
        raise Http404
    return region
