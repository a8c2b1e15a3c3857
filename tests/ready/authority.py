"""Bodies, decisions, powers and signatures, each action with something to act on."""

from functools import partial

from tests.ready.acts import LATER, Act, Ready
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.governance.authority import actions as authority_actions
from werkcentrum.governance.authority import correct_actions
from werkcentrum.governance.decisions import actions as decision_actions
from werkcentrum.governance.decisions.rules import NewPoint
from werkcentrum.governance.mandates import actions as mandate_actions
from werkcentrum.governance.mandates.rules import Terms
from werkcentrum.governance.models import Body, Mandate, OfficeHolder, Proposal
from werkcentrum.governance.signatures import actions as signature_actions
from werkcentrum.governance.tests.make import (
    make_body,
    make_decision,
    make_library_party,
    make_municipality_party,
    make_power,
)
from werkcentrum.governance.tests.make_ready import ALDERMAN, make_case, signed, town_of
from werkcentrum.governance.tests.signing_fake import FakeSigning
from werkcentrum.partners.models import Organisation
from werkcentrum.partners.tests.make import make_region

TODAY = LATER.date()
TERMS = Terms("V9", "Lot Kade", "manager", "ondertekenen", TODAY)


def a_town() -> Organisation:
    return make_municipality_party(make_region())


def add_body() -> Act:
    return partial(
        authority_actions.add_body, organisation=make_library_party(make_region()),
        kind=Body.Kind.DIRECTORS, name="Directie",
    )  # fmt: skip


def add_office_holder() -> Act:
    return partial(
        authority_actions.add_office_holder, organisation=a_town(), name="Iris Wad",
        kind=OfficeHolder.Kind.ACTING_MAYOR, starts_on=TODAY,
    )  # fmt: skip


def end_office() -> Act:
    holder = a_town().office_holders.get()
    return partial(authority_actions.end_office, holder=holder, ends_on=TODAY)


def correct_body() -> Act:
    body = make_body(a_town())
    return partial(correct_actions.correct_body, body=body, kind=body.kind, name="College")


def correct_office() -> Act:
    return partial(
        correct_actions.correct_office, holder=a_town().office_holders.get(), name="Noor Duin-Wad",
        kind=OfficeHolder.Kind.MAYOR, starts_on=TODAY, ends_on=None,
    )  # fmt: skip


def record_decision() -> Act:
    return partial(
        decision_actions.record_decision, body=make_body(a_town()), number="4325", title="Besluit",
        decided_on=TODAY, points=[NewPoint("De overeenkomst aan te gaan.")],
    )  # fmt: skip


def withdraw_decision() -> Act:
    decision = make_decision(make_body(a_town()))
    return partial(decision_actions.withdraw_decision, decision=decision, withdrawn_on=TODAY)


def add_proposal() -> Act:
    return partial(
        decision_actions.add_proposal, organisation=a_town(), reference="4325", title="Samen",
        made_on=TODAY, agreements=[],
    )  # fmt: skip


def change_proposal() -> Act:
    town = a_town()
    proposal = Proposal.objects.create(
        region=town.region, organisation=town, reference="4325", title="Samen", made_on=TODAY
    )
    return partial(
        decision_actions.change_proposal, proposal=proposal, title="Nu anders", agreements=[]
    )


def a_power(**values) -> Mandate:
    return make_power(make_body(a_town(), Body.Kind.MAYOR), **values)


def grant_mandate() -> Act:
    giver = make_body(a_town(), Body.Kind.MAYOR)
    return partial(
        mandate_actions.grant_mandate, giver=giver, kind=Mandate.Kind.POWER_OF_ATTORNEY,
        terms=TERMS, agreements=[],
    )  # fmt: skip


def pass_on_mandate() -> Act:
    parent = a_power(may_pass_on=True)
    return partial(mandate_actions.pass_on_mandate, parent=parent, terms=TERMS, agreements=[])


def revoke_mandate() -> Act:
    return partial(mandate_actions.revoke_mandate, mandate=a_power(), revoked_on=TODAY)


def publish_mandate() -> Act:
    return partial(
        mandate_actions.publish_mandate, mandate=a_power(), published_on=TODAY,
        published_at_url="https://gemeente.example/bekendmaking",
    )  # fmt: skip


def register_signature() -> Act:
    return partial(signed, town_of(make_case(make_region())))


def register_qualified_signature() -> Act:
    party = town_of(make_case(make_region()))
    version = party.agreement.versions.get()
    service = FakeSigning(MONDAY_MORNING)
    asked = service.start(digest=version.digest, title="", signer_name=ALDERMAN, back_to="/")
    return partial(
        signature_actions.register_qualified_signature, party=party, version=version,
        evidence=service.sign(asked.reference, at=LATER), gateway=service,
        signer_function="wethouder", place="Duindorp",
    )  # fmt: skip


def confirm_signature() -> Act:
    signature = signed(town_of(make_case(make_region())), by="0190-els")
    return partial(signature_actions.confirm_signature, signature=signature)


def take_back_signature() -> Act:
    signature = signed(town_of(make_case(make_region())))
    return partial(signature_actions.take_back_signature, signature=signature)


BY_SOMEBODY: Ready = {
    "governance.add_body": (add_body, "governance.body_added"),
    "governance.add_office_holder": (add_office_holder, "governance.office_added"),
    "governance.end_office": (end_office, "governance.office_ended"),
    "governance.correct_body": (correct_body, "governance.body_corrected"),
    "governance.correct_office": (correct_office, "governance.office_corrected"),
    "governance.record_decision": (record_decision, "governance.decision_recorded"),
    "governance.withdraw_decision": (withdraw_decision, "governance.decision_withdrawn"),
    "governance.add_proposal": (add_proposal, "governance.proposal_added"),
    "governance.change_proposal": (change_proposal, "governance.proposal_changed"),
    "governance.grant_mandate": (grant_mandate, "governance.mandate_granted"),
    "governance.pass_on_mandate": (pass_on_mandate, "governance.mandate_passed_on"),
    "governance.revoke_mandate": (revoke_mandate, "governance.mandate_revoked"),
    "governance.publish_mandate": (publish_mandate, "governance.mandate_published"),
    "governance.register_signature": (register_signature, "governance.signature_registered"),
    "governance.register_qualified_signature": (
        register_qualified_signature, "governance.signature_registered",
    ),
    "governance.confirm_signature": (confirm_signature, "governance.signature_confirmed"),
    "governance.take_back_signature": (take_back_signature, "governance.signature_taken_back"),
}  # fmt: skip
