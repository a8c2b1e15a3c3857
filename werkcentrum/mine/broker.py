"""The login of a broker (OpenID Connect), by which residents come in; django-allauth asks it.

It stands in none of django-allauth's lists, so that the login of staff never finds it. Whoever
comes back gets no account: it ends with `came_back`, which hears the pairwise `sub` alone.
"""

from collections.abc import Callable
from typing import Any, Final

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from werkcentrum.accounts.provider import SubOnlyProvider

CameBack = Callable[[HttpRequest, str, dict[str, Any]], HttpResponse]
Failed = Callable[[HttpRequest], HttpResponse]
# With a space: no own login of staff can have this id, which stands in an address.
_ID: Final = "mijn werkcentrum"


def name() -> str:
    """What people call it; '' when there is none."""
    return str(settings.RESIDENT_LOGIN.get("name", ""))


class Broker(SubOnlyProvider):
    """The broker of the settings, for one request."""

    def __init__(self, request: HttpRequest, *, came_back: CameBack, failed: Failed) -> None:
        super().__init__(request, app=_app())
        self._came_back, self._failed = came_back, failed

    def leave(self, data: dict[str, Any]) -> HttpResponse:
        """Off to it; `data` comes back. Raises RequestException or KeyError when it is away."""
        response: HttpResponse = self.redirect(self.request, AuthProcess.REDIRECT, data=data)
        return response

    def come_back(self) -> HttpResponse:
        """Read what the browser brought. Raises RequestException or KeyError when it is away."""
        adapter = self.get_oauth2_adapter(self.request)
        response: HttpResponse = OAuth2CallbackView.adapter_view(adapter)(self.request)
        return response

    def get_oauth2_adapter(self, request: HttpRequest) -> "_Adapter":
        """Ours, which knows the way back."""
        return _Adapter(request, self)

    def instead(self, request: HttpRequest, login: Any) -> HttpResponse:
        """Never an account."""
        return self._came_back(request, login.account.uid, login.state["data"])

    def failed(self, request: HttpRequest) -> HttpResponse:
        """A page for residents."""
        return self._failed(request)


class _Adapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # theirs has no types
    def __init__(self, request: HttpRequest, provider: Broker) -> None:
        super().__init__(request, _ID)
        self._provider = provider

    def get_provider(self) -> Broker:
        """This one, which stands in no list."""
        return self._provider

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """One address for all languages: the broker knows no other."""
        with translation.override(settings.LANGUAGE_CODE):
            path = reverse("mine_login_back")
        return str(build_absolute_uri(request, path, self.redirect_uri_protocol))

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any
    ) -> Any:
        """Who it is, from the ID token and nothing else."""
        try:
            if "id_token" in kwargs["response"]:
                return super().complete_login(request, app, token, **kwargs)
        except (KeyError, ValueError, ImproperlyConfigured) as error:
            raise OAuth2Error("no sub") from error
        raise OAuth2Error("no id_token")


def _app() -> SocialApp:
    """As django-allauth makes one of its own settings; never stored.

    It asks anew who it is: on a shared computer the broker may still know whoever was there before.
    """
    broker = settings.RESIDENT_LOGIN
    return SocialApp(
        provider="openid_connect",
        provider_id=_ID,
        name=broker["name"],
        client_id=broker["client_id"],
        secret=broker["client_secret"],
        settings={
            "server_url": broker["issuer"],
            "fetch_userinfo": False,
            "oauth_pkce_enabled": True,
            "auth_params": {"prompt": "login"},
        },
    )
