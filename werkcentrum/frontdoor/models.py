"""What the digital desk keeps: masked questions and counts, never who asked."""

import uuid

from django.db import models

from werkcentrum.core.models import Identified
from werkcentrum.partners.models import Region


class Question(models.Model):
    """A masked question, kept for a while (`forgetting.py`) to see where the catalogue falls short.

    A `label` says where staff put it: a service key, or a class such as 'out-of-scope'.

    The id is random and the moment is a date only: neither can be laid beside an access log.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="questions")
    asked_on = models.DateField("gesteld op", db_index=True)
    text = models.TextField("vraag zonder persoonsgegevens")
    language = models.CharField("taal", max_length=3)
    audience = models.CharField("wie", max_length=16, blank=True)
    place = models.SlugField("gemeente", max_length=64, blank=True)
    best = models.JSONField("beste antwoorden", default=list)
    is_confident = models.BooleanField("antwoord gevonden")
    is_sure = models.BooleanField("zeker van het antwoord", default=True)
    not_helped = models.BooleanField("'hielp niet' gekozen", default=False)
    label = models.CharField("ingedeeld bij", max_length=64, blank=True)

    class Meta:
        ordering = ["-asked_on", "id"]
        verbose_name = "vraag"
        verbose_name_plural = "vragen"

    def __str__(self) -> str:
        return self.text[:60]


class Tally(Identified):
    """How often something happened on one day: a question, a danger, 'ja, dit hielp'."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="tallies")
    on = models.DateField("datum")
    event = models.CharField("wat", max_length=32)
    key = models.CharField("waarbij", max_length=64, blank=True)
    count = models.PositiveIntegerField("aantal", default=0)

    class Meta:
        ordering = ["-on", "event", "key"]
        verbose_name = "telling"
        verbose_name_plural = "tellingen"
        constraints = [
            models.UniqueConstraint(fields=["region", "on", "event", "key"], name="tally_once")
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.event} {self.key}: {self.count}"


class SpooledFile(models.Model):
    """The name of a spool file that was stored, so that a crash repeats nothing."""

    name = models.CharField(max_length=64, primary_key=True)
    stored_on = models.DateField()

    class Meta:
        verbose_name = "verwerkt bestand"
        verbose_name_plural = "verwerkte bestanden"
