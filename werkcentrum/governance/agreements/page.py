"""What the pages about one agreement have in common."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, refusals_in
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.forms import held_numbers
from werkcentrum.governance.agreements.queries import agreements_of
from werkcentrum.governance.models import Agreement
from werkcentrum.partners.middleware import region_of

keeps = requires(Permission.KEEP_AGREEMENTS)


def agreement_of(request: HttpRequest, pk: UUID) -> Agreement:
    """One of this region; anything else does not exist."""
    found: Agreement = get_object_or_404(agreements_of(region_of(request)), pk=pk)
    return found


def who(request: HttpRequest) -> dict[str, Any]:
    """What every action is told: who does it, and when."""
    return {"by": by(request), "at": clock.now()}


def saved(form: Form, act: Callable[..., object]) -> bool:
    """Take the action with what was filled in; otherwise the form says what is wrong."""
    if not form.is_valid():
        return False
    numbers = held_numbers(form)
    told = {"held_numbers": numbers} if numbers else {}
    with refusals_in(form):
        act(**form.cleaned_data, **told)
        return True
    return False
