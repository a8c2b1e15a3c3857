"""Decisions and proposals, as the pages show them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from werkcentrum.governance.models import (
    DECIDING,
    Agreement,
    Body,
    Decision,
    DecisionPoint,
    Mandate,
    Proposal,
    Vote,
)
from werkcentrum.partners.models import Region


@dataclass(frozen=True)
class DecisionFacts:
    """One decision, and what rests on it."""

    decision: Decision
    points: list[DecisionPoint]
    votes: list[Vote]
    mandates: list[Mandate]

    @property
    def agreements(self) -> list[Agreement]:
        """What it enters."""
        return [point.agreement for point in self.points if point.agreement is not None]


def decisions_of(
    region: Region, *, body: Body | None = None, year: int | None = None
) -> QuerySet[Decision]:  # fmt: skip
    """Of a region, the newest first."""
    rows = Decision.objects.filter(body__organisation__region=region)
    rows = rows.select_related("body__organisation", "proposal")
    if body is not None:
        rows = rows.filter(body=body)
    if year is not None:
        rows = rows.filter(decided_on__year=year)
    return rows.order_by("-decided_on", "number", "pk")


def decides_for(region: Region, organisation: str) -> Body | None:
    """The body that decides for the organisation with this key, if it has one."""
    rows = Body.objects.filter(organisation__region=region, organisation__key=organisation)
    return rows.filter(kind__in=DECIDING).order_by("pk").first() if organisation else None


def newest_proposal_about(region: Region, agreement: str) -> Proposal | None:
    """The last one that asks something of the agreement with this id; '' is none."""
    try:
        about = UUID(agreement)
    except ValueError:
        return None
    rows = Proposal.objects.filter(region=region, agreements=about)
    return rows.order_by("-made_on", "reference").first()


def years_of(region: Region) -> list[int]:
    """In which there were decisions, the last first."""
    rows = Decision.objects.filter(body__organisation__region=region)
    return [day.year for day in rows.dates("decided_on", "year", order="DESC")]


def decision_facts(decision: Decision) -> DecisionFacts:
    """All of one decision."""
    points = decision.points.select_related("agreement").order_by("position")
    mandates = decision.mandates.select_related("organisation").order_by("starts_on", "number")
    votes = Vote.objects.filter(decision=decision).order_by("voter")
    return DecisionFacts(decision, list(points), list(votes), list(mandates))


def proposals_of(region: Region) -> QuerySet[Proposal]:
    """Of a region, the newest first."""
    rows = Proposal.objects.filter(region=region).select_related("organisation")
    return rows.annotate(count=Count("decisions")).order_by("-made_on", "reference", "pk")
