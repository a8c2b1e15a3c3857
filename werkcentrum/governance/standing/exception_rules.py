"""When a partner may take part without an agreement."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import Refusal
from werkcentrum.partners.models import Organisation, PartnerStanding

# An exception bridges the time until an agreement; it does not replace one.
LONGEST: Final = timedelta(days=366)


def may_allow(
    organisation: Organisation,
    *,
    purposes: Collection[str],
    reason: str,
    starts_on: date,
    ends_on: date,
    at: datetime,
) -> Refusal | None:
    """From today or later, for a year at most, with a reason, and once at a time."""
    if not purposes:
        return Refusal(_("Kies waarvoor de uitzondering geldt."))
    if not reason.strip():
        return Refusal(_("Schrijf op waarom, en wie dat goed vond."))
    if starts_on < day_of(at):
        return Refusal(_("Kies vandaag of een latere dag."))
    if ends_on <= starts_on:
        return Refusal(_("Kies een einde dat na de eerste dag ligt."))
    if ends_on - starts_on > LONGEST:
        return Refusal(_("Een uitzondering geldt ten hoogste een jaar. Kies een eerdere dag."))
    present = PartnerStanding.objects.filter(
        organisation=organisation, purpose__in=purposes, origin=PartnerStanding.EXCEPTION,
        starts_on__lt=ends_on, ends_on__gt=starts_on,
    )  # fmt: skip
    if present.exists():
        return Refusal(
            _("Voor deze partner geldt in die tijd al een uitzondering. Stop die eerst, of kies "
              "andere dagen.")
        )  # fmt: skip
    return None


def may_stop(standing: PartnerStanding, *, at: datetime) -> Refusal | None:
    """Only an exception, and only while it is not over."""
    if standing.origin != PartnerStanding.EXCEPTION:
        return Refusal(_("Dit is geen uitzondering. Het volgt uit een overeenkomst of de map."))
    if standing.ends_on is not None and standing.ends_on <= day_of(at):
        return Refusal(_("Deze uitzondering is al voorbij."))
    return None
