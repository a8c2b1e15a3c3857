"""Every address, opened by whoever may: no word about other people is in any answer.

`tests/strangers.py` fills every field about somebody with words that can be recognised.
"""

import re
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from tests.access import A_CHANGE, PAGES, Row
from tests.access_cells import ROLE_NAMES, SUPERUSER, VISITOR, Cell
from tests.strangers import COMPLAINT, PERSON, STORY, make_strangers
from werkcentrum.accounts.roles import ROLES
from werkcentrum.accounts.tests.make import make_admin, make_staff
from werkcentrum.casework.models import Client as Person
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.mine.tests.make import ADDRESS, make_known, sent_link
from werkcentrum.partners.models import Location
from werkcentrum.partners.tests.make import make_location, make_municipality, make_other_region

pytestmark = pytest.mark.slow
CANARY = re.compile(rf"(?:{PERSON}|{STORY}|{COMPLAINT})\w*")
HERE, FAR_AWAY = A_CHANGE[:-1] + "c", A_CHANGE[:-1] + "b"
# In which week the appointment is.
WEEK = {"agenda": "?dag=2025-07-14"}
# Whoever receives people sees who comes; the privacy officer, who objects; these, who complained.
MAY_SEE = {
    "host": {PERSON}, "adviser": {PERSON}, "learning_adviser": {PERSON},
    "employer_manager": {PERSON},
    "coordinator": {PERSON, COMPLAINT}, "privacy_officer": {PERSON, COMPLAINT},
}  # fmt: skip
# About somebody's own account; the same for every role.
OF_ONES_OWN = ("account_", "mfa_")
# One role of those that may do the same.
DIFFERENT = {ROLES[role].permissions: role for role in reversed(ROLE_NAMES)}.values()


@pytest.fixture
def other_people(region, time_machine):
    """Somebody whom a colleague at another organisation helps, and somebody in another region."""
    time_machine.move_to(MONDAY_MORNING, tick=False)
    make_strangers(region, Location.objects.get(key="bibliotheek-voorburg"), HERE)
    other = make_other_region()
    make_strangers(other, make_location(make_municipality(other)), FAR_AWAY, "elders")


def addresses(row: Row) -> set[str]:
    """The example of a page, and those of the others."""
    found = set()
    for pk in (HERE, FAR_AWAY):
        values = {key: pk if value == A_CHANGE else value for key, value in row.example.items()}
        found.add(reverse(row.name, kwargs=values) + WEEK.get(row.name, ""))
    return found


def words_seen(browser: Client, rows: list[Row]) -> dict[str, set[str]]:
    """The words about others on these pages, in the content and in the headers, by page."""
    found: dict[str, set[str]] = {}
    for row in rows:
        for address in sorted(addresses(row)):
            response = browser.get(address)
            content = b"".join(response) if response.streaming else response.content
            seen = CANARY.findall(f"{content.decode(errors='replace')} {response.headers}")
            found.setdefault(row.name, set()).update(seen)
    return {name: words for name, words in found.items() if words}


def browser_of(user=None) -> Client:
    browser = Client(SERVER_NAME="zhc.test")
    if user is not None:
        browser.force_login(user)
    return browser


def test_a_visitor_reads_nothing_about_anybody(other_people):
    assert words_seen(browser_of(), list(PAGES)) == {}


def test_in_mijn_werkcentrum_somebody_reads_nothing_about_others(other_people, region):
    make_known(region)
    browser = browser_of()
    note = browser.get(reverse("mine_start")).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', note)
    browser.post(reverse("mine_start"), {"adres": ADDRESS, "token": token[1]})
    browser.post(sent_link())
    own = [row for row in PAGES if row.name.startswith("mine") and row.name != "mine_enter"]

    assert "Olena" in browser.get(reverse("mine")).content.decode()
    assert words_seen(browser, own) == {}
    # A consent and an objection of somebody else, by their ids.
    for name, key in (("mine_withdraw", "pk"), ("mine_object", "ground")):
        sent = partial(reverse, name)
        assert browser.post(sent(kwargs={key: FAR_AWAY})).status_code == 404
    assert browser.post(reverse("mine_withdraw", kwargs={"pk": HERE})).status_code == 404
    assert Person.objects.get(pk=HERE).consents.get().withdrawn_at is None


def test_staff_read_nothing_that_is_not_for_their_role(other_people, region):
    makers = {role: partial(make_staff, region, role, role) for role in DIFFERENT}
    for role, make in {**makers, SUPERUSER: make_admin}.items():
        pages = [row for row in PAGES if is_only_for_staff(row) and row.cells[role] is Cell.OPEN]

        seen = words_seen(browser_of(make()), pages)

        allowed = MAY_SEE.get(role, set())
        assert {name: words - allowed for name, words in seen.items() if words - allowed} == {}
        # The words really stand where somebody may read them.
        assert set().union(*seen.values()) == allowed, role


def is_only_for_staff(row: Row) -> bool:
    return row.cells[VISITOR] is Cell.LOG_IN and not row.name.startswith(OF_ONES_OWN)
