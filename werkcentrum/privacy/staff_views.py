"""Pages to ask somebody at the table whether something may be shared, and to take it back."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, done
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.partners.middleware import region_of
from werkcentrum.privacy import queries
from werkcentrum.privacy.actions import give_consent
from werkcentrum.privacy.asking import question_for
from werkcentrum.privacy.forms import AnswerForm
from werkcentrum.privacy.models import Consent, ConsentText, LegalGround
from werkcentrum.privacy.rules import may_ask, text_for
from werkcentrum.privacy.staff_page import client_for, controllers_for, looked

_handles = requires(Permission.HANDLE_ENQUIRIES)
_PAGE = "client_consent"
_ENQUIRIES_SHOWN = 5
_FROM, _FROM_PROFILE = "verwijzing", "profiel"


@_handles
@require_safe
def client_consent(request: HttpRequest, client: UUID) -> HttpResponse:
    """What somebody agreed to, what can be asked, and who received what."""
    found, at = client_for(request, client), clock.now()
    given = queries.consents_of(found, at=at)
    received = queries.disclosures_of(found)
    controllers = controllers_for(request, found)
    looked(request, found, 1 + len(given) + len(received), "privacy.consent")
    return TemplateResponse(request, "privacy/staff/client.html", {
        "client": found,
        "given": [row for row in given if row.is_in_force],
        "earlier": [row for row in given if not row.is_in_force],
        "askable": queries.askable_of(found, controllers=controllers, at=at),
        "objectionable": queries.objectionable_for(found, controllers=controllers, at=at),
        "enquiries": Enquiry.objects.visible_to(request.user).filter(client=found).order_by(
            "-opened_at", "id"
        )[:_ENQUIRIES_SHOWN],
        "received": received, **_along(request),
    })  # fmt: skip


@_handles
def ask_consent(request: HttpRequest, client: UUID, ground: UUID) -> HttpResponse:
    """The question, large and in the language of the client, with a yes and a no."""
    found, row = _asked(request, client, ground)
    typed = request.POST if request.method == "POST" else None
    if typed is not None and "nee" in typed:
        return _said_no(request, found, row)
    text, refusal = _question_text(found, row)
    form = AnswerForm(typed, representative=found.representative_name)
    if form.is_valid():
        said = get_object_or_404(ConsentText, pk=form.text_id, purpose__region=region_of(request))
        act = partial(
            give_consent, client=found, text=said, controller=row.controller,
            recipient=row.recipient or row.controller, data=queries.askable_data(row),
            **form.answer, by=by(request), at=clock.now(),
        )  # fmt: skip
        said_so = _("De toestemming is opgeschreven.")
        return done(request, said_so, act, *_back(request, found))
    looked(request, found, 1, "casework.client")
    return TemplateResponse(request, "privacy/staff/ask.html", {
        "client": found, "ground": row, "form": form, "refusal": refusal,
        "question": text and question_for(found, row, text, clock.now()),
        "text": text, **_beside(text, found), **_along(request),
    })  # fmt: skip


@_handles
@require_safe
def consent_paper(request: HttpRequest, client: UUID, ground: UUID) -> HttpResponse:
    """The same question on a sheet of paper, to sign."""
    found, row = _asked(request, client, ground)
    text, refusal = _question_text(found, row)
    if text is None or refusal:
        return HttpResponseRedirect(reverse("ask_consent", args=[client, ground]))
    looked(request, found, 1, "casework.client")
    return TemplateResponse(request, "privacy/staff/paper.html", {
        "client": found, "ground": row, "question": question_for(found, row, text, clock.now()),
        **_beside(text, found),
    })  # fmt: skip


@require_POST
@_handles
def withdraw(request: HttpRequest, client: UUID, pk: UUID) -> HttpResponse:
    """Somebody takes back their yes."""
    found = client_for(request, client)
    consent = get_object_or_404(_consents(found), pk=pk)
    act = partial(_verb(settings.WITHDRAW_CONSENT), consent=consent, by=by(request), at=clock.now())
    return done(request, _("De toestemming is ingetrokken."), act, _PAGE, client)


@require_POST
@_handles
def object_for_client(request: HttpRequest, client: UUID, ground: UUID) -> HttpResponse:
    """Somebody objects to sharing that rests on the law."""
    found = client_for(request, client)
    rows = LegalGround.objects.filter(purpose__region=region_of(request))
    row = get_object_or_404(rows.select_related("purpose"), pk=ground)
    act = partial(
        _verb(settings.OBJECT_TO), client=found, ground=row, by=by(request), at=clock.now()
    )
    said = _("Het bezwaar is opgeschreven. Tot het besluit wordt hierop niets gedeeld.")
    return done(request, said, act, _PAGE, client)


def _said_no(request: HttpRequest, client: Client, ground: LegalGround) -> HttpResponse:
    """Nothing is kept of a no; an earlier yes ends."""
    said = _("Er wordt niets gedeeld. U helpt deze klant net zo goed verder.")
    earlier = _consents(client).filter(
        purpose=ground.purpose_id, controller=ground.controller_id,
        recipient=ground.recipient_id or ground.controller_id, withdrawn_at=None,
    ).first()  # fmt: skip
    if earlier is None:
        messages.success(request, said)
        name, about = _back(request, client)
        return HttpResponseRedirect(reverse(name, args=[about]))
    act = partial(_verb(settings.WITHDRAW_CONSENT), consent=earlier, by=by(request), at=clock.now())
    return done(request, said, act, *_back(request, client))


def _came_from(request: HttpRequest) -> UUID | None:
    """The referral for which somebody is asked, if any. Its own page says who may see it."""
    try:
        return UUID(request.GET.get(_FROM, ""))
    except ValueError:
        return None


def _along(request: HttpRequest) -> dict[str, Any]:
    """For links to the next page, so that there is a way back."""
    key = _came_from(request)
    if _FROM_PROFILE in request.GET:
        return {"from_referral": None, "along": f"?{_FROM_PROFILE}=1"}
    return {"from_referral": key, "along": f"?{_FROM}={key}" if key else ""}


def _back(request: HttpRequest, client: Client) -> tuple[str, UUID]:
    """Where somebody goes on after an answer: what they were busy with, by name and key."""
    if _FROM_PROFILE in request.GET:
        return "client_profile", client.pk
    key = _came_from(request)
    return ("sent_referral", key) if key else (_PAGE, client.pk)


def _verb(path: str) -> Callable[..., object]:
    """The verb that also ends what rested on it; that is known on a higher floor."""
    action: Callable[..., object] = import_string(path)
    return action


def _question_text(client: Client, ground: LegalGround) -> tuple[ConsentText | None, str]:
    """The text to ask with, and why there is nothing to ask."""
    at = clock.now()
    recipient = ground.recipient or ground.controller
    refusal = may_ask(
        client, purpose=ground.purpose.key, controller=ground.controller, recipient=recipient,
        data=queries.askable_data(ground), at=at,
    )  # fmt: skip
    text = text_for(ground.purpose_id, client.language, at)
    if text is None and refusal is None:
        return None, _("Er is voor dit doel nog geen tekst. De privacymedewerker schrijft die.")
    return text, str(refusal or "")


def _beside(text: ConsentText | None, client: Client) -> dict[str, Any]:
    """What the adviser reads beside it: the Dutch, or that there is only Dutch."""
    dutch = text and text_for(text.purpose_id, settings.LANGUAGE_CODE, clock.now())
    names = dict(settings.LANGUAGES)
    return {
        "dutch": dutch if dutch != text else None,
        "language": names[client.language],
        "is_other_language": text is not None and text.language != client.language,
    }


def _asked(request: HttpRequest, client: UUID, ground: UUID) -> tuple[Client, LegalGround]:
    """Somebody, and a row of the register of those that they may be asked about."""
    found = client_for(request, client)
    rows = LegalGround.objects.filter(
        purpose__region=region_of(request), kind=LegalGround.Kind.CONSENT,
        controller__in=controllers_for(request, found),
    )  # fmt: skip
    row = get_object_or_404(rows.select_related("purpose", "controller", "recipient"), pk=ground)
    return found, row


def _consents(client: Client) -> Any:
    rows = Consent.objects.filter(client=client)
    return rows.select_related("client__region", "purpose", "recipient", "controller")
