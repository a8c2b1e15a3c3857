"""What a team can do with a referral: the buttons and forms of its two pages, and what they do."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.forms import held_numbers
from werkcentrum.referrals import rules
from werkcentrum.referrals import team_actions as actions
from werkcentrum.referrals.models import Referral
from werkcentrum.referrals.states import State
from werkcentrum.referrals.team_forms import AskForm, AttemptForm, DeclineForm, OutcomeForm, made

OPEN_STEP: Final = "bekijk"
_ACCEPT: Final = "aannemen"
_MEET_FIRST: Final = _(
    "Dank u wel. U heeft de vraag aangenomen. Spreek elkaar eerst samen: u, de persoon en de "
    "afzender."
)
_HELPING: Final = (State.CONTACT_MADE, State.IN_PROGRESS)


@dataclass(frozen=True)
class Step:
    """A button, with a form when it needs words. `says`: what the reader hears afterwards."""

    label: Any
    says: Any
    states: Collection[str]
    act: Callable[..., None]
    form: type[forms.Form] | None = None
    has_free_text: bool = False


@dataclass(frozen=True)
class Shown:
    """A step on a page; `form` is None for a button alone."""

    key: str
    label: Any
    form: forms.Form | None
    is_wrong: bool = False


_ASK_SENDER: Final = _(
    "Dank u wel. U heeft de vraag aangenomen. Neem nu contact op met de afzender."
)
STEPS: Final[dict[str, Step]] = {
    _ACCEPT: Step(
        _("Wij gaan helpen"),
        _("Dank u wel. U heeft de vraag aangenomen. Neem nu contact op met de persoon."),
        (State.RECEIVED,), actions.accept,
    ),
    "contact": Step(
        _("Schrijf een contact op"), _("Het contact is opgeschreven."),
        (State.ACCEPTED, *_HELPING, State.UNREACHABLE), actions.note_attempt, AttemptForm,
    ),
    "begonnen": Step(
        _("De hulp is begonnen"), _("Fijn. Laat het weten als u klaar bent."),
        (State.CONTACT_MADE,), actions.start,
    ),
    "afgerond": Step(
        _("Rond af"), _("Dank u wel. De doorverwijzing is afgerond."),
        _HELPING, actions.complete, OutcomeForm,
    ),
    "vragen": Step(
        _("Stel eerst een vraag"),
        _("Uw vraag is verstuurd. U krijgt een e-mail met het antwoord."),
        (State.RECEIVED,), actions.ask, AskForm, has_free_text=True,
    ),
    "afwijzen": Step(
        _("Wij kunnen niet helpen"),
        _("Dank u wel dat u het laat weten. Wij zoeken iemand anders."),
        (State.RECEIVED, State.INFO_REQUESTED), actions.decline, DeclineForm, has_free_text=True,
    ),
}  # fmt: skip


def steps_for(
    referral: Referral, *, wrong: str = "", form: forms.Form | None = None
) -> list[Shown]:
    """What can be done now; `form` holds what was typed in the step that went wrong."""
    return [
        Shown(key, step.label, _form(key, step, wrong, form), key == wrong)
        for key, step in STEPS.items()
        if referral.state in step.states
    ]


def typed(key: str, data: Any) -> forms.Form | None:
    """The form of a step as it was sent."""
    step = STEPS[key]
    return made(step.form, key, data) if step.form else None


def take(referral: Referral, key: str, form: forms.Form | None, *, by: str, at: datetime) -> str:
    """Do it, with a form that is right; returns what the reader hears. Raises RefusedError."""
    step = STEPS[key]
    values = dict(form.cleaned_data) if form else {}
    if form and step.has_free_text:
        values["held_numbers"] = held_numbers(form)
    step.act(referral=referral, by=by, at=at, **values)
    return str(_accepted(referral) if key == _ACCEPT else step.says)


def _accepted(referral: Referral) -> Any:
    """What to do first, for who just said yes."""
    if rules.must_meet(referral):
        return _MEET_FIRST
    return _ASK_SENDER if referral.enquiry.employer_id else STEPS[_ACCEPT].says


def _form(key: str, step: Step, wrong: str, form: forms.Form | None) -> forms.Form | None:
    if key == wrong and form is not None:
        return form
    return made(step.form, key) if step.form else None
