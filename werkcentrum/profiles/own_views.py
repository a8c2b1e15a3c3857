"""Pages on which somebody makes a profile alone. Nothing of it is kept here (`own`).

A signed note in each form takes the place of a CSRF token: whoever only reads gets no cookie.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from werkcentrum.core import clock
from werkcentrum.core.access import public, secret, signed_form
from werkcentrum.core.form_notes import new_note, read_note
from werkcentrum.core.forms import NO_BSN
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.typed import visible
from werkcentrum.partners.middleware import region_of
from werkcentrum.profiles import files, own
from werkcentrum.profiles.exchange import Found
from werkcentrum.profiles.facts import NOTHING, Facts
from werkcentrum.profiles.file_forms import FileForm, ReadForm, file_errors_in, signed
from werkcentrum.profiles.forms import ProfileForm, StoryForm, form_of_facts, form_of_story
from werkcentrum.profiles.items import items_of
from werkcentrum.profiles.queries import recognised, wishes_in, words
from werkcentrum.profiles.telling import told_facts

BACK: Final = "terug"
_LONGEST_BACK: Final = 200


def _visibly_typed(view: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view what was typed without what nobody can see: no page can show NUL again."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        typed = request.POST.copy()
        for name, values in request.POST.lists():
            lines = [value.replace("\r\n", "\n") for value in values]
            typed.setlist(name, [visible(line, len(line)) for line in lines])
        request.POST = typed  # type: ignore[assignment]
        return view(request)

    return answer


@public
@require_http_methods(["GET", "HEAD"])
@secret
def own_profile(request: HttpRequest) -> HttpResponse:
    """What somebody confirmed, or else the box for their story."""
    facts = own.read(request)
    if facts is None:
        return _first_page(request)
    left_out = {form: files.left_out(form, facts, words(), at=clock.now()) for form in files.FORMS}
    return _page(
        request, "profiles/own/overview.html", lines=told_facts(facts), is_ours=False,
        left_out=left_out,
    )  # fmt: skip


@signed_form
@_visibly_typed
def own_story(request: HttpRequest) -> HttpResponse:
    """The box for a story; sent, what may be meant by it."""
    if request.method != "POST":
        return _story_page(request, StoryForm())
    form = StoryForm(request.POST)
    if not _is_ours(request):
        return _story_page(request, form, problem=_old())
    if not form.is_valid():
        return _story_page(request, form)
    story = form.cleaned_data["verhaal"]
    return _confirm_page(request, form, _confirming(request, story))


@public
@csrf_exempt  # The signed note in the form takes its place: no cookie on pages one only reads.
@require_POST
@secret
@_visibly_typed
def own_confirm(request: HttpRequest) -> HttpResponse:
    """Take what was ticked and answered into the browser."""
    story = StoryForm(request.POST)
    if not _is_ours(request) or not story.is_valid():
        return _story_page(request, story, problem="" if _is_ours(request) else _old())
    form = _confirming(request, story.cleaned_data["verhaal"], request.POST)
    return _kept(request, form) or _confirm_page(request, story, form)


@signed_form
@_visibly_typed
def own_change(request: HttpRequest) -> HttpResponse:
    """Change or take away what was confirmed."""
    known = own.read(request)
    if known is None:
        return HttpResponseRedirect(reverse("own_profile"))
    if request.method != "POST":
        return _page(
            request, "profiles/own/change.html", form=form_of_facts(read=wishes_in, known=known)
        )
    form = form_of_facts(request.POST, read=wishes_in, known=known)
    if not _is_ours(request):
        return _page(request, "profiles/own/change.html", form=form, problem=_old())
    return _kept(request, form) or _page(request, "profiles/own/change.html", form=form)


@public
@csrf_exempt  # The signed note in the form takes its place: no cookie on pages one only reads.
@require_POST
@secret
def own_forget(request: HttpRequest) -> HttpResponse:
    """Throw it away."""
    if not _is_ours(request):
        return HttpResponseRedirect(reverse("own_profile"))
    response = _page(request, "profiles/own/gone.html", sent_along={})
    own.forget(response)
    return response


@signed_form
@_visibly_typed
def own_file(request: HttpRequest) -> HttpResponse:
    """Choose a file with a profile; sent, what it says of somebody's work."""
    if request.method != "POST":
        return _page(request, "profiles/own/file.html", form=FileForm())
    form, kept = FileForm(request.POST, request.FILES), ReadForm(request.POST)
    if not _is_ours(request):
        return _page(request, "profiles/own/file.html", form=form, problem=_old(), sent_along={})
    if kept.is_valid():
        return _imported_page(request, Found(kept.facts))
    if form.is_valid():
        with file_errors_in(form):
            found = files.read(form.content, words(), today=clock.today())
            return _imported_page(request, found)
    return _page(request, "profiles/own/file.html", form=form, sent_along={})


@public
@csrf_exempt  # The signed note in the form takes its place: no cookie on pages one only reads.
@require_POST
@secret
@_visibly_typed
def own_file_confirm(request: HttpRequest) -> HttpResponse:
    """Take what was ticked of a file into the browser."""
    kept = ReadForm(request.POST)
    if not _is_ours(request) or not kept.is_valid():
        return _page(
            request, "profiles/own/file.html", form=FileForm(), problem=_old(), sent_along={}
        )
    form = _of_file(request, kept.facts, request.POST)
    return _kept(request, form) or _imported_page(request, Found(kept.facts), form)


@public
@require_http_methods(["GET", "HEAD"])
@secret
def own_download(request: HttpRequest, form: str) -> HttpResponse:
    """What somebody confirmed, as a file of VUM or Europass. Nothing of it is kept."""
    facts = own.read(request)
    if facts is None:
        return HttpResponseRedirect(reverse("own_profile"))
    return download(files.write(form, facts, words(), at=clock.now()))


def download(file: files.File) -> HttpResponse:
    """A file to save."""
    response = HttpResponse(file.text, content_type=f"{file.sort}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


def _of_file(request: HttpRequest, facts: Facts, typed: Any = None) -> ProfileForm:
    known = own.read(request) or NOTHING
    return form_of_story(typed, items=items_of(facts), read=wishes_in, known=known)


def _imported_page(
    request: HttpRequest, found: Found, form: ProfileForm | None = None
) -> HttpResponse:
    read = signed(found.facts)
    again = [("token", new_note()), ("gelezen", read)]
    return _page(
        request, "profiles/own/imported.html", found=found,
        form=form or _of_file(request, found.facts), read=read,
        sent_along={"items": again}, action=reverse("own_profile_file_confirm"),
    )  # fmt: skip


def _confirming(request: HttpRequest, story: str, typed: Any = None) -> ProfileForm:
    known = own.read(request) or NOTHING
    return form_of_story(
        typed, items=recognised(story, region_of(request), today=clock.today()), read=wishes_in,
        known=known,
    )  # fmt: skip


def _kept(request: HttpRequest, form: ProfileForm) -> HttpResponse | None:
    """On to the overview with everything in the browser; None when something is not right yet."""
    if not form.is_valid():
        return None
    response = HttpResponseRedirect(_back(request) or reverse("own_profile"))
    try:
        own.keep(response, form.facts())
    except RefusedError as refused:
        form.add_error(None, str(refused))
        return None
    return response


def _first_page(request: HttpRequest) -> HttpResponse:
    """The box for a story. Who had a profile that is too old now reads so, and it is thrown away.

    Pages that need a profile send people here.
    """
    if not own.is_old(request):
        return _story_page(request, StoryForm())
    response = _story_page(request, StoryForm(), problem=str(own.too_old()))
    own.forget(response)
    return response


def _story_page(request: HttpRequest, form: StoryForm, problem: str = "") -> HttpResponse:
    is_more = own.read(request) is not None
    return _page(request, "profiles/own/story.html", form=form, problem=problem, is_more=is_more)


def _confirm_page(request: HttpRequest, story: StoryForm, form: ProfileForm) -> HttpResponse:
    return _page(
        request, "profiles/own/confirm.html", story=story, form=form,
        told=story.cleaned_data["verhaal"],
        is_no_bsn=NO_BSN in request.POST,
    )  # fmt: skip


def _page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    values = {"note": new_note(), "problem": "", "sent_along": _sent_along(request)}
    values |= {"back": _back(request), **context}
    return TemplateResponse(request, template, values)


def _sent_along(request: HttpRequest) -> dict[str, list[tuple[str, str]]]:
    """What a form must send to see the same page in another language."""
    if request.method != "POST":
        return {}
    sent = {**dict(request.POST.lists()), "token": [new_note()]}
    return {"items": [(name, value) for name, values in sent.items() for value in values]}


def _back(request: HttpRequest) -> str:
    """The page of this site on which somebody needed a profile, or ''."""
    back = str(request.POST.get(BACK, "") or request.GET.get(BACK, ""))
    is_here = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if is_here and len(back) <= _LONGEST_BACK else ""


def _is_ours(request: HttpRequest) -> bool:
    """Whether the form is from our own page, of today."""
    try:
        read_note(request.POST.get("token", ""))
    except signing.BadSignature:
        return False
    return True


def _old() -> str:
    return _("Deze pagina stond te lang open. Kijk nog een keer, en druk weer op de knop.")
