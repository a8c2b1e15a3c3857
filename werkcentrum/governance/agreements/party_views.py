"""Pages about the parties of an agreement."""

from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkcentrum.accounts.staff_page import done
from werkcentrum.core import clock
from werkcentrum.governance.agreements import party_actions as actions
from werkcentrum.governance.agreements.forms import NewPartyForm, NoteForm, PartyForm
from werkcentrum.governance.agreements.page import agreement_of, keeps
from werkcentrum.governance.agreements.rules import may_write
from werkcentrum.governance.agreements.states import Stage
from werkcentrum.governance.form_page import saved, who
from werkcentrum.governance.models import Party
from werkcentrum.governance.staff_page import shown
from werkcentrum.partners.middleware import region_of

_NOTES: Final = {"afgestemd": actions.note_consulted, "akkoord": actions.note_checked}


@keeps
@require_http_methods(["GET", "HEAD", "POST"])
def party_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An organisation more."""
    agreement = agreement_of(request, pk)
    form = NewPartyForm(request.POST or None, agreement=agreement)
    if saved(form, partial(actions.add_party, agreement=agreement, **who(request))):
        messages.success(request, _("De partij is toegevoegd."))
        return HttpResponseRedirect(reverse("agreement", args=[agreement.pk]))
    context = {"agreement": agreement, "party": None, "form": form, "may_write": True}
    return shown(request, "governance/party_form.html", context)


@keeps
@require_http_methods(["GET", "HEAD", "POST"])
def party(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who speaks for it, what it gets, and what it said of the text."""
    found = _party_of(request, pk)
    form = PartyForm(request.POST or None, party=found)
    if saved(form, partial(actions.change_party, party=found, **who(request))):
        messages.success(request, _("De gegevens van deze partij zijn bewaard."))
        return HttpResponseRedirect(reverse("agreement", args=[found.agreement_id]))
    return _party_page(request, found, form, {})


@require_POST
@keeps
def party_note(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """It reacted to the text, or its lawyer agrees with it."""
    found = _party_of(request, pk)
    if what not in _NOTES:
        raise Http404
    form = _note_form(what, request.POST)
    if saved(form, partial(_NOTES[what], party=found, **who(request))):
        messages.success(request, _("Vastgelegd."))
        return HttpResponseRedirect(reverse("agreement", args=[found.agreement_id]))
    return _party_page(request, found, PartyForm(party=found), {what: form})


@require_POST
@keeps
def party_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It does not take part after all."""
    found = _party_of(request, pk)
    act = partial(actions.remove_party, party=found, **who(request))
    return done(request, _("De partij is weggehaald."), act, "agreement", found.agreement_id)


def _party_of(request: HttpRequest, pk: UUID) -> Party:
    """One of an agreement of this region; anything else does not exist."""
    rows = Party.objects.filter(agreement__region=region_of(request))
    found: Party = get_object_or_404(
        rows.select_related("agreement__region", "agreement__parent", "organisation"), pk=pk
    )
    return found


def _party_page(
    request: HttpRequest, found: Party, form: PartyForm, wrong: dict[str, Any]
) -> HttpResponse:
    """With what was wrong in one of the small forms."""
    return shown(request, "governance/party_form.html", {
        "agreement": found.agreement, "party": found, "form": form,
        "may_write": may_write(found.agreement) is None,
        "may_note": found.agreement.stage == Stage.CONSULTATION,
        "consulted_form": wrong.get("afgestemd") or _note_form("afgestemd"),
        "checked_form": wrong.get("akkoord") or _note_form("akkoord"),
    })  # fmt: skip


def _note_form(what: str, data: Any = None) -> NoteForm:
    """Two of them stand on one page."""
    form = NoteForm(data, today=clock.today())
    form.auto_id = f"{what}-%s"
    return form
