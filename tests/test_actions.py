"""Every action says who and when, does all or nothing, and leaves exactly one audit line."""

import ast
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import IntegrityError, connection

from tests.ready import BY_SOMEBODY, BY_THE_SYSTEM
from tests.ready.acts import LATER
from tests.source import Function, Module, modules
from werkcentrum.audit.models import AuditLine
from werkcentrum.audit.words import VERBS
from werkcentrum.catalogue.tests.make import REGIONS
from werkcentrum.core.refusal import RefusedError
from werkcentrum.partners.models import Region

# What a combined action has an action of a lower app do leaves a line of its own.
BESIDES = {
    "desk.receive": {"appointments.arrived"},
    "referrals.put_in_charge": {"casework.taken_on"},
    "referrals.end_enquiry": {"casework.aftercare_agreed", "casework.enquiry_closed"},
    "appointments.book_appointment": {"casework.client_remembered"},
    "appointments.book_on_behalf": {"casework.client_remembered"},
    "casework.receive_question": {"casework.client_remembered"},
    "casework.name_client": {"casework.client_remembered"},
    "referrals.close_enquiry": {"casework.enquiry_closed"},
    "referrals.send_referral": {"privacy.disclosed"},
    "referrals.redirect": {"privacy.disclosed"},
    "referrals.hand_over_warmly": {"appointments.booked"},
    "referrals.withdraw_consent": {"privacy.consent_withdrawn"},
    "referrals.object_to": {"privacy.objection_made"},
    "referrals.set_representative": {"privacy.representative_set"},
    "profiles.withdraw_consent": {"privacy.consent_withdrawn", "referrals.stopped_with_consent"},
    "profiles.set_representative": {
        "privacy.representative_set",
        "referrals.stopped_with_representative",
    },
    "matching.rank": {"profiles.unranked"},
    "matching.object_to_ranking": {"profiles.unranked"},
    "matching.agree": {"privacy.consent_given", "privacy.disclosed"},
    "matching.say_yes": {"privacy.disclosed"},
    "mine.change_address": {"appointments.reminded_elsewhere"},
}
# Lists that are the same in the whole country belong to no region.
NATIONAL = ("partners.set_postcode_points", "skills.")
# The doors themselves: one runs inside the transaction of the action it describes, the other is
# one line by itself.
DOORS = ("audit.record", "audit.record_look", "audit.record_looks")


# Each action, made ready in a situation in which it changes something, and the verb of its line.


def actions() -> Iterator[tuple[str, Module, Function]]:
    """Every public function of every actions.py."""
    for module in modules():
        if module.job == "actions":
            for node in module.tree.body:
                if isinstance(node, Function) and not node.name.startswith("_"):
                    yield f"{module.app}.{node.name}", module, node


ACTIONS = {name: (module, action) for name, module, action in actions() if name not in DOORS}


def test_an_action_takes_names_only():
    assert not [
        name
        for name, (_module, action) in ACTIONS.items()
        if action.args.args + action.args.posonlyargs
    ]


def test_an_action_says_when():
    assert not [name for name, (_, action) in ACTIONS.items() if "at" not in _names(action)]


def test_an_action_says_who_or_why_nobody_asked_for_it():
    silent = {name: action for name, (_, action) in ACTIONS.items() if "by" not in _names(action)}

    assert not [
        name
        for name, action in silent.items()
        if "system does this by itself" not in (ast.get_docstring(action) or "")
    ]


def test_an_action_does_all_or_nothing():
    """It stands in a transaction."""
    assert not [
        name for name, (module, action) in ACTIONS.items() if not _is_atomic(action, module)
    ]


def test_an_action_is_tried_below():
    for name, (_module, action) in ACTIONS.items():
        assert name in (BY_SOMEBODY if "by" in _names(action) else BY_THE_SYSTEM)


@pytest.mark.database
@pytest.mark.parametrize("name", BY_SOMEBODY)
def test_an_action_leaves_one_line_that_says_who_and_when(name, small_regions):
    make_ready, verb = BY_SOMEBODY[name]
    act = make_ready()

    act(by="0190-karin", at=LATER)

    lines = AuditLine.objects.filter(at=LATER)
    assert sorted(line.verb for line in lines) == sorted({verb, *BESIDES.get(name, ())})
    line = lines.get(verb=verb)
    assert line.actor == "0190-karin"
    is_national = name.startswith(NATIONAL)
    assert line.region_key == ("" if is_national else Region.objects.get().key)


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


def everything() -> dict[str, list[str]]:
    """All rows of our own tables, as the database has them."""
    own = [model for model in apps.get_models() if model.__module__.startswith("werkcentrum.")]
    found = {}
    with connection.cursor() as cursor:
        for model in own:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608
            found[model.__name__] = sorted(map(str, cursor.fetchall()))
    return found


def test_the_log_says_in_dutch_what_every_action_does():
    said = {verb for _make, verb in (BY_SOMEBODY | BY_THE_SYSTEM).values()}

    assert said <= set(VERBS), "zet wat ontbreekt in audit/words.py"


def _names(action: Function) -> set[str]:
    return {argument.arg for argument in action.args.kwonlyargs}


def _is_atomic(action: Function, module: Module) -> bool:
    """In a transaction as a whole, or in its one private part that writes."""
    text = ast.unparse(action)
    if "transaction.atomic" in text:
        return True
    private = [f for f in module.tree.body if isinstance(f, Function) and f.name.startswith("_")]
    return any(f"{f.name}(" in text and "transaction.atomic" in ast.unparse(f) for f in private)
