"""Actions on notes, plans and who is in charge, made ready to change something."""

from collections.abc import Callable
from functools import partial
from typing import Any

from tests.ready.acts import Act, Ready
from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.actions import SYSTEM
from werkcentrum.casework import attachment_actions, note_actions, plan_actions, work_actions
from werkcentrum.casework.models import Enquiry
from werkcentrum.casework.tests.make import make_employer
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.uploads import NewFile
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.tests.make import make_municipal
from werkcentrum.referrals import charge_actions
from werkcentrum.referrals.tests.make import make_adviser, make_enquiry
from werkcentrum.referrals.tests.work import make_own, make_step, make_urgent


def on_own(action: Callable[..., object], **values: Any) -> Callable[[], Act]:
    """An action on an enquiry of which Peter is in charge."""

    def make_ready() -> Act:
        region = make_region()
        return partial(action, enquiry=make_own(region, make_adviser(region)), **values)

    return make_ready


def writing(action: Callable[..., object], **values: Any) -> Callable[[], Act]:
    """Peter writes a note."""

    def make_ready() -> Act:
        region = make_region()
        peter = make_adviser(region)
        return partial(action, enquiry=make_own(region, peter), author=peter, **values)

    return make_ready


def save_note() -> Act:
    act = writing(note_actions.save_note, body="Wil in de zorg werken.", version=0)()
    assert isinstance(act, partial)
    return partial(act, organisation=make_municipal(act.keywords["enquiry"].region))


def drop_draft() -> Act:
    act = writing(note_actions.keep_draft, body="Wil in de zorg")()
    return partial(note_actions.drop_draft, draft=act(by=SYSTEM, at=MONDAY_MORNING))


def name_account_manager() -> Act:
    region = make_region()
    return partial(
        work_actions.name_account_manager, employer=make_employer(region),
        manager=make_staff(region, "sanne", "employer_manager"),
    )  # fmt: skip


def on_goal(action: Callable[..., object], **values: Any) -> Callable[[], Act]:
    """An action on a goal with one step."""
    return lambda: partial(action, goal=_step().goal, **values)


def on_step(action: Callable[..., object]) -> Callable[[], Act]:
    """An action on a step that is still to do."""
    return lambda: partial(action, step=_step())


def put_in_charge() -> Act:
    region = make_region()
    return partial(
        charge_actions.put_in_charge, enquiry=make_urgent(region), adviser=make_adviser(region)
    )


def take_on() -> Act:
    region = make_region()
    return partial(work_actions.take_on, enquiry=make_urgent(region), adviser=make_adviser(region))


def reopen() -> Act:
    act = on_own(work_actions.reopen_enquiry)()
    assert isinstance(act, partial)
    charge_actions.end_enquiry(
        enquiry=act.keywords["enquiry"], outcome="informed", by="x", at=MONDAY_MORNING
    )
    return act


LETTER = NewFile("brief.jpg", "jpg", b"\xff\xd8\xff brief")
add_files = on_own(attachment_actions.add_files, files=[LETTER], is_from_asker=False)


def remove_file() -> Act:
    [added] = add_files()(by=SYSTEM, at=MONDAY_MORNING)
    return partial(attachment_actions.remove_file, attachment=added)


def note_aftercare() -> Act:
    enquiry = make_enquiry(make_region())
    work_actions.agree_aftercare(enquiry=enquiry, moments=["weeks"], by="x", at=MONDAY_MORNING)
    aftercare = enquiry.aftercare.get()
    return partial(work_actions.note_aftercare, aftercare=aftercare, is_reached=False)


def _step() -> Any:
    region = make_region()
    return make_step(make_own(region, make_adviser(region)))


BY_SOMEBODY: Ready = {
    "casework.name_account_manager": (
        name_account_manager,
        "casework.account_manager_named",
    ),
    "casework.keep_draft": (
        writing(note_actions.keep_draft, body="Wil in de zorg"),
        "casework.draft_kept",
    ),
    "casework.add_files": (add_files, "casework.files_added"),
    "casework.remove_file": (remove_file, "casework.file_removed"),
    "casework.sort_enquiry": (
        on_own(work_actions.sort_enquiry, themes=["inkomen"], urgency="eviction"),
        "casework.enquiry_sorted",
    ),
    "casework.drop_draft": (drop_draft, "casework.draft_dropped"),
    "casework.save_note": (save_note, "casework.note_saved"),
    "casework.agree_goal": (
        on_own(plan_actions.agree_goal, wish="Werken in de zorg"),
        "casework.goal_agreed",
    ),
    "casework.reach_goal": (on_goal(plan_actions.reach_goal), "casework.goal_reached"),
    "casework.remove_goal": (on_goal(plan_actions.remove_goal), "casework.goal_removed"),
    "casework.add_step": (
        on_goal(plan_actions.add_step, what="Bel de school", owner="person"),
        "casework.step_agreed",
    ),
    "casework.finish_step": (on_step(plan_actions.finish_step), "casework.step_done"),
    "casework.drop_step": (on_step(plan_actions.drop_step), "casework.step_dropped"),
    "casework.take_on": (take_on, "casework.taken_on"),
    "casework.close_enquiry": (
        on_own(work_actions.close_enquiry, outcome=Enquiry.Outcome.INFORMED),
        "casework.enquiry_closed",
    ),
    "casework.reopen_enquiry": (reopen, "casework.enquiry_reopened"),
    "casework.put_back": (on_own(work_actions.put_back), "casework.enquiry_put_back"),
    "casework.agree_aftercare": (
        on_own(work_actions.agree_aftercare, moments=["weeks", "half_year"]),
        "casework.aftercare_agreed",
    ),
    "casework.note_aftercare": (note_aftercare, "casework.aftercare_noted"),
    "referrals.put_in_charge": (put_in_charge, "referrals.owner_changed"),
    "referrals.end_enquiry": (
        on_own(charge_actions.end_enquiry, outcome=Enquiry.Outcome.INFORMED, aftercare=["weeks"]),
        "referrals.enquiry_closed",
    ),
}
