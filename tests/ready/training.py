"""Actions on trainings, made ready to change something."""

from datetime import timedelta
from functools import partial

from tests.ready.acts import LATER, Act, Ready
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_region
from werkcentrum.training import actions
from werkcentrum.training.models import Training
from werkcentrum.training.tests.make import content, make_looking, make_school, make_training

_STARTS = (LATER.date() + timedelta(days=30),)


def change_training() -> Act:
    training = make_training(make_region(), starts=_STARTS)
    return partial(
        actions.change_training, training=training, provider=training.provider, service=None,
        content=content(name="Heftruck en reachtruck", starts=_STARTS),
    )  # fmt: skip


def make_withdrawn() -> Training:
    training = make_training(make_region(), starts=_STARTS)
    actions.withdraw_training(training=training, by="sofia", at=MONDAY_MORNING)
    return training


def import_trainings() -> Act:
    region = make_region()
    row = actions.Row("1", make_school(region), None, content(starts=_STARTS))
    return partial(actions.import_trainings, region=region, rows=[row])


def expire_trainings() -> Act:
    region = make_region()
    make_training(region)
    make_training(region, name="VCA")
    make_training(region, name="EHBO", starts=_STARTS)
    return actions.expire_trainings


def tell_people() -> Act:
    region = make_region()
    for group in ("bakker", "lasser"):
        make_looking(region, group, 9, kept_until=_STARTS[0])
    return actions.tell_people


BY_SOMEBODY: Ready = {
    "training.enter_training": (
        lambda: partial(
            actions.enter_training, provider=make_school(make_region()), service=None,
            content=content(starts=_STARTS),
        ),
        "training.entered",
    ),
    "training.change_training": (change_training, "training.changed"),
    "training.withdraw_training": (
        lambda: partial(
            actions.withdraw_training, training=make_training(make_region(), starts=_STARTS)
        ),
        "training.withdrawn",
    ),
    "training.restore_training": (
        lambda: partial(actions.restore_training, training=make_withdrawn()),
        "training.restored",
    ),
    "training.import_trainings": (import_trainings, "training.imported"),
}  # fmt: skip
BY_THE_SYSTEM: Ready = {
    "training.tell_people": (tell_people, "training.people_told"),
    "training.expire_trainings": (expire_trainings, "training.expired"),
}
