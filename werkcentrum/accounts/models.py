"""Users, and the roles that they have in a region."""

from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower

from werkcentrum.accounts.roles import ROLES, Role
from werkcentrum.core.models import Identified
from werkcentrum.partners.models import Region


class User(Identified, AbstractUser):
    """Somebody who logs in, by mail address. Residents never need to.

    Without a membership a user may do nothing; a superuser may look in the administration only.
    """

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="one_user_for_a_mail_address", condition=~models.Q(email="")
            )
        ]

    def may(self, permission: str, region: Any) -> bool:
        """Whether one of the roles in this region allows it; without a region nothing is."""
        return any(permission in role.permissions for role in self.roles_in(region))

    def roles_in(self, region: Any) -> list[Role]:
        """The roles in this region, in the order of the list of roles."""
        if region is None or not self.is_active:
            return []
        held = {key for region_id, key in self._held_roles if region_id == region.pk}
        return [role for key, role in ROLES.items() if key in held]

    @cached_property
    def _held_roles(self) -> list[tuple[Any, str]]:
        """Asked once for each request: region id and role."""
        return list(self.memberships.values_list("region_id", "role"))


class Membership(Identified):
    """A role that somebody has in one region."""

    user = models.ForeignKey(
        User, verbose_name="gebruiker", on_delete=models.CASCADE, related_name="memberships"
    )
    region = models.ForeignKey(
        Region, verbose_name="regio", on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(
        "rol", max_length=32, choices=[(key, role.label) for key, role in ROLES.items()]
    )

    class Meta:
        ordering = ["region__key", "user__email", "role"]
        verbose_name = "rol in een regio"
        verbose_name_plural = "rollen in een regio"
        constraints = [
            models.UniqueConstraint(fields=["user", "region", "role"], name="one_membership"),
            models.CheckConstraint(
                condition=models.Q(role__in=list(ROLES)), name="membership_role_exists"
            ),
        ]
