"""How long a masked question of a visitor stays."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from werkcentrum.core import records
from werkcentrum.core.records import MINIMISED, Cutoff, Record, deletes
from werkcentrum.frontdoor.models import Question


def _past(region_key: str, cutoff: Cutoff) -> QuerySet[Question]:
    found = Question.objects.filter(region__key=region_key, asked_on__lt=cutoff.before)
    return found.order_by("asked_on", "pk")


records.register(
    Record(
        key="question",
        label=_("vraag aan het digitale loket"),
        counts_from="de dag waarop de vraag is gesteld",
        way="De vraag wordt verwijderd; de tellingen per dag blijven.",
        days=90,
        source=MINIMISED,
        past=_past,
        destroy=deletes(Question),
    )
)
