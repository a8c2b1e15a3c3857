"""An organisation's own login (OpenID Connect): of whoever logs in there, only the `sub` is kept.

django-allauth finds this module by its name, in place of its own provider.
"""

from typing import Any

from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse


class SubOnlyProvider(OpenIDConnectProvider):  # type: ignore[misc]  # theirs has no types
    """Asks for nothing but who it is, and keeps nothing but the (pairwise) `sub`."""

    def get_default_scope(self) -> list[str]:
        """No profile and no mail address."""
        return ["openid"]

    def extract_extra_data(self, data: Any) -> dict[str, Any]:
        """Nothing, whatever the organisation sends along."""
        return {}

    def extract_common_fields(self, data: Any) -> dict[str, Any]:
        """Nothing."""
        return {}

    def extract_email_addresses(self, data: Any) -> list[Any]:
        """None: an account is never found by a mail address that somebody else vouches for."""
        return []

    def instead(self, request: HttpRequest, login: Any) -> HttpResponse | None:
        """What whoever comes back gets instead of an account; None for the account."""
        return None

    def failed(self, request: HttpRequest) -> HttpResponse:
        """The page for whoever did not get in there."""
        page = "accounts/own_login_failed.html"
        return TemplateResponse(request, page, {"name": self.name}, status=403).render()


provider_classes = [SubOnlyProvider]
