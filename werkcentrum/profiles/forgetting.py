"""What a profile tells of somebody, and when it goes. Nothing of it stays."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from werkcentrum.casework import people
from werkcentrum.casework.models import Client
from werkcentrum.casework.people import Kept, told
from werkcentrum.core import records
from werkcentrum.core.records import MINIMISED, ONE_YEAR, Cutoff, Record
from werkcentrum.profiles.models import Profile, ProfileFacts
from werkcentrum.profiles.queries import to_delete
from werkcentrum.profiles.rules import RECORD
from werkcentrum.profiles.telling import told_facts


def describe(client: Client) -> dict[str, Any]:
    """Everything that was confirmed and is kept, and by whom."""
    rows = Profile.objects.filter(client=client).select_related("facts", "consent__controller")
    return {
        "profile": [
            {
                **told(row.facts, "changed_at", "is_ranked", "kept_until"),
                **told(row.consent, "controller"),
                "told": [
                    {"label": line.label, "text": ", ".join(line.told)}
                    for line in told_facts(row.facts.known)
                ],
            }
            for row in rows
        ]
    }


def forget(client: Client, _at: datetime) -> list[Kept]:
    """The facts and whose they were."""
    ProfileFacts.objects.filter(
        pk__in=list(Profile.objects.filter(client=client).values_list("facts", flat=True))
    ).delete()
    return []


def _past(region_key: str, cutoff: Cutoff) -> QuerySet[ProfileFacts]:
    return to_delete(region_key, today=cutoff.today, changed_before=cutoff.moment)


def _destroy(keys: Sequence[UUID], _at: datetime) -> None:
    ProfileFacts.objects.filter(pk__in=keys).delete()


people.register("profiles", describe=describe, forget=forget)
records.register(
    Record(
        key=RECORD,
        label=_("profiel van iemands werk"),
        counts_from="de laatste keer dat het veranderde; nooit langer dan de toestemming",
        way="Het profiel wordt verwijderd.",
        days=ONE_YEAR,
        source=MINIMISED,
        past=_past,
        destroy=_destroy,
    )
)
