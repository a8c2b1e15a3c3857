"""A page with a form, until what it asks for is done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from werkcentrum.accounts.staff_page import refusals_in
from werkcentrum.governance.staff_page import shown


def filled(
    request: HttpRequest,
    form: Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    said: str,
    back: Callable[[Any], tuple[Any, ...]],
    about: str = "",
    lead: str = "",
) -> HttpResponse:
    """The form, with what was typed and why it was refused; or the page after it.

    `act` is given what was typed. `back` names that page: a name and its arguments, given what
    `act` returned, or None for who leaves the form.
    """
    if form.is_valid():
        with refusals_in(form):
            made = act(form.cleaned_data)
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
