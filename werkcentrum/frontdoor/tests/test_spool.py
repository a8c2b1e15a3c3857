"""Questions leave a page through the spool, and none is lost or stored twice."""

import subprocess
import sys
import threading

import pytest

from tests.commands import environment
from werkcentrum.core import spool


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


def test_while_an_older_file_waits_the_open_one_stays_so_that_the_disk_never_fills():
    spool.leave({"text": "eerst"})
    [waiting] = spool.take_files()
    spool.leave({"text": "daarna"})

    assert list(spool.take_files()) == [waiting]

    waiting.unlink()
    [after] = spool.take_files()
    assert [entry["text"] for entry in spool.read(after)] == ["daarna"]


@pytest.mark.parametrize("broken", ['{"text": "hal', "[]\n", "7\n", "\x00\x00\n", "\udcff\n"])
def test_a_half_written_line_is_skipped(caplog, broken):
    spool.leave({"text": "goed"})
    with (spool.folder() / "open.jsonl").open("a", errors="surrogateescape") as file:
        file.write(broken)

    [path] = spool.take_files()

    assert [entry["text"] for entry in spool.read(path)] == ["goed"]
    assert "overgeslagen" in caplog.text


def test_a_folder_that_cannot_be_made_does_not_break_the_page(tmp_path, caplog):
    (tmp_path / "spool").write_text("geen map")

    spool.leave({"text": "ik zoek werk"})

    assert "kon niet worden bewaard" in caplog.text
    assert "ik zoek werk" not in caplog.text


def test_a_full_disk_does_not_break_the_page(tmp_path, caplog):
    (tmp_path / "spool").mkdir()
    # On this device every write ends with 'No space left on device'.
    (tmp_path / "spool" / "open.jsonl").symlink_to("/dev/full")

    spool.leave({"text": "ik zoek werk"})

    assert "kon niet worden bewaard: No space left" in caplog.text
    assert list(spool.take_files()) == []


@pytest.mark.slow
def test_nothing_is_lost_between_processes_either(tmp_path):
    code = "\n".join([
        "import sys",
        "from werkcentrum.core import spool",
        "for turn in range(200): spool.leave({'text': f'{sys.argv[1]}-{turn} ' + 'x' * 5_000})",
    ])  # fmt: skip
    servers = [
        subprocess.Popen([sys.executable, "-c", code, str(number)], env=environment(tmp_path))
        for number in range(3)
    ]
    seen: list[str] = []
    while any(server.poll() is None for server in servers):
        seen += _take_everything()
    seen += _take_everything()

    assert [server.returncode for server in servers] == [0, 0, 0]
    assert len(seen) == len(set(seen)) == 600


def _take_everything() -> list[str]:
    found = []
    for path in spool.take_files():
        found += [entry["text"] for entry in spool.read(path)]
        path.unlink()
    return found
