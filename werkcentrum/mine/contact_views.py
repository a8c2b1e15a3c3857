"""Somebody would like contact about a vacancy: yes or no, each time anew."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkcentrum.audit.actions import CLIENT
from werkcentrum.casework.models import Client
from werkcentrum.core import clock
from werkcentrum.core.access import public
from werkcentrum.core.refusal import RefusedError
from werkcentrum.matching.contact_actions import agree, say_no, say_yes
from werkcentrum.matching.contact_queries import own_contact, waiting_for
from werkcentrum.matching.models import ContactRequest
from werkcentrum.mine.page import show
from werkcentrum.mine.rules import nothing_to_do
from werkcentrum.mine.session import for_whoever_is_in, tell
from werkcentrum.privacy.models import ConsentText
from werkcentrum.profiles.models import Profile
from werkcentrum.profiles.queries import profiles_of


@public
@require_http_methods(["GET", "HEAD", "POST"])
@for_whoever_is_in
def contact(request: HttpRequest, *, pk: UUID, clients: list[Client]) -> HttpResponse:
    """Which vacancy, who asks, what they would hear; and the answer."""
    profiles = {row.facts_id: row for row in profiles_of(clients, today=clock.today())}
    rows = ContactRequest.objects.select_related("vacancy__region", "organisation__region")
    asked = get_object_or_404(rows, facts__in=profiles, pk=pk)
    profile = profiles[asked.facts_id]
    if request.method == "POST":
        return _answered(request, asked, profile)
    if asked not in waiting_for([profile], today=clock.today()):
        return _over(request)
    return show(request, "mine/contact.html", asked=own_contact(asked, profile, at=clock.now()))


def _answered(request: HttpRequest, asked: ContactRequest, profile: Profile) -> HttpResponse:
    answer = partial(say_no, request=asked)
    said = _("U zei nee. Alleen wie u hier helpt, ziet dat.")
    if "ja" in request.POST:
        answer = partial(say_yes, request=asked, profile=profile)
        if "text" in request.POST:
            answer = partial(agree, request=asked, profile=profile, text=_text(request, profile))
        name = asked.organisation.name
        said = _("U zei ja. %s weet nu wie u bent en hoe u te bereiken bent.") % name
    elif "nee" not in request.POST:
        raise Http404
    try:
        answer(by=CLIENT, at=clock.now())
    except RefusedError:
        return _over(request)
    tell(request, said)
    return redirect("mine")


def _text(request: HttpRequest, profile: Profile) -> ConsentText:
    """What somebody read and agreed to."""
    try:
        key = UUID(request.POST["text"])
    except ValueError:
        raise Http404 from None
    found: ConsentText = get_object_or_404(
        ConsentText, pk=key, purpose__region=profile.client.region_id
    )
    return found


def _over(request: HttpRequest) -> HttpResponse:
    """What refused it is in the words of staff."""
    tell(request, str(nothing_to_do()), is_problem=True)
    return redirect("mine")
