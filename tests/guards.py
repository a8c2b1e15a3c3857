"""Guards around every test: what goes wrong silently elsewhere fails here."""

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models.expressions import OrderBy
from django.db.models.functions import Random
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.template.base import FilterExpression, Variable, VariableDoesNotExist
from django.template.context import Context

from werkcentrum.catalogue.search_index import forget_rankers
from werkcentrum.core.append_only import AppendOnly
from werkcentrum.core.memory import forget_everything
from werkcentrum.partners import middleware
from werkcentrum.partners.middleware import page_cache, region_memory

MOST_SECONDS = 6.0
OURS = Path(__file__).resolve().parent.parent
# Where `make` looks for tests in a browser, and nowhere else.
IN_A_BROWSER = ("tests/journeys/", "tests/accessibility/")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser talks to a server on this machine, and to nothing else.

    What touches the database gets a marker for it, before markers are chosen from. Tests of one
    page or one region folder do not: on PostgreSQL the test of the access tables opens every page
    once, and `test_any_value.py` loads folders of every kind.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            if not item.nodeid.startswith(IN_A_BROWSER):
                raise pytest.UsageError(f"{item.nodeid} hoort in een van {IN_A_BROWSER}")
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "::1"]))
        one = {"page", "folder"}.intersection(getattr(item, "fixturenames", ()))
        if _touches_database(item) and not one:
            item.add_marker("touches_database")


def _touches_database(item: pytest.Item) -> bool:
    asked = {"db", "transactional_db"}.intersection(getattr(item, "fixturenames", ()))
    return bool(asked or item.get_closest_marker("django_db"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Measures what a test costs."""
    before = _processor_seconds()
    result = yield
    refuse_slow(item, _processor_seconds() - before)
    return result


def refuse_slow(item: pytest.Item, seconds: float) -> None:
    """A test that costs much processor time says so with a marker, else it fails.

    A fast test takes half a second at most; the limit is higher, because on a busy or slow
    machine the same work costs several times as much, and time must not fail a good change.
    """
    may_be_slow = item.get_closest_marker("slow") or item.get_closest_marker("browser")
    if seconds > MOST_SECONDS and not may_be_slow:
        pytest.fail(f"kostte {seconds:.1f} s; maak sneller of zet er @pytest.mark.slow bij")


@pytest.fixture(autouse=True)
def fresh_caches(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test sees what another left in memory.

    What was learned from the whole pilot region stays: its rows are the same for a whole module.
    """
    region_memory.clear()
    page_cache.clear()
    cache.clear()
    yield
    if "pilot" not in request.fixturenames:
        forget_everything()
        forget_rankers()


@pytest.fixture(autouse=True)
def slow_machines_remember_regions(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two pages of one test a region is not asked for again, however slow the machine.

    Else the number of queries hangs on the clock. A browser's server forgets as it really does.
    """
    if not request.node.get_closest_marker("browser"):
        monkeypatch.setattr(middleware, "REGION_MEMORY_SECONDS", 3_600.0)


@pytest.fixture(autouse=True, scope="session")
def undefined_template_variables_fail() -> Iterator[None]:
    """A name that a template uses and nobody gave is a mistake, also inside `if` and `for`.

    There, something that is None may be explored. Django's own templates are left alone.
    """
    resolve_expression, resolve = FilterExpression.resolve, Variable.resolve
    conditions: list[bool] = []

    def noting_conditions(
        self: FilterExpression, context: Context, ignore_failures: bool = False
    ) -> object:
        conditions.append(ignore_failures)
        try:
            return resolve_expression(self, context, ignore_failures)
        finally:
            conditions.pop()

    def resolve_or_fail(self: Variable, context: Context) -> object:
        try:
            return resolve(self, context)
        except VariableDoesNotExist:
            is_condition = bool(conditions and conditions[-1])
            if _is_ours(context) and not (is_condition and _is_none_on_the_way(self, context)):
                name = context.render_context.template.origin.name
                pytest.fail(f"{name} gebruikt {self.var!r}, maar niemand geeft dat mee")
            raise

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FilterExpression, "resolve", noting_conditions)
        patch.setattr(Variable, "resolve", resolve_or_fail)
        yield


@pytest.fixture(autouse=True, scope="session")
def unordered_rows_are_shuffled() -> Iterator[None]:
    """Without `order_by` a database may answer in any order, so here it does."""
    order_by_pairs, get_combinator_sql = SQLCompiler._order_by_pairs, SQLCompiler.get_combinator_sql

    def combining(self: SQLCompiler, combinator: str, every: bool) -> Any:
        for part in self.query.combined_queries:
            part.is_part = True
        return get_combinator_sql(self, combinator, every)

    def shuffled(self: SQLCompiler) -> Iterator[tuple[OrderBy, bool]]:
        pairs = list(order_by_pairs(self))
        if not pairs and _may_be_shuffled(self.query):
            pairs = [(OrderBy(Random()), False)]
        yield from pairs

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLCompiler, "get_combinator_sql", combining)
        patch.setattr(SQLCompiler, "_order_by_pairs", shuffled)
        yield


@pytest.fixture(autouse=True, scope="session")
def the_audit_trail_may_be_emptied_between_tests() -> Iterator[None]:
    """After a test with real transactions Django empties all tables; the trail refuses that, and
    every other table whose rows stay as they are."""
    kept = [
        table
        for config in apps.get_app_configs()
        if config.name.startswith("werkcentrum.")
        and (OURS / config.name.replace(".", "/") / "append_only.py").is_file()
        for table in vars(import_module(f"{config.name}.append_only")).values()
        if isinstance(table, AppendOnly)
    ]
    execute_sql_flush = BaseDatabaseOperations.execute_sql_flush

    def flush(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        vendor = self.connection.vendor
        removing = [sql for table in kept for sql in table.removing(vendor)]
        installing = [sql for table in kept for sql in table.installing(vendor)]
        execute_sql_flush(self, [*removing, *sql_list, *installing])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush)
        yield


def _processor_seconds() -> float:
    return sum(os.times()[:4])


def _is_ours(context: Context) -> bool:
    origin = getattr(getattr(context, "template", None), "origin", None)
    return origin is not None and str(origin.name).startswith(str(OURS / "werkcentrum"))


def _is_none_on_the_way(variable: Variable, context: Context) -> bool:
    """Whether looking up 'a.b.c' stopped because `a` or `a.b` is None."""
    parts = variable.lookups or ()
    for length in range(1, len(parts)):
        try:
            value = Variable(".".join(parts[:length])).resolve(context)
        except VariableDoesNotExist:
            return False
        if value is None:
            return True
    return False


def _may_be_shuffled(query: Query) -> bool:
    """Only where a random order changes nothing but the order."""
    return (
        type(query) is Query
        and not query.combinator
        # Of a union only the whole has an order.
        and not getattr(query, "is_part", False)
        and not query.distinct
        and not query.subquery
        and query.group_by is None
        and not any(a.contains_aggregate for a in query.annotation_select.values())
    )
