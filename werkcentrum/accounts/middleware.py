"""Whoever has no second factor yet is sent to set one up, and can do nothing else."""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from werkcentrum.accounts.models import User
from werkcentrum.accounts.queries import has_second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]
_SETTING_UP: Final = frozenset({
    "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate",
    "account_logout",
})  # fmt: skip


class SecondFactorMiddleware:
    """Guards every view that is not public. Stands after LoginRequiredMiddleware."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """A redirect to the page for setting up, or None to go on."""
        if not getattr(view, "login_required", True) or not isinstance(request.user, User):
            return None
        match = request.resolver_match
        if match and match.url_name in _SETTING_UP:
            return None
        return (
            None if has_second_factor(request.user) else HttpResponseRedirect(reverse("mfa_index"))
        )
