"""What every page shows around its own content."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from werkcentrum.core.languages import PageInLanguage, in_other_languages
from werkcentrum.core.phone import phone_href
from werkcentrum.frontdoor.forms import LANGUAGE_PARAMETER
from werkcentrum.partners.models import Region


@dataclass(frozen=True)
class MenuItem:
    """A link in the menu or the footer."""

    url: str
    label: str
    is_current: bool


@dataclass(frozen=True)
class LanguageLink:
    """This page in another language; what was asked and chosen goes along."""

    code: str
    own_name: str
    direction: str
    url: str
    address: str
    is_current: bool


@dataclass(frozen=True)
class Site:
    """The region's name, look and menus. `languages` is empty on the pages for staff."""

    region_name: str
    theme: str
    phone: str
    phone_href: str
    email: str
    is_demonstration: bool
    speech_input: bool
    menu: list[MenuItem]
    footer: list[MenuItem]
    languages: list[LanguageLink]


def site(request: HttpRequest) -> dict[str, Site | None]:
    """Template context: `site`, or None when no region answers this host name."""
    region: Region | None = getattr(request, "region", None)
    if region is None:
        return {"site": None}
    menu = {
        "themes": _("Onderwerpen"),
        "employers": _("Voor werkgevers"),
        "locations": _("Langskomen"),
        "about": _("Over ons"),
    }
    footer = {
        "municipalities": _("Gemeenten"),
        "glossary": _("Woordenlijst"),
        "accessibility": _("Toegankelijkheid"),
        "privacy": _("Privacy"),
        "cookies": _("Cookies"),
        "embed": _("Voor andere websites"),
    }
    return {
        "site": Site(
            region_name=region.name,
            theme=region.theme,
            phone=region.phone,
            phone_href=phone_href(region.phone),
            email=region.email,
            is_demonstration=region.is_demonstration,
            speech_input=region.speech_input,
            menu=_items(menu, request.path),
            footer=_items(footer, request.path),
            languages=_languages(request),
        )
    }


def _items(labels: dict[str, str], path: str) -> list[MenuItem]:
    addresses = {reverse(name): label for name, label in labels.items()}
    return [MenuItem(url, label, path.startswith(url)) for url, label in addresses.items()]


def _languages(request: HttpRequest) -> list[LanguageLink]:
    if request.path.startswith((reverse("admin:index"), reverse("staff_home"))):
        return []
    return [_language(request, page) for page in in_other_languages(escape_uri_path(request.path))]


def _language(request: HttpRequest, page: PageInLanguage) -> LanguageLink:
    kept = dict(getattr(request, "kept", {}))
    if "q" in kept:
        # Chosen by hand: the question is not counted again, and Dutch stays Dutch.
        kept[LANGUAGE_PARAMETER] = page.code
    query = f"?{urlencode(kept)}" if kept else ""
    return LanguageLink(
        code=page.code,
        own_name=page.own_name,
        direction=page.direction,
        url=page.path + query,
        address=request.build_absolute_uri(page.path),
        is_current=page.is_current,
    )
