"""Which agreements may have come into force because a day came."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from werkcentrum.governance.models import Agreement, Signature


def waiting_for_a_day(today: date) -> list[Agreement]:
    """To be signed, not in force, and with a date that has come.

    Whoever signs asks by themselves; only a day, or what an addition belongs to, makes it so
    without anybody doing anything.
    """
    rows = Agreement.objects.filter(stage=Agreement.Stage.TO_SIGN, in_force_on=None)
    has_come = Q(starts_on__lte=today) | Q(parent__in_force_on__lte=today)
    is_signed = Exists(Signature.objects.confirmed().filter(party__agreement=OuterRef("pk")))
    found = rows.filter(has_come, is_signed, terminated_on=None)
    return list(found.select_related("region", "parent").order_by("pk"))
