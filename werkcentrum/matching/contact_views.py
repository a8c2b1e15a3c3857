"""Who among somebody's clients still has to say yes or no to contact."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import user_of
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.matching.contact_queries import profiles_by_facts, waiting_with
from werkcentrum.partners.middleware import region_of
from werkcentrum.privacy.staff_page import looked

_ON_A_PAGE: Final = 25


@requires(Permission.HANDLE_ENQUIRIES)
@require_safe
def contact_list(request: HttpRequest) -> HttpResponse:
    """The longest waiting first; the answer is given on the page of the client."""
    region = region_of(request)
    waiting = waiting_with(user_of(request), region, today=clock.today())
    page = Paginator(waiting, _ON_A_PAGE).get_page(request.GET.get("pagina"))
    asked = list(page.object_list)
    profiles = profiles_by_facts(asked)
    looked(request, region, len(asked), "casework.client")
    context = {"page": page, "rows": [(row, profiles[row.facts_id].client) for row in asked]}
    return TemplateResponse(request, "matching/staff/contact.html", context)
