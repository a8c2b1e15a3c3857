"""How long a message stays here: it holds an address, and who was told what."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from werkcentrum.core import outbox, records
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.records import MINIMISED, Cutoff, Record, deletes


def _past(region_key: str, cutoff: Cutoff) -> QuerySet[OutboxMessage]:
    return _old(outbox.is_over(), region_key, cutoff)


def _left_past(region_key: str, cutoff: Cutoff) -> QuerySet[OutboxMessage]:
    return _old(outbox.is_left(), region_key, cutoff)


def _old(rows: QuerySet[OutboxMessage], region_key: str, cutoff: Cutoff) -> QuerySet[OutboxMessage]:
    """Written and due long ago: a reminder may wait for weeks."""
    moment = cutoff.moment
    return rows.filter(region_key=region_key, put_at__lt=moment, due_at__lt=moment)


records.register(
    Record(
        key="message",
        label=_("bericht dat is verstuurd"),
        counts_from="de dag waarop het weg moest",
        way="Het bericht wordt verwijderd.",
        days=30,
        source=MINIMISED,
        past=_past,
        destroy=deletes(OutboxMessage),
    ),
    Record(
        key="undelivered",
        label=_("bericht dat niet aankwam"),
        counts_from="de dag waarop het weg moest",
        way="Het bericht wordt verwijderd, ook als niemand ernaar keek.",
        days=90,
        source=MINIMISED,
        past=_left_past,
        destroy=deletes(OutboxMessage),
    ),
)
