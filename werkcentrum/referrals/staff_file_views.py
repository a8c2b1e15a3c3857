"""The page of one enquiry, and what its adviser does there."""

from functools import partial
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from werkcentrum.casework import work_actions
from werkcentrum.casework.actions import name_client, note_contact
from werkcentrum.casework.attachment_actions import add_files, remove_file
from werkcentrum.casework.file_queries import (
    aftercare_of,
    draft_of,
    files_of,
    plan_of,
    shown_notes,
)
from werkcentrum.casework.models import Enquiry
from werkcentrum.casework.rules import may_name
from werkcentrum.core import clock
from werkcentrum.core.uploads import FilesForm, to_save
from werkcentrum.partners.middleware import region_of
from werkcentrum.referrals import charge_actions, staff_file_queries
from werkcentrum.referrals.staff_forms import (
    AftercareForm,
    CloseForm,
    ContactForm,
    GiveForm,
    ManagerForm,
    NameForm,
    RepresentativeForm,
    SortForm,
)
from werkcentrum.referrals.staff_page import (
    by,
    done,
    enquiry_for,
    handles,
    head_of,
    looked,
    shown,
    user_of,
    work_of,
)
from werkcentrum.referrals.staff_queries import theme_titles, themes_for
from werkcentrum.referrals.staff_words import OWNERS


@handles
@require_safe
def enquiry_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything about one enquiry."""
    return _file(request, enquiry_for(request, pk))


@require_POST
@handles
def enquiry_take(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take charge of it."""
    act = partial(
        charge_actions.put_in_charge, enquiry=enquiry_for(request, pk), adviser=user_of(request),
        by=by(request), at=clock.now(),
    )  # fmt: skip
    return done(request, _("Deze vraag is nu van u."), act, "enquiry_file", pk)


@require_POST
@handles
def enquiry_give(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give it to a colleague, or back to the list."""
    enquiry = enquiry_for(request, pk)
    form = GiveForm(request.POST, colleagues=staff_file_queries.colleagues(region_of(request)))
    if not form.is_valid():
        return _file(request, enquiry, give=form)
    colleague, whom, at = form.colleague, by(request), clock.now()
    if colleague is None:
        back = partial(work_actions.put_back, enquiry=enquiry, by=whom, at=at)
        return done(request, _("Deze vraag is nu van niemand."), back, "own_list")
    act = partial(charge_actions.put_in_charge, enquiry=enquiry, adviser=colleague, by=whom, at=at)
    return done(request, _("Deze vraag is nu van uw collega."), act, "own_list")


@require_POST
@handles
def enquiry_manager(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name the one contact of the employer who asks."""
    enquiry = enquiry_for(request, pk)
    if enquiry.employer is None:
        raise Http404
    managers = staff_file_queries.account_managers(region_of(request))
    form = ManagerForm(request.POST, managers=managers)
    if not form.is_valid():
        return _file(request, enquiry, manager=form)
    act = partial(
        work_actions.name_account_manager, employer=enquiry.employer, by=by(request),
        at=clock.now(), **form.cleaned_data,
    )  # fmt: skip
    said = _("Opgeschreven. Nieuwe vragen van deze werkgever komen bij deze collega.")
    return done(request, said, act, "enquiry_file", pk)


@require_POST
@handles
def enquiry_contact(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down that there was contact."""
    enquiry, form = enquiry_for(request, pk), ContactForm(request.POST)
    if not form.is_valid():
        return _file(request, enquiry, contact=form)
    act = partial(
        note_contact, region=enquiry.region, channel=form.cleaned_data["channel"],
        subject=next(iter(enquiry.themes), ""), language=enquiry.language,
        is_reached=form.cleaned_data["is_reached"], client=enquiry.client, enquiry=enquiry,
        by=by(request), at=clock.now(),
    )  # fmt: skip
    return done(request, _("Het contact staat erbij."), act, "enquiry_file", pk)


@require_POST
@handles
def enquiry_name(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody wants to be known, because the next step needs it."""
    enquiry, form = enquiry_for(request, pk), NameForm(request.POST)
    if not form.is_valid():
        return _file(request, enquiry, naming=form)
    act = partial(name_client, enquiry=enquiry, by=by(request), at=clock.now(), **form.cleaned_data)
    return done(request, _("De naam staat erbij."), act, "enquiry_file", pk)


@require_POST
@handles
def enquiry_representative(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down, change or take away who decides for the person who asks."""
    enquiry = enquiry_for(request, pk)
    if enquiry.client is None:
        raise Http404
    form = RepresentativeForm(request.POST, client=enquiry.client)
    if not form.is_valid():
        return _file(request, enquiry, decides=form)
    kind, name = form.cleaned_data["representative"], form.cleaned_data["representative_name"]
    # What rests on somebody's own word ends with it, also what a higher floor keeps.
    act = partial(
        import_string(settings.SET_REPRESENTATIVE), client=enquiry.client, representative=kind,
        name=name, by=by(request), at=clock.now(),
    )  # fmt: skip
    return done(request, _("Opgeschreven wie er beslist."), act, "enquiry_file", pk)


@require_POST
@handles
def enquiry_sort(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what it is about, and whether it can wait."""
    enquiry = enquiry_for(request, pk)
    themes = themes_for(region_of(request), enquiry)
    form = SortForm(request.POST, enquiry=enquiry, themes=themes)
    if not form.is_valid():
        return _file(request, enquiry, sort=form)
    act = partial(
        work_actions.sort_enquiry, enquiry=enquiry, by=by(request), at=clock.now(),
        **form.cleaned_data,
    )  # fmt: skip
    return done(request, _("Onderwerp en spoed zijn bewaard."), act, "enquiry_file", pk)


@require_POST
@handles
def enquiry_files(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add files."""
    enquiry, form = enquiry_for(request, pk), FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _file(request, enquiry, files=form)
    act = partial(
        add_files, enquiry=enquiry, files=form.cleaned_data["bestand"], is_from_asker=False,
        by=by(request), at=clock.now(),
    )  # fmt: skip
    return done(request, _("De bestanden staan erbij."), act, "enquiry_file", pk)


@handles
@require_safe
def enquiry_attachment(request: HttpRequest, pk: UUID, file: UUID) -> HttpResponse:
    """A file, to keep on one's own computer."""
    enquiry = enquiry_for(request, pk)
    found = get_object_or_404(files_of(enquiry).select_related("content"), pk=file)
    looked(request, enquiry, file=str(found.pk))
    return to_save(bytes(found.content.content), found.media_type, found.name)


@require_POST
@handles
def attachment_away(request: HttpRequest, pk: UUID, file: UUID) -> HttpResponse:
    """Take a file away, for good."""
    enquiry = enquiry_for(request, pk)
    found = get_object_or_404(files_of(enquiry).select_related("enquiry__region"), pk=file)
    act = partial(remove_file, attachment=found, by=by(request), at=clock.now())
    return done(request, _("Het bestand is weg."), act, "enquiry_file", pk)


@require_POST
@handles
def enquiry_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what came of it."""
    enquiry = enquiry_for(request, pk)
    form = CloseForm(request.POST, open_count=staff_file_queries.open_referrals(enquiry))
    if not form.is_valid():
        return _file(request, enquiry, close=form)
    act = partial(
        charge_actions.end_enquiry, enquiry=enquiry, by=by(request), at=clock.now(),
        **form.cleaned_data,
    )  # fmt: skip
    return done(request, _("Deze vraag is afgesloten."), act, "enquiry_file", pk)


@require_POST
@handles
def enquiry_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It was not over."""
    act = partial(
        work_actions.reopen_enquiry, enquiry=enquiry_for(request, pk), by=by(request),
        at=clock.now(),
    )  # fmt: skip
    return done(request, _("Deze vraag is weer open."), act, "enquiry_file", pk)


@require_POST
@handles
def enquiry_aftercare(request: HttpRequest, pk: UUID, moment: UUID) -> HttpResponse:
    """Write down how it went afterwards."""
    enquiry = enquiry_for(request, pk)
    aftercare = get_object_or_404(enquiry.aftercare.select_related("enquiry__region"), pk=moment)
    form = AftercareForm(request.POST, prefix=str(moment))
    if not form.is_valid():
        return _file(request, enquiry, care=form)
    act = partial(
        work_actions.note_aftercare, aftercare=aftercare, by=by(request), at=clock.now(),
        **form.cleaned_data,
    )  # fmt: skip
    return done(request, _("De nazorg staat erbij."), act, "enquiry_file", pk)


def _file(
    request: HttpRequest,
    enquiry: Enquiry,
    *,
    contact: ContactForm | None = None,
    close: CloseForm | None = None,
    give: GiveForm | None = None,
    care: AftercareForm | None = None,
    naming: NameForm | None = None,
    manager: ManagerForm | None = None,
    sort: SortForm | None = None,
    files: FilesForm | None = None,
    decides: RepresentativeForm | None = None,
) -> HttpResponse:
    today, region = clock.today(), region_of(request)
    looked(request, enquiry)
    colleagues = staff_file_queries.colleagues(region)
    open_count = staff_file_queries.open_referrals(enquiry)
    aftercare = [
        (row, _care_form(row.pk, care) if row.done_at is None else None)
        for row in aftercare_of(enquiry)
    ]
    return shown(request, "referrals/staff/file.html", {
        **head_of(enquiry),
        "is_mine": enquiry.adviser_id == user_of(request).pk,
        "themes": theme_titles(region, enquiry.themes),
        "notes": shown_notes(enquiry, work_of(request)),
        "draft": draft_of(enquiry, user_of(request)),
        "goals": plan_of(enquiry, today=today), "owners": OWNERS,
        "referrals": staff_file_queries.referrals_of(enquiry, today=today),
        "open_referrals": open_count,
        "appointments": staff_file_queries.appointments_of(enquiry),
        "contacts": staff_file_queries.contacts_of(enquiry),
        "aftercare": aftercare,
        "today": today,
        "files": list(files_of(enquiry)), "files_form": files or FilesForm(),
        "sort_form": sort or SortForm(enquiry=enquiry, themes=themes_for(region, enquiry)),
        "contact_form": contact or ContactForm(),
        "name_form": naming or NameForm(), "may_name": may_name(enquiry) is None,
        "close_form": close or CloseForm(open_count=open_count),
        "manager_form": _manager_form(enquiry, manager),
        "decides_form": decides or _decides_form(enquiry),
        "give_form": give or GiveForm(colleagues=colleagues),
    })  # fmt: skip


def _manager_form(enquiry: Enquiry, sent: ManagerForm | None) -> ManagerForm | None:
    """Only an employer has an account manager."""
    if enquiry.employer is None:
        return None
    managers = staff_file_queries.account_managers(enquiry.region)
    return sent or ManagerForm(managers=managers)


def _decides_form(enquiry: Enquiry) -> RepresentativeForm | None:
    """Only for somebody who is known."""
    return RepresentativeForm(client=enquiry.client) if enquiry.client else None


def _care_form(key: UUID, sent: AftercareForm | None) -> AftercareForm:
    """The form of this moment: the one that was sent, or an empty one."""
    return sent if sent and sent.prefix == str(key) else AftercareForm(prefix=str(key))
