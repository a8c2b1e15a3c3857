"""The first page for staff."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from werkcentrum.accounts.models import User


def staff_home(request: HttpRequest) -> HttpResponse:
    """Who you are here, and what you may do."""
    user = request.user
    region = getattr(request, "region", None)
    roles = user.roles_in(region) if isinstance(user, User) else []
    return TemplateResponse(request, "accounts/staff_home.html", {"roles": roles})
