"""Every action says who and when, does all or nothing, and leaves exactly one audit line."""

import ast
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError

from tests.source import Function, Module, modules
from werkcentrum.accounts import actions as accounts
from werkcentrum.accounts.tests.make import SECRET, make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.catalogue import actions as catalogue
from werkcentrum.catalogue.changes import present
from werkcentrum.catalogue.models import Translation
from werkcentrum.catalogue.tests.make import REGIONS, contents_of, load_small_region, make_change
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.posting import AMIRA
from werkcentrum.frontdoor import actions as frontdoor
from werkcentrum.frontdoor import spool
from werkcentrum.frontdoor.tests.make import make_entry, make_question
from werkcentrum.partners import actions as partners
from werkcentrum.partners.models import Region
from werkcentrum.partners.tests.make import make_municipality, make_region
from werkcentrum.postroom import actions as postroom
from werkcentrum.postroom.tests.make import make_sent, make_undelivered

# The door itself: it runs inside the transaction of the action it describes.
DOOR = "audit.record"
LATER = MONDAY_MORNING + timedelta(days=100)
Act = Callable[..., object]


def set_postcodes() -> Act:
    municipality = make_municipality(make_region(), name="Wassenaar")
    row = partners.PostcodeRow("2242", "Wassenaar", "Wassenaar", 52.158, 4.379)
    return partial(partners.set_postcodes, region=municipality.region, rows=[row])


def grant_role() -> Act:
    region = make_region()
    return partial(accounts.grant_role, email="joke@werk.example", region=region, role="editor")


def withdraw_role() -> Act:
    region = make_region()
    return partial(accounts.withdraw_role, user=make_staff(region), region=region, role="editor")


def of_staff(action: Callable[..., object], **values: str) -> Callable[[], Act]:
    """An action on somebody who works in a region."""
    return lambda: partial(action, user=make_staff(make_region()), **values)


def of_staff_in_a_region(action: Callable[..., object], **values: str) -> Callable[[], Act]:
    """An action on somebody, for the region they work in."""

    def make_ready() -> Act:
        region = make_region()
        return partial(action, user=make_staff(region), region=region, **values)

    return make_ready


def on_a_message(action: Callable[..., object], **values: str) -> Callable[[], Act]:
    """An action on a message that did not arrive."""

    def make_ready() -> Act:
        make_region()
        return partial(action, message=make_undelivered(), **values)

    return make_ready


def take_report() -> Act:
    make_region()
    reference = make_sent().reference
    return partial(postroom.take_report, reference=reference, status="permanent-failure")


def delete_old_messages() -> Act:
    make_region()
    make_sent("een")
    make_sent("twee")
    return postroom.delete_old_messages


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


# Each action, made ready in a situation in which it changes something, and the verb of its line.
BY_SOMEBODY: dict[str, tuple[Callable[[], Act], str]] = {
    "accounts.grant_role": (grant_role, "accounts.role_granted"),
    "accounts.withdraw_role": (withdraw_role, "accounts.role_withdrawn"),
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
    "frontdoor.count_feedback": (count_feedback, "frontdoor.helped"),
    # The draft in which the questions land leaves the line.
    "frontdoor.sort_questions": (sort_questions, "catalogue.change_written"),
    "accounts.invite_colleague": (
        of_staff_in_a_region(accounts.invite_colleague, role="editor"),
        "accounts.invited",
    ),
    "postroom.send_again": (on_a_message(postroom.send_again, to=AMIRA), "postroom.sent_again"),
    "postroom.settle": (on_a_message(postroom.settle), "postroom.settled"),
    "postroom.take_report": (take_report, "postroom.reported"),
    "partners.set_postcodes": (set_postcodes, "partners.postcodes_set"),
}
BY_THE_SYSTEM: dict[str, tuple[Callable[[], Act], str]] = {
    "postroom.delete_old_messages": (delete_old_messages, "postroom.messages_deleted"),
    "catalogue.run_waiting_trials": (run_waiting_trials, "catalogue.trials_run"),
    "catalogue.publish_accepted_changes": (
        publish_accepted_changes,
        "catalogue.changes_published",
    ),
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


ACTIONS = {name: (module, action) for name, module, action in actions() if name != DOOR}
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


def _names(action: Function) -> set[str]:
    return {argument.arg for argument in action.args.kwonlyargs}


def _is_atomic(action: Function, module: Module) -> bool:
    """In a transaction as a whole, or in its one private part that writes."""
    text = ast.unparse(action)
    if "transaction.atomic" in text:
        return True
    private = [f for f in module.tree.body if isinstance(f, Function) and f.name.startswith("_")]
    return any(f"{f.name}(" in text and "transaction.atomic" in ast.unparse(f) for f in private)
