"""What is allowed with the questions of visitors."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from werkcentrum.core.refusal import Refusal
from werkcentrum.frontdoor.models import Question
from werkcentrum.frontdoor.staff_queue import choices
from werkcentrum.partners.models import Region


def may_sort(region: Region, questions: Iterable[Question]) -> Refusal | None:
    """Nobody sorts what somebody sorted meanwhile."""
    sorted_ones = Question.objects.filter(pk__in=[one.pk for one in questions]).exclude(label="")
    labels = set(sorted_ones.values_list("label", flat=True))
    if not labels:
        return None
    names = ", ".join(str(name) for key, name in choices(region) if key in labels)
    return Refusal(_("Dit is al ingedeeld bij: %(names)s.") % {"names": names})
