"""How long a vacancy stays after its end. It tells of an employer, and of nobody who looks for
work; an address to apply to may be somebody's own."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from werkcentrum.core import records
from werkcentrum.core.records import MINIMISED, ONE_YEAR, Cutoff, Record
from werkcentrum.vacancies.models import Vacancy


def _past(region_key: str, cutoff: Cutoff) -> QuerySet[Vacancy]:
    rows = Vacancy.objects.filter(region__key=region_key, ended_at__lt=cutoff.moment)
    return rows.order_by("ended_at", "pk")


def _destroy(keys: Sequence[UUID], _at: datetime) -> None:
    Vacancy.objects.filter(pk__in=keys).delete()


records.register(
    Record(
        key="vacancy",
        label=_("vacature"),
        counts_from="de dag waarop de vacature eindigde",
        way="De vacature wordt verwijderd.",
        days=ONE_YEAR,
        source=MINIMISED,
        past=_past,
        destroy=_destroy,
    )
)
