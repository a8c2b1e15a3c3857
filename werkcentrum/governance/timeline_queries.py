"""Everything that happened with a proposal, on one timeline."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from werkcentrum.core.clock import day_of
from werkcentrum.governance.models import (
    AgendaItem,
    AgreementEvent,
    AgreementVersion,
    Body,
    BudgetLine,
    Decision,
    DecisionPoint,
    Document,
    Involvement,
    Mandate,
    Paper,
    Proposal,
)

# In the lists beside the timeline.
FEW: Final = 10


@dataclass(frozen=True)
class Entry:
    """Something that happened on a day. `page` and `pk`: where it stands, when it has a page."""

    on: date
    kind: str
    words: str
    detail: str = ""
    page: str = ""
    pk: UUID | None = None


def timeline_of(
    proposal: Proposal, *, with_confidential: bool, with_drafts: bool
) -> list[Entry]:  # fmt: skip
    """From the first to the last; as many queries for much as for little.

    Without `with_confidential` it holds nothing of papers that not everybody may see, without
    `with_drafts` nothing of letters that somebody is still writing.
    """
    agreements = list(proposal.agreements.order_by("title"))
    made = Entry(proposal.made_on, _("Voorstel"), _("Het voorstel is gemaakt."))
    entries = [
        made,
        *_decided(proposal),
        *_entered(proposal, agreements),
        *_given(proposal),
        *_agreed(agreements),
        *_involved(proposal),
        *_met(proposal, agreements),
        *_documents(proposal, agreements, with_drafts),
        *_papers(proposal, agreements, with_confidential),
    ]
    # What happened on the same day keeps the order above: first decided, then given, then signed.
    return sorted(entries, key=lambda entry: entry.on)


def _decided(proposal: Proposal) -> Iterator[Entry]:
    rows = proposal.decisions.select_related("body__organisation")
    # On one day the mayor decides after the executive: the power follows the agreement.
    in_order = sorted(rows.order_by("decided_on", "number"), key=_turn)
    for row in in_order:
        where: dict[str, Any] = {"page": "decision_page", "pk": row.pk}
        words = _("%(body)s besloot: %(title)s") % {"body": row.body.name, "title": row.title}
        yield Entry(row.decided_on, _("Besluit"), words, row.number, **where)
        if row.withdrawn_on is not None:
            words = _("%(body)s trok besluit %(number)s in.") % {
                "body": row.body.name, "number": row.number,
            }  # fmt: skip
            yield Entry(row.withdrawn_on, _("Besluit"), words, **where)


def _turn(decision: Decision) -> tuple[date, bool]:
    return decision.decided_on, decision.body.kind == Body.Kind.MAYOR


def _entered(proposal: Proposal, agreements: list[Any]) -> Iterator[Entry]:
    """What the other parties decided about its agreements; all of one day are one entry."""
    titles = {row.pk: row.title for row in agreements}
    points = DecisionPoint.objects.filter(agreement__in=titles).exclude(decision__proposal=proposal)
    together: dict[tuple[date, UUID | None], list[str]] = defaultdict(list)
    for point in points.select_related("decision__body").order_by("decision__body__name", "pk"):
        decision = point.decision
        together[decision.decided_on, point.agreement_id].append(
            _("%(body)s (ingetrokken)") % {"body": decision.body.name}
            if decision.withdrawn_on
            else decision.body.name
        )
    for (on, agreement), bodies in together.items():
        words = _("Andere partijen besloten over %(title)s") % {"title": titles[agreement]}
        detail = "; ".join(bodies)
        yield Entry(on, _("Besluit"), words, detail, page="agreement", pk=agreement)


def _given(proposal: Proposal) -> Iterator[Entry]:
    """What rests on its decisions, and what was passed on of that once."""
    own = Q(decision__proposal=proposal) | Q(parent__decision__proposal=proposal)
    rows = Mandate.objects.filter(own).order_by("starts_on", "number")
    for row in rows:
        where: dict[str, Any] = {"page": "mandate_page", "pk": row.pk}
        kind = row.get_kind_display().capitalize()
        words = _("%(what)s voor %(name)s gaat in.") % {"what": kind, "name": row.holder_name}
        yield Entry(row.starts_on, kind, words, row.number, **where)
        if row.published_on is not None:
            yield Entry(row.published_on, kind, _("Bekendgemaakt: %(what)s") % {"what": row},
                        **where)  # fmt: skip
        if row.revoked_on is not None:
            yield Entry(row.revoked_on, kind, _("Ingetrokken: %(what)s") % {"what": row}, **where)


def _agreed(agreements: list[Any]) -> Iterator[Entry]:
    titles = {row.pk: row.title for row in agreements}
    where: dict[str, Any]
    for row in AgreementVersion.objects.filter(agreement__in=titles).order_by("made_at").only(
        "agreement", "number", "made_at", "what_changed"
    ):  # fmt: skip
        words = _("Versie %(number)s van %(title)s") % {
            "number": row.number, "title": titles[row.agreement_id],
        }  # fmt: skip
        where = {"page": "agreement", "pk": row.agreement_id}
        yield Entry(day_of(row.made_at), _("Tekst"), words, row.what_changed, **where)
    # Sixteen parties that sign on one day are one entry.
    together: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for event in AgreementEvent.objects.filter(agreement__in=titles).order_by("on", "at", "pk"):
        key = (event.on, event.agreement_id, event.get_kind_display())
        together[key].append(event.words)
    for (on, agreement, label), said in together.items():
        where = {"page": "agreement", "pk": agreement}
        detail = "; ".join(filter(None, said))
        yield Entry(on, _("Overeenkomst"), f"{titles[agreement]}: {label}", detail, **where)


def _involved(proposal: Proposal) -> Iterator[Entry]:
    rows = Involvement.objects.filter(proposal=proposal).select_related("body")
    for row in rows.order_by("on", "pk"):
        who = row.body.name if row.body else row.group
        words = f"{who}: {row.get_kind_display()}"
        yield Entry(row.on, _("Betrokken"), words, row.about)
        if row.answered_on is not None:
            words = _("Antwoord van %(who)s") % {"who": who}
            yield Entry(row.answered_on, _("Betrokken"), words, row.answer)


def _met(proposal: Proposal, agreements: list[Any]) -> Iterator[Entry]:
    about = Q(proposal=proposal) | Q(agreement__in=[row.pk for row in agreements])
    rows = AgendaItem.objects.filter(about).select_related("meeting__body")
    where: dict[str, Any]
    for row in rows.order_by("meeting__starts_at", "position", "pk"):
        if row.meeting is not None:
            words = f"{row.meeting.body.name}: {row.title}"
            where = {"page": "meeting", "pk": row.meeting_id}
            on = day_of(row.meeting.starts_at)
            yield Entry(on, _("Vergadering"), words, row.outcome, **where)


def _documents(
    proposal: Proposal, agreements: list[Any], with_drafts: bool
) -> Iterator[Entry]:  # fmt: skip
    about = Q(proposal=proposal) | Q(agreement__in=[row.pk for row in agreements])
    about |= Q(decision__proposal=proposal) | Q(mandate__decision__proposal=proposal)
    for row in Document.objects.filter(about).order_by("made_at", "pk").defer("pdf"):
        kind = row.get_kind_display().capitalize()
        where: dict[str, Any] = {"page": "document", "pk": row.pk}
        if row.final_on is not None:
            words = _("Vastgesteld: %(title)s") % {"title": row.title}
            yield Entry(row.final_on, kind, words, **where)
        elif with_drafts:
            words = _("Concept: %(title)s") % {"title": row.title}
            yield Entry(day_of(row.made_at), kind, words, **where)


def _papers(
    proposal: Proposal, agreements: list[Any], with_confidential: bool
) -> Iterator[Entry]:  # fmt: skip
    about = Q(proposal=proposal) | Q(agreement__in=[row.pk for row in agreements])
    rows = Paper.objects.filter(about | Q(decision__proposal=proposal))
    if not with_confidential:
        rows = rows.filter(is_confidential=False)
    for row in rows.order_by("added_at", "pk").defer("content"):
        kind = _("Vertrouwelijk stuk") if row.is_confidential else _("Stuk")
        yield Entry(day_of(row.added_at), kind, row.title, page="paper_file", pk=row.pk)


def desk_lines(proposal: Proposal) -> list[BudgetLine]:
    """The last lines of the budget for a local desk at a party of its agreements."""
    rows = BudgetLine.objects.filter(
        budget__region=proposal.region_id, purpose=BudgetLine.Purpose.LOCAL_DESK,
        location__organisation__parties__agreement__proposals=proposal,
    ).select_related("budget").distinct()  # fmt: skip
    return list(rows.order_by("-budget__year", "title")[:FEW])


def decisions_and_powers(proposal: Proposal) -> tuple[list[Decision], list[Mandate]]:
    """The last decisions about it, and what people may do by those; the timeline has them all."""
    decisions = proposal.decisions.select_related("body__organisation")
    mandates = Mandate.objects.filter(decision__proposal=proposal)
    return (
        list(decisions.order_by("-decided_on", "number")[:FEW]),
        list(mandates.order_by("-starts_on", "number")[:FEW]),
    )
