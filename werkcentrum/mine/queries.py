"""Everything that somebody sees of themselves."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkcentrum.accounts.models import Membership
from werkcentrum.appointments.models import Appointment
from werkcentrum.appointments.states import State as AppointmentState
from werkcentrum.appointments.tokens import manage_secret
from werkcentrum.audit.models import AuditLine
from werkcentrum.audit.words import ASKED_BY_ADDRESS, LOOKED
from werkcentrum.casework.file_queries import ShownGoal, plan_of
from werkcentrum.casework.models import Attachment, Client, Enquiry
from werkcentrum.casework.people import describe_person
from werkcentrum.core.clock import AMSTERDAM, day_of
from werkcentrum.core.languages import on_the_clock
from werkcentrum.core.pdf import Part
from werkcentrum.core.reach import known_as
from werkcentrum.formal.queries import sent_by
from werkcentrum.formal.tokens import secret_of
from werkcentrum.frontdoor.own_enquiries import OwnEnquiry, own_enquiry
from werkcentrum.matching.contact_queries import waiting_for
from werkcentrum.matching.models import ContactRequest, MatchRun
from werkcentrum.mine.models import EntryKey, TiedLogin
from werkcentrum.mine.reading import parts_of
from werkcentrum.mine.tokens import hash_of_secret, hash_of_sub
from werkcentrum.partners.models import Region, Team
from werkcentrum.privacy.models import Purpose
from werkcentrum.privacy.queries import (
    GivenConsent,
    Objectionable,
    Received,
    consents_of,
    disclosures_of,
    objectionable_for,
    purposes_of,
)
from werkcentrum.profiles.queries import facts_of, profiles_of
from werkcentrum.profiles.telling import Line, told_facts

# Lately is what somebody wants to know; the download holds everything.
_MOST_LOOKS = 50


@dataclass(frozen=True)
class OwnQuestion:
    """A question, where it stands, the plan that was made, and the files with it."""

    told: OwnEnquiry
    plan: Sequence[ShownGoal]
    files: Iterable[Attachment]


@dataclass(frozen=True)
class OwnAppointment:
    """An appointment that is still to come."""

    when: str
    where: str
    path: str


@dataclass(frozen=True)
class Look:
    """Somebody of an organisation looked at your data, on a day.

    `is_search`: they asked whether an address is known, and saw who helps you.
    """

    on: str
    organisation: str
    count: int
    is_search: bool

    @property
    def told(self) -> str:
        """Who it was, and perhaps what for."""
        return who_looked(self.organisation, is_search=self.is_search)


@dataclass(frozen=True)
class Decides:
    """Who decides for somebody by law."""

    name: str
    role: str


@dataclass(frozen=True)
class OwnProfile:
    """What is kept of somebody's work: by whom, and until which day."""

    pk: UUID
    lines: Sequence[Line]
    organisation: str
    until: str


@dataclass(frozen=True)
class OwnRequest:
    """A complaint or request that was sent from this address."""

    number: str
    kind: str
    sent_on: str
    path: str


@dataclass(frozen=True)
class Own:
    """All of it, of one person."""

    names: Sequence[str]
    asked: Sequence[ContactRequest]
    questions: Sequence[OwnQuestion]
    appointments: Sequence[OwnAppointment]
    profiles: Sequence[OwnProfile]
    consents: Sequence[GivenConsent]
    grounds: Sequence[Objectionable]
    received: Sequence[Received]
    looks: Sequence[Look]
    requests: Sequence[OwnRequest]
    decides: Sequence[Decides]
    purposes: Sequence[Purpose]


def who_looked(organisation: str, *, is_search: bool) -> str:
    """An organisation, and what for where that is something else than helping."""
    return f"{organisation}, {_('om te zien of wij u al kennen')}" if is_search else organisation


def clients_at(region: Region, reach: str, address: str) -> list[Client]:
    """Who has exactly this address; somebody may have made appointments under several names.

    A phone number is the same however it was written. At a postal address we find nobody.
    """
    wanted = known_as(address)
    found = Client.objects.filter(region=region, reach=reach, known_as=wanted).order_by("id")
    return list(found) if wanted else []


def key_behind(region: Region, secret: str, at: datetime) -> EntryKey | None:
    """The key of a link that still works."""
    return _working(region, at).filter(secret_hash=hash_of_secret(secret)).first()


def clients_behind(region: Region, secret: str, at: datetime) -> list[Client]:
    """Whom a link is for that still works; nobody when it does not."""
    key = key_behind(region, secret, at)
    return list(key.clients.order_by("id")) if key else []


def clients_tied_to(region: Region, sub: str) -> list[Client]:
    """Whose login at the broker this is; nobody when it was never tied."""
    sub_hash = hash_of_sub(region.pk, settings.RESIDENT_LOGIN["issuer"], sub)
    found = Client.objects.filter(region=region, tied_login__sub_hash=sub_hash)
    return list(found.select_related("region").order_by("id"))


def with_same_address(clients: Sequence[Client]) -> list[Client]:
    """These and who has an address of one of them, as by a link (`clients_at`)."""
    found = {client.pk: client for client in clients}
    for reach, address in {(client.reach, client.address) for client in clients}:
        if address:
            same = clients_at(clients[0].region, reach, address)
            found |= {client.pk: client for client in same}
    return sorted(found.values(), key=lambda client: client.pk)


def tied_on(clients: Sequence[Client]) -> str:
    """The day on which a login was tied to one of them; '' when none was."""
    tied = TiedLogin.objects.filter(client__in=clients).first()
    return date_format(tied.tied_at.astimezone(AMSTERDAM), "j E Y") if tied else ""


def key_with_code(region: Region, pk: UUID, at: datetime) -> EntryKey | None:
    """The key to which a code belongs, as long as it works."""
    return _working(region, at).filter(pk=pk).first()


def own(clients: Sequence[Client], *, at: datetime) -> Own:
    """What stands on the page of these clients, who are one person."""
    enquiries = list(
        Enquiry.objects.filter(client__in=clients)
        .select_related("municipality")
        .prefetch_related("attachments")
        .order_by("-opened_at", "-id")
    )
    today = day_of(at)
    profiles = list(profiles_of(clients, today=today))
    received = [row for client in clients for row in disclosures_of(client)]
    return Own(
        names=[client.name_to_use for client in clients],
        asked=waiting_for(profiles, today=today),
        questions=[
            OwnQuestion(own_enquiry(row), plan_of(row, today=today), row.attachments.all())
            for row in enquiries
        ],
        appointments=list(_appointments(clients, at)),
        profiles=[
            OwnProfile(
                row.pk,
                told_facts(row.facts.known),
                row.consent.controller.name,
                date_format(row.kept_until, "j E Y"),
            )
            for row in profiles
        ],
        consents=[row for client in clients for row in consents_of(client, at=at)],
        grounds=_grounds(clients, enquiries, received, at),
        received=received,
        looks=[
            Look(on=date_format(day, "j E Y"), organisation=name, count=count, is_search=is_search)
            for (day, name, is_search), count in looks_at(clients, most=_MOST_LOOKS).items()
        ],
        requests=list(_requests(clients)),
        decides=_decides(clients),
        purposes=purposes_of(clients[0].region),
    )


def files_of_clients(clients: Sequence[Client]) -> QuerySet[Attachment]:
    """The files with their questions, also what a colleague added, with what stands in them."""
    return Attachment.objects.filter(enquiry__client__in=clients).select_related("content")


def everything(clients: Sequence[Client]) -> list[dict[str, object]]:
    """All that is held, for a machine (article 20 GDPR)."""
    return [describe_person(client) for client in clients]


def readable(clients: Sequence[Client], *, at: datetime) -> list[Part]:
    """The same for a person: where their questions stand, and every field that is held."""
    shown = own(clients, at=at)
    stands = [f"{row.told.asked_on}: {row.told.where_it_stands}" for row in shown.questions] or [
        _("Er staat geen vraag van u open.")
    ]
    held = [part for found in everything(clients) for part in parts_of(found)]
    return [Part(_("Waar uw vraag staat"), stands), *held]


def looks_at(
    clients: Sequence[Client], *, most: int | None = None
) -> Counter[tuple[date, str, bool]]:
    """How often each organisation looked on each day, the last first; never a name of staff.

    And whether it only asked if an address is known. `most` is how many looks are counted.
    """
    asked = Enquiry.objects.filter(client__in=clients).order_by()
    talks = Appointment.objects.filter(client__in=clients).order_by()
    lists = MatchRun.objects.filter(facts__in=facts_of(*clients)).order_by()
    rows = asked.values_list("pk", "referrals__pk").union(
        talks.values_list("pk", "enquiry"), lists.values_list("pk", "facts")
    )
    keys = {str(key) for row in rows for key in row if key} | {str(row.pk) for row in clients}
    lines = AuditLine.objects.filter(subject_id__in=keys, verb__endswith=f".{LOOKED}")
    found = list(lines.order_by("-at").values_list("at", "actor", "detail")[:most])
    works = _organisations({actor for _at, actor, _detail in found})
    return Counter(
        (day_of(at), works[actor], detail.get("asked") == ASKED_BY_ADDRESS)
        for at, actor, detail in found
        if actor in works
    )


def _working(region: Region, at: datetime) -> QuerySet[EntryKey]:
    return EntryKey.objects.filter(region=region, used_at=None, expires_at__gt=at)


def _appointments(clients: Sequence[Client], at: datetime) -> Iterator[OwnAppointment]:
    found = Appointment.objects.filter(
        client__in=clients, state=AppointmentState.BOOKED, ends_at__gt=at
    )
    for row in found.select_related("location", "slot").order_by("starts_at", "id"):
        day = date_format(row.starts_at.astimezone(AMSTERDAM), "l j E")
        when = _("%(day)s om %(time)s uur") % {"day": day, "time": on_the_clock(row.starts_at)}
        yield OwnAppointment(
            when=when,
            where=row.place,
            path=reverse("own_appointment", args=[manage_secret(row.series)]),
        )


def _grounds(
    clients: Sequence[Client],
    enquiries: Sequence[Enquiry],
    received: Sequence[Received],
    at: datetime,
) -> list[Objectionable]:
    """What the organisations may share that have something to do with somebody.

    All there is, as long as nobody has: the right to object does not wait for that.
    """
    theirs = {enquiry.organisation_id for enquiry in enquiries}
    theirs |= {row.controller for row in received if row.controller}
    rows = list(_each_once(clients, at))
    near = [row for row in rows if row.objection or row.ground.controller_id in theirs]
    return sorted(near or rows, key=lambda row: row.shared)


def _each_once(clients: Sequence[Client], at: datetime) -> Iterator[Objectionable]:
    """Each ground once; as long as one of the names did not object, they can."""
    for same in zip(*(objectionable_for(client, at=at) for client in clients), strict=True):
        yield next((row for row in same if row.can_object), same[0])


def _decides(clients: Sequence[Client]) -> list[Decides]:
    """Each of them once, whoever of the names they are with."""
    found = [
        Decides(client.representative_name, client.get_representative_display())
        for client in clients
        if client.representative
    ]
    return list(dict.fromkeys(found))


def _requests(clients: Sequence[Client]) -> Iterator[OwnRequest]:
    """Of clients with one address, which has sent each request once."""
    for row in sent_by(clients[0]):
        yield OwnRequest(
            number=row.number,
            kind=row.get_kind_display(),
            sent_on=date_format(row.received_at.astimezone(AMSTERDAM), "j E Y"),
            path=reverse("own_request", args=[secret_of(row.pk, row.link_turn)]),
        )


def _organisations(actors: Collection[str]) -> dict[str, str]:
    keys = [key for actor in actors if (key := _key(actor))]
    works = Membership.objects.filter(user__in=keys).values_list("user_id", "organisation__name")
    # Who answered by a link is known by the team (`ReferralEvent.by`).
    prefix = "team:"
    teams = Team.objects.filter(
        pk__in=[actor.removeprefix(prefix) for actor in actors if actor.startswith(prefix)]
    )
    found = {str(user): name for user, name in works.order_by("-id")}
    names = teams.values_list("pk", "organisation__name")
    return found | {f"{prefix}{pk}": name for pk, name in names}


def _key(actor: str) -> UUID | None:
    try:
        return UUID(actor)
    except ValueError:
        return None
