"""Vacancies for staff: the list, writing one down, a second person, and how it ended."""

from dataclasses import replace
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, done, is_as_read, user_of
from werkcentrum.audit.actions import record_look
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.partners.middleware import region_of
from werkcentrum.vacancies import actions, employer_actions, queries, rules, source_queries
from werkcentrum.vacancies.content import Content
from werkcentrum.vacancies.forms import CloseForm, SubmitForm, VacancyForm, said_about, usual
from werkcentrum.vacancies.models import Vacancy
from werkcentrum.vacancies.recognised_forms import confirmed, reading, taken_over
from werkcentrum.vacancies.states import State, Step

_WRITES: Final = Permission.KEEP_VACANCIES
_READS: Final = Permission.PUBLISH_VACANCIES
# The name of the button that has the text read and keeps nothing.
_READ: Final = "lees"


@requires(_READS)
@require_safe
def vacancy_list(request: HttpRequest) -> HttpResponse:
    """The vacancies in one state, the last change first, of one origin or of all."""
    region, counts = region_of(request), queries.counts(region_of(request))
    asked = request.GET.get("stand", "")
    state = State(asked) if asked in State.values else _first_with_work(counts)
    origin = request.GET.get("van", "")
    origin = origin if origin in queries.ORIGINS else ""
    rows = queries.in_state(region, state, origin)
    page = Paginator(rows, queries.ON_A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "page": page, "lines": queries.lines(region, list(page.object_list)), "state": state,
        "states": [(one, one.label, counts[one]) for one in State],
        "origin": origin, "origins": queries.ORIGINS.items(),
        "may_write": user_of(request).may(_WRITES, region),
        "sources": source_queries.sources_waiting(region),
    }  # fmt: skip
    return TemplateResponse(request, "vacancies/staff/list.html", context)


@requires(_WRITES)
@require_http_methods(["GET", "HEAD", "POST"])
def vacancy_add(request: HttpRequest) -> HttpResponse:
    """Write a vacancy down."""
    form = _form(request, usual(clock.today()))
    if not _is_ready(request, form):
        return _typed(request, form, None)
    region = region_of(request)
    work = user_of(request).work_in(region)
    vacancy = actions.enter_vacancy(
        region=region, content=_content(request, form, None),
        organisation=work.organisation if work else None, by=by(request), at=clock.now(),
    )  # fmt: skip
    return HttpResponseRedirect(reverse("vacancy_page", args=[vacancy.pk]))


@requires(_READS)
@require_safe
def vacancy_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All that is known of one, what the wording check finds, and what comes next."""
    return _shown(request, _found(request, pk))


@require_POST
@requires(_WRITES)
def vacancy_link(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The employer who sent it in gets a new link."""
    vacancy = _found(request, pk)
    contact = queries.contact_of(vacancy)
    if contact is None:
        raise Http404
    send = partial(
        employer_actions.send_employer_link, contact=contact, by=by(request), at=clock.now()
    )
    return done(request, "De nieuwe link is onderweg.", send, "vacancy_page", vacancy.pk)


@requires(_WRITES)
@require_http_methods(["GET", "HEAD", "POST"])
def vacancy_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write a draft anew; when a colleague was first, both texts are shown."""
    vacancy = _found(request, pk)
    form = _form(request, said_about(vacancy))
    if not _is_ready(request, form):
        return _typed(request, form, vacancy)
    content = _content(request, form, vacancy)
    try:
        _insist_as_read(request, vacancy, Step.CHANGE)
        actions.change_vacancy(vacancy=vacancy, content=content, by=by(request), at=clock.now())
    except RefusedError as refused:
        return _typed(request, form, _found(request, pk), refused, content)
    messages.success(request, "Bewaard.")
    return HttpResponseRedirect(reverse("vacancy_page", args=[pk]))


@require_POST
@requires(_WRITES)
def vacancy_submit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A colleague may look."""
    vacancy, form = _found(request, pk), SubmitForm(request.POST)
    if not form.is_valid():
        return _shown(request, vacancy, submit=form)
    submit = partial(actions.submit_vacancy, reason=form.cleaned_data["reason"])
    return _step(request, vacancy, submit, "De vacature staat klaar.")


@require_POST
@requires(_READS)
def vacancy_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everybody may read it."""
    vacancy = _found(request, pk)

    def publish(**how: Any) -> None:
        """The words that were read: the employer may have sent other ones meanwhile."""
        _insist_as_read(request, vacancy, Step.PUBLISH)
        actions.publish_vacancy(**how)

    return _step(request, vacancy, publish, "De vacature staat op de website.")


@require_POST
@requires(_READS)
def vacancy_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Something must change."""
    vacancy = _found(request, pk)
    return _step(request, vacancy, actions.take_back_vacancy, "De vacature is weer een concept.")


@require_POST
@requires(_READS)
def vacancy_apart(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It is other work than what the page showed beside it."""
    vacancy, shown = _found(request, pk), request.POST.getlist("other")
    others = [one for one in queries.alike(vacancy, today=clock.today()) if str(one.pk) in shown]
    keep = partial(actions.keep_apart, others=others)
    return _step(request, vacancy, keep, "Bewaard: dit is ander werk.")


@require_POST
@requires(_WRITES)
def vacancy_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It is over."""
    vacancy, form = _found(request, pk), CloseForm(request.POST)
    if not form.is_valid():
        return _shown(request, vacancy, close=form)
    close = partial(actions.close_vacancy, outcome=form.cleaned_data["outcome"])
    return _step(request, vacancy, close, "De vacature is gesloten.")


def _form(request: HttpRequest, initial: dict[str, Any]) -> VacancyForm:
    """With in its fields what was ticked below the text."""
    return VacancyForm(taken_over(request.POST) if request.POST else None, initial=initial)


def _is_ready(request: HttpRequest, form: VacancyForm) -> bool:
    """Whether it can be kept: it is right, and not only the text was to be read."""
    return _READ not in request.POST and form.is_valid()


def _content(request: HttpRequest, form: VacancyForm, vacancy: Vacancy | None) -> Content:
    return replace(form.content, concepts=confirmed(request.POST, vacancy))


def _insist_as_read(request: HttpRequest, vacancy: Vacancy, step: Step) -> None:
    """Raises RefusedError when a colleague or the employer changed it since the page was made."""
    insist(rules.may(step, vacancy))
    if not is_as_read(request, vacancy.changed_at):
        raise RefusedError(rules.changed_meanwhile())


def _typed(
    request: HttpRequest,
    form: VacancyForm,
    vacancy: Vacancy | None,
    refused: RefusedError | None = None,
    content: Content | None = None,
) -> HttpResponse:
    """The form, and what stands in its text. Who only has that read sees nothing wrong yet.

    `refused`: why `content` was not kept. It stands beside what somebody else wrote meanwhile;
    sending it once more says that this was seen.
    """
    is_typed = form.is_bound
    before = tuple(vacancy.concepts) if vacancy else ()
    ticked = confirmed(request.POST, vacancy) if is_typed else before
    seen, moved = request.POST.get("seen", ""), []
    if vacancy and (refused or not is_typed):
        seen = vacancy.changed_at.isoformat()
    if vacancy and content and rules.may(Step.CHANGE, vacancy) is None:
        moved = source_queries.differences(vacancy, content)
    context = {
        "form": form.unchecked if _READ in request.POST else form,
        "vacancy": vacancy, "read": _READ, "reading": reading(form, region_of(request), ticked),
        "seen": seen, "refused": refused, "moved": moved,
    }  # fmt: skip
    return TemplateResponse(request, "vacancies/staff/form.html", context)


def _step(request: HttpRequest, vacancy: Vacancy, action: Any, said: str) -> HttpResponse:
    take = partial(action, vacancy=vacancy, by=by(request), at=clock.now())
    return done(request, said, take, "vacancy_page", vacancy.pk)


def _shown(request: HttpRequest, vacancy: Vacancy, **wrong: Any) -> HttpResponse:
    """The page; `wrong`: a form that was not right."""
    may_write = user_of(request).may(_WRITES, vacancy.region)
    steps = {step for step in Step if rules.may(step, vacancy) is None}
    writes = steps if may_write else set()
    today = clock.today()
    to_publish = rules.may_publish(vacancy, by=by(request), today=today)
    contact = queries.contact_of(vacancy)
    if contact is not None:
        record_look(subject=contact, by=by(request), at=clock.now(), region_key=vacancy.region.key)
    context = {
        "contact": contact, "may_send_link": may_write and contact is not None,
        "vacancy": vacancy, "seen": vacancy.changed_at.isoformat(),
        "facts": queries.facts(vacancy), "alike": queries.alike(vacancy, today=today),
        "apply": queries.how_to_apply(vacancy), "confirmed": queries.confirmed(vacancy),
        "proposal": source_queries.proposal_of(vacancy),
        "findings": rules.findings(title=vacancy.title, description=vacancy.description),
        "is_public": vacancy.is_published(today), "may_write": may_write,
        "may_change": Step.CHANGE in writes,
        "submit": (wrong.get("submit") or SubmitForm()) if Step.SUBMIT in writes else None,
        "asks_reason": bool(rules.unlawful(vacancy)),
        "may_publish": to_publish is None,
        "why_not": to_publish if Step.PUBLISH in steps else None,
        "may_take_back": Step.TAKE_BACK in steps,
        "close": (wrong.get("close") or CloseForm()) if Step.CLOSE in writes else None,
    }  # fmt: skip
    return TemplateResponse(request, "vacancies/staff/vacancy.html", context)


def _first_with_work(counts: dict[str, int]) -> State:
    """Where somebody waits, else what is on the website."""
    return State.TO_CHECK if counts[State.TO_CHECK] else State.PUBLISHED


def _found(request: HttpRequest, pk: UUID) -> Vacancy:
    """Of this region; of another one it does not exist."""
    rows = Vacancy.objects.select_related("region", "organisation")
    return get_object_or_404(rows, region=region_of(request), pk=pk)
