"""How many people fit a vacancy, and who of them said yes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from werkcentrum.audit.models import AuditLine
from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import Refusal
from werkcentrum.matching.contact_queries import still_agreed
from werkcentrum.matching.models import ContactRequest, PeopleTold
from werkcentrum.matching.rules import STEP, may_request
from werkcentrum.partners.models import Organisation
from werkcentrum.vacancies.models import Vacancy


@dataclass(frozen=True)
class PeopleFor:
    """`how_many` in words and not exactly, "" when nobody counted today; nor how many were asked.

    `agreed` are those who said yes to this organisation, with how to reach them. `refusal`: why it
    can ask nobody. `is_asking`: it asked, and did not say since that contact is not needed.
    """

    how_many: str
    refusal: Refusal | None
    is_asking: bool
    agreed: Sequence[ContactRequest]


def people_for(vacancy: Vacancy, organisation: Organisation | None, *, at: datetime) -> PeopleFor:
    """What somebody who works for an organisation may know; not of who took their yes back."""
    told = PeopleTold.objects.filter(vacancy=vacancy, on=day_of(at)).first()
    agreed = still_agreed(at).filter(vacancy=vacancy, organisation=organisation)
    may_ask = may_request(vacancy, organisation, at=at)
    return PeopleFor(
        refusal=may_ask if isinstance(may_ask, Refusal) else None,
        is_asking=_is_asking(vacancy, organisation),
        how_many=in_words(told.count) if told else "",
        agreed=list(agreed.select_related("disclosure__client").order_by("changed_at", "id")),
    )


def _is_asking(vacancy: Vacancy, organisation: Organisation | None) -> bool:
    """By the log: what there is of the questions would tell whether anybody fits or answered.

    An old line does not name who asked: then whoever may be asking can stop.
    """
    if organisation is None:
        return False
    asked, stopped = "matching.contact_requested", "matching.contact_withdrawn"
    lines = AuditLine.objects.filter(subject_id=vacancy.pk, verb__in=(asked, stopped))
    is_unnamed = Q(verb=asked, detail__organisation__isnull=True)
    ours = lines.filter(Q(detail__organisation=organisation.key) | is_unnamed)
    return ours.order_by("-at", "-id").values_list("verb", flat=True).first() == asked


def in_words(told: int) -> str:
    """A number of people as `rules.told` says it: both sentences are true of every number that it
    may have been."""
    if not told:
        return _("minder dan %s mensen") % (2 * STEP)
    return _("%s mensen of meer") % told
