"""What may change in the register. What was in force stays: rows end, and new ones come."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from werkcentrum.core.clock import day_of
from werkcentrum.core.refusal import Refusal
from werkcentrum.partners.models import Organisation
from werkcentrum.privacy.models import Data, LegalGround, Purpose


def may_add_ground(
    purpose: Purpose,
    *,
    controller: Organisation,
    recipient: Organisation | None,
    kind: str,
    law: str,
    data: Collection[str],
    starts_on: date,
    at: datetime,
) -> Refusal | None:
    """Whether this row makes sense, and does not change what was."""
    receiver = recipient or controller
    if {controller.region_id, receiver.region_id} != {purpose.region_id}:
        return Refusal(_("Kies organisaties uit deze regio."))
    if recipient == controller:
        return Refusal(_("Kies een andere ontvanger, of geen."))
    if not data or not set(data) <= set(Data.values):
        return Refusal(_("Kies welke gegevens."))
    if kind == LegalGround.Kind.CONSENT and recipient is None:
        return Refusal(_("Toestemming geldt voor één ontvanger. Kies welke."))
    if kind != LegalGround.Kind.CONSENT and not law.strip():
        return Refusal(_("Schrijf op welke wet en welk artikel."))
    if Data.BENEFIT in data and not receiver.is_suwi_party:
        return Refusal(
            _("Alleen gemeenten en UWV mogen gegevens over een uitkering krijgen (Wet SUWI).")
        )
    return _may_start(purpose, controller, recipient, starts_on, at)


def may_end_ground(ground: LegalGround, *, ends_on: date, at: datetime) -> Refusal | None:
    """From today or later, once, and not before it began."""
    today = day_of(at)
    if ground.ends_on is not None and ground.ends_on <= today:
        return Refusal(_("Dit geldt al niet meer."))
    if ends_on < today:
        return _not_in_the_past()
    if ends_on <= ground.starts_on:
        return Refusal(_("Kies een dag na de eerste dag waarop dit geldt."))
    if ground.ends_on is not None and ends_on > ground.ends_on:
        return Refusal(_("Dit stopt al eerder. Voeg iets nieuws toe als het langer moet gelden."))
    return None


def may_drop_ground(ground: LegalGround, *, at: datetime) -> Refusal | None:
    """Only what never was in force."""
    if ground.starts_on <= day_of(at):
        return Refusal(_("Dit geldt al, of gold eerder. Kies een dag waarop het stopt."))
    return None


def may_add_text(*, body: str, starts_on: date, at: datetime) -> Refusal | None:
    """What people read yesterday stays what they read."""
    if not body.strip():
        return Refusal(_("Schrijf de tekst."))
    return _not_in_the_past() if starts_on < day_of(at) else None


def between(
    purpose: Purpose, controller: Organisation, recipient: Organisation | None, day: date
) -> QuerySet[LegalGround]:
    """The rows for the same that still hold on a day, or begin after it."""
    rows = LegalGround.objects.filter(purpose=purpose, controller=controller, recipient=recipient)
    found: QuerySet[LegalGround] = rows.filter(Q(ends_on=None) | Q(ends_on__gt=day))
    return found


def _may_start(
    purpose: Purpose,
    controller: Organisation,
    recipient: Organisation | None,
    starts_on: date,
    at: datetime,
) -> Refusal | None:
    if starts_on < day_of(at):
        return _not_in_the_past()
    if between(purpose, controller, recipient, starts_on).filter(starts_on__gte=starts_on).exists():
        return Refusal(_("Er staat al iets klaar dat dan of later begint. Haal dat eerst weg."))
    return None


def _not_in_the_past() -> Refusal:
    return Refusal(_("Kies vandaag of een latere dag. Wat was, blijft zoals het was."))
