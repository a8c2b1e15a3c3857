"""What the pages about the register and about consent have in common."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from werkcentrum.accounts.staff_page import by, user_of
from werkcentrum.audit.actions import record_look
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.core import clock
from werkcentrum.partners.middleware import region_of


def looked(request: HttpRequest, subject: Any, count: int, what: str) -> None:
    """Write down that somebody saw personal data; none is nothing to write down."""
    if count:
        record_look(
            subject=subject, by=by(request), at=clock.now(), region_key=region_of(request).key,
            what=what, count=count,
        )  # fmt: skip


def client_for(request: HttpRequest, pk: UUID) -> Client:
    """Somebody with an enquiry that this user may see; others are not there."""
    seen = Enquiry.objects.visible_to(request.user).filter(region=region_of(request))
    found = Client.objects.filter(region=region_of(request), pk__in=seen.values("client"))
    client: Client = get_object_or_404(found.select_related("region"), pk=pk)
    return client


def controllers_for(request: HttpRequest, client: Client) -> set[UUID]:
    """Who asks: the organisation that the adviser works for, and those that help this client."""
    user = user_of(request)
    work = user.work_in(region_of(request))
    seen = Enquiry.objects.visible_to(user).filter(client=client)
    helping = seen.exclude(organisation=None).values_list("organisation_id", flat=True)
    return {*helping.order_by("pk"), *([work.organisation_id] if work else [])}
