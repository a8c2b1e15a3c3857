"""Pages for machines: robots, search engines, security researchers and health checks."""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from werkcentrum.catalogue.queries import catalogue_of
from werkcentrum.core import clock
from werkcentrum.core.access import public
from werkcentrum.core.languages import in_other_languages
from werkcentrum.frontdoor.locations import places_to_book, timetables_of
from werkcentrum.partners.middleware import region_of

# RFC 9116 wants an expiry less than a year away.
_SECURITY_TXT_DAYS = 180
_ABOUT = ("about", "privacy", "accessibility", "cookies", "embed")


@public
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a vulnerability (RFC 9116)."""
    expires = (clock.now() + timedelta(days=_SECURITY_TXT_DAYS)).replace(microsecond=0)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: nl, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Search engines may read everything but answers, which hold somebody's question."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {page.path}" for page in in_other_languages(reverse("answers"))),
        *(f"Disallow: {page.path}" for page in in_other_languages(reverse("kiosk"))),
        f"Disallow: {reverse('admin:index')}",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page with a text of its own, in every language (sitemaps.org)."""
    region = region_of(request)
    catalogue = catalogue_of(region)
    names = ["home", "services", "themes", "employers", "locations", "municipalities", "glossary"]
    names += ["ask", "ask_as_employer", "go_on", "vacancies", "trainings", "promising", "schools"]
    if places_to_book(region):
        names += ["book_appointment", "group_sessions"]
    paths = [reverse(name) for name in (*names, *_ABOUT)]
    paths += [reverse("service", args=[key]) for key in catalogue.services]
    paths += [reverse("theme", args=[key]) for key in catalogue.themes]
    paths += [reverse("group", args=[key]) for key in catalogue.groups]
    paths += [reverse("location", args=[row.key]) for row, _tables in timetables_of(region)]
    paths += [reverse("municipality", args=[key]) for key in catalogue.municipality_names]
    pages = [
        [(page.code, request.build_absolute_uri(page.path)) for page in in_other_languages(path)]
        for path in paths
    ]
    xml = render_to_string("frontdoor/sitemap.xml", {"pages": pages})
    return HttpResponse(xml, content_type="application/xml")


@public
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers; for a load balancer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
