"""Who is asked for contact and did not answer yet: for themselves, and for who helps them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from werkcentrum.accounts.models import User
from werkcentrum.accounts.queries import who_may_at
from werkcentrum.accounts.roles import Permission
from werkcentrum.casework.models import Enquiry
from werkcentrum.core import clock
from werkcentrum.core.refusal import Refusal
from werkcentrum.matching.models import ContactRequest
from werkcentrum.matching.rules import CONTACT, CONTACT_DATA, basis_to_tell, may_tell
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.privacy.asking import Question, question_for
from werkcentrum.privacy.models import Consent, ConsentText, LegalGround
from werkcentrum.privacy.queries import askable_of, in_words
from werkcentrum.privacy.rules import text_for
from werkcentrum.profiles.models import Profile
from werkcentrum.vacancies.search_queries import on_the_website

WAITING: Final = (ContactRequest.State.OPEN, ContactRequest.State.ASKED)


@dataclass(frozen=True)
class OwnContact:
    """A question for contact as the person reads it.

    `shared` says what the organisation hears after a yes. `text` is what they must agree to first,
    asked in `question`; None when they did before. `can_agree`: a yes of their own is possible.
    """

    request: ContactRequest
    profile: Profile
    shared: str
    can_agree: bool
    text: ConsentText | None = None
    question: Question | None = None


def waiting_for(profiles: Collection[Profile], *, today: date) -> list[ContactRequest]:
    """What one person, whose profiles these are, can answer: the oldest question first."""
    facts = [profile.facts_id for profile in profiles]
    rows = ContactRequest.objects.filter(facts__in=facts, state__in=WAITING)
    found = rows.select_related("vacancy", "organisation").order_by("requested_at", "id")
    return [row for row in found if may_tell(row, today=today) is None]


def own_contact(request: ContactRequest, profile: Profile, *, at: datetime) -> OwnContact:
    """One of those, with what a yes needs. Who has a representative does not agree alone."""
    shared = in_words(CONTACT_DATA)
    if not isinstance(basis_to_tell(request, profile, at=at), Refusal):
        return OwnContact(request, profile, shared, can_agree=True)
    ground = ground_to_ask(request, profile, at=at)
    text = text_for(ground.purpose_id, profile.client.language, at) if ground else None
    if ground is None or text is None or profile.client.representative:
        return OwnContact(request, profile, shared, can_agree=False)
    question = question_for(profile.client, ground, text, at)
    return OwnContact(request, profile, shared, can_agree=True, text=text, question=question)


def ground_to_ask(request: ContactRequest, profile: Profile, *, at: datetime) -> LegalGround | None:
    """The row of the register by which this person may be asked to agree; None without one."""
    askable = askable_of(profile.client, controllers=[profile.consent.controller_id], at=at)
    return next(
        (
            row.ground
            for row in askable
            if row.ground.purpose.key == CONTACT and row.ground.covers(CONTACT_DATA)
            and (row.ground.recipient or row.ground.controller) == request.organisation
        ),
        None,
    )  # fmt: skip


def waiting_with(user: User, region: Region, *, today: date) -> QuerySet[ContactRequest]:
    """Of everybody whose profile this user may read, what they did not answer: oldest first."""
    seen = Enquiry.objects.visible_to(user).filter(region=region)
    helping = seen.filter(client=OuterRef("client"), organisation=OuterRef("consent__controller"))
    work = user.work_in(region)
    is_ours = Q(consent__controller=work.organisation_id) if work else Q(pk=None)
    profiles = Profile.objects.filter(
        is_ours | Exists(helping), client__in=seen.values("client"), facts__kept_until__gt=today
    )
    rows: QuerySet[ContactRequest] = ContactRequest.objects.filter(
        Q(vacancy__closes_on=None) | Q(vacancy__closes_on__gte=today),
        facts__in=profiles.values("facts"), state__in=WAITING, vacancy__in=on_the_website(region),
    )  # fmt: skip
    return rows.select_related("vacancy", "organisation").order_by("requested_at", "id")


def still_agreed(at: datetime) -> QuerySet[ContactRequest]:
    """Every yes, but for those that rested on a consent which was taken back or ended."""
    rows: QuerySet[ContactRequest] = ContactRequest.objects.filter(
        Q(disclosure__consent=None) | Q(disclosure__consent__in=Consent.objects.in_force(at)),
        state=ContactRequest.State.YES,
    )
    return rows


def keepers_at(organisation: Organisation) -> list[User]:
    """Who keeps vacancies there and reads mail: an own login may come without an address."""
    return [user for user in who_may_at(Permission.KEEP_VACANCIES, organisation) if user.email]


def is_still_agreed(subject: str) -> bool:
    """Whether a yes holds and is told to this person ('request:user'); asked as its message leaves.

    Who asked hears of it; when they keep no vacancies there any more, all who do. A message from
    before it named its reader ('request') was written to who asked.
    """
    key, _colon, somebody = subject.partition(":")
    rows = still_agreed(clock.now()).filter(pk=key)
    request = rows.select_related("organisation").first()
    if request is None:
        return False
    keepers = {str(user.pk) for user in keepers_at(request.organisation)}
    return not somebody or somebody in ({request.requested_by} & keepers or keepers)


def profiles_by_facts(requests: Sequence[ContactRequest]) -> Mapping[UUID, Profile]:
    """Whose question it is, by the id of the facts."""
    rows = Profile.objects.filter(facts__in=[row.facts_id for row in requests])
    return {row.facts_id: row for row in rows.select_related("client").order_by("pk")}
