"""What is written about one enquiry: notes, drafts, the plan, and how it went afterwards."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from werkcentrum.accounts.models import User
from werkcentrum.casework.models import (
    Aftercare,
    Attachment,
    Client,
    Employer,
    Enquiry,
    Note,
    NoteDraft,
    PlanAction,
    PlanGoal,
)
from werkcentrum.core.phone import international
from werkcentrum.core.reach import known_as
from werkcentrum.partners.models import Organisation, Region

_MOST_KNOWN = 20
_NETHERLANDS = "+31"


@dataclass(frozen=True)
class ShownNote:
    """A note with how many earlier texts it has; `author` is '' for who left."""

    key: UUID
    body: str
    author: str
    written_at: datetime
    earlier: int


@dataclass(frozen=True)
class ShownStep:
    """A step of the plan: who takes it, by when, and whether that day has gone by.

    `owner` is a code, `partner` the name of the organisation behind it or ''.
    """

    key: UUID
    what: str
    owner: str
    partner: str
    due_on: date | None
    done_at: datetime | None
    dropped_at: datetime | None
    is_late: bool

    @property
    def is_open(self) -> bool:
        """Whether somebody must still do it."""
        return self.done_at is None and self.dropped_at is None


@dataclass(frozen=True)
class ShownGoal:
    """A goal with its steps, in the order of the days on which they are due."""

    key: UUID
    wish: str
    reached_at: datetime | None
    steps: list[ShownStep]


@dataclass(frozen=True)
class KnownAt:
    """Who helps somebody already: an organisation and an adviser, '' when nobody is in charge."""

    organisation: str
    adviser: str


def notes_for(enquiry: Enquiry, organisation: Organisation) -> QuerySet[Note]:
    """The notes that this organisation wrote; nobody else reads them."""
    found = Note.objects.filter(enquiry=enquiry, organisation=organisation)
    return found.select_related("author").order_by("-written_at", "-id")


def shown_notes(enquiry: Enquiry, organisation: Organisation) -> list[ShownNote]:
    """The same, newest first."""
    found = notes_for(enquiry, organisation).annotate(earlier=Count("revisions"))
    return [
        ShownNote(note.pk, note.body, note.author.email if note.author else "",
                  note.written_at, note.earlier)
        for note in found
    ]  # fmt: skip


def draft_of(enquiry: Enquiry, author: User, note: Note | None = None) -> NoteDraft | None:
    """What somebody was writing; never what somebody else was."""
    found = NoteDraft.objects.filter(enquiry=enquiry, author=author, note=note)
    return found.select_related("enquiry__region").first()


def plan_of(enquiry: Enquiry, *, today: date) -> list[ShownGoal]:
    """The goals in the order in which they were agreed."""
    goals = PlanGoal.objects.filter(enquiry=enquiry).prefetch_related("actions__partner")
    return [
        ShownGoal(
            goal.pk, goal.wish, goal.reached_at, [_step(step, today) for step in goal.actions.all()]
        )
        for goal in goals.order_by("order", "agreed_at", "id")
    ]


def files_of(enquiry: Enquiry) -> QuerySet[Attachment]:
    """What lies with it, in the order in which it came; not what stands in it."""
    return Attachment.objects.filter(enquiry=enquiry).order_by("added_at", "id")


def aftercare_of(enquiry: Enquiry) -> list[Aftercare]:
    """What was agreed about asking how it went, first day first."""
    return list(Aftercare.objects.filter(enquiry=enquiry).order_by("due_on", "id"))


def known_people(region: Region, address: str) -> tuple[QuerySet[Client], QuerySet[Employer]]:
    """Who has exactly this address or number in a region, however a number is written."""
    as_written = Q(address__iexact=address)
    wanted = known_as(address)
    theirs = Q(known_as=wanted) if wanted else as_written
    is_employers = as_written | Q(address__in=_spellings(address))
    clients = Client.objects.filter(theirs, region=region).order_by("id")[:_MOST_KNOWN]
    employers = Employer.objects.filter(is_employers, region=region).order_by("id")
    return clients, employers[:_MOST_KNOWN]


def known_at(region: Region, address: str) -> tuple[list[KnownAt], list[Client | Employer]]:
    """Who helps the people behind this address, and those people, for the log."""
    clients, employers = known_people(region, address)
    found_people: list[Client | Employer] = [*clients, *employers]
    keys = [row.pk for row in found_people]
    people = Q(client__in=keys) | Q(employer__in=keys)
    found = Enquiry.objects.filter(people, region=region).values_list(
        "organisation__name", "adviser__email"
    ) if keys else []  # fmt: skip
    rows = {KnownAt(organisation or "", adviser or "") for organisation, adviser in found}
    return sorted(rows, key=lambda row: (row.organisation, row.adviser)), found_people


def _spellings(number: str) -> list[str]:
    """A Dutch phone number as people write it down; nothing for what is no Dutch number."""
    whole = international(number)
    if not whole.startswith(_NETHERLANDS):
        return [whole] if whole else []
    rest = whole.removeprefix(_NETHERLANDS)
    starts = (f"0{rest[:size]}{sign}{rest[size:]}" for size in (1, 2, 3) for sign in " -")
    return [whole, f"{_NETHERLANDS} {rest}", f"{_NETHERLANDS} {rest[0]} {rest[1:]}", f"0{rest}",
            *starts]  # fmt: skip


def _step(step: PlanAction, today: date) -> ShownStep:
    is_open = step.done_at is None and step.dropped_at is None
    return ShownStep(
        key=step.pk,
        what=step.what,
        owner=step.owner,
        partner=step.partner.name if step.partner else "",
        due_on=step.due_on,
        done_at=step.done_at,
        dropped_at=step.dropped_at,
        is_late=bool(is_open and step.due_on and step.due_on < today),
    )
