"""`python -m tests.scoreboard` prints how the house stands; `tests/test_house.py` holds it."""

import ast
import re
import statistics
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from tests.source import ROOT, Function, Module, length, modules, tracked_files

WRITING_METHODS = frozenset({
    "save", "create", "bulk_create", "get_or_create", "update_or_create", "bulk_update",
    "delete", "update", "asave", "acreate", "aupdate", "adelete", "execute", "executemany",
})  # fmt: skip
# `SELECT 1` for a load balancer reads nothing, let alone writes.
_HARMLESS_STATEMENT = re.compile(r"SELECT\b")
_READING_MODULES = re.compile(r"(\w*_)?views|queries|rules|forms|context|templatetags\..*|\w*_page")


@dataclass(frozen=True)
class Score:
    """One figure with what it may be at most, and what it is made of."""

    name: str
    value: float
    limit: float
    worst: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether the figure is within its limit."""
        return self.value <= self.limit


def scores() -> list[Score]:
    """All figures, in the order of the design."""
    return [measure() for measure in MEASURES]


def app_cycles() -> Score:
    """Apps that import each other in a circle."""
    graph: dict[str, set[str]] = {}
    for module in modules():
        wanted = {found.module.split(".")[1] for found in module.imports if "." in found.module}
        graph.setdefault(module.app, set()).update(wanted - {module.app})
    return _cycles("apps in an import cycle", graph)


def module_cycles() -> Score:
    """Modules that import each other in a circle."""
    graph = {m.name: {i.module for i in m.imports} - {m.name} for m in modules()}
    return _cycles("modules in an import cycle", graph)


def views_that_write() -> Score:
    """Statements that change the database in modules that only read."""
    found = [
        f"{module.where}:{node.lineno}"
        for module in modules()
        if _READING_MODULES.fullmatch(module.noun)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and _writes(node)
    ]
    return Score("views, queries, rules and forms that write", len(found), 0, " ".join(found))


def longest_module() -> Score:
    """Lines of the longest module, tests included."""
    paths = tracked_files("*.py")
    sizes = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in paths
        if "migrations" not in path.parts
    }
    worst = max(sizes, key=sizes.__getitem__)
    return Score("longest module (lines)", sizes[worst], 500, worst)


def longest_function() -> Score:
    """Lines of the longest function."""
    sizes = {f"{m.where} {f.name}": length(f) for m, f in _functions()}
    worst = max(sizes, key=sizes.__getitem__)
    return Score("longest function (lines)", sizes[worst], 60, worst)


def usual_function() -> Score:
    """Nine in ten functions are no longer than this."""
    sizes = [length(function) for _module, function in _functions()]
    return Score("function length, 90th percentile", statistics.quantiles(sizes, n=10)[-1], 25)


def functions_without_types() -> Score:
    """Functions with a parameter or a result without a type."""
    found = [f"{m.where} {f.name}" for m, f in _functions() if not _is_typed(f)]
    return Score("functions without types", len(found), 0, " ".join(found))


def functions_without_docstring() -> Score:
    """Public modules, classes and functions without a docstring."""
    found = [f"{module.where} {name}" for module in modules() for name in _undocumented(module)]
    return Score("public names without a docstring", len(found), 0, "; ".join(found))


def javascript_lines() -> Score:
    """Lines of JavaScript in the repository, build scripts included."""
    paths = tracked_files("*.js", "*.mjs", "*.ts")
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)
    return Score("JavaScript (lines)", lines, 900)


def runtime_dependencies() -> Score:
    """Packages that pyproject.toml asks for to run it."""
    return Score("runtime dependencies", len(_wanted()), 40)


def installed_packages() -> Score:
    """Packages that are installed to run it, those that other packages need included."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    names = {line.partition("==")[0] for line in lines if re.match(r"[a-z0-9]", line)}
    return Score("packages installed to run it", len(names), 50)


def _wanted() -> list[str]:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wanted: list[str] = tomllib.loads(text)["project"]["dependencies"]
    return wanted


def dependencies_without_reason() -> Score:
    """Dependencies in pyproject.toml without the reason behind them."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found = [name for name in _wanted() if not re.search(rf'"{re.escape(name)}",\s*# \w+', text)]
    return Score("dependencies without a reason", len(found), 0, " ".join(found))


MEASURES: tuple[Callable[[], Score], ...] = (
    app_cycles,
    module_cycles,
    views_that_write,
    longest_module,
    longest_function,
    usual_function,
    functions_without_types,
    functions_without_docstring,
    javascript_lines,
    runtime_dependencies,
    installed_packages,
    dependencies_without_reason,
)


def main() -> int:
    """Print the scoreboard; 1 when a limit is passed."""
    found = scores()
    for score in found:
        mark = "ok" if score.is_kept else "TE HOOG"
        worst = f"  {score.worst}" if score.worst and score.value else ""
        sys.stdout.write(
            f"{score.name:<50} {score.value:>6.0f}  (max {score.limit:.0f})  {mark}{worst}\n"
        )
    return 0 if all(score.is_kept for score in found) else 1


def _functions() -> Iterator[tuple[Module, Function]]:
    for module in modules():
        for function in module.functions:
            yield module, function


def _cycles(name: str, graph: dict[str, set[str]]) -> Score:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        return Score(name, len(set(cycle)), 0, " > ".join(cycle))
    return Score(name, 0, 0)


def _writes(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in WRITING_METHODS:
        return False
    first = call.args[0] if call.args else None
    is_statement = isinstance(first, ast.Constant) and isinstance(first.value, str)
    return not (is_statement and _HARMLESS_STATEMENT.match(first.value))


def _is_typed(function: Function) -> bool:
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    if every and every[0].arg in ("self", "cls"):
        every = every[1:]
    every += [a for a in (arguments.vararg, arguments.kwarg) if a]
    return function.returns is not None and all(a.annotation for a in every)


def _undocumented(module: Module) -> Iterator[str]:
    if module.tree.body and not ast.get_docstring(module.tree):
        yield "module"
    for node in _public(module.tree):
        if not ast.get_docstring(node):
            yield node.name


def _public(owner: ast.Module | ast.ClassDef) -> Iterator[ast.ClassDef | Function]:
    """The classes and functions that others may use; Django's Meta explains itself."""
    for node in owner.body:
        is_named = isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_")
        if is_named and node.name != "Meta":
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


if __name__ == "__main__":
    sys.exit(main())
