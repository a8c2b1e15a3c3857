"""A page for staff: which lists there are, and what stands in them."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.core.access import requires
from werkcentrum.core.typed import visible
from werkcentrum.skills import queries

_LONGEST = 80


@requires(Permission.READ_SKILLS)
@require_safe
def skill_lists(request: HttpRequest) -> HttpResponse:
    """The lists, and the occupations and skills that somebody looks for."""
    wanted = visible(request.GET.get("zoek", ""), _LONGEST)
    found = queries.found(wanted)
    return TemplateResponse(request, "skills/lists.html", {
        "lists": queries.shown_lists(),
        "wanted": wanted,
        "found": found,
        "is_full": len(found) == queries.MOST_FOUND,
    })  # fmt: skip
