"""What somebody lets us keep of their work: to read, to change and to throw away."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkcentrum.audit.actions import CLIENT
from werkcentrum.casework.models import Client
from werkcentrum.core import clock
from werkcentrum.core.access import public
from werkcentrum.core.refusal import Refusal, RefusedError
from werkcentrum.mine.page import show
from werkcentrum.mine.rules import nothing_to_do
from werkcentrum.mine.session import for_whoever_is_in, tell
from werkcentrum.profiles.actions import forget_profile, keep_profile
from werkcentrum.profiles.forms import ProfileForm, form_of_facts
from werkcentrum.profiles.models import Profile
from werkcentrum.profiles.queries import profiles_of, wishes_in
from werkcentrum.profiles.rules import consent_to_keep

_GET_OR_POST: Final = ["GET", "HEAD", "POST"]


@public
@require_http_methods(_GET_OR_POST)
@for_whoever_is_in
def change(request: HttpRequest, *, pk: UUID, clients: list[Client]) -> HttpResponse:
    """Change what is kept, on the same consent."""
    profile = _profile(clients, pk)
    typed = request.POST if request.method == "POST" else None
    form = form_of_facts(typed, read=wishes_in, known=profile.facts.known)
    if typed is not None and form.is_valid() and _keep(profile, form):
        tell(request, _("Uw profiel is veranderd."))
        return redirect("mine")
    return show(request, "mine/profile.html", form=form, profile=profile)


@public
@require_POST
@for_whoever_is_in
def forget(request: HttpRequest, *, pk: UUID, clients: list[Client]) -> HttpResponse:
    """Throw it away."""
    forget_profile(profile=_profile(clients, pk), by=CLIENT, at=clock.now())
    tell(request, _("Uw profiel is weg."))
    return redirect("mine")


def _profile(clients: list[Client], pk: UUID) -> Profile:
    found: Profile = get_object_or_404(profiles_of(clients, today=clock.today()), pk=pk)
    return found


def _keep(profile: Profile, form: ProfileForm) -> bool:
    """Whether it could be kept; what refused it is in the words of staff."""
    at, controller = clock.now(), profile.consent.controller
    consent = consent_to_keep(profile.client, controllers=[controller], at=at)
    try:
        if not isinstance(consent, Refusal):
            keep_profile(
                client=profile.client, facts=form.facts(), consent=consent, by=CLIENT, at=at
            )
            return True
    except RefusedError:
        pass
    form.add_error(None, str(nothing_to_do()))
    return False
