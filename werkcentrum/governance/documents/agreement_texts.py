"""The text of an agreement, and the letter to an organisation that wants to join one."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from werkcentrum.core.blocks import Sort, listed
from werkcentrum.governance.documents.style_queries import style_of
from werkcentrum.governance.documents.words import (
    Made,
    annexes,
    day,
    greeting,
    joined,
    paragraphs,
    reference,
    to_write,
)
from werkcentrum.governance.models import Agreement, Document, Party, Signature

# Room to write on paper.
_DOTS: Final = "." * 40


def cooperation_agreement(document: Document) -> list[Made]:
    """Parties, clauses, and who signs."""
    agreement = document.agreement
    assert agreement is not None  # noqa: S101  `document_rules` let no other pass
    parties = _parties(agreement)
    clauses = [
        Made(f"bepaling-{row.pk}", f"Artikel {number}. {row.heading}"[:140], row.body)
        for number, row in enumerate(agreement.clauses.order_by("position", "pk"), start=1)
    ]
    signatures: dict[Any, list[Signature]] = defaultdict(list)
    confirmed = Signature.objects.confirmed().filter(party__agreement=agreement)
    for row in confirmed.under_newest().order_by("signed_on", "registered_at").defer("scan"):
        signatures[row.party_id].append(row)
    return [
        reference(
            ("Zaaknummer", agreement.reference), ("Soort", agreement.get_kind_display()),
            ("Hoort bij", agreement.parent.title if agreement.parent else ""),
        ),
        Made("partijen", "Partijen", _party_list(parties)),
        *clauses,
        Made(
            "ondertekening", "Ondertekening",
            paragraphs(*(_signing(party, signatures[party.pk]) for party in parties)),
        ),
    ]  # fmt: skip


def accession_letter(document: Document) -> list[Made]:
    """What an organisation that joins reads: to what, what it gets, and what to do now."""
    agreement = document.agreement
    assert agreement is not None  # noqa: S101  `document_rules` let no other pass
    parent = agreement.parent or agreement
    theirs = {row.organisation_id for row in _parties(parent)} if agreement.parent else set()
    new = [row for row in _parties(agreement) if row.organisation_id not in theirs]
    names = joined(row.organisation.name for row in new) or to_write("wie toetreedt")
    return [
        reference(
            ("Aan", names), ("Datum", day(document.made_at.date())),
            ("Zaaknummer", agreement.reference), ("Onderwerp", f"Toetreding tot {parent.title}"),
        ),
        Made("toetreding", "Welkom", paragraphs(
            f"U wilt meedoen met ‘{parent.title}’. Daar zijn wij blij mee. Met deze brief leest u "
            "wat dat betekent en wat u nu doet.",
            "De overeenkomst verandert niet. U tekent een verklaring van toetreding, en bent "
            "daarna partij zoals de anderen.",
        )),
        Made("partijen", "Wie al meedoen", _names(parent)),
        Made("afspraken", "Wat u afspreekt", _kept(agreement, parent)),
        Made("vervolg", "Wat u nu doet", listed([
            "Laat uw eigen bestuur besluiten dat u toetreedt.",
            "Zorg dat wie tekent, uw organisatie mag vertegenwoordigen.",
            "Teken de verklaring van toetreding en stuur haar terug.",
        ], Sort.NUMBERS)),
        annexes([parent.title] if parent is agreement else [parent.title, agreement.title]),
        greeting(style_of(document)),
    ]  # fmt: skip


def _parties(agreement: Agreement) -> list[Party]:
    found = agreement.parties.select_related("organisation").filter(left_on=None)
    return list(found.order_by("position", "organisation__name"))


def _party_list(parties: list[Party]) -> str:
    return listed([_party(row) for row in parties], Sort.NUMBERS) or to_write("de partijen")


def _party(party: Party) -> str:
    by = party.representative_name
    function = f", {party.representative_function}" if party.representative_function else ""
    said = f"vertegenwoordigd door {by}{function}" if by else to_write("vertegenwoordigd door wie")
    return f"{party.organisation.name}, {party.capacity}, {said};"


def _names(agreement: Agreement) -> str:
    return listed([row.organisation.name for row in _parties(agreement)])


def _signing(party: Party, signatures: Sequence[Signature]) -> str:
    """One party in a paragraph: its lines stay together."""
    lines = [f"Namens {party.organisation.name}"]
    for signature in signatures:
        lines += [
            f"{signature.signer_name}, {signature.signer_function}",
            f"Getekend in {signature.place} op {day(signature.signed_on)}",
        ]
    if not signatures:
        name, function = party.representative_name, party.representative_function
        lines += [", ".join(filter(None, (name, function))) or f"Naam en functie: {_DOTS}"]
        lines += [f"Plaats en datum: {_DOTS}", f"Handtekening: {_DOTS}"]
    return "\n".join(lines)


def _kept(agreement: Agreement, parent: Agreement) -> str:
    """The terms that hold for who joins."""
    ends = f"De overeenkomst loopt tot {day(parent.ends_on)}." if parent.ends_on else ""
    clauses = [row.heading for row in agreement.clauses.order_by("position", "pk")]
    return paragraphs(
        f"De opzegtermijn is {parent.notice_months} maanden. Wij evalueren de samenwerking om de "
        f"{parent.evaluation_months} maanden.",
        ends,
        "In de verklaring van toetreding staat verder:" if clauses else "",
        listed(clauses),
    )
