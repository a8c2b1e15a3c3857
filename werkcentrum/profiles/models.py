"""What somebody can and wants, and whose that is: two tables, so that a matcher gets only one."""

import uuid
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef

from werkcentrum.casework.models import Client
from werkcentrum.partners.models import Region
from werkcentrum.privacy.models import Consent
from werkcentrum.profiles.facts import Facts, from_json


class ProfileFactsQuerySet(models.QuerySet["ProfileFacts"]):
    """What a matcher may read."""

    def kept_on(self, day: date) -> Self:
        """Whose consent still holds that day."""
        return self.filter(kept_until__gt=day)

    def of_nobody(self) -> Self:
        """Facts of which nobody knows any more whose they are."""
        return self.exclude(Exists(Profile.objects.filter(facts=OuterRef("pk"))))

    def delete(self) -> tuple[int, dict[str, int]]:
        """With all that was made of them. Whoever is writing about them finishes first: what they
        write would else hold the facts back."""
        list(self.select_for_update(of=("self",)).values_list("pk"))
        return super().delete()


class ProfileFacts(models.Model):
    """What somebody confirmed about their work (`facts.Facts`, as JSON). Never who they are.

    The id is random and tells not even when it was made, so that nothing in this table leads to
    somebody. `is_ranked` False: this person wants lists without our order. On `kept_until` the row
    must be gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="profile_facts")
    facts = models.JSONField("feiten")
    is_ranked = models.BooleanField("op volgorde", default=True)
    changed_at = models.DateTimeField("veranderd op")
    kept_until = models.DateField("bewaren tot", db_index=True)

    objects = ProfileFactsQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["region", "changed_at"], name="profile_facts_by_change")]
        verbose_name = "feiten van een profiel"
        verbose_name_plural = "feiten van profielen"

    @property
    def known(self) -> Facts:
        """The facts as the code reads them."""
        return from_json(self.facts)


class ProfileQuerySet(models.QuerySet[Any]):
    """Whose profiles there are."""

    def visible_to(self, user: Any) -> Self:
        """Of whom this user may read an enquiry."""
        return self.filter(client__in=Client.objects.visible_to(user).values("pk"))


class Profile(models.Model):
    """Whose facts they are, and the consent on which an organisation keeps them.

    `made_by` is who wrote it down, as in the log. Deleting the facts deletes this too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.OneToOneField(Client, on_delete=models.CASCADE, related_name="profile")
    # Without a way back: from the facts nobody comes to a person.
    facts = models.OneToOneField(ProfileFacts, on_delete=models.CASCADE, related_name="+")
    consent = models.ForeignKey(Consent, on_delete=models.RESTRICT, related_name="profiles")
    made_by = models.CharField("gemaakt door", max_length=64)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        ordering = ["client"]
        verbose_name = "profiel"
        verbose_name_plural = "profielen"

    @property
    def kept_until(self) -> date:
        """The day on which it must be gone."""
        return self.facts.kept_until
