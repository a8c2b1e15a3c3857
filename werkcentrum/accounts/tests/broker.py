"""A real login elsewhere (npm `oidc-provider`), started for tests; somebody logs in there."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import requests

SCRIPT = Path(__file__).resolve().parents[3] / "frontend" / "test" / "own-login.mjs"
HERE = "http://testserver"
STAFF_BACK = "/medewerkers/inloggen/organisatie/voorburg/terug/"
RESIDENT_BACK = "/mijn/inlog/terug/"


@contextmanager
def running_login() -> Iterator[str]:
    """Its address, for as long as it runs."""
    command = ["node", str(SCRIPT), f"{HERE}{STAFF_BACK}", f"{HERE}{RESIDENT_BACK}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        yield process.stdout.readline().decode().strip()
        process.terminate()


def log_in_there(address: str, name: str) -> str:
    """Log in as this person; returns the address with which the browser comes back."""
    there = requests.Session()
    while not address.startswith(HERE):
        answer = there.get(address, allow_redirects=False)
        if answer.is_redirect:
            address = urljoin(address, answer.headers["Location"])
            continue
        [action] = re.findall(r'action="([^"]+)"', answer.text)[:1]
        hidden = re.findall(r'name="(prompt)" value="(\w+)"', answer.text)
        typed = {**dict(hidden), "login": name, "password": "x"}
        answer = there.post(urljoin(address, unescape(action)), typed, allow_redirects=False)
        address = urljoin(address, answer.headers["Location"])
    return address
