"""How many people fit a vacancy, and who of them said yes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from werkcentrum.core.clock import day_of
from werkcentrum.matching.finding import fitting_people
from werkcentrum.matching.models import ContactRequest
from werkcentrum.matching.rules import TOLD_FROM, told_count
from werkcentrum.partners.models import Organisation
from werkcentrum.privacy.models import Consent
from werkcentrum.vacancies.models import Vacancy


@dataclass(frozen=True)
class PeopleFor:
    """`how_many` in words; a small number is not told exactly, nor how many were asked.

    `agreed` are those who said yes to this organisation, with how to reach them.
    """

    how_many: str
    agreed: Sequence[ContactRequest]


def people_for(vacancy: Vacancy, organisation: Organisation | None, *, at: datetime) -> PeopleFor:
    """What somebody who works for an organisation may know; not of who took their yes back."""
    count = len(fitting_people(vacancy, today=day_of(at)))
    holds = Consent.objects.in_force(at)
    agreed = ContactRequest.objects.filter(
        Q(disclosure__consent=None) | Q(disclosure__consent__in=holds),
        vacancy=vacancy, organisation=organisation, state=ContactRequest.State.YES,
    )  # fmt: skip
    return PeopleFor(
        how_many=in_words(count),
        agreed=list(agreed.select_related("disclosure__client").order_by("changed_at", "id")),
    )


def in_words(count: int) -> str:
    """A number of people, as it may be told."""
    if told := told_count(count):
        return _("%s mensen of meer") % told
    return _("minder dan %s mensen") % TOLD_FROM
