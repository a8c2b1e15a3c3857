"""What stands between logging in and the first page: a second step, and as what one works now."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from werkcentrum.accounts.models import User
from werkcentrum.accounts.queries import can_log_in

GetResponse = Callable[[HttpRequest], HttpResponse]
# Where in the session stands as what somebody works: the id of a membership.
CHOSEN_WORK: Final = "work"
_SETTING_UP: Final = frozenset({
    "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate",
    "account_logout", "account_set_password", "own_login_off", "session_left", "stay_logged_in",
})  # fmt: skip
# One's own account comes before any work; the administration asks for no role.
_BEFORE_WORK: Final = ("account_", "mfa_", "choose_work", "session_left", "stay_logged_in")


def _guards(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """Whether this view is for people who logged in, and somebody did."""
    return getattr(view, "login_required", True) and isinstance(request.user, User)


def _name(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.url_name or "") if match else ""


def _is_administration(request: HttpRequest) -> bool:
    return bool(request.resolver_match and request.resolver_match.app_name == "admin")


def _came_by_own_login(request: HttpRequest, user: User) -> bool:
    """Whether this session began at an own login, which asks for two steps itself."""
    records = get_authentication_records(request, user)
    return any(record["method"] == "socialaccount" for record in records)


class SecondFactorMiddleware:
    """Guards every view that is not public. Stands after LoginRequiredMiddleware.

    Whoever has no second factor yet is sent to set one up, and can do nothing else.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """A redirect to the page for setting up, or None to go on."""
        user = request.user
        if not _guards(request, view) or _name(request) in _SETTING_UP:
            return None
        if not isinstance(user, User) or _came_by_own_login(request, user):
            return None
        if not user.is_in_two_steps:
            return HttpResponseRedirect(reverse("mfa_index"))
        if not can_log_in(user):
            return HttpResponseRedirect(reverse("account_set_password"))
        return None


class WorkMiddleware:
    """Puts `request.work`: the membership in which somebody works now, or None.

    Whoever has several in this region and chose none yet is asked to choose first.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.work = None  # type: ignore[attr-defined]
        request.has_other_work = False  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """A redirect to the page for choosing, or None to go on."""
        user = request.user
        if not _guards(request, view) or not isinstance(user, User):
            return None
        region = getattr(request, "region", None)
        user.chosen_work = _chosen(request)
        # Only asked where a page shows it: a page that sends on does not.
        request.work = SimpleLazyObject(lambda: user.work_in(region))  # type: ignore[attr-defined]
        request.has_other_work = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: len(user.work_choices(region)) > 1
        )
        is_before = _name(request).startswith(_BEFORE_WORK) or _is_administration(request)
        if is_before or user.work_in(region):
            return None
        if len(user.work_choices(region)) < 2:
            return None
        after = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return HttpResponseRedirect(f"{reverse('choose_work')}?{after}".rstrip("?"))


def _chosen(request: HttpRequest) -> UUID | None:
    stored = request.session.get(CHOSEN_WORK)
    return UUID(stored) if stored else None
