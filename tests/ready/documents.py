"""Actions on documents and papers, made ready to change something."""

from functools import partial
from typing import Any

from tests.ready.acts import Act, Ready
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.governance.documents import actions as document_actions
from werkcentrum.governance.documents.letters import pdf_of
from werkcentrum.governance.models import Document
from werkcentrum.governance.papers import actions as paper_actions
from werkcentrum.governance.tests.make_documents import (
    a_file,
    fill,
    make_case,
    make_document,
    make_paper,
    part_of,
    write,
)
from werkcentrum.partners.tests.make import make_region


def made(**values: Any) -> Document:
    return make_document(make_case(make_region()), **values)


def make() -> Act:
    case = make_case(make_region())
    return partial(
        document_actions.make_document, region=case.region, kind=Document.Kind.PROPOSAL, about=case
    )


def write_part() -> Act:
    part = part_of(made(), "raad")
    return partial(document_actions.write_part, part=part, text="Anders.", read=part.version)


def restore_part() -> Act:
    document = made()
    write(document, "raad", "Anders.")
    return partial(document_actions.restore_part, part=part_of(document, "raad"))


def remake() -> Act:
    return partial(document_actions.remake, document=made())


def make_final() -> Act:
    document = fill(made())
    pdf = pdf_of(document, document.parts.order_by("position"))
    return partial(document_actions.make_final, document=document, pdf=pdf)


def add_paper() -> Act:
    return partial(
        paper_actions.add_paper, about=make_case(make_region()), title="Advies", file=a_file(),
        is_confidential=True,
    )  # fmt: skip


def mark_confidential() -> Act:
    paper = make_paper(make_case(make_region()), at=MONDAY_MORNING)
    return partial(paper_actions.mark_confidential, paper=paper, is_confidential=True)


BY_SOMEBODY: Ready = {
    "governance.make_document": (make, "governance.document_made"),
    "governance.write_part": (write_part, "governance.part_written"),
    "governance.restore_part": (restore_part, "governance.part_restored"),
    "governance.remake": (remake, "governance.document_remade"),
    "governance.make_final": (make_final, "governance.document_finished"),
    "governance.add_paper": (add_paper, "governance.paper_added"),
    "governance.mark_confidential": (mark_confidential, "governance.paper_marked"),
}
