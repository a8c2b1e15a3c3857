"""Actions on staff, clients, messages and the log, made ready to change something."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from tests.ready.acts import Act, Ready
from werkcentrum.accounts import actions as accounts
from werkcentrum.accounts.tests.make import SECRET, make_employer, make_staff
from werkcentrum.audit import actions as audit
from werkcentrum.casework import actions as casework
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.posting import AMIRA
from werkcentrum.partners.tests.make import (
    make_region,
)
from werkcentrum.postroom import actions as postroom
from werkcentrum.postroom.tests.make import make_sent, make_undelivered


def grant_role() -> Act:
    employer = make_employer(make_region())
    return partial(
        accounts.grant_role, email="joke@werk.example", organisation=employer, role="editor"
    )


def on_work(action: Callable[..., object]) -> Callable[[], Act]:
    """An action on what somebody works as."""
    return lambda: partial(action, membership=make_staff(make_region()).memberships.get())


def give_back_form() -> Act:
    user = make_staff(make_region())
    kept = accounts.keep_form(
        user=user, page="/medewerkers/", fields={}, by="joke", at=MONDAY_MORNING
    )
    return partial(accounts.give_back_form, kept=kept)


def clear_old_codes() -> Act:
    region, at = make_region(), MONDAY_MORNING - timedelta(days=40)
    for code in ("appel-boom-citroen-druif", "appel-boom-citroen-eik"):
        casework.open_enquiry(
            region=region, own_words="Wat nu?", themes=["werk"], code=code, by="joke", at=at
        )
    return casework.clear_old_codes


def delete_old_kept_forms() -> Act:
    user = make_staff(make_region())
    for page in ("/een/", "/twee/"):
        accounts.keep_form(user=user, page=page, fields={}, by="joke", at=MONDAY_MORNING)
    return accounts.delete_old_kept_forms


def purge_audit() -> Act:
    region = make_region()
    for _ in range(2):
        long_ago = MONDAY_MORNING - timedelta(days=3_650)
        audit.record(
            verb="partners.looked", subject=region, by="joke", at=long_ago, region_key=region.key
        )
    return audit.purge_audit


def of_staff(action: Callable[..., object], **values: Any) -> Callable[[], Act]:
    """An action on somebody who works in a region."""
    return lambda: partial(action, user=make_staff(make_region()), **values)


def of_staff_in_a_region(action: Callable[..., object], **values: str) -> Callable[[], Act]:
    """An action on somebody, for the region they work in."""

    def make_ready() -> Act:
        region = make_region()
        return partial(action, user=make_staff(region), region=region, **values)

    return make_ready


def on_a_message(action: Callable[..., object], **values: str) -> Callable[[], Act]:
    """An action on a message that did not arrive."""

    def make_ready() -> Act:
        make_region()
        return partial(action, message=make_undelivered(), **values)

    return make_ready


def take_report() -> Act:
    make_region()
    reference = make_sent().reference
    return partial(postroom.take_report, reference=reference, status="permanent-failure")


def note_contact() -> Act:
    return partial(
        casework.note_contact, region=make_region(), channel="phone", subject="werk-zoeken",
        language="nl", is_reached=True,
    )  # fmt: skip


def open_enquiry() -> Act:
    return partial(
        casework.open_enquiry, region=make_region(), own_words="Ik zoek werk", themes=["inkomen"]
    )


def remember_client() -> Act:
    return partial(
        casework.remember_client, region=make_region(), name_to_use="Olena", language="uk",
        retention_until=MONDAY_MORNING.date(), reach="mail", address="olena@post.example",
    )  # fmt: skip


BY_SOMEBODY: Ready = {
    "accounts.grant_role": (grant_role, "accounts.role_granted"),
    "accounts.end_membership": (on_work(accounts.end_membership), "accounts.role_withdrawn"),
    "accounts.note_work_chosen": (on_work(accounts.note_work_chosen), "accounts.work_chosen"),
    "accounts.keep_form": (
        of_staff(accounts.keep_form, page="/medewerkers/", fields={"a": ["b"]}),
        "accounts.form_kept",
    ),
    "accounts.give_back_form": (give_back_form, "accounts.form_given_back"),
    "accounts.note_own_login": (
        of_staff(accounts.note_own_login, login="voorburg"),
        "accounts.login_connected",
    ),
    "accounts.disconnect_own_login": (
        of_staff(accounts.disconnect_own_login, login="voorburg"),
        "accounts.login_disconnected",
    ),
    "accounts.set_password": (
        of_staff(accounts.set_password, password="een ander"),
        "accounts.password_set",
    ),
    "accounts.set_code_secret": (
        of_staff(accounts.set_code_secret, secret=SECRET),
        "accounts.code_secret_set",
    ),
    "accounts.note_login": (of_staff(accounts.note_login), "accounts.logged_in"),
    "accounts.note_second_factor": (
        of_staff(accounts.note_second_factor, event="totp_activated"),
        "accounts.second_factor",
    ),
    "casework.note_contact": (note_contact, "casework.contact_noted"),
    "casework.open_enquiry": (open_enquiry, "casework.enquiry_opened"),
    "casework.remember_client": (remember_client, "casework.client_remembered"),
    "accounts.invite_colleague": (
        of_staff_in_a_region(accounts.invite_colleague, role="editor"),
        "accounts.invited",
    ),
    "postroom.send_again": (on_a_message(postroom.send_again, to=AMIRA), "postroom.sent_again"),
    "postroom.settle": (on_a_message(postroom.settle), "postroom.settled"),
    "postroom.take_report": (take_report, "postroom.reported"),
}
BY_THE_SYSTEM: Ready = {
    "casework.clear_old_codes": (clear_old_codes, "casework.codes_cleared"),
    "accounts.delete_old_kept_forms": (delete_old_kept_forms, "accounts.forms_deleted"),
    "audit.purge_audit": (purge_audit, "audit.purged"),
}
