"""Users: people who work with the system."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from werkcentrum.core.models import Identified
from werkcentrum.partners.models import Region


class User(Identified, AbstractUser):
    """Somebody who logs in. Residents never need to.

    `region` limits what a user sees; without one a user sees nothing of any region.
    """

    region = models.ForeignKey(
        Region, verbose_name="regio", null=True, blank=True, on_delete=models.PROTECT
    )

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
