"""What papers belong to, and whether one may be added or marked."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from werkcentrum.accounts.roles import Permission
from werkcentrum.core.refusal import Refusal
from werkcentrum.governance.models import (
    AgendaItem,
    Agreement,
    Decision,
    Meeting,
    Paper,
    Proposal,
)
from werkcentrum.partners.models import Region

# By the field of `Paper`: what it can belong to, and who adds papers there.
KEEPERS: Final[Mapping[str, Permission]] = {
    "proposal": Permission.KEEP_DECISIONS,
    "agreement": Permission.KEEP_AGREEMENTS,
    "decision": Permission.KEEP_DECISIONS,
    "meeting": Permission.KEEP_MEETINGS,
    "item": Permission.KEEP_MEETINGS,
}
MODELS: Final[Mapping[str, type[Model]]] = {
    "proposal": Proposal, "agreement": Agreement, "decision": Decision, "meeting": Meeting,
    "item": AgendaItem,
}  # fmt: skip
# How one gets from each to its region.
REGIONS: Final[Mapping[str, str]] = {
    "proposal": "region", "agreement": "region", "decision": "body__organisation__region",
    "meeting": "body__organisation__region", "item": "body__organisation__region",
}  # fmt: skip


def field_of(about: Model) -> str:
    """The field of `Paper` for this thing."""
    return next(name for name, model in MODELS.items() if isinstance(about, model))


def region_of(about: Any) -> Region:
    """In which region it is."""
    found: Any = about
    for step in REGIONS[field_of(about)].split("__"):
        found = getattr(found, step)
    assert isinstance(found, Region)  # noqa: S101  where every way above leads
    return found


def may_add(present: QuerySet[Paper], digest: str) -> Refusal | None:
    """Whether this file is new there."""
    if not present.filter(digest=digest).exists():
        return None
    return Refusal(_("Dit bestand staat hier al bij."))


def may_mark(paper: Paper, is_confidential: bool) -> Refusal | None:
    """Whether that changes anything."""
    if paper.is_confidential != is_confidential:
        return None
    return Refusal(
        _("Dit stuk is al vertrouwelijk.") if is_confidential else _("Dit stuk is al openbaar.")
    )
