"""How long complaints and requests stay. They are in nobody's file: an organisation answers them.

The name and the words go with the row, and so does what the organisations did with it.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from werkcentrum.core import outbox, records
from werkcentrum.core.records import FIVE_YEARS, Cutoff, Record
from werkcentrum.formal.models import FormalRequest, Kind

_ANSWERED = "de dag waarop het is afgehandeld"


def _complaints_past(region_key: str, cutoff: Cutoff) -> QuerySet[FormalRequest]:
    return _past(region_key, cutoff).filter(kind=Kind.COMPLAINT)


def _requests_past(region_key: str, cutoff: Cutoff) -> QuerySet[FormalRequest]:
    return _past(region_key, cutoff).exclude(kind=Kind.COMPLAINT)


def _past(region_key: str, cutoff: Cutoff) -> QuerySet[FormalRequest]:
    return FormalRequest.objects.filter(region__key=region_key, counts_from__lt=cutoff.before)


def _destroy(keys: Sequence[UUID], _at: datetime) -> None:
    rows = FormalRequest.objects.filter(pk__in=keys)
    abouts = [f"formal-request:{key}" for key in keys]
    for region_key in rows.order_by().values_list("region__key", flat=True).distinct():
        outbox.forget(region_key=region_key, about=abouts)
    rows.delete()


records.register(
    Record(
        key="complaint",
        label=_("klacht"),
        counts_from=_ANSWERED,
        way="De klacht wordt verwijderd, met wat de organisatie ermee deed.",
        days=FIVE_YEARS,
        source="13.1 Geschil afgehandeld",
        past=_complaints_past,
        destroy=_destroy,
        needs_second=True,
    ),
    Record(
        key="formal_request",
        label=_("privacyverzoek of Woo-verzoek"),
        counts_from=_ANSWERED,
        way="Het verzoek wordt verwijderd, met wat de organisatie ermee deed.",
        days=FIVE_YEARS,
        source="6.1 Verzoek ingewilligd",
        past=_requests_past,
        destroy=_destroy,
        needs_second=True,
    ),
)
