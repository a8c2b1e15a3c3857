"""Actions on content and questions, made ready to change something."""

from collections.abc import Callable
from functools import partial

from tests.ready.acts import Act, Ready
from werkcentrum.catalogue import actions as catalogue
from werkcentrum.catalogue.changes import present
from werkcentrum.catalogue.tests.make import REGIONS, contents_of, load_small_region, make_change
from werkcentrum.core import spool
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.frontdoor import actions as frontdoor
from werkcentrum.frontdoor.tests.make import make_entry, make_question
from werkcentrum.partners.tests.make import (
    make_region,
)


def on_a_change(
    action: Callable[..., object], *, state: str = "draft", by: str = "0190-karin", **values: str
) -> Callable[[], Act]:
    """An action on a change of a text, in a region that is loaded."""

    def make_ready() -> Act:
        change = make_change(load_small_region(), state=state, by=by, law="Een andere wet")
        return partial(action, change=change, **values)

    return make_ready


def save_draft() -> Act:
    region = load_small_region()
    text = present(region, "dienst", "cv-hulp")
    return partial(
        catalogue.save_draft, region=region, kind="dienst", key="cv-hulp", data=text, base=text
    )


def restore_version() -> Act:
    region = load_small_region()
    change = make_change(region, by="0190-karin", version=1, law="Een andere wet")
    return partial(catalogue.restore_version, change=change)


def ask_for_trial() -> Act:
    return partial(catalogue.ask_for_trial, region=make_region(), changes=[])


def run_waiting_trials() -> Act:
    region = load_small_region()
    changes = [make_change(region, key, themes=["weg"]) for key in ("cv-hulp", "jobcoach")]
    catalogue.ask_for_trial(region=region, changes=changes, by="karin", at=MONDAY_MORNING)
    return catalogue.run_waiting_trials


def publish_accepted_changes() -> Act:
    region = load_small_region()
    for key in ("cv-hulp", "jobcoach"):
        change = make_change(region, key, state="offered", law="Een andere wet")
        catalogue.accept_change(change=change, by="petra", at=MONDAY_MORNING)
    return catalogue.publish_accepted_changes


def load_region() -> Act:
    region = load_small_region()
    region.name = "Een andere naam"
    region.save()
    return partial(catalogue.load_region, contents=contents_of(REGIONS / region.key))


def count_feedback() -> Act:
    region = make_region()
    return partial(frontdoor.count_feedback, region=region, helped=True, services=["a", "b"])


def sort_questions() -> Act:
    region = load_small_region()
    asked = [make_question(region)]
    return partial(frontdoor.sort_questions, region=region, questions=asked, label="cv-hulp")


def store_spooled_questions() -> Act:
    region = make_region()
    spool.leave(make_entry(region))
    spool.leave(make_entry(region))
    return frontdoor.store_spooled_questions


BY_SOMEBODY: Ready = {
    "catalogue.ask_for_trial": (ask_for_trial, "catalogue.trial_asked"),
    "catalogue.save_draft": (save_draft, "catalogue.change_written"),
    # The draft with the old text leaves the line.
    "catalogue.restore_version": (restore_version, "catalogue.change_written"),
    "catalogue.drop_draft": (on_a_change(catalogue.drop_draft), "catalogue.change_dropped"),
    "catalogue.offer_change": (on_a_change(catalogue.offer_change), "catalogue.change_offered"),
    "catalogue.return_change": (
        on_a_change(catalogue.return_change, state="offered", reason="Te lang."),
        "catalogue.change_returned",
    ),
    "catalogue.accept_change": (
        on_a_change(catalogue.accept_change, state="offered", by="0190-joke"),
        "catalogue.change_accepted",
    ),
    "catalogue.load_region": (load_region, "catalogue.region_loaded"),
    "frontdoor.count_feedback": (count_feedback, "frontdoor.helped"),
    # The draft in which the questions land leaves the line.
    "frontdoor.sort_questions": (sort_questions, "catalogue.change_written"),
}
BY_THE_SYSTEM: Ready = {
    "catalogue.run_waiting_trials": (run_waiting_trials, "catalogue.trials_run"),
    "catalogue.publish_accepted_changes": (
        publish_accepted_changes,
        "catalogue.changes_published",
    ),
    "frontdoor.store_spooled_questions": (store_spooled_questions, "frontdoor.questions_stored"),
}
