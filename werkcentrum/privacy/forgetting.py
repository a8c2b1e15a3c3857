"""What somebody agreed or objected to, and who received what about them. It goes with them."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as say

from werkcentrum.casework import people
from werkcentrum.casework.models import Client
from werkcentrum.casework.people import Kept, told
from werkcentrum.core import records
from werkcentrum.privacy.models import Data
from werkcentrum.privacy.retention import keep_until


def describe(client: Client) -> dict[str, Any]:
    """Consents with their exact words, objections, and disclosures."""
    consents = client.consents.select_related("purpose", "controller", "recipient", "text")
    objections = client.objections.select_related("ground__purpose", "ground__controller")
    disclosures = client.disclosures.select_related("recipient", "purpose", "ground")
    return {
        "consents": [
            {
                **told(row, "given_at", "expires_at", "withdrawn_at", "way", "by_representative"),
                **told(row, "purpose", "controller", "recipient"),
                "data": _in_words(row.data),
                "text": row.text.body,
            }
            for row in consents
        ],
        "objections": [
            {
                **told(row, "made_at", "decided_at", "is_upheld"),
                **told(row.ground, "purpose", "controller", "law"),
            }
            for row in objections
        ],
        "disclosures": [
            {
                **told(row, "at", "recipient", "purpose"),
                "data": _in_words(row.data),
                "law": row.ground.law if row.ground else say("uw toestemming"),
            }
            for row in disclosures
        ],
    }


def forget(client: Client, _at: datetime) -> list[Kept]:
    """Nothing of it stays, except an objection that holds sharing back for the same address.

    That goes to whom it also counts for: with the first name of somebody their wish does not go.
    """
    other = Client.objects.reached_like(client).exclude(pk=client.pk).order_by("pk").first()
    running = client.objections.exclude(is_upheld=False)
    if other is not None:
        theirs = other.objections.exclude(is_upheld=False)
        running.exclude(ground__in=theirs.values("ground")).update(client=other)
    client.disclosures.all().delete()
    client.objections.all().delete()
    client.consents.all().delete()
    return []


def _in_words(data: list[str]) -> list[str]:
    labels = {str(key): str(label) for key, label in Data.choices}
    return [labels.get(key, key) for key in data]


people.register("privacy", describe=describe, forget=forget)
records.register_terms(keep_until)
