"""Actions on lists of occupations and skills, made ready to change something."""

from functools import partial

from tests.ready.acts import Act, Ready
from werkcentrum.skills import actions
from werkcentrum.skills.tests.make import KOK, make_release


def import_release() -> Act:
    return partial(actions.import_release, release=make_release(KOK))


BY_SOMEBODY: Ready = {
    "skills.import_release": (import_release, "skills.list_read"),
}
