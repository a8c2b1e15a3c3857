"""Desks with their places and devices; visits, tickets and what happened to them."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from werkcentrum.accounts.models import User
from werkcentrum.accounts.roles import Permission
from werkcentrum.appointments.models import Appointment
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.core.models import Identified
from werkcentrum.desk.states import ACTIVE, OPEN, Outcome, State
from werkcentrum.partners.models import Location, Region

# Numbers that a device gives out while the network is gone: K01.
PAPER_PREFIX = "K"


def service_day(at: datetime) -> date:
    """The day a number belongs to: the date on the calendar in the Netherlands, not in UTC."""
    return at.astimezone(AMSTERDAM).date()


class DeskQuerySet(models.QuerySet["Desk"]):
    """Desks to show."""

    def visible_to(self, user: Any) -> "DeskQuerySet":
        """The desks of the regions where this user receives people."""
        return self.filter(region__in=user.regions_where(Permission.RUN_QUEUE))


class Desk(Identified):
    """A place of the Werkcentrum inside a location where people walk in.

    `walk_in_enabled` says whether this desk has a walk-in hour at all, `is_receiving` whether
    somebody takes people in right now. `most_calls`: so often somebody is called before the number
    counts as missed. `most_passed`: so many appointments may go before somebody who waits.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="desks")
    # A location with a queue is not taken away by loading a folder.
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="desks")
    key = models.SlugField("sleutel", max_length=64)
    name = models.CharField("naam", max_length=120)
    prefix = models.CharField(
        "letter voor het nummer", max_length=2, validators=[RegexValidator(r"^[A-JL-Z]{1,2}$")]
    )
    wait_norm_minutes = models.PositiveSmallIntegerField("norm voor wachten", default=20)
    most_calls = models.PositiveSmallIntegerField("keer oproepen", default=2)
    most_passed = models.PositiveSmallIntegerField("afspraken die voor mogen", default=2)
    walk_in_enabled = models.BooleanField("inloop", default=True)
    is_receiving = models.BooleanField("inloop open", default=False)

    objects = DeskQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = "balie"
        verbose_name_plural = "balies"
        constraints = [
            models.UniqueConstraint(fields=["region", "key"], name="desk_key_once"),
            models.CheckConstraint(
                name="desk_prefix_is_not_for_paper", condition=~Q(prefix__startswith=PAPER_PREFIX)
            ),
        ]


class DeskRevision(models.Model):
    """How often the queue of a desk changed. Whoever changes it takes this row first.

    So changes to one queue wait for each other, and a screen asks one number to know whether
    there is anything new.
    """

    desk = models.OneToOneField(
        Desk, primary_key=True, on_delete=models.CASCADE, related_name="revision"
    )
    rev = models.PositiveBigIntegerField(default=1)


class Counter(Identified):
    """A place where somebody is helped. Its label stands on a public screen, so it is neutral.

    `adviser` sits there now; `active_at` is when they last did something in the queue.
    """

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="counters")
    label = models.CharField("naam", max_length=40)
    adviser = models.OneToOneField(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="place"
    )
    active_at = models.DateTimeField("laatst bezig", null=True, blank=True)

    class Meta:
        ordering = ["label"]
        verbose_name = "plek"
        verbose_name_plural = "plekken"
        constraints = [models.UniqueConstraint(fields=["desk", "label"], name="counter_label_once")]


class DeskDevice(Identified):
    """A screen, a kiosk or a QR code at the door, with an address that can be taken back.

    The address holds a signed token (`tokens.py`); nothing of it is kept here.
    """

    class Kind(models.TextChoices):
        """What it is."""

        BOARD = "board", "werkscherm van medewerkers"
        DISPLAY = "display", "scherm in de wachtruimte"
        KIOSK = "kiosk", "zuil"
        DOOR = "door", "QR-code bij de deur"

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="devices")
    kind = models.CharField("soort", max_length=8, choices=Kind)
    label = models.CharField("waar het staat", max_length=80)
    registered_at = models.DateTimeField("in gebruik sinds")
    revoked_at = models.DateTimeField("ingetrokken op", null=True, blank=True)

    class Meta:
        ordering = ["kind", "label", "id"]
        verbose_name = "apparaat"
        verbose_name_plural = "apparaten"
        constraints = [
            models.UniqueConstraint(
                fields=["desk"], name="one_board_of_a_desk",
                condition=Q(kind="board", revoked_at=None),
            ),
        ]  # fmt: skip


class NumberSeries(models.Model):
    """The last number given out at a desk on a day, for one prefix."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="series")
    service_day = models.DateField("dag")
    prefix = models.CharField("letter", max_length=2)
    last = models.PositiveIntegerField("laatste nummer", default=0)

    class Meta:
        verbose_name = "nummerreeks"
        verbose_name_plural = "nummerreeksen"
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "service_day", "prefix"], name="one_series_a_day"
            )
        ]


class PaperBlock(Identified):
    """Numbers that one device may give out on one day while the network is gone.

    From `first` up to and including `last`, with the prefix for paper.
    """

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="paper_blocks")
    service_day = models.DateField("dag")
    first = models.PositiveIntegerField("eerste nummer")
    last = models.PositiveIntegerField("laatste nummer")

    class Meta:
        verbose_name = "blok met nummers"
        verbose_name_plural = "blokken met nummers"
        constraints = [
            models.UniqueConstraint(fields=["desk", "service_day", "first"], name="one_block"),
            models.CheckConstraint(name="block_has_numbers", condition=Q(last__gte=F("first"))),
        ]


class Visit(Identified):
    """Somebody came in. Nobody knows who, unless they asked to be known.

    `request_key` is made by the form or device, so that the same request gives the same visit.
    `theme` and `group` are keys of the catalogue; `secret_hash` finds the visitor's own page.
    """

    class Channel(models.TextChoices):
        """Where the number was taken."""

        HOST = "host", "bij de gastheer of gastvrouw"
        KIOSK = "kiosk", "bij de zuil"
        DOOR = "door", "met de QR-code"
        PAPER = "paper", "zonder netwerk"
        LINK = "link", "met de link van een afspraak"

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="visits")
    client = models.ForeignKey(Client, null=True, blank=True, on_delete=models.SET_NULL)
    enquiry = models.ForeignKey(Enquiry, null=True, blank=True, on_delete=models.SET_NULL)
    appointment = models.ForeignKey(
        Appointment, null=True, blank=True, on_delete=models.SET_NULL, related_name="visits"
    )
    request_key = models.UUIDField("sleutel van het verzoek")
    secret_hash = models.CharField("hash van het geheim", max_length=64, unique=True)
    channel = models.CharField("kanaal", max_length=8, choices=Channel)
    theme = models.SlugField("onderwerp", max_length=64, blank=True)
    group = models.SlugField("groep", max_length=64, blank=True)
    language = models.CharField("taal", max_length=2, choices=settings.LANGUAGES, default="nl")
    arrived_at = models.DateTimeField("binnengekomen om")

    class Meta:
        verbose_name = "bezoek"
        verbose_name_plural = "bezoeken"
        constraints = [
            models.UniqueConstraint(fields=["desk", "request_key"], name="one_visit_a_request")
        ]


class TicketQuerySet(models.QuerySet["Ticket"]):
    """Tickets to show."""

    def on(self, desk: Desk, day: date) -> "TicketQuerySet":
        """The tickets of one desk on one day."""
        return self.filter(desk=desk, service_day=day)

    def still_open(self) -> "TicketQuerySet":
        """Whoever is not finished yet."""
        return self.filter(state__in=OPEN)

    def waiting(self) -> "TicketQuerySet":
        """Whoever can be called, first who came first."""
        return self.filter(state=State.WAITING).order_by("arrived_at", "pk")


class Ticket(Identified):
    """A place in the queue of one desk; a visit has another one after a transfer.

    `arrived_at` stays through everything that happens. `passed` counts the appointments that went
    before. A ticket that nobody ended in time is `time_inaccurate`: no average counts it.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="tickets")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="tickets")
    service_day = models.DateField("dag")
    prefix = models.CharField("letter", max_length=2)
    number = models.PositiveIntegerField("nummer")
    state = models.CharField("stand", max_length=16, choices=State, default=State.WAITING)
    arrived_at = models.DateTimeField("binnengekomen om")
    appointment_at = models.DateTimeField("afspraak om", null=True, blank=True)
    passed = models.PositiveSmallIntegerField("afspraken die voorgingen", default=0)
    call_count = models.PositiveSmallIntegerField("keer opgeroepen", default=0)
    called_at = models.DateTimeField("laatst opgeroepen om", null=True, blank=True)
    was_missed = models.BooleanField("was er eerst niet", default=False)
    time_inaccurate = models.BooleanField("tijd klopt niet", default=False)
    counter = models.ForeignKey(Counter, null=True, blank=True, on_delete=models.PROTECT)
    adviser = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    outcome = models.CharField("uitkomst", max_length=16, choices=Outcome, blank=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = "volgnummer"
        verbose_name_plural = "volgnummers"
        indexes = [models.Index(fields=["service_day", "desk", "state"], name="queue_of_a_desk")]
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "service_day", "prefix", "number"], name="ticket_number_once"
            ),
            models.UniqueConstraint(
                fields=["adviser"], name="one_visitor_an_adviser", condition=Q(state__in=ACTIVE)
            ),
            models.UniqueConstraint(
                fields=["counter"], name="one_visitor_a_place", condition=Q(state__in=ACTIVE)
            ),
            models.CheckConstraint(
                name="active_ticket_has_place_and_adviser",
                condition=Q(state__in=ACTIVE, adviser__isnull=False, counter__isnull=False)
                | (~Q(state__in=ACTIVE) & Q(adviser=None, counter=None)),
            ),
            models.CheckConstraint(
                name="ticket_has_outcome_when_done",
                condition=(Q(state="done") & ~Q(outcome="")) | (~Q(state="done") & Q(outcome="")),
            ),
        ]

    @property
    def label(self) -> str:
        """The number as everybody says it: A12, and K07 for paper."""
        digits = f"{self.number:02d}" if self.prefix == PAPER_PREFIX else str(self.number)
        return f"{self.prefix}{digits}"


class TicketEvent(Identified):
    """One stretch of time in which a ticket was in one state. Never changed; ended once."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="events")
    state = models.CharField("stand", max_length=16, choices=State)
    started_at = models.DateTimeField("vanaf")
    ended_at = models.DateTimeField("tot", null=True, blank=True)
    by = models.CharField("door", max_length=64)

    class Meta:
        ordering = ["started_at", "id"]
        verbose_name = "stap van een volgnummer"
        verbose_name_plural = "stappen van volgnummers"
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"], name="one_open_event", condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="event_ends_after_it_starts",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
            ),
        ]


class DeskDay(Identified):
    """What remains of a day at a desk: counts and medians (minutes), nothing about one person.

    `themes` counts visits by key of a theme.
    """

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="days")
    on = models.DateField("dag")
    tickets = models.PositiveIntegerField("nummers", default=0)
    done = models.PositiveIntegerField("geholpen", default=0)
    left = models.PositiveIntegerField("weggegaan", default=0)
    transferred = models.PositiveIntegerField("naar een andere balie", default=0)
    closed_by_desk = models.PositiveIntegerField("afgesloten door de balie", default=0)
    inaccurate = models.PositiveIntegerField("tijd klopt niet", default=0)
    wait_minutes = models.PositiveIntegerField("wachten in minuten", null=True, blank=True)
    service_minutes = models.PositiveIntegerField("gesprek in minuten", null=True, blank=True)
    themes = models.JSONField("onderwerpen", default=dict)

    class Meta:
        ordering = ["-on"]
        verbose_name = "dag van een balie"
        verbose_name_plural = "dagen van balies"
        constraints = [models.UniqueConstraint(fields=["desk", "on"], name="one_summary_a_day")]
