"""Logins of organisations themselves, as the settings hold them."""

from typing import Any


def own_login_providers(logins: list[dict[str, str]]) -> dict[str, Any]:
    """What django-allauth has to know of them."""
    apps = [
        {
            "provider_id": login["id"],
            "name": login["name"],
            "client_id": login["client_id"],
            "secret": login["client_secret"],
            "settings": {"server_url": login["issuer"], "fetch_userinfo": False},
        }
        for login in logins
    ]
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}
