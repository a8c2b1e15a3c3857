"""What the pages about the network on paper have in common."""

from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import user_of
from werkcentrum.core.access import requires
from werkcentrum.partners.middleware import region_of

# Whoever may read; changing asks for a permission of its own.
reads = requires(Permission.READ_GOVERNANCE)
ON_A_PAGE: Final = 25
# In the order of the menu: what it is called, and the pages below it, the first when one opens it.
MENU: Final[tuple[tuple[str | Promise, tuple[tuple[str, str | Promise], ...]], ...]] = (
    (_("Overzicht"), (("governance_home", _("Overzicht")),)),
    (
        _("Overeenkomsten"),
        (("agreements", _("Alle overeenkomsten")), ("signature_list", _("Ondertekeningen"))),
    ),
    (
        _("Besluiten"),
        (
            ("decision_list", _("Alle besluiten")),
            ("proposal_list", _("Voorstellen")),
            ("mandate_list", _("Volmachten")),
            ("body_list", _("Organen")),
        ),
    ),
    (
        _("Vergaderingen"),
        (
            ("meeting_home", _("Agenda")),
            ("action_points", _("Actiepunten")),
            ("involvements", _("Betrokken")),
            ("support", _("Ondersteuning")),
        ),
    ),
    (_("Geld"), (("money_home", _("Geld")),)),
    (_("Documenten"), (("governance_documents", _("Documenten")),)),
    (_("Partners"), (("governance_partners", _("Partners")),)),
)


@dataclass(frozen=True)
class Tab:
    """One entry of a menu of this part of the site."""

    url: str
    label: str | Promise
    is_current: bool


def shown(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page, with the menu of this part of the site and of the pages beside it."""
    return TemplateResponse(request, template, {**context, **_menu(request.path)}, status=status)


def _menu(path: str) -> dict[str, list[Tab]]:
    """All parts, and the pages of the part where somebody is, when there are several."""
    addresses = {name: reverse(name) for _label, pages in MENU for name, _name in pages}
    # The longest address that the page lies below; everything lies below the first of all.
    here = max((url for url in addresses.values() if path.startswith(url)), key=len, default="")
    tabs, beside = [], []
    for label, pages in MENU:
        below = [Tab(addresses[name], said, addresses[name] == here) for name, said in pages]
        is_current = any(tab.is_current for tab in below)
        tabs.append(Tab(below[0].url, label, is_current))
        if is_current and len(below) > 1:
            beside = below
    return {"tabs": tabs, "beside": beside}


def page_of(
    request: HttpRequest, found: QuerySet[Any, Any], *, count: int | None = None
) -> Page[Any]:
    """The part of a list that the address asks for; the first or the last when there is none.

    Whoever knows how many there are spares a query.
    """
    pages = Paginator(found, ON_A_PAGE)
    if count is not None:
        pages.count = count
    return pages.get_page(request.GET.get("pagina"))


def may(request: HttpRequest, permission: str) -> bool:
    """Whether whoever is logged in may do this here, for what a page shows."""
    return user_of(request).may(permission, region_of(request))
