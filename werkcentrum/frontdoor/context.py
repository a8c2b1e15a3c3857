"""What every page shows around its own content."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _

from werkcentrum.core.addresses import link_to
from werkcentrum.core.languages import bare_path, in_other_languages
from werkcentrum.core.phone import phone_href
from werkcentrum.frontdoor.forms import LANGUAGE_PARAMETER
from werkcentrum.frontdoor.locations import places_to_book
from werkcentrum.frontdoor.staff_menu import STAFF_PAGES
from werkcentrum.partners.models import Region
from werkcentrum.profiles import own

# Pages that belong to an item of the menu and have another address, by the name of that item.
_ALSO: Final[Mapping[str, Sequence[str]]] = {
    "vacancies": ("fitting_work", "own_profile"), "trainings": ("promising",),
}  # fmt: skip


@dataclass(frozen=True)
class MenuItem:
    """A link in the menu or the footer; `about`: what one does there, when that is told."""

    url: str
    label: str
    is_current: bool
    about: str = ""


@dataclass(frozen=True)
class LanguageLink:
    """This page in another language; what was asked and chosen goes along.

    `url` is `start`, `Site.same_path` and `same_query`, which all have in common, and `chosen`.
    """

    code: str
    own_name: str
    direction: str
    start: str
    chosen: str
    url: str
    address: str
    is_current: bool


class Site:
    """The region's name, look and menus; the menus are only made where they are shown.

    `key` tells the region and its content; `section`: the menu item of this page, '' for none.
    There are no `languages` on the pages for staff.
    """

    def __init__(self, request: HttpRequest, region: Region) -> None:
        self._request = request
        self._region = region
        self.region_name = region.name
        self.theme = region.theme
        self.phone = region.phone
        self.phone_href = phone_href(region.phone)
        self.email = region.email
        self.is_demonstration = region.is_demonstration
        self.speech_input = region.speech_input
        self.key = (region.pk, region.content_version)

    @property
    def menu(self) -> list[MenuItem]:
        """The main menu."""
        labels = {
            "themes": _("Onderwerpen"),
            "vacancies": _("Vacatures"),
            "trainings": _("Opleidingen"),
            "employers": _("Voor werkgevers"),
            "locations": _("Langskomen"),
            "about": _("Over ons"),
        }
        return _items(labels, self._request.path)

    @property
    def has_profile(self) -> bool:
        """Whether this browser brings a profile along; only its own page knows if it counts."""
        return own.COOKIE in self._request.COOKIES

    @property
    def can_book(self) -> bool:
        """Whether visitors can make an appointment on this website."""
        return bool(places_to_book(self._region))

    @property
    def staff_menu(self) -> list[MenuItem]:
        """The pages that somebody who logged in may open as what they work as now."""
        may: Callable[..., bool] | None = getattr(self._request.user, "may", None)
        path = self._request.path
        return [
            MenuItem(url := reverse(name), str(label), path.startswith(url), str(about))
            for name, (permission, label, about) in STAFF_PAGES.items()
            if may and may(permission, self._region)
        ]

    @property
    def footer(self) -> list[MenuItem]:
        """The links below every page."""
        labels = {
            "municipalities": _("Gemeenten"),
            "glossary": _("Woordenlijst"),
            "accessibility": _("Toegankelijkheid"),
            "digital_channels": _("Klacht of verzoek"),
            "privacy": _("Privacy"),
            "cookies": _("Cookies"),
            "embed": _("Voor andere websites"),
        }
        return _items(labels, self._request.path)

    @property
    def section(self) -> str:
        """The part of the site: what comes first in the address, after a language."""
        return bare_path(self._request.path).partition("/")[0]

    @property
    def has_languages(self) -> bool:
        """Whether visitors read this page."""
        staff = (reverse("admin:index"), reverse("staff_home"))
        return not self._request.path.startswith(staff)

    @property
    def is_question(self) -> bool:
        """Whether the address of this page holds a question."""
        return "q" in getattr(self._request, "kept", {})

    @property
    def same_path(self) -> str:
        """What stands behind the language in the address of this page, up to the query."""
        return bare_path(escape_uri_path(self._request.path))

    @cached_property
    def same_query(self) -> str:
        """What was asked and chosen, as it stands in the address of this page."""
        kept = {**getattr(self._request, "kept", {})}
        kept.pop(LANGUAGE_PARAMETER, None)
        return link_to("", kept) if kept else ""

    @cached_property
    def languages(self) -> list[LanguageLink]:
        """This page in every language."""
        return list(self._languages()) if self.has_languages else []

    def _languages(self) -> Iterator[LanguageLink]:
        host = self._request.build_absolute_uri("/")[:-1]
        path, query = self.same_path, self.same_query
        for page in in_other_languages(get_script_prefix()):
            # Chosen by hand: the question is not counted again, and Dutch stays Dutch.
            chosen = f"&{LANGUAGE_PARAMETER}={page.code}" if self.is_question else ""
            yield LanguageLink(
                code=page.code,
                own_name=page.own_name,
                direction=page.direction,
                start=page.path,
                chosen=chosen,
                url=f"{page.path}{path}{query}{chosen}",
                address=f"{host}{page.path}{path}",
                is_current=page.is_current,
            )


def site(request: HttpRequest) -> dict[str, Site | None]:
    """Template context: `site`, or None when no region answers this host name."""
    region: Region | None = getattr(request, "region", None)
    return {"site": Site(request, region) if region else None}


def _items(labels: dict[str, str], path: str) -> list[MenuItem]:
    return [
        MenuItem(reverse(name), label, path.startswith(tuple(map(reverse, _with_others(name)))))
        for name, label in labels.items()
    ]


def _with_others(name: str) -> list[str]:
    return [name, *_ALSO.get(name, ())]
