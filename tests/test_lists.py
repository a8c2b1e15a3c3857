"""However long a list is, it costs the same number of queries, and at most twelve.

The lists of an adviser and of a coordinator are in `referrals/tests/test_work_lists.py`, each other
one stands here or with its own app.
"""

from datetime import timedelta

import pytest

from werkcentrum.accounts.models import User
from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.casework.models import ContactMoment, Enquiry, Note, NoteRevision
from werkcentrum.casework.models import PlanAction as Step
from werkcentrum.casework.models import PlanGoal as Goal
from werkcentrum.core.testing import Page, Shown
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.formal.models import FormalChannel, Outage
from werkcentrum.partners.models import Region
from werkcentrum.partners.tests.make import make_organisation, make_region
from werkcentrum.privacy.models import LegalGround, Objection
from werkcentrum.privacy.tests.make import make_client, make_municipal, make_union
from werkcentrum.referrals.models import Referral, ReferralEvent, ReferralMessage
from werkcentrum.referrals.states import State
from werkcentrum.referrals.tests.make import (
    make_in,
    make_receiver,
    make_sharing_ground,
    make_team,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.house_rule_off("queries", reason="The first look fills what stays in memory."),
    pytest.mark.house_rule_off("size", reason="A file of an enquiry has no pages."),
]
FILES, INBOX = "/medewerkers/hulpvragen/", "/medewerkers/doorverwijzingen/"
KNOWN = f"{FILES}bekend/"
ADDRESS, PETER = "olena@post.example", "peter@werk.example"

# Pages that are several lists, without the ids in their addresses.
MOST = {f"{FILES}/": 24, f"{FILES}doorverwijzing//": 20}


def fill(region: Region, count: int) -> Referral:
    """So many of everything that a page lists; returns a referral about which there is so much."""
    referral = make_in(State.INFO_REQUESTED, region)
    enquiry, union = referral.enquiry, make_union(region)
    peter = User.objects.get(email=PETER)
    Enquiry.objects.filter(pk=enquiry.pk).update(adviser=peter)
    about, told = {"enquiry": enquiry}, {"referral": referral, "at": MONDAY_MORNING}
    team = make_team(union, "oud")
    Referral.objects.bulk_create(
        Referral(
            **about, region=region, team=team, organisation=make_municipal(region), owner=peter,
            made_at=MONDAY_MORNING, sent_at=MONDAY_MORNING, state=state, theme=f"thema-{number}",
            closed_at=closed, due_on=MONDAY, decline_reason="full",
        )
        for number in range(count)
        for state, closed in ((State.RECEIVED, None), (State.DECLINED, MONDAY_MORNING))
    )  # fmt: skip
    ReferralMessage.objects.bulk_create(
        ReferralMessage(**told, is_from_team=bool(number % 2), body="Wat?")
        for number in range(count)
    )
    ReferralEvent.objects.bulk_create(
        ReferralEvent(**told, state=State.RECEIVED, by=str(peter.pk)) for _number in range(count)
    )
    written = {"author": peter, "body": "Belde.", "written_at": MONDAY_MORNING}
    notes = Note.objects.bulk_create(
        Note(**about, **written, organisation=make_municipal(region)) for _number in range(count)
    )
    NoteRevision.objects.bulk_create(
        NoteRevision(**written, note=notes[0], version=number + 1) for number in range(count)
    )
    goals = Goal.objects.bulk_create(
        Goal(**about, wish="Werk", agreed_at=MONDAY_MORNING) for _number in range(count)
    )
    Step.objects.bulk_create(
        Step(goal=goal, what="Bel", owner="partner", partner=union) for goal in goals
    )
    ContactMoment.objects.bulk_create(
        ContactMoment(**about, region=region, channel="phone", happened_at=MONDAY_MORNING)
        for _number in range(count)
    )
    by_law = make_sharing_ground(region)
    LegalGround.objects.filter(pk=by_law.pk).update(kind=LegalGround.Kind.PUBLIC_TASK, law="SUWI")
    for number in range(count):
        client = make_client(region, f"Anna {number}", address=ADDRESS)
        Enquiry.objects.create(
            region=region, client=client, adviser=peter, opened_at=MONDAY_MORNING
        )
        Objection.objects.create(client=client, ground=by_law, made_at=MONDAY_MORNING)
        organisation = make_organisation(region, f"gemeente-{number}", name=f"Gemeente {number}")
        FormalChannel.objects.create(
            organisation=organisation, kind="woo", email="woo@post.example", starts_on=MONDAY
        )
        Outage.objects.create(
            region=region, kinds=["woo"], starts_at=MONDAY_MORNING - timedelta(days=number + 2),
            ends_at=MONDAY_MORNING - timedelta(days=number + 1),
        )  # fmt: skip
    return referral


def counted(page: Page, region: Region, count: int) -> dict[str, int]:
    """How many queries each page takes with so many rows."""
    referral = fill(region, count)
    peter, bram = User.objects.get(email=PETER), make_receiver(region)
    iris = make_staff(region, "iris", "privacy_officer")
    bas = make_staff(region, "bas", "administrator")
    note = Note.objects.order_by("pk").filter(revisions__isnull=False).first()
    assert note is not None
    file = f"{FILES}{referral.enquiry_id}/"
    wanted = {
        peter: (file, f"{file}plan/", f"{file}plan/papier/", f"{file}notitie/{note.pk}/eerder/",
                f"{FILES}doorverwijzing/{referral.pk}/"),
        bram: (INBOX, f"{INBOX}?toon=oud", f"{INBOX}{referral.pk}/"),
        iris: ("/medewerkers/register/bezwaren/",),
        bas: ("/medewerkers/digitale-kanalen/", "/digitale-kanalen/"),
    }  # fmt: skip
    found = {}
    for user, addresses in wanted.items():
        browser = page.at("testserver")
        browser.log_in(user)
        for address in addresses:
            # What a process keeps in memory is there from here on.
            browser.open(address)
            name = address.replace(str(referral.enquiry_id), "").replace(str(referral.pk), "")
            found[name.replace(str(note.pk), "")] = queries_of(browser.open(address))
    browser = page.at("testserver")
    browser.log_in(peter)
    found[KNOWN] = queries_of(browser.post(KNOWN, {"address": ADDRESS}))
    return found


def queries_of(shown: Shown) -> int:
    """How many it took."""
    assert shown.sight is not None
    return len(shown.sight.statements)


@pytest.mark.parametrize("count", [1, 25])
def test_a_list_costs_no_more_for_many_than_for_one(page, count):
    found = counted(page, make_region(), count)

    assert len(found) == 12
    too_many = {name: number for name, number in found.items() if number > MOST.get(name, 12)}
    assert too_many == {}
