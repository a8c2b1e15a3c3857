"""What waits for somebody, over all parts of the network on paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from werkcentrum.governance.agreements.queries import (
    AgreementRow,
    agreement_rows,
    agreements_of,
    gone_ground,
)
from werkcentrum.governance.agreements.reminder_queries import due_words
from werkcentrum.governance.models import ActionPoint, Agreement, Signature
from werkcentrum.partners.models import Region

# More is not read; the pages themselves hold the rest.
_MOST = 25


@dataclass(frozen=True)
class Task:
    """One thing to do, about what, where, and by when if there is such a day."""

    what: str
    about: str
    url: str
    due_on: date | None = None
    is_late: bool = False


def tasks_of(region: Region, *, today: date) -> list[Task]:
    """What waits, with a day first and the earliest of these on top; as many queries for all."""
    found = [*_signatures(region), *_agreements(region, today), *_action_points(region, today)]
    return sorted(found, key=lambda task: task.due_on or date.max)


def _signatures(region: Region) -> Iterator[Task]:
    rows = Signature.objects.filter(confirmed_at=None, party__agreement__region=region)
    for row in rows.select_related("party__organisation", "party__agreement").defer("scan")[:_MOST]:
        yield Task(
            _("Bevestig de ondertekening van %(who)s") % {"who": row.party.organisation.name},
            row.party.agreement.title, reverse("signature_page", args=[row.pk]),
        )  # fmt: skip


def _agreements(region: Region, today: date) -> Iterator[Task]:
    """Those that people still work on, of which a ground went, or with a day that comes near."""
    begun = agreements_of(region).filter(terminated_on=None)
    working = list(begun.filter(in_force_on=None).order_by("title", "pk")[:_MOST])
    holding = list(begun.exclude(in_force_on=None).order_by("ends_on", "pk")[:_MOST])
    for row in agreement_rows([*working, *holding], today):
        if gone := gone_ground(row.agreement):
            yield Task(gone, row.agreement.title, _page(row.agreement))
        elif row.agreement.in_force_on is None:
            yield Task(_step(row), row.agreement.title, _page(row.agreement))
        elif row.due is not None and row.is_near:
            yield Task(
                due_words(row.due), row.agreement.title, _page(row.agreement), row.due.on,
                row.is_late,
            )  # fmt: skip


def _step(row: AgreementRow) -> str:
    words = {"state": row.state.label, "signed": row.signed, "parties": row.parties}
    if row.agreement.stage == Agreement.Stage.TO_SIGN:
        return _("Laat tekenen: %(signed)s van %(parties)s partijen tekenden") % words
    return _("Werk verder: %(state)s") % words


def _action_points(region: Region, today: date) -> Iterator[Task]:
    rows = ActionPoint.objects.open().filter(body__organisation__region=region)
    for row in rows.select_related("body").order_by("due_on", "pk")[:_MOST]:
        yield Task(
            f"{row.text} ({row.owner_name})", row.body.name, reverse("action_points"), row.due_on,
            row.due_on < today,
        )  # fmt: skip


def _page(agreement: Agreement) -> str:
    return reverse("agreement", args=[agreement.pk])
