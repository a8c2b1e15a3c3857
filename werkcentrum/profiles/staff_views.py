"""Pages on which an adviser makes a profile together with somebody, who agreed that we keep it."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, done, refusals_in
from werkcentrum.casework.models import Client
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.forms import NO_BSN
from werkcentrum.core.refusal import Refusal, RefusedError
from werkcentrum.partners.models import Organisation
from werkcentrum.privacy.models import Consent
from werkcentrum.privacy.queries import askable_of
from werkcentrum.privacy.staff_page import client_for, controllers_for, looked
from werkcentrum.profiles import files
from werkcentrum.profiles.actions import forget_profile, keep_profile
from werkcentrum.profiles.exchange import Found
from werkcentrum.profiles.facts import NOTHING, Facts
from werkcentrum.profiles.file_forms import FileForm, ReadForm, file_errors_in, signed
from werkcentrum.profiles.forms import ProfileForm, StoryForm, form_of_facts, form_of_story
from werkcentrum.profiles.items import items_of
from werkcentrum.profiles.models import Profile
from werkcentrum.profiles.own_views import download
from werkcentrum.profiles.queries import profile_of, recognised, wishes_in, words
from werkcentrum.profiles.rules import PURPOSE, consent_to_keep
from werkcentrum.profiles.telling import told_facts

_handles = requires(Permission.HANDLE_ENQUIRIES)
_PAGE: Final = "client_profile"


@dataclass(frozen=True)
class _About:
    """Somebody, what is kept of them, and on what; a refusal when nothing may be."""

    client: Client
    controllers: set[UUID]
    profile: Profile | None
    consent: Consent | Refusal

    @property
    def known(self) -> Facts:
        """What was confirmed before."""
        return self.profile.facts.known if self.profile else NOTHING


@_handles
@require_safe
def client_profile(request: HttpRequest, client: UUID) -> HttpResponse:
    """What is kept, or the question whether we may."""
    return _profile_page(request, _about(request, client), StoryForm())


@require_POST
@_handles
def client_profile_story(request: HttpRequest, client: UUID) -> HttpResponse:
    """What may be meant by a story."""
    about, story = _about(request, client), StoryForm(request.POST)
    if isinstance(about.consent, Refusal) or not story.is_valid():
        return _profile_page(request, about, story)
    return _confirm_page(request, about, story, _confirming(about, story))


@require_POST
@_handles
def client_profile_keep(request: HttpRequest, client: UUID) -> HttpResponse:
    """Keep what somebody confirmed."""
    about, story = _about(request, client), StoryForm(request.POST)
    if not story.is_valid():
        return _profile_page(request, about, story)
    form = _confirming(about, story, request.POST)
    return _kept(request, about, form) or _confirm_page(request, about, story, form)


@_handles
@require_http_methods(["GET", "HEAD", "POST"])
def client_profile_change(request: HttpRequest, client: UUID) -> HttpResponse:
    """Change what is kept, or fill it in without a story."""
    about = _about(request, client)
    typed = request.POST if request.method == "POST" else None
    form = form_of_facts(typed, read=wishes_in, known=about.known)
    changed = None if typed is None else _kept(request, about, form)
    return changed or _page(request, "profiles/staff/change.html", about, form=form)


@require_POST
@_handles
def client_profile_forget(request: HttpRequest, client: UUID) -> HttpResponse:
    """Throw away what is kept, because somebody wants that."""
    profile = _about(request, client).profile

    def act() -> None:
        """A colleague, or the client, may have done it a moment ago."""
        if profile is None:
            raise RefusedError(_("Er is geen profiel van deze klant."))
        forget_profile(profile=profile, by=by(request), at=clock.now())

    said = _("Het profiel is verwijderd. De toestemming staat er nog; die kan de klant intrekken.")
    return done(request, said, act, _PAGE, client)


@_handles
@require_safe
def client_profile_download(request: HttpRequest, client: UUID, form: str) -> HttpResponse:
    """What is kept, as a file of VUM or Europass, for the client to take along."""
    about = _about(request, client)
    if about.profile is None:
        return _profile_page(request, about, StoryForm())
    looked(request, about.client, 1, "profiles.file")
    return download(files.write(form, about.known, words(), at=clock.now()))


@require_POST
@_handles
def client_profile_file(request: HttpRequest, client: UUID) -> HttpResponse:
    """What a file says that the client brought."""
    about, form = _about(request, client), FileForm(request.POST, request.FILES)
    if form.is_valid() and not isinstance(about.consent, Refusal):
        with file_errors_in(form):
            found = files.read(form.content, words(), today=clock.today())
            return _imported_page(request, about, found, _of_file(about, found.facts))
    return _profile_page(request, about, StoryForm(), form)


@require_POST
@_handles
def client_profile_file_keep(request: HttpRequest, client: UUID) -> HttpResponse:
    """Keep what the client confirmed of a file."""
    about, read = _about(request, client), ReadForm(request.POST)
    if not read.is_valid():
        return _profile_page(request, about, StoryForm())
    form = _of_file(about, read.facts, request.POST)
    found = Found(read.facts)
    return _kept(request, about, form) or _imported_page(request, about, found, form)


def _of_file(about: _About, facts: Facts, typed: Any = None) -> ProfileForm:
    return form_of_story(typed, items=items_of(facts), read=wishes_in, known=about.known)


def _imported_page(
    request: HttpRequest, about: _About, found: Found, form: ProfileForm
) -> HttpResponse:
    return _page(
        request,
        "profiles/staff/imported.html",
        about,
        form=form,
        found=found,
        read=signed(found.facts),
    )


def _about(request: HttpRequest, pk: UUID) -> _About:
    client, at = client_for(request, pk), clock.now()
    controllers = controllers_for(request, client)
    asking = Organisation.objects.filter(pk__in=controllers).order_by("name")
    consent = consent_to_keep(client, controllers=asking, at=at)
    profile = profile_of(client, controllers, today=clock.today())
    return _About(client, controllers, profile, consent)


def _confirming(about: _About, story: StoryForm, typed: Any = None) -> ProfileForm:
    items = recognised(story.cleaned_data["verhaal"], about.client.region, today=clock.today())
    return form_of_story(typed, items=items, read=wishes_in, known=about.known)


def _kept(request: HttpRequest, about: _About, form: ProfileForm) -> HttpResponse | None:
    """On to the profile; None when something is not right yet."""
    if not form.is_valid():
        return None
    if isinstance(about.consent, Refusal):
        form.add_error(None, str(about.consent))
        return None
    with refusals_in(form):
        keep_profile(
            client=about.client, facts=form.facts(), consent=about.consent, by=by(request),
            at=clock.now(),
        )  # fmt: skip
        messages.success(request, _("Het profiel is bewaard."))
        return HttpResponseRedirect(reverse(_PAGE, args=[about.client.pk]))
    return None


def _profile_page(
    request: HttpRequest, about: _About, story: StoryForm, file: FileForm | None = None
) -> HttpResponse:
    refusal = about.consent if isinstance(about.consent, Refusal) else ""
    askable = askable_of(about.client, controllers=about.controllers, at=clock.now())
    return _page(
        request, "profiles/staff/profile.html", about, form=story, refusal=refusal,
        file=file or FileForm(),
        profile=about.profile, lines=told_facts(about.known),
        askable=[row for row in askable if row.ground.purpose.key == PURPOSE] if refusal else [],
    )  # fmt: skip


def _confirm_page(
    request: HttpRequest, about: _About, story: StoryForm, form: ProfileForm
) -> HttpResponse:
    return _page(
        request, "profiles/staff/confirm.html", about, form=form,
        told=story.cleaned_data["verhaal"],
        is_no_bsn=NO_BSN in request.POST,
    )  # fmt: skip


def _page(request: HttpRequest, template: str, about: _About, **context: Any) -> HttpResponse:
    looked(request, about.client, 1, "profiles.profile")
    values = {"client": about.client, **context}
    return TemplateResponse(request, template, values)
