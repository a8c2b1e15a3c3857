"""The pages to look through services: all of them, those of a theme, those for a group.

All that is not about what was chosen is made once (`core.frames`): so many pages can be asked for
that a cache of whole pages helps nobody.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkcentrum.catalogue.queries import Topic
from werkcentrum.core.access import public, same_for_everyone
from werkcentrum.core.frames import framed
from werkcentrum.core.languages import current_language
from werkcentrum.core.memory import Fragments
from werkcentrum.core.templatetags import ui
from werkcentrum.core.wording import note, watched
from werkcentrum.frontdoor import browsing
from werkcentrum.frontdoor.answer_page import Found
from werkcentrum.frontdoor.context import Site
from werkcentrum.frontdoor.queries import (
    Card,
    catalogue_here,
    group_cards,
    leads_to,
    theme_cards,
)
from werkcentrum.partners.middleware import region_of
from werkcentrum.partners.models import Region

Others = Callable[[Region], list[Card]]
# Of 1 kB each: twelve themes and as many groups, in six languages.
_options = Fragments(2_048)


@public
@require_safe
@same_for_everyone(*browsing.PARAMETERS)
def services(request: HttpRequest) -> HttpResponse:
    """All services, narrowed down to what was chosen."""
    chosen = browsing.chosen(region_of(request), request.GET)
    topic = Topic("", _("Alle hulp"), _("Kies wat bij u past. Dan wordt de lijst korter."), "")
    return _browse(request, topic, chosen, chosen.parameters, theme_cards)


@public
@require_safe
@same_for_everyone(browsing.MUNICIPALITY, browsing.PAGE)
def theme(request: HttpRequest, key: str) -> HttpResponse:
    """The services of one theme."""
    region = region_of(request)
    chosen = replace(browsing.chosen(region, request.GET), theme=key, group="")
    return _topic_page(request, catalogue_here(region).themes.get(key), chosen, theme_cards)


@public
@require_safe
@same_for_everyone(browsing.MUNICIPALITY, browsing.PAGE)
def group(request: HttpRequest, key: str) -> HttpResponse:
    """The services for one target group."""
    region = region_of(request)
    chosen = replace(browsing.chosen(region, request.GET), theme="", group=key)
    return _topic_page(request, catalogue_here(region).groups.get(key), chosen, group_cards)


def _topic_page(
    request: HttpRequest, topic: Topic | None, chosen: browsing.Chosen, others: Others
) -> HttpResponse:
    if topic is None:
        raise Http404
    place = {browsing.MUNICIPALITY: chosen.municipality} if chosen.place else {}
    return _browse(request, topic, chosen, place, others)


def _browse(
    request: HttpRequest,
    topic: Topic,
    chosen: browsing.Chosen,
    kept: Mapping[str, str],
    others: Others,
) -> HttpResponse:
    """A page of services; `kept` is what stands in its address beside the number of the page."""
    region, query = region_of(request), browsing.as_query(kept)
    page = browsing.browse_page(region, chosen, address=request.path, query=query)
    number = {browsing.PAGE: str(page.number)} if page.number > 1 else {}
    is_whole = request.path == reverse("services")
    shape = {
        # What fits on one page of a theme or a group needs no choosing.
        "has_choices": is_whole or page.pages > 1,
        "has_services": bool(page.services),
        "is_filtered": is_whole and bool(page.active),
    }
    parts: dict[str, Callable[[], str]] = {
        "cards": lambda: ui.answer_cards(Found(card, "") for card in page.services),
        "query": lambda: escape(browsing.as_query({**kept, **number})),
        "found": lambda: escape(page.found),
        "number": lambda: f" ({page.number})" if number else "",
        "chosen": lambda: ui.chosen(page.active) if is_whole else "",
        "links": lambda: ui.choices(page.links, _("Bladzijden")) if page.links else "",
    }
    if shape["has_choices"]:
        made_for = (region.pk, region.content_version, current_language())
        parts |= {
            name: partial(_options_html, region, name, chosen, made_for)
            for name in browsing.CHOICES
        }

    def context(marks: Mapping[str, SafeString]) -> dict[str, Any]:
        site = Site(request, region)
        site.same_query = marks["query"]
        return {
            "site": site, "topic": topic, "part": marks, "other": others(region),
            "leads_to": leads_to(topic.key), **shape,
        }  # fmt: skip

    depends_on = (region.pk, region.content_version, *shape.values())
    return framed(request, "frontdoor/browse.html", context, parts=parts, depends_on=depends_on)


def _options_html(
    region: Region, name: str, chosen: browsing.Chosen, made_for: tuple[object, ...]
) -> str:
    """The options of one choice, made once for each pair of a theme and a group."""
    of_place = name == browsing.MUNICIPALITY
    key = (made_for, name, chosen.municipality if of_place else (chosen.theme, chosen.group))
    html, flaw = _options.get(
        key, lambda: watched(lambda: ui.options(browsing.options(region, name, chosen)))
    )
    note(flaw)
    return html
