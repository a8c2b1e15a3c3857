"""The model clauses of the region's folder, and the text that is made of them."""

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from werkcentrum.catalogue.regionfolder import plainyaml
from werkcentrum.catalogue.regionfolder.reading import FolderReader, Problems
from werkcentrum.catalogue.regionfolder.syncing import Sync
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.agreements import actions as agreement_actions
from werkcentrum.governance.agreements import clause_actions, version_actions
from werkcentrum.governance.agreements.clause_folder import clauses_of, read_clauses
from werkcentrum.governance.agreements.clause_part import ClausesPart
from werkcentrum.governance.agreements.clause_queries import draft_of
from werkcentrum.governance.agreements.clause_rules import Written, blanks, filled, unknown_names
from werkcentrum.governance.agreements.version_rules import Mark, differences
from werkcentrum.governance.models import Agreement, AgreementKind, Party
from werkcentrum.governance.tests.make import make_library_party, make_municipality_party
from werkcentrum.governance.tests.make_signed import (
    REGIONS,
    make_model_clauses,
    make_templates,
    model_clauses,
)
from werkcentrum.partners.tests.make import (
    make_location,
    make_municipality,
    make_region,
    make_walk_in,
)

WHO = {"by": "0190-els", "at": MONDAY_MORNING}
few = settings(max_examples=25, deadline=None)
# Words with what a text has between them.
TEXTS = st.lists(
    st.sampled_from(["de", "partijen", "werken", "samen.", "\n\n", "1."]), max_size=6
).map(" ".join)
VERSIONS = st.lists(st.tuples(st.sampled_from(["Doel", "Geld", "Duur"]), TEXTS), max_size=3)


def make_draft(region, kind=AgreementKind.COOPERATION, **values) -> Agreement:
    """An agreement of which somebody begins to write the text."""
    wanted = {"reference": "4325-1", "title": "Samen", "rule": "all_signed", **values}
    return agreement_actions.make_agreement(region=region, kind=kind, **wanted, **WHO)


@pytest.mark.parametrize("letter", "abcdefgh")
def test_a_cooperation_covers_every_point_that_the_decree_asks_for(letter):
    sources = [row["source"] for row in model_clauses() if "cooperation" in row["kinds"]]

    asked = " ".join(sources).split("Besluit SUWI 2.3 lid 1 onder ")
    assert any(letter in re.split(r"\W+", rest.partition(";")[0]) for rest in asked[1:])


def test_a_cooperation_is_evaluated_and_can_be_joined():
    [evaluation] = [row for row in model_clauses() if row["key"] == "evaluation"]

    assert evaluation["source"] == "Besluit SUWI 2.3 lid 4"
    assert "cooperation" in evaluation["kinds"]
    assert "tekenen niet opnieuw" in next(
        r["body"] for r in model_clauses() if r["key"] == "accession"
    )


@pytest.mark.parametrize("kind", AgreementKind.values)
def test_every_kind_begins_with_its_parties_and_ends_with_their_signatures(kind):
    keys = [row["key"] for row in model_clauses() if kind in row["kinds"]]

    assert (keys[0], keys[-1]) == ("parties", "signatures")
    assert "term" in keys


@pytest.mark.django_db
def test_the_text_of_the_library_names_its_desk_and_what_people_still_fill_in():
    region = make_region()
    make_model_clauses(region)
    municipality, library = make_municipality_party(region), make_library_party(region)
    location = make_location(make_municipality(region), organisation=library)
    make_walk_in(location)
    agreement = make_draft(region, AgreementKind.LOCAL_HOST, worth_cents=1_250_000)
    for one in (municipality, library):
        Party.objects.create(
            agreement=agreement, organisation=one, capacity="rechtspersoon",
            representative_name="Sem Boek",
        )  # fmt: skip

    draft = draft_of(agreement, today=MONDAY)

    text = "\n".join(one.body for one in draft.written)
    assert f"{location.name}, {location.place}." in text
    assert f"{location.name}: maandag 13.00 tot 17.00 uur." in text
    assert "€\u00a012.500,00" in text
    assert "zodra alle partijen hebben getekend" in text
    assert not draft.missing
    assert any(blank.startswith("welke ruimte") for blank in draft.blanks)
    assert [one.heading for one in draft.written][2] == "Artikel 1. Begrippen"


@pytest.mark.django_db
def test_a_version_is_a_tagged_pdf_that_reads_as_the_text_does():
    region = make_region()
    make_model_clauses(region)
    agreement = make_draft(region)

    version = version_actions.make_version(agreement=agreement, what_changed="", **WHO)

    reader = PdfReader(io.BytesIO(version.pdf))
    catalog = reader.trailer["/Root"]
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert str(catalog["/Lang"]).startswith("nl")
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/StructTreeRoot"]
    assert len(reader.outline) >= 1
    for heading, _body in version.clauses:
        assert heading in text
    assert "Partijen sturen de samenwerking in het regionaal overleg." in text


@pytest.mark.django_db
def test_the_same_text_is_no_version_and_a_changed_one_is():
    region = make_region()
    make_templates(region)
    agreement = make_draft(region)
    version_actions.make_version(agreement=agreement, what_changed="", **WHO)

    with pytest.raises(RefusedError, match="niet veranderd"):
        version_actions.make_version(agreement=agreement, what_changed="", **WHO)
    clause_actions.change_clause(
        clause=agreement.clauses.get(template_key="goal"), heading="Doel", body="Anders.", **WHO
    )

    assert version_actions.make_version(agreement=agreement, what_changed="", **WHO).number == 2


def test_a_region_says_only_what_differs(tmp_path):
    problems = Problems()
    own = tmp_path / "regio"
    own.mkdir()
    (own / "clauses.yaml").write_text(
        "- key: goal\n  body: Wij werken samen in onze eigen regio.\n"
        "- key: ours\n  kinds: [cooperation]\n  heading: Eigen\n"
        "  body: Dit spreken alleen wij met elkaar af.\n",
        encoding="utf-8",
    )

    found = read_clauses(
        FolderReader(REGIONS / "_base", problems), FolderReader(own, problems), problems
    )

    by_key = {row["key"]: row for row in found}
    assert not problems
    assert by_key["goal"]["body"] == "Wij werken samen in onze eigen regio."
    assert by_key["goal"]["heading"] == "Doel"
    assert found[-1]["key"] == "ours"


@pytest.mark.django_db
def test_the_folder_becomes_rows_and_only_what_differs_goes_back(tmp_path):
    region, part = make_region(), ClausesPart()
    shared = model_clauses()
    own = [row | {"body": "Anders."} if row["key"] == "goal" else row for row in shared]

    part.apply(Sync(region), own, on=MONDAY)
    part.apply(Sync(region), own, on=MONDAY)

    assert clauses_of(region) == own
    assert part.export(region, own) == {"clauses.yaml": ""}
    [row] = plainyaml.parse(part.export(region, shared)["clauses.yaml"])
    assert row == {"key": "goal", "body": "Anders."}


def test_a_name_that_nobody_fills_in_is_a_mistake_in_the_file(tmp_path):
    problems = Problems()
    (tmp_path / "clauses.yaml").write_text(
        "- key: goal\n  kinds: [cooperation]\n  heading: Doel\n  body: Voor [iedereen hier].\n",
        encoding="utf-8",
    )
    reader = FolderReader(tmp_path, problems)

    read_clauses(reader, FolderReader(tmp_path / "none", problems), problems)

    assert "'iedereen hier' wordt niet ingevuld" in str(problems[0])


def test_what_is_not_known_stays_to_be_filled_in_by_people():
    text = filled("In [regio] voor [hoogste bedrag].", {"regio": "Haaglanden"})

    assert text == "In Haaglanden voor [vul in: hoogste bedrag]."
    assert blanks([Written("Geld", text)]) == ["hoogste bedrag"]
    assert unknown_names("[regio] en [vul in: iets] en [vlag]") == ["vlag"]


@few
@given(old=VERSIONS, new=VERSIONS)
def test_a_comparison_holds_both_texts_whole(old, new):
    found = differences(old, new)

    def text_of(version, mark: Mark) -> list[str]:
        return ["".join(p.text for p in one.pieces if p.mark != mark) for one in found
                if one.mark != mark]  # fmt: skip

    assert sorted(text_of(new, Mark.REMOVED)) == sorted(body for _heading, body in new)
    assert sorted(text_of(old, Mark.ADDED)) == sorted(body for _heading, body in old)


def test_a_clause_that_got_another_number_is_the_same_clause():
    old = [("Artikel 1. Doel", "Samen.")]
    new = [("Artikel 1. Begrippen", "Woorden."), ("Artikel 2. Doel", "Samen.")]

    assert [(one.heading, one.mark) for one in differences(old, new)] == [
        ("Artikel 1. Begrippen", Mark.ADDED), ("Artikel 2. Doel", Mark.SAME),
    ]  # fmt: skip
