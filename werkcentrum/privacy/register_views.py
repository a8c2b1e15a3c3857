"""Pages for the privacy officer: the register of purposes, grounds and texts, and objections."""

from functools import partial
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from werkcentrum.accounts.queries import mail_addresses
from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, done, refusals_in
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.spreadsheets import download
from werkcentrum.partners.middleware import region_of
from werkcentrum.privacy import register_actions, register_queries
from werkcentrum.privacy.actions import decide_objection
from werkcentrum.privacy.forms import EndForm, GroundForm, PurposeForm, TextForm
from werkcentrum.privacy.models import LegalGround, Objection, Purpose
from werkcentrum.privacy.queries import open_objections
from werkcentrum.privacy.staff_page import looked

_keeps = requires(Permission.KEEP_REGISTER)
# The oldest; whoever decided these sees the next.
_MOST_OBJECTIONS = 50
# Somebody who clicks by mistake loses nothing: the form asks what was decided.
_DECISIONS = {"toekennen": True, "afwijzen": False}


@_keeps
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """All purposes, and what needs a look."""
    region = region_of(request)
    return TemplateResponse(request, "privacy/register/register.html", {
        "purposes": register_queries.purposes_of(region, today=clock.today()),
        "objections": open_objections(region).count(),
    })  # fmt: skip


@_keeps
@require_safe
def purpose(request: HttpRequest, key: str) -> HttpResponse:
    """One purpose: its grounds, its texts, and who changed what."""
    found, today = _purpose(request, key), clock.today()
    lines = register_queries.history_of(found)
    names = mail_addresses(line.actor for line in lines)
    return TemplateResponse(request, "privacy/register/purpose.html", {
        "purpose": found,
        "grounds": register_queries.grounds_of(found, today=today),
        "texts": register_queries.texts_of(found, today=today),
        "history": register_queries.changes_in_words(lines, region_of(request), names),
    })  # fmt: skip


@_keeps
def purpose_add(request: HttpRequest) -> HttpResponse:
    """A new purpose."""
    return _describe(request, None)


@_keeps
def purpose_describe(request: HttpRequest, key: str) -> HttpResponse:
    """Other words for a purpose."""
    return _describe(request, _purpose(request, key))


@_keeps
def ground_add(request: HttpRequest, key: str) -> HttpResponse:
    """On what data are given for a purpose, from a day on."""
    found = _purpose(request, key)
    form = GroundForm(_typed(request), region=region_of(request), today=clock.today())
    if form.is_valid():
        with refusals_in(form):
            register_actions.add_ground(
                purpose=found, **form.ground, by=by(request), at=clock.now()
            )
            messages.success(request, _("Dit staat nu in het register."))
            return HttpResponseRedirect(reverse("register_purpose", args=[key]))
    return _shown(request, "privacy/register/ground_add.html", found, form)


@_keeps
def ground_end(request: HttpRequest, key: str, pk: UUID) -> HttpResponse:
    """From a day on it holds no longer; what has not begun can be taken back."""
    found = _purpose(request, key)
    ground = _ground(found, pk)
    form = EndForm(_typed(request), initial={"ends_on": clock.today()})
    if form.is_valid():
        with refusals_in(form):
            register_actions.end_ground(
                ground=ground, **form.cleaned_data, by=by(request), at=clock.now()
            )
            messages.success(request, _("Dit stopt. Het blijft in het register staan."))
            return HttpResponseRedirect(reverse("register_purpose", args=[key]))
    rows = register_queries.grounds_of(found, today=clock.today())
    row = next(row for row in rows if row.ground == ground)
    return _shown(request, "privacy/register/ground_end.html", found, form, row=row)


@require_POST
@_keeps
def ground_drop(request: HttpRequest, key: str, pk: UUID) -> HttpResponse:
    """Take back what has not begun."""
    ground = _ground(_purpose(request, key), pk)
    act = partial(register_actions.drop_ground, ground=ground, by=by(request), at=clock.now())
    return done(request, _("Dit is weggehaald."), act, "register_purpose", key)


@_keeps
def text_add(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """Every version of the question in one language, and a form for a new one."""
    found, names = _purpose(request, key), dict(settings.LANGUAGES)
    if language not in names:
        raise Http404
    versions = list(found.texts.filter(language=language).order_by("-version"))
    dutch = found.texts.filter(language=settings.LANGUAGE_CODE).order_by("-version").first()
    form = TextForm(
        _typed(request), today=clock.today(), language=language,
        present=versions[0] if versions else None,
    )  # fmt: skip
    if form.is_valid():
        with refusals_in(form):
            register_actions.add_text(
                purpose=found, language=language, **form.cleaned_data, by=by(request),
                at=clock.now(),
            )  # fmt: skip
            messages.success(request, _("De nieuwe tekst staat klaar."))
            return HttpResponseRedirect(reverse("register_purpose", args=[key]))
    return _shown(
        request, "privacy/register/text_add.html", found, form, versions=versions,
        language=language, name=names[language],
        dutch=None if language == settings.LANGUAGE_CODE else dutch,
    )  # fmt: skip


@_keeps
@require_safe
def standings(request: HttpRequest) -> HttpResponse:
    """What was agreed with partners; that changes elsewhere."""
    region, today = region_of(request), clock.today()
    return TemplateResponse(request, "privacy/register/standings.html", {
        "standings": register_queries.standings_of(region, today=today),
        "missing": register_queries.not_agreed(region, today=today),
    })  # fmt: skip


@_keeps
@require_safe
def objections(request: HttpRequest) -> HttpResponse:
    """What people object to, and what was not decided yet."""
    region = region_of(request)
    waiting = open_objections(region)
    rows = register_queries.objections_of(waiting[:_MOST_OBJECTIONS], today=clock.today())
    looked(request, region, len(rows), "privacy.objection")
    more = waiting.count() - len(rows)
    return TemplateResponse(request, "privacy/register/objections.html", {
        "rows": rows, "more": max(more, 0),
    })  # fmt: skip


@require_POST
@_keeps
def objection_decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The officer decides; somebody hears it from their adviser."""
    found = Objection.objects.filter(client__region=region_of(request))
    objection = get_object_or_404(found.select_related("client__region", "ground__purpose"), pk=pk)
    is_upheld = _DECISIONS.get(request.POST.get("besluit", ""))
    if is_upheld is None:
        messages.error(request, _("Kies wat er is besloten."))
        return HttpResponseRedirect(reverse("register_objections"))
    act = partial(
        decide_objection, objection=objection, is_upheld=is_upheld, by=by(request), at=clock.now()
    )
    said = _("Het bezwaar is toegekend.") if is_upheld else _("Het bezwaar is afgewezen.")
    return done(request, said, act, "register_objections")


@_keeps
@require_safe
def register_file(request: HttpRequest) -> HttpResponse:
    """The register of processing activities, for a spreadsheet."""
    region = region_of(request)
    name = f"register-van-verwerkingen-{region.key}-{clock.today().isoformat()}.csv"
    return download(name, register_queries.register_table(region))


def _describe(request: HttpRequest, found: Purpose | None) -> HttpResponse:
    form = PurposeForm(_typed(request), region=region_of(request), purpose=found)
    if form.is_valid():
        described = register_actions.describe_purpose(
            region=region_of(request), key=form.key, **form.cleaned_data, by=by(request),
            at=clock.now(),
        )  # fmt: skip
        messages.success(request, _("Bewaard."))
        return HttpResponseRedirect(reverse("register_purpose", args=[described.key]))
    return _shown(request, "privacy/register/purpose_form.html", found, form)


def _shown(
    request: HttpRequest, page: str, found: Purpose | None, form: Form, **rest: object
) -> HttpResponse:
    context = {"purpose": found, "form": form, **rest}
    return TemplateResponse(request, page, context)


def _typed(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _purpose(request: HttpRequest, key: str) -> Purpose:
    return get_object_or_404(region_of(request).purposes.select_related("region"), key=key)


def _ground(found: Purpose, pk: UUID) -> LegalGround:
    rows = found.grounds.select_related("purpose__region", "controller", "recipient")
    ground: LegalGround = get_object_or_404(rows, pk=pk)
    return ground
