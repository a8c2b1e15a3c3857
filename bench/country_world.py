"""A country of desks in a database: regions, people at work, screens, and agendas to book in."""

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from bench.region import topics
from werkcentrum.accounts.idle import LAST_ACTIVE
from werkcentrum.accounts.models import Membership, User
from werkcentrum.accounts.tests.make import make_employer
from werkcentrum.appointments import planning_actions
from werkcentrum.appointments.models import AppointmentSlot, Channel
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.catalogue.models import Theme
from werkcentrum.core import clock
from werkcentrum.desk.actions import open_walk_in
from werkcentrum.desk.models import Counter, Desk, DeskDevice, DeskRevision
from werkcentrum.desk.setup_actions import register_device, set_up_desk
from werkcentrum.desk.tokens import device_token
from werkcentrum.partners.models import HoursKind, Region
from werkcentrum.partners.tests.make import (
    make_location,
    make_municipality,
    make_organisation,
    make_region,
    make_walk_in,
)

REGIONS, PLACES_AT_A_DESK, PLACES_IN_A_SLOT = 35, 3, 3
# One in so many locations has appointments.
AGENDAS = 5
THEMES = 12


@dataclass(frozen=True)
class Adviser:
    """Somebody who sits at a place of a desk, logged in; `cookie` is the session."""

    desk: "OpenDesk"
    counter: str
    cookie: str


@dataclass
class OpenDesk:
    """A desk with its addresses, and the revision that its screens saw last.

    `free` advisers have no visitor now, the others are `away`.
    """

    pk: UUID
    key: str
    host: str
    board: str
    kiosk: str
    door: str
    screen: str
    work_screen: str
    rev: str
    free: list[Adviser] = field(default_factory=list)
    away: list[Adviser] = field(default_factory=list)


@dataclass(frozen=True)
class Place:
    """A slot that can be booked, at the host name of its region."""

    slot: str
    host: str


@dataclass(frozen=True)
class World:
    """All there is: the desks, and the slots somebody may want."""

    desks: list[OpenDesk]
    places: list[Place]


def build(desks: int, *, at: datetime) -> World:
    """Make a country with so many desks, open since just now."""
    regions = [_region(number) for number in range(REGIONS)]
    found = [_desk(regions[n % REGIONS], n, at) for n in range(desks)]
    _seat(found, at)
    _plan([desk for desk, _shown in found][::AGENDAS], at)
    places = AppointmentSlot.objects.filter(starts_at__gt=at + timedelta(days=2))
    hosts = {region.pk: _host(region) for region in regions}
    rows = places.order_by("starts_at", "pk").values_list("pk", "location__region")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return World(
        [shown for _desk, shown in found], [Place(str(pk), hosts[region]) for pk, region in rows]
    )


def _host(region: Region) -> str:
    return f"{region.key}.localhost"


def _region(number: int) -> Region:
    key = f"regio-{number + 1}"
    region = make_region(
        key, code=f"AM{number:02d}", name=f"Regio {number + 1}", host=f"{key}.localhost"
    )
    Theme.objects.bulk_create(Theme(**row) for row in topics(region, "Thema", THEMES))
    make_employer(region)
    return region


def _desk(region: Region, number: int, at: datetime) -> tuple[Desk, OpenDesk]:
    key = f"balie-{number}"
    municipality = make_municipality(region, f"gemeente-{number}")
    location = make_location(
        municipality, f"bibliotheek-{number}",
        organisation=make_organisation(region, f"bieb-{number}"),
    )  # fmt: skip
    if number % AGENDAS == 0:
        for weekday in range(1, 6):
            make_walk_in(location, weekday=weekday, kind=HoursKind.APPOINTMENT)
    labels = [f"Tafel {place + 1}" for place in range(PLACES_AT_A_DESK)]
    desk = set_up_desk(
        location=location, key=key, name=f"Werkcentrum {number}", prefix="A", counters=labels,
        by=SYSTEM, at=at,
    )  # fmt: skip
    open_walk_in(desk=desk, by=SYSTEM, at=at)
    tokens = {
        kind: device_token(register_device(desk=desk, kind=kind, label=kind, by=SYSTEM, at=at))
        for kind in DeskDevice.Kind.values
    }
    return desk, OpenDesk(
        pk=desk.pk,
        key=key,
        host=_host(region),
        board=reverse("board", args=[key]),
        kiosk=reverse("take_number", args=[tokens["kiosk"]]),
        door=reverse("take_number", args=[tokens["door"]]),
        screen=reverse("device_state", args=[tokens["display"]]),
        work_screen=reverse("device_state", args=[tokens["board"]]),
        rev=str(DeskRevision.objects.get(desk=desk).rev),
    )


def _seat(found: list[tuple[Desk, OpenDesk]], at: datetime) -> None:
    """At every place of every desk somebody who logged in a moment ago."""
    password = make_password("een heel lang wachtwoord")
    counters = list(
        Counter.objects.filter(desk__in=[desk for desk, _shown in found]).order_by("desk", "label")
    )
    users = User.objects.bulk_create(
        User(username=f"gids-{n}", email=f"gids-{n}@werk.example", password=password)
        for n in range(len(counters))
    )
    employers = {region.pk: make_employer(region) for region in Region.objects.all()}
    by_pk = {desk.pk: (desk, shown) for desk, shown in found}
    sessions = []
    for counter, user in zip(counters, users, strict=True):
        counter.adviser, counter.active_at = user, at
        session = _session(user)
        sessions.append(session)
        shown = by_pk[counter.desk_id][1]
        shown.free.append(Adviser(shown, str(counter.pk), session.session_key))
    Counter.objects.bulk_update(counters, ["adviser", "active_at"], batch_size=500)
    Session.objects.bulk_create(sessions)
    Authenticator.objects.bulk_create(
        Authenticator(user=user, type=Authenticator.Type.TOTP, data={}) for user in users
    )
    Membership.objects.bulk_create(
        Membership(
            user=user, role="adviser", organisation=employers[by_pk[counter.desk_id][0].region_id]
        )
        for counter, user in zip(counters, users, strict=True)
    )


def _session(user: User) -> Session:
    values = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: user.get_session_auth_hash(),
        LAST_ACTIVE: time.time(),
    }
    expires = clock.now() + timedelta(days=1)
    return Session(
        session_key=uuid4().hex, session_data=SessionStore().encode(values), expire_date=expires
    )


def _plan(desks: list[Desk], at: datetime) -> None:
    """Something to book, at these locations."""
    kinds = {}
    for desk in desks:
        region = desk.region
        if region.pk not in kinds:
            kinds[region.pk] = planning_actions.set_up_service_type(
                region=region, key="werk", name="Gesprek over werk", minutes=30,
                channels=Channel.values, by=SYSTEM, at=at,
            )  # fmt: skip
        planning_actions.set_up_offer(
            location=desk.location, service_type=kinds[region.pk], capacity=PLACES_IN_A_SLOT,
            by=SYSTEM, at=at,
        )  # fmt: skip
    planning_actions.plan_slots(at=at)
