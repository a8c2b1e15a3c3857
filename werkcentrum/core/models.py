"""Abstract bases that every app's models stand on, and the messages that wait to leave."""

import uuid
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, Self

import uuid_utils.compat
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Lower
from django.db.models.sql import Query


def new_id() -> uuid.UUID:
    """A UUID version 7 (RFC 9562): sorts by time, so indexes stay compact."""
    return uuid_utils.compat.uuid7()


def insert(row: models.Model) -> None:
    """Write a new row as it stands, without `save` and signals. Raises IntegrityError.

    For what others wait for. `save` makes the same statement anew each time, which takes the
    program longer than the database needs for it (measured).
    """
    fields = row._meta.concrete_fields
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(_insert_into(type(row)), values)
    row._state.adding = False


def change(row: models.Model, *same: str, **values: Any) -> bool:
    """Write these fields of a row, in the database and in memory; as quick as `insert`.

    Another row is named by its id (`desk_id`). False, and nothing is written, when the fields
    named `same` are no longer as they are in memory: somebody else was first.
    """
    pk = row._meta.pk.name
    seen = {name: getattr(row, name) for name in (pk, *same)}
    statement = _update(type(row), tuple(values), tuple(seen))
    with connection.cursor() as cursor:
        cursor.execute(statement, stored(type(row), **values) + stored(type(row), **seen))
        if not cursor.rowcount:
            return False
    for name, value in values.items():
        setattr(row, name, value)
    return True


def select(model: type[models.Model], names: Sequence[str], rest: str, *values: Any) -> list[Any]:
    """These fields of some rows, as Python knows them; as quick as `insert`.

    `rest` is the statement from WHERE on, with `values` as the database takes them (`stored`).
    """
    columns = tuple(_field(model, name).get_col(model._meta.db_table) for name in names)
    wanted = ", ".join(f'"{column.target.column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {wanted} FROM "{model._meta.db_table}" {rest}', values)  # noqa: S608
        rows = cursor.fetchall()
    compiler = Query(model).get_compiler(connection=connection)
    return list(compiler.apply_converters(rows, compiler.get_converters(columns)))


def stored(model: type[models.Model], **values: Any) -> list[Any]:
    """Values of these fields as the database takes them, for a statement that is written out."""
    return [
        _field(model, name).get_db_prep_save(value, connection) for name, value in values.items()
    ]


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    found = model._meta.get_field(name)
    assert isinstance(found, models.Field)  # noqa: S101  each of ours is
    return found


@cache
def _insert_into(model: type[models.Model]) -> str:
    meta = model._meta
    names = ", ".join(f'"{field.column}"' for field in meta.concrete_fields)
    marks = ", ".join(["%s"] * len(meta.concrete_fields))
    return f'INSERT INTO "{meta.db_table}" ({names}) VALUES ({marks})'  # noqa: S608


@cache
def _update(model: type[models.Model], written: tuple[str, ...], seen: tuple[str, ...]) -> str:
    def each(names: tuple[str, ...]) -> list[str]:
        return [f'"{_field(model, name).column}" = %s' for name in names]

    table, new, old = model._meta.db_table, ", ".join(each(written)), " AND ".join(each(seen))
    return f'UPDATE "{table}" SET {new} WHERE {old}'  # noqa: S608


class Identified(models.Model):
    """A row with a public, unguessable id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class DatedQuerySet(models.QuerySet[Any]):
    """Rows that hold from `starts_on`, until but not on `ends_on`."""

    def on(self, day: date) -> Self:
        """What is in force that day."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gt=day))


class OutboxMessage(Identified):
    """A message that leaves after the action that put it here (core/outbox.py).

    Times are aware instants. `key` makes it one message however often it is put. `about` is
    'kind:id': what it concerns. `recipient` is a mail address, a phone number (E.164), or the lines
    of a postal address. `turn` counts how often a person had it sent anew.
    """

    class Channel(models.TextChoices):
        """By which way it goes."""

        MAIL = "mail", "e-mail"
        SMS = "sms", "sms"
        LETTER = "letter", "brief"

    class State(models.TextChoices):
        """Where it is on its way."""

        QUEUED = "queued", "wacht"
        CLAIMED = "claimed", "gaat nu weg"
        SENT = "sent", "verstuurd"
        UNCERTAIN = "uncertain", "misschien verstuurd"
        FAILED = "failed", "niet verstuurd"
        CANCELLED = "cancelled", "ingetrokken"
        UNDELIVERABLE = "undeliverable", "kwam niet aan"

    region_key = models.SlugField("sleutel van de regio", max_length=64)
    channel = models.CharField("kanaal", max_length=8, choices=Channel)
    recipient = models.TextField("ontvanger")
    language = models.CharField("taal", max_length=8)
    sender_name = models.CharField("naam van de afzender", max_length=140)
    reply_to = models.EmailField("antwoordadres", blank=True)
    subject = models.CharField("onderwerp", max_length=200)
    text = models.TextField("tekst")
    html = models.TextField("opgemaakte tekst", blank=True)
    attachments = models.JSONField("bijlagen", default=list, blank=True)
    key = models.CharField("één keer", max_length=200, unique=True)
    about = models.CharField("waarover", max_length=120, blank=True, db_index=True)
    is_asked_for = models.BooleanField("iemand wacht erop", default=False)
    is_confidential = models.BooleanField("alleen voor de ontvanger", default=False)
    is_demonstration = models.BooleanField("voorbeeld", default=False)
    put_at = models.DateTimeField("geschreven op")
    due_at = models.DateTimeField("niet eerder dan")
    expires_at = models.DateTimeField("niet later dan", null=True, blank=True)
    state = models.CharField("stand", max_length=16, choices=State, default=State.QUEUED)
    reason = models.CharField("reden", max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    turn = models.PositiveSmallIntegerField("keer opnieuw", default=0)
    claimed_by = models.CharField("in behandeling bij", max_length=64, blank=True)
    claimed_until = models.DateTimeField("in behandeling tot", null=True, blank=True)
    begun_at = models.DateTimeField("overdracht begonnen", null=True, blank=True)
    provider_ref = models.CharField("nummer bij de bezorger", max_length=128, blank=True)
    sent_at = models.DateTimeField("verstuurd op", null=True, blank=True)
    delivered_at = models.DateTimeField("bezorgd op", null=True, blank=True)
    settled_at = models.DateTimeField("afgehandeld op", null=True, blank=True)

    class Meta:
        ordering = ["put_at", "id"]
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        indexes = [
            models.Index(fields=["due_at"], name="outbox_waiting", condition=Q(state="queued")),
            models.Index(
                fields=["expires_at"],
                name="outbox_too_late",
                condition=Q(state="queued", expires_at__isnull=False),
            ),
            models.Index(
                fields=["claimed_until"], name="outbox_on_its_way", condition=Q(state="claimed")
            ),
            models.Index(
                fields=["region_key", "put_at"],
                name="outbox_for_somebody",
                condition=Q(state__in=["uncertain", "failed", "undeliverable"], settled_at=None),
            ),
            models.Index(Lower("recipient"), "region_key", name="outbox_to_somebody"),
        ]
        constraints = [
            models.CheckConstraint(
                name="outbox_claimed_by_somebody",
                condition=~Q(state="claimed") | Q(claimed_until__isnull=False) & ~Q(claimed_by=""),
            ),
            models.CheckConstraint(
                name="outbox_sent_at_some_time",
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="outbox_queued_is_untouched",
                condition=~Q(state="queued") | Q(begun_at=None, settled_at=None),
            ),
            models.CheckConstraint(
                name="outbox_has_a_recipient", condition=~Q(recipient="") & ~Q(key="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.key} ({self.state})"

    @property
    def reference(self) -> str:
        """What the provider knows it by; the same again after a crash."""
        return f"{self.pk.hex}.{self.turn}"
