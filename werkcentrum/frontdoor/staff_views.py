"""Pages for staff about what visitors asked."""

from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from werkcentrum.accounts.roles import Permission
from werkcentrum.catalogue.changes import FLAWS
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.refusal import RefusedError
from werkcentrum.frontdoor import staff_queue
from werkcentrum.frontdoor.actions import sort_questions
from werkcentrum.frontdoor.models import Question
from werkcentrum.frontdoor.staff_health import health_of, held_up
from werkcentrum.frontdoor.staff_rules import sorted_before
from werkcentrum.partners.models import Region


@requires(Permission.SORT_QUESTIONS)
def question_queue(request: HttpRequest) -> HttpResponse:
    """Questions without a good answer, those that look alike together."""
    return _queue_page(request)


def _queue_page(request: HttpRequest, *, undecided: Collection[UUID] | None = None) -> HttpResponse:
    """`undecided` are questions for which nothing was chosen; they may be grouped anew."""
    region = _region(request)
    groups = staff_queue.groups(region)
    asked = set(undecided or ())
    found = next((one.ids for one in groups if asked & {q.pk for q in one.questions}), "")
    if undecided is not None and not found:
        messages.error(request, _("U koos niets, en deze vragen staan niet meer in de lijst."))
    return TemplateResponse(request, "frontdoor/staff/question_queue.html", {
        "undecided": found,
        "groups": groups,
        "choices": staff_queue.choices(region),
        "classes": staff_queue.choices(region)[:2],
        "drafts": staff_queue.drafts(region, by=str(request.user.pk)),
        "count": staff_queue.waiting(region).count(),
        "most": staff_queue.MOST,
    })  # fmt: skip


@require_POST
@requires(Permission.SORT_QUESTIONS)
def sort_group(request: HttpRequest) -> HttpResponse:
    """Put a group of questions with a service, or say that they are not for us."""
    region = _region(request)
    label = request.POST.get("label") or request.POST.get("other", "")
    asked = _ids(request.POST.get("questions", ""))
    if not label:
        return _queue_page(request, undecided=asked)
    names = dict(staff_queue.choices(region))
    if label not in names:
        raise Http404
    questions = list(staff_queue.unanswered(region).filter(pk__in=asked))
    if questions:
        _sort(request, questions, label, names[label])
    return HttpResponseRedirect(reverse("question_queue"))


def _sort(request: HttpRequest, questions: list[Question], label: str, name: str) -> None:
    """Sort what still waits, and tell what somebody sorted before."""
    region = _region(request)
    try:
        before = sort_questions(
            region=region, questions=questions, label=label, by=str(request.user.pk),
            at=clock.now(),
        )  # fmt: skip
    except RefusedError as refused:
        messages.error(request, str(refused))
        return
    told = _(
        "Ingedeeld bij: %(name)s. De vragen staan in uw concept, behalve wat te veel lijkt op een "
        "vraag die er al is."
    )
    messages.success(request, told % {"name": name})
    if before:
        messages.info(request, sorted_before(region, before))


@requires(Permission.EDIT_CONTENT)
def content_health(request: HttpRequest) -> HttpResponse:
    """What is old, hard to read, never found, not helping or not translated."""
    region = _region(request)
    health = health_of(region, today=clock.today())
    names = dict(settings.LANGUAGES)
    return TemplateResponse(request, "frontdoor/staff/content_health.html", {
        "parts": [
            ("oud", _("Lang niet gecontroleerd"), health.old),
            ("moeilijk", _("Moeilijk te lezen"), health.hard_to_read),
            ("vergeten", _("Nooit gevonden"), health.never_found),
            ("overgeslagen", _("Helpt niet"), health.not_helping),
        ],
        "held_up": held_up(region, at=clock.now()),
        "flaws": [label for _flaw, label in FLAWS.values()],
        "languages": [
            (names[state.language], state, [
                (word, label, state.numbers[flaw]) for word, (flaw, label) in FLAWS.items()
            ])
            for state in health.languages
        ],
        "questions": health.questions,
    })  # fmt: skip


def _region(request: HttpRequest) -> Region:
    """As it is at this moment: what the middleware remembers may be two seconds old."""
    return Region.objects.get(pk=request.region.pk)  # type: ignore[attr-defined]


def _ids(text: str) -> list[UUID]:
    try:
        return [UUID(word) for word in text.split()]
    except ValueError:
        raise Http404 from None
