"""What stands on the pages about meetings, promises, who was involved, and who is lent."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, QuerySet

from werkcentrum.governance.agreements.models import Agreement
from werkcentrum.governance.authority.models import Body, Proposal
from werkcentrum.governance.documents.models import Paper
from werkcentrum.governance.meetings.models import (
    ActionPoint,
    AgendaItem,
    Involvement,
    Meeting,
    SupportPost,
    Vote,
)
from werkcentrum.governance.meetings.rules import MEETING_KINDS
from werkcentrum.governance.papers.queries import readable
from werkcentrum.partners.models import Organisation, Region


@dataclass(frozen=True)
class Tally:
    """How a body voted about a decision."""

    votes: tuple[Vote, ...]

    def count(self, choice: str) -> int:
        """How many said this."""
        return sum(vote.choice == choice for vote in self.votes)

    @property
    def in_favour(self) -> int:
        """How many were for it."""
        return self.count(Vote.Choice.FOR)

    @property
    def against(self) -> int:
        """How many were against it."""
        return self.count(Vote.Choice.AGAINST)

    @property
    def abstained(self) -> int:
        """How many said neither."""
        return self.count(Vote.Choice.ABSTAINED)


@dataclass(frozen=True)
class Point:
    """A point of an agenda, how was voted about it, what was promised, and the papers to read."""

    item: AgendaItem
    tally: Tally
    promised: tuple[ActionPoint, ...]
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class Support:
    """The functions that are filled on a day; cost in whole cents a year, hours a week."""

    hours: int
    cost: int
    by_lender: tuple[tuple[str, int, int], ...]


def meeting_bodies(region: Region) -> QuerySet[Body]:
    """Who meets about the network."""
    return Body.objects.filter(
        organisation__region=region, kind__in=MEETING_KINDS
    ).order_by("name", "pk")  # fmt: skip


def meetings_of(region: Region) -> QuerySet[Meeting]:
    """All meetings of a region."""
    return Meeting.objects.filter(body__organisation__region=region).select_related("body")


def coming(region: Region) -> QuerySet[Meeting]:
    """What is planned, also what is over and was not written down as held yet: the first on top."""
    found = meetings_of(region).filter(state=Meeting.State.PLANNED)
    return found.annotate(points=Count("items")).order_by("starts_at", "pk")


def past(region: Region) -> QuerySet[Meeting]:
    """What was held or cancelled, the last on top."""
    found = meetings_of(region).exclude(state=Meeting.State.PLANNED)
    return found.order_by("-starts_at", "pk")


def open_items(region: Region) -> QuerySet[AgendaItem]:
    """Points that wait for a meeting, the oldest on top."""
    found = AgendaItem.objects.filter(body__organisation__region=region, meeting=None)
    return found.select_related("body", "proposal").order_by("added_on", "pk")


def agenda_of(meeting: Meeting, *, with_confidential: bool) -> list[Point]:
    """The points of a meeting in their order, with how was voted and what belongs to them."""
    papers = readable(Paper.objects.defer("content"), with_confidential=with_confidential)
    rows = meeting.items.select_related("proposal", "agreement", "decision").prefetch_related(
        Prefetch("decision__votes", Vote.objects.order_by("voter")),
        Prefetch("actions", ActionPoint.objects.order_by("due_on", "pk")),
        Prefetch("papers", papers.order_by("title", "pk")),
    )
    return [
        Point(
            row, Tally(tuple(row.decision.votes.all()) if row.decision else ()),
            tuple(row.actions.all()), tuple(row.papers.all()),
        )
        for row in rows.order_by("position", "added_on", "pk")
    ]  # fmt: skip


def waiting_for(meeting: Meeting) -> QuerySet[AgendaItem]:
    """The open points of the body that meets."""
    return AgendaItem.objects.filter(body=meeting.body_id, meeting=None).order_by("added_on", "pk")


def without_adopted_minutes(meeting: Meeting) -> QuerySet[Meeting]:
    """Earlier meetings of the same body whose minutes can be adopted in this one."""
    return Meeting.objects.filter(
        body=meeting.body_id, state=Meeting.State.HELD, minutes_adopted_on=None,
        starts_at__lt=meeting.starts_at,
    ).exclude(minutes="").order_by("starts_at", "pk")  # fmt: skip


def action_points(region: Region, *, is_done: bool = False) -> QuerySet[ActionPoint]:
    """What people promised: the first term on top; or what was done, the last on top."""
    found = ActionPoint.objects.filter(body__organisation__region=region)
    found = found.select_related("body", "owner", "item")
    if is_done:
        return found.exclude(done_on=None).order_by("-done_on", "pk")
    return found.filter(done_on=None).order_by("due_on", "pk")


def late(region: Region, today: date) -> int:
    """How many promises are past their term."""
    return action_points(region).filter(due_on__lt=today).count()


def involvements_of(region: Region) -> QuerySet[Involvement]:
    """Who was involved, the last on top."""
    found = Involvement.objects.filter(region=region).select_related("body", "proposal")
    return found.order_by("-on", "pk")


def unanswered(region: Region) -> int:
    """How many were asked for advice and gave none yet."""
    asked = (Involvement.Kind.CONSULTED, Involvement.Kind.ASKED_ADVICE)
    return involvements_of(region).filter(kind__in=asked, answered_on=None).count()


def support_posts(region: Region) -> QuerySet[SupportPost]:
    """All functions, who is lent now on top."""
    found = SupportPost.objects.filter(region=region).select_related("lender")
    return found.order_by("function", "starts_on", "pk")


def support_on(region: Region, day: date) -> Support:
    """What the support structure comes to on a day."""
    rows = SupportPost.objects.filter(region=region).on(day).order_by("lender__name", "pk")
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for name, hours, cost in rows.values_list("lender__name", "hours_a_week", "cost_cents"):
        sums[name][0] += hours
        sums[name][1] += cost
    found = tuple((name, hours, cost) for name, (hours, cost) in sums.items())
    return Support(sum(row[1] for row in found), sum(row[2] for row in found), found)


def proposals(region: Region) -> QuerySet[Proposal]:
    """What a point or an involvement can be about, the last on top."""
    return Proposal.objects.filter(region=region).order_by("-made_on", "pk")


def agreements(region: Region) -> QuerySet[Agreement]:
    """What a point can be about."""
    return Agreement.objects.filter(region=region).order_by("reference", "pk")


def organisations(region: Region) -> QuerySet[Organisation]:
    """Who may own a promise or lend somebody."""
    return Organisation.objects.filter(region=region).order_by("name", "pk")
