"""The steps to an appointment, for visitors without an account and without JavaScript.

Every page holds what was chosen and typed before. Until a time is chosen that stands in the
address, so that 'back' and another language work. Whoever brings a question sends forms instead: a
question is never in an address. Nothing is stored before a time is chosen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from allauth.core import ratelimit
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from werkcentrum.appointments import choices, queries, tokens
from werkcentrum.appointments.actions import Contact, Question, hold_place
from werkcentrum.appointments.actions import book_appointment as book
from werkcentrum.appointments.draft import CHOSEN, TYPED, WORDS, Draft, Plan, Step, plan_of
from werkcentrum.appointments.forms import NOTHING, REACHES, ContactForm
from werkcentrum.appointments.models import Appointment, AppointmentSlot
from werkcentrum.appointments.states import UNFINISHED, State
from werkcentrum.audit.actions import VISITOR
from werkcentrum.core import clock
from werkcentrum.core.access import public, secret, signed_form
from werkcentrum.core.form_notes import new_note, read_note
from werkcentrum.core.forms import held_numbers
from werkcentrum.core.languages import current_language, on_the_clock
from werkcentrum.core.refusal import RefusedError
from werkcentrum.partners.middleware import region_of
from werkcentrum.partners.models import Region

# What the form on the page of an answer says, and its tick.
_CARRY, _WITH_QUESTION = "mee", "ja"
_TOO_MANY = 429
_TOO_SHORT_FOR_A_LETTER: Final = timedelta(days=7)
# What each page asks for itself; the choices before it go along unseen, and all that was typed.
_BEFORE: Final[dict[Step, tuple[str, ...]]] = {
    Step.ABOUT: ("waar",),
    Step.WHERE: ("soort",),
    Step.ADVISER: ("soort", "waar"),
    Step.DAY: ("soort", "waar", "wie"),
    Step.TIME: ("soort", "waar", "wie", "dag"),
    Step.PEOPLE: ("groep",),
    Step.REACH: ("groep", "soort", "waar", "wie", "dag", "tijd", "mensen"),
}
_NUMBERS: Final = {
    Step.ABOUT: 1, Step.WHERE: 2, Step.ADVISER: 2, Step.DAY: 3, Step.TIME: 3, Step.REACH: 4,
    Step.CHECK: 4,
}  # fmt: skip
_NUMBERS_OF_A_GROUP: Final = {Step.PEOPLE: 1, Step.REACH: 2, Step.CHECK: 2}
_TEMPLATES: Final = {
    Step.ABOUT: "appointments/about.html",
    Step.WHERE: "appointments/where.html",
    Step.ADVISER: "appointments/adviser.html",
    Step.DAY: "appointments/days.html",
    Step.TIME: "appointments/times.html",
    Step.PEOPLE: "appointments/people.html",
    Step.REACH: "appointments/reach.html",
    Step.CHECK: "appointments/check.html",
}
_TAKEN: Final = "appointments/taken.html"
_UNANSWERED: Final = {
    Step.ABOUT: gettext_lazy("Kies eerst waar uw afspraak over gaat."),
    Step.WHERE: gettext_lazy("Kies eerst hoe u ons wilt spreken."),
    Step.ADVISER: gettext_lazy("Kies eerst met wie u wilt praten."),
    Step.DAY: gettext_lazy("Kies eerst een dag."),
    Step.TIME: gettext_lazy("Kies eerst een tijd."),
}


@dataclass(frozen=True)
class Asked:
    """One request on the way to an appointment. `problem`: what is said above the page."""

    request: HttpRequest
    region: Region
    draft: Draft
    plan: Plan
    key: UUID
    at: datetime
    is_signed: bool
    problem: str = ""

    @property
    def is_sent(self) -> bool:
        """Whether it came as a form; then what follows is one too."""
        return self.request.method == "POST"


@signed_form
def book_appointment(request: HttpRequest) -> HttpResponse:
    """All steps: the first that is unanswered, or an earlier one that somebody went back to."""
    asked = _asked(request)
    if _came_without_question(asked):
        return HttpResponseRedirect(reverse("book_appointment"))
    if asked.draft["groep"] and asked.plan.slot is None:
        return HttpResponseRedirect(reverse("group_sessions"))
    wanted, first_open = asked.draft.wanted, asked.plan.first_open
    step = min(wanted, first_open)
    if wanted > first_open and not asked.problem:
        asked = replace(asked, problem=str(_UNANSWERED[first_open]))
    # Reading changes nothing, and a form that is too old or not ours does not either.
    step = _shown(step, is_group=asked.plan.is_group, is_reading=not asked.is_signed)
    return _PAGES[step](asked)


@public
@require_safe
@secret
def check_mail(request: HttpRequest) -> HttpResponse:
    """It counts when the visitor presses the button in the mail."""
    return TemplateResponse(request, "appointments/check_mail.html")


@public
@require_safe
def group_sessions(request: HttpRequest) -> HttpResponse:
    """Workshops with places left."""
    sessions = queries.coming_sessions(region_of(request), at=clock.now())
    shown = [(one, choices.start_and_end(one)) for one in sessions]
    return TemplateResponse(request, "appointments/sessions.html", {"sessions": shown})


def _asked(request: HttpRequest) -> Asked:
    region = region_of(request)
    draft = Draft(request.POST if request.method == "POST" else request.GET)
    key = _signed_key(request) if request.method == "POST" else None
    problem = ""
    if key is None and request.method == "POST":
        problem = _("Deze pagina stond te lang open. Kies nog een keer.")
    # These stand in the address in another language too; what was typed does not.
    step = min(draft.wanted, Step.PEOPLE if draft["groep"] else Step.TIME)
    kept = {**draft.kept(CHOSEN), "stap": WORDS[step]}
    request.kept = kept if draft.kept(CHOSEN) else {}  # type: ignore[attr-defined]
    plan, at = plan_of(region, draft), clock.now()
    return Asked(request, region, draft, plan, key or uuid4(), at, key is not None, problem)


def _signed_key(request: HttpRequest) -> UUID | None:
    try:
        return read_note(request.POST.get("token", ""))
    except signing.BadSignature:
        return None


def _came_without_question(asked: Asked) -> bool:
    """From the page of an answer, by whoever did not tick that the question goes along."""
    is_arrival = asked.is_sent and asked.draft.typed.get("stap") == _CARRY
    return is_arrival and asked.draft.typed.get(_CARRY) != _WITH_QUESTION


def _shown(step: Step, *, is_group: bool, is_reading: bool) -> Step:
    last = Step.PEOPLE if is_group else Step.TIME
    if is_reading or step == Step.PEOPLE:
        step = min(step, last)
    return max(step, Step.PEOPLE) if is_group else step


def _about(asked: Asked) -> HttpResponse:
    return _page(asked, Step.ABOUT, {"picks": choices.kinds(asked.plan)})


def _where(asked: Asked) -> HttpResponse:
    return _page(asked, Step.WHERE, {"picks": choices.ways(asked.plan)})


def _adviser(asked: Asked) -> HttpResponse:
    if not asked.plan.advisers:
        return _day(asked)
    return _page(asked, Step.ADVISER, {"picks": choices.advisers(asked.plan)})


def _day(asked: Asked) -> HttpResponse:
    found = choices.free_days(asked.plan, at=asked.at)
    others = {name: asked.draft[name] for name in CHOSEN if name not in ("dag", "tijd")}
    asked = replace(asked, plan=replace(asked.plan, slot=None, draft=Draft(others)))
    return _page(asked, Step.DAY, {"days": choices.days(found)})


def _time(asked: Asked) -> HttpResponse:
    chosen = asked.draft.day or _day_of(asked.plan.slot)
    found = choices.free_days(asked.plan, at=asked.at)
    day = next((day for day in found if day.on == chosen), None)
    if day is None:
        problem = asked.problem or _("Op die dag is er niets meer vrij. Kies een andere dag.")
        return _day(replace(asked, problem=problem))
    parts = choices.parts(day, asked.draft["tijd"])
    asked = replace(asked, plan=replace(asked.plan, slot=None))
    minutes = asked.plan.kind.minutes if asked.plan.kind else 0
    return _page(asked, Step.TIME, {"parts": parts, "minutes": minutes}, is_form=True)


def _people(asked: Asked) -> HttpResponse:
    slot = asked.plan.slot
    session = next(
        (
            s
            for s in queries.coming_sessions(asked.region, at=asked.at)
            if slot and s.slot == slot.pk
        ),
        None,
    )
    if session is None:
        return HttpResponseRedirect(reverse("group_sessions"))
    context = {
        "session": session,
        "when": choices.start_and_end(session),
        "picks": choices.people(session.places, asked.draft.people),
    }
    return _page(asked, Step.PEOPLE, context, is_form=True)


def _reach(asked: Asked, form: ContactForm | None = None) -> HttpResponse:
    """How to reach somebody, while the place is kept."""
    slot = _slot(asked.plan)
    try:
        held = _hold(asked, slot)
    except RefusedError as refused:
        return _refused(replace(asked, problem=str(refused)), slot, back=_time)
    if held is not None and held.state != State.HELD:
        return _done(held)
    form = form or ContactForm(
        channel=asked.plan.channel, initial={name: asked.draft[name] for name in TYPED}
    )
    context = {
        "form": form,
        "ways": [(key, REACHES[key], form["via"].value() == key) for key in form.reaches],
        "nothing": NOTHING,
        "held_until": _until(held, slot),
        "is_short": slot.starts_at - asked.at < _TOO_SHORT_FOR_A_LETTER,
    }
    return _page(asked, Step.REACH, context, is_form=True)


def _check(asked: Asked) -> HttpResponse:
    """All of it once more, before it is made."""
    form = _bound(asked)
    if not form.is_valid():
        return _reach(replace(asked, problem=_not_whole()), form)
    slot = _slot(asked.plan)
    try:
        held = _hold(asked, slot)
    except RefusedError as refused:
        return _refused(replace(asked, problem=str(refused)), slot, back=_time)
    if held is not None and held.state != State.HELD:
        return _done(held)
    return _checked(asked, form, slot, _until(held, slot))


def _checked(
    asked: Asked, form: ContactForm, slot: AppointmentSlot, until: str, status: int = 200
) -> HttpResponse:
    via = form.cleaned_data["via"]
    context = {
        "facts": choices.facts(asked.plan, slot),
        "contact": form.cleaned_data,
        "way": REACHES[via],
        "held_until": until,
    }
    return _page(asked, Step.CHECK, context, is_form=True, status=status)


def _book(asked: Asked) -> HttpResponse:
    """Make it, once for each form however often that is sent."""
    form = _bound(asked)
    if not form.is_valid():
        return _reach(replace(asked, problem=_not_whole()), form)
    known, slot = queries.held_or_booked(asked.region, asked.key), _slot(asked.plan)
    if known is not None and known.state not in UNFINISHED:
        return _done(known)
    if not ratelimit.consume(asked.request, action="book_appointment"):
        problem = _("Op dit netwerk zijn al veel afspraken gemaakt. Bel ons, of loop binnen.")
        return _checked(replace(asked, problem=problem), form, slot, "", _TOO_MANY)
    contact = form.cleaned_data
    words, kind = contact["vraag"], asked.plan.kind
    themes = tuple(kind.themes) if kind else ()
    reach = "" if contact["via"] == NOTHING else contact["via"]
    try:
        made = book(
            contact=Contact(contact["naam"], reach, contact["address"], current_language()),
            question=Question(words, themes, held_numbers(form)) if words else None,
            **_wish(asked, slot),
        )  # fmt: skip
    except RefusedError as refused:
        asked = replace(asked, problem=str(refused))
        return _refused(asked, slot, back=lambda said: _checked(said, form, slot, ""))
    return _done(made)


def _hold(asked: Asked, slot: AppointmentSlot) -> Appointment | None:
    """Keep the place; None where nothing more is kept, and whoever is first gets it.

    Raises RefusedError.
    """
    known = queries.held_or_booked(asked.region, asked.key)
    is_mine = known is not None and known.state not in UNFINISHED
    if is_mine or (known is not None and _is_kept(known, slot, asked.at)):
        return known
    may_hold = queries.may_hold(slot, at=asked.at)
    if not may_hold or not ratelimit.consume(asked.request, action="hold_place"):
        return None
    return hold_place(**_wish(asked, slot))


def _is_kept(known: Appointment, slot: AppointmentSlot, at: datetime) -> bool:
    return known.state == State.HELD and known.slot_id == slot.pk and not known.is_lapsed(at)


def _wish(asked: Asked, slot: AppointmentSlot) -> dict[str, Any]:
    return {
        "slot": slot, "request_key": asked.key, "channel": asked.plan.channel, "by": VISITOR,
        "at": asked.at, "party_size": asked.plan.people, "adviser": asked.plan.adviser,
    }  # fmt: skip


def _refused(
    asked: Asked, slot: AppointmentSlot, *, back: Callable[[Asked], HttpResponse]
) -> HttpResponse:
    """The place went: three others, and all that was typed. For another reason the page before."""
    known = queries.held_or_booked(asked.region, asked.key)
    is_kept = known is not None and _is_kept(known, slot, asked.at)
    needed = asked.plan.people
    if is_kept or queries.places_left(slot, at=asked.at) >= needed:
        return (_people if asked.plan.is_group and back is _time else back)(asked)
    name = "groep" if asked.plan.is_group else "tijd"
    context = {"picks": choices.instead_of(asked.plan, slot, at=asked.at), "pick_name": name}
    hidden = [field for field in CHOSEN if field not in (name, "dag")]
    return _page(asked, Step.TIME, context, is_form=True, hidden=hidden, template=_TAKEN)


def _bound(asked: Asked) -> ContactForm:
    return ContactForm({name: asked.draft[name] for name in TYPED}, channel=asked.plan.channel)


def _not_whole() -> str:
    return _("Er klopt nog iets niet. Hieronder staat wat.")


def _slot(plan: Plan) -> AppointmentSlot:
    """The chosen slot; no page after the times is shown without one."""
    if plan.slot is None:
        raise Http404
    return plan.slot


def _day_of(slot: AppointmentSlot | None) -> date | None:
    return slot.starts_at.astimezone(slot.location.zone).date() if slot else None


def _until(held: Appointment | None, slot: AppointmentSlot) -> str:
    """Until when the place is kept, on the clock of the location; '' when it is not."""
    if held is None or held.expires_at is None:
        return ""
    return on_the_clock(held.expires_at.astimezone(slot.location.zone))


def _done(made: Appointment) -> HttpResponse:
    """Where whoever made it goes on: to the own page, or first to the mail."""
    if made.state == State.PENDING:
        return HttpResponseRedirect(reverse("check_mail"))
    code = tokens.manage_secret(made.series)
    return HttpResponseRedirect(reverse("own_appointment", args=[code]))


def _page(
    asked: Asked,
    step: Step,
    context: Mapping[str, Any],
    *,
    is_form: bool = False,
    status: int = 200,
    hidden: Any = None,
    template: str = "",
) -> HttpResponse:
    is_sent = asked.is_sent or is_form
    names = _BEFORE.get(step, CHOSEN) if hidden is None else hidden
    typed = () if step == Step.REACH else TYPED
    numbers = _NUMBERS_OF_A_GROUP if asked.plan.is_group else _NUMBERS
    note = new_note(asked.key) if is_sent else ""
    return TemplateResponse(
        asked.request,
        template or _TEMPLATES[step],
        {
            "words": {name.name.lower(): word for name, word in WORDS.items()},
            "method": "post" if is_sent else "get",
            "note": note,
            "sent_along": _sent_along(asked, step, note) if asked.is_sent else {},
            "hidden": asked.draft.kept((*names, *typed)).items(),
            "problem": asked.problem,
            "number": numbers.get(step),
            "last": max(numbers.values()),
            "is_group": asked.plan.is_group,
            "carried": "" if step == Step.REACH else asked.draft["vraag"],
            "summary": choices.summary(asked.plan) if step > Step.ABOUT else [],
            **context,
        },
        status=status,
    )


def _sent_along(asked: Asked, step: Step, note: str) -> dict[str, str]:
    """What goes to this page in another language, as a form: what was typed is in no address."""
    return {**asked.draft.kept((*CHOSEN, *TYPED)), "stap": WORDS[step], "token": note}


_PAGES: Final[dict[Step, Callable[[Asked], HttpResponse]]] = {
    Step.ABOUT: _about, Step.WHERE: _where, Step.ADVISER: _adviser, Step.DAY: _day,
    Step.TIME: _time, Step.PEOPLE: _people, Step.REACH: _reach, Step.CHECK: _check,
    Step.BOOK: _book,
}  # fmt: skip
