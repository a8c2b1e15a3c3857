"""Actions on enquiries and on who asks, made ready to change something."""

from functools import partial
from uuid import uuid4

from tests.ready.acts import Act, Ready
from werkcentrum.casework import actions as casework
from werkcentrum.casework import intake_actions, intake_rules
from werkcentrum.casework.tests.make import HENK, OLENA, make_enquiry
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_region


def receive_question() -> Act:
    return partial(
        intake_actions.receive_question, region=make_region(), asker=OLENA, request_key=uuid4(),
        question=intake_rules.Question("Ik zoek werk"),
    )  # fmt: skip


def remember_employer() -> Act:
    return partial(
        casework.remember_employer, region=make_region(), name=HENK.name,
        contact_name=HENK.contact_name, reach=HENK.reach, address=HENK.address,
        kvk_number=HENK.kvk_number, retention_until=MONDAY_MORNING.date(),
    )  # fmt: skip


def name_client() -> Act:
    return partial(casework.name_client, enquiry=make_enquiry(), name_to_use="Olena")


BY_SOMEBODY: Ready = {
    "casework.receive_question": (receive_question, "casework.enquiry_opened"),
    "casework.remember_employer": (remember_employer, "casework.employer_remembered"),
    "casework.name_client": (name_client, "casework.client_named"),
}
