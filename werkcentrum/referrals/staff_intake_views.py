"""At the desk and on the phone: a question is written down, and whoever has a code goes on."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from werkcentrum.accounts.roles import Permission
from werkcentrum.accounts.staff_page import by, user_of
from werkcentrum.casework.intake_actions import Received, receive_question
from werkcentrum.casework.intake_rules import Company, Person, Question
from werkcentrum.casework.models import Enquiry
from werkcentrum.casework.queries import enquiry_by_code
from werkcentrum.catalogue.queries import catalogue_of
from werkcentrum.core import clock
from werkcentrum.core.access import requires
from werkcentrum.core.forms import held_numbers
from werkcentrum.core.qr import qr_code
from werkcentrum.partners.middleware import region_of
from werkcentrum.partners.models import Organisation
from werkcentrum.referrals.staff_intake_forms import (
    EmployerIntakeForm,
    IntakeForm,
    StaffCodeForm,
)
from werkcentrum.referrals.staff_page import looked, work_of
from werkcentrum.referrals.staff_queries import name_of

# Whoever receives visitors, and whoever helps them.
_receives: Final = requires(Permission.RUN_QUEUE, Permission.HANDLE_ENQUIRIES)


@_receives
def enquiry_new(request: HttpRequest) -> HttpResponse:
    """Write down what somebody comes for: with a name, or with a code to take along."""
    region = region_of(request)
    themes = {key: theme.title for key, theme in catalogue_of(region).themes.items()}
    typed = request.POST if request.method == "POST" else None
    form = IntakeForm(typed, region=region, themes=themes)
    if form.is_valid():
        return _received_page(request, _receive(request, form, form.person))
    return _new_page(request, form, StaffCodeForm())


@_receives
def employer_new(request: HttpRequest) -> HttpResponse:
    """Write down what an employer asks; whoever is their account manager gets it."""
    region = region_of(request)
    themes = {key: theme.title for key, theme in catalogue_of(region).themes.items()}
    typed = request.POST if request.method == "POST" else None
    form = EmployerIntakeForm(typed, region=region, themes=themes)
    if form.is_valid():
        return _received_page(request, _receive(request, form, form.company))
    context = {"form": form, **_menu(request)}
    return TemplateResponse(request, "referrals/staff/intake_employer.html", context)


@require_POST
@_receives
def enquiry_with_code(request: HttpRequest) -> HttpResponse:
    """To the enquiry of a visitor with a code, or who is in charge of it; nothing else is told."""
    region, form = region_of(request), StaffCodeForm(request.POST)
    found = None
    if form.is_valid():
        found = enquiry_by_code(region, form.cleaned_data["code"], at=clock.now())
        if found is None:
            form.add_error("code", _("Deze code kennen wij niet. Kijk of alle woorden kloppen."))
    if found is None:
        themes = {key: theme.title for key, theme in catalogue_of(region).themes.items()}
        return _new_page(request, IntakeForm(region=region, themes=themes), form)
    if Enquiry.objects.visible_to(request.user).filter(pk=found.pk).exists():
        return HttpResponseRedirect(reverse("enquiry_file", args=[found.pk]))
    looked(request, found, asked="code")
    messages.info(request, _who_helps(found))
    return HttpResponseRedirect(reverse("enquiry_new"))


def _receive(
    request: HttpRequest, form: IntakeForm | EmployerIntakeForm, asker: Person | Company | None
) -> Received:
    values = form.cleaned_data
    question = Question(
        own_words=values["own_words"],
        themes=tuple(values["themes"]),
        urgency=values.get("urgency", ""),
        municipality=values["municipality"],
        language=values.get("language", "nl"),
        origin=values["origin"],
        held_numbers=held_numbers(form),
    )
    return receive_question(
        region=region_of(request), question=question, asker=asker,
        request_key=values["request_key"], by=by(request), at=clock.now(),
        organisation=_who_answers(request, is_of_employer=isinstance(form, EmployerIntakeForm)),
    )  # fmt: skip


def _who_answers(request: HttpRequest, *, is_of_employer: bool) -> Organisation | None:
    """The organisation of whoever helps people; nobody's yet when somebody else wrote it down.

    A host in a library receives for the Werkcentrum, and who has contact with employers helps no
    residents. If the question were the library's, no guide could take it on without a consent that
    nobody asked.
    """
    user, region = user_of(request), region_of(request)
    helps = is_of_employer or not user.may(Permission.HANDLE_EMPLOYERS, region)
    return work_of(request) if helps and user.may(Permission.HANDLE_ENQUIRIES, region) else None


def _who_helps(enquiry: Enquiry) -> str:
    """Where a visitor goes on, for whoever may not read the enquiry."""
    if enquiry.closed_at is not None:
        return _("Deze vraag is afgesloten. Schrijf een nieuwe vraag op.")
    if enquiry.adviser is None:
        return _("Deze code klopt. De vraag wacht op een gids: roep er een bij.")
    return _("Deze code klopt. De gids van deze bezoeker is %(gids)s.") % {
        "gids": enquiry.adviser.email
    }


def _new_page(request: HttpRequest, form: IntakeForm, code: StaffCodeForm) -> HttpResponse:
    context = {"form": form, "code": code, **_menu(request)}
    return TemplateResponse(request, "referrals/staff/intake.html", context)


def _received_page(request: HttpRequest, received: Received) -> HttpResponse:
    address = request.build_absolute_uri(reverse("go_on"))
    visible = Enquiry.objects.visible_to(request.user).filter(pk=received.enquiry.pk)
    return TemplateResponse(request, "referrals/staff/intake_done.html", {
        "words": received.code.split("-"),
        "name": name_of(received.enquiry),
        "adviser": received.enquiry.adviser if received.enquiry.employer else None,
        "is_urgent": bool(received.enquiry.urgency),
        "enquiry": received.enquiry if visible.exists() else None,
        "address": address,
        "qr_svg": qr_code(f"{address}#{received.code}", _("QR-code met de code")),
        **_menu(request),
    })  # fmt: skip


def _menu(request: HttpRequest) -> dict[str, Any]:
    """Whether the lists of enquiries are for whoever looks."""
    may = user_of(request).may(Permission.HANDLE_ENQUIRIES, region_of(request))
    return {"has_lists": may}
