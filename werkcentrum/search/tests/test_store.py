"""What was learned is on disk as a whole, or not at all."""

import numpy as np
import pytest

from werkcentrum.search import store

ARRAYS = {"weights": np.arange(3)}


def test_a_full_disk_leaves_nothing_and_the_next_attempt_succeeds(tmp_path, monkeypatch):
    with monkeypatch.context() as full:
        full.setattr(np, "save", fill_up)
        for _attempt in range(2):
            with pytest.raises(OSError, match="No space left"):
                store.save(tmp_path / "ranker", ARRAYS, {})
            assert list(tmp_path.iterdir()) == []

    store.save(tmp_path / "ranker", ARRAYS, {})
    assert store.load(tmp_path / "ranker")[0]["weights"].tolist() == [0, 1, 2]


def fill_up(path, _array):
    """What a disk does that has room for half of it."""
    path.write_bytes(b"half")
    raise OSError(28, "No space left on device")
