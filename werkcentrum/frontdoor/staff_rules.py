"""What is allowed with the questions of visitors."""

from collections.abc import Sequence
from typing import Final

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from werkcentrum.core.refusal import Refusal
from werkcentrum.frontdoor.models import Question
from werkcentrum.frontdoor.staff_queue import choices
from werkcentrum.partners.models import Region

# So many are named one by one, of so many characters each.
_MOST_NAMED: Final = 5
_LONGEST_NAMED: Final = 80


def may_sort(region: Region, questions: Sequence[Question]) -> Refusal | None:
    """Nobody sorts what somebody sorted meanwhile: one of these at least still waits."""
    if any(not question.label for question in questions):
        return None
    return Refusal(sorted_before(region, questions))


def sorted_before(region: Region, questions: Sequence[Question]) -> str:
    """Where these questions were put before; the label when that service is no more."""
    names = dict(choices(region))
    told = [
        _("‘%(text)s’ bij %(name)s")
        % {
            "text": Truncator(question.text).chars(_LONGEST_NAMED),
            "name": names.get(question.label, question.label),
        }
        for question in questions[:_MOST_NAMED]
    ]
    if more := len(questions) - len(told):
        told.append(_("en nog %(number)s") % {"number": more})
    return _("Al ingedeeld: %(questions)s.") % {"questions": ", ".join(told)}
