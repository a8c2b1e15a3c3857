"""Users, for whom they work and as what, and what they had typed when a session ended."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower

from werkcentrum.accounts.roles import ROLES, Permission, Role
from werkcentrum.core.models import Identified
from werkcentrum.partners.models import Organisation


class User(Identified, AbstractUser):
    """Somebody who logs in, by mail address. Residents never need to.

    Without a membership a user may do nothing; a superuser may look in the administration only.
    Whoever works here as several things is one of them at a time: `chosen_work`, from the session.
    """

    chosen_work: UUID | None = None
    # Of whose session it is (`queries.somebody_at_work`); elsewhere nobody asked.
    is_in_two_steps: bool = False

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="one_user_for_a_mail_address", condition=~models.Q(email="")
            )
        ]

    def may(self, permission: str, region: Any) -> bool:
        """Whether what somebody works as now in this region allows it; nothing without a region."""
        work = self.work_in(region)
        return work is not None and permission in work.permissions

    def work_in(self, region: Any) -> "Membership | None":
        """What somebody works as now in this region: the only membership, or the chosen one."""
        choices = self.work_choices(region)
        if len(choices) == 1:
            return choices[0]
        return next((work for work in choices if work.pk == self.chosen_work), None)

    def regions_where(self, permission: str) -> list[UUID]:
        """The keys of the regions where what somebody works as now allows this."""
        regions = [work.organisation.region for work in self.all_work]
        return [region.pk for region in regions if self.may(permission, region)]

    def work_choices(self, region: Any) -> list["Membership"]:
        """Everything that somebody can work as in this region."""
        if region is None or not self.is_active:
            return []
        return [work for work in self.all_work if work.organisation.region_id == region.pk]

    @cached_property
    def all_work(self) -> list["Membership"]:
        """As what somebody works, in every region; asked once for each request."""
        return list(self.memberships.select_related("organisation__region"))


class Membership(Identified):
    """Somebody works for an organisation, in the region of that organisation, in one role."""

    user = models.ForeignKey(
        User, verbose_name="gebruiker", on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="organisatie",
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField(
        "rol", max_length=32, choices=[(key, role.label) for key, role in ROLES.items()]
    )

    class Meta:
        ordering = ["organisation__name", "user__email", "role"]
        verbose_name = "werk van een medewerker"
        verbose_name_plural = "werk van medewerkers"
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="one_membership"),
            models.CheckConstraint(
                condition=models.Q(role__in=list(ROLES)), name="membership_role_exists"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} bij {self.organisation.name}"

    @property
    def label(self) -> str:
        """The name of the role."""
        return self.described.label

    @property
    def described(self) -> Role:
        """The role."""
        return ROLES[self.role]

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the role allows."""
        return self.described.permissions


class KeptForm(Identified):
    """What somebody had typed in a form when the session ended; given back after logging in.

    `page` is the address on which the form stands, `fields` what was typed: lists by name. Only
    for that user, and for `KEPT_FORM_DAYS` at most.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="kept_forms")
    page = models.CharField(max_length=500)
    fields = models.JSONField()
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-kept_at"]
        verbose_name = "bewaard formulier"
        verbose_name_plural = "bewaarde formulieren"
        constraints = [models.UniqueConstraint(fields=["user", "page"], name="one_kept_form")]
