"""Every action says who and when, does all or nothing, and leaves exactly one audit line."""

import ast
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError

from tests.ready import (
    LATER,
    Act,
    at_a_desk,
    at_a_location,
    at_a_place,
    call_next,
    check_in,
    check_in_on_paper,
    close_past_days,
    closed_day,
    closed_now,
    on_a_ticket,
    revoke_device,
    saved_closure,
    set_up_desk,
    weekly,
)
from tests.source import Function, Module, modules
from werkcentrum.accounts import actions as accounts
from werkcentrum.accounts.tests.make import SECRET, make_employer, make_staff
from werkcentrum.audit import actions as audit
from werkcentrum.audit.models import AuditLine
from werkcentrum.audit.words import VERBS
from werkcentrum.casework import actions as casework
from werkcentrum.catalogue import actions as catalogue
from werkcentrum.catalogue.changes import present
from werkcentrum.catalogue.models import Translation
from werkcentrum.catalogue.tests.make import REGIONS, contents_of, load_small_region, make_change
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.desk import actions as desks
from werkcentrum.frontdoor import actions as frontdoor
from werkcentrum.frontdoor import spool
from werkcentrum.frontdoor.tests.make import make_entry, make_question
from werkcentrum.partners import actions as partners
from werkcentrum.partners.models import DatedException, Region
from werkcentrum.partners.tests.make import (
    make_municipality,
    make_region,
    make_walk_in,
)

# The doors themselves: one runs inside the transaction of the action it describes, the other is
# one line by itself.
DOORS = ("audit.record", "audit.record_look")


def set_postcodes() -> Act:
    municipality = make_municipality(make_region(), name="Wassenaar")
    row = partners.PostcodeRow("2242", "Wassenaar", "Wassenaar", 52.158, 4.379)
    return partial(partners.set_postcodes, region=municipality.region, rows=[row])


def grant_role() -> Act:
    employer = make_employer(make_region())
    return partial(
        accounts.grant_role, email="joke@werk.example", organisation=employer, role="editor"
    )


def on_work(action: Callable[..., object]) -> Callable[[], Act]:
    """An action on what somebody works as."""
    return lambda: partial(action, membership=make_staff(make_region()).memberships.get())


def give_back_form() -> Act:
    user = make_staff(make_region())
    kept = accounts.keep_form(
        user=user, page="/medewerkers/", fields={}, by="joke", at=MONDAY_MORNING
    )
    return partial(accounts.give_back_form, kept=kept)


def delete_old_kept_forms() -> Act:
    user = make_staff(make_region())
    for page in ("/een/", "/twee/"):
        accounts.keep_form(user=user, page=page, fields={}, by="joke", at=MONDAY_MORNING)
    return accounts.delete_old_kept_forms


def purge_audit() -> Act:
    region = make_region()
    for _ in range(2):
        long_ago = MONDAY_MORNING - timedelta(days=3_650)
        audit.record(
            verb="partners.looked", subject=region, by="joke", at=long_ago, region_key=region.key
        )
    return audit.purge_audit


def of_staff(action: Callable[..., object], **values: Any) -> Callable[[], Act]:
    """An action on somebody who works in a region."""
    return lambda: partial(action, user=make_staff(make_region()), **values)


def on_a_change(
    action: Callable[..., object], *, state: str = "draft", by: str = "0190-karin", **values: str
) -> Callable[[], Act]:
    """An action on a change of a text, in a region that is loaded."""

    def make_ready() -> Act:
        change = make_change(load_small_region(), state=state, by=by, law="Een andere wet")
        return partial(action, change=change, **values)

    return make_ready


def save_draft() -> Act:
    region = load_small_region()
    text = present(region, "dienst", "cv-hulp")
    return partial(
        catalogue.save_draft, region=region, kind="dienst", key="cv-hulp", data=text, base=text
    )


def ask_for_trial() -> Act:
    return partial(catalogue.ask_for_trial, region=make_region(), changes=[])


def run_waiting_trials() -> Act:
    region = load_small_region()
    for _ in range(2):
        catalogue.ask_for_trial(region=region, changes=[], by="karin", at=MONDAY_MORNING)
    return catalogue.run_waiting_trials


def publish_accepted_changes() -> Act:
    region = load_small_region()
    for key in ("cv-hulp", "jobcoach"):
        change = make_change(region, key, state="offered", law="Een andere wet")
        catalogue.accept_change(change=change, by="petra", at=MONDAY_MORNING)
    return catalogue.publish_accepted_changes


def load_region() -> Act:
    region = load_small_region()
    region.name = "Een andere naam"
    region.save()
    return partial(catalogue.load_region, contents=contents_of(REGIONS / region.key))


def mark_reviewed() -> Act:
    region = make_region()
    text = {"context": "service:cv-hulp:title", "source": "Hulp bij uw cv", "text": "Резюме"}
    Translation.objects.create(region=region, language="uk", **text)
    return partial(
        catalogue.mark_reviewed,
        region=region,
        language="uk",
        contexts=[text["context"]],
        function="vertaler",
    )


def count_feedback() -> Act:
    region = make_region()
    return partial(frontdoor.count_feedback, region=region, helped=True, services=["a", "b"])


def sort_questions() -> Act:
    region = load_small_region()
    asked = [make_question(region)]
    return partial(frontdoor.sort_questions, region=region, questions=asked, label="cv-hulp")


def store_spooled_questions() -> Act:
    region = make_region()
    spool.leave(make_entry(region))
    spool.leave(make_entry(region))
    return frontdoor.store_spooled_questions


def delete_old_questions() -> Act:
    region = make_region()
    make_question(region)
    make_question(region)
    return frontdoor.delete_old_questions


def note_contact() -> Act:
    return partial(
        casework.note_contact, region=make_region(), channel="phone", subject="werk-zoeken",
        language="nl", is_reached=True,
    )  # fmt: skip


def open_enquiry() -> Act:
    return partial(
        casework.open_enquiry, region=make_region(), own_words="Ik zoek werk", themes=["inkomen"]
    )


def remember_client() -> Act:
    return partial(
        casework.remember_client, region=make_region(), name_to_use="Olena", language="uk",
        retention_until=MONDAY_MORNING.date(), reach="mail", address="olena@post.example",
    )  # fmt: skip


# Each action, made ready in a situation in which it changes something, and the verb of its line.
BY_SOMEBODY: dict[str, tuple[Callable[[], Act], str]] = {
    "accounts.grant_role": (grant_role, "accounts.role_granted"),
    "accounts.end_membership": (on_work(accounts.end_membership), "accounts.role_withdrawn"),
    "accounts.note_work_chosen": (on_work(accounts.note_work_chosen), "accounts.work_chosen"),
    "accounts.keep_form": (
        of_staff(accounts.keep_form, page="/medewerkers/", fields={"a": ["b"]}),
        "accounts.form_kept",
    ),
    "accounts.give_back_form": (give_back_form, "accounts.form_given_back"),
    "accounts.note_own_login": (
        of_staff(accounts.note_own_login, login="voorburg"),
        "accounts.login_connected",
    ),
    "accounts.disconnect_own_login": (
        of_staff(accounts.disconnect_own_login, login="voorburg"),
        "accounts.login_disconnected",
    ),
    "accounts.set_password": (
        of_staff(accounts.set_password, password="een ander"),
        "accounts.password_set",
    ),
    "accounts.set_code_secret": (
        of_staff(accounts.set_code_secret, secret=SECRET),
        "accounts.code_secret_set",
    ),
    "accounts.note_login": (of_staff(accounts.note_login), "accounts.logged_in"),
    "accounts.note_second_factor": (
        of_staff(accounts.note_second_factor, event="totp_activated"),
        "accounts.second_factor",
    ),
    "catalogue.ask_for_trial": (ask_for_trial, "catalogue.trial_asked"),
    "catalogue.save_draft": (save_draft, "catalogue.change_written"),
    "catalogue.drop_draft": (on_a_change(catalogue.drop_draft), "catalogue.change_dropped"),
    "catalogue.offer_change": (on_a_change(catalogue.offer_change), "catalogue.change_offered"),
    "catalogue.return_change": (
        on_a_change(catalogue.return_change, state="offered", reason="Te lang."),
        "catalogue.change_returned",
    ),
    "catalogue.accept_change": (
        on_a_change(catalogue.accept_change, state="offered", by="0190-joke"),
        "catalogue.change_accepted",
    ),
    "catalogue.load_region": (load_region, "catalogue.region_loaded"),
    "catalogue.mark_reviewed": (mark_reviewed, "catalogue.translations_reviewed"),
    "casework.note_contact": (note_contact, "casework.contact_noted"),
    "casework.open_enquiry": (open_enquiry, "casework.enquiry_opened"),
    "casework.remember_client": (remember_client, "casework.client_remembered"),
    "desk.set_up_desk": (set_up_desk, "desk.desk_set_up"),
    "desk.register_device": (
        at_a_desk(desks.register_device, kind="kiosk", label="bij de lift"),
        "desk.device_registered",
    ),
    "desk.revoke_device": (revoke_device, "desk.device_revoked"),
    "desk.open_walk_in": (at_a_desk(desks.open_walk_in), "desk.walk_in_opened"),
    "desk.close_walk_in": (at_a_desk(desks.close_walk_in, ask_back=[]), "desk.walk_in_closed"),
    "desk.take_place": (at_a_place(desks.take_place, is_adviser_given=True), "desk.place_taken"),
    "desk.leave_place": (at_a_place(desks.leave_place, is_adviser_given=False), "desk.place_left"),
    "desk.check_in": (check_in, "desk.checked_in"),
    "desk.reserve_paper_block": (
        at_a_desk(desks.reserve_paper_block),
        "desk.paper_block_reserved",
    ),
    "desk.check_in_on_paper": (check_in_on_paper, "desk.checked_in"),
    "desk.call_next": (call_next, "desk.called"),
    "desk.call_ticket": (on_a_ticket(desks.call_ticket, is_called=False), "desk.called"),
    "desk.call_again": (on_a_ticket(desks.call_again), "desk.called_again"),
    "desk.start_service": (on_a_ticket(desks.start_service), "desk.service_started"),
    "desk.hold_ticket": (on_a_ticket(desks.hold_ticket), "desk.held"),
    "desk.put_back": (on_a_ticket(desks.put_back), "desk.put_back"),
    "desk.mark_missed": (on_a_ticket(desks.mark_missed), "desk.missed"),
    "desk.mark_left": (on_a_ticket(desks.mark_left), "desk.left"),
    "desk.transfer_ticket": (
        on_a_ticket(desks.transfer_ticket, has_other=True),
        "desk.transferred",
    ),
    "desk.finish_ticket": (
        on_a_ticket(desks.finish_ticket, outcome="answered"),
        "desk.finished",
    ),
    "frontdoor.count_feedback": (count_feedback, "frontdoor.helped"),
    # The draft in which the questions land leaves the line.
    "frontdoor.sort_questions": (sort_questions, "catalogue.change_written"),
    "partners.set_postcodes": (set_postcodes, "partners.postcodes_set"),
    "partners.add_weekly_hours": (
        at_a_location(partners.add_weekly_hours, lambda at: {"location": at, "rows": [weekly(at)]}),
        "partners.hours_added",
    ),
    "partners.change_weekly_hours": (
        at_a_location(
            partners.change_weekly_hours,
            lambda at: {"row": make_walk_in(at), "new": [weekly(at)], "on": LATER.date()},
        ),
        "partners.hours_changed",
    ),
    "partners.add_exceptions": (
        at_a_location(
            partners.add_exceptions,
            lambda at: {
                "location": at,
                "rows": [
                    DatedException(
                        location=at, kind="opening", on=LATER.date(), is_closed=True, reason="x"
                    )
                ],
            },
        ),
        "partners.exceptions_added",
    ),
    "partners.remove_exception": (
        at_a_location(partners.remove_exception, lambda at: {"exception": closed_day(at)}),
        "partners.exception_removed",
    ),
    "partners.decide_holiday": (
        at_a_location(
            partners.decide_holiday,
            lambda at: {
                "location": at,
                "on": LATER.date(),
                "name": "Koningsdag",
                "is_closed": True,
            },
        ),
        "partners.holiday_decided",
    ),
    "partners.close_now": (
        at_a_location(partners.close_now, lambda at: {"closure": closed_now(at)}),
        "partners.closed",
    ),
    "partners.reopen": (
        at_a_location(partners.reopen, lambda at: {"closure": saved_closure(at)}),
        "partners.reopened",
    ),
}
BY_THE_SYSTEM: dict[str, tuple[Callable[[], Act], str]] = {
    "accounts.delete_old_kept_forms": (delete_old_kept_forms, "accounts.forms_deleted"),
    "audit.purge_audit": (purge_audit, "audit.purged"),
    "catalogue.run_waiting_trials": (run_waiting_trials, "catalogue.trials_run"),
    "catalogue.publish_accepted_changes": (
        publish_accepted_changes,
        "catalogue.changes_published",
    ),
    "desk.close_past_days": (close_past_days, "desk.days_closed"),
    "frontdoor.delete_old_questions": (delete_old_questions, "frontdoor.questions_deleted"),
    "frontdoor.store_spooled_questions": (store_spooled_questions, "frontdoor.questions_stored"),
}


def actions() -> Iterator[tuple[str, Module, Function]]:
    """Every public function of every actions.py."""
    for module in modules():
        if module.noun == "actions":
            for node in module.tree.body:
                if isinstance(node, Function) and not node.name.startswith("_"):
                    yield f"{module.app}.{node.name}", module, node


ACTIONS = {name: (module, action) for name, module, action in actions() if name not in DOORS}
every_action = pytest.mark.parametrize("name", ACTIONS)


@every_action
def test_an_action_takes_names_only_and_says_when(name):
    _module, action = ACTIONS[name]

    assert not action.args.args + action.args.posonlyargs
    assert "at" in _names(action), f"{name} zegt niet wanneer (at=)"


@every_action
def test_an_action_says_who_or_why_nobody_asked_for_it(name):
    _module, action = ACTIONS[name]
    docstring = ast.get_docstring(action) or ""

    assert "by" in _names(action) or "system does this by itself" in docstring


@every_action
def test_an_action_does_all_or_nothing(name):
    module, action = ACTIONS[name]

    assert _is_atomic(action, module), f"{name} staat niet in een transactie"


@every_action
def test_an_action_is_tried_below(name):
    _module, action = ACTIONS[name]

    assert name in (BY_SOMEBODY if "by" in _names(action) else BY_THE_SYSTEM)


@pytest.mark.parametrize("name", BY_SOMEBODY)
def test_an_action_leaves_one_line_that_says_who_and_when(name, small_regions):
    make_ready, verb = BY_SOMEBODY[name]
    act = make_ready()

    act(by="0190-karin", at=LATER)

    [line] = AuditLine.objects.filter(at=LATER)
    assert (line.verb, line.actor) == (verb, "0190-karin")
    assert line.region_key == Region.objects.get().key


@pytest.mark.parametrize("name", BY_THE_SYSTEM)
def test_the_system_leaves_one_line_for_each_region(name, small_regions):
    make_ready, verb = BY_THE_SYSTEM[name]
    act = make_ready()

    act(at=LATER)

    [line] = AuditLine.objects.filter(at=LATER)
    assert (line.verb, line.actor) == (verb, "systeem")
    assert line.region_key == Region.objects.get().key
    assert line.detail == {"count": 2}


@pytest.mark.parametrize("name", BY_SOMEBODY)
def test_an_action_that_cannot_say_who_changes_nothing(name, small_regions):
    make_ready, _verb = BY_SOMEBODY[name]
    act = make_ready()
    before = everything()

    with pytest.raises((IntegrityError, RefusedError)):
        act(by=None, at=LATER)

    assert everything() == before


@pytest.fixture
def small_regions(settings, var, db) -> None:
    settings.REGIONS_DIR = REGIONS


def everything() -> dict[str, list[Any]]:
    """All rows of our own tables."""
    own = (model for model in apps.get_models() if model.__module__.startswith("werkcentrum."))
    return {model.__name__: sorted(map(str, model._base_manager.values_list())) for model in own}


@pytest.mark.parametrize("verb", sorted({v for _make, v in (BY_SOMEBODY | BY_THE_SYSTEM).values()}))
def test_the_log_says_in_dutch_what_every_action_does(verb):
    assert verb in VERBS, f"zet {verb} in audit/words.py"


def _names(action: Function) -> set[str]:
    return {argument.arg for argument in action.args.kwonlyargs}


def _is_atomic(action: Function, module: Module) -> bool:
    """In a transaction as a whole, or in its one private part that writes."""
    text = ast.unparse(action)
    if "transaction.atomic" in text:
        return True
    private = [f for f in module.tree.body if isinstance(f, Function) and f.name.startswith("_")]
    return any(f"{f.name}(" in text and "transaction.atomic" in ast.unparse(f) for f in private)
