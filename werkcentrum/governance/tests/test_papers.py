"""Papers: confidential ones are for who may see them, by whatever address somebody tries."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from werkcentrum.accounts.roles import ROLES, Permission
from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.files import upload
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.governance import urls as governance_urls
from werkcentrum.governance.documents import actions as document_actions
from werkcentrum.governance.documents.letters import pdf_of
from werkcentrum.governance.models import AgendaItem, Body, Document, Meeting, Paper
from werkcentrum.governance.papers import actions as paper_actions
from werkcentrum.governance.papers import rules
from werkcentrum.governance.tests.make import make_body, make_decision
from werkcentrum.governance.tests.make_documents import (
    a_file,
    fill,
    make_case,
    make_document,
    make_paper,
)
from werkcentrum.partners.tests.make import make_other_region, make_region

SECRET = "Zwaarwegend Geheim"
LATER = MONDAY_MORNING + timedelta(hours=1)
SEES = frozenset(name for name, role in ROLES.items()
                 if Permission.READ_CONFIDENTIAL in role.permissions)  # fmt: skip


@pytest.fixture
def case(db):
    return make_case(make_region(host="testserver"))


def everything_with_a_secret(case) -> list[Paper]:
    """A confidential paper with each sort of thing that can have one."""
    body = make_body(case.organisation, Body.Kind.REGIONAL_BOARD)
    meeting = Meeting.objects.create(
        body=body, starts_at=MONDAY_MORNING, ends_at=LATER, place="Zoetermeer"
    )
    item = AgendaItem.objects.create(
        body=body, meeting=meeting, title="Punt", purpose="inform", added_on=LATER.date()
    )
    decision = make_decision(body, proposal=case)
    things = (case, case.agreements.get(reference="4325-1"), decision, meeting, item)
    return [make_paper(thing, SECRET, is_confidential=True) for thing in things]


@pytest.mark.parametrize("role", ["board_secretary", "council_member"])
def test_a_public_paper_opens_for_everybody_who_may_read(page, case, role):
    paper = make_paper(case, "Advies")
    page.log_in(make_staff(case.region, "iemand", role))

    found = page.open(reverse("paper_file", args=[paper.pk])).response

    assert found.content == b"Advies"
    assert "attachment" in found["Content-Disposition"]
    assert not AuditLine.objects.filter(verb="governance.looked").exists()


def test_every_look_at_a_confidential_paper_is_logged(page, case):
    paper = make_paper(case, SECRET, is_confidential=True)
    page.log_in(make_staff(case.region, "petra", "board_secretary"))

    page.open(reverse("paper_file", args=[paper.pk]))

    line = AuditLine.objects.get(verb="governance.looked")
    assert line.subject_id == str(paper.pk)


def test_a_paper_of_another_region_does_not_exist(page, case):
    paper = make_paper(make_case(make_other_region()), "Advies")
    page.log_in(make_staff(case.region, "petra", "board_secretary"))

    page.open(reverse("paper_file", args=[paper.pk]), status=404)


def addresses(patterns, prefix="/medewerkers/samenwerking/"):
    """Every address of this part of the site, with the names of what stands in it."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield pattern


# What can stand in an address beside ids of rows.
WORDS = {"field": rules.MODELS, "key": ["raad"], "kind": ["collegevoorstel"],
         "number": [1], "year": [2025], "quarter": [3]}  # fmt: skip


def filled_in(pattern, ids):
    """The addresses of a page for every row that could be meant."""
    rows = [{}]
    for name, converter in pattern.pattern.converters.items():
        is_row = type(converter).__name__ == "UUIDConverter"
        values = ids if is_row else WORDS.get(name, ["x"])
        rows = [row | {name: value} for row in rows for value in values]
    return [reverse(pattern.name, kwargs=row) for row in rows]


def browser(region, role) -> Client:
    client = Client(SERVER_NAME="testserver")
    client.force_login(make_staff(region, role, role))
    return client


@pytest.mark.slow
def test_a_confidential_paper_leaks_by_no_address_of_this_part_of_the_site(case):
    papers = everything_with_a_secret(case)
    draft, final = make_document(case), fill(make_document(case, Document.Kind.COUNCIL_LETTER))
    pdf = pdf_of(final, final.parts.order_by("position"))
    document_actions.make_final(document=final, pdf=pdf, by="petra", at=LATER)
    things = [getattr(paper, field) for paper in papers for field in rules.MODELS]
    ids = [row.pk for row in (*papers, *things, draft, final) if row is not None]
    secretary = browser(case.region, "board_secretary")
    # Whatever opens for the others, opens for the secretary too.
    answers = {
        address: secretary.get(address)
        for pattern in addresses(governance_urls.urlpatterns)
        for address in filled_in(pattern, ids)
    }
    opened = [address for address, answer in answers.items() if answer.status_code != 404]
    shown = {address for address in opened if SECRET.encode() in answers[address].content}
    assert {reverse("paper_file", args=[paper.pk]) for paper in papers} <= shown
    assert len(shown) > len(papers)

    found = {}
    for role in ("coordinator", "council_member", "partner_employee"):
        client = browser(case.region, role)
        answers = [(address, client.get(address)) for address in opened]
        found[role] = [address for address, answer in answers if SECRET.encode() in answer.content]
        assert any(answer.status_code == 200 for _address, answer in answers)

    assert found == {role: [] for role in found}


def test_only_who_may_see_confidential_papers_opens_one(case):
    address = reverse("paper_file", args=[make_paper(case, SECRET, is_confidential=True).pk])

    answers = {role: browser(case.region, role).get(address).status_code for role in ROLES}

    assert {role for role, status in answers.items() if status == 200} == SEES
    assert {answers[role] for role in answers.keys() - SEES} == {404}


def test_a_secretary_adds_a_paper_and_says_who_may_read_it(page, case):
    page.log_in(make_staff(case.region, "petra", "board_secretary"))
    address = reverse("paper_add", args=["proposal", case.pk])

    nothing = page.post(address, {"titel": "Advies"})
    assert "Kies wie dit stuk mag lezen." in nothing
    assert "Kies eerst een bestand." in nothing
    shown = page.post(address, {
        "titel": "Advies", "bestand": upload("advies.jpg"), "wie": "vertrouwelijk",
    })  # fmt: skip

    assert "Het stuk is toegevoegd." in shown
    paper = Paper.objects.get()
    assert (paper.is_confidential, paper.media_type) == (True, "image/jpeg")
    marked = shown.press("Maak openbaar : Advies")
    assert "Het stuk is nu openbaar." in marked


def test_a_file_with_a_number_that_may_be_a_bsn_is_not_taken(page, case):
    page.log_in(make_staff(case.region, "petra", "board_secretary"))

    shown = page.post(reverse("paper_add", args=["proposal", case.pk]), {
        "titel": "Advies", "wie": "openbaar", "bestand": upload("111222333.jpg"),
    })  # fmt: skip

    assert "nummer dat een BSN kan zijn" in shown
    assert not Paper.objects.exists()


def test_who_keeps_meetings_adds_papers_to_those_and_to_nothing_else(page, case):
    body = make_body(case.organisation, Body.Kind.REGIONAL_BOARD)
    meeting = Meeting.objects.create(
        body=body, starts_at=MONDAY_MORNING, ends_at=LATER, place="Zoetermeer"
    )
    page.log_in(make_staff(case.region, "cor", "coordinator"))

    page.open(reverse("paper_add", args=["meeting", meeting.pk]))
    page.open(reverse("paper_add", args=["proposal", case.pk]), status=404)
    page.open(reverse("paper_add", args=["mandate", case.pk]), status=404)


def test_who_may_not_see_it_cannot_make_it_public(page, case):
    paper = make_paper(case.agreements.get(reference="4325-1"), SECRET, is_confidential=True)
    page.log_in(make_staff(case.region, "cor", "coordinator"))

    page.send(reverse("paper_mark", args=[paper.pk]), wie="openbaar", status=404)

    assert Paper.objects.get().is_confidential


def test_the_same_file_is_kept_once_with_a_thing_and_marked_once(case):
    paper = make_paper(case, "Advies", file=a_file("zelfde"))

    with pytest.raises(RefusedError, match="staat hier al"):
        make_paper(case, "Ander advies", file=a_file("zelfde"))
    with pytest.raises(RefusedError, match="al openbaar"):
        paper_actions.mark_confidential(paper=paper, is_confidential=False, by="petra", at=LATER)


def test_every_address_of_this_part_has_a_name():
    assert get_resolver() is not None
    assert all(pattern.name for pattern in addresses(governance_urls.urlpatterns))
