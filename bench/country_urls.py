"""The site map with one more address, by which visitors of the country bench book."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from werkcentrum.appointments import actions, queries, tokens
from werkcentrum.appointments.actions import Contact
from werkcentrum.appointments.models import Appointment, Channel
from werkcentrum.config.urls import urlpatterns as site
from werkcentrum.core import clock
from werkcentrum.core.access import public
from werkcentrum.core.refusal import RefusedError
from werkcentrum.partners.models import Region

_BY = "bezoeker"


@public
@csrf_exempt
@require_POST
def appointment(request: HttpRequest, step: str) -> HttpResponse:
    """One step: 200 with the secret of the link, 409 with the reason when it is refused."""
    region: Region = request.region  # type: ignore[attr-defined]
    try:
        made = _STEPS[step](region, request.POST.dict())
    except RefusedError as refused:
        return HttpResponse(str(refused), status=409)
    return HttpResponse(tokens.manage_secret(made.series))


def _wish(region: Region, sent: dict[str, str]) -> dict[str, object]:
    slot = queries.slot_for(region, sent["slot"])
    return {"slot": slot, "request_key": UUID(sent["key"]), "channel": Channel.OFFICE}


def _hold(region: Region, sent: dict[str, str]) -> Appointment:
    return actions.hold_place(**_wish(region, sent), by=_BY, at=clock.now())  # type: ignore[arg-type]


def _book(region: Region, sent: dict[str, str]) -> Appointment:
    contact = Contact(sent["name"], "mail", sent["address"])
    return actions.book_appointment(
        **_wish(region, sent),
        contact=contact,
        by=_BY,
        at=clock.now(),  # type: ignore[arg-type]
    )


def _move(region: Region, sent: dict[str, str]) -> Appointment:
    to = queries.slot_for(region, sent["slot"])
    assert to is not None  # noqa: S101  the bench knows its slots
    return actions.move_appointment(
        appointment=_own(region, sent), to=to, request_key=UUID(sent["key"]), by=_BY,
        at=clock.now(),
    )  # fmt: skip


def _cancel(region: Region, sent: dict[str, str]) -> Appointment:
    return actions.cancel_appointment(appointment=_own(region, sent), by=_BY, at=clock.now())


def _own(region: Region, sent: dict[str, str]) -> Appointment:
    found = queries.behind_link(region, sent["secret"])
    assert found is not None  # noqa: S101  the bench has it from `_book`
    return found


_STEPS = {"hold": _hold, "book": _book, "move": _move, "cancel": _cancel}
urlpatterns = [path("bench/afspraak/<str:step>/", appointment), *site]
