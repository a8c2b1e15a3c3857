"""Every program of an installation signs with the same key, from the first start."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from werkcentrum.config.secret_key import secret_key


def test_programs_that_start_for_the_first_time_together_sign_with_one_key(tmp_path):
    together = Barrier(8)

    def start(path):
        together.wait()
        return secret_key(path)

    with ThreadPoolExecutor(8) as programs:
        for installation in range(50):
            path = tmp_path / f"key-{installation}"
            keys = set(programs.map(start, [path] * 8))
            assert len(keys) == 1
            assert len(keys.pop()) == 64


def test_the_key_stays_and_nobody_else_reads_it(tmp_path):
    key = secret_key(tmp_path / "key")
    assert secret_key(tmp_path / "key") == key
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["key"]
