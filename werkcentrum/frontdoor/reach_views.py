"""The desk outside its own website: a question box for other sites, and a kiosk in the library."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from werkcentrum.core import clock
from werkcentrum.core.access import public, same_for_everyone
from werkcentrum.core.qr import qr_code
from werkcentrum.frontdoor import embedding, kiosk, queries
from werkcentrum.frontdoor import locations as location_pages
from werkcentrum.frontdoor.answer_views import Asked, answer_response
from werkcentrum.frontdoor.answering import clean
from werkcentrum.frontdoor.forms import QuestionForm
from werkcentrum.partners.middleware import region_of
from werkcentrum.partners.models import Location
from werkcentrum.partners.queries import Place, place_finder_of

# A partner's page asks for the script at every visit; a new version may take an hour.
_SCRIPT_SECONDS = 3600


@public
@require_safe
@same_for_everyone()
def embed(request: HttpRequest) -> HttpResponse:
    """For webmasters: how to put the question box on another site."""
    return TemplateResponse(request, "frontdoor/embed.html", {
        "snippets": embedding.snippets(request),
        "host": request.build_absolute_uri("/").rstrip("/"),
        "sites": region_of(request).embed_sites,
    })  # fmt: skip


@public
@require_safe
@same_for_everyone()
@xframe_options_exempt
def box(request: HttpRequest) -> HttpResponse:
    """The question box alone: the only page that other sites may show inside their own."""
    region = region_of(request)
    response = TemplateResponse(request, "frontdoor/box.html", {"look": f"{region.theme} framed"})
    frames = embedding.allowed_frames(region)
    # What the library's own decorator does; that one takes no value from the request.
    response._csp_replace = {"frame-ancestors": frames}  # type: ignore[attr-defined]
    return response


@public
@require_safe
@same_for_everyone()
def embed_script(request: HttpRequest) -> HttpResponse:
    """The script that puts the question box on another site."""
    script = embedding.embed_script(region_of(request))
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={_SCRIPT_SECONDS}"
    # A site that isolates itself (COEP) may load it too.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _on_kiosk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the kiosk: for everybody, and kept nowhere. A view gets the kiosk's location."""

    @public
    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, _location(request), *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return wrapped


@_on_kiosk
def kiosk_start(request: HttpRequest, location: Location | None) -> HttpResponse:
    """Where everybody begins: the question box, the themes, and when somebody sits here."""
    shown = _around(request, location, is_start=True)
    shown["themes"] = kiosk.theme_tiles(region_of(request), shown["kiosk"])
    return TemplateResponse(request, "frontdoor/kiosk/start.html", shown)


@_on_kiosk
def kiosk_answers(request: HttpRequest, location: Location | None) -> HttpResponse:
    """The answer to a question, for the municipality of the desk when the question names none."""

    def respond(asked: Asked) -> HttpResponse:
        question = asked.form.question()
        there = {"q": question} | ({"plaats": location.municipality.name} if location else {})
        address = request.build_absolute_uri(f"{reverse('answers')}?{urlencode(there)}")
        shown = {
            "page": asked.page, "q": question, "place": asked.place, "theme_key": "",
            "qr_svg": _qr(address) if question else "",
            "notice_last": asked.page is not None and asked.page.danger is not None,
        }  # fmt: skip
        shown |= _around(request, location)
        return TemplateResponse(request, "frontdoor/kiosk/answers.html", shown).render()

    here = _place(request, location.municipality.key) if location else None
    return answer_response(request, respond, here=here)


@_on_kiosk
def kiosk_theme(request: HttpRequest, location: Location | None, key: str) -> HttpResponse:
    """The services of one theme, as the municipality of the desk offers them."""
    region = region_of(request)
    place = _place(request, location.municipality.key) if location else None
    section = queries.theme_services(region, key, place)
    if section is None:
        raise Http404
    shown = {"theme": section, "theme_key": key, "place": place, "q": ""}
    return TemplateResponse(
        request, "frontdoor/kiosk/theme.html", shown | _around(request, location)
    )


@_on_kiosk
def kiosk_service(request: HttpRequest, location: Location | None, key: str) -> HttpResponse:
    """One service: the first step, who helps, and a code to take it along on a phone."""
    region = region_of(request)
    place = _place(request, request.GET.get("gemeente", ""))
    address = request.build_absolute_uri(queries.with_place(reverse("service", args=[key]), place))
    page = queries.service_page(region, key, place=place, address=address)
    if page is None:
        raise Http404
    shown = _around(request, location, kept=("gemeente", kiosk.THEME_PARAMETER))
    before = request.GET.get(kiosk.THEME_PARAMETER, "")
    shown |= {
        "service": page,
        "q": QuestionForm(request.GET).question(),
        "before": kiosk.theme_before(region, shown["kiosk"], before),
        "qr_svg": qr_code(address),
    }
    return TemplateResponse(request, "frontdoor/kiosk/service.html", shown)


def _location(request: HttpRequest) -> Location | None:
    """The location in the address; none when the address names none. Raises Http404."""
    key = request.GET.get(kiosk.LOCATION_PARAMETER, "")
    found = kiosk.location_at(region_of(request), key)
    if key and found is None:
        raise Http404
    return found


def _place(request: HttpRequest, municipality: str) -> Place | None:
    return place_finder_of(region_of(request)).by_key(municipality)


def _around(
    request: HttpRequest,
    location: Location | None,
    *,
    kept: tuple[str, ...] = (),
    is_start: bool = False,
) -> dict[str, Any]:
    """What every page of the kiosk shows; `kept` goes along to another language."""
    region, at = region_of(request), clock.now()
    kept = ("q", kiosk.LOCATION_PARAMETER, *kept)
    chosen = {name: clean(request.GET[name]) for name in kept if request.GET.get(name)}
    request.kept = chosen  # type: ignore[attr-defined]
    return {
        "kiosk": kiosk.kiosk_at(region, location, at=at, is_start=is_start),
        "walk_ins": location_pages.walk_ins(region, at=at),
    }


def _qr(address: str) -> str:
    return qr_code(address) if kiosk.fits_in_qr(address) else ""
