"""A visitor as light as can be: keep-alive connections that ask and read, nothing more.

Client and server share the machine, so whatever the client takes the server lacks.
"""

import re
import socket
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlencode

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CONNECTIONS = 2


def request(path: str, *, cookie: str = "", **query: str) -> bytes:
    """The bytes of a GET."""
    address = f"{path}?{urlencode(query)}" if query else path
    lines = [f"GET {address} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"Cookie: {cookie}"] if cookie else []
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


class Connection:
    """One keep-alive connection."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, asked: bytes) -> bytes:
        """The body of the answer. Raises RuntimeError for anything but 200 with a length."""
        return self.expect(asked, 200)

    def expect(self, asked: bytes, status: int) -> bytes:
        """The body of an answer with this status. Raises RuntimeError for any other."""
        self._socket.sendall(asked)
        answer = self._more()
        while b"\r\n\r\n" not in answer:
            answer += self._more()
        head, _, body = answer.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        is_empty = status == 304
        if not head.startswith(b"HTTP/1.1 %d" % status) or not (length or is_empty):
            raise RuntimeError(f"{asked[:60]!r} was answered with {head[:60]!r}")
        while length and len(body) < int(length[1]) and not is_empty:
            body += self._more()
        return body

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _more(self) -> bytes:
        received = self._socket.recv(1 << 18)
        if not received:
            raise RuntimeError("the server hung up")
        return received


def rate(port: int, asked: Iterator[bytes], *, seconds: float) -> float:
    """Answers a second, over two connections that each ask again as soon as they are answered."""
    lock = threading.Lock()
    counts: list[int] = []

    def ask() -> None:
        connection, count = Connection(port), 0
        while time.perf_counter() < until:
            with lock:
                following = next(asked)
            connection.get(following)
            count += 1
        connection.close()
        counts.append(count)

    started = time.perf_counter()
    until = started + seconds
    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - started)
