"""Whether a body or an office that was entered wrongly may be put right, and what to do if not."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkcentrum.core.refusal import Refusal
from werkcentrum.governance.authority.chain import same_person
from werkcentrum.governance.authority.rules import MAYORS, may_have_body
from werkcentrum.governance.models import (
    Body,
    Decision,
    Involvement,
    Mandate,
    Meeting,
    OfficeHolder,
    Signature,
)


def may_correct_body(body: Body) -> Refusal | None:
    """While nothing rests on it; its name stands in what was decided and given."""
    counts = (
        ("besluit", "besluiten", Decision.objects.filter(body=body).count()),
        ("volmacht of mandaat", "volmachten of mandaten",
         Mandate.objects.filter(giver=body).count()),
        ("vergadering", "vergaderingen", Meeting.objects.filter(body=body).count()),
        ("bericht aan dit orgaan", "berichten aan dit orgaan",
         Involvement.objects.filter(body=body).count()),
    )  # fmt: skip
    if not (rests := _rests(counts)):
        return None
    return Refusal(_(
        "Hierop berust al iets: %(what)s. Daarom blijft het zoals het er staat. Een schrijffout "
        "verandert niets aan wat is besloten. Is het een ander orgaan? Trek dan in wat erop "
        "berust, en schrijf dat op bij het goede orgaan."
    ) % {"what": rests})  # fmt: skip


def may_become_body(body: Body, kind: str) -> Refusal | None:
    """Another kind has to fit the organisation as well."""
    return may_have_body(body.organisation, kind)


def may_correct_office(holder: OfficeHolder) -> Refusal | None:
    """While nobody signed in it and no mayor decided or gave anything in it."""
    given = decided = 0
    if holder.kind in MAYORS:
        of_mayor = Q(organisation=holder.organisation_id, giver__kind=Body.Kind.MAYOR)
        given = Mandate.objects.filter(of_mayor, _during(holder, "starts_on")).count()
        body = Q(body__organisation=holder.organisation_id, body__kind=Body.Kind.MAYOR)
        decided = Decision.objects.filter(body, _during(holder, "decided_on")).count()
    counts = (
        ("ondertekening", "ondertekeningen", _signatures(holder)),
        ("volmacht", "volmachten", given),
        ("besluit", "besluiten", decided),
    )
    if not (rests := _rests(counts)):
        return None
    return Refusal(_(
        "Hierop berust al iets: %(what)s. Daarom blijft deze regel staan. Klopt hij niet? Schrijf "
        "het einde op, en voeg de goede gegevens toe als een nieuwe regel."
    ) % {"what": rests})  # fmt: skip


def _signatures(holder: OfficeHolder) -> int:
    """How many were put in this office: by this person, without a power of attorney."""
    rows = Signature.objects.filter(
        _during(holder, "signed_on"), party__organisation=holder.organisation_id, mandate=None
    )
    names = rows.order_by("pk").values_list("signer_name", flat=True)
    return sum(same_person(name, holder.name) for name in names)


def _during(holder: OfficeHolder, field: str) -> Q:
    started = Q(**{f"{field}__gte": holder.starts_on})
    until: date | None = holder.ends_on
    return started if until is None else started & Q(**{f"{field}__lt": until})


def _rests(counts: tuple[tuple[str, str, int], ...]) -> str:
    """What rests on it in words, '' for nothing."""
    found = [(one, more, count) for one, more, count in counts if count]
    return ", ".join(f"{count} {ngettext(one, more, count)}" for one, more, count in found)
