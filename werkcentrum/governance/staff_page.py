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
# In the order of the menu: the name of the page, and what it is called.
TABS: Final[tuple[tuple[str, str | Promise], ...]] = (
    ("governance_home", _("Overzicht")),
    ("agreements", _("Overeenkomsten")),
    ("proposal_list", _("Voorstellen")),
    ("decision_list", _("Besluiten")),
    ("mandate_list", _("Volmachten")),
    ("signature_list", _("Ondertekeningen")),
    ("body_list", _("Organen")),
    ("governance_partners", _("Partners")),
    ("money_home", _("Geld")),
    ("meeting_home", _("Vergaderingen")),
    ("action_points", _("Actiepunten")),
    ("involvements", _("Betrokken")),
    ("support", _("Ondersteuning")),
    ("governance_documents", _("Documenten")),
)


@dataclass(frozen=True)
class Tab:
    """One entry of the menu of this part of the site."""

    url: str
    label: str | Promise
    is_current: bool


def shown(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page, with the menu of this part of the site."""
    tabs = [
        Tab(url, label, request.path.startswith(url) if name != "governance_home"
            else request.path == url)
        for name, label in TABS
        for url in [reverse(name)]
    ]  # fmt: skip
    return TemplateResponse(request, template, {**context, "tabs": tabs}, status=status)


def page_of(request: HttpRequest, found: QuerySet[Any, Any]) -> Page[Any]:
    """The part of a list that the address asks for; the first or the last when there is none."""
    return Paginator(found, ON_A_PAGE).get_page(request.GET.get("pagina"))


def may(request: HttpRequest, permission: str) -> bool:
    """Whether whoever is logged in may do this here, for what a page shows."""
    return user_of(request).may(permission, region_of(request))
