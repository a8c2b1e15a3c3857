"""The whole site as a visitor meets it: a real server, its own database, a real browser."""

import fcntl
import hmac
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from base64 import b32decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, Playwright

from tests.installation import FILE, migrated

ROOT = Path(__file__).parent.parent
# Without windows a page costs a third less.
_CHROMIUM = (
    "/usr/bin/chromium-headless-shell",
    "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
)  # fmt: skip
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
_SECONDS_TO_START = 60
STAFF = {
    "editor": "redacteur@demo.example",
    "publisher": "eindredacteur@demo.example",
    "host": "gastvrouw@demo.example",
    "adviser": "gids@demo.example",
    "employer_manager": "accountmanager@demo.example",
    "partner": "partner@demo.example",
    "coordinator": "coordinator@demo.example",
    "administrator": "beheerder@demo.example",
    "privacy_officer": "privacy@demo.example",
    "board_secretary": "secretaris@demo.example",
    "signatory": "ondertekenaar@demo.example",
    "clerk": "griffier@demo.example",
    "council_member": "raadslid@demo.example",
    "stand_in": "invaller@demo.example",
}
_DEMO = (sys.executable, "-m", "werkcentrum.config.cli", "demo")
_SHELL = (sys.executable, "-m", "werkcentrum.config.cli", "shell", "-v0", "-c")


@dataclass(frozen=True)
class Site:
    """A running site: its address without a slash, and how its demo staff logs in."""

    address: str
    password: str
    environment: dict[str, str]

    def code(self) -> str:
        """What the demo staff's app with codes shows now (RFC 6238)."""
        secret = (Path(self.environment["WERKCENTRUM_VAR"]) / "demo-secret").read_text()
        period = int(time.time()) // 30
        digest = hmac.digest(b32decode(secret), period.to_bytes(8), "sha1")
        first = digest[-1] & 15
        number = int.from_bytes(digest[first : first + 4]) & 0x7FFFFFFF
        return f"{number % 1_000_000:06}"


@contextmanager
def serving(before: str = "") -> Iterator[Site]:
    """The example region, served from a temporary folder with the worker running.

    `before` is a program that changes what is in the database before anybody looks.
    """
    with TemporaryDirectory(prefix="werkcentrum-site-") as folder:
        shutil.copytree(_prepared(), folder, dirs_exist_ok=True)
        environment = _environment(folder)
        if before:
            subprocess.run([*_SHELL, before], env=environment, check=True, cwd=ROOT)
        port = _free_port()
        server = subprocess.Popen(
            [*_DEMO, "--port", str(port)], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL
        )
        try:
            address = f"http://localhost:{port}"
            _wait_for(address, server)
            password = (Path(folder) / "demo-password").read_text().strip()
            yield Site(address, password, environment)
        finally:
            server.terminate()
            server.wait(timeout=20)


def _prepared() -> Path:
    """A var folder that `make demo` prepared, made once in a test run: others begin as its copy.

    The search index of `make prepare` is copied when it is there: learning takes a minute.
    """
    made = migrated().var.with_name("site")
    with made.with_name("site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            fresh = made.with_name("site.new")
            fresh.mkdir()
            index = ROOT / "var" / "index"
            if index.is_dir():
                shutil.copytree(index, fresh / "index")
            if not migrated().server:
                shutil.copy(migrated().var / FILE, fresh)
            command = [*_DEMO, "--prepare-only"]
            subprocess.run(command, env=_environment(fresh), check=True, cwd=ROOT)
            fresh.rename(made)
    return made


def _environment(var: Path | str) -> dict[str, str]:
    environment = {**os.environ, "WERKCENTRUM_VAR": str(var)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return environment


def log_in(context: BrowserContext, site: Site, role: str) -> None:
    """From here on this browser is somebody of the demo."""
    forget_used_codes(site)
    page = context.new_page()
    page.goto(f"{site.address}/medewerkers/inloggen/")
    page.locator("[name=login]").fill(STAFF[role])
    page.locator("[name=password]").fill(site.password)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.locator("[name=code]").fill(site.code())
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url(re.compile(r"/medewerkers/(werk/.*)?$"))
    page.close()


def forget_used_codes(site: Site) -> None:
    """The site forgets which codes it saw: an app shows another one only every half minute."""
    shutil.rmtree(Path(site.environment["WERKCENTRUM_VAR"]) / "cache", ignore_errors=True)


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium, without its background traffic. Raises RuntimeError when it is absent."""
    for path in (os.environ.get("CHROMIUM", ""), *_CHROMIUM):
        if path and Path(path).is_file():
            return playwright.chromium.launch(executable_path=path, args=list(_QUIET))
    raise RuntimeError("Chromium ontbreekt: sudo apt install chromium-headless-shell")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/gezond/", timeout=1).close()  # noqa: S310  ours
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("De site startte niet.")
