"""Somebody under 16 or under guardianship does not decide alone whether data are shared."""

import pytest

from werkcentrum.audit.models import AuditLine
from werkcentrum.casework.models import Client, Enquiry
from werkcentrum.core.models import OutboxMessage
from werkcentrum.core.refusal import Refusal, RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.tests.marks import sends
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.models import Consent
from werkcentrum.privacy.rules import Basis, basis_for
from werkcentrum.privacy.tests.make import make_client, make_consent
from werkcentrum.referrals.actions import set_representative
from werkcentrum.referrals.models import AnswerLink, Referral
from werkcentrum.referrals.states import State
from werkcentrum.referrals.tests.make import DATA, make_in, make_sent, make_sharing_ground
from werkcentrum.referrals.tests.work import file_of, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def region(db, time_machine):
    time_machine.move_to(MONDAY_MORNING, tick=False)
    return make_region(host="testserver")


@pytest.fixture
def referral(region) -> Referral:
    """Daan said yes himself, and is with the union."""
    return make_in(State.RECEIVED, region)


def let_decide(client, representative="parent", name="Ilse", at=MONDAY_MORNING):
    return set_representative(
        client=client, representative=representative, name=name, by="peter", at=at
    )


def shared(referral):
    """On what the union gets his data now."""
    return basis_for(
        client=referral.enquiry.client, purpose="referral", controller=referral.organisation,
        recipient=referral.team.organisation, data=DATA, at=MONDAY_MORNING,
    )  # fmt: skip


def test_what_daan_agreed_to_alone_ends_and_what_rests_on_it_stops(referral):
    assert let_decide(referral.enquiry.client) == 1

    referral.refresh_from_db()
    assert referral.state == State.WITHDRAWN
    assert not AnswerLink.objects.filter(revoked_at=None).exists()
    assert Consent.objects.get().withdrawn_at == MONDAY_MORNING
    assert isinstance(shared(referral), Refusal)


def test_after_that_his_mother_decides_and_he_does_not(region, referral):
    daan, ground = referral.enquiry.client, make_sharing_ground(region)
    let_decide(daan)

    with pytest.raises(RefusedError, match="vertegenwoordiger"):
        make_consent(daan, ground, by_representative=False)
    consent = make_consent(daan, ground, by_representative=True)
    assert shared(referral) == Basis(consent=consent)


def test_a_yes_of_his_own_on_a_page_from_before_does_not_count(region, referral):
    ground = make_sharing_ground(region)
    page_from_before = Client.objects.get()
    let_decide(referral.enquiry.client)

    with pytest.raises(RefusedError, match="vertegenwoordiger"):
        make_consent(page_from_before, ground, by_representative=False)


def test_what_a_representative_agreed_to_stays_when_another_comes_or_he_turns_sixteen(
    region, referral
):
    daan, ground = referral.enquiry.client, make_sharing_ground(region)
    let_decide(daan)
    consent = make_consent(daan, ground)
    let_decide(daan, "guardian", "Mr. De Wit")
    assert shared(referral) == Basis(consent=consent)

    let_decide(daan, "", "")
    assert shared(referral) == Basis(consent=consent)


@pytest.mark.parametrize(
    ("language", "said"), [("nl", "Uw ouder beslist voortaan"), ("en", "Your parent now decides")]
)
def test_daan_hears_of_it_in_his_language_without_a_name(referral, language, said):
    daan = referral.enquiry.client
    daan.language = language
    daan.save()
    let_decide(daan)

    told = OutboxMessage.objects.get(about=f"client:{daan.pk}")
    assert told.recipient == daan.address
    assert said in told.text
    assert "Ilse" not in told.text


def test_who_agreed_to_nothing_does_not_read_that_something_ended(region):
    daan = make_client(region)
    let_decide(daan)

    told = OutboxMessage.objects.get(about=f"client:{daan.pk}")
    assert "Uw ouder beslist voortaan" in told.text
    assert "geldt niet meer" not in told.text


def test_somebody_without_mail_or_phone_gets_no_message(referral):
    daan = referral.enquiry.client
    daan.reach, daan.address = "letter", "Dorpsstraat 1, 2271 AB Voorburg"
    daan.save()
    let_decide(daan)

    assert not OutboxMessage.objects.filter(about=f"client:{daan.pk}").exists()


@pytest.mark.parametrize(
    ("representative", "name"), [("parent", ""), ("", "Ilse"), ("buurman", "Ilse"), ("", "")]
)
def test_what_is_half_or_says_nothing_new_is_refused(referral, representative, name):
    with pytest.raises(RefusedError):
        let_decide(referral.enquiry.client, representative, name)

    referral.refresh_from_db()
    assert referral.state == State.RECEIVED


@sends
def test_peter_writes_down_who_decides_and_reads_before_what_that_does(page, region):
    referral = make_sent(region)
    peter = referral.owner
    take(referral.enquiry, peter)
    page.log_in(peter)
    shown = page.open(file_of(referral.enquiry))
    assert "geldt niet meer wat de klant eerder zelf goed vond" in shown

    wrong = shown.press("Bewaar wie er beslist", representative="parent")
    assert "Kies wie het is, en schrijf de naam op." in wrong
    shown = wrong.press("Bewaar wie er beslist", representative_name="Ilse")

    assert "Ilse (ouder)" in shown
    [line] = AuditLine.objects.filter(verb="privacy.representative_set")
    assert (line.actor, line.detail) == (
        str(peter.pk), {"representative": "parent", "count": 1},
    )  # fmt: skip
    gone = shown.press("Bewaar wie er beslist", representative="", representative_name="")
    assert "Ilse" not in gone.text


def test_of_who_is_anonymous_nobody_decides(page, region):
    referral = make_sent(region)
    Enquiry.objects.update(client=None)
    take(referral.enquiry, referral.owner)
    page.log_in(referral.owner)

    page.send(file_of(referral.enquiry, "vertegenwoordiger/"), status=404)
