"""A session ends when nobody is there; what was typed is kept, and given back after logging in."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views import csrf

from werkcentrum.accounts.actions import give_back_form, keep_form
from werkcentrum.accounts.models import KeptForm, User
from werkcentrum.core import clock

GetResponse = Callable[[HttpRequest], HttpResponse]
# In the session: the moment of the last activity, and that something waits to be given back.
LAST_ACTIVE: Final = "last_active"
HAS_KEPT: Final = "has_kept_forms"
# A page with many parts should not write the session for each of them, in seconds.
_STEP: Final = 10
_SECRET: Final = frozenset({"csrfmiddlewaretoken", "password", "password1", "password2",
                            "oldpassword", "code", "credential", "next"})  # fmt: skip
# What is filled in about one's own account is not kept.
_OWN_ACCOUNT: Final = ("account_", "mfa_", "oidc_", "stay_logged_in", "choose_work")
_LONGEST_PAGE: Final = 500


class IdleMiddleware:
    """Ends a session without activity, and looks after what was typed in it.

    Stands after AuthenticationMiddleware and before LoginRequiredMiddleware.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.kept_fields = None  # type: ignore[attr-defined]
        request.kept_texts = []  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """The way to the login when the session ended, or None to go on."""
        user = request.user
        if not isinstance(user, User):
            return None
        is_activity = getattr(view, "is_activity", True)
        now = clock.now().timestamp()
        last = request.session.get(LAST_ACTIVE)
        if last is not None and now - last >= settings.SESSION_IDLE_SECONDS:
            _forget_user(request)
            # A screen at the desk asks for news without a login, also in a browser of staff.
            if not getattr(view, "login_required", True):
                return None
            return _to_login(request, user) if is_activity else HttpResponse(status=401)
        if is_activity and (last is None or now - last >= _STEP):
            request.session[LAST_ACTIVE] = now
        if is_activity and request.session.get(HAS_KEPT):
            _give_back(request, user)
        return None


def seconds_left(request: HttpRequest) -> int:
    """Until this session ends when nothing happens, in seconds."""
    last = request.session.get(LAST_ACTIVE, clock.now().timestamp())
    return max(0, int(last + settings.SESSION_IDLE_SECONDS - clock.now().timestamp()))


def begin(request: HttpRequest, user: User) -> None:
    """At login: somebody is there, and perhaps something was kept for them."""
    request.session[LAST_ACTIVE] = clock.now().timestamp()
    if user.kept_forms.exists():
        request.session[HAS_KEPT] = True


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from before somebody logged in again: kept and given back; any other is refused.

    Only a form of our own page: a browser tells the origin and no other site can say it is ours.
    """
    is_ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    user = request.user
    if is_ours and isinstance(user, User) and _may_keep(request):
        page = _keep(request, user)
        request.session[HAS_KEPT] = True
        messages.info(request, _("Deze pagina was verlopen."))
        return HttpResponseRedirect(page)
    return csrf.csrf_failure(request, reason)


def _forget_user(request: HttpRequest) -> None:
    """The request goes on as a visitor's.

    The session stays, ended: another page that is still open tells by it whose form it sends.
    """
    request.session.pop(AUTHENTICATION_METHODS_SESSION_KEY, None)
    request.user = AnonymousUser()


def _to_login(request: HttpRequest, user: User) -> HttpResponse:
    """To the login, and from there back to where one was; what was sent is kept."""
    page = request.get_full_path()
    is_kept = request.method == "POST" and _may_keep(request)
    if is_kept:
        page = _keep(request, user)
    elif request.method == "POST":
        page = _page(request)
    told = _("U was een half uur niet bezig. Daarom hebben wij u uitgelogd.")
    if is_kept:
        told += " " + _("Wat u typte, hebben wij bewaard.")
    messages.info(request, told)
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': page})}")


def _may_keep(request: HttpRequest) -> bool:
    match = request.resolver_match
    name = (match.url_name or "") if match else ""
    return not name.startswith(_OWN_ACCOUNT) and bool(request.POST.keys() - _SECRET)


def _keep(request: HttpRequest, user: User) -> str:
    """Keep what was sent; returns the address of the page on which the form stands."""
    page = _page(request)
    # PostgreSQL stores no NUL character, and nobody typed one.
    fields = {
        name.replace("\0", ""): [str(value).replace("\0", "") for value in values]
        for name, values in request.POST.lists()
        if name not in _SECRET
    }
    keep_form(
        user=user, page=_key(page), fields=fields, by=str(user.pk), at=clock.now()
    )  # fmt: skip
    return page


def _give_back(request: HttpRequest, user: User) -> None:
    """Show what was kept on its own page; once that form is sent, it goes."""
    page = _page(request) if request.method == "POST" else request.get_full_path()
    kept = KeptForm.objects.filter(user=user, page=_key(page)).first()
    if kept is None:
        return
    if request.method == "POST":
        give_back_form(kept=kept, by=str(user.pk), at=clock.now())
        request.session[HAS_KEPT] = user.kept_forms.exists()
        return
    request.kept_fields = MultiValueDict(kept.fields)  # type: ignore[attr-defined]
    # What has no space in it is a choice or a code, which nobody typed.
    typed = (text for values in kept.fields.values() for text in values)
    request.kept_texts = [t for t in typed if " " in t.strip()]  # type: ignore[attr-defined]


def _page(request: HttpRequest) -> str:
    """The page on which the form stands that was sent: where the browser says it comes from."""
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return request.path
    if came_from.netloc != request.get_host():
        return request.path
    return f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path


def _key(page: str) -> str:
    """A page without what stands behind the question mark, which a filter or a message changes."""
    return page.partition("?")[0][:_LONGEST_PAGE]
