"""With what somebody comes in, without an account."""

from django.db import models

from werkcentrum.casework.models import Client
from werkcentrum.core.models import Identified
from werkcentrum.partners.models import Region


class EntryKey(Identified):
    """Sent to the address that we know of somebody: a link, and a code to type. Works once.

    Of both only a hash is kept. `tries` counts the codes that were tried. A key with which somebody
    proves a new address has a code alone, of which the hash holds that address too.
    """

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="entry_keys")
    clients = models.ManyToManyField(Client, related_name="entry_keys")
    secret_hash = models.CharField("hash van de link", max_length=64, unique=True)
    code_hash = models.CharField("hash van de code", max_length=64)
    tries = models.PositiveSmallIntegerField("verkeerde codes", default=0)
    expires_at = models.DateTimeField("geldig tot", db_index=True)
    used_at = models.DateTimeField("gebruikt op", null=True, blank=True)

    class Meta:
        ordering = ["-expires_at"]
        verbose_name = "sleutel van Mijn Werkcentrum"
        verbose_name_plural = "sleutels van Mijn Werkcentrum"


class TiedLogin(Identified):
    """A login elsewhere by which somebody comes in; all clients with one hash are one person.

    Of the pairwise `sub` only a hash is kept, which differs by region and by broker.
    """

    client = models.OneToOneField(Client, on_delete=models.CASCADE, related_name="tied_login")
    sub_hash = models.CharField("hash van de inlog", max_length=64, db_index=True)
    tied_at = models.DateTimeField("gekoppeld op")

    class Meta:
        ordering = ["-tied_at", "id"]
        verbose_name = "gekoppelde inlog"
        verbose_name_plural = "gekoppelde inlogs"
