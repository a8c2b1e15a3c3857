"""When parties may end an agreement earlier by mutual consent, and why not: in Dutch."""

from collections.abc import Collection
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkcentrum.core.refusal import Refusal
from werkcentrum.governance.agreements.force_rules import last_day_without
from werkcentrum.governance.models import Agreement, AgreementKind, Party


def is_ending_proposed(agreement: Agreement) -> bool:
    """Whether parties are asked to agree with a day before it ends anyway."""
    asked, end = agreement.agreed_end_on, last_day_without(agreement)
    return asked is not None and (end is None or asked < end)


def may_propose_ending(agreement: Agreement, on: date, *, today: date) -> Refusal | None:
    """While it holds, from a day before it ends anyway; also when somebody gave notice."""
    end = last_day_without(agreement)
    if not agreement.holds_on(today) or agreement.in_force_on is None:
        return Refusal(_("Deze overeenkomst is nu niet in werking."))
    if agreement.kind == AgreementKind.ACCESSION:
        return Refusal(_("Een toetreding eindigt als de partij uittreedt."))
    if is_ending_proposed(agreement):
        return Refusal(_("Er ligt al een voorstel. Laat dat eerst niet doorgaan."))
    if on <= agreement.in_force_on:
        words = _("Kies een dag na %(day)s: toen trad zij in werking.")
        return Refusal(words % {"day": _day(agreement.in_force_on)})
    if end is not None and on >= end:
        return Refusal(_("Zij eindigt al op %(day)s. Kies een eerdere dag.") % {"day": _day(end)})
    return None


def may_agree_to_end(
    agreement: Agreement, party: Party, bound: Collection[Party], on: date, *, today: date
) -> Refusal | None:
    """Once, by a party that is bound, before the day on which it would end."""
    end = agreement.agreed_end_on
    if end is None or not is_ending_proposed(agreement):
        return Refusal(_("Er ligt geen voorstel om deze overeenkomst eerder te beëindigen."))
    name = {"name": party.organisation.name}
    if party.pk not in {one.pk for one in bound}:
        return Refusal(_("%(name)s is niet gebonden. Haar akkoord is niet nodig.") % name)
    if party.end_agreed_on is not None:
        return Refusal(_("%(name)s ging al akkoord.") % name)
    if on > today:
        return Refusal(_("Die dag moet nog komen."))
    if on > end:
        words = _("Dat is na %(day)s. Doe een nieuw voorstel met een latere dag.")
        return Refusal(words % {"day": _day(end)})
    return None


def may_drop_ending(agreement: Agreement) -> Refusal | None:
    """As long as not everybody agreed."""
    if is_ending_proposed(agreement):
        return None
    return Refusal(_("Er ligt geen voorstel om deze overeenkomst eerder te beëindigen."))


def _day(day: date) -> str:
    return date_format(day, "j F Y")
