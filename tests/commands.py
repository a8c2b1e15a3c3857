"""Runs `werkcentrum` as people and programs do: in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from werkcentrum.catalogue.tests.make import REGIONS

WERKCENTRUM = (sys.executable, "-m", "werkcentrum.config.cli")


def environment(var: Path, **more: str) -> dict[str, str]:
    """The environment of a command: SQLite in a var folder of its own, and the small regions."""
    given = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("WERKCENTRUM_", "DJANGO_"))
    }
    return {
        **given,
        "DJANGO_SETTINGS_MODULE": "werkcentrum.config.settings",
        "WERKCENTRUM_VAR": str(var),
        "WERKCENTRUM_REGIONS": str(REGIONS),
        **more,
    }


def run(
    var: Path, *words: str, typed: bytes = b"", **more: str
) -> subprocess.CompletedProcess[bytes]:
    """One command, with `typed` on its standard input and `more` in its environment."""
    command = [*WERKCENTRUM, *words]
    return subprocess.run(
        command, env=environment(var, **more), input=typed, capture_output=True, check=False
    )


def piped(var: Path, *words: str) -> subprocess.Popen[bytes]:
    """One command whose output is read while it runs."""
    pipe = subprocess.PIPE
    return subprocess.Popen([*WERKCENTRUM, *words], env=environment(var), stdout=pipe, stderr=pipe)
