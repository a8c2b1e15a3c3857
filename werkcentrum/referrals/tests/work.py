"""People with questions, an adviser who helps them, and what waits for whom."""

from datetime import date, datetime
from typing import Any, Final

from werkcentrum.accounts.models import User
from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.casework import plan_actions, work_actions
from werkcentrum.casework.models import Enquiry, PlanAction
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.models import Organisation, Region
from werkcentrum.privacy.tests.make import make_client, make_municipal
from werkcentrum.referrals.tests.make import make_enquiry

LISTS: Final = "/medewerkers/hulpvragen/"


def file_of(enquiry: Enquiry, part: str = "") -> str:
    """The address of the page of an enquiry."""
    return f"{LISTS}{enquiry.pk}/{part}"


def take(enquiry: Enquiry, adviser: User, at: datetime = MONDAY_MORNING) -> Enquiry:
    """Somebody takes charge of it, for the organisation where they work."""
    work_actions.take_on(enquiry=enquiry, adviser=adviser, by=str(adviser.pk), at=at)
    enquiry.refresh_from_db()
    return enquiry


def make_own(
    region: Region, adviser: User, name: str = "Olena", *, at: datetime = MONDAY_MORNING,
    **values: Any,
) -> Enquiry:  # fmt: skip
    """Somebody whom this adviser helps."""
    client = make_client(region, name, address=f"{name.lower()}@post.example")
    enquiry = make_enquiry(region, client, at=at)
    Enquiry.objects.filter(pk=enquiry.pk).update(**values)
    return take(enquiry, adviser, at)


def make_urgent(region: Region, name: str = "Ahmed", **values: Any) -> Enquiry:
    """Somebody who can lose the house, and whom nobody helps yet."""
    enquiry = make_enquiry(region, make_client(region, name), **values)
    Enquiry.objects.filter(pk=enquiry.pk).update(urgency=Enquiry.Urgency.EVICTION)
    return Enquiry.objects.get(pk=enquiry.pk)


def make_step(
    enquiry: Enquiry, what: str = "Bel de school", *, owner: str = PlanAction.Owner.ADVISER,
    due_on: date | None = None, partner: Organisation | None = None,
) -> PlanAction:  # fmt: skip
    """A step towards a goal."""
    goal = enquiry.goals.first() or plan_actions.agree_goal(
        enquiry=enquiry, wish="Werken in de zorg", by=SYSTEM, at=MONDAY_MORNING
    )
    return plan_actions.add_step(
        goal=goal, what=what, owner=owner, due_on=due_on, partner=partner, by=SYSTEM,
        at=MONDAY_MORNING,
    )  # fmt: skip


def make_colleague(region: Region, name: str = "sanne") -> User:
    """Somebody who helps people at the same municipality."""
    return make_staff(region, name, "adviser", organisation=make_municipal(region))
