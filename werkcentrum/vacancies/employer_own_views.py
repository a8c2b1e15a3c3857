"""The page behind the link of an employer: how far it is, longer, changed, or closed.

Opening it changes nothing and sets no cookie; it tells of the work, and nobody's address.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from werkcentrum.audit.actions import VISITOR
from werkcentrum.core import clock
from werkcentrum.core.access import signed_form
from werkcentrum.core.refusal import RefusedError, Said
from werkcentrum.vacancies import actions, employer_actions, queries, rules, tokens
from werkcentrum.vacancies.employer_forms import EndForm, ExtendForm, longer
from werkcentrum.vacancies.employer_views import contact_behind
from werkcentrum.vacancies.models import EmployerContact, Vacancy
from werkcentrum.vacancies.states import State, Step

_EXTEND, _END = "verleng", "sluit"
_WORDS: Final = {
    State.DRAFT: "Iemand van het Werkcentrum werkt aan uw vacature.",
    State.TO_CHECK: "Iemand van het Werkcentrum leest uw vacature. Daarna staat zij op de website.",
    State.PUBLISHED: "Uw vacature staat op de website.",
    State.CLOSED: "Uw vacature is gesloten.",
    State.EXPIRED: "De laatste dag is voorbij. Uw vacature staat niet meer op de website.",
}


@signed_form
def employer_own(request: HttpRequest, secret: str) -> HttpResponse:
    """How far it is, and what can be done."""
    contact = contact_behind(request, secret)
    if request.method != "POST":
        return _shown(request, contact, secret, Said())
    if not tokens.is_note_of(request.POST.get("token", ""), secret):
        said = Said("Deze pagina stond te lang open. Druk nog een keer.", is_problem=True)
        return _shown(request, contact, secret, said)
    step = request.POST.get("stap", "")
    if step not in _STEPS:
        return _shown(request, contact, secret, Said())
    form = _STEPS[step].form(request.POST)
    if not form.is_valid():
        return _shown(request, contact, secret, Said(), **{step: form})
    said = _taken(step, contact.vacancy, form)
    refused = {step: form} if said.is_problem else {}
    return _shown(request, contact, secret, said, **refused)


@dataclass(frozen=True)
class _Does:
    """What a button does with what was typed, and what is said then."""

    form: Callable[..., forms.Form]
    action: Callable[..., None]
    said: str


_STEPS: Final = {
    _EXTEND: _Does(ExtendForm, employer_actions.extend_vacancy, "Uw vacature blijft langer staan."),
    _END: _Does(EndForm, actions.close_vacancy, "Uw vacature is gesloten. Dank u wel."),
}


def _taken(step: str, vacancy: Vacancy, form: forms.Form) -> Said:
    does = _STEPS[step]
    act = partial(does.action, vacancy=vacancy, by=VISITOR, at=clock.now())
    try:
        act(**form.cleaned_data)
    except RefusedError as refused:
        return Said(str(refused), is_problem=True)
    return Said(does.said)


def _shown(
    request: HttpRequest, contact: EmployerContact, secret: str, said: Said, **wrong: Any
) -> HttpResponse:
    """The page; `wrong`: a form that was not right or was refused, by its step."""
    vacancy, today = contact.vacancy, clock.today()
    steps = {step for step in Step if rules.may(step, vacancy) is None}
    initial = longer(vacancy.closes_on, today)
    context = {
        "vacancy": vacancy, "words": _WORDS[State(vacancy.state)], "said": said,
        "is_public": vacancy.is_published(today), "secret": secret,
        "note": tokens.new_note(secret), "facts": queries.facts(vacancy),
        "confirmed": queries.confirmed(vacancy),
        "extend": (wrong.get(_EXTEND) or ExtendForm(initial=initial))
        if Step.EXTEND in steps else None,
        "end": (wrong.get(_END) or EndForm()) if Step.CLOSE in steps else None,
        "may_change": Step.REWRITE in steps, "extend_step": _EXTEND, "end_step": _END,
    }  # fmt: skip
    return TemplateResponse(request, "vacancies/employer/own.html", context)
