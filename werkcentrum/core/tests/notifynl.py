"""A NotifyNL of our own: the same addresses, signatures, checks and answers, on this machine.

Made after the published API (v2): whoever signs with the wrong key gets 403, a template that is
not there 400, a value that a template asks for and nobody gave 400, as the real one.
"""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from notifications_python_client.authentication import decode_jwt_token, get_token_issuer
from notifications_python_client.errors import TokenError

SERVICE, SECRET = str(uuid4()), str(uuid4())
KEY = f"werkcentrum-{SERVICE}-{SECRET}"
TEMPLATES = {
    "mail": (str(uuid4()), "email", {"onderwerp", "tekst", "bijlage"}),
    "sms": (str(uuid4()), "sms", {"tekst"}),
    "letter": (str(uuid4()), "letter", {"tekst", "address_line_1", "address_line_2"}),
}
_PHONE = re.compile(r"\+\d{8,15}")


class NotifyNL(ThreadingHTTPServer):
    """Keeps what it took. `break_after`: takes one and gives no answer; `is_away`: answers 503."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken: list[dict[str, Any]] = []
        self.break_after = False
        self.is_away = False

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: NotifyNL

    def log_message(self, *words: Any) -> None:
        """Nothing is printed."""

    def do_GET(self) -> None:
        """Notifications, by reference."""
        if not self._is_known():
            return
        wanted = parse_qs(urlsplit(self.path).query).get("reference", [""])[0]
        found = [row for row in self.server.taken if row["reference"] == wanted]
        self._answer(200, {"notifications": found, "links": {"current": self.path}})

    def do_POST(self) -> None:
        """Take one notification, or say what is wrong with it."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self._is_known():
            return
        kind = self.path.removeprefix("/v2/notifications/")
        if wrong := _wrong(kind, asked):
            self._answer(400, {"status_code": 400, "errors": [wrong]})
            return
        row = {"id": str(uuid4()), "type": kind, "status": "created", **asked}
        self.server.taken.append(row)
        if self.server.break_after:
            self.close_connection = True
            return
        template = {"id": asked["template_id"], "version": 1, "uri": self.server.url}
        self._answer(201, {**row, "uri": self.server.url, "content": {}, "template": template})

    def _is_known(self) -> bool:
        if self.server.is_away:
            self._answer(503, {"result": "error"})
            return False
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            decode_jwt_token(token, SECRET)
            is_known = get_token_issuer(token) == SERVICE
        except TokenError:
            is_known = False
        if not is_known:
            error = {"error": "AuthError", "message": "Invalid token: API key not found"}
            self._answer(403, {"status_code": 403, "errors": [error]})
        return is_known

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _wrong(kind: str, asked: dict[str, Any]) -> dict[str, str] | None:
    wanted = (asked["template_id"], kind)
    found = [needed for key, of, needed in TEMPLATES.values() if (key, of) == wanted]
    if not found:
        return {"error": "BadRequestError", "message": "Template not found"}
    missing = found[0] - asked.get("personalisation", {}).keys()
    if missing:
        return {"error": "BadRequestError", "message": f"Missing personalisation: {missing}"}
    if kind == "sms" and not _PHONE.fullmatch(asked.get("phone_number", "")):
        return {"error": "ValidationError", "message": "phone_number Not enough digits"}
    if kind == "email" and "@" not in asked.get("email_address", ""):
        return {"error": "ValidationError", "message": "email_address Not a valid email address"}
    return None


@contextmanager
def notifying() -> Iterator[NotifyNL]:
    """A NotifyNL on a free port of this machine."""
    with NotifyNL() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
