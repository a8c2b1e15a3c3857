"""`python -m tests.routes` writes `tests/routes.txt`: every address that we promised to keep.

People keep links on paper and in letters. An address that goes gets a redirect in its place.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

FILE = Path(__file__).with_name("routes.txt")


def routes() -> list[str]:
    """Every address pattern with its name, sorted, without the pages of the administration."""
    found = _walk(get_resolver().url_patterns, "/", "")
    return sorted(f"{pattern} {name}" for pattern, name in found if not name.startswith("admin:"))


def route_names() -> set[str]:
    """The names of all addresses, those of the administration included."""
    named = (name for _pattern, name in _walk(get_resolver().url_patterns, "/", ""))
    # The administration's last pattern catches everything and has no name of its own.
    return {name for name in named if name and not name.endswith(":")}


def promised() -> list[str]:
    """What the file holds."""
    return FILE.read_text(encoding="utf-8").splitlines()


def _walk(
    patterns: list[URLPattern | URLResolver], prefix: str, namespace: str
) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, path, inner)
        else:
            yield path, f"{namespace}{pattern.name or ''}"


def main() -> int:
    """Write the file."""
    FILE.write_text("".join(f"{line}\n" for line in routes()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkcentrum.config.settings_test")
    import django

    django.setup()
    sys.exit(main())
