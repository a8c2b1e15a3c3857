"""Reads our own source: modules, functions and imports, for the tests about the house."""

import ast
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "werkcentrum"
_LEFT_OUT = ("tests", "migrations")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Import:
    """One imported module of ours, and whether it is imported inside a function."""

    module: str
    is_late: bool


@dataclass(frozen=True)
class Module:
    """One module of ours, tests and migrations left out."""

    name: str
    path: Path

    @property
    def app(self) -> str:
        """The app it belongs to; '' for the package itself."""
        return [*self.name.split("."), ""][1]

    @property
    def noun(self) -> str:
        """The part after the app: 'views' or 'regionfolder.reading'."""
        return ".".join(self.name.split(".")[2:])

    @property
    def job(self) -> str:
        """Which of the six jobs: 'actions' for `actions.py` and for `money/planning_actions.py`."""
        return job_of(self.noun)

    @property
    def where(self) -> str:
        """The path from the root of the repository."""
        return str(self.path.relative_to(ROOT))

    @cached_property
    def tree(self) -> ast.Module:
        """What stands in it."""
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """All functions and methods."""
        return tuple(node for node in ast.walk(self.tree) if isinstance(node, Function))

    @cached_property
    def imports(self) -> frozenset[Import]:
        """The modules of ours that it imports."""
        inside = {id(i) for f in self.functions for i in ast.walk(f)}
        return frozenset(
            Import(name, id(node) in inside)
            for node in ast.walk(self.tree)
            for name in _imported(node)
        )


def job_of(name: str) -> str:
    """The last word of a module's name, which says which job it does."""
    return re.split(r"[._]", name)[-1]


@cache
def modules() -> tuple[Module, ...]:
    """All modules of ours, by name."""
    paths = (ROOT / PACKAGE).rglob("*.py")
    kept = [path for path in sorted(paths) if not set(path.parts) & set(_LEFT_OUT)]
    return tuple(_module(path) for path in kept)


@cache
def module_names() -> frozenset[str]:
    """The names of all modules of ours."""
    return frozenset(module.name for module in modules())


def length(function: Function) -> int:
    """Lines from the decorator to the end."""
    first = min([function.lineno, *(d.lineno for d in function.decorator_list)])
    return (function.end_lineno or first) - first + 1


@cache
def tracked_files(*patterns: str) -> tuple[Path, ...]:
    """The files that git keeps, by pattern; files deleted from the folder are left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT, capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    paths = [ROOT / name for name in listed.split("\0") if name]
    return tuple(path for path in paths if path.is_file())


def _module(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(name, path)


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if _is_ours(alias.name))
    if isinstance(node, ast.ImportFrom) and node.module and _is_ours(node.module):
        for alias in node.names:
            full = f"{node.module}.{alias.name}"
            yield full if full in module_names() else node.module


def _is_ours(name: str) -> bool:
    return name == PACKAGE or name.startswith(f"{PACKAGE}.")
