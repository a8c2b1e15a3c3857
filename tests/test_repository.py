"""The repository agrees with itself: documents, templates, icons, migrations and lock files."""

import ast
import importlib
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import allauth
import pytest
import yaml
from django.apps import apps
from django.core.management import call_command, get_commands
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.template import engines

from tests.routes import route_names
from tests.source import PACKAGE, ROOT, modules, tracked_files

# Django looks for these by itself.
FOUND_BY_DJANGO = frozenset({"400.html", "403.html", "403_csrf.html", "404.html", "500.html"})
TEMPLATES = tuple(p for p in tracked_files(f"{PACKAGE}/*") if "templates" in p.parts)
OWN_APPS = tuple(a for a in apps.get_app_configs() if a.name.startswith(f"{PACKAGE}."))
# Put together here, so that this file does not find itself.
MACHINE_PATHS = tuple(f"/{name}/" for name in ("work", "home", "root", "Users", "tmp"))
REGISTRIES = tuple(
    name.replace(" ", ".")
    for name in ("pypi org", "pythonhosted org", "registry npmjs", "npmmirror com")
)
LOCKED = re.compile(
    r"[a-z0-9-]+(\[[a-z,-]+\])?==[\w.+]+( ; [^:/]+)? \\"
    r"|    --hash=sha256:[0-9a-f]{64}( \\)?|#.*|"
)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def template_name(path: Path) -> str:
    return str(path).rpartition("/templates/")[2]


# Documents


def test_every_setting_from_the_environment_is_explained_and_exists():
    source = text_of("werkcentrum/config/settings.py")
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', source))
    explained = set(re.findall(r"^\| `(\w+)` \|", text_of("docs/operations.md"), re.MULTILINE))

    assert read == explained


def test_nothing_but_the_settings_reads_the_environment():
    readers = [
        module.where
        for module in modules()
        if module.app != "config" and "environ" in module.path.read_text(encoding="utf-8")
    ]
    assert not readers


def test_every_model_stands_in_the_glossary():
    glossary = text_of("docs/glossary.md")
    models = {model.__name__ for app in OWN_APPS for model in app.get_models()}

    assert not {name for name in models if f"`{name}" not in glossary}


@pytest.mark.parametrize(
    "app", sorted({module.app for module in modules()} - {""}), ids=lambda name: name
)
def test_every_app_says_what_it_is_for_its_nouns_and_what_it_may_not_do(app):
    docstring = importlib.import_module(f"{PACKAGE}.{app}").__doc__ or ""

    assert docstring.partition("\n")[0].endswith(".")
    assert "Nouns: " in docstring
    assert re.search(r"\bMay not\b|\bno \w+ may\b", docstring)


def test_every_make_command_in_the_documents_exists():
    targets = set(re.findall(r"^([a-z0-9-]+):", text_of("Makefile"), re.MULTILINE))

    assert {name for code in _code_in_documents() for name in _after("make", code)} <= targets


def test_every_werkcentrum_command_in_the_documents_exists():
    named = {name for code in _code_in_documents() for name in _after("werkcentrum", code)}

    assert named
    assert {name.replace("-", "_") for name in named} <= get_commands().keys()


def test_every_file_that_a_document_points_to_exists():
    missing = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in tracked_files("*.md")
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert not missing


def test_publiccode_yml_says_what_the_standard_requires():
    code = yaml.safe_load(text_of("publiccode.yml"))

    assert code["publiccodeYmlVersion"].startswith("0")
    assert code["name"] == "Werkcentrum"
    assert code["url"].startswith("https://")
    assert code["platforms"] == ["web"]
    assert code["developmentStatus"] in ("concept", "development", "beta", "stable", "obsolete")
    assert code["softwareType"] == "standalone/web"
    assert code["legal"]["license"] == "EUPL-1.2"
    assert code["maintenance"]["type"] in ("internal", "contract", "community", "none")
    assert code["maintenance"].get("contacts") or code["maintenance"].get("contractors")
    assert isinstance(code["localisation"]["localisationReady"], bool)
    assert "nl" in code["localisation"]["availableLanguages"]
    for language in ("nl", "en"):
        described = code["description"][language]
        assert 0 < len(described["shortDescription"]) <= 150
        assert 150 <= len(described["longDescription"]) <= 10_000
        assert described["features"]


# Templates and icons


def test_every_template_is_used():
    named = templates_that_are_named() | FOUND_BY_DJANGO
    others = [path for path in TEMPLATES if template_name(path) not in named]

    assert not [path for path in others if not _replaces_one_of_theirs(path)]


@cache
def templates_that_are_named() -> frozenset[str]:
    return frozenset(
        name
        for file in (*tracked_files(f"{PACKAGE}/*.py"), *TEMPLATES)
        for name in re.findall(r"""["']([\w/]+\.(?:html|xml|txt))["']""", file.read_text("utf-8"))
    )


def test_every_load_in_a_template_is_needed():
    assert not [path for path in TEMPLATES if _unneeded_loads(path.read_text("utf-8"))]


@pytest.mark.parametrize(
    ("text", "unneeded"),
    [
        ("{% load i18n %}{% translate 'Hallo' %}", []),
        ("{% load i18n static %}{% translate 'Hallo' %}", ["static"]),
        ("{% load i18n %}<p>Hallo</p>", ["i18n"]),
    ],
)
def test_a_load_that_is_not_needed_is_seen(text, unneeded):
    assert _unneeded_loads(text) == unneeded


def test_every_address_in_a_template_exists():
    named = {
        (name, path)
        for path in TEMPLATES
        for name in re.findall(r"{% url ['\"]([\w:]+)['\"]", path.read_text("utf-8"))
    }

    assert not [(name, path) for name, path in named if name not in route_names()]


def test_every_icon_in_use_is_shipped_and_every_shipped_icon_is_in_use():
    shipped = text_of("frontend/icons.txt").split()

    assert sorted(set(shipped)) == shipped
    assert set(shipped) == _icons_in_use()


# Migrations


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("label", [app.label for app in OWN_APPS if app.models])
def test_migrations_stand_in_one_row(label):
    own = _migrations(label)
    before = [[name for app, name in migration.dependencies if app == label] for migration in own]

    assert own, f"{label} heeft modellen en geen migraties"
    assert [len(names) for names in before] == [0] + [1] * (len(own) - 1)
    assert [names[0] for names in before[1:]] == [migration.name for migration in own[:-1]]


@pytest.mark.parametrize("label", [app.label for app in OWN_APPS if app.models])
def test_every_migration_can_be_undone(label):
    steps = [step for migration in _migrations(label) for step in migration.operations]

    assert all(step.reversible for step in steps if isinstance(step, RunPython | RunSQL))


# Nothing of a machine, nothing of a registry


@pytest.mark.parametrize("forbidden", [*MACHINE_PATHS, *REGISTRIES])
def test_no_file_names_a_machine_or_a_registry(forbidden):
    assert not [
        str(path.relative_to(ROOT))
        for path in tracked_files()
        if forbidden.encode() in path.read_bytes()
    ]


def test_the_python_lock_files_hold_names_versions_and_hashes_only():
    for path in tracked_files("requirements*.txt"):
        wrong = [row for row in path.read_text("utf-8").splitlines() if not LOCKED.fullmatch(row)]
        assert not wrong, f"{path.name}: {wrong[:3]}"


def test_the_javascript_lock_file_names_no_host():
    lock = json.loads(text_of("frontend/package-lock.json"))

    assert not [where for where, _text in _addresses(lock) if "funding" not in where]
    assert all("integrity" in package for name, package in lock["packages"].items() if name)


def _code_in_documents() -> Iterator[str]:
    for path in tracked_files("*.md"):
        text = path.read_text(encoding="utf-8")
        for block in re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            yield from block.splitlines()
        yield from re.findall(r"`([^`\n]+)`", text)


def _after(command: str, code: str) -> list[str]:
    """The word after a command, where code begins with it or calls it from `.venv/bin`."""
    return re.findall(rf"(?:^|/bin/|&& ){command} ([a-z][a-z0-9_-]+)", code.strip())


def _unneeded_loads(text: str) -> list[str]:
    libraries = engines["django"].engine.libraries
    unneeded = []
    for name in (n for names in re.findall(r"{% load ([\w ]+) %}", text) for n in names.split()):
        library = importlib.import_module(libraries[name]).register
        tags = re.findall(r"{%-? *(\w+)", text)
        filters = re.findall(r"\|(\w+)", text)
        if not (library.tags.keys() & set(tags) or library.filters.keys() & set(filters)):
            unneeded.append(name)
    return unneeded


def _icons_in_use() -> set[str]:
    """Icons named in templates, tags, themes and groups, and in tables called ..._ICONS."""
    tags = tracked_files(f"{PACKAGE}/*/templatetags/*.py")
    used = {
        name
        for path in (*TEMPLATES, *tags)
        for name in re.findall(r"""\bicon[ (]["']([\w-]+)["']""", path.read_text("utf-8"))
    }
    for name in ("themes", "groups"):
        used |= {row["icon"] for row in yaml.safe_load(text_of(f"regions/_base/{name}.yaml"))}
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Assign) and "ICONS" in ast.unparse(node.targets[0]):
                used |= set(ast.literal_eval(node.value).values())
    return used


def _migrations(label: str) -> list[Migration]:
    graph = MigrationLoader(None).disk_migrations
    return [graph[key] for key in sorted(graph) if key[0] == label]


def _addresses(value: object, where: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _addresses(inner, f"{where}/{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from _addresses(inner, where)
    elif isinstance(value, str) and "://" in value:
        yield where, value


def _replaces_one_of_theirs(path: Path) -> bool:
    """Whether django-allauth has a template of this name, which ours comes before."""
    return (Path(allauth.__file__).parent / "templates" / template_name(path)).is_file()
