"""How many messages a worker sends, beside the bare statements that it cannot do without."""

import statistics
import time
from collections.abc import Iterator

from django.db import connection, transaction

from werkcentrum.core import clock, outbox
from werkcentrum.core.carriers import ShownOnly
from werkcentrum.core.delivery import Deliverer
from werkcentrum.core.models import OutboxMessage, new_id
from werkcentrum.core.notices import Sender, compose

ROUNDS, MESSAGES = 5, 200
SENDER = Sender("bench", "Werkcentrum", "http://localhost", is_demonstration=True)
_BEGUN = "UPDATE core_outboxmessage SET begun_at = %s WHERE key = %s AND state = 'claimed'"
_SENT = "UPDATE core_outboxmessage SET state = 'sent', sent_at = %s WHERE key = %s"


def report() -> Iterator[str]:
    """Put and sent messages a second, no network; bare: the same rows and commits by SQL alone."""
    notice = compose(
        sender=SENDER, language="nl", subject="Uw afspraak", preheader="", paragraphs=["Hallo,"]
    )
    rates: dict[str, list[float]] = {"put": [], "bare insert": [], "sent": [], "bare updates": []}
    for number in range(ROUNDS):
        # Round by round, so that a busy moment of the machine falls on all alike.
        keys = [f"bench-{number}-{n}" for n in range(MESSAGES)]
        rates["put"].append(_rate(lambda keys=keys: _put(notice, keys)))
        rates["sent"].append(_rate(_send))
        bare = [f"bare-{number}-{n}" for n in range(MESSAGES)]
        sql, values = _insert(f"bench-{number}-0")
        rates["bare insert"].append(_rate(lambda b=bare, s=sql, v=values: _bare_put(s, v, b)))
        rates["bare updates"].append(_rate(lambda b=bare: _bare_send(b)))
    OutboxMessage.objects.all().delete()
    middle = {name: statistics.median(found) for name, found in rates.items()}
    yield f"{'':24s} {'a second':>9s} {'x bare SQL':>11s}"
    for ours, baseline in (("put", "bare insert"), ("sent", "bare updates")):
        yield f"{ours:24s} {middle[ours]:9.0f} {middle[ours] / middle[baseline]:11.2f}"
        yield f"{baseline:24s} {middle[baseline]:9.0f}"


def _rate(work: object) -> float:
    started = time.perf_counter()
    work()  # type: ignore[operator]
    return MESSAGES / (time.perf_counter() - started)


def _put(notice: object, keys: list[str]) -> None:
    for key in keys:
        with transaction.atomic():
            message = outbox.message(
                notice=notice, channel="mail", to="a@post.example", sender=SENDER, key=key,
                at=clock.now(), is_asked_for=True,
            )  # type: ignore[arg-type]  # fmt: skip
            outbox.put_all([message])


def _send() -> None:
    worker = Deliverer(name="bench", carriers={("mail", True): ShownOnly()}, now=clock.now)
    while worker.round():
        pass


def _insert(like: str) -> tuple[str, dict[str, object]]:
    """The statement that inserts a row, and the values of one that Django wrote."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM core_outboxmessage WHERE key = %s", [like])
        names = [column[0] for column in cursor.description]
        values = dict(zip(names, cursor.fetchone(), strict=True))
    marks = ", ".join(["%s"] * len(names))
    values |= {"state": "claimed", "claimed_until": values["put_at"], "sent_at": None}
    return f"INSERT INTO core_outboxmessage ({', '.join(names)}) VALUES ({marks})", values  # noqa: S608


def _bare_put(sql: str, values: dict[str, object], keys: list[str]) -> None:
    with connection.cursor() as cursor:
        for key in keys:
            pk = new_id()
            own = values | {"key": key, "id": pk if connection.vendor == "postgresql" else pk.hex}
            # On PostgreSQL a JSON column comes out as text or as a list; it goes in as text.
            cursor.execute(sql, [("[]" if n == "attachments" else v) for n, v in own.items()])


def _bare_send(keys: list[str]) -> None:
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute(_BEGUN, [clock.now(), key])
            cursor.execute(_SENT, [clock.now(), key])
