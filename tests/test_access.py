"""Everybody opens every address, and gets what the tables in tests/access.py say."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests import access, access_cells
from tests.access import A_CHANGE, MODEL_PAGES, MODELS, PAGES, classified, model_page
from tests.access_cells import WHO, Cell
from tests.routes import promised, route_names, routes
from tests.strangers import make_strangers
from werkcentrum.accounts.models import User
from werkcentrum.accounts.roles import ROLES
from werkcentrum.accounts.tests.make import make_admin, make_staff
from werkcentrum.appointments.tests.make import make_known
from werkcentrum.casework.models import Enquiry, Note
from werkcentrum.catalogue.models import Trial
from werkcentrum.catalogue.tests.make import make_change
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.desk.models import Desk, Ticket, Visit, service_day
from werkcentrum.desk.tests.make import make_desk
from werkcentrum.formal.tests.make import make_known as make_complaint
from werkcentrum.frontdoor.tests.make import make_question, make_tally
from werkcentrum.governance.tests.make_documents import make_known as make_papers
from werkcentrum.governance.tests.make_meetings import make_spoken_about
from werkcentrum.governance.tests.make_money import make_promised
from werkcentrum.governance.tests.make_rows import make_decided
from werkcentrum.matching.tests.make import make_known_list
from werkcentrum.partners.models import Location, Team
from werkcentrum.partners.tests.make import (
    make_location,
    make_municipality,
    make_other_region,
    make_walk_in,
)
from werkcentrum.postroom.tests.make import make_shown
from werkcentrum.privacy.tests.make import make_helped
from werkcentrum.training.tests.make import make_known as make_known_training
from werkcentrum.vacancies.tests.make import make_known as make_vacancy

# What somebody does with the own account asks for no role.
OF_ONES_OWN = (
    "account_", "mfa_", "own_login_off", "choose_work", "stay_logged_in", "session_left",
    "staff_home", "admin:login",
)  # fmt: skip
STATUSES = {200: Cell.OPEN, 403: Cell.REFUSED, 404: Cell.HIDDEN, 405: Cell.FORM}


@pytest.fixture(params=WHO)
def who(request) -> str:
    return request.param


def somebody(who: str, region):
    """The user behind a column of the table; None for a visitor."""
    if who in access_cells.ROLE_NAMES:
        return make_staff(region, who.replace("_", "-"), who)
    makers = {
        access_cells.VISITOR: lambda: None,
        access_cells.NEW: lambda: make_staff(region, "nieuw", has_second_factor=False),
        access_cells.ELSEWHERE: lambda: make_staff(make_other_region(), "bram"),
        access_cells.SUPERUSER: make_admin,
    }
    return makers[who]()


@pytest.fixture
def client_of(region, who) -> Client:
    return client_for(region, who)


def client_for(region, who: str) -> Client:
    """Somebody, on the site of the small region."""
    client = Client(SERVER_NAME="zhc.test")
    if user := somebody(who, region):
        client.force_login(user)
    return client


def make_ticket(desk: Desk, pk: str) -> None:
    """Somebody who waits, with a number that we know."""
    visit = Visit.objects.create(
        desk=desk, request_key=pk, channel=Visit.Channel.HOST, arrived_at=MONDAY_MORNING
    )
    Ticket.objects.create(
        pk=pk, visit=visit, desk=desk, service_day=service_day(MONDAY_MORNING), number=1,
        prefix=desk.prefix, arrived_at=MONDAY_MORNING,
    )  # fmt: skip


def what_happens(client: Client, address: str) -> Cell:
    response = client.get(address)
    if response.status_code == 302:
        is_visitor = "_auth_user_id" not in client.session
        logins = (reverse("account_login"), reverse("admin:login"))
        is_login = response.headers["Location"].startswith(logins)
        return Cell.LOG_IN if is_login and is_visitor else Cell.SENT
    return STATUSES[response.status_code]


@pytest.fixture
def one_of_all(region) -> None:
    """A row behind every address of the table that names one."""
    make_change(region, pk=A_CHANGE)
    Trial.objects.create(
        pk=A_CHANGE, region=region, changes=[], asked_by="karin", asked_at=MONDAY_MORNING
    )
    place = Location.objects.get(key="bibliotheek-voorburg")
    make_ticket(make_desk(location=place), pk=A_CHANGE)
    make_walk_in(place, weekday=2, pk=A_CHANGE)
    make_shown(pk=A_CHANGE)
    make_known(place, pk=A_CHANGE)
    make_complaint(region, pk=A_CHANGE)
    make_helped(region, pk=A_CHANGE)
    make_promised(region, pk=A_CHANGE)
    make_spoken_about(region, pk=A_CHANGE)
    make_papers(region, pk=A_CHANGE)
    make_vacancy(region, pk=A_CHANGE)
    make_known_list(region, pk=A_CHANGE)
    make_known_training(region, pk=A_CHANGE)
    # Last: it takes the rows with this id that are there already.
    make_decided(region, pk=A_CHANGE)


@pytest.mark.slow
@pytest.mark.usefixtures("one_of_all")
def test_everybody_gets_what_the_table_says(client_of, who):
    wanted = {row.name: row.cells[who] for row in PAGES}

    found = {
        row.name: what_happens(client_of, reverse(row.name, kwargs=row.example)) for row in PAGES
    }

    assert found == wanted


@pytest.mark.slow
@pytest.mark.database
@pytest.mark.usefixtures("one_of_all")
def test_every_page_opens_for_somebody_who_may_see_it(region):
    opened = [(row, _who_opens(row)) for row in PAGES]
    people = {who for _, who in opened if who is not None}
    clients = {who: client_for(region, who) for who in sorted(people)}

    found = {
        row.name: what_happens(clients[who], reverse(row.name, kwargs=row.example))
        for row, who in opened
        if who is not None
    }

    assert {name for name, cell in found.items() if cell is not Cell.OPEN} == set()


@pytest.mark.slow
def test_whose_role_only_reads_can_send_no_form(region):
    make_change(region, pk=A_CHANGE)
    place = Location.objects.get(key="bibliotheek-voorburg")
    make_ticket(make_desk(location=place), pk=A_CHANGE)
    make_walk_in(place, weekday=2, pk=A_CHANGE)
    make_known(place, pk=A_CHANGE)
    make_helped(region, pk=A_CHANGE)
    client = Client(SERVER_NAME="zhc.test")
    client.force_login(make_staff(region, "anna", "council_member"))
    rows = [row for row in PAGES if not row.name.startswith(OF_ONES_OWN)]
    rows = [row for row in rows if row.cells["council_member"] is not Cell.OPEN]
    closed = [row for row in rows if row.cells[access_cells.VISITOR] is Cell.LOG_IN]

    found = {
        row.name: client.post(reverse(row.name, kwargs=row.example)).status_code for row in closed
    }

    # 405: a page that takes no form from anybody.
    assert {name: status for name, status in found.items() if status not in (404, 405)} == {}


# A press of a button that is there: an unknown one does not exist, whosever the row is.
PRESSED = {
    "sent_step": {"do": "gebeld"}, "received_step": {"stap": "bekijk"},
    "appointment_step": {"do": "toch-niet"}, "goal_step": {"do": "gelukt"},
    "formal_step": {}, "message_step": {}, "content_step": {}, "retention_step": {},
}  # fmt: skip
# Somebody's own row is there for these; the tests of their pages try them.
NOT_MADE_HERE = {
    "end_work", "content_trial", "content_change", "content_step", "hours_reopen", "weekly_change",
    "weekly_stop", "exception_remove", "device_away", "ticket_slip", "receive_visitor",
    "ask_consent", "consent_paper", "enquiry_manager", "funding_drop", "funding_receive",
    "line_drop", "line_change", "commitment_add", "commitment_cancel", "expense_add",
    "transfer_add", "meeting_minutes", "vacancy_link", "client_work_add", "client_work_why",
    "client_work_make", "client_work_order", "client_work_objection", "client_work_move",
    "client_work_hide", "client_work_contact",
    # Of another region: governance/tests/test_document_pages.py and test_papers.py.
    "document", "document_preview", "document_pdf", "document_odt", "document_part",
    "document_remake", "document_finish", "document_part_restore", "paper_file", "paper_add",
    "paper_mark",
}  # fmt: skip
OTHERS, FAR_AWAY = A_CHANGE[:-1] + "c", A_CHANGE[:-1] + "b"


def hidden_from_its_role(pk: str, rows: list[access.Named]) -> dict[str, bool]:
    """Whether these addresses do not exist for whose role may open them, for a row with this id."""
    browsers: dict[str, Client] = {}
    found = {}
    for row in rows:
        client = browsers.setdefault(row.role, Client(SERVER_NAME="zhc.test"))
        if "_auth_user_id" not in client.session:
            client.force_login(User.objects.get(email=f"{row.role}@werk.example"))
        values = {key: pk if value == A_CHANGE else value for key, value in row.example.items()}
        address = reverse(row.name, kwargs=values)
        answers = [client.post(address, PRESSED.get(row.name, {})).status_code]
        if not row.is_form:
            answers.append(client.get(address).status_code)
        found[row.name] = {status for status in answers if status != 405} == {404}
    return found


@pytest.fixture
def strangers(region, time_machine):
    """Rows of somebody else, and somebody of each role who works at the Werkcentrum."""
    time_machine.move_to(MONDAY_MORNING, tick=False)
    for role in access_cells.ROLE_NAMES:
        make_staff(region, role, role)
    return make_strangers(region, Location.objects.get(key="bibliotheek-voorburg"), OTHERS)


@pytest.mark.slow
def test_nobody_opens_a_row_of_another_region_whatever_their_role(strangers):
    other = make_other_region()
    make_strangers(other, make_location(make_municipality(other)), FAR_AWAY, "elders")

    found = hidden_from_its_role(FAR_AWAY, access.named_rows())

    assert [name for name, is_hidden in found.items() if not is_hidden] == []


@pytest.mark.slow
def test_what_is_somebodys_is_hidden_from_the_same_role_at_another_organisation(strangers):
    wanted = {row.name: row.elsewhere is Cell.HIDDEN for row in access.named_rows()}

    found = hidden_from_its_role(OTHERS, access.named_rows())

    assert {name for name in wanted if found[name] != wanted[name]} - NOT_MADE_HERE == set()


@pytest.mark.slow
def test_and_opens_for_whoever_is_in_charge_and_the_organisation_that_received_it(strangers):
    mine = User.objects.get(email="adviser@werk.example")
    Enquiry.objects.filter(pk=OTHERS).update(adviser=mine)
    employer = mine.memberships.get().organisation
    Note.objects.filter(pk=OTHERS).update(organisation=employer)
    Team.objects.filter(referrals=OTHERS).update(organisation=employer)
    somebodys = [row for row in access.named_rows() if row.elsewhere is Cell.HIDDEN]

    found = hidden_from_its_role(OTHERS, somebodys)

    assert {name for name, is_hidden in found.items() if is_hidden} - NOT_MADE_HERE == set()


@pytest.mark.slow
def test_only_superusers_look_in_the_administration(client_of, who, region):
    make_staff(region, "joke")
    make_question(region)
    make_tally(region)
    wanted = {
        model_page(model, page): cells[who]
        for model in MODELS
        for page, cells in MODEL_PAGES.items()
    }

    found = {
        model_page(model, page): what_happens(client_of, _address(region, model, page))
        for model in MODELS
        for page in MODEL_PAGES
    }

    assert found == wanted


def test_the_tables_name_every_role():
    assert set(access_cells.ROLE_NAMES) == set(ROLES)


def test_every_address_stands_in_a_table():
    new = route_names() - classified()

    assert not new, f"zet in tests/access.py wie dit mag openen: {sorted(new)}"


def test_no_table_holds_an_address_that_is_gone():
    assert not classified() - route_names()


def test_the_tables_hold_every_model_that_the_administration_shows():
    shown = {model._meta.label_lower for model in admin.site._registry}

    assert shown == set(MODELS)


def test_the_document_shows_the_same_tables():
    assert access.written() == access.table(), "draai: .venv/bin/python -m tests.access"


def test_the_administration_adds_changes_and_deletes_nothing(rf, db):
    request = rf.get("/beheer/")
    request.user = make_admin()

    for model_admin in admin.site._registry.values():
        assert not model_admin.has_add_permission(request)
        assert not model_admin.has_change_permission(request)
        assert not model_admin.has_delete_permission(request)


def test_an_address_that_somebody_may_have_on_paper_stays():
    gone = set(promised()) - set(routes())

    assert not gone, f"geef een doorverwijzing in plaats van weghalen: {sorted(gone)}"


def test_a_new_address_is_promised_too():
    new = set(routes()) - set(promised())

    assert not new, f"draai .venv/bin/python -m tests.routes: {sorted(new)}"


def _who_opens(row) -> str | None:
    return next((who for who in WHO if row.cells[who] is Cell.OPEN), None)


def _address(region, model: str, page: str) -> str:
    name = model_page(model, page)
    if page in ("changelist", "add"):
        return reverse(name)
    return reverse(name, args=[_row(region, model).pk])


def _row(region, model: str):
    """A row, the first that comes."""
    found = apps.get_model(model)._default_manager.all()
    if model == "accounts.user":
        return found.filter(memberships__organisation__region=region).first()
    return found.first()


def test_every_name_leads_to_one_address():
    names = [line.split()[1] for line in promised()]

    assert sorted(names) == sorted(set(names))
