"""What the pages about one agreement have in common."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from werkcentrum.accounts.roles import Permission
from werkcentrum.core.access import requires
from werkcentrum.governance.agreements.queries import agreements_of
from werkcentrum.governance.models import Agreement
from werkcentrum.partners.middleware import region_of

keeps = requires(Permission.KEEP_AGREEMENTS)


def agreement_of(request: HttpRequest, pk: UUID) -> Agreement:
    """One of this region; anything else does not exist."""
    found: Agreement = get_object_or_404(agreements_of(region_of(request)), pk=pk)
    return found
