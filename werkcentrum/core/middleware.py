"""Guards around every request."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from werkcentrum.core.languages import language_of

GetResponse = Callable[[HttpRequest], HttpResponse]
READING = frozenset({"GET", "HEAD", "OPTIONS"})
# Bookkeeping of a login (the session, and that recovery codes were shown); nothing of ours.
_LOGIN_TABLES = ('"django_session"', '"mfa_authenticator"')
# That somebody saw a record with personal data is written while they look (`audit.record_look`).
_LOOKS = 'INSERT INTO "audit_auditline"'
_HARMLESS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "PRAGMA", "EXPLAIN")


class WriteOnReadError(RuntimeError):
    """A GET tried to change data."""


def _refuse_writes(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Database wrapper that lets only reading statements through."""
    is_login = any(table in sql for table in _LOGIN_TABLES)
    may_pass = is_login or sql.startswith(_LOOKS)
    if not may_pass and not sql.lstrip("( \n\t").upper().startswith(_HARMLESS):
        raise WriteOnReadError(f"Een GET mag niets wijzigen: {sql[:80]}")
    return execute(sql, params, many, context)


class ReadOnlyGetMiddleware:
    """GET never writes: a database statement that would, fails."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return self.get_response(request)
        with connection.execute_wrapper(_refuse_writes):
            return self.get_response(request)


class LanguageMiddleware:
    """A page is made in the language of its address, and says so.

    Django's own also looks at cookies and at what the browser prefers: then one address has
    several texts, and no cache may keep it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request.path)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ContentPolicyMiddleware(CSPMiddleware):
    """What a page may load and where its forms lead, from CONTENT_SECURITY_POLICY.

    Nearly every page has the same policy. It is worked out once for those; django-csp does so
    twice for each page.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The page with its policy; the work of django-csp where a view changed anything."""
        own = any(name.startswith("_csp") for name in (*vars(request), *vars(response)))
        if own or settings.DEBUG:
            return super().process_response(request, response)
        for header, policy in self._usual.items():
            response.headers.setdefault(header, policy)
        return response

    @cached_property
    def _usual(self) -> dict[str, str]:
        usual = super().process_response(HttpRequest(), HttpResponse())
        return {name: usual.headers[name] for name in usual.headers if name != "Content-Type"}


def permissions(*, microphone: str = "") -> str:
    """What a page may ask of a device (Permissions-Policy): nothing, or only the microphone."""
    return f"camera=(), geolocation=(), microphone=({microphone}), payment=()"


class SecurityHeadersMiddleware:
    """Headers that Django does not set itself."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", permissions())
        # A request that was refused early has no user.
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        if response.has_header("Location") and request.META.get("QUERY_STRING"):
            # A redirect carries the query along, and that may hold somebody's question.
            response.headers["Cache-Control"] = "no-store"
            response.headers["Referrer-Policy"] = "no-referrer"
        return response
