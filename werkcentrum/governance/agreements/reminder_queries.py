"""Which days of agreements come near, and were not told of yet."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import override

from werkcentrum.governance.agreements.dates import Due, DueKind, dues
from werkcentrum.governance.models import Agreement, AgreementEvent

_WORDS = {
    DueKind.NOTICE: "Beslis voor {day} over verlengen of beëindigen",
    DueKind.EVALUATION: "Evalueer voor {day}",
    DueKind.END: "Eindigt op {day}",
}


def due_words(due: Due) -> str:
    """What is to be done before which day, in Dutch: the same words for the same thing."""
    with override("nl"):
        return _WORDS[due.kind].format(day=date_format(due.on, "j F Y"))


def not_yet_reminded(today: date) -> list[tuple[Agreement, Due]]:
    """Each agreement in force with something that comes near; told of before is not in it."""
    rows = Agreement.objects.in_force_on(today).select_related("region", "parent")
    told = set(
        AgreementEvent.objects.filter(kind=AgreementEvent.Kind.REMINDED)
        .order_by("pk")
        .values_list("agreement_id", "words")
    )
    return [
        (row, due)
        for row in rows.order_by("region", "pk")
        for due in dues(row, today)
        if due.is_near(today) and (row.pk, due_words(due)) not in told
    ]
