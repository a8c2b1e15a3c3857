"""A page with a form, until what it asks for is done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from werkcentrum.accounts.staff_page import by, refusals_in
from werkcentrum.core import clock
from werkcentrum.core.forms import held_numbers
from werkcentrum.governance.staff_page import shown

# A page with a form is read, and sent.
fills = require_http_methods(["GET", "HEAD", "POST"])


def who(request: HttpRequest) -> dict[str, Any]:
    """What every action is told: who does it, and when."""
    return {"by": by(request), "at": clock.now()}


def saved(form: Form, act: Callable[..., object]) -> bool:
    """Take the action with what was filled in; otherwise the form says what is wrong."""
    if not form.is_valid():
        return False
    with refusals_in(form):
        act(**_told(form))
        return True
    return False


def filled(
    request: HttpRequest,
    form: Form,
    act: Callable[..., Any],
    *,
    title: str,
    said: str,
    back: Callable[[Any], tuple[Any, ...]],
    about: str = "",
    lead: str = "",
) -> HttpResponse:
    """The form, with what was typed and why it was refused; or the page after it.

    `act` is given what was filled in, who does it, and when. `back` names that page: a name and its
    arguments, given what `act` returned, or None for who leaves the form.
    """
    if form.is_valid():
        with refusals_in(form):
            made = act(**_told(form), **who(request))
            messages.success(request, said)
            return to(*back(made))
    name, *args = back(None)
    return shown(request, "governance/form.html", {
        "form": form, "title": title, "about": about, "lead": lead,
        "back": reverse(name, args=args),
    })  # fmt: skip


def to(name: str, *args: Any) -> HttpResponse:
    """Go on to another page."""
    return HttpResponseRedirect(reverse(name, args=args))


def _told(form: Form) -> dict[str, Any]:
    """What was filled in, and how many numbers in it are no BSN by the word of who wrote it."""
    numbers = held_numbers(form)
    return form.cleaned_data | ({"held_numbers": numbers} if numbers else {})
