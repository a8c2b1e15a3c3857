"""What pages for staff have in common: who does it, and what is said afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from werkcentrum.accounts.models import User
from werkcentrum.core.refusal import RefusedError


def done(
    request: HttpRequest, said: str, action: Callable[[], object], *back: Any, part: str = ""
) -> HttpResponse:
    """Take one action, say that it is done or why not, and go to a page: its name, and what it is
    about. `part` is the id of what to show there once it is done; a refusal stands on top."""
    name, *about = back
    address = reverse(name, args=about)
    try:
        action()
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
        address += f"#{part}" if part else ""
    return HttpResponseRedirect(address)


@contextmanager
def refusals_in(form: Form) -> Iterator[None]:
    """What is refused below stands in the form, and the view goes on behind it to show that."""
    try:
        yield
    except RefusedError as refused:
        form.add_error(None, str(refused))


def is_as_read(request: HttpRequest, changed_at: datetime) -> bool:
    """Whether what somebody read when the page opened is what is there now: the form says in `seen`
    when that last changed."""
    return request.POST.get("seen", "") == changed_at.isoformat()


def user_of(request: HttpRequest) -> User:
    """Whoever is logged in."""
    assert isinstance(request.user, User)  # noqa: S101  `requires` let nobody else in
    return request.user


def by(request: HttpRequest) -> str:
    """Who does it, for the log."""
    return str(request.user.pk)
