"""Who may import whom. The floors themselves stand in pyproject.toml, held by import-linter."""

import ast
import re
import tomllib

import pytest
from django.apps import apps

from tests.scoreboard import WRITING_METHODS
from tests.source import PACKAGE, ROOT, Module, job_of, modules

# What another app may use, besides the models, rules, queries and actions of every app.
SHARED_FILES = frozenset({"models", "rules", "queries", "actions"})
NOUN_MODULES = {
    "core": None,  # the shared kernel: every module is meant for others
    "search": frozenset({"ranker", "records", "language", "sources"})
    | {"evaluate", "figures", "training", "embed", "material", "compounds", "postings", "text"}
    | {"baselines", "chargrams", "functionwords", "likeness", "phrasematch", "sparse", "store"},
    "skills": frozenset({"lexicon", "reading", "reducing"}),
    "matching": frozenset({"learning", "limits", "market", "people", "scoring", "wording"}),
    "training": frozenset({"table"}),
    "partners": frozenset({"holidays", "hours", "middleware", "searching"}),
    "audit": frozenset({"admin", "words"}),
    "appointments": frozenset({"defaults", "staff_forms", "states", "tokens"}),
    "casework": frozenset({"people"}),
    "privacy": frozenset({"asking", "retention", "staff_page"}),
    "accounts": frozenset({"provider", "roles", "staff_page"}),
    "catalogue": frozenset({"changes", "search_index", "texts"})
    # What an app needs for a part of its own in a region's folder.
    | {f"regionfolder.{noun}" for noun in ("fields", "parts", "plainyaml", "reading", "rows")}
    | {"regionfolder.syncing", "regionfolder.terms", "regionfolder.writing"}
    | {"regionfolder.arguments", "regionfolder.copies"},
    "referrals": frozenset({"states"}),
    "profiles": frozenset({"facts", "forms", "own", "telling"}),
    "frontdoor": frozenset({"own_enquiries"}),
    "formal": frozenset({"tokens"}),
    "governance": frozenset({"daily", "purposes"}),
}
# Site map, settings and command line put everything together.
MAY_IMPORT_ALL = frozenset({"config"})
# What a file with this name may not import, of any app, with the reason.
FORBIDDEN = {
    "models": ("actions|views|forms|queries", "models never call actions"),
    "rules": ("actions|views|forms", "a rule only answers"),
    "queries": ("actions|views|forms", "a query only reads"),
    "forms": ("actions|views", "a form only turns text into values"),
    "actions": ("views|forms|middleware", "an action never sees a request"),
}
OUTSIDE = {
    "actions": ("django.http", "django.shortcuts", "django.forms", "django.template"),
    "models": ("django.http", "django.shortcuts", "django.template"),
    "rules": ("django.http", "django.shortcuts", "django.template"),
    "queries": ("django.http", "django.shortcuts"),
}


def test_an_app_uses_only_what_another_app_offers():
    wrong = {
        f"{module.where} gebruikt {found.module}"
        for module in modules()
        for found in module.imports
        if module.app not in MAY_IMPORT_ALL
        and _app(found.module) not in ("", module.app)
        and not _is_offered(found.module)
    }
    assert not wrong, "noem dat in NOUN_MODULES, of vraag minder"


def test_our_own_modules_are_imported_at_the_top_of_the_file():
    late = {
        (module.where, found.module)
        for module in modules()
        for found in module.imports
        if found.is_late
    }
    assert not late


@pytest.mark.parametrize("name", FORBIDDEN)
def test_each_of_the_six_files_does_one_job(name):
    pattern, reason = FORBIDDEN[name]
    wrong = [
        f"{module.where} importeert {found.module}"
        for module in _called(name)
        for found in module.imports
        if re.fullmatch(pattern, job_of(found.module))
    ]
    assert not wrong, f"{reason}: {wrong}"


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_happens_and_what_is_true_know_no_request_and_no_page(name):
    wrong = [
        f"{module.where}: {line.strip()}"
        for module in _called(name)
        for line in module.path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith(tuple(f"from {package}" for package in OUTSIDE[name]))
    ]
    assert not wrong


def test_only_actions_write():
    """And what actions call to take a place, to step a referral and give its link, to note what an
    agreement came to and give its parties that, to forget somebody, destroy what is past its period
    or load a region folder, and the outbox."""
    writers = {
        module.where
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and _writes_rows(node)
    }
    actions = {module.where for module in _called("actions")}

    forgetting = {module.where for module in _called("forgetting")}

    assert writers - actions - forgetting == {
        "werkcentrum/appointments/taking.py",
        "werkcentrum/catalogue/regionfolder/syncing.py",
        "werkcentrum/core/delivery.py",
        "werkcentrum/core/records.py",
        "werkcentrum/core/outbox.py",
        "werkcentrum/governance/agreements/standings.py",
        "werkcentrum/governance/agreements/stepping.py",
        "werkcentrum/referrals/stepping.py",
        "werkcentrum/referrals/telling.py",
    }


@pytest.mark.parametrize(
    ("code", "writes"),
    [
        ("User.objects.filter(username=name).delete()", True),
        ("Question.objects.bulk_create(rows)", True),
        ("model._default_manager.update(count=1)", True),
        ("User.objects.filter(username=name)", False),
        ("seen.update(words)", False),
    ],
)
def test_a_call_that_writes_rows_is_seen(code, writes):
    assert _writes_rows(ast.parse(code, mode="eval").body) is writes


def test_foreign_keys_point_down_too():
    keys = [
        (_app(model.__module__), _app(field.related_model.__module__), str(field))
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.related_model
    ]
    assert not [field for own, other, field in keys if _points_up(own, other)]


def test_a_foreign_key_that_points_up_is_seen():
    assert _points_up("partners", "catalogue")
    assert not _points_up("catalogue", "partners")
    assert not _points_up("catalogue", "catalogue")


def test_every_noun_module_is_used_by_another_app():
    used = {
        (_app(found.module), found.module.split(".", 2)[2])
        for module in modules()
        for found in module.imports
        if _app(found.module) != module.app and found.module.count(".") >= 2
    }
    offered = {(app, noun) for app, nouns in NOUN_MODULES.items() for noun in nouns or ()}

    assert offered <= used, f"haal weg uit NOUN_MODULES: {offered - used}"


@pytest.mark.parametrize("name", ["partners.models", "catalogue.search_index", "core.clock"])
def test_what_is_offered_may_be_used(name):
    assert _is_offered(f"{PACKAGE}.{name}")


@pytest.mark.parametrize(
    "name",
    ["accounts.middleware", "catalogue.regionfolder.contents", "search.lexical", "frontdoor"],
)
def test_what_is_not_offered_may_not_be_used(name):
    assert not _is_offered(f"{PACKAGE}.{name}")


def _app(name: str) -> str:
    parts = name.split(".")
    return parts[1] if parts[0] == PACKAGE and len(parts) > 1 else ""


def _called(name: str) -> list[Module]:
    """Modules with this job; the kernel has none of the six but by its own name."""
    return [m for m in modules() if m.job == name and (m.app != "core" or m.noun == name)]


def _is_offered(name: str) -> bool:
    _package, app, *rest = [*name.split("."), ""]
    noun = ".".join(part for part in rest if part)
    nouns = NOUN_MODULES.get(app, frozenset())
    return job_of(noun) in SHARED_FILES or nouns is None or noun in nouns


def _writes_rows(call: ast.Call) -> bool:
    through = ast.unparse(call.func)
    is_through_a_manager = ".objects." in through or "_manager." in through
    return is_through_a_manager and call.func.attr in WRITING_METHODS


def _points_up(own: str, other: str) -> bool:
    floors = _floors()
    return own in floors and other in floors and floors[other] < floors[own]


def _floors() -> dict[str, int]:
    """Each app with its floor, counted from the top."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return {name.strip(" ()"): floor for floor, row in enumerate(layers) for name in row.split("|")}
