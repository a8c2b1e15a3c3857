"""The answer to a question, on a page of its own.

All that is not about the question is made once for many (`core.frames`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from werkcentrum.core import clock, spool
from werkcentrum.core.access import public
from werkcentrum.core.form_notes import new_note
from werkcentrum.core.frames import framed
from werkcentrum.core.languages import current_language, language_of
from werkcentrum.core.templatetags import ui
from werkcentrum.frontdoor import answer_page as answer_pages
from werkcentrum.frontdoor import locations as location_pages
from werkcentrum.frontdoor import queries
from werkcentrum.frontdoor.answer_page import AnswerPage
from werkcentrum.frontdoor.answering import Answer, answer_question
from werkcentrum.frontdoor.context import Site
from werkcentrum.frontdoor.forms import LANGUAGE_PARAMETER, QuestionForm
from werkcentrum.partners.middleware import region_of
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import Place, place_finder_of


@dataclass(frozen=True)
class Asked:
    """A question and the page that answers it; `page` is None when nothing was asked.

    `place`: named or chosen; `is_place_unknown`: we do not know what was typed as a place.
    """

    form: QuestionForm
    page: AnswerPage | None
    place: Place | None
    is_place_unknown: bool


@public
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """The answer to a question, in the language of the address or else of the question."""
    return answer_response(request, partial(_framed_page, request))


def answer_response(
    request: HttpRequest, respond: Callable[[Asked], HttpResponse], *, here: Place | None = None
) -> HttpResponse:
    """What `respond` makes of an answer, in its language. Never stored by anybody on the way.

    `here` is the place when nobody names one.
    """
    region = region_of(request)
    form = QuestionForm(request.GET)
    text, typed_place = form.question(), form.place()
    place = place_finder_of(region).typed(typed_place) if typed_place else None
    is_unknown, answer = bool(typed_place) and place is None, None
    if text:
        answer = answer_question(
            region, text, role=form.role(), place=place, explained=answer_pages.SHOWN
        )
        answer = replace(answer, place=answer.place or here)
        place = answer.place
        _leave_question(request, region, text, answer)
    language = _answer_language(request, form, answer)
    with override(language):
        page = _page(request, region, form, answer) if answer else None
        response = respond(Asked(form, page, place, is_unknown))
    response["Content-Language"] = language
    # The question is in the address: it must not stay in a cache or travel to another site.
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _page(request: HttpRequest, region: Region, form: QuestionForm, answer: Answer) -> AnswerPage:
    """The answer in words; what was asked and chosen goes along to another language."""
    filters = answer_pages.chosen_filters(region, request.GET)
    query = form.asked() | filters.parameters()
    request.kept = query  # type: ignore[attr-defined]
    return answer_pages.answer_page(region, answer, filters=filters, query=query)


def _framed_page(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The page in a frame of its sort: nothing that was typed may be part of that frame."""
    site, page = Site(request, region_of(request)), asked.page
    shape = {
        "page": page.shape if page else None,
        "place_name": asked.place.name if asked.place else "",
        "place_unknown": asked.is_place_unknown,
        "role_input": asked.form.role(),
        # Help in danger comes before a word about the translation.
        "notice_last": page is not None and page.danger is not None,
        "is_switched": current_language() != language_of(request.path),
        "walk_ins": location_pages.walk_ins(region_of(request), at=clock.now(), near=asked.place),
    }
    parts: dict[str, Callable[[], str]] = {
        "q": partial(escape, asked.form.question()),
        "place": partial(escape, asked.form.place()),
        "query": partial(escape, site.same_query),
        **(_answer_parts(request, asked.form, page) if page else {}),
    }

    def context(marks: Mapping[str, SafeString]) -> dict[str, Any]:
        site.same_query = marks["query"]
        return {"site": site, "part": marks, "examples": _example_questions(), **shape}

    depends_on = (*site.key, *shape.values())
    return framed(request, "frontdoor/answers.html", context, parts=parts, depends_on=depends_on)


def _answer_parts(
    request: HttpRequest, form: QuestionForm, page: AnswerPage
) -> dict[str, Callable[[], str]]:
    """What differs from answer to answer. Only what is shown: the page warns for all of it."""
    kept: Mapping[str, str] = request.kept  # type: ignore[attr-defined]
    has_one_column = bool(page.danger) or not page.is_confident
    parts: dict[str, Callable[[], str]] = {
        "asked": partial(_unseen, form.asked()),
        "asked_anew": partial(_unseen, kept, without="wie"),
        "asked_elsewhere": partial(_unseen, kept, without=LANGUAGE_PARAMETER),
        "feedback": lambda: page.feedback,
        # So that the question can go along to an appointment or a visit.
        "carry_note": new_note,
    }
    if page.is_sure or not page.danger:
        parts["best"] = partial(ui.answer_cards, page.best, is_best=not has_one_column)
    if not has_one_column:
        parts["more"] = partial(ui.answer_cards, page.more)
        parts["chosen"] = partial(ui.chosen, page.active_filters)
        parts |= {name: partial(ui.options, options) for name, options in page.filters.items()}
    return parts


def _unseen(values: Mapping[str, str], *, without: str = "") -> str:
    """Fields of a form that nobody sees."""
    return "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in values.items()
        if name != without
    )


def _answer_language(request: HttpRequest, form: QuestionForm, answer: Answer | None) -> str:
    """Of the address; of the question when the address is Dutch and nobody chose Dutch by hand.

    One word is too little to tell a language by.
    """
    own = language_of(request.path)
    is_open = own == settings.LANGUAGE_CODE and not form.language()
    if answer is None or not is_open or len(form.question().split()) < 2:
        return own
    return answer.language if answer.language in dict(settings.LANGUAGES) else own


def _leave_question(request: HttpRequest, region: Region, text: str, answer: Answer) -> None:
    """Hand the question to the spool; of danger only its kind.

    Once: not again for a filter or another language.
    """
    if request.method != "GET" or request.GET.keys() & {*answer_pages.FILTERS, LANGUAGE_PARAMETER}:
        return
    if answer.danger:
        spool.leave({"region": region.key, "danger": answer.danger})
        return
    spool.leave({
        "region": region.key,
        "text": text,
        "language": answer.language,
        "audience": answer.audience,
        "place": answer.place.key if answer.place else None,
        "best": [result.key for result in answer.results[:3]],
        "confident": answer.is_confident,
        "sure": answer.is_sure,
    })  # fmt: skip


def _example_questions() -> list[queries.Choice]:
    questions = (
        _("Mijn contract wordt niet verlengd, wat nu?"),
        _("Ik wil een ander beroep leren"),
        _("Wij kunnen geen personeel vinden"),
    )
    return [queries.Choice(text, queries.question_url(text)) for text in questions]
