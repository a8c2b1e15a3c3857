"""One step of a vacancy: all actions take it here.

A step is a conditional update on the state and on the moment of the last change: of two people at
the same time the second hears that it changed.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from werkcentrum.audit.actions import record
from werkcentrum.core.refusal import RefusedError
from werkcentrum.partners.models import Region
from werkcentrum.vacancies import rules
from werkcentrum.vacancies.models import Vacancy
from werkcentrum.vacancies.states import STEPS, Step

# So that two changes at one moment can be told apart.
_MOMENT: Final = timedelta(microseconds=1)


def take(step: Step, vacancy: Vacancy, at: datetime, **values: Any) -> None:
    """Write these fields, unless somebody was first, also with other words.

    Raises RefusedError.
    """
    before, state = STEPS[step]
    as_read = Vacancy.objects.filter(pk=vacancy.pk, state__in=before, changed_at=vacancy.changed_at)
    if not as_read.update(state=state, changed_at=max(at, vacancy.changed_at + _MOMENT), **values):
        raise RefusedError(rules.changed_meanwhile())
    vacancy.refresh_from_db()


def one_at_a_time(region: Region) -> Region:
    """The region as it is now. Of two who take over from sources, publish many of one, keep
    vacancies apart, or end what is past, the second waits and sees what the first did; who
    publishes one does not wait.
    """
    return Region.objects.select_for_update(of=("self",), no_key=True).get(pk=region.pk)


def note(verb: str, vacancy: Vacancy, by: str, at: datetime, **detail: object) -> None:
    """The audit line of a step."""
    record(verb=verb, subject=vacancy, by=by, at=at, region_key=vacancy.region.key, **detail)
