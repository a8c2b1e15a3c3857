"""What is asked about referrals."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from werkcentrum.accounts.models import User
from werkcentrum.accounts.queries import who_may_at
from werkcentrum.accounts.roles import Permission
from werkcentrum.appointments.models import Appointment
from werkcentrum.appointments.states import CANCELLED
from werkcentrum.appointments.states import State as AppointmentState
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.core.clock import day_of
from werkcentrum.partners.models import Organisation, Region, Team
from werkcentrum.privacy.models import Consent, LegalGround
from werkcentrum.referrals.clocks import (
    CALL_LIST,
    EXPIRES_AFTER,
    LADDER,
    calendars_of,
    is_unread_too_long,
)
from werkcentrum.referrals.models import AnswerLink, Referral
from werkcentrum.referrals.states import OPEN, TERMINAL, UNANSWERED, State
from werkcentrum.referrals.tokens import hash_of

REFERRAL_WITH: Final = (
    "region", "team__organisation", "organisation", "owner", "service", "enquiry__client",
    "enquiry__region", "handover",
)  # fmt: skip
# In these a team must do something.
WAITS_FOR_TEAM: Final = (*UNANSWERED, State.ACCEPTED, State.CONTACT_MADE, State.IN_PROGRESS)


def open_referrals(enquiry: Enquiry) -> QuerySet[Referral]:
    """Where an enquiry still is; what was not sent yet counts too."""
    return Referral.objects.filter(enquiry=enquiry).exclude(state__in=TERMINAL)


def is_there_already(enquiry: Enquiry, team: Team, theme: str) -> bool:
    """Whether this team has this enquiry already for this theme, sent or about to be."""
    return open_referrals(enquiry).filter(team=team, theme=theme).exists()


def resting_on(consent: Consent) -> QuerySet[Referral]:
    """What ends when somebody withdraws a consent; an earlier one for the same was replaced."""
    found = Referral.objects.filter(
        consent__client=consent.client_id, consent__purpose=consent.purpose_id,
        consent__controller=consent.controller_id, consent__recipient=consent.recipient_id,
        state__in=OPEN,
    )  # fmt: skip
    return found.select_related(*REFERRAL_WITH).order_by("pk")


def resting_on_own_word(client: Client) -> QuerySet[Referral]:
    """What ends when somebody turns out not to decide alone."""
    found = Referral.objects.filter(
        consent__client=client, consent__by_representative=False, state__in=OPEN
    )
    return found.select_related(*REFERRAL_WITH).order_by("pk")


def resting_on_ground(client: Client, ground: LegalGround) -> QuerySet[Referral]:
    """What ends when somebody objects; an earlier row for the same was replaced.

    Also what was made under another name with the same address, as `privacy.rules` has it.
    """
    found = Referral.objects.filter(
        enquiry__client__in=Client.objects.reached_like(client), ground__purpose=ground.purpose_id,
        ground__controller=ground.controller_id, ground__recipient=ground.recipient_id,
        state__in=OPEN,
    )  # fmt: skip
    return found.select_related(*REFERRAL_WITH).order_by("pk")


def received(user: User, region: Region) -> QuerySet[Referral]:
    """The inbox of a partner's employee: what was sent to their organisation in this region."""
    mine = Referral.objects.received_by(user).filter(region=region)
    found: QuerySet[Referral] = mine.select_related(*REFERRAL_WITH)
    return found


def link_behind(region: Region, secret: str) -> AnswerLink | None:
    """The link with this secret, of whatever age; None when there never was one in this region."""
    found = AnswerLink.objects.filter(secret_hash=hash_of(secret), referral__region=region)
    about = [f"referral__{name}" for name in REFERRAL_WITH]
    return found.select_related("team__organisation", *about).first()


def handover_of(referral: Referral) -> Appointment | None:
    """The appointment of the three as it is now: moving one makes another of the same series."""
    if referral.handover is None:
        return None
    versions = Appointment.objects.filter(series=referral.handover.series)
    return versions.select_related("location", "companion").order_by("-sequence").first()


def changed_handovers() -> QuerySet[Referral]:
    """Open referrals of which the appointment of the three changed since the team heard of it."""
    is_other = Q(handover__state__in=(AppointmentState.RESCHEDULED, *CANCELLED))
    found = Referral.objects.filter(
        is_other, closed_at=None, handover__isnull=False, is_handover_off=False
    )
    return found.select_related(*REFERRAL_WITH).order_by("pk")


def regions_with_changed_handovers() -> QuerySet[Region]:
    """Where a team must hear of one."""
    return Region.objects.filter(pk__in=changed_handovers().order_by().values("region")).order_by(
        "pk"
    )


def teams_that_may_receive(region: Region, *, at: datetime) -> list[Team]:
    """The teams that can be sent something, by organisation: who leaves nothing unread."""
    silent = silent_teams(region, at=at)
    teams = Team.objects.filter(organisation__region=region).select_related("organisation")
    return [team for team in teams.order_by("organisation__name", "name", "pk")
            if team.pk not in silent]  # fmt: skip


def silent_teams(region: Region, *, at: datetime) -> set[Any]:
    """The ids of the teams where something lies unread for three working days: an alarm."""
    return {referral.team_id for referral in unread_too_long(region, at=at)}


def has_unread_too_long(team: Team, *, at: datetime) -> bool:
    """Whether this team leaves something unread."""
    return bool(_too_long(_unread(at).filter(team=team), at))


def unread_too_long(region: Region, *, at: datetime) -> list[Referral]:
    """What lies unread for three working days, oldest first: the alarm of the coordinator."""
    return _too_long(_unread(at).filter(region=region), at)


def call_list(region: Region, *, at: datetime) -> QuerySet[Referral]:
    """Where reminders did not help and somebody must call, oldest first."""
    found = Referral.objects.filter(
        region=region, state__in=WAITS_FOR_TEAM, is_by_hand=False, closed_at=None
    )
    late = found.filter(ladder__gte=CALL_LIST, due_on__lt=day_of(at))
    return late.select_related(*REFERRAL_WITH).order_by("due_on", "pk")


def teams_to_remind(at: datetime) -> QuerySet[Team]:
    """Teams where something may be due that they were not yet reminded of so often.

    Whether it is so, their calendar says.
    """
    on_a_rung = Q()
    for number, days in enumerate(LADDER):
        on_a_rung |= Q(ladder=number, due_on__lte=_ago(at, days))
    return _teams_of(_automatic().filter(on_a_rung))


def teams_with_expired(at: datetime) -> QuerySet[Team]:
    """Teams where something may have waited so long that it goes back."""
    return _teams_of(perhaps_expired(at))


def due_at(team: Team, at: datetime) -> QuerySet[Referral]:
    """What a team must do today or should have done, oldest first."""
    found = _automatic().filter(team=team, due_on__lte=day_of(at))
    return found.select_related(*REFERRAL_WITH).order_by("due_on", "pk")


def is_waited_for(subject: str) -> bool:
    """Whether anything was due of this team (its id); asked before a reminder leaves."""
    return _automatic().filter(team=UUID(subject), ladder__gt=0).exists()


def perhaps_expired(at: datetime) -> QuerySet[Referral]:
    """What was not answered for so long that it may go back."""
    found = _automatic().filter(state__in=UNANSWERED, due_on__lte=_ago(at, EXPIRES_AFTER))
    return found.select_related(*REFERRAL_WITH).order_by("due_on", "pk")


def who_receives(organisation: Organisation) -> list[User]:
    """The people of an organisation who may answer referrals, by mail address."""
    return who_may_at(Permission.RECEIVE_REFERRALS, organisation)


def _automatic() -> QuerySet[Referral]:
    """What waits for a team, and no human deals with."""
    return Referral.objects.filter(state__in=WAITS_FOR_TEAM, is_by_hand=False)


def _teams_of(found: QuerySet[Referral]) -> QuerySet[Team]:
    teams = Team.objects.filter(pk__in=found.values("team"))
    return teams.select_related("organisation__region").order_by("pk")


def _ago(at: datetime, working_days: int) -> date:
    """The last day that can be so many working days ago: there are no more than five in a week."""
    return day_of(at) - timedelta(days=working_days + working_days // 5 * 2)


def _unread(at: datetime) -> QuerySet[Referral]:
    """Sent some days ago and never opened, also when it went back to the sender by itself.

    Until somebody called the team about that.
    """
    opened = Q(events__state=State.RECEIVED) | Q(events__state=State.ACCEPTED)
    read = Referral.objects.filter(opened, state=State.EXPIRED).values("pk")
    went_back = Q(state=State.EXPIRED, is_by_hand=False)
    found = Referral.objects.filter(
        Q(state=State.SENT) | went_back, sent_at__lt=at - timedelta(days=1)
    ).exclude(pk__in=read)
    return found.select_related("team__organisation").order_by("sent_at", "pk")


def _too_long(rows: Iterable[Referral], at: datetime) -> list[Referral]:
    found: Sequence[Referral] = list(rows)
    calendars, today = calendars_of({row.team_id for row in found}), day_of(at)
    return [row for row in found if row.sent_at is not None
            and is_unread_too_long(day_of(row.sent_at), today, calendars[row.team_id])]  # fmt: skip
