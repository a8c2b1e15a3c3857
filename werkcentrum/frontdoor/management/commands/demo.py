"""`werkcentrum demo`: the whole site with example data, on this machine."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.crypto import get_random_string

from werkcentrum.accounts.actions import grant_role, set_code_secret, set_password
from werkcentrum.accounts.models import User
from werkcentrum.accounts.roles import ROLES
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core import clock
from werkcentrum.frontdoor.readmodel import build
from werkcentrum.partners.models import Region

REGION = "zuid-holland-centraal"
# Mail addresses that nobody has (RFC 2606), with their role.
DEMO_STAFF = {"redacteur@demo.example": "editor", "eindredacteur@demo.example": "publisher"}
PASSWORD_FILE, SECRET_FILE = "demo-password", "demo-secret"
_PASSWORD_LENGTH = 16


class Command(BaseCommand):
    """Prepares what is missing and serves; a second time nothing is missing."""

    help = "Start de site met voorbeeldgegevens en het achtergrondwerk."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--prepare-only` stops before serving."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare-only", action="store_true", help="Niet starten.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Database, region, search index, accounts; then the worker and the server."""
        refuse_for_real()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        load_if_changed()
        region = Region.objects.get(key=REGION)
        build(region)
        make_demo_staff(region)
        if options["prepare_only"]:
            return
        port = free_port(options["port"])
        self.stdout.write(f"\nWerkcentrum {region.name}: http://localhost:{port}/")
        self._tell_how_to_log_in(f"http://localhost:{port}/medewerkers/")
        self.stdout.write(f"Berichten die zouden weggaan: http://localhost:{port}/demo/postvak/")
        self.stdout.write("Stoppen: Ctrl+C\n")
        self.stdout.flush()
        serve(port)

    def _tell_how_to_log_in(self, address: str) -> None:
        self.stdout.write(f"Voor medewerkers: {address}")
        for email, role in DEMO_STAFF.items():
            self.stdout.write(f"  {ROLES[role].label.lower()}: {email}")
        self.stdout.write(f"  wachtwoord: {kept(PASSWORD_FILE)}")
        self.stdout.write(f"  sleutel voor een app met codes: {kept(SECRET_FILE)}")
        self.stdout.write("  of vraag een code met: .venv/bin/werkcentrum demo-code")


def load_if_changed() -> None:
    """Load the example region, unless the same files were loaded before."""
    marker = Path(settings.VAR_DIR) / "demo-loaded"
    digest = content_digest(Path(settings.REGIONS_DIR))
    is_loaded = Region.objects.filter(key=REGION).exists() and marker.exists()
    if is_loaded and marker.read_text() == digest:
        return
    call_command("load_region", str(Path(settings.REGIONS_DIR) / REGION), keep_site=True)
    marker.write_text(digest)


def content_digest(folder: Path) -> str:
    """A digest of all files of the base and the example region."""
    digest = hashlib.sha256()
    for part in ("_base", REGION):
        for path in sorted((folder / part).rglob("*")):
            if path.is_file():
                digest.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return digest.hexdigest()


def refuse_for_real() -> None:
    """Demo accounts have a password that is printed. Raises CommandError on a real site."""
    if settings.HTTPS:
        raise CommandError("Dit is een echte website (WERKCENTRUM_HTTPS): hier komt geen demo.")


def make_demo_staff(region: Region) -> None:
    """An editor and a publisher, with a password and a secret for codes kept in the var folder."""
    at = clock.now()
    password = kept(PASSWORD_FILE) or keep(PASSWORD_FILE, get_random_string(_PASSWORD_LENGTH))
    secret = kept(SECRET_FILE) or keep(SECRET_FILE, generate_totp_secret())
    for email, role in DEMO_STAFF.items():
        if not User.objects.filter(email=email, memberships__region=region).exists():
            user = grant_role(email=email, region=region, role=role, by=SYSTEM, at=at)
            set_password(user=user, password=password, by=SYSTEM, at=at)
            set_code_secret(user=user, secret=secret, by=SYSTEM, at=at)


def kept(name: str) -> str:
    """What a file in the var folder holds; '' when it is not there."""
    path = Path(settings.VAR_DIR) / name
    return path.read_text().strip() if path.exists() else ""


def keep(name: str, text: str) -> str:
    """Write a file that only its owner can read; returns the text."""
    path = Path(settings.VAR_DIR) / name
    path.touch(mode=0o600)
    path.write_text(text)
    return text


def free_port(wanted: int) -> int:
    """The wanted port, or one of the next twenty. Raises CommandError when all are taken."""
    for port in range(wanted, wanted + 20):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise CommandError(f"Geen vrije poort vanaf {wanted}; kies een andere met --port.")


def serve(port: int) -> None:
    """Run the worker and the server until one stops or Ctrl+C; leave nothing running."""
    here = [sys.executable, "-m"]
    server = [
        *here, "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--blocking-threads", "2", "--log-level", "warning",
        "werkcentrum.config.wsgi:application",
    ]  # fmt: skip
    worker = [*here, "werkcentrum.config.cli", "run-worker"]
    # Links in messages lead back to this site.
    os.putenv("WERKCENTRUM_ORIGIN", f"http://localhost:{port}")
    children = [subprocess.Popen(command) for command in (server, worker)]  # noqa: S603  our own
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
    except KeyboardInterrupt:
        pass
    finally:
        for child in children:
            child.send_signal(signal.SIGTERM)
        for child in children:
            _wait(child)


def _wait(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        os.kill(child.pid, signal.SIGKILL)
