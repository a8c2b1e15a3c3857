"""The pages of the digital desk. Everything here is open to everybody."""

from typing import Any, Final

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from werkcentrum.audit.actions import VISITOR
from werkcentrum.core import clock, spool
from werkcentrum.core.access import public, same_for_everyone, secret
from werkcentrum.core.form_notes import read_note
from werkcentrum.core.qr import qr_code
from werkcentrum.frontdoor import answer_page as answer_pages
from werkcentrum.frontdoor import calendar_feed, queries
from werkcentrum.frontdoor import locations as location_pages
from werkcentrum.frontdoor.actions import count_feedback
from werkcentrum.frontdoor.answering import answer_question
from werkcentrum.frontdoor.forms import QuestionForm
from werkcentrum.frontdoor.gallery import gallery
from werkcentrum.partners.middleware import region_of
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import Place, place_finder_of
from werkcentrum.privacy.models import Period
from werkcentrum.privacy.retention import terms_by

# What visitors give us, by sort of record.
_KEPT: Final = {
    "question": gettext_lazy("Een vraag aan deze website"),
    "client": gettext_lazy("Uw naam en uw verhaal, als wij klaar zijn met uw vraag"),
    "employer": gettext_lazy("De naam van een werkgever, als wij klaar zijn met de vraag"),
}


@public
@require_safe
@same_for_everyone()
def home(request: HttpRequest) -> HttpResponse:
    """The question box, starting points, and where one can walk in."""
    region = region_of(request)
    return TemplateResponse(request, "frontdoor/home.html", {
        "groups": queries.group_cards(region),
        "themes": queries.theme_cards(region),
        "walk_ins": location_pages.walk_ins(region, at=clock.now()),
    })  # fmt: skip


@public
@require_safe
@same_for_everyone("gemeente")
def service(request: HttpRequest, key: str) -> HttpResponse:
    """One service, as the chosen municipality offers it."""
    return TemplateResponse(request, "frontdoor/service.html", _service_context(request, key))


@public
@require_safe
@same_for_everyone("gemeente")
def take_along(request: HttpRequest, key: str) -> HttpResponse:
    """The same on one sheet of paper, with a QR code."""
    context = _service_context(request, key, on_paper=True)
    context["qr_svg"] = qr_code(context["page_address"])
    return TemplateResponse(request, "frontdoor/take_along.html", context)


@public
@require_safe
@same_for_everyone()
def themes(request: HttpRequest) -> HttpResponse:
    """Browse by theme or by group."""
    region = region_of(request)
    return TemplateResponse(request, "frontdoor/themes.html", {
        "themes": queries.theme_cards(region), "groups": queries.group_cards(region),
    })  # fmt: skip


@public
@require_safe
@same_for_everyone("gemeente")
def employers(request: HttpRequest) -> HttpResponse:
    """Everything for employers on one page."""
    region = region_of(request)
    return TemplateResponse(request, "frontdoor/employers.html", {
        "sections": queries.employer_sections(region, _chosen_place(request)),
        "contact": queries.employer_contact(region),
    })  # fmt: skip


@public
@require_safe
@same_for_everyone()
def locations(request: HttpRequest) -> HttpResponse:
    """Where to walk in; nearest first when a place was given."""
    region = region_of(request)
    form = QuestionForm(request.GET)
    place = place_finder_of(region).typed(form.place()) if form.place() else None
    if form.place():
        _keep(request, {"plaats": form.place()})
    cards = location_pages.location_cards(region, at=clock.now(), near=place)
    return TemplateResponse(request, "frontdoor/locations.html", {
        "open_now": [card for card in cards if card.is_open],
        "other": [card for card in cards if not card.is_open],
        "place_input": form.place(),
        "place_unknown": bool(form.place()) and place is None,
    })  # fmt: skip


@public
@require_safe
@same_for_everyone()
def location(request: HttpRequest, key: str) -> HttpResponse:
    """One location with its hours."""
    page = location_pages.location_page(
        region_of(request), key, at=clock.now(), address=request.build_absolute_uri(request.path)
    )
    return TemplateResponse(request, "frontdoor/location.html", {"location": _found(page)})


@public
@require_safe
@same_for_everyone()
def location_feed(request: HttpRequest, key: str) -> HttpResponse:
    """The hours of one location, for a calendar program."""
    address = request.build_absolute_uri(reverse("location", args=[key]))
    feed = calendar_feed.location_feed(region_of(request), key, at=clock.now(), address=address)
    return HttpResponse(_found(feed), content_type=calendar_feed.CONTENT_TYPE)


@public
@require_safe
@same_for_everyone()
def municipalities(request: HttpRequest) -> HttpResponse:
    """The municipalities that take part."""
    cards = queries.municipality_cards(region_of(request))
    return TemplateResponse(request, "frontdoor/municipalities.html", {"municipalities": cards})


@public
@require_safe
@same_for_everyone()
def municipality(request: HttpRequest, key: str) -> HttpResponse:
    """One municipality: where to go and what it does differently."""
    region = region_of(request)
    place = _found(place_finder_of(region).by_key(key))
    return TemplateResponse(request, "frontdoor/municipality.html", {
        "municipality": place,
        "website": queries.municipality_website(region, key),
        "locations": location_pages.location_cards(region, at=clock.now(), municipality=key),
        "differences": queries.variant_rows(region, key),
    })  # fmt: skip


@public
@require_safe
@same_for_everyone()
def info(request: HttpRequest, key: str) -> HttpResponse:
    """A page of running text."""
    page = _found(queries.catalogue_here(region_of(request)).pages.get(key))
    # What the register of the region says stands below what the page says itself.
    context = {"page": page, "purposes": [], "kept": []}
    if key == "privacy":
        told = queries.register_of(region_of(request))
        context |= {"purposes": sorted(told.purposes, key=str), "kept": _kept(told.periods)}
    return TemplateResponse(request, "frontdoor/info.html", context)


def _kept(decided: list[Period]) -> list[tuple[str, str]]:
    """What the region decided on how long we keep what visitors give us."""
    terms = terms_by(decided)
    return [(str(label), terms[record].in_words) for record, label in _KEPT.items()]


@public
@require_safe
@same_for_everyone()
def glossary(request: HttpRequest) -> HttpResponse:
    """Words from the field in plain Dutch."""
    terms = queries.catalogue_here(region_of(request)).glossary
    return TemplateResponse(request, "frontdoor/glossary.html", {"terms": terms})


@public
@require_safe
@same_for_everyone()
def components(request: HttpRequest) -> HttpResponse:
    """Every interface component once, with content of this region; for who builds the site."""
    found = gallery(region_of(request), at=clock.now())
    return TemplateResponse(request, "frontdoor/components.html", {"gallery": found})


@public
@csrf_exempt  # The signed note in the form takes its place: no cookie on pages one only reads.
@require_POST
def feedback(request: HttpRequest) -> HttpResponse:
    """Count 'hielp dit?'. A form that was tampered with or too old is thanked and not counted."""
    region = region_of(request)
    try:
        region_key, keys = answer_pages.read_feedback(request.POST.get("token", ""))
    except signing.BadSignature:
        return HttpResponseRedirect(reverse("thanks"))
    given = request.POST.get("antwoord", "")
    if region_key == region.key and given in ("ja", "nee"):
        count_feedback(
            region=region, helped=given == "ja", services=keys, by=VISITOR, at=clock.now()
        )
    if region_key == region.key and given == "nee":
        _leave_not_helped(request, region, keys)
    return HttpResponseRedirect(reverse("thanks"))


@public
@csrf_exempt  # The signed note in the form takes its place: no cookie on pages one only reads.
@require_POST
@secret
def walk_in(request: HttpRequest) -> HttpResponse:
    """Where to walk in, with the question on a page to show at the desk. It is stored nowhere."""
    form = QuestionForm({"q": request.POST.get("vraag", "")})
    is_carried = request.POST.get("mee") == "ja" and form.question()
    try:
        read_note(request.POST.get("token", ""))
    except signing.BadSignature:
        is_carried = ""
    if not is_carried:
        return HttpResponseRedirect(reverse("locations"))
    found = location_pages.walk_ins(region_of(request), at=clock.now(), on_paper=True, most=6)
    sent_along = {name: request.POST[name] for name in ("token", "mee", "vraag")}
    context = {"question": form.question(), "walk_ins": found, "sent_along": sent_along}
    return TemplateResponse(request, "frontdoor/walk_in.html", context)


@public
@require_safe
@same_for_everyone()
def thanks(request: HttpRequest) -> HttpResponse:
    """Thank you for telling whether it helped."""
    return TemplateResponse(request, "frontdoor/thanks.html", {"back_url": reverse("home")})


def _found(value: Any) -> Any:
    if value is None:
        raise Http404
    return value


def _chosen_place(request: HttpRequest) -> Place | None:
    place = place_finder_of(region_of(request)).by_key(request.GET.get("gemeente", ""))
    if place:
        _keep(request, {"gemeente": place.key})
    return place


def _keep(request: HttpRequest, chosen: dict[str, str]) -> None:
    """What goes along to this page in another language; nothing else in the address does."""
    request.kept = chosen  # type: ignore[attr-defined]


def _service_context(request: HttpRequest, key: str, *, on_paper: bool = False) -> dict[str, Any]:
    region, place = region_of(request), _chosen_place(request)
    address = request.build_absolute_uri(queries.with_place(reverse("service", args=[key]), place))
    return {
        "service": _found(queries.service_page(region, key, place=place, address=address)),
        "walk_ins": location_pages.walk_ins(region, at=clock.now(), near=place, on_paper=on_paper),
        "page_address": address,
    }


def _leave_not_helped(request: HttpRequest, region: Region, keys: list[str]) -> None:
    """The question that got no helping answer, to the spool: it is masked as every question is."""
    form = QuestionForm(request.POST)
    if not form.question():
        return
    # The form tells in which language the page is; the question may be in another one.
    answer = answer_question(region, form.question(), role=form.role(), explained=0)
    if answer.danger is None:
        spool.leave({
            "region": region.key,
            "text": form.question(),
            "language": answer.language,
            "audience": form.role(),
            "place": None,
            "best": keys,
            "confident": True,
            "not_helped": True,
        })  # fmt: skip
