"""What changes is written in memory, and is found there by whoever reads."""

import os
import shutil
from pathlib import Path

import pytest

from werkcentrum.vacancies import search_memory
from werkcentrum.vacancies.search_index import Reader, Writer, write
from werkcentrum.vacancies.search_memory import keep, kept_in, leave
from werkcentrum.vacancies.tests.test_search_index import ALL, asking, entry


@pytest.fixture
def memory(tmp_path):
    folder = tmp_path / "memory"
    folder.mkdir()
    return folder


@pytest.fixture
def built(tmp_path):
    """An index as it was made."""
    return made(tmp_path / "builds" / "today")


def made(folder):
    folder.mkdir(parents=True)
    (folder / "since").write_text("2025-07-07T09:00:00+02:00")
    write(folder, ALL)
    return folder


def found(folder, question):
    return Reader(folder).search(asking(question)).pks


def files(folder):
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def test_what_is_written_in_memory_is_found_beside_what_was_built(memory, built):
    keep(memory, built)
    before = files(built)

    writer = Writer(kept_in(memory, built))
    writer.update([entry("cook", "Kok")], gone=["driver"])
    writer.close()

    assert found(kept_in(memory, built), "kok")[0] == "cook"
    assert found(kept_in(memory, built), "bakker")[0] == "baker"
    assert found(kept_in(memory, built), "chauffeur") == []
    assert files(built) == before


def test_who_goes_on_finds_what_another_wrote(memory, built):
    keep(memory, built)
    writer = Writer(kept_in(memory, built))
    writer.update([entry("cook", "Kok")])
    writer.close()

    keep(memory, built)

    assert found(kept_in(memory, built), "kok")[0] == "cook"


def test_without_memory_or_with_little_of_it_what_was_built_is_used(memory, built, monkeypatch):
    keep(memory / "not there", built)
    assert kept_in(memory / "not there", built) == built

    monkeypatch.setattr(search_memory, "_ROOM", 10**12)
    keep(memory, built)
    assert kept_in(memory, built) == built


def test_memory_that_failed_is_not_tried_again(memory, built):
    keep(memory, built)

    leave(memory, built)
    keep(memory, built)

    assert kept_in(memory, built) == built


def test_an_index_that_was_thrown_away_and_made_again_is_not_taken_for_the_one_before(
    memory, built
):
    keep(memory, built)
    before = kept_in(memory, built)
    shutil.rmtree(built)

    keep(memory, made(built))

    assert kept_in(memory, built) != before
    assert found(kept_in(memory, built), "bakker")[0] == "baker"
    assert not before.exists()


def test_the_one_before_stays_for_who_still_reads_it(memory, built):
    keep(memory, built)
    before = kept_in(memory, built)

    keep(memory, made(built.with_name("tomorrow")))

    assert found(before, "bakker")[0] == "baker"


def test_what_somebody_else_put_there_is_not_read(memory, built, monkeypatch):
    keep(memory, built)
    theirs, look = kept_in(memory, built), Path.stat

    def stat(path, **options):
        seen = look(path, **options)
        others = [*seen[:4], seen.st_uid + 1, *seen[5:]]
        return os.stat_result(others) if path == theirs else seen

    monkeypatch.setattr(Path, "stat", stat)

    assert kept_in(memory, built) == built
