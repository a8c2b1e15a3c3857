"""Destroying what is past its period, and forgetting somebody who asks for that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from werkcentrum.audit.actions import SYSTEM, record
from werkcentrum.casework import people
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.core.records import RECORDS, Cutoff, Record
from werkcentrum.core.refusal import RefusedError, insist
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.privacy import retention_rules as rules
from werkcentrum.privacy.models import Destruction, Period
from werkcentrum.privacy.retention import Stays, Term, term_of, terms_of, what_stays
from werkcentrum.privacy.retention_queries import limit_of


@dataclass(frozen=True)
class Forgotten:
    """What stays of somebody, of nobody in particular, and the names of the organisations that
    received something about them: those have it still (article 19 GDPR)."""

    stays: list[Stays]
    recipients: list[str]


@transaction.atomic
def forget_person(*, client: Client, by: str, at: datetime) -> Forgotten:
    """Delete everything that leads to somebody who asks for that, and tell what stays and why.

    Raises Client.DoesNotExist when somebody did so already.
    """
    person = _taken(client)
    region = person.region
    partners = Organisation.objects.filter(pk__in=person.disclosures.values("recipient"))
    recipients = list(partners.order_by("name").values_list("name", flat=True))
    stays = what_stays(people.forget_person(person, at), terms_of(region))
    record(
        verb="privacy.person_forgotten", subject=client, by=by, at=at, region_key=region.key,
        stays=sum(row.count for row in stays), recipients=len(recipients),
    )  # fmt: skip
    return Forgotten(stays, recipients)


def _taken(client: Client) -> Client:
    """Their enquiries and then they themselves: whoever writes about them was first, or waits."""
    about = Enquiry.objects.filter(client=client.pk).order_by("pk")
    list(about.select_for_update(of=("self",), no_key=True).values_list("pk"))
    found = Client.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("region").get(pk=client.pk)


@transaction.atomic
def change_period(
    *,
    region: Region,
    record_key: str,
    days: int | None,
    needs_second: bool,
    source: str,
    by: str,
    at: datetime,
) -> Period:
    """Decide how long a sort of record stays, in days or for ever. Raises RefusedError.

    What was proposed under a shorter period is then not destroyed any more.
    """
    insist(rules.may_change(record_key, days))
    before = terms_of(region)[record_key]
    # The page about privacy tells it, from what is remembered of this version of the content. The
    # region comes first, as when its folder is loaded: otherwise the two wait for each other.
    Region.objects.filter(pk=region.pk).update(content_version=F("content_version") + 1)
    period, _is_new = Period.objects.update_or_create(
        region=region, record=record_key,
        defaults={
            "days": days, "needs_second": needs_second, "source": source, "changed_at": at,
        },
    )  # fmt: skip
    record(
        verb="privacy.period_changed", subject=period, by=by, at=at, region_key=region.key,
        record=record_key, was=before.days, days=days, needs_second=needs_second,
    )  # fmt: skip
    return period


@transaction.atomic
def propose_destruction(*, destruction: Destruction, by: str, at: datetime) -> None:
    """Somebody looked at what the system found, and proposes that it goes. Raises RefusedError."""
    insist(rules.may_propose(destruction))
    _take_step(destruction, {"proposed_by": SYSTEM}, proposed_by=by, proposed_at=at)
    _record("destruction_proposed", destruction, by, at)


@transaction.atomic
def approve_destruction(*, destruction: Destruction, by: str, at: datetime) -> None:
    """A second person agrees; it goes in the next night. Raises RefusedError."""
    insist(rules.may_decide(destruction, by=by))
    was = {"proposed_by": destruction.proposed_by}
    _take_step(destruction, was, approved_by=by, approved_at=at)
    _record("destruction_approved", destruction, by, at)


@transaction.atomic
def refuse_destruction(*, destruction: Destruction, by: str, at: datetime) -> None:
    """A second person does not agree: nothing goes until somebody proposes it again.

    Raises RefusedError.
    """
    insist(rules.may_decide(destruction, by=by))
    was = {"proposed_by": destruction.proposed_by}
    _take_step(destruction, was, proposed_by=SYSTEM, proposed_at=at)
    _record("destruction_refused", destruction, by, at)


def destroy_past(*, at: datetime) -> int:
    """Destroy a batch of every sort of record that is past its period; returns how many rows went.

    The system does this by itself, in the night, until nothing is left. Where a second person must
    agree it only finds what is past, until two people decided. Each batch is one transaction, with
    its count in the register and one audit line.
    """
    total = 0
    for region in Region.objects.order_by("key"):
        for term in terms_of(region).values():
            cutoff = term.cutoff(at)
            if cutoff is None:
                continue
            if term.needs_second:
                _find(region, term, cutoff, at)
            else:
                total += _destroy(region, term, cutoff, at)
        total += sum(_carry_out(row, at) for row in _approved(region))
    return total


def _approved(region: Region) -> Iterable[Destruction]:
    rows = Destruction.objects.filter(region=region, done_at=None, record__in=RECORDS)
    return rows.exclude(approved_by="").select_related("region").order_by("pk")


def _find(region: Region, term: Term, cutoff: Cutoff, at: datetime) -> None:
    """What people must decide about; while nobody proposed it, it grows with the days."""
    known = Destruction.objects.filter(region=region, record=term.record.key, done_at=None)
    if known.exists():
        known.filter(proposed_by=SYSTEM).exclude(until_on=cutoff.before).update(
            until_on=cutoff.before
        )
    elif term.record.past(region.key, cutoff).exists():
        Destruction.objects.create(
            region=region, record=term.record.key, until_on=cutoff.before, source=term.source,
            proposed_by=SYSTEM, proposed_at=at,
        )  # fmt: skip


@transaction.atomic
def _destroy(region: Region, term: Term, cutoff: Cutoff, at: datetime) -> int:
    """One batch that needs nobody, counted in the line of the register of this day."""
    keys = _batch(term.record, region, cutoff)
    if not keys:
        return 0
    term.record.destroy(keys, at)
    today = Destruction.objects.filter(
        region=region, record=term.record.key, until_on=cutoff.before, proposed_by=SYSTEM,
        done_at__isnull=False,
    )  # fmt: skip
    line = today.order_by("pk").first() or Destruction.objects.create(
        region=region, record=term.record.key, until_on=cutoff.before, source=term.source,
        proposed_by=SYSTEM, proposed_at=at, done_at=at,
    )  # fmt: skip
    _count(line, len(keys), at, done_at=at)
    return len(keys)


@transaction.atomic
def _carry_out(destruction: Destruction, at: datetime) -> int:
    """One batch of what two people agreed on; without any it is done."""
    cutoff = limit_of(destruction, term_of(destruction.region, destruction.record), at)
    sort = RECORDS[destruction.record]
    keys = _batch(sort, destruction.region, cutoff) if cutoff else []
    if not keys:
        Destruction.objects.filter(pk=destruction.pk).update(done_at=at)
        return 0
    sort.destroy(keys, at)
    _count(destruction, len(keys), at)
    return len(keys)


def _batch(sort: Record, region: Region, cutoff: Cutoff) -> list[Any]:
    """Ids of rows that go now, taken: another worker waits, and then does not find them."""
    past = sort.past(region.key, cutoff)
    found = list(past.values_list("pk", flat=True)[: sort.batch])
    # Without the tables that `past` looks into, which others need meanwhile.
    rows = past.model._base_manager.select_for_update(no_key=True).filter(pk__in=found)
    mine = list(rows.order_by("pk").values_list("pk", flat=True))
    return list(past.filter(pk__in=mine).values_list("pk", flat=True))


def _count(destruction: Destruction, count: int, at: datetime, **values: datetime) -> None:
    rows = Destruction.objects.filter(pk=destruction.pk)
    rows.update(count=F("count") + count, **values)
    record(
        verb="privacy.destroyed", subject=destruction, by=SYSTEM, at=at,
        region_key=destruction.region.key, count=count,
    )  # fmt: skip


def _take_step(destruction: Destruction, was: dict[str, str], **values: object) -> None:
    """Change it as it was shown. Raises RefusedError when somebody else was first."""
    mine = Destruction.objects.filter(pk=destruction.pk, approved_by="", done_at=None, **was)
    if not mine.update(**values):
        raise RefusedError(rules.just_done())
    for name, value in values.items():
        setattr(destruction, name, value)


def _record(verb: str, destruction: Destruction, by: str, at: datetime) -> None:
    record(
        verb=f"privacy.{verb}", subject=destruction, by=by, at=at,
        region_key=destruction.region.key, record=destruction.record,
        until=destruction.until_on.isoformat(),
    )  # fmt: skip
