"""One colleague writes down who signed for a party, another confirms it, and then it counts.

The links of the chain themselves are in `test_authority.py`.
"""

import hashlib
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.authority.chain import Chain, Missing
from werkcentrum.governance.authority.queries import facts_of_all
from werkcentrum.governance.authority.rules import authority_of, authority_of_representatives
from werkcentrum.governance.decisions.actions import withdraw_decision
from werkcentrum.governance.mandates.actions import revoke_mandate
from werkcentrum.governance.models import (
    Agreement,
    AgreementEvent,
    Body,
    Decision,
    Mandate,
    Party,
    Signature,
)
from werkcentrum.governance.signatures.actions import (
    confirm_signature,
    register_qualified_signature,
    take_back_signature,
)
from werkcentrum.governance.tests.make import (
    SIGNED_ON,
    make_agreement,
    make_body,
    make_decision,
    make_municipality_party,
    make_power,
)
from werkcentrum.governance.tests.make_ready import (
    ALDERMAN,
    DIRECTOR,
    MAYOR,
    confirmed,
    library_of,
    make_case,
    power_of,
    signed,
    town_of,
)
from werkcentrum.governance.tests.make_signed import make_version
from werkcentrum.governance.tests.signing_fake import FakeSigning
from werkcentrum.partners.models import Organisation
from werkcentrum.partners.tests.make import make_other_region, make_region

pytestmark = pytest.mark.django_db
ELS = {"by": "0190-els", "at": MONDAY_MORNING}


@pytest.fixture
def case() -> Agreement:
    """A municipality and a library, and everything that signing needs."""
    return make_case(make_region())


def test_what_an_alderman_signed_is_kept_with_the_links_of_that_day(case):
    signature = signed(town_of(case))

    assert signature.mandate == power_of(town_of(case))
    assert signature.digest == hashlib.sha256(b"%PDF-1.7 een scan").hexdigest()
    assert [words.split(" om ")[0] for words in signature.chain] == [
        "Het college van gemeente Duindorp besloot op 10 juni 2025",
        (
            "Burgemeester Noor Duin gaf volmacht V1 aan Ravi Zand, wethouder, "
            "vanaf 10 juni 2025 (besluit B-volmacht)."
        ),
    ]
    assert not signature.counts


def test_the_mayor_and_a_director_sign_without_a_power(case):
    assert signed(town_of(case), MAYOR).mandate is None
    assert signed(library_of(case), DIRECTOR).mandate is None


def test_nothing_is_registered_while_a_link_is_missing(case):
    with pytest.raises(RefusedError, match="Er is geen volmacht voor Lot Kade"):
        signed(town_of(case), "Lot Kade")

    assert not Signature.objects.exists()


def test_a_signature_counts_once_somebody_else_confirms_it(case):
    signature = signed(town_of(case))
    with pytest.raises(RefusedError, match="Een collega moet het bevestigen"):
        confirm_signature(signature=signature, by="0190-karin", at=MONDAY_MORNING)

    confirm_signature(signature=signature, **ELS)

    signature.refresh_from_db()
    assert signature.counts
    event = AgreementEvent.objects.get(kind=AgreementEvent.Kind.SIGNED)
    assert (event.on, event.words) == (SIGNED_ON, "Gemeente Duindorp: Ravi Zand, wethouder")
    with pytest.raises(RefusedError, match="al bevestigd"):
        confirm_signature(signature=signature, **ELS)


def test_the_agreement_holds_once_the_last_party_is_confirmed(case):
    confirmed(town_of(case))
    case.refresh_from_db()
    assert case.in_force_on is None

    confirmed(library_of(case), DIRECTOR)

    case.refresh_from_db()
    assert case.in_force_on == SIGNED_ON


def test_the_chain_is_looked_at_again_before_it_counts(case):
    signature = signed(town_of(case))
    revoke_mandate(mandate=power_of(town_of(case)), revoked_on=SIGNED_ON, **ELS)

    with pytest.raises(RefusedError, match="Volmacht V1 is ingetrokken op 27 juni 2025"):
        confirm_signature(signature=signature, **ELS)

    assert not Signature.objects.confirmed().exists()


def test_what_was_revoked_later_was_there_when_it_was_signed(case):
    later = SIGNED_ON + timedelta(days=1)
    signature = signed(town_of(case))
    revoke_mandate(mandate=power_of(town_of(case)), revoked_on=later, **ELS)
    decision = Decision.objects.get(body__kind=Body.Kind.EXECUTIVE)
    withdraw_decision(decision=decision, withdrawn_on=later, **ELS)

    confirm_signature(signature=signature, **ELS)

    assert Signature.objects.confirmed().exists()


def test_a_mistake_is_taken_back_as_long_as_nobody_confirmed_it(case):
    signature = signed(town_of(case))
    take_back_signature(signature=signature, **ELS)
    with pytest.raises(RefusedError, match="teruggenomen"):
        confirm_signature(signature=signature, **ELS)
    with pytest.raises(RefusedError, match="teruggenomen"):
        take_back_signature(signature=signature, **ELS)

    again = confirmed(town_of(case))

    with pytest.raises(RefusedError, match="al bevestigd"):
        take_back_signature(signature=again, **ELS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.filter(pk=again.pk).delete()


def test_a_party_signs_a_version_once(case):
    signed(town_of(case))

    with pytest.raises(RefusedError, match="staat al een ondertekening"):
        signed(town_of(case), MAYOR)


def test_only_the_newest_text_is_signed(case):
    first = case.versions.get()
    signature = signed(town_of(case))
    make_version(case, 2)

    with pytest.raises(RefusedError, match="nieuwere tekst"):
        signed(library_of(case), DIRECTOR, version=first)
    with pytest.raises(RefusedError, match="nieuwere tekst"):
        confirm_signature(signature=signature, **ELS)


def test_nobody_signed_a_changed_text_before_it_was_there(case):
    make_version(case, 2)

    with pytest.raises(RefusedError, match="Op die dag was deze tekst er nog niet"):
        signed(town_of(case), signed_on=MONDAY - timedelta(days=1))

    assert signed(town_of(case), signed_on=MONDAY)


@pytest.mark.parametrize(
    ("model", "values", "said"),
    [
        (Agreement, {"terminated_on": MONDAY}, "beëindigd"),
        (Party, {"left_on": MONDAY}, "doet niet meer mee"),
    ],
)
def test_what_ended_before_a_second_person_looked_is_not_confirmed(case, model, values, said):
    signature = signed(town_of(case))
    model.objects.all().update(**values)

    with pytest.raises(RefusedError, match=said):
        confirm_signature(signature=signature, **ELS)


@pytest.mark.parametrize(
    ("about", "values", "said"),
    [
        ("agreement", {"stage": Agreement.Stage.CHECKED}, "nog niet klaar om te tekenen"),
        ("agreement", {"terminated_on": SIGNED_ON}, "beëindigd"),
        ("party", {"left_on": SIGNED_ON}, "doet niet meer mee"),
    ],
)
def test_who_does_not_take_part_now_does_not_sign(case, about, values, said):
    model = {"agreement": Agreement, "party": Party}[about]
    model.objects.all().update(**values)

    with pytest.raises(RefusedError, match=said):
        signed(town_of(case))


def test_nobody_signed_on_a_day_that_has_not_come(case):
    with pytest.raises(RefusedError, match="moet nog komen"):
        signed(town_of(case), signed_on=MONDAY + timedelta(days=1))


def qualified(party: Party, name: str = ALDERMAN, **values) -> Signature:
    """Somebody signed with a service for electronic signatures."""
    version, service = party.agreement.versions.get(), FakeSigning(MONDAY_MORNING)
    asked = service.start(digest=version.digest, title="", signer_name=name, back_to="/")
    evidence = service.sign(asked.reference, at=MONDAY_MORNING) | values
    return register_qualified_signature(
        party=party, version=version, evidence=evidence, gateway=service,
        signer_function="wethouder", place="Duindorp", by="0190-karin", at=MONDAY_MORNING,
    )  # fmt: skip


def test_an_electronic_signature_needs_the_same_chain_and_the_same_second_person(case):
    signature = qualified(town_of(case))

    assert (signature.signer_name, signature.signed_on) == (ALDERMAN, MONDAY)
    confirm_signature(signature=signature, **ELS)
    with pytest.raises(RefusedError, match="Er is geen volmacht voor Lot Kade"):
        qualified(library_of(case), "Lot Kade")


def test_an_electronic_signature_that_proves_nothing_is_refused(case):
    with pytest.raises(RefusedError, match="handtekening klopt niet"):
        qualified(town_of(case), signature="b25zaW4=")


def test_a_power_of_another_organisation_or_for_another_agreement_is_not_found(case):
    town = town_of(case)
    Mandate.objects.all().delete()
    other = make_municipality_party(case.region, "gemeente-elders")
    make_power(make_body(other, Body.Kind.MAYOR), ALDERMAN)
    power = make_power(make_body(town.organisation, Body.Kind.MAYOR), "Lot Kade")
    power.agreements.add(make_agreement(case.region, reference="anders"))

    first = authority_of(town, signer_name=ALDERMAN, signed_on=SIGNED_ON)
    second = authority_of(town, signer_name="Lot Kade", signed_on=SIGNED_ON)

    assert isinstance(first, Missing)
    assert first.what.startswith("Er is geen volmacht voor Ravi Zand")
    assert isinstance(second, Missing)
    assert second.what.endswith("is niet voor deze overeenkomst.")


def test_a_decision_of_another_organisation_or_about_another_agreement_does_not_count(case):
    other = make_municipality_party(case.region, "gemeente-elders")
    agreement = make_agreement(case.region, other, town_of(case).organisation, reference="anders")
    make_decision(make_body(other), agreement, number="B9")

    found = authority_of(town_of(agreement), signer_name="X", signed_on=SIGNED_ON)
    assert isinstance(found, Missing)
    assert found.what == "Er is geen volmacht voor X, en X is geen burgemeester."
    found = authority_of(library_of(agreement), signer_name=MAYOR, signed_on=SIGNED_ON)
    assert isinstance(found, Missing)
    assert (
        found.what == "Het college van gemeente Duindorp besloot nog niet over deze overeenkomst."
    )


def test_many_parties_cost_as_many_queries_as_one(case, queries):
    parties = list(case.parties.order_by("position"))
    with queries.at_most(6):
        facts_of_all(parties[:1])

    with queries.at_most(6):
        facts = facts_of_all(parties)

    assert [facts[party.pk].is_municipality for party in parties] == [True, False]


def test_an_overview_says_of_every_representative_whether_they_may_sign(case):
    Party.objects.filter(organisation__kind=Organisation.Kind.LIBRARY).update(
        representative_name=DIRECTOR
    )
    parties = list(case.parties.order_by("position"))

    found = authority_of_representatives(parties, on=SIGNED_ON)

    town, library = (found[party.pk] for party in parties)
    assert isinstance(library, Chain)
    assert isinstance(town, Missing)
    assert town.what == "Er is nog niet gekozen wie tekent."


def test_a_region_does_not_see_what_another_decided(case):
    elsewhere = make_case(make_other_region())
    Decision.objects.filter(body__organisation__region=elsewhere.region).update(
        withdrawn_on=SIGNED_ON
    )

    assert isinstance(authority_of(town_of(case), signer_name=ALDERMAN, signed_on=SIGNED_ON), Chain)
