"""What the pages about the register and about consent have in common."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from werkcentrum.accounts.models import User
from werkcentrum.audit.actions import record_look
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.core import clock
from werkcentrum.core.refusal import RefusedError
from werkcentrum.partners.middleware import region_of


def done(request: HttpRequest, said: str, action: Callable[[], object], *back: Any) -> HttpResponse:
    """Take one action, say that it is done or why not, and go to a page: its name, and what it is
    about."""
    try:
        action()
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    name, *about = back
    return HttpResponseRedirect(reverse(name, args=about))


def looked(request: HttpRequest, subject: Any, count: int, what: str) -> None:
    """Write down that somebody saw personal data; none is nothing to write down."""
    if count:
        record_look(
            subject=subject, by=by(request), at=clock.now(), region_key=region_of(request).key,
            what=what, count=count,
        )  # fmt: skip


def client_for(request: HttpRequest, pk: UUID) -> Client:
    """Somebody with an enquiry that this user may see; others are not there."""
    seen = Enquiry.objects.visible_to(request.user).filter(region=region_of(request))
    found = Client.objects.filter(region=region_of(request), pk__in=seen.values("client"))
    client: Client = get_object_or_404(found.select_related("region"), pk=pk)
    return client


def user_of(request: HttpRequest) -> User:
    """Whoever is logged in."""
    assert isinstance(request.user, User)  # noqa: S101  `requires` let nobody else in
    return request.user


def by(request: HttpRequest) -> str:
    """Who does it, for the log."""
    return str(request.user.pk)
