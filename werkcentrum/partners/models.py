"""The region and everything with an address in it."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.models import Identified

# Stands in a demonstration where a municipality's emergency number belongs.
UNKNOWN_PHONE = "onbekend"


class Region(Identified):
    """A labour market region (arbeidsmarktregio): the root of every row.

    `content_version` rises with every load, so that caches and indexes know they are stale.
    """

    key = models.SlugField("sleutel", max_length=64, unique=True)
    code = models.CharField("regiocode", max_length=8, help_text="Code van de VNG, zoals AM34.")
    name = models.CharField("naam", max_length=120)
    phone = models.CharField("telefoon", max_length=32, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    theme = models.SlugField("huisstijl", max_length=64, default="werkcentrum")
    is_demonstration = models.BooleanField("voorbeeldregio", default=False)
    embed_sites = models.JSONField(
        "websites met de vraagbalk",
        default=list,
        blank=True,
        help_text="Hostnamen die de vraagbalk mogen tonen; leeg is elke website.",
    )
    speech_input = models.BooleanField("vraag inspreken", default=False)
    content_version = models.PositiveIntegerField("versie van de inhoud", default=0)

    class Meta:
        ordering = ["name"]
        verbose_name = "regio"
        verbose_name_plural = "regio's"

    def __str__(self) -> str:
        return self.name


class RegionHost(Identified):
    """A host name under which a region's desk answers."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="hosts")
    host = models.CharField("webadres", max_length=253, unique=True)

    class Meta:
        ordering = ["host"]
        verbose_name = "webadres"
        verbose_name_plural = "webadressen"

    def __str__(self) -> str:
        return self.host


class Municipality(Identified):
    """A gemeente. The two phone numbers are required: a person in danger is sent there."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="municipalities")
    key = models.SlugField("sleutel", max_length=64)
    name = models.CharField("naam", max_length=120)
    cbs_code = models.CharField("CBS-code", max_length=8, blank=True)
    website = models.URLField("website", blank=True)
    is_centre = models.BooleanField("centrumgemeente", default=False)
    theme = models.SlugField("huisstijl", max_length=64, blank=True)
    homeless_phone = models.CharField("nummer bij dakloosheid", max_length=32)
    hunger_phone = models.CharField("nummer bij honger", max_length=32)
    phones_checked_on = models.DateField("nummers gecontroleerd op", null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"
        constraints = [
            models.UniqueConstraint(fields=["region", "key"], name="municipality_key_once"),
            models.CheckConstraint(
                name="municipality_has_emergency_phones",
                condition=~Q(homeless_phone="") & ~Q(hunger_phone=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PostcodeArea(Identified):
    """The four digits of a postcode: the place it lies in and a point in degrees (WGS 84)."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="postcodes")
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="postcodes"
    )
    postcode4 = models.CharField("postcode", max_length=4)
    place = models.CharField("plaats", max_length=80)
    latitude = models.FloatField("breedtegraad")
    longitude = models.FloatField("lengtegraad")

    class Meta:
        ordering = ["postcode4"]
        verbose_name = "postcodegebied"
        verbose_name_plural = "postcodegebieden"
        constraints = [
            models.UniqueConstraint(fields=["region", "postcode4"], name="postcode_once")
        ]

    def __str__(self) -> str:
        return f"{self.postcode4} {self.place}"


class Organisation(Identified):
    """A partner: the municipality, UWV, a union, the library and so on."""

    class Kind(models.TextChoices):
        """What sort of partner this is."""

        MUNICIPALITY = "municipality", "gemeente"
        BENEFITS_AGENCY = "benefits_agency", "UWV"
        EMPLOYER_SERVICE = "employer_service", "werkgeversservicepunt"
        UNION = "union", "vakbond"
        EMPLOYERS = "employers", "werkgeversorganisatie"
        EDUCATION = "education", "onderwijs"
        SBB = "sbb", "SBB"
        LIBRARY = "library", "bibliotheek"
        WERKCENTRUM = "werkcentrum", "Werkcentrum"
        WELFARE = "welfare", "welzijn"
        HEALTH_CARE = "health_care", "zorg"
        GOVERNMENT = "government", "overheid"
        LEGAL = "legal", "juridische hulp"

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="organisations")
    key = models.SlugField("sleutel", max_length=64)
    name = models.CharField("naam", max_length=120)
    kind = models.CharField("soort", max_length=32, choices=Kind)
    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", null=True, blank=True, on_delete=models.CASCADE
    )
    website = models.URLField("website", blank=True)
    phone = models.CharField("telefoon", max_length=32, blank=True)
    is_example = models.BooleanField("voorbeeldgegevens", default=False)

    class Meta:
        ordering = ["name"]
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        constraints = [
            models.UniqueConstraint(fields=["region", "key"], name="organisation_key_once")
        ]

    def __str__(self) -> str:
        return self.name


class ProviderRole(Identified):
    """Which organisation plays a role such as 'bibliotheek', per municipality or region-wide."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="provider_roles")
    role = models.SlugField("rol", max_length=64)
    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", null=True, blank=True, on_delete=models.CASCADE
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name="organisatie", on_delete=models.CASCADE
    )

    class Meta:
        ordering = ["role"]
        verbose_name = "rol van een organisatie"
        verbose_name_plural = "rollen van organisaties"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "role", "municipality"],
                name="one_provider_per_role_and_municipality",
            ),
            models.UniqueConstraint(
                fields=["region", "role"],
                condition=Q(municipality=None),
                name="one_provider_per_role_region_wide",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.organisation}"


class Location(Identified):
    """A place where people can walk in."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="locations")
    key = models.SlugField("sleutel", max_length=64)
    name = models.CharField("naam", max_length=120)
    organisation = models.ForeignKey(
        Organisation, verbose_name="organisatie", on_delete=models.CASCADE
    )
    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", on_delete=models.CASCADE, related_name="locations"
    )
    street = models.CharField("straat en nummer", max_length=120, blank=True)
    postcode = models.CharField("postcode", max_length=7, blank=True)
    place = models.CharField("plaats", max_length=80)
    latitude = models.FloatField("breedtegraad", null=True, blank=True)
    longitude = models.FloatField("lengtegraad", null=True, blank=True)
    opened_on = models.DateField("open sinds", null=True, blank=True)
    accessibility = models.CharField("toegankelijkheid", max_length=280, blank=True)
    note = models.CharField("toelichting", max_length=280, blank=True)
    is_example = models.BooleanField(
        "voorbeeldgegevens", default=False, help_text="Adres of uren zijn verzonnen voor de demo."
    )

    class Meta:
        ordering = ["name"]
        verbose_name = "locatie"
        verbose_name_plural = "locaties"
        constraints = [models.UniqueConstraint(fields=["region", "key"], name="location_key_once")]

    def __str__(self) -> str:
        return self.name


class HoursKind(models.TextChoices):
    """Which door is open: the building, or the walk-in desk inside it."""

    OPENING = "opening", _("openingstijden")
    WALK_IN = "walk_in", _("inloop zonder afspraak")


class WeeklyHours(Identified):
    """One weekly row in local wall time (Europe/Amsterdam).

    `weekday` is ISO: 1 Monday to 7 Sunday. Valid from `starts_on`, until but not on `ends_on`.
    """

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="weekly_hours")
    kind = models.CharField("soort", max_length=16, choices=HoursKind)
    weekday = models.PositiveSmallIntegerField("dag van de week")
    opens_at = models.TimeField("open vanaf")
    closes_at = models.TimeField("open tot")
    starts_on = models.DateField("geldig vanaf", null=True, blank=True)
    ends_on = models.DateField("geldig tot", null=True, blank=True)

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
        ]

    def holds_on(self, day: date) -> bool:
        """Whether this row counts on that date."""
        return (
            day.isoweekday() == self.weekday
            and (self.starts_on is None or self.starts_on <= day)
            and (self.ends_on is None or day < self.ends_on)
        )


class DatedException(Identified):
    """A day that differs: closed, or open at other times. Replaces that day's weekly rows."""

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="exceptions")
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
