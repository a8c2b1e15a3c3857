"""What a submission runs on a clean clone: nothing in each other's way, nothing left behind."""

import os
import shutil
import subprocess

import pytest

from tests.source import ROOT

# Each pip says when it begins and ends; the rest of Python is only asked where Node is.
PYTHON = """#!/bin/sh
[ "$1" = -m ] || { echo "$PWD/node"; exit; }
echo begin >> pips
sleep 0.2
echo end >> pips
"""


@pytest.fixture
def clone(tmp_path):
    for name in ("Makefile", ".ci/run", "scripts/find-node", "scripts/build-frontend"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def program(path, text="#!/bin/sh\n"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def run(clone, *command):
    path = f"{clone / 'bin'}:{os.environ['PATH']}"
    return subprocess.run(
        command, cwd=clone, env={"PATH": path}, capture_output=True, text=True, timeout=20
    )


def test_a_submission_that_fails_leaves_no_installation_running(clone):
    program(clone / "scripts/install-chromium", "#!/bin/sh\ntouch busy\nsleep 60\n")
    program(clone / "bin/make", "#!/bin/sh\nuntil [ -e busy ]; do sleep 0.05; done\nexit 2\n")

    # Its output ends only when all that could write there has ended.
    assert run(clone, ".ci/run").returncode == 2


def test_where_node_is_missing_it_is_installed_while_no_other_pip_runs(clone):
    for name in ("", "-node", "-test"):
        (clone / f"requirements{name}.txt").touch()
    for name in ("scripts/make-venv", "scripts/link-package", "node/bin/node"):
        program(clone / name)
    program(clone / "bin/npm")
    program(clone / "bin/node", "#!/bin/sh\nexit 1\n")  # an old one
    program(clone / ".venv/bin/python", PYTHON)
    (clone / "frontend").mkdir()

    made = run(clone, "make", "-j2", ".venv/test.stamp", ".venv/frontend.stamp")

    assert made.returncode == 0, made.stderr
    assert (clone / "pips").read_text().split() == ["begin", "end"] * 3
