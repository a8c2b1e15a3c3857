"""Pages for staff about themselves and their colleagues."""

import logging
from collections.abc import Callable
from uuid import UUID

from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from requests import RequestException

from werkcentrum.accounts.actions import (
    disconnect_own_login,
    end_membership,
    grant_role,
    invite_colleague,
    note_work_chosen,
)
from werkcentrum.accounts.forms import AuditForm, InviteForm
from werkcentrum.accounts.idle import seconds_left
from werkcentrum.accounts.middleware import CHOSEN_WORK
from werkcentrum.accounts.models import Membership, User
from werkcentrum.accounts.queries import (
    as_colleague,
    colleagues_in,
    has_second_factor,
    mail_addresses,
)
from werkcentrum.accounts.roles import ROLES, Permission
from werkcentrum.audit.actions import record_look
from werkcentrum.audit.models import AuditLine
from werkcentrum.audit.queries import choices_in, in_words, lines_of, page_of
from werkcentrum.core import clock
from werkcentrum.core.access import not_activity, public, requires
from werkcentrum.core.refusal import RefusedError
from werkcentrum.partners.models import Region

logger = logging.getLogger(__name__)
_ON_A_PAGE = 50


def staff_home(request: HttpRequest) -> HttpResponse:
    """Who you are here, and what you may do."""
    return TemplateResponse(request, "accounts/staff_home.html")


def choose_work(request: HttpRequest) -> HttpResponse:
    """Choose for which organisation you work now, and as what."""
    user = request.user
    choices = user.work_choices(_region(request)) if isinstance(user, User) else []
    after = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST":
        chosen = {str(work.pk): work for work in choices}.get(request.POST.get("work", ""))
        if chosen is not None:
            note_work_chosen(membership=chosen, by=str(request.user.pk), at=clock.now())
            request.session[CHOSEN_WORK] = str(chosen.pk)
            return HttpResponseRedirect(_own(request, after))
        messages.error(request, _("Kies een van de rollen."))
    return TemplateResponse(
        request, "accounts/choose_work.html", {"choices": choices, "after": after}
    )


@public
@require_POST
def own_login_start(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Off to an organisation's own login."""
    return _ask_login(request, openid.login, provider_id)


@public
@require_http_methods(["GET", "POST"])
def own_login_back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Back from an organisation's own login.

    The browser arrives with a GET, which changes nothing: the page sends on what it brought.
    """
    if request.method == "POST":
        return _ask_login(request, openid.callback, provider_id)
    _own_login(provider_id)
    address = request.get_full_path()
    return TemplateResponse(request, "accounts/own_login_back.html", {"address": address})


@require_POST
def own_login_off(request: HttpRequest, provider_id: str) -> HttpResponse:
    """No longer log in by one's organisation; only for whoever has another way."""
    user = _user(request)
    if has_second_factor(user):
        disconnect_own_login(user=user, login=provider_id, by=str(user.pk), at=clock.now())
        messages.success(request, _("U logt hier niet meer in via uw organisatie."))
    else:
        messages.error(request, _("Zet eerst een app met codes aan, of voeg een passkey toe."))
    return HttpResponseRedirect(reverse("mfa_index"))


@not_activity
@require_GET
def session_left(request: HttpRequest) -> HttpResponse:
    """How many seconds this session has left; asking does not make it longer."""
    return JsonResponse({"seconds": seconds_left(request)})


@require_POST
def stay_logged_in(request: HttpRequest) -> HttpResponse:
    """Somebody pressed the button to stay: that alone is activity."""
    return JsonResponse({"seconds": seconds_left(request)})


@requires(Permission.READ_AUDIT)
def audit_search(request: HttpRequest) -> HttpResponse:
    """Who did or saw what in this region; that somebody looks here is written down too."""
    region, user = _region(request), _user(request)
    verbs, types = choices_in(region.key)
    form = AuditForm(request.GET or None, verbs=verbs, types=types)
    lines, has_more = page_of(lines_of(region.key, form.wanted()), form.page())
    record_look(
        subject=AuditLine(), by=str(user.pk), at=clock.now(), region_key=region.key,
        count=len(lines), asked=form.codes(),
    )  # fmt: skip
    names = mail_addresses(line.actor for line in lines)
    return TemplateResponse(request, "accounts/audit_search.html", {
        "form": form,
        "lines": [in_words(line, names) for line in lines],
        "newer": form.address(form.page() - 1) if form.page() > 1 else "",
        "older": form.address(form.page() + 1) if has_more else "",
    })  # fmt: skip


@requires(Permission.MANAGE_STAFF)
def staff_list(request: HttpRequest) -> HttpResponse:
    """Who works here, and a form to invite a colleague."""
    region, user = _region(request), _user(request)
    form = InviteForm(request.POST or None, region=region, by_email=user.email)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        colleague = grant_role(**chosen, by=str(user.pk), at=clock.now())
        if colleague.last_login is None:
            invite_colleague(
                user=colleague, region=region, role=chosen["role"], by=str(user.pk), at=clock.now()
            )
            messages.info(request, _("%(email)s krijgt een e-mail met een link.") % chosen)
        messages.success(
            request,
            _("%(email)s werkt nu bij %(organisation)s als %(role)s.")
            % {
                "email": chosen["email"],
                "organisation": chosen["organisation"].name,
                "role": ROLES[chosen["role"]].label.lower(),
            },
        )
        return HttpResponseRedirect(reverse("staff_list"))
    page = Paginator(colleagues_in(region), _ON_A_PAGE).get_page(request.GET.get("pagina"))
    record_look(
        subject=region, by=str(user.pk), at=clock.now(), region_key=region.key,
        what="accounts.membership", count=len(page.object_list),
    )  # fmt: skip
    return TemplateResponse(request, "accounts/staff_list.html", {
        "form": form,
        "page": page,
        "colleagues": [as_colleague(row, by=user) for row in page.object_list],
        "roles": ROLES.values(),
        "address": request.build_absolute_uri(reverse("account_request_login_code")),
    })  # fmt: skip


@require_POST
@requires(Permission.MANAGE_STAFF)
def end_work(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody works here no longer in this role."""
    found = Membership.objects.select_related("user", "organisation__region")
    membership = get_object_or_404(found.filter(organisation__region=_region(request)), pk=pk)
    try:
        end_membership(membership=membership, by=str(request.user.pk), at=clock.now())
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request,
            _("%(email)s werkt niet meer als %(role)s bij %(organisation)s.")
            % {
                "email": membership.user.email,
                "role": membership.label.lower(),
                "organisation": membership.organisation.name,
            },
        )
    return HttpResponseRedirect(reverse("staff_list"))


def _ask_login(
    request: HttpRequest, ask: Callable[..., HttpResponseBase], provider_id: str
) -> HttpResponseBase:
    """The organisation's own login is asked something, and may be away."""
    login = _own_login(provider_id)
    try:
        return ask(request, provider_id=provider_id)
    except RequestException:
        logger.exception("De login van %s antwoordt niet.", provider_id)
        page = "accounts/own_login_failed.html"
        return TemplateResponse(request, page, {"name": login["name"]}, status=503)


def _own_login(provider_id: str) -> dict[str, str]:
    """An own login as it is set up here. Raises Http404."""
    found: dict[str, str] | None = next(
        (login for login in settings.OWN_LOGINS if login["id"] == provider_id), None
    )
    if found is None:
        raise Http404
    return found


def _region(request: HttpRequest) -> Region:
    region: Region = request.region  # type: ignore[attr-defined]
    return region


def _user(request: HttpRequest) -> User:
    """Whoever `requires` let through."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


def _own(request: HttpRequest, address: str) -> str:
    """An address of ours to go to, else the first page for staff."""
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if address and is_ours else reverse("staff_home")
