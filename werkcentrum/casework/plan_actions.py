"""A plan: a few goals in the words of the person, and who takes which step by when."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from werkcentrum.audit.actions import record
from werkcentrum.casework.models import Enquiry, PlanAction, PlanGoal
from werkcentrum.casework.rules import may_change
from werkcentrum.casework.work_rules import may_add_goal, may_add_step, may_end_step
from werkcentrum.core.refusal import insist
from werkcentrum.partners.models import Organisation


@transaction.atomic
def agree_goal(
    *, enquiry: Enquiry, wish: str, by: str, at: datetime, held_numbers: int = 0
) -> PlanGoal:
    """Add a goal to the plan. Raises RefusedError when there are five."""
    # Two who add the fifth goal at once take turns.
    enquiry.closed_at = Enquiry.objects.select_for_update(of=("self",)).get(pk=enquiry.pk).closed_at
    goals = PlanGoal.objects.filter(enquiry=enquiry)
    insist(may_add_goal(enquiry, count=goals.count()))
    last = goals.aggregate(last=Max("order"))["last"] or 0
    goal = PlanGoal.objects.create(enquiry=enquiry, wish=wish, agreed_at=at, order=last + 1)
    _record("goal_agreed", goal, enquiry, by=by, at=at, held_numbers=held_numbers)
    return goal


@transaction.atomic
def reach_goal(*, goal: PlanGoal, by: str, at: datetime) -> None:
    """The person reached it."""
    insist(may_change(goal.enquiry))
    goal.reached_at = at
    goal.save(update_fields=["reached_at"])
    _record("goal_reached", goal, goal.enquiry, by=by, at=at)


@transaction.atomic
def remove_goal(*, goal: PlanGoal, by: str, at: datetime) -> None:
    """Take a goal out of the plan, with its steps: the person wants something else."""
    insist(may_change(goal.enquiry))
    _record("goal_removed", goal, goal.enquiry, by=by, at=at)
    goal.delete()


@transaction.atomic
def add_step(
    *,
    goal: PlanGoal,
    what: str,
    owner: str,
    by: str,
    at: datetime,
    partner: Organisation | None = None,
    due_on: date | None = None,
    held_numbers: int = 0,
) -> PlanAction:
    """Agree who does what by when. Raises IntegrityError for a step of a partner without a name."""
    PlanGoal.objects.select_for_update(of=("self",)).get(pk=goal.pk)
    insist(may_add_step(goal, count=goal.actions.count()))
    step = PlanAction.objects.create(
        goal=goal, what=what, owner=owner, partner=partner, due_on=due_on
    )
    _record("step_agreed", step, goal.enquiry, by=by, at=at, owner=owner, held_numbers=held_numbers)
    return step


@transaction.atomic
def finish_step(*, step: PlanAction, by: str, at: datetime) -> None:
    """A step was taken."""
    insist(may_end_step(step))
    step.done_at = at
    step.save(update_fields=["done_at"])
    _record("step_done", step, step.goal.enquiry, by=by, at=at, owner=step.owner)


@transaction.atomic
def drop_step(*, step: PlanAction, by: str, at: datetime) -> None:
    """A step is no longer needed."""
    insist(may_end_step(step))
    step.dropped_at = at
    step.save(update_fields=["dropped_at"])
    _record("step_dropped", step, step.goal.enquiry, by=by, at=at, owner=step.owner)


def _record(
    what: str, subject: PlanGoal | PlanAction, enquiry: Enquiry, *, by: str, at: datetime,
    **detail: str | int,
) -> None:  # fmt: skip
    record(
        verb=f"casework.{what}", subject=subject, by=by, at=at, region_key=enquiry.region.key,
        **detail,
    )  # fmt: skip
