"""What a long document costs: made, laid out as PDF and ODT, beside its bare parts in Typst."""

import io
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import typst
from pypdf import PdfReader

from werkcentrum.core import clock
from werkcentrum.core.letters import Letter, Letterhead
from werkcentrum.core.odt import letter_odt
from werkcentrum.core.pdf import letter_pdf
from werkcentrum.governance.documents import actions as document_actions
from werkcentrum.governance.documents.letters import letter_of, pdf_of
from werkcentrum.governance.documents.texts import parts_of
from werkcentrum.governance.models import Agreement, Clause, Document
from werkcentrum.partners.models import Region

ROUNDS = 5
CLAUSES = 120
# A quarter of a page.
_PROMISE = (
    "De partijen spreken af dat zij samen zorgen voor een Werkcentrum waar iedereen met een vraag "
    "over werk terechtkan, en dat zij elkaar daarover geregeld spreken. "
)
_LIST = """
a. Zij delen wat zij weten van het aanbod in de regio.
b. Zij brengen mensen bij elkaar, en laten niemand los voordat een ander overneemt.
c. Zij zeggen elkaar tijdig wat er verandert in hun eigen dienstverlening."""
_CLAUSE = f"{_PROMISE * 4}\n{_LIST}"


def report() -> Iterator[str]:
    """A line for each step: the median in seconds of processor time."""
    region = Region.objects.create(key="meting", code="AM00", name="Meting")
    agreement = Agreement.objects.create(
        region=region, reference="1", kind="cooperation", title="Overeenkomst", rule="all_signed"
    )
    Clause.objects.bulk_create(
        Clause(agreement=agreement, position=number, heading=f"Bepaling {number}", body=_CLAUSE)
        for number in range(1, CLAUSES + 1)
    )
    made = document_actions.make_document(
        region=region, kind=Document.Kind.AGREEMENT, about=agreement, by="meting", at=clock.now()
    )
    parts = list(made.parts.order_by("position"))
    letter = letter_of(made, parts)
    text = "\n\n".join(part.text for part in parts)
    pages = len(PdfReader(io.BytesIO(pdf_of(made, parts))).pages)
    yield f"{len(parts)} parts, {len(text):,} characters, {pages} pages"
    # The same text twice would come from the memory of the layout.
    others = [_changed(letter, number) for number in range(ROUNDS)]
    bare = [f"{text} {number}".replace(". ", f" {number}. ") for number in range(ROUNDS)]
    steps: dict[str, Callable[[int], object]] = {
        "parts from the data": lambda _round: parts_of(made),
        "made anew in the database": lambda _round: document_actions.remake(
            document=made, by="meting", at=clock.now()
        ),
        "PDF/UA": lambda number: letter_pdf(others[number]),
        "ODT": lambda number: letter_odt(others[number]),
        "baseline: an empty letter": lambda number: letter_pdf(
            Letter(f"{number}", Letterhead(["Meting"]), [], [])
        ),
        "baseline: the same text, bare": lambda number: typst.compile(bare[number].encode()),
    }
    for name, step in steps.items():
        yield f"{name:<34} {_median(step):6.3f} s"


def _changed(letter: Letter, number: int) -> Letter:
    """The same letter with another word in every paragraph."""
    sections = [
        replace(row, blocks=[
            replace(block, items=tuple(f"{item} {number}" for item in block.items))
            for block in row.blocks
        ])
        for row in letter.sections
    ]  # fmt: skip
    return replace(letter, sections=sections)


def _median(step: Callable[[int], object]) -> float:
    spent = []
    for number in range(ROUNDS):
        began = time.process_time()
        step(number)
        spent.append(time.process_time() - began)
    return statistics.median(spent)
