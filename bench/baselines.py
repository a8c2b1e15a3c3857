"""What the pages are compared with: the least a server can do, and the least Django can do."""

import gc
from collections.abc import Callable, Iterable
from typing import Any

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

TEXT = b"Hallo\n"


def hello(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """A bare WSGI application: what the server itself costs."""
    headers = [("Content-Type", "text/plain"), ("Content-Length", str(len(TEXT)))]
    start_response("200 OK", headers)
    return [TEXT]


def _view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(TEXT, content_type="text/plain")


urlpatterns = [path("", _view)]


def minimal_django() -> WSGIHandler:
    """A Django view without template or database, behind the middleware of `startproject`."""
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        SECRET_KEY="only for measuring",  # noqa: S106  guards nothing
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
        ],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
    )
    django.setup(set_prefix=False)
    return WSGIHandler()


def our_pages() -> WSGIHandler:
    """Our site without background work: nothing is learned while pages are measured."""
    application = get_wsgi_application()
    # These read models, so they cannot be imported any sooner.
    from werkcentrum.frontdoor.browsing import shelves_of
    from werkcentrum.partners.models import Region

    for region in Region.objects.all():
        shelves_of(region)
    # As a web worker does when it took over a read model.
    gc.freeze()
    return application
