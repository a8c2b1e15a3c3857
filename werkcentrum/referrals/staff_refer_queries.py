"""Where an adviser can bring somebody, and how one referral stands."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from werkcentrum.accounts.models import User
from werkcentrum.accounts.queries import mail_addresses
from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.models import Enquiry
from werkcentrum.catalogue.models import LocalVariant
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import Refusal
from werkcentrum.partners.models import Municipality, Region, Team
from werkcentrum.privacy.rules import Basis
from werkcentrum.referrals import queries, rules
from werkcentrum.referrals.models import Referral, ReferralMessage
from werkcentrum.referrals.staff_words import STATES
from werkcentrum.referrals.states import State
from werkcentrum.referrals.team_queries import facts_of, message_of


@dataclass(frozen=True)
class Target:
    """A team to bring somebody to, and for which service; `fits`: it is about what they asked."""

    team: Team
    service: str
    title: str
    fits: bool

    @property
    def key(self) -> str:
        """What a form sends for it."""
        return f"{self.team.pk} {self.service}".strip()


@dataclass(frozen=True)
class Preview:
    """What a team sees once it opened a referral, to the letter."""

    facts: list[tuple[str, str]]
    summary: str


@dataclass(frozen=True)
class Moment:
    """One step in the life of a referral."""

    at: datetime
    label: str
    who: str


@dataclass(frozen=True)
class ShownHandover:
    """The appointment of the three, on the clock of its location; `goes_on`: it was not called
    off."""

    key: UUID
    starts_at: datetime
    where: str
    label: str
    goes_on: bool


@dataclass(frozen=True)
class SentReferral:
    """A referral as its sender works on it.

    `refusal`: why its data may not leave now, or '' when they may; `basis`: on what they may.
    """

    referral: Referral
    label: str
    is_late: bool
    due_on: date | None
    history: list[Moment]
    messages: list[ReferralMessage]
    refusal: str
    basis: str


def targets_for(
    enquiry: Enquiry, *, at: datetime, municipality: Municipality | None = None
) -> list[Target]:
    """Every team that may receive, those for what somebody asked first; silent teams are left out.

    Of services only those for who asks: a resident or an employer. `municipality`: only services
    that help people there. Four queries, however many teams there
    are.
    """
    region = enquiry.region
    where = municipality or enquiry.municipality
    kinds = Enquiry.Audience
    audience = kinds.EMPLOYER if enquiry.employer_id is not None else kinds.RESIDENT
    teams = {team.pk: team for team in queries.teams_that_may_receive(region, at=at)}
    here = Q(municipality=where) if where else Q()
    variants = (
        LocalVariant.objects.filter(here, municipality__region=region, accepts_referrals=True)
        .filter(referral_team__in=teams)
        .select_related("service__main_theme", "referral_team__organisation")
        .prefetch_related("service__themes")
        .order_by("service__title", "id")
    )
    found: dict[tuple[UUID, str], Target] = {}
    for variant in variants:
        team, service = variant.referral_team, variant.service
        assert team is not None  # noqa: S101  of a service that accepts referrals (CHECK)
        if audience not in service.audience:
            continue
        themes = {theme.key for theme in service.themes.all()} | {service.main_theme.key}
        fits = bool(themes & set(enquiry.themes))
        found.setdefault(
            (team.pk, service.key), Target(team, service.key, f"{service.title}: {team}", fits)
        )
    bare = [Target(team, "", str(team), fits=False) for team in teams.values()]
    return sorted(found.values(), key=lambda target: not target.fits) + bare


def sent_referrals(user: User, region: Region) -> QuerySet[Referral]:
    """The referrals of the enquiries that this user may see."""
    mine = Enquiry.objects.visible_to(user).filter(region=region)
    found = Referral.objects.filter(enquiry__in=mine)
    return found.select_related(*queries.REFERRAL_WITH, "enquiry__employer", "parent")


def preview_of(referral: Referral) -> Preview:
    """What goes along, as the team will see it."""
    facts = list(facts_of(referral.enquiry.client, referral.data))
    return Preview(facts, message_of(referral))


def shown_referral(referral: Referral, *, at: datetime) -> SentReferral:
    """One referral, loaded with `queries.REFERRAL_WITH`, with its history and its messages."""
    events = list(referral.events.order_by("at", "id"))
    names = mail_addresses(event.by for event in events)
    basis = rules.share(
        referral.enquiry, controller=referral.organisation,
        recipient=referral.team.organisation, data=referral.data, at=at,
    )  # fmt: skip
    return SentReferral(
        referral=referral,
        label=str(STATES[referral.state]),
        due_on=referral.due_on if referral.closed_at is None else None,
        is_late=bool(
            referral.closed_at is None and referral.due_on and referral.due_on < day_of(at)
        ),
        history=[
            Moment(event.at, str(STATES[State(event.state)]), _who(event.by, names))
            for event in events
        ],
        messages=list(referral.messages.order_by("at", "id")),
        refusal=str(basis) if isinstance(basis, Refusal) else "",
        basis=_on_what(basis) if isinstance(basis, Basis) else "",
    )


def shown_handover(referral: Referral) -> ShownHandover | None:
    """The appointment of the three as it is now, also when it moved; None without one."""
    found = queries.handover_of(referral)
    if found is None:
        return None
    return ShownHandover(
        key=found.pk, starts_at=found.starts_at.astimezone(found.location.zone),
        where=f"{found.location.name}, {found.get_channel_display()}",
        label=found.get_state_display(), goes_on=rules.is_coming(found),
    )  # fmt: skip


def _on_what(basis: Basis) -> str:
    """What sharing rests on, for who sends."""
    if basis.ground is not None:
        return f"de wet ({basis.ground.law})"
    return "toestemming van de klant" if basis.consent is not None else ""


def _who(by: str, names: dict[str, str]) -> str:
    """Who took a step: a colleague, the team by its link, the person, or the system."""
    if by in names:
        return names[by]
    if by.startswith("team:"):
        return "het team"
    return {AuditLine.CLIENT: "de klant", AuditLine.SYSTEM: "vanzelf"}.get(by, "")
