"""When the doors of a location are open: weekly rows, days that differ, holidays and closures."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.models import Identified

# Longer than this nobody remembers which week it is.
MOST_WEEKS_BETWEEN = 12


class HoursKind(models.TextChoices):
    """Which door is open: the building, or a desk of the Werkcentrum inside it."""

    OPENING = "opening", _("openingstijden")
    WALK_IN = "walk_in", _("inloop zonder afspraak")
    APPOINTMENT = "appointment", _("gesprek op afspraak")


class WeeklyHours(Identified):
    """One weekly row in the wall time of its location. A row that was in use is ended, not edited.

    `weekday` is ISO: 1 Monday to 7 Sunday. Valid from `starts_on`, until but not on `ends_on`. With
    `every_weeks` above 1 it holds in the week of `anchor_on`, and every so many weeks from there.
    """

    location = models.ForeignKey(
        "partners.Location", on_delete=models.CASCADE, related_name="weekly_hours"
    )
    kind = models.CharField("soort", max_length=16, choices=HoursKind)
    weekday = models.PositiveSmallIntegerField("dag van de week")
    opens_at = models.TimeField("open vanaf")
    closes_at = models.TimeField("open tot")
    starts_on = models.DateField("geldig vanaf", null=True, blank=True)
    ends_on = models.DateField("geldig tot", null=True, blank=True)
    every_weeks = models.PositiveSmallIntegerField("eens in de zoveel weken", default=1)
    anchor_on = models.DateField("een dag in een week waarin het geldt", null=True, blank=True)

    class Meta:
        ordering = ["weekday", "opens_at"]
        verbose_name = "wekelijkse tijd"
        verbose_name_plural = "wekelijkse tijden"
        constraints = [
            models.CheckConstraint(
                name="weekday_is_iso", condition=Q(weekday__gte=1, weekday__lte=7)
            ),
            models.CheckConstraint(
                name="hours_end_after_start", condition=Q(closes_at__gt=F("opens_at"))
            ),
            models.CheckConstraint(
                name="hours_hold_for_a_while",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="hours_not_every_week_have_an_anchor",
                condition=Q(every_weeks=1, anchor_on=None)
                | Q(
                    every_weeks__gte=2,
                    every_weeks__lte=MOST_WEEKS_BETWEEN,
                    anchor_on__isnull=False,
                ),
            ),
        ]

    def holds_on(self, day: date) -> bool:
        """Whether this row counts on that date."""
        return (
            day.isoweekday() == self.weekday
            and (self.starts_on is None or self.starts_on <= day)
            and (self.ends_on is None or day < self.ends_on)
            and (self.anchor_on is None or _weeks(self.anchor_on, day) % self.every_weeks == 0)
        )


class DatedException(Identified):
    """A day that differs: closed, or open at other times. Replaces that day's weekly rows."""

    location = models.ForeignKey(
        "partners.Location", on_delete=models.CASCADE, related_name="exceptions"
    )
    kind = models.CharField("soort", max_length=16, choices=HoursKind)
    on = models.DateField("datum")
    is_closed = models.BooleanField("gesloten", default=False)
    opens_at = models.TimeField("open vanaf", null=True, blank=True)
    closes_at = models.TimeField("open tot", null=True, blank=True)
    reason = models.CharField("reden", max_length=140)

    class Meta:
        ordering = ["on"]
        verbose_name = "uitzondering"
        verbose_name_plural = "uitzonderingen"
        constraints = [
            models.CheckConstraint(
                name="exception_is_closed_or_has_hours",
                condition=Q(is_closed=True, opens_at=None, closes_at=None)
                | Q(is_closed=False, closes_at__gt=F("opens_at")),
            )
        ]


class Holiday(Identified):
    """What people decided about a public holiday at a location: closed, or open as usual.

    The day is suggested (`partners.holidays`); without a decision nothing changes.
    """

    location = models.ForeignKey(
        "partners.Location", on_delete=models.CASCADE, related_name="holidays"
    )
    on = models.DateField("datum")
    name = models.CharField("feestdag", max_length=80)
    is_closed = models.BooleanField("gesloten")

    class Meta:
        ordering = ["on"]
        verbose_name = "feestdag"
        verbose_name_plural = "feestdagen"
        constraints = [
            models.UniqueConstraint(fields=["location", "on"], name="holiday_decided_once")
        ]


class Closure(Identified):
    """Closed right now, from one instant until another; whoever opens earlier says so.

    Of kind `opening` the whole building is closed, and with it every desk.
    """

    class Reason(models.TextChoices):
        """Why, in words that visitors may read in every language."""

        ILLNESS = "illness", _("iemand is ziek")
        FAULT = "fault", _("er is een storing")
        EVENT = "event", _("er is een bijeenkomst")
        WEATHER = "weather", _("het weer is slecht")
        OTHER = "other", _("er is iets onverwachts")

    location = models.ForeignKey(
        "partners.Location", on_delete=models.CASCADE, related_name="closures"
    )
    kind = models.CharField("soort", max_length=16, choices=HoursKind)
    reason = models.CharField("reden", max_length=16, choices=Reason)
    starts_at = models.DateTimeField("dicht vanaf")
    ends_at = models.DateTimeField("dicht tot")
    reopened_at = models.DateTimeField("eerder open", null=True, blank=True)

    class Meta:
        ordering = ["starts_at"]
        verbose_name = "sluiting"
        verbose_name_plural = "sluitingen"
        constraints = [
            models.CheckConstraint(
                name="closure_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="closure_reopens_within",
                condition=Q(reopened_at=None)
                | Q(reopened_at__gte=F("starts_at"), reopened_at__lt=F("ends_at")),
            ),
        ]

    @property
    def over_at(self) -> datetime:
        """When the door is open again."""
        return self.reopened_at or self.ends_at


def _weeks(one: date, other: date) -> int:
    """From the week of one day to that of another; weeks begin on Monday, in every year."""
    return (_monday(other) - _monday(one)).days // 7


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
