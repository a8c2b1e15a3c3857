"""The region and everything with an address in it."""

from typing import Final, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q

from werkcentrum.core.models import DatedQuerySet, Identified
from werkcentrum.partners.hours_models import (
    MOST_WEEKS_BETWEEN,
    Closure,
    DatedException,
    Holiday,
    HoursKind,
    WeeklyHours,
)

# Stands in a demonstration where a municipality's emergency number belongs.
UNKNOWN_PHONE = "onbekend"
# The clock on the wall, by its name in the IANA time zone database.
LOCAL_ZONE = "Europe/Amsterdam"


class Strictness(models.TextChoices):
    """What a partner needs to be shown as part of the Werkcentrum, and to receive people."""

    OPEN = "open", "niets om getoond te worden; wel om iemand te ontvangen"
    NAMED = "named", "een regel in de map van de regio, een overeenkomst of een uitzondering"
    AGREEMENT = "agreement", "een overeenkomst in werking of een uitzondering met naam en datum"


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
    strictness = models.CharField(
        "wat een partner nodig heeft", max_length=12, choices=Strictness, default=Strictness.OPEN
    )
    vacancies_need_second = models.BooleanField("een ander publiceert vacatures", default=True)
    # The last day whose beginnings and ends of standings the public pages follow.
    standings_on = models.DateField(null=True, blank=True, editable=False)
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

    FOUND_BY: Final = ("name",)

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

    FOUND_BY: Final = ("name",)

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

    # Signposts and who acts by law need no agreement: UWV, DUO, KVK, a municipality, legal aid.
    SIGNPOSTS: Final = frozenset(
        {Kind.MUNICIPALITY, Kind.BENEFITS_AGENCY, Kind.GOVERNMENT, Kind.LEGAL, Kind.WERKCENTRUM}
    )

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="organisations")
    key = models.SlugField("sleutel", max_length=64)
    name = models.CharField("naam", max_length=120)
    kind = models.CharField("soort", max_length=32, choices=Kind)
    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", null=True, blank=True, on_delete=models.CASCADE
    )
    website = models.URLField("website", blank=True)
    phone = models.CharField("telefoon", max_length=32, blank=True)
    is_suwi_party = models.BooleanField(
        "werkt onder de Wet SUWI",
        default=False,
        help_text="Alleen gemeenten en UWV: alleen zij zien gegevens over een uitkering.",
    )
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


class Team(Identified):
    """People of an organisation who answer referrals together; `email` is the team's own address.

    `response_days` are working days. Nobody needs an account: a team answers by a link in a mail.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name="organisatie", on_delete=models.CASCADE, related_name="teams"
    )
    key = models.SlugField("sleutel", max_length=64)
    name = models.CharField("naam", max_length=120)
    email = models.EmailField("e-mailadres van het team")
    response_days = models.PositiveSmallIntegerField("antwoord binnen (werkdagen)", default=3)
    is_example = models.BooleanField("voorbeeldgegevens", default=False)

    class Meta:
        ordering = ["organisation__name", "name"]
        verbose_name = "team"
        verbose_name_plural = "teams"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="team_key_once"),
            models.CheckConstraint(
                name="team_answers_within_weeks",
                condition=Q(response_days__gte=1, response_days__lte=30),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation.name})"


class TeamAbsence(Identified):
    """Days on which a team answers nothing, from `starts_on` until but not on `ends_on`.

    `substitute` is the team that gets what comes in meanwhile; without one the terms wait.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="absences")
    starts_on = models.DateField("afwezig vanaf")
    ends_on = models.DateField("weer aanwezig op")
    substitute = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="stands_in"
    )

    class Meta:
        ordering = ["starts_on"]
        verbose_name = "afwezigheid van een team"
        verbose_name_plural = "afwezigheid van teams"
        constraints = [
            models.CheckConstraint(
                name="team_absence_ends_after_start", condition=Q(ends_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="team_does_not_replace_itself",
                condition=Q(substitute=None) | ~Q(substitute=F("team")),
            ),
        ]


class PartnerStandingQuerySet(DatedQuerySet):
    """What partners may receive."""

    def counting(self, region: Region) -> Self:
        """Those that count in a region: where it is strict, not what only its folder says."""
        rows = self.filter(organisation__region=region)
        if region.strictness != Strictness.AGREEMENT:
            return rows
        # The Werkcentrum itself is no partner: it is what the partners agreed on. Municipalities
        # and UWV work together by law (Wet SUWI), agreement or not.
        by_law = Q(organisation__kind=Organisation.Kind.WERKCENTRUM)
        by_law |= Q(organisation__is_suwi_party=True)
        return rows.filter(~Q(origin="") | by_law)


class PartnerStanding(Identified):
    """What a partner may receive: for this purpose, from `starts_on` until but not on `ends_on`.

    `purpose` is a key of `privacy.Purpose`, or 'network' for being shown as part of the
    Werkcentrum; `basis` names what it rests on, such as an agreement. `origin` is '' for a row of
    the region's folder, 'agreement:' and an id, or 'exception' for what somebody allowed by name.
    """

    # A purpose that shares nothing: to be shown as part of the Werkcentrum.
    NETWORK = "network"
    EXCEPTION = "exception"

    organisation = models.ForeignKey(
        Organisation, verbose_name="organisatie", on_delete=models.CASCADE, related_name="standings"
    )
    purpose = models.SlugField("doel", max_length=64)
    starts_on = models.DateField("geldig vanaf")
    ends_on = models.DateField("geldig tot", null=True, blank=True)
    basis = models.CharField("berust op", max_length=280)
    origin = models.CharField("bijgehouden door", max_length=64, blank=True)

    objects = PartnerStandingQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "purpose", "starts_on"]
        verbose_name = "wat een partner mag ontvangen"
        verbose_name_plural = "wat partners mogen ontvangen"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "purpose", "starts_on", "origin"],
                name="one_standing_at_a_time",
            ),
            models.CheckConstraint(
                name="standing_holds_for_a_while",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="exception_has_an_end",
                condition=~Q(origin="exception") | Q(ends_on__isnull=False),
            ),
        ]


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

    FOUND_BY: Final = ("name",)

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
    timezone = models.CharField("tijdzone", max_length=64, default=LOCAL_ZONE)
    hours_changed_at = models.DateTimeField(
        "tijden veranderd op de website",
        null=True,
        blank=True,
        help_text="Sindsdien schrijft een regiomap de tijden niet zomaar over.",
    )
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

    @property
    def zone(self) -> ZoneInfo:
        """What the clock on its wall follows."""
        return ZoneInfo(self.timezone)


__all__ = [
    "LOCAL_ZONE", "MOST_WEEKS_BETWEEN", "UNKNOWN_PHONE", "Closure", "DatedException", "Holiday",
    "HoursKind", "Location", "Municipality", "Organisation", "PartnerStanding", "PostcodeArea",
    "ProviderRole", "Region", "RegionHost", "Strictness", "Team", "TeamAbsence", "WeeklyHours",
]  # fmt: skip
