"""A server of its own for a measurement, and the processor time and memory that it takes."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 60
# As `werkcentrum demo` serves: one worker, two threads.
GRANIAN = ("--interface", "wsgi", "--workers", "1", "--blocking-threads", "2", "--no-ws")


@dataclass(frozen=True)
class Server:
    """A running granian with one worker."""

    port: int
    processes: tuple[int, ...]

    def processor_ms(self) -> float:
        """Processor time of all its threads so far, in milliseconds.

        From the scheduler's books, which count nanoseconds; `utime` counts hundredths of seconds.
        """
        books = (path for pid in self.processes for path in _threads(pid))
        return sum(_nanoseconds(path) for path in books) / 1e6

    def memory_mb(self) -> float:
        """Memory in megabytes; what processes share is divided among them (PSS)."""
        texts = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in self.processes)
        return sum(int(text.split("\nPss:")[1].split()[0]) for text in texts) / 1000


@contextmanager
def serving(application: str, *options: str) -> Iterator[Server]:
    """Serve a WSGI application on a free port of this machine. Raises RuntimeError without start.

    `application` is `module:name`; `options` are more options for granian.
    """
    port = free_port()
    command = [
        sys.executable, "-m", "granian", *GRANIAN, *options, "--host", "127.0.0.1",
        "--port", str(port), "--log-level", "error", application,
    ]  # fmt: skip
    process = subprocess.Popen(command, start_new_session=True)
    try:
        wait_for(port, process)
        yield Server(port, tuple(family(process.pid)))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return when it answers. Raises RuntimeError when it does not start."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the server on port {port} did not start")


def family(pid: int) -> Iterator[int]:
    """A process and all below it; one that ends meanwhile has nothing below it."""
    yield pid
    with suppress(FileNotFoundError, ProcessLookupError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            yield from family(int(child))


def _threads(pid: int) -> list[Path]:
    return list(Path(f"/proc/{pid}/task").glob("*/schedstat"))


def _nanoseconds(path: Path) -> int:
    try:
        return int(path.read_text().split()[0])
    except (FileNotFoundError, ProcessLookupError):
        # A thread that ended between being listed and being read.
        return 0
