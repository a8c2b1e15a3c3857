"""How long complaints and requests stay. They are in nobody's file: an organisation answers them.

The name and the words go with the row, and so does what the organisations did with it. Whoever is
forgotten is told what stays: an organisation must be able to show what it answered (article 17(3)
GDPR, Archiefwet).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from werkcentrum.casework import people
from werkcentrum.casework.models import Client
from werkcentrum.casework.people import Kept, told
from werkcentrum.core import outbox, records
from werkcentrum.core.records import FIVE_YEARS, Cutoff, Record
from werkcentrum.formal.models import FormalRequest, Kind, Right
from werkcentrum.formal.queries import addressees_of, sent_by

_ANSWERED = "de dag waarop het is afgehandeld"


_FIELDS: Final = (
    "number", "kind", "received_at", "name", "reach", "address", "postal_address", "is_digital",
    "own_words", "language",
)  # fmt: skip
_ANSWERING: Final = (
    "organisation", "sent_at", "due_on", "arrived_at", "extended_at", "extension_reason",
    "handled_at", "outcome",
)  # fmt: skip


def describe(client: Client) -> dict[str, Any]:
    """What was sent from their address, to whom, and what came of it."""
    labels = dict(Right.choices)
    return {
        "requests": [
            {
                **told(row, *_FIELDS),
                "rights": [str(labels.get(key, key)) for key in row.rights],
                "addressees": [told(one, *_ANSWERING) for one in addressees_of(row)],
            }
            for row in sent_by(client)
        ]
    }


def forget(client: Client, _at: datetime) -> list[Kept]:
    """Nothing goes before its time."""
    rows = sent_by(client)
    return [Kept(_record_of(row), row.counts_from, is_named=True) for row in rows]


def _record_of(row: FormalRequest) -> str:
    return "complaint" if row.kind == Kind.COMPLAINT else "formal_request"


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


people.register("formal", describe=describe, forget=forget)
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
