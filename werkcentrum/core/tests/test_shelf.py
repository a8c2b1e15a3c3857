"""A new build takes the place of the old one as a whole, or not at all."""

import os
import signal
import subprocess
import sys

import pytest

from werkcentrum.core.shelf import Shelf

DIE_HALFWAY = """
import os, sys
from pathlib import Path
from werkcentrum.core.shelf import Shelf

def write(folder):
    (folder / "half").write_text("half")
    os.kill(os.getpid(), 9)

Shelf(Path(sys.argv[1])).put("2", write)
"""


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "builds")


def words(text):
    """Writes a build of one file."""
    return lambda folder: (folder / "words").write_text(text)


def test_an_empty_shelf_has_nothing_in_use(shelf):
    assert shelf.current() is None


def test_the_newest_build_is_in_use_and_the_one_before_it_stays(shelf):
    for number in "123":
        shelf.put(number, words(number))
    assert (shelf.current() / "words").read_text() == "3"
    assert sorted(path.name for path in shelf.folder.iterdir()) == ["2", "3", "current"]


def test_the_same_build_can_be_made_again(shelf):
    shelf.put("1", words("old"))
    shelf.put("1", words("new"))
    assert (shelf.current() / "words").read_text() == "new"


def test_a_full_disk_leaves_the_old_build_in_use(shelf):
    def fail(folder):
        (folder / "half").write_text("half")
        raise OSError(28, "No space left on device")

    shelf.put("1", words("whole"))
    with pytest.raises(OSError, match="No space left"):
        shelf.put("2", fail)
    assert (shelf.current() / "words").read_text() == "whole"
    shelf.put("3", words("next"))
    assert not list(shelf.folder.glob("*.new"))


def test_a_builder_that_is_killed_leaves_the_old_build_in_use(shelf):
    shelf.put("1", words("whole"))
    command = [sys.executable, "-c", DIE_HALFWAY, str(shelf.folder)]
    killed = subprocess.run(command, env=os.environ, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert (shelf.current() / "words").read_text() == "whole"
    shelf.put("2", words("again"))
    assert [path.name for path in (shelf.folder / "2").iterdir()] == ["words"]
