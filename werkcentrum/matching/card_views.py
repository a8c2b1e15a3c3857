"""The model card, for everybody on the staff."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from werkcentrum.core import clock
from werkcentrum.core.markdown import render
from werkcentrum.matching.card import sections
from werkcentrum.matching.queries import weights_in_force
from werkcentrum.partners.middleware import region_of


@require_safe
def model_card(request: HttpRequest) -> HttpResponse:
    """What matching does, how good it is and who decides, with the weights in force."""
    told = sections(weights_in_force(region_of(request), clock.today()))
    parts = [(heading, render(text)) for heading, text in told.items()]
    return TemplateResponse(request, "matching/staff/card.html", {"parts": parts})
