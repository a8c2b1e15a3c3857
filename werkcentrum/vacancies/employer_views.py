"""An employer writes a vacancy down, without an account; and the page behind the link.

What is typed is in no address and nothing is kept before somebody has seen it all once more. In
Dutch only: vacancies are written in Dutch.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from allauth.core import ratelimit
from django.core import signing
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse

from werkcentrum.audit.actions import VISITOR
from werkcentrum.core import clock
from werkcentrum.core.access import signed_form
from werkcentrum.core.form_notes import new_note, read_note
from werkcentrum.core.forms import held_numbers
from werkcentrum.core.refusal import RefusedError
from werkcentrum.partners.middleware import region_of
from werkcentrum.partners.models import Region
from werkcentrum.vacancies import employer_actions, queries, rules, tokens
from werkcentrum.vacancies.content import Content
from werkcentrum.vacancies.employer_forms import WhoForm
from werkcentrum.vacancies.forms import SubmitForm, VacancyForm, said_about, usual
from werkcentrum.vacancies.models import EmployerContact, Vacancy
from werkcentrum.vacancies.recognised_forms import TAKEN, confirmed, reading, taken_over
from werkcentrum.vacancies.states import Step

_READ: Final = "lees"
_CHECK, _SEND, _BACK = "controleer", "verstuur", "terug"
_TOO_MANY: Final = 429
_STALE: Final = "Deze pagina stond te lang open. Kijk alles na en ga verder."
# What is no part of what was typed.
_OF_THE_PAGE: Final = frozenset({"token", "stap", _READ, TAKEN, "reason", "seen"})


@dataclass(frozen=True)
class Asked:
    """One request for the form: of a new vacancy, or of one that is there (`contact`).

    `problem` is said above the page; `seen`: when what the employer read had changed last.
    """

    request: HttpRequest
    region: Region
    at: datetime
    key: UUID
    contact: EmployerContact | None = None
    secret: str = ""
    problem: str = ""
    seen: str = ""

    @property
    def vacancy(self) -> Vacancy | None:
        """What is there; None for a new one."""
        return self.contact.vacancy if self.contact else None

    @property
    def changed(self) -> str:
        """When the vacancy that is there changed last."""
        return self.vacancy.changed_at.isoformat() if self.vacancy else ""

    @property
    def typed(self) -> QueryDict:
        """What was typed, with what was ticked in its fields."""
        return taken_over(self.request.POST)


@dataclass(frozen=True)
class Forms:
    """The vacancy and who offers it; of a vacancy that is there we know who."""

    vacancy: VacancyForm
    who: WhoForm | None

    @property
    def is_valid(self) -> bool:
        """Both are right; both are looked at."""
        parts = [self.vacancy.is_valid(), self.who is None or self.who.is_valid()]
        return all(parts)

    @property
    def unchecked(self) -> "Forms":
        """With what was typed, of which nothing is said to be wrong."""
        who = self.who and WhoForm(
            initial={name: self.who[name].value() for name in self.who.fields}
        )
        return Forms(self.vacancy.unchecked, who)


@signed_form
def employer_vacancy(request: HttpRequest) -> HttpResponse:
    """The form, then all of it once more, then it is sent."""
    asked = Asked(request, region_of(request), clock.now(), uuid4())
    if request.method != "POST":
        return _form_page(asked, Forms(VacancyForm(initial=usual(clock.today())), WhoForm()))
    try:
        asked = replace(asked, key=read_note(request.POST.get("token", "")))
    except signing.BadSignature:
        return _stale(asked)
    if known := queries.received_before(asked.region, asked.key):
        return _own(known)
    return _next(asked)


@signed_form
def employer_vacancy_change(request: HttpRequest, secret: str) -> HttpResponse:
    """The same form with what is there; what is sent is read by somebody again."""
    contact = contact_behind(request, secret)
    asked = Asked(request, contact.vacancy.region, clock.now(), uuid4(), contact, secret)
    if rules.may(Step.REWRITE, contact.vacancy) is not None:
        return _own(contact)
    if request.method != "POST":
        forms = Forms(VacancyForm(initial=said_about(contact.vacancy)), None)
        return _form_page(replace(asked, seen=asked.changed), forms)
    asked = replace(asked, seen=request.POST.get("seen", ""))
    if not tokens.is_note_of(request.POST.get("token", ""), secret):
        return _stale(asked)
    return _next(asked)


def contact_behind(request: HttpRequest, secret: str) -> EmployerContact:
    """Who the link is of. A link that was never given looks like a page that is not there."""
    found = queries.behind_link(region_of(request), secret)
    if found is None:
        raise Http404
    return found


def _next(asked: Asked) -> HttpResponse:
    """What the button asks: read, look again, check, or send."""
    posted, forms = asked.request.POST, _typed_forms(asked)
    if _READ in posted or posted.get("stap") == _BACK:
        return _form_page(asked, forms.unchecked)
    if not forms.is_valid:
        return _form_page(
            replace(asked, problem="Er klopt nog iets niet. Hieronder staat wat."), forms
        )
    reason = SubmitForm(posted if posted.get("stap") == _SEND else None)
    if reason.is_bound and reason.is_valid():
        return _send(asked, forms, reason)
    return _check_page(asked, forms, reason)


def _typed_forms(asked: Asked) -> Forms:
    who = WhoForm(asked.request.POST) if asked.contact is None else None
    return Forms(VacancyForm(asked.typed), who)


def _stale(asked: Asked) -> HttpResponse:
    return _form_page(replace(asked, problem=_STALE), _typed_forms(asked).unchecked)


def _content(asked: Asked, forms: Forms) -> Content:
    return replace(forms.vacancy.content, concepts=confirmed(asked.request.POST, asked.vacancy))


def _send(asked: Asked, forms: Forms, reason: SubmitForm) -> HttpResponse:
    if not ratelimit.consume(asked.request, action="employer_vacancy"):
        problem = "Op dit netwerk is al veel verstuurd. Wacht een uur, of bel ons."
        return _check_page(replace(asked, problem=problem), forms, reason, _TOO_MANY)
    said: dict[str, Any] = {
        "content": _content(asked, forms), "reason": reason.cleaned_data["reason"],
        "held_numbers": held_numbers(forms.vacancy) + held_numbers(reason),
        "by": VISITOR, "at": asked.at,
    }  # fmt: skip
    try:
        if asked.contact is not None:
            if asked.seen != asked.changed:
                raise RefusedError(rules.changed_meanwhile())
            employer_actions.rewrite_vacancy(vacancy=asked.contact.vacancy, **said)
            return _own(asked.contact)
        assert forms.who is not None  # noqa: S101  a new vacancy is somebody's
        return _own(
            employer_actions.receive_vacancy(
                region=asked.region, who=forms.who.who, request_key=asked.key, **said
            )
        )
    except RefusedError as refused:
        # Sending it once more says that the new words were seen.
        told = replace(asked, problem=str(refused), seen=asked.changed)
        return _check_page(told, forms, reason)
    except IntegrityError:
        # The same form came twice at once; the other one was first.
        known = queries.received_before(asked.region, asked.key)
        if known is None:
            raise
        return _own(known)


def _own(contact: EmployerContact) -> HttpResponse:
    own_secret = tokens.secret_of(contact.pk, contact.link_turn)
    return HttpResponseRedirect(reverse("employer_own", args=[own_secret]))


def _ticked(asked: Asked) -> tuple[str, ...]:
    if asked.request.method == "POST":
        return confirmed(asked.request.POST, asked.vacancy)
    return tuple(asked.vacancy.concepts) if asked.vacancy else ()


def _form_page(asked: Asked, forms: Forms) -> HttpResponse:
    context = {
        "form": forms.vacancy, "who": forms.who, "read": _READ, "check": _CHECK,
        "reading": reading(forms.vacancy, asked.region, _ticked(asked)),
    }  # fmt: skip
    return _page(asked, "vacancies/employer/form.html", context)


def _check_page(asked: Asked, forms: Forms, reason: SubmitForm, status: int = 200) -> HttpResponse:
    content = _content(asked, forms)
    vacancy = Vacancy(**content.as_fields(), region=asked.region)
    left = reading(forms.vacancy, asked.region, content.concepts)
    context = {
        "vacancy": vacancy, "facts": queries.facts(vacancy),
        "confirmed": queries.confirmed(vacancy),
        "findings": rules.findings(title=vacancy.title, description=vacancy.description),
        "asks_reason": bool(rules.unlawful(vacancy)), "reason": reason,
        "who": forms.who.who if forms.who else None, "send": _SEND, "back": _BACK,
        "is_more": left is not None and left.is_more,
        "typed": [
            (name, value)
            for name in asked.typed
            if name not in _OF_THE_PAGE
            for value in asked.typed.getlist(name)
        ],
    }  # fmt: skip
    return _page(asked, "vacancies/employer/check.html", context, status)


def _page(asked: Asked, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    note = tokens.new_note(asked.secret) if asked.contact else new_note(asked.key)
    context = {
        "note": note, "problem": asked.problem, "action": asked.request.path,
        "seen": asked.seen, "secret": asked.secret, "is_new": asked.contact is None, **context,
    }  # fmt: skip
    return TemplateResponse(asked.request, template, context, status=status)
