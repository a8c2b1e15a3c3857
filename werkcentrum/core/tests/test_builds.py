"""A new build takes the place of the old one as a whole, or not at all."""

import os
import signal
import subprocess
import sys

import pytest

from werkcentrum.core.builds import Builds

DIE_HALFWAY = """
import os, sys
from pathlib import Path
from werkcentrum.core.builds import Builds

def write(folder):
    (folder / "half").write_text("half")
    os.kill(os.getpid(), 9)

Builds(Path(sys.argv[1])).put("2", write)
"""


@pytest.fixture
def builds(tmp_path):
    return Builds(tmp_path / "builds")


def words(text):
    """Writes a build of one file."""
    return lambda folder: (folder / "words").write_text(text)


def test_an_empty_folder_has_nothing_in_use(builds):
    assert builds.current() is None


def test_the_newest_build_is_in_use_and_the_one_before_it_stays(builds):
    for number in "123":
        builds.put(number, words(number))
    assert (builds.current() / "words").read_text() == "3"
    assert sorted(path.name for path in builds.folder.iterdir()) == ["2", "3", "current"]


def test_the_same_build_can_be_made_again(builds):
    builds.put("1", words("old"))
    builds.put("1", words("new"))
    assert (builds.current() / "words").read_text() == "new"


def test_a_full_disk_leaves_the_old_build_in_use(builds):
    def fail(folder):
        (folder / "half").write_text("half")
        raise OSError(28, "No space left on device")

    builds.put("1", words("whole"))
    with pytest.raises(OSError, match="No space left"):
        builds.put("2", fail)
    assert (builds.current() / "words").read_text() == "whole"
    assert sorted(path.name for path in builds.folder.iterdir()) == ["1", "current"]
    builds.put("3", words("next"))
    assert not list(builds.folder.glob("*.new"))


def test_a_builder_that_is_killed_leaves_the_old_build_in_use(builds):
    builds.put("1", words("whole"))
    command = [sys.executable, "-c", DIE_HALFWAY, str(builds.folder)]
    killed = subprocess.run(command, env=os.environ, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert (builds.current() / "words").read_text() == "whole"
    builds.put("2", words("again"))
    assert [path.name for path in (builds.folder / "2").iterdir()] == ["words"]
