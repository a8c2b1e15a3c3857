"""Clients, their enquiries and the moments of contact. As little as possible of each."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from werkcentrum.accounts.roles import Permission
from werkcentrum.core.models import Identified
from werkcentrum.partners.models import Region


class OwnRegionQuerySet(models.QuerySet[Any]):
    """Rows of people: only for who works with them in the same region."""

    def visible_to(self, user: Any) -> Self:
        """What this user may see; nothing for whoever left or has no such role."""
        return self.filter(region__in=user.regions_where(Permission.RUN_QUEUE))


class Client(Identified):
    """Somebody who is helped and wants to be known: a name to use and one way to reach them.

    On `retention_until` the row must be gone.
    """

    class Reach(models.TextChoices):
        """The one way to reach somebody."""

        MAIL = "mail", "e-mail"
        PHONE = "phone", "telefoon"
        LETTER = "letter", "brief"

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="clients")
    name_to_use = models.CharField("naam", max_length=120)
    reach = models.CharField("bereikbaar via", max_length=8, choices=Reach, blank=True)
    address = models.CharField("adres of nummer", max_length=254, blank=True)
    language = models.CharField("taal", max_length=2, choices=settings.LANGUAGES, default="nl")
    retention_until = models.DateField("bewaren tot", db_index=True)

    objects = OwnRegionQuerySet.as_manager()

    class Meta:
        ordering = ["name_to_use", "id"]
        verbose_name = "klant"
        verbose_name_plural = "klanten"
        constraints = [
            models.CheckConstraint(
                name="client_reach_is_whole",
                condition=Q(reach="", address="") | (~Q(reach="") & ~Q(address="")),
            )
        ]


class Enquiry(Identified):
    """What somebody came for, in their own words. `themes` are keys of themes.

    Keys and not references: the enquiry stays as it was when a theme is renamed or goes.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="enquiries")
    client = models.ForeignKey(
        Client, null=True, blank=True, on_delete=models.SET_NULL, related_name="enquiries"
    )
    own_words = models.TextField("in eigen woorden", max_length=5000, blank=True)
    themes = models.JSONField("thema's", default=list, blank=True)
    opened_at = models.DateTimeField("begonnen op")

    objects = OwnRegionQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-id"]
        verbose_name = "vraag van een klant"
        verbose_name_plural = "vragen van klanten"


class ContactMoment(Identified):
    """One contact, in the terms of VNG Klantinteracties (klantcontact).

    `subject` is onderwerp (a theme's key), `channel` kanaal, `happened_at` plaatsgevondenOp,
    `is_reached` indicatieContactGelukt (None: not known), `language` taal (ISO 639-1).
    """

    class Channel(models.TextChoices):
        """Kanaal."""

        DESK = "desk", "balie"
        PHONE = "phone", "telefoon"
        MAIL = "mail", "e-mail"
        VIDEO = "video", "beeldbellen"
        LETTER = "letter", "brief"

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="contact_moments")
    client = models.ForeignKey(
        Client, null=True, blank=True, on_delete=models.SET_NULL, related_name="contact_moments"
    )
    enquiry = models.ForeignKey(
        Enquiry, null=True, blank=True, on_delete=models.SET_NULL, related_name="contact_moments"
    )
    subject = models.SlugField("onderwerp", max_length=64, blank=True)
    channel = models.CharField("kanaal", max_length=8, choices=Channel)
    happened_at = models.DateTimeField("tijdstip")
    is_reached = models.BooleanField("contact gelukt", null=True, blank=True)
    language = models.CharField("taal", max_length=2, choices=settings.LANGUAGES, default="nl")

    objects = OwnRegionQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-id"]
        verbose_name = "contactmoment"
        verbose_name_plural = "contactmomenten"
        indexes = [models.Index(fields=["region", "happened_at"], name="contacts_of_a_region")]
