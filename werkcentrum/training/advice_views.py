"""Which training helps somebody most: for themselves, from what their browser holds, and for who
helps them."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from werkcentrum.core import clock
from werkcentrum.core.access import public, secret
from werkcentrum.partners.middleware import region_of
from werkcentrum.profiles import own
from werkcentrum.training.advice_queries import advice


@secret
@public
@require_safe
def for_me(request: HttpRequest) -> HttpResponse:
    """The trainings and places to learn that bring most work near, or how to make a profile."""
    facts = own.read(request)
    advised = advice(region_of(request), facts, today=clock.today()) if facts else None
    context = {"advised": advised, "profile_url": "/mijn-profiel/"}
    return TemplateResponse(request, "training/for_me.html", context)
