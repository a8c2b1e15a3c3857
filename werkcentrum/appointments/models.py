"""What can be booked where, the slots of each agenda, appointments and what happened to them."""

from datetime import datetime, timedelta
from typing import Any, Final, Self, TypeVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from werkcentrum.accounts.models import User
from werkcentrum.accounts.roles import Permission
from werkcentrum.appointments.states import CANCELLED, EXPECTED, HOLDING, OCCUPIES, State
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.core.models import Identified
from werkcentrum.partners.models import Location, Region

# A named adviser is booked in cells of so long.
CELL: Final = timedelta(minutes=15)
# Who may do this in a region, sees all appointments there.
_HELPS: Final = (Permission.RUN_QUEUE, Permission.HANDLE_ENQUIRIES)
Row = TypeVar("Row", bound=models.Model)


class Channel(models.TextChoices):
    """How people speak with each other."""

    OFFICE = "office", _("op een locatie")
    PHONE = "phone", _("telefonisch")
    VIDEO = "video", _("met beeldbellen")


class OwnRegionQuerySet(models.QuerySet[Row]):
    """Rows of a region, for who makes appointments there."""

    def visible_to(self, user: Any) -> Self:
        """What this user may see; nothing for whoever left or has no such role."""
        return self.filter(region__in=user.regions_where(Permission.BOOK_APPOINTMENTS))


class Tell(models.TextChoices):
    """What somebody must still be told about an appointment."""

    BOOKED = "booked", "gemaakt"
    MOVED = "moved", "verzet"
    CANCELLED = "cancelled", "afgezegd"


class ServiceType(Identified):
    """A reason for a visit, in words for visitors, and how long it takes.

    `channels` are keys of `Channel`, `themes` keys of themes. `notice_hours`: visitors book at
    least so long before. `is_adviser_chosen`: the visitor may say with whom.
    `is_confirmed_by_mail`: it counts when whoever gave a mail address pressed a button in a mail.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="service_types")
    key = models.SlugField("sleutel", max_length=64)
    name = models.CharField("naam", max_length=80)
    explanation = models.CharField("uitleg", max_length=280, blank=True)
    minutes = models.PositiveSmallIntegerField(
        "minuten", validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    channels = models.JSONField("hoe", default=list)
    themes = models.JSONField("thema's", default=list, blank=True)
    notice_hours = models.PositiveSmallIntegerField("uren van tevoren", default=4)
    is_adviser_chosen = models.BooleanField("bezoeker kiest de gids", default=False)
    is_confirmed_by_mail = models.BooleanField("bevestigen per e-mail", default=False)
    is_public = models.BooleanField("op de website", default=True)

    objects = OwnRegionQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = "soort afspraak"
        verbose_name_plural = "soorten afspraken"
        constraints = [
            models.UniqueConstraint(fields=["region", "key"], name="service_type_key_once"),
            models.CheckConstraint(
                name="service_type_lasts_a_while", condition=Q(minutes__gte=5, minutes__lte=480)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """The name in the language of the page, when it is one that we brought ourselves."""
        return say(self.name)

    @property
    def shown_explanation(self) -> str:
        """The explanation in the language of the page, when it is one that we brought."""
        return say(self.explanation) if self.explanation else ""


class Agenda(Identified):
    """The appointments at one location: how far ahead, and when its slots were last looked at.

    `planned_version` is the content version of the region whose hours the slots follow.
    """

    location = models.OneToOneField(Location, on_delete=models.PROTECT, related_name="agenda")
    weeks_ahead = models.PositiveSmallIntegerField("weken vooruit", default=8)
    planned_on = models.DateField("bijgewerkt op", null=True, blank=True)
    planned_version = models.PositiveIntegerField("bijgewerkt voor versie", default=0)

    class Meta:
        verbose_name = "agenda"
        verbose_name_plural = "agenda's"


class Offer(Identified):
    """A service type that can be booked at a location: so many at one time, or with its `pool`.

    With advisers in the pool everybody gets one of them, and nobody of them has two visitors at
    once, whatever the service type.
    """

    agenda = models.ForeignKey(Agenda, on_delete=models.PROTECT, related_name="offers")
    service_type = models.ForeignKey(ServiceType, on_delete=models.PROTECT, related_name="offers")
    capacity = models.PositiveSmallIntegerField("tegelijk", default=1)
    is_open = models.BooleanField("te boeken", default=True)

    class Meta:
        ordering = ["service_type__name"]
        verbose_name = "aanbod van afspraken"
        verbose_name_plural = "aanbod van afspraken"
        constraints = [
            models.UniqueConstraint(fields=["agenda", "service_type"], name="one_offer_of_a_type")
        ]


class OfferAdviser(Identified):
    """Somebody who has these conversations; `public_name` is what visitors read."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="pool")
    adviser = models.ForeignKey(User, on_delete=models.CASCADE, related_name="offered")
    public_name = models.CharField("naam voor bezoekers", max_length=60, blank=True)

    class Meta:
        ordering = ["public_name", "id"]
        verbose_name = "gids in het aanbod"
        verbose_name_plural = "gidsen in het aanbod"
        constraints = [
            models.UniqueConstraint(fields=["offer", "adviser"], name="adviser_once_in_an_offer")
        ]


class AppointmentSlot(Identified):
    """A moment at a location with a number of places.

    `booked` is the sum of the party sizes of the appointments that take a place (`OCCUPIES`).
    `extra` of its places were added for people who did not fit; they go when those go.
    `follows_hours`: it lay within the hours when it was made. A slot whose hours went keeps the
    places that are taken and no more.
    """

    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="slots")
    service_type = models.ForeignKey(
        ServiceType, null=True, blank=True, on_delete=models.PROTECT, related_name="slots"
    )
    offer = models.ForeignKey(
        Offer, null=True, blank=True, on_delete=models.PROTECT, related_name="slots"
    )
    starts_at = models.DateTimeField("van")
    ends_at = models.DateTimeField("tot")
    capacity = models.PositiveSmallIntegerField("plaatsen")
    booked = models.PositiveSmallIntegerField("bezet", default=0)
    extra = models.PositiveSmallIntegerField("plaatsen erbij", default=0)
    follows_hours = models.BooleanField("binnen de tijden", default=True)
    freed_at = models.DateTimeField("plaats vrijgekomen", null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "id"]
        verbose_name = "tijdslot"
        verbose_name_plural = "tijdsloten"
        indexes = [
            models.Index(fields=["location", "starts_at"], name="slots_of_a_location"),
            models.Index(
                fields=["freed_at"], name="slots_that_were_freed",
                condition=Q(freed_at__isnull=False),
            ),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["location", "service_type", "starts_at"], name="slot_once",
                condition=Q(service_type__isnull=False),
            ),
            models.CheckConstraint(
                name="slot_is_never_overfull", condition=Q(booked__gte=0, booked__lte=F("capacity"))
            ),
            models.CheckConstraint(
                name="slot_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]  # fmt: skip


class GroupSession(Identified):
    """A workshop or meeting for a group: a slot with a title. `is_cancelled`: it does not go on."""

    slot = models.OneToOneField(AppointmentSlot, on_delete=models.PROTECT, related_name="session")
    title = models.CharField("titel", max_length=120)
    description = models.TextField("beschrijving", max_length=2000, blank=True)
    is_cancelled = models.BooleanField("gaat niet door", default=False)

    class Meta:
        verbose_name = "bijeenkomst"
        verbose_name_plural = "bijeenkomsten"


class AppointmentQuerySet(OwnRegionQuerySet["Appointment"]):
    """Appointments to show."""

    def visible_to(self, user: Any) -> Self:
        """All of a region for who receives or helps people there.

        An employee of a partner sees those that they have or made themselves, and until it took
        place those to which they come along: of the others nothing was given to that organisation.
        """
        made = AppointmentEvent.objects.filter(appointment=OuterRef("pk"), by=str(user.pk))
        everything = {key for permission in _HELPS for key in user.regions_where(permission)}
        own = {*user.regions_where(Permission.BOOK_APPOINTMENTS)} - everything
        comes = Q(companion=user.pk, state__in=EXPECTED)
        is_own = Q(region__in=own) & (Q(adviser=user.pk) | comes | Exists(made))
        return self.filter(Q(region__in=everything) | is_own if own else Q(region__in=everything))

    def lapsed(self, at: datetime) -> Self:
        """Holds that are too old: for whoever reads, their places are free."""
        return self.filter(state__in=HOLDING, expires_at__lte=at)

    def expected(self) -> Self:
        """Somebody is coming, or has come in."""
        return self.filter(state__in=EXPECTED)


class Appointment(Identified):
    """Somebody has a place in a slot. When, how long and where are kept as they were agreed.

    `request_key` is made by the form: the same request gives the same appointment. Every version of
    one appointment shares a `series`, which is its id in calendars too, with a `sequence`.
    `is_orphaned` is a flag for staff: the hours or the adviser behind it went. `asked_at`: when
    the visitor was asked to choose another time. `is_kept`: somebody decided that it goes on.
    `companion` has the conversation together with the adviser, for a partner.
    `to_tell`: what a worker must still make messages of.
    """

    class Reason(models.TextChoices):
        """Why it was cancelled, in a code."""

        CLIENT = "client", "op verzoek van de klant"
        HOURS = "hours", "de locatie is dicht"
        ABSENCE = "absence", "de gids is er niet"
        SESSION = "session", "de bijeenkomst gaat niet door"
        MISTAKE = "mistake", "per ongeluk gemaakt"

    class Orphan(models.TextChoices):
        """Why it needs somebody."""

        HOURS = "hours", "de tijden zijn veranderd"
        ABSENCE = "absence", "de gids is er niet"
        COMPANION = "companion", "de collega van de partner is er niet"

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="appointments")
    slot = models.ForeignKey(AppointmentSlot, on_delete=models.PROTECT, related_name="appointments")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="appointments")
    service_type = models.ForeignKey(ServiceType, null=True, blank=True, on_delete=models.PROTECT)
    place = models.CharField("waar", max_length=340)
    channel = models.CharField("hoe", max_length=8, choices=Channel)
    starts_at = models.DateTimeField("van")
    ends_at = models.DateTimeField("tot")
    party_size = models.PositiveSmallIntegerField("mensen", default=1)
    state = models.CharField("stand", max_length=24, choices=State)
    expires_at = models.DateTimeField("vastgehouden tot", null=True, blank=True)
    request_key = models.UUIDField("sleutel van het verzoek", unique=True)
    series = models.UUIDField("reeks", db_index=True)
    sequence = models.PositiveSmallIntegerField("versie", default=0)
    manage_hash = models.CharField("hash van het geheim", max_length=64)
    person_key = models.CharField("sleutel van de persoon", max_length=64, blank=True)
    language = models.CharField("taal", max_length=2, choices=settings.LANGUAGES, default="nl")
    client = models.ForeignKey(
        Client, null=True, blank=True, on_delete=models.SET_NULL, related_name="appointments"
    )
    enquiry = models.ForeignKey(
        Enquiry, null=True, blank=True, on_delete=models.SET_NULL, related_name="appointments"
    )
    adviser = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments"
    )
    is_adviser_wanted = models.BooleanField("klant koos deze gids", default=False)
    companion = models.ForeignKey(
        User, verbose_name="collega van een partner", null=True, blank=True,
        on_delete=models.SET_NULL, related_name="accompanied",
    )  # fmt: skip
    moved_to = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="moved_from"
    )
    reason = models.CharField("reden", max_length=16, choices=Reason, blank=True)
    is_orphaned = models.BooleanField("vraagt aandacht", default=False)
    orphan_reason = models.CharField("waarom", max_length=16, choices=Orphan, blank=True)
    asked_at = models.DateTimeField("gevraagd te verzetten", null=True, blank=True)
    to_tell = models.CharField("te vertellen", max_length=16, choices=Tell, blank=True)
    is_kept = models.BooleanField("gaat toch door", default=False)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "afspraak"
        verbose_name_plural = "afspraken"
        indexes = [
            models.Index(fields=["location", "starts_at"], name="appointments_of_a_location"),
            models.Index(fields=["adviser", "starts_at"], name="appointments_of_an_adviser"),
            models.Index(fields=["region", "person_key"], name="appointments_of_a_person"),
            models.Index(
                fields=["region", "starts_at"], name="appointments_for_somebody",
                condition=Q(is_orphaned=True),
            ),
            models.Index(
                fields=["id"], name="appointments_with_news", condition=~Q(to_tell="")
            ),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["manage_hash"], name="one_appointment_behind_a_link",
                condition=~Q(state=State.RESCHEDULED),
            ),
            models.UniqueConstraint(
                fields=["slot", "person_key"], name="one_place_a_person",
                condition=Q(state__in=OCCUPIES) & ~Q(person_key=""),
            ),
            models.CheckConstraint(
                name="appointment_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="appointment_is_for_somebody", condition=Q(party_size__gte=1)
            ),
            models.CheckConstraint(
                name="appointment_held_until",
                condition=Q(state__in=HOLDING, expires_at__isnull=False)
                | (~Q(state__in=HOLDING) & Q(expires_at=None)),
            ),
            models.CheckConstraint(
                name="appointment_cancelled_for_a_reason",
                condition=(Q(state__in=CANCELLED) & ~Q(reason=""))
                | (~Q(state__in=CANCELLED) & Q(reason="")),
            ),
            models.CheckConstraint(
                name="appointment_moved_to_another",
                condition=Q(state=State.RESCHEDULED, moved_to__isnull=False)
                | (~Q(state=State.RESCHEDULED) & Q(moved_to=None)),
            ),
            models.CheckConstraint(
                name="appointment_orphaned_for_a_reason",
                condition=(Q(is_orphaned=True) & ~Q(orphan_reason=""))
                | Q(is_orphaned=False, orphan_reason=""),
            ),
        ]  # fmt: skip

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody called it off."""
        return self.state in CANCELLED

    @property
    def has_arrived(self) -> bool:
        """Whether somebody came for it, and nobody said yet that it took place."""
        return self.state == State.ARRIVED

    def is_lapsed(self, at: datetime) -> bool:
        """Whether it was held too long."""
        return self.expires_at is not None and self.expires_at <= at

    def has_as_guest(self, user: User) -> bool:
        """Whether this user only comes along for a partner: sees when, where and with whom."""
        helps = any(user.may(permission, self.region) for permission in _HELPS)
        return self.companion_id == user.pk and not helps

    @property
    def local_start(self) -> datetime:
        """When it begins, on the clock at the location."""
        return self.starts_at.astimezone(self.location.zone)


class AppointmentEvent(Identified):
    """One step of an appointment. Never changed and never deleted; the ids sort by time."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="events")
    state = models.CharField("stand", max_length=24, choices=State)
    at = models.DateTimeField("op")
    by = models.CharField("door", max_length=64)

    class Meta:
        ordering = ["id"]
        verbose_name = "stap van een afspraak"
        verbose_name_plural = "stappen van afspraken"


class StaffCell(models.Model):
    """A quarter of an hour of an adviser that is taken. Goes when the appointment frees it."""

    adviser = models.ForeignKey(User, on_delete=models.PROTECT, related_name="cells")
    starts_at = models.DateTimeField("van")
    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="cells")

    class Meta:
        verbose_name = "kwartier van een gids"
        verbose_name_plural = "kwartieren van gidsen"
        constraints = [
            models.UniqueConstraint(fields=["adviser", "starts_at"], name="one_visitor_a_quarter")
        ]


class Absence(Identified):
    """An adviser has no conversations from one instant until another. Why is nobody's business."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="absences")
    adviser = models.ForeignKey(User, on_delete=models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField("van")
    ends_at = models.DateTimeField("tot")

    objects = OwnRegionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        verbose_name = "afwezigheid"
        verbose_name_plural = "afwezigheid"
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            )
        ]


class WaitingListEntry(Identified):
    """Somebody with an appointment would rather come earlier. `offers` counts the messages."""

    series = models.UUIDField("reeks van de afspraak", unique=True)
    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="waiting_list")
    since = models.DateTimeField("sinds")
    offers = models.PositiveSmallIntegerField("berichten", default=0)
    offered_at = models.DateTimeField("laatste bericht", null=True, blank=True)

    objects = OwnRegionQuerySet.as_manager()

    class Meta:
        ordering = ["since", "id"]
        verbose_name = "plaats op de wachtlijst"
        verbose_name_plural = "wachtlijst"
        constraints = [
            models.CheckConstraint(name="waiting_is_told_three_times", condition=Q(offers__lte=3))
        ]


class EarlierPlace(Identified):
    """An earlier slot that was offered to somebody on the waiting list: once each."""

    entry = models.ForeignKey(WaitingListEntry, on_delete=models.CASCADE, related_name="places")
    slot = models.ForeignKey(AppointmentSlot, on_delete=models.CASCADE, related_name="offered")
    offered_at = models.DateTimeField("aangeboden")

    class Meta:
        verbose_name = "aangeboden eerdere plaats"
        verbose_name_plural = "aangeboden eerdere plaatsen"
        constraints = [models.UniqueConstraint(fields=["entry", "slot"], name="slot_offered_once")]
