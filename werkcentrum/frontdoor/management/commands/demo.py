"""`werkcentrum demo`: the whole site with example data, on this machine."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import time as wall_time
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.crypto import get_random_string

from werkcentrum.accounts.actions import grant_role, set_code_secret, set_password
from werkcentrum.accounts.models import User
from werkcentrum.accounts.roles import ROLES
from werkcentrum.appointments.defaults import DEFAULT_TYPES
from werkcentrum.appointments.planning_actions import (
    begin_appointments,
    plan_group_session,
    plan_slots,
    set_up_offer,
    set_up_service_type,
)
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core import clock
from werkcentrum.desk.actions import open_walk_in
from werkcentrum.desk.models import Desk, DeskDevice
from werkcentrum.desk.setup_actions import register_device, set_up_desk
from werkcentrum.frontdoor.demo_enquiries import make_demo_enquiries
from werkcentrum.frontdoor.demo_formal import make_demo_formal
from werkcentrum.frontdoor.demo_meetings import make_demo_meetings
from werkcentrum.frontdoor.demo_money import make_demo_money
from werkcentrum.frontdoor.demo_network import make_demo_network
from werkcentrum.frontdoor.demo_people import make_demo_people
from werkcentrum.frontdoor.demo_trainings import make_demo_trainings
from werkcentrum.frontdoor.demo_vacancies import make_demo_vacancies
from werkcentrum.frontdoor.demo_visitors import make_demo_visitors
from werkcentrum.frontdoor.readmodel import build
from werkcentrum.partners.hours import instant
from werkcentrum.partners.models import Location, Region

REGION = "zuid-holland-centraal"
# Mail addresses that nobody has (RFC 2606), with the organisations they work for and their roles.
DEMO_STAFF = {
    "redacteur@demo.example": [("werkcentrum", "editor")],
    "eindredacteur@demo.example": [("werkcentrum", "publisher")],
    "gastvrouw@demo.example": [("bibliotheek-aan-de-vliet", "host")],
    "gids@demo.example": [("werkcentrum", "adviser")],
    "accountmanager@demo.example": [("de-binnenbaan", "employer_manager")],
    "partner@demo.example": [("vakbonden", "partner_employee")],
    "coordinator@demo.example": [("werkcentrum", "coordinator")],
    "beheerder@demo.example": [("werkcentrum", "administrator")],
    "privacy@demo.example": [("gemeente-zoetermeer", "privacy_officer")],
    "secretaris@demo.example": [("gemeente-zoetermeer", "board_secretary")],
    "ondertekenaar@demo.example": [("gemeente-leidschendam-voorburg", "signatory")],
    "griffier@demo.example": [("gemeente-leidschendam-voorburg", "clerk")],
    "raadslid@demo.example": [("gemeente-leidschendam-voorburg", "council_member")],
    "woo@demo.example": [("gemeente-zoetermeer", "woo_officer")],
    "invaller@demo.example": [("werkcentrum", "adviser"), ("bibliotheek-aan-de-vliet", "host")],
}
# Of each desk: the key of its location, its own key, its name, and the letter of its numbers.
DEMO_DESKS = (
    ("bibliotheek-aan-de-vliet-voorburg", "voorburg", "Werkcentrum in Voorburg", "A"),
    ("werkcentrum-zoetermeer", "zoetermeer", "Werkcentrum in Zoetermeer", "B"),
)
# Names that are made up, for who can be chosen.
DEMO_ADVISERS = {"gids@demo.example": "Fatima", "invaller@demo.example": "Jan"}
# Who books for the people of the demo, and who is away one day.
DEMO_HOST_AND_AWAY = ("gastvrouw@demo.example", "invaller@demo.example")
DEMO_WITH_ENQUIRIES = "gids@demo.example"
DEMO_WITH_EMPLOYERS = "accountmanager@demo.example"
DEMO_WITH_ADVISERS = "werkcentrum-zoetermeer"
_LEARNING = next(kind for kind in DEFAULT_TYPES if kind.key == "leren")
_SESSION = "Een cv dat werkt"
_ABOUT_THE_SESSION = "Samen maken wij uw cv beter. Neem uw cv mee, als u er een heeft."
_PLACES = ("Tafel 1", "Tafel 2", "Tafel 3")
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
        call_command("load_skills")
        region = Region.objects.get(key=REGION)
        build(region)
        make_demo_staff(region)
        make_demo_desks(region)
        make_demo_appointments(region)
        make_demo_formal(region, at=clock.now())
        make_demo_network(region)
        make_demo_money(region, at=clock.now())
        make_demo_meetings(region, at=clock.now())
        manager = User.objects.get(email=DEMO_WITH_EMPLOYERS)
        make_demo_vacancies(region, manager=manager, at=clock.now())
        make_demo_trainings(region, at=clock.now())
        make_demo_people(region, at=clock.now())
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
        for email, work in DEMO_STAFF.items():
            roles = " en ".join(ROLES[role].label.lower() for _organisation, role in work)
            self.stdout.write(f"  {roles}: {email}")
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
    """Somebody of every role that has pages, with one password and one secret for codes.

    Both are kept in the var folder.
    """
    at = clock.now()
    password = kept(PASSWORD_FILE) or keep(PASSWORD_FILE, get_random_string(_PASSWORD_LENGTH))
    secret = kept(SECRET_FILE) or keep(SECRET_FILE, generate_totp_secret())
    organisations = {row.key: row for row in region.organisations.order_by("key")}
    for email, work in DEMO_STAFF.items():
        if User.objects.filter(email=email, memberships__organisation__region=region).exists():
            continue
        for key, role in work:
            user = grant_role(
                email=email, organisation=organisations[key], role=role, by=SYSTEM, at=at
            )
        set_password(user=user, password=password, by=SYSTEM, at=at)
        set_code_secret(user=user, secret=secret, by=SYSTEM, at=at)


def make_demo_desks(region: Region) -> None:
    """Two walk-in desks that are open, each with a screen, a kiosk and a code at the door."""
    at = clock.now()
    for place, key, name, prefix in DEMO_DESKS:
        location = Location.objects.filter(region=region, key=place).first()
        desk = Desk.objects.filter(region=region, key=key).first()
        if desk is None and location is not None:
            desk = set_up_desk(
                location=location, key=key, name=name, prefix=prefix, counters=_PLACES, by=SYSTEM,
                at=at,
            )  # fmt: skip
            for kind in (DeskDevice.Kind.DISPLAY, DeskDevice.Kind.KIOSK, DeskDevice.Kind.DOOR):
                register_device(desk=desk, kind=kind, label="bij de ingang", by=SYSTEM, at=at)
        if desk is not None and not desk.is_receiving:
            open_walk_in(desk=desk, by=SYSTEM, at=at)


def make_demo_appointments(region: Region) -> None:
    """Appointments at both locations, with two advisers in Zoetermeer, and a workshop."""
    at = clock.now()
    locations = Location.objects.filter(region=region, key__in=[row[0] for row in DEMO_DESKS])
    types = [kind.in_dutch() for kind in DEFAULT_TYPES]
    for location in locations.filter(agenda=None).order_by("key"):
        agenda = begin_appointments(location=location, types=types, capacity=2, by=SYSTEM, at=at)
        advisers = demo_advisers() if location.key == DEMO_WITH_ADVISERS else []
        for offer in agenda.offers.filter(service_type__key="leren") if advisers else ():
            set_up_service_type(
                region=region, by=SYSTEM, at=at, is_adviser_chosen=True,
                **_LEARNING.in_dutch(),
            )  # fmt: skip
            set_up_offer(
                location=location, service_type=offer.service_type, advisers=advisers, by=SYSTEM,
                at=at,
            )  # fmt: skip
            starts_at = instant(location.zone, at.date() + timedelta(days=14), wall_time(13))
            plan_group_session(
                location=location, title=_SESSION, description=_ABOUT_THE_SESSION,
                starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), capacity=8, by=SYSTEM,
                at=at,
            )  # fmt: skip
    plan_slots(at=at)
    host, away = (User.objects.get(email=email) for email in DEMO_HOST_AND_AWAY)
    make_demo_visitors(region, host=host, away=away, at=at)
    adviser = User.objects.get(email=DEMO_WITH_ENQUIRIES)
    make_demo_enquiries(region, adviser=adviser, at=at)


def demo_advisers() -> list[tuple[UUID, str]]:
    """Who has the conversations of the demo, with the names for visitors."""
    users = User.objects.filter(email__in=DEMO_ADVISERS).order_by("email")
    return [(user.pk, DEMO_ADVISERS[user.email]) for user in users]


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
