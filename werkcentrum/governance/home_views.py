"""Where the network on paper begins."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkcentrum.core import clock
from werkcentrum.governance.home_queries import tasks_of
from werkcentrum.governance.models import Agreement, Decision, Meeting
from werkcentrum.governance.staff_page import reads, shown
from werkcentrum.partners.middleware import region_of


@reads
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What there is."""
    region = region_of(request)
    agreements = Agreement.objects.filter(region=region)
    decisions = Decision.objects.filter(body__organisation__region=region)
    meetings = Meeting.objects.filter(body__organisation__region=region)
    return shown(request, "governance/home.html", {"tasks": tasks_of(region, today=clock.today()),
        "counts": [
        (_("Overeenkomsten in werking"), agreements.in_force_on(clock.today()).count()),
        (_("Besluiten"), decisions.count()),
        (_("Vergaderingen die komen"), meetings.filter(starts_at__gte=clock.now()).count()),
    ]})  # fmt: skip
