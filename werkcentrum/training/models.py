"""A training that a school of the region gives, and the days on which it starts."""

from datetime import date, timedelta
from typing import Any, Final, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from werkcentrum.catalogue.models import Service
from werkcentrum.core.models import Identified
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.vacancies.models import DutchLevel, Level

STAYS_WITHOUT_A_DAY: Final = timedelta(days=365)
"""What one can begin at any moment stays so long after somebody said so last."""

MOST_WEEKS: Final = 260
MOST_HOURS: Final = 60
MOST_EUROS: Final = 50_000


class Spoken(models.TextChoices):
    """The language in which it is given (ISO 639-1)."""

    DUTCH = "nl", _("Nederlands")
    ENGLISH = "en", _("Engels")
    UKRAINIAN = "uk", _("Oekraïens")
    ARABIC = "ar", _("Arabisch")
    TURKISH = "tr", _("Turks")
    POLISH = "pl", _("Pools")


class Payer(models.TextChoices):
    """Who usually pays."""

    SELF = "self", _("u zelf")
    EMPLOYER = "employer", _("uw werkgever")
    MUNICIPALITY = "municipality", _("de gemeente")
    BENEFITS_AGENCY = "benefits_agency", _("UWV")
    FUND = "fund", _("een fonds of subsidie")


class Proof(models.TextChoices):
    """What somebody has in hand afterwards."""

    DIPLOMA = "diploma", _("een diploma")
    CERTIFICATE = "certificate", _("een certificaat")
    NONE = "none", _("geen diploma of certificaat")


class TrainingQuerySet(models.QuerySet[Any]):
    """Trainings of a region."""

    def open_on(self, day: date) -> Self:
        """What somebody can still begin with, that day or later."""
        coming = TrainingStart.objects.filter(training=OuterRef("pk"), starts_on__gte=day)
        at_any_moment = Q(is_always_open=True, seen_on__gte=day - STAYS_WITHOUT_A_DAY)
        return self.filter(Q(Exists(coming)) | at_any_moment, ended_at=None)

    def over_on(self, day: date) -> Self:
        """What stands open, while nobody can begin with it any more."""
        return self.filter(ended_at=None).exclude(pk__in=self.model.objects.open_on(day))


class Training(Identified):
    """What a school gives. Hours are a week, money is whole euros; nothing said is None or ''.

    `skills` are keys of `skills`; `dutch_reached` is the Dutch one has afterwards. `level` is that
    of the training itself, and of the diploma when it ends with one. `is_always_open`: one can
    begin at any moment; otherwise on its starts. `number` is that of the school, '' for what was
    entered here. `seen_on` is the day on which somebody last said that it is there. `service` is
    the offer of the Werkcentrum it belongs to. `ended_at`: withdrawn by somebody (`ended_by`), or
    over.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="trainings")
    provider = models.ForeignKey(
        Organisation, verbose_name="school", on_delete=models.CASCADE, related_name="trainings"
    )
    service = models.ForeignKey(
        Service, verbose_name="hoort bij de dienst", null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    number = models.CharField("nummer bij de school", max_length=80, blank=True)
    name = models.CharField("naam", max_length=200)
    description = models.TextField("wat leert u", max_length=5_000)
    skills = models.JSONField("vaardigheden", default=list)
    is_always_open = models.BooleanField("op elk moment beginnen", default=False)
    weeks = models.PositiveSmallIntegerField("weken", null=True, blank=True)
    hours_a_week = models.PositiveSmallIntegerField("uren in de week", null=True, blank=True)
    cost = models.PositiveIntegerField("prijs in euro's", null=True, blank=True)
    payer = models.CharField("wie betaalt", max_length=16, choices=Payer, blank=True)
    dutch_reached = models.CharField(
        "Nederlands daarna", max_length=4, choices=DutchLevel, blank=True
    )
    spoken = models.CharField("taal van de lessen", max_length=2, choices=Spoken, default="nl")
    dutch_level = models.CharField("Nederlands", max_length=4, choices=DutchLevel, blank=True)
    level = models.CharField("niveau", max_length=1, choices=Level, blank=True)
    proof = models.CharField("wat u krijgt", max_length=12, choices=Proof, blank=True)
    is_online = models.BooleanField("online", default=False)
    place = models.CharField("plaats", max_length=80, blank=True)
    postcode4 = models.CharField("vier cijfers van de postcode", max_length=4, blank=True)
    website = models.URLField("aanmelden op", max_length=500, blank=True)
    is_example = models.BooleanField("voorbeeldgegevens", default=False)
    seen_on = models.DateField("gezien op")
    changed_at = models.DateTimeField("veranderd op")
    ended_at = models.DateTimeField("geëindigd op", null=True, blank=True)
    ended_by = models.CharField("ingetrokken door", max_length=64, blank=True)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name = "opleiding"
        verbose_name_plural = "opleidingen"
        indexes = [
            models.Index(
                fields=["region", "name"], name="trainings_open", condition=Q(ended_at=None)
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "number"], condition=~Q(number=""),
                name="one_training_for_a_number_of_a_school",
            ),
            models.CheckConstraint(
                name="training_is_somewhere", condition=Q(is_online=True) | ~Q(place="")
            ),
            models.CheckConstraint(
                name="training_within_bounds",
                condition=(Q(weeks=None) | Q(weeks__gte=1, weeks__lte=MOST_WEEKS))
                & (Q(hours_a_week=None) | Q(hours_a_week__gte=1, hours_a_week__lte=MOST_HOURS))
                & (Q(cost=None) | Q(cost__lte=MOST_EUROS)),
            ),
            models.CheckConstraint(
                name="training_withdrawn_at_some_time",
                condition=Q(ended_by="") | Q(ended_at__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name}, {self.provider}"


class TrainingStart(models.Model):
    """A day on which a training begins."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="starts")
    starts_on = models.DateField("begint op")

    class Meta:
        ordering = ["starts_on"]
        verbose_name = "startdatum van een opleiding"
        verbose_name_plural = "startdatums van opleidingen"
        constraints = [
            models.UniqueConstraint(fields=["training", "starts_on"], name="training_starts_once")
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%d-%m-%Y}"


class PeopleLooking(models.Model):
    """How many people were said to look for work in a group, on a day: in fives and not exactly.

    `count` is made once a day (`actions.tell_people`) and is the same all day, whoever comes or
    goes, so that no change on the page gives one person away.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="+")
    group = models.CharField("soort werk", max_length=20)
    on = models.DateField("dag")
    count = models.PositiveIntegerField("mensen")

    class Meta:
        verbose_name = "genoemd aantal werkzoekenden"
        verbose_name_plural = "genoemde aantallen werkzoekenden"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "group"], name="people_of_a_group_are_told_once"
            )
        ]
