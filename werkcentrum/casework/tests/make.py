"""People and employers who ask something, with or without a name."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from werkcentrum.casework.actions import open_enquiry, remember_client, remember_employer
from werkcentrum.casework.intake_actions import Received, receive_question
from werkcentrum.casework.intake_rules import Company, Person, Question
from werkcentrum.casework.models import Client, Employer, Enquiry
from werkcentrum.casework.rules import keep_until
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.models import Region
from werkcentrum.partners.tests.make import make_region

VISITOR = "bezoeker"
OLENA = Person("Olena", "phone", "06 12345678")
HENK = Company("Kwekerij Henk", "Henk", "mail", "henk@kwekerij.example", "12345678")


def make_client(region: Region | None = None, name: str = "Olena", **values: Any) -> Client:
    """Olena, who is helped."""
    region = region or make_region()
    return remember_client(
        region=region, name_to_use=name, language="uk",
        retention_until=keep_until(region, MONDAY_MORNING), by=VISITOR, at=MONDAY_MORNING,
        **values,
    )  # fmt: skip


def make_employer(region: Region | None = None, **values: Any) -> Employer:
    """Henk, who grows plants and has people to find."""
    wanted = {
        "name": HENK.name, "contact_name": HENK.contact_name, "reach": HENK.reach,
        "address": HENK.address, "kvk_number": HENK.kvk_number, **values,
    }  # fmt: skip
    region = region or make_region()
    return remember_employer(
        region=region, retention_until=keep_until(region, MONDAY_MORNING, "employer"), by=VISITOR,
        at=MONDAY_MORNING, **wanted,
    )  # fmt: skip


def make_enquiry(
    region: Region | None = None, own_words: str = "Mijn contract stopt", **values: Any
) -> Enquiry:
    """Somebody came for this."""
    values = {"themes": [], "at": MONDAY_MORNING, **values}
    return open_enquiry(region=region or make_region(), own_words=own_words, by=VISITOR, **values)


def ask(
    region: Region,
    own_words: str = "Mijn contract stopt",
    *,
    key: UUID | None = None,
    asker: Person | Company | None = None,
    at: datetime = MONDAY_MORNING,
    **values: Any,
) -> Received:
    """Somebody asks something on the website."""
    return receive_question(
        region=region, question=Question(own_words, **values), request_key=key or uuid4(),
        asker=asker, by=VISITOR, at=at,
    )  # fmt: skip
