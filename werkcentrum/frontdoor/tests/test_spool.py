"""Questions leave a page through the spool, and none is lost or stored twice."""

import threading

import pytest

from werkcentrum.frontdoor import spool


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def test_what_is_left_is_read_back_once():
    spool.leave({"text": "ik zoek werk\u2028echt"})

    [path] = spool.take_files()

    assert [entry["text"] for entry in spool.read(path)] == ["ik zoek werk\u2028echt"]


def test_only_the_owner_can_read_a_spool_file():
    spool.leave({"text": "geheim"})

    [path] = spool.take_files()

    assert path.stat().st_mode & 0o077 == 0


def test_nothing_is_lost_while_the_worker_takes_files():
    def visitor(number: int) -> None:
        for turn in range(50):
            spool.leave({"text": f"{number}-{turn}"})

    visitors = [threading.Thread(target=visitor, args=(number,)) for number in range(4)]
    for thread in visitors:
        thread.start()
    seen: list[str] = []
    while any(thread.is_alive() for thread in visitors):
        seen += _take_everything()
    seen += _take_everything()

    assert len(seen) == len(set(seen)) == 200


def test_a_full_spool_drops_questions_rather_than_filling_the_disk(monkeypatch):
    monkeypatch.setattr(spool, "MAX_SPOOL_BYTES", 100)
    for _ in range(50):
        spool.leave({"text": "x" * 20})

    [path] = spool.take_files()

    assert path.stat().st_size < 200


def test_a_half_written_line_is_skipped(caplog):
    spool.leave({"text": "goed"})
    with (spool.folder() / "open.jsonl").open("a") as file:
        file.write('{"text": "hal')

    [path] = spool.take_files()

    assert [entry["text"] for entry in spool.read(path)] == ["goed"]


def test_a_disk_that_refuses_does_not_break_the_page(settings, tmp_path, caplog):
    (tmp_path / "spool").write_text("geen map")

    spool.leave({"text": "ik zoek werk"})

    assert "kon niet worden bewaard" in caplog.text


def _take_everything() -> list[str]:
    found = []
    for path in spool.take_files():
        found += [entry["text"] for entry in spool.read(path)]
        path.unlink()
    return found
