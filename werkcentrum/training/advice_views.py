"""Which training helps somebody most: for themselves, from what their browser holds, and for who
helps them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.core import clock
from werkcentrum.core.access import public, requires, secret
from werkcentrum.partners.middleware import region_of
from werkcentrum.privacy.staff_page import client_for, controllers_for, looked
from werkcentrum.profiles import own
from werkcentrum.profiles.queries import profile_of
from werkcentrum.training.advice_queries import advice


@secret
@public
@require_safe
def for_me(request: HttpRequest) -> HttpResponse:
    """The trainings and places to learn that bring most work near, or how to make a profile."""
    facts = own.read(request)
    advised = advice(region_of(request), facts, today=clock.today()) if facts else None
    return TemplateResponse(request, "training/for_me.html", {"advised": advised})


@requires(Permission.HANDLE_ENQUIRIES)
@require_safe
def client_trainings(request: HttpRequest, client: UUID) -> HttpResponse:
    """The same for a client whose profile is kept, to look at together."""
    found, today = client_for(request, client), clock.today()
    profile = profile_of(found, controllers_for(request, found), today=today)
    advised = None
    if profile is not None:
        looked(request, found, 1, "profiles.profile")
        facts = profile.facts
        advised = advice(found.region, facts.known, today=today, is_ranked=facts.is_ranked)
    context = {
        "client": found, "advised": advised,
        "is_ranked": profile is None or profile.facts.is_ranked,
    }  # fmt: skip
    return TemplateResponse(request, "training/staff/client.html", context)
