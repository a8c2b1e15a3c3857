"""The case a Werkcentrum begins with, as it went: case 4325, two agreements, and who signed them.

Everything goes through the actions that people use. All names of people are invented.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.core.clock import AMSTERDAM
from werkcentrum.governance.agreements.actions import make_agreement, set_stage
from werkcentrum.governance.agreements.clause_actions import change_clause
from werkcentrum.governance.agreements.clause_rules import without_blanks
from werkcentrum.governance.agreements.force_actions import bring_into_force
from werkcentrum.governance.agreements.party_actions import add_party, note_checked, note_consulted
from werkcentrum.governance.agreements.version_actions import make_version
from werkcentrum.governance.authority.actions import add_body, add_office_holder
from werkcentrum.governance.decisions.actions import add_proposal, record_decision
from werkcentrum.governance.decisions.rules import NewPoint
from werkcentrum.governance.documents.actions import make_document
from werkcentrum.governance.mandates.actions import grant_mandate
from werkcentrum.governance.mandates.rules import Terms
from werkcentrum.governance.meetings.involvement_actions import record_answer, record_involvement
from werkcentrum.governance.models import (
    Agreement,
    AgreementKind,
    Body,
    Document,
    Involvement,
    Mandate,
    OfficeHolder,
    Proposal,
)
from werkcentrum.governance.signatures.actions import confirm_signature, register_signature
from werkcentrum.partners.actions import set_strictness
from werkcentrum.partners.models import Organisation, Region, Strictness

_CASE: Final = "4325"
# Who holds the case, and who hosts the local desk.
_MUNICIPALITY: Final = "gemeente-leidschendam-voorburg"
_LIBRARY: Final = "bibliotheek-aan-de-vliet"
_ALDERMAN: Final = ("Noor van Duin", "wethouder")
# An agreement that is being made: it waits for who decides and who signs.
_NEXT_ALDERMAN: Final = ("Wout Voorbeeld", "wethouder")
# Directors who only sign together with who speaks for their organisation.
_SIGN_TOGETHER: Final = {_LIBRARY: ("Puck Voorbeeld",)}
# Two people: what one writes down, the other confirms.
_SECOND: Final = "demo"
_EXECUTIVE_BOARDS: Final = frozenset(
    {Organisation.Kind.BENEFITS_AGENCY, Organisation.Kind.EDUCATION, Organisation.Kind.HEALTH_CARE}
)
_ASSOCIATIONS: Final = frozenset(
    {
        Organisation.Kind.UNION, Organisation.Kind.EMPLOYERS, Organisation.Kind.LIBRARY,
        Organisation.Kind.SBB, Organisation.Kind.LEGAL, Organisation.Kind.WELFARE,
    }
)  # fmt: skip
_FIRST_NAMES: Final = (
    "Aya", "Bram", "Chantal", "Dirk", "Elif", "Farid", "Gerda", "Hugo", "Imke", "Joris", "Karima",
    "Loes", "Milan", "Nadia", "Otto", "Pien", "Quinten", "Rosa", "Sami", "Tess",
)  # fmt: skip


def _on(month: int, day: int) -> datetime:
    return datetime.combine(date(2025, month, day), time(10), AMSTERDAM)


@dataclass(frozen=True)
class _Speaks:
    """An organisation, the body that decides for it, and who signs, with whom if not alone."""

    organisation: Organisation
    body: Body
    name: str
    function: str
    together_with: tuple[str, ...] = ()


def make_demo_network(region: Region) -> None:
    """Case 4325 from proposal to both agreements in force. Nothing when there are any already.

    Nothing either where the region does not have the municipality and the library of that case.
    """
    found = {row.key: row for row in Organisation.objects.filter(region=region).order_by("key")}
    is_there = _MUNICIPALITY in found and _LIBRARY in found
    if Agreement.objects.filter(region=region).exists() or not is_there:
        return
    partners = _partners(found.values())
    speaking = {
        row.key: _speaks(row, _FIRST_NAMES[number % len(_FIRST_NAMES)])
        for number, row in enumerate([*partners, found[_LIBRARY]])
    }
    ours = {_MUNICIPALITY: _ALDERMAN}
    regional = _agreement(
        region, AgreementKind.COOPERATION, f"{_CASE}-A", f"Samenwerking Werkcentrum {region.name}",
        [speaking[row.key] for row in partners], ours, worth_cents=250_000_00,
    )  # fmt: skip
    local = _agreement(
        region, AgreementKind.LOCAL_HOST, f"{_CASE}-B", "Lokaal Werkcentrum in de bibliotheek",
        [speaking[_MUNICIPALITY], speaking[_LIBRARY]], ours, starts_on=date(2025, 7, 7),
        worth_cents=96_000_00,
    )  # fmt: skip
    case = _case(found[_MUNICIPALITY], regional, local)
    power = _decided(speaking[_MUNICIPALITY].body, case, regional, local)
    for who in speaking.values():
        _sign(who, local)
    _agreement(
        region, AgreementKind.LOCAL_HOST, "4326", "Spreekuur in de bibliotheek",
        [speaking[_MUNICIPALITY], speaking[_LIBRARY]], {_MUNICIPALITY: _NEXT_ALDERMAN},
        worth_cents=12_000_00,
    )  # fmt: skip
    # What the nightly work does on the day that the local desk opens.
    bring_into_force(agreement=local, by=SYSTEM, at=_on(7, 7))
    set_strictness(region=region, strictness=Strictness.AGREEMENT, by=SYSTEM, at=_on(7, 7))
    _involved(region, case, found[_MUNICIPALITY])
    for kind, about, at in (
        (Document.Kind.PROPOSAL, case, _on(6, 3)),
        (Document.Kind.MANDATE_DECISION, power, _on(6, 3)),
        (Document.Kind.AGREEMENT, regional, _on(6, 3)),
        (Document.Kind.AGREEMENT, local, _on(6, 3)),
        (Document.Kind.COUNCIL_LETTER, case, _on(7, 8)),
    ):
        make_document(
            region=region, kind=kind, about=about, by=SYSTEM, at=at,
            municipality=found[_MUNICIPALITY].municipality,
        )  # fmt: skip


def _partners(organisations: Iterable[Organisation]) -> list[Organisation]:
    """Who takes part in the region: all but those who only tell people things, and its own name."""
    left_out = {Organisation.Kind.GOVERNMENT, Organisation.Kind.WERKCENTRUM}
    return [row for row in organisations if row.kind not in left_out and row.key != _LIBRARY]


def _speaks(organisation: Organisation, first_name: str) -> _Speaks:
    """Its body and who speaks for it, written down."""
    who: dict[str, Any] = {"organisation": organisation, "by": SYSTEM, "at": _on(5, 1)}
    if organisation.kind == Organisation.Kind.MUNICIPALITY:
        body = add_body(kind=Body.Kind.EXECUTIVE, name=f"College van {organisation.name}", **who)
        add_body(kind=Body.Kind.MAYOR, name=f"Burgemeester van {organisation.name}", **who)
        add_body(kind=Body.Kind.COUNCIL, name=f"Raad van {organisation.name}", **who)
        office, function = OfficeHolder.Kind.MAYOR, "burgemeester"
    else:
        kind = Body.Kind.DIRECTORS
        if organisation.kind in _EXECUTIVE_BOARDS:
            kind = Body.Kind.EXECUTIVE_BOARD
        elif organisation.kind in _ASSOCIATIONS:
            kind = Body.Kind.FOUNDATION_BOARD
        body = add_body(kind=kind, name=f"Bestuur van {organisation.name}", **who)
        office, function = OfficeHolder.Kind.DIRECTOR, "bestuurder"
    name = f"{first_name} Voorbeeld"
    together_with = _SIGN_TOGETHER.get(organisation.key, ())
    for one in (name, *together_with):
        add_office_holder(
            kind=office, name=one, starts_on=date(2023, 1, 1), source="Voorbeeld",
            signs_with=len(together_with), **who,
        )  # fmt: skip
    return _Speaks(organisation, body, name, function, together_with)


def _agreement(
    region: Region, kind: str, reference: str, title: str, parties: list[_Speaks],
    aldermen: Mapping[str, tuple[str, str]], **values: Any,
) -> Agreement:  # fmt: skip
    """From model clauses to a text to sign, by these aldermen instead of their mayors."""
    agreement = make_agreement(
        region=region, kind=kind, reference=reference, title=title, is_example=True,
        rule=Agreement.Rule.ALL_SIGNED, by=SYSTEM, at=_on(5, 12), **values,
    )  # fmt: skip
    for speaks in parties:
        signer = (speaks.name, speaks.function)
        name, function = aldermen.get(speaks.organisation.key, signer)
        add_party(
            agreement=agreement, organisation=speaks.organisation, capacity=_capacity(speaks),
            representative_name=name, representative_function=function, by=SYSTEM,
            at=_on(5, 12), purposes=_gives(speaks.organisation),
        )  # fmt: skip
    for clause in agreement.clauses.order_by("position"):
        body = without_blanks(clause.body)
        if body != clause.body:
            change_clause(
                clause=clause, heading=clause.heading, body=body, by=SYSTEM, at=_on(5, 13)
            )
    make_version(agreement=agreement, what_changed="Eerste tekst", by=SYSTEM, at=_on(5, 14))
    set_stage(agreement=agreement, stage=Agreement.Stage.CONSULTATION, by=SYSTEM, at=_on(5, 14))
    for party in agreement.parties.order_by("position"):
        note_consulted(party=party, on=date(2025, 5, 26), by=SYSTEM, at=_on(5, 26))
        note_checked(party=party, on=date(2025, 6, 2), by=SYSTEM, at=_on(6, 2))
    for stage in (Agreement.Stage.CHECKED, Agreement.Stage.TO_SIGN):
        set_stage(agreement=agreement, stage=stage, by=SYSTEM, at=_on(6, 2))
    return agreement


def _gives(organisation: Organisation) -> list[str]:
    """Who has contact with employers may also hear who says yes to a vacancy."""
    is_for_employers = organisation.kind == Organisation.Kind.EMPLOYER_SERVICE
    return ["network", "referral", "aftercare", *(["vacancy_contact"] if is_for_employers else [])]


def _capacity(speaks: _Speaks) -> str:
    kinds = {
        Body.Kind.EXECUTIVE: "publiekrechtelijke rechtspersoon",
        Body.Kind.FOUNDATION_BOARD: "stichting of vereniging",
        Body.Kind.EXECUTIVE_BOARD: "rechtspersoon met een raad van bestuur",
    }
    return kinds.get(Body.Kind(speaks.body.kind), "besloten vennootschap")


def _case(municipality: Organisation, *agreements: Agreement) -> Proposal:
    return add_proposal(
        organisation=municipality, reference=_CASE, agreements=agreements,
        title="Samen werken in het Werkcentrum", made_on=date(2025, 6, 3), by=SYSTEM,
        at=_on(6, 3),
    )  # fmt: skip


def _decided(executive: Body, case: Proposal, regional: Agreement, local: Agreement) -> Mandate:
    """The executive's decisions a and b, and the mayor's power of attorney for the alderman."""
    record_decision(
        body=executive, number=f"{_CASE}-college", decided_on=date(2025, 6, 10),
        title="Samen werken in het Werkcentrum", proposal=case, by=SYSTEM, at=_on(6, 10),
        points=[
            NewPoint("De samenwerkingsovereenkomst met de partners in de arbeidsmarktregio aan "
                     "te gaan.", regional),
            NewPoint("In te stemmen met het aangaan van de samenwerkingsovereenkomst met de "
                     "bibliotheek voor het lokale Werkcentrum.", local),
        ],
    )  # fmt: skip
    mayor = Body.objects.get(organisation=executive.organisation, kind=Body.Kind.MAYOR)
    name, function = _ALDERMAN
    power = record_decision(
        body=mayor, number=f"{_CASE}-burgemeester", decided_on=date(2025, 6, 10), proposal=case,
        title="Volmacht om te ondertekenen", by=SYSTEM, at=_on(6, 10),
        points=[NewPoint(f"{function.capitalize()} {name} volmacht te geven om beide "
                         "overeenkomsten te ondertekenen.")],
    )  # fmt: skip
    return grant_mandate(
        giver=mayor, kind=Mandate.Kind.POWER_OF_ATTORNEY, agreements=[regional, local],
        decision=power, by=SYSTEM, at=_on(6, 10),
        terms=Terms(
            number=f"{_CASE}-V", holder_name=name, holder_function=function,
            subject="beide overeenkomsten ondertekenen", starts_on=date(2025, 6, 10),
            ends_on=date(2026, 1, 1),
        ),
    )  # fmt: skip


def _sign(who: _Speaks, local: Agreement) -> None:
    """Its body decided, it signed, and a second person saw that; the local agreement a few days
    later than that of the region."""
    parties = who.organisation.parties.select_related("agreement", "organisation__region")
    if who.organisation.key != _MUNICIPALITY:
        entered = [party.agreement for party in parties]
        record_decision(
            body=who.body, number=f"2025-{who.organisation.key}"[:40], title="Werkcentrum",
            decided_on=date(2025, 6, 12), by=SYSTEM, at=_on(6, 12),
            points=[NewPoint(f"{row.title} aan te gaan.", row) for row in entered],
        )  # fmt: skip
    for party in parties.order_by("agreement__reference"):
        is_local = party.agreement_id == local.pk
        signed_at = _on(7, 1) if is_local else _on(6, 27)
        version = party.agreement.versions.order_by("-number").get()
        for name in (party.representative_name, *who.together_with):
            signature = register_signature(
                party=party, version=version, signer_name=name,
                signer_function=party.representative_function, signed_on=signed_at.date(),
                place="Voorburg" if is_local else "Zoetermeer", scan=bytes(version.pdf),
                scan_name="getekend-voorbeeld.pdf", by=SYSTEM, at=signed_at,
            )  # fmt: skip
            confirm_signature(signature=signature, by=_SECOND, at=signed_at)


def _involved(region: Region, case: Proposal, municipality: Organisation) -> None:
    """The advisory council was informed; the regional board has its place."""
    who: dict[str, Any] = {"by": SYSTEM, "at": _on(6, 16)}
    council = add_body(
        organisation=municipality, kind=Body.Kind.ADVISORY_COUNCIL,
        name="Adviesraad Sociaal Domein", **who,
    )  # fmt: skip
    told = record_involvement(
        region=region, body=council, group="", kind=Involvement.Kind.INFORMED, proposal=case,
        about="De opening van de Werkcentra in Zoetermeer en Voorburg", on=date(2025, 6, 16),
        **who,
    )  # fmt: skip
    record_answer(
        involvement=told, answered_on=date(2025, 6, 23), by=SYSTEM, at=_on(6, 23),
        answer="De raad vraagt om uitleg in gewone taal en in meer talen.",
        follow_up="De website en de folder zijn er in zes talen.",
    )  # fmt: skip
    add_body(
        organisation=municipality, kind=Body.Kind.REGIONAL_BOARD,
        name="Regionaal Bestuurlijk Overleg", **who,
    )  # fmt: skip
