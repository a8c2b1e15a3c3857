"""Addresses for staff: django-allauth's pages that we use, under Dutch names. No sign-up."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path

from werkcentrum.accounts import views
from werkcentrum.accounts.queries import connected_logins

View = Callable[..., HttpResponseBase]


def ours(view: View) -> View:
    """Their view in our look: our templates know the site as our own context tells it."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and response.context_data:
            response.context_data.pop("site", None)
            # They leave this out when all is well.
            response.context_data.setdefault("token_fail", False)
            response.context_data["own_logins"] = settings.OWN_LOGINS
            response.context_data["own_connected"] = connected_logins(request.user)
        return response

    return wrapped


THEIRS: dict[str, tuple[str, View]] = {
    "inloggen/": ("account_login", account.login),
    "inloggen/code/": ("mfa_authenticate", mfa.authenticate),
    "inloggen/passkey/": ("mfa_login_webauthn", webauthn.login_webauthn),
    "uitloggen/": ("account_logout", account.logout),
    "inloggen/eerste-keer/": ("account_request_login_code", account.request_login_code),
    "inloggen/eerste-keer/code/": ("account_confirm_login_code", account.confirm_login_code),
    "niet-actief/": ("account_inactive", account.account_inactive),
    "bevestigen/": ("account_reauthenticate", account.reauthenticate),
    "bevestigen/code/": ("mfa_reauthenticate", mfa.reauthenticate),
    "bevestigen/passkey/": ("mfa_reauthenticate_webauthn", webauthn.reauthenticate_webauthn),
    "wachtwoord/": ("account_change_password", account.password_change),
    "wachtwoord/kiezen/": ("account_set_password", account.password_set),
    "wachtwoord/klaar/": (
        "account_reset_password_from_key_done",
        account.password_reset_from_key_done,
    ),
    "wachtwoord/<str:uidb36>/<str:key>/": (
        "account_reset_password_from_key",
        account.password_reset_from_key,
    ),
    "tweede-stap/": ("mfa_index", mfa.index),
    "tweede-stap/app/": ("mfa_activate_totp", totp.activate_totp),
    "tweede-stap/app/weg/": ("mfa_deactivate_totp", totp.deactivate_totp),
    "tweede-stap/codes/": ("mfa_view_recovery_codes", recovery.view_recovery_codes),
    "tweede-stap/codes/nieuw/": ("mfa_generate_recovery_codes", recovery.generate_recovery_codes),
    "tweede-stap/passkeys/": ("mfa_list_webauthn", webauthn.list_webauthn),
    "tweede-stap/passkeys/nieuw/": ("mfa_add_webauthn", webauthn.add_webauthn),
    "tweede-stap/passkeys/<int:pk>/naam/": ("mfa_edit_webauthn", webauthn.edit_webauthn),
    "tweede-stap/passkeys/<int:pk>/weg/": ("mfa_remove_webauthn", webauthn.remove_webauthn),
}

urlpatterns = [
    path("", views.staff_home, name="staff_home"),
    path("werk/", views.choose_work, name="choose_work"),
    path(
        "inloggen/organisatie/<slug:provider_id>/",
        views.own_login_start,
        name="openid_connect_login",
    ),
    path(
        "inloggen/organisatie/<slug:provider_id>/terug/",
        views.own_login_back,
        name="openid_connect_callback",
    ),
    path("inloggen/organisatie/<slug:provider_id>/los/", views.own_login_off, name="own_login_off"),
    path("blijven/", views.stay_logged_in, name="stay_logged_in"),
    path("nog/", views.session_left, name="session_left"),
    path("logboek/", views.audit_search, name="audit_search"),
    path("collegas/", views.staff_list, name="staff_list"),
    path("collegas/<uuid:pk>/beeindigen/", views.end_work, name="end_work"),
    *(path(address, ours(view), name=name) for address, (name, view) in THEIRS.items()),
]
