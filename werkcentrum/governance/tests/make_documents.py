"""Proposals, documents and papers for tests, in a few lines."""

from datetime import date, timedelta
from typing import Any

from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.uploads import NewFile
from werkcentrum.governance.documents import actions as document_actions
from werkcentrum.governance.models import (
    Agreement,
    AgreementKind,
    Body,
    Clause,
    Document,
    DocumentPart,
    Involvement,
    Mandate,
    Paper,
    Proposal,
)
from werkcentrum.governance.papers import actions as paper_actions
from werkcentrum.governance.tests.make import (
    make_agreement,
    make_body,
    make_library_party,
    make_municipality_party,
    make_power,
)
from werkcentrum.partners.models import Organisation, Region

MADE_ON = date(2025, 6, 3)
PERIOD = (date(2025, 1, 1), date(2025, 7, 1))


def make_case(region: Region) -> Proposal:
    """The founding case: a regional and a local agreement, a power of attorney, who was told."""
    town, library = make_municipality_party(region), make_library_party(region)
    benefits = Organisation.objects.create(
        region=region, key="uwv", name="UWV", kind=Organisation.Kind.BENEFITS_AGENCY
    )
    regional = make_agreement(region, town, benefits, title="Samenwerking in de regio")
    local = make_agreement(
        region, town, library, reference="4325-2", title="Lokaal Werkcentrum",
        kind=AgreementKind.LOCAL_HOST,
    )  # fmt: skip
    proposal = Proposal.objects.create(
        region=region, organisation=town, reference="4325", title="Samenwerken in het Werkcentrum",
        made_on=MADE_ON,
    )  # fmt: skip
    proposal.agreements.set([regional, local])
    mayor = make_body(town, Body.Kind.MAYOR)
    make_power(mayor, subject="beide overeenkomsten ondertekenen").agreements.set([regional, local])
    council = make_body(town, Body.Kind.ADVISORY_COUNCIL)
    Involvement.objects.create(
        region=region, proposal=proposal, body=council, kind=Involvement.Kind.INFORMED,
        about="de opening van het Werkcentrum", on=date(2025, 5, 20),
    )  # fmt: skip
    return proposal


def power_of(proposal: Proposal) -> Mandate:
    """The power of attorney that goes with it."""
    return Mandate.objects.get(organisation=proposal.organisation)


def make_clauses(agreement: Agreement, *texts: str) -> list[Clause]:
    """Clauses with these texts."""
    return [
        Clause.objects.create(
            agreement=agreement, position=position, heading=f"Bepaling {position}", body=text
        )
        for position, text in enumerate(texts, start=1)
    ]


def make_document(about: Any = None, kind: str = Document.Kind.PROPOSAL, **values: Any) -> Document:
    """A document about something of its own region."""
    wanted = {"by": "petra", "at": MONDAY_MORNING, **values}
    region = values.pop("region", None) or about.region
    return document_actions.make_document(
        **{"region": region, "kind": kind, "about": about, **wanted}
    )


def part_of(document: Document, key: str) -> DocumentPart:
    """One part, as it is now."""
    return document.parts.get(key=key)


def write(document: Document, key: str, text: str, *, later: int = 1) -> DocumentPart:
    """Somebody writes a part."""
    part = part_of(document, key)
    return document_actions.write_part(
        part=part, text=text, read=part.version, by="petra",
        at=MONDAY_MORNING + timedelta(minutes=later),
    )  # fmt: skip


def fill(document: Document) -> Document:
    """Nothing is left to fill in."""
    for part in document.parts.order_by("position"):
        if "[Vul in:" in part.text:
            write(document, part.key, "Ingevuld.")
    document.refresh_from_db()
    return document


def a_file(text: str = "Een bijlage", kind: str = "pdf") -> NewFile:
    """A file that may be stored."""
    return NewFile(f"bijlage.{kind}", kind, text.encode())


def make_paper(
    about: Any, title: str = "Advies", *, is_confidential: bool = False, **values: Any
) -> Paper:
    """A paper with a thing."""
    wanted = {"file": a_file(title), "by": "petra", "at": MONDAY_MORNING, **values}
    return paper_actions.add_paper(
        about=about, title=title, is_confidential=is_confidential, **wanted
    )


def make_known(region: Region, pk: str) -> None:
    """A proposal, a draft about it and a confidential paper with it, all with this id."""
    town = make_municipality_party(region, "gemeente-bekend")
    proposal = Proposal.objects.create(
        pk=pk, region=region, organisation=town, reference="1", title="Bekend", made_on=MADE_ON
    )
    made = make_document(proposal)
    row = Document.objects.get(pk=made.pk)
    row.pk = pk
    row.save(force_insert=True)
    DocumentPart.objects.filter(document=made.pk).update(document=pk)
    Document.objects.filter(pk=made.pk).delete()
    paper = make_paper(proposal, "Geheim", is_confidential=True)
    Paper.objects.filter(pk=paper.pk).delete()
    paper.pk = pk
    paper.save(force_insert=True)
