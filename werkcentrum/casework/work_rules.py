"""What may happen with an enquiry, its plan and its notes, and why not."""

from typing import Final

from django.utils.translation import gettext as _

from werkcentrum.accounts.models import User
from werkcentrum.accounts.roles import Permission
from werkcentrum.casework.models import Employer, Enquiry, PlanAction, PlanGoal
from werkcentrum.casework.rules import may_change
from werkcentrum.core.refusal import Refusal

# More goals at once nobody works on; a plan stays on one sheet of paper.
MOST_GOALS: Final = 5
MOST_STEPS: Final = 10


def may_note(enquiry: Enquiry) -> Refusal | None:
    """Whether something is written about it: not any more when it is closed and nobody's.

    Whoever asked was forgotten then, or never said who they were; an open page knows nothing of it.
    """
    is_of_nobody = enquiry.client_id is None and enquiry.employer_id is None
    if enquiry.closed_at is None or not is_of_nobody:
        return None
    return Refusal(_("Deze vraag is afgesloten en van niemand meer. Er komt niets meer bij."))


def may_take_on(enquiry: Enquiry, adviser: User) -> Refusal | None:
    """Only an open enquiry, by whoever handles enquiries in this region."""
    works = adviser.work_choices(enquiry.region)
    if not any(Permission.HANDLE_ENQUIRIES in work.permissions for work in works):
        return Refusal(_("Deze collega behandelt geen vragen in deze regio."))
    return may_change(enquiry)


def may_manage(employer: Employer, manager: User) -> Refusal | None:
    """Only whoever has contact with employers in this region."""
    works = manager.work_choices(employer.region)
    if any(Permission.HANDLE_EMPLOYERS in work.permissions for work in works):
        return None
    return Refusal("Deze collega is geen accountmanager in deze regio.")


def taken_by_another() -> Refusal:
    """Two people took it on at the same moment, or the page was old."""
    return Refusal(_("Een ander nam deze vraag net over. Kijk nog eens bij wie de vraag nu is."))


def may_reopen(enquiry: Enquiry) -> Refusal | None:
    """Only what is closed."""
    return None if enquiry.closed_at else Refusal(_("Deze vraag is nog open."))


def may_add_goal(enquiry: Enquiry, *, count: int) -> Refusal | None:
    """Whether the plan, which has so many goals, has room for one more."""
    if count >= MOST_GOALS:
        return Refusal(_("Een plan heeft hooguit vijf doelen. Haal er eerst een weg."))
    return may_change(enquiry)


def may_add_step(goal: PlanGoal, *, count: int) -> Refusal | None:
    """Whether a goal, which has so many steps, has room for one more."""
    if goal.reached_at is not None:
        return Refusal(_("Dit doel is al gelukt."))
    if count >= MOST_STEPS:
        return Refusal(_("Een doel heeft hooguit tien stappen."))
    return may_change(goal.enquiry)


def may_end_step(step: PlanAction) -> Refusal | None:
    """Whether a step is still to do."""
    if step.done_at is None and step.dropped_at is None:
        return None
    return Refusal(_("Deze stap is al klaar of vervallen."))


def aftercare_done() -> Refusal:
    """Somebody asked already how it went."""
    return Refusal(_("De nazorg is hier al gedaan."))
