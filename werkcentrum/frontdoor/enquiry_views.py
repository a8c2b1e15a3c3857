"""Ask a person: a question on the website, for residents and employers, and going on with a code.

Nothing is stored before a form is sent, and no cookie is needed: a signed note in the form makes
one question of what is sent twice. What was typed, and the code, are in no address.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid4

from allauth.core import ratelimit
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkcentrum.audit.actions import VISITOR, record_look
from werkcentrum.casework.actions import name_client
from werkcentrum.casework.attachment_actions import add_files
from werkcentrum.casework.file_queries import files_of
from werkcentrum.casework.intake_actions import Received, receive_question
from werkcentrum.casework.intake_rules import Company, Person, Question
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.casework.queries import enquiry_by_code
from werkcentrum.core import clock
from werkcentrum.core.access import signed_form
from werkcentrum.core.form_notes import new_note, read_note
from werkcentrum.core.forms import held_numbers
from werkcentrum.core.languages import current_language
from werkcentrum.core.qr import qr_code
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.uploads import FilesForm
from werkcentrum.frontdoor.answer_page import EmergencyPanel, emergency_panel, help_for_all
from werkcentrum.frontdoor.answering import answer_question
from werkcentrum.frontdoor.enquiry_forms import (
    REACHES,
    AskForm,
    CodeForm,
    EmployerForm,
    ReachForm,
)
from werkcentrum.frontdoor.own_enquiries import OwnEnquiry, own_enquiry
from werkcentrum.frontdoor.queries import theme_titles
from werkcentrum.partners.middleware import region_of
from werkcentrum.partners.models import Region
from werkcentrum.privacy.retention import keep_until, whole_years

# What the form on the page of an answer says, and its tick.
_CARRY, _WITH_QUESTION = "mee", "ja"
_KNOW_ME, _ADD_FILES = "bekend", "bestanden"
_TOO_MANY = 429
_TOO_MANY_FILES: Final = gettext_lazy(
    "Op dit netwerk zijn al veel bestanden gestuurd. Neem ze mee naar de balie."
)
_OLD: Final = gettext_lazy(
    "Deze pagina stond te lang open. Kijk nog een keer, en druk weer op de knop."
)


@dataclass(frozen=True)
class Kind:
    """A form to ask a question with: of whom, on which page, as which sort of record it stays."""

    form: type[AskForm] | type[EmployerForm]
    audience: str
    url_name: str
    template: str
    record: str


_RESIDENT: Final = Kind(AskForm, "resident", "ask", "frontdoor/enquiry/ask.html", "client")
_EMPLOYER: Final = Kind(
    EmployerForm, "employer", "ask_as_employer", "frontdoor/enquiry/ask_as_employer.html",
    "employer",
)  # fmt: skip


@signed_form
def ask(request: HttpRequest) -> HttpResponse:
    """Ask a person, with or without a name."""
    return _ask(request, _RESIDENT)


@signed_form
def ask_as_employer(request: HttpRequest) -> HttpResponse:
    """The same for employers, who get one person to speak to."""
    return _ask(request, _EMPLOYER)


@signed_form
def go_on(request: HttpRequest) -> HttpResponse:
    """What was asked and where it stands, for whoever has the code; also to say who one is."""
    if request.method != "POST":
        return _code_page(request, CodeForm())
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code_page(request, form)
    if not ratelimit.consume(request, action="enter_code", dry_run=True):
        form.add_error("code", _("Er zijn te veel codes geprobeerd. Bel ons, of loop binnen."))
        return _code_page(request, form, status=_TOO_MANY)
    region, at = region_of(request), clock.now()
    enquiry = enquiry_by_code(region, form.cleaned_data["code"], at=at)
    if enquiry is None:
        ratelimit.consume(request, action="enter_code")
        form.add_error("code", _("Deze code kennen wij niet. Kijk of alle woorden kloppen."))
        return _code_page(request, form)
    if request.POST.get("stap") == _KNOW_ME:
        return _name(request, enquiry)
    if request.POST.get("stap") == _ADD_FILES:
        return _more_files(request, enquiry)
    record_look(subject=enquiry, by=VISITOR, at=at, region_key=region.key)
    return _own_page(request, enquiry, ReachForm())


def _ask(request: HttpRequest, kind: Kind) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request, kind, _form(request, kind))
    if request.POST.get("stap") == _CARRY:
        return _carried(request, kind)
    if request.FILES and not ratelimit.consume(request, action="add_files"):
        form, problem = _form(request, kind, request.POST), str(_TOO_MANY_FILES)
        return _form_page(request, kind, form, problem=problem, status=_TOO_MANY)
    form = _form(request, kind, request.POST, request.FILES)
    try:
        key = read_note(request.POST.get("token", ""))
    except signing.BadSignature:
        return _form_page(request, kind, form, problem=str(_OLD))
    if not form.is_valid():
        problem = _("Er klopt nog iets niet. Hieronder staat wat.")
        return _form_page(request, kind, form, key=key, problem=problem)
    if not ratelimit.consume(request, action="ask"):
        problem = _("Op dit netwerk zijn al veel vragen gesteld. Bel ons, of loop binnen.")
        return _form_page(request, kind, form, key=key, problem=problem, status=_TOO_MANY)
    try:
        received = receive_question(
            region=region_of(request), question=_question(form), asker=_asker(form),
            request_key=key, by=VISITOR, at=clock.now(),
        )  # fmt: skip
    except RefusedError as refused:
        return _form_page(request, kind, form, key=key, problem=str(refused))
    return _received_page(request, received, form)


def _carried(request: HttpRequest, kind: Kind) -> HttpResponse:
    """From the page of an answer; the question comes along when whoever asked it ticked that."""
    if request.POST.get(_CARRY) != _WITH_QUESTION:
        return HttpResponseRedirect(reverse(kind.url_name))
    initial = {"vraag": request.POST.get("vraag", "")}
    return _form_page(request, kind, _form(request, kind, initial=initial))


def _form(
    request: HttpRequest,
    kind: Kind,
    typed: Any = None,
    files: Any = None,
    *,
    initial: Mapping[str, Any] | None = None,
) -> AskForm | EmployerForm:
    region = region_of(request)
    return kind.form(
        typed, files, region=region, themes=theme_titles(region, kind.audience),
        language=current_language(), initial=initial,
    )  # fmt: skip


def _question(form: AskForm | EmployerForm) -> Question:
    values = form.cleaned_data
    return Question(
        own_words=values["vraag"],
        themes=tuple(values["thema"]),
        urgency=values.get("spoed", ""),
        municipality=values["gemeente"],
        language=values["antwoord_in"] or current_language(),
        origin=Enquiry.Origin.ONLINE,
        held_numbers=held_numbers(form),
        files=values["bestand"],
    )


def _asker(form: AskForm | EmployerForm) -> Person | Company | None:
    values = form.cleaned_data
    if isinstance(form, EmployerForm):
        return Company(
            values["bedrijf"], values["naam"], values["via"], values["address"], values["kvk"]
        )
    return _person(form)


def _person(form: ReachForm) -> Person | None:
    """Who it is; None for whoever gives no name."""
    values = form.cleaned_data
    if values["via"] not in Client.Reach.values:
        return None
    return Person(values["naam"], values["via"], values["address"])


def _form_page(
    request: HttpRequest,
    kind: Kind,
    form: AskForm | EmployerForm,
    *,
    key: UUID | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    note, today = new_note(key or uuid4()), clock.today()
    days = (keep_until(region_of(request), kind.record, today) - today).days
    context = {
        "days": days,
        "years": whole_years(days),
        "form": form,
        "note": note,
        "problem": problem,
        "municipalities": form.municipalities,
        "ways": _ways(form),
        "sent_along": _sent_along(request, note),
    }
    return TemplateResponse(request, kind.template, context, status=status)


def _ways(form: ReachForm) -> list[tuple[str, Any, bool]]:
    chosen = form["via"].value()
    return [(key, REACHES[key], key == chosen) for key in form.ways]


def _sent_along(request: HttpRequest, note: str) -> dict[str, list[tuple[str, str]]]:
    """What was sent goes to this page in another language, as a form: it is in no address."""
    if request.method != "POST":
        return {}
    sent = {**dict(request.POST.lists()), "token": [note]}
    return {"items": [(name, value) for name, values in sent.items() for value in values]}


def _received_page(
    request: HttpRequest, received: Received, form: AskForm | EmployerForm
) -> HttpResponse:
    region, address = region_of(request), request.build_absolute_uri(reverse("go_on"))
    context = {
        "words": received.code.split("-"),
        "enquiry": received.enquiry,
        "files": list(files_of(received.enquiry)),
        "is_urgent": bool(received.enquiry.urgency),
        "is_known": _asker(form) is not None,
        "can_get_link": _can_get_link(_asker(form)),
        "address": address,
        "qr_svg": qr_code(f"{address}#{received.code}", _("QR-code met uw code")),
        "danger": _danger(region, received.enquiry.own_words),
        "sent_along": _sent_along(request, request.POST.get("token", "")),
    }
    return TemplateResponse(request, "frontdoor/enquiry/received.html", context)


def _can_get_link(asker: Person | Company | None) -> bool:
    """Whether Mijn Werkcentrum can send them one: it knows clients, by mail or phone."""
    return isinstance(asker, Person) and asker.reach != Client.Reach.LETTER


def _danger(region: Region, words: str) -> tuple[EmergencyPanel, ...]:
    """Help that cannot wait for anybody to read the question."""
    answer = answer_question(region, words)
    panel = emergency_panel(region, answer.danger, answer.place)
    return (panel,) if panel else help_for_all(region, answer.place)


def _code_page(request: HttpRequest, form: CodeForm, *, status: int = 200) -> HttpResponse:
    note = new_note()
    context = {"form": form, "note": note, "sent_along": _sent_along(request, note)}
    return TemplateResponse(request, "frontdoor/enquiry/code.html", context, status=status)


def _name(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """Somebody who asked without a name says who they are, to be called or written to."""
    form = ReachForm(request.POST)
    try:
        read_note(request.POST.get("token", ""))
    except signing.BadSignature:
        return _own_page(request, enquiry, form, problem=str(_OLD))
    if not form.is_valid():
        return _own_page(request, enquiry, form)
    values = form.cleaned_data
    try:
        name_client(
            enquiry=enquiry, name_to_use=values["naam"], reach=values["via"],
            address=values["address"], by=VISITOR, at=clock.now(),
        )  # fmt: skip
    except RefusedError as refused:
        return _own_page(request, enquiry, form, problem=str(refused))
    said = _("Dank u wel. Een gids neemt contact met u op.")
    return _own_page(request, enquiry, ReachForm(), said=said)


def _more_files(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """Whoever has the code adds files to what was asked before."""
    try:
        read_note(request.POST.get("token", ""))
    except signing.BadSignature:
        return _own_page(request, enquiry, ReachForm(), problem=str(_OLD))
    if not ratelimit.consume(request, action="add_files"):
        return _own_page(request, enquiry, ReachForm(), problem=str(_TOO_MANY_FILES))
    files = FilesForm(request.POST, request.FILES)
    if not files.is_valid():
        return _own_page(request, enquiry, ReachForm(), files=files)
    try:
        add_files(
            enquiry=enquiry, files=files.cleaned_data["bestand"], is_from_asker=True, by=VISITOR,
            at=clock.now(),
        )  # fmt: skip
    except RefusedError as refused:
        return _own_page(request, enquiry, ReachForm(), problem=str(refused))
    return _own_page(request, enquiry, ReachForm(), said=_("Uw bestanden zijn bij ons."))


def _own_page(
    request: HttpRequest,
    enquiry: Enquiry,
    form: ReachForm,
    *,
    files: FilesForm | None = None,
    said: str = "",
    problem: str = "",
) -> HttpResponse:
    own: OwnEnquiry = own_enquiry(enquiry)
    code, note = request.POST.get("code", ""), new_note()
    context = {
        "own": own,
        "code": code,
        "form": form,
        "files_form": files or FilesForm(),
        "files": list(files_of(enquiry).filter(is_from_asker=True)),
        "ways": _ways(form),
        "note": note,
        "said": said,
        "problem": problem,
        "sent_along": {"items": [("code", code), ("token", note)]},
    }
    return TemplateResponse(request, "frontdoor/enquiry/own.html", context)
