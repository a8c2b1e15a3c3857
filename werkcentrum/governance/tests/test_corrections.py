"""What was entered wrongly is put right while nothing rests on it; after that it says why not."""

from datetime import date, timedelta

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.governance.authority.correct_actions import correct_body, correct_office
from werkcentrum.governance.models import Body, Involvement, Meeting, OfficeHolder
from werkcentrum.governance.tests.make import (
    LONG_AGO,
    make_body,
    make_decision,
    make_library_party,
    make_municipality_party,
    make_power,
)
from werkcentrum.governance.tests.make_ready import (
    DIRECTOR,
    library_of,
    make_case,
    signed,
    town_of,
)
from werkcentrum.partners.tests.make import make_region

pytestmark = pytest.mark.django_db
WHO = {"by": "0190-els", "at": MONDAY_MORNING}
HERE = "/medewerkers/samenwerking/organen/"


def mended(body: Body, **values) -> Body:
    """Somebody puts a body right."""
    correct_body(body=body, **{"kind": body.kind, "name": body.name, **values}, **WHO)
    body.refresh_from_db()
    return body


def mended_office(holder: OfficeHolder, **values) -> OfficeHolder:
    """Somebody puts an office right."""
    known = {"kind": holder.kind, "name": holder.name, "starts_on": holder.starts_on,
             "ends_on": holder.ends_on}  # fmt: skip
    correct_office(holder=holder, **known | values, **WHO)
    holder.refresh_from_db()
    return holder


def test_a_name_with_a_typing_error_is_put_right_and_leaves_a_line():
    board = make_body(make_library_party(make_region()), Body.Kind.FOUNDATION_BOARD)

    assert mended(board, name="Bestuur").name == "Bestuur"
    line = AuditLine.objects.get(verb="governance.body_corrected")
    assert line.detail["fields"] == ["name"]


def test_another_kind_is_put_right_unless_it_is_there_or_does_not_fit():
    library = make_library_party(make_region())
    board = make_body(library, Body.Kind.FOUNDATION_BOARD)

    assert mended(board, kind=Body.Kind.DIRECTORS).key == "directors"
    make_body(library, Body.Kind.FOUNDATION_BOARD)
    with pytest.raises(RefusedError, match="staat er al"):
        mended(board, kind=Body.Kind.FOUNDATION_BOARD)
    with pytest.raises(RefusedError, match="past niet"):
        mended(board, kind=Body.Kind.MAYOR)


@pytest.mark.parametrize("what", ["decision", "mandate", "meeting", "involvement"])
def test_a_body_on_which_something_rests_stays_and_it_says_what_to_do(what):
    region = make_region()
    board = make_body(make_library_party(region), Body.Kind.FOUNDATION_BOARD)
    {
        "decision": lambda: make_decision(board),
        "mandate": lambda: make_power(board),
        "meeting": lambda: Meeting.objects.create(
            body=board, starts_at=MONDAY_MORNING, ends_at=MONDAY_MORNING + timedelta(hours=1)
        ),
        "involvement": lambda: Involvement.objects.create(
            region=region, body=board, kind="informed", about="x", on=MONDAY
        ),
    }[what]()

    with pytest.raises(RefusedError, match=r"Hierop berust al iets: 1 .* Trek dan in wat erop"):
        mended(board, name="Anders")


def test_a_wrong_first_day_is_put_right_also_of_a_mayor_who_is_there_already():
    holder = make_municipality_party(make_region()).office_holders.get()

    assert mended_office(holder, starts_on=MONDAY, name="Noor Duin-Wad").starts_on == MONDAY
    assert holder.name == "Noor Duin-Wad"
    line = AuditLine.objects.get(verb="governance.office_corrected")
    assert line.detail["fields"] == ["name", "starts_on"]


def test_an_office_is_put_right_only_to_one_that_could_be_written_down():
    holder = make_municipality_party(make_region()).office_holders.get()

    with pytest.raises(RefusedError, match="Het einde moet na het begin liggen"):
        mended_office(holder, ends_on=LONG_AGO)
    with pytest.raises(RefusedError, match="past niet"):
        mended_office(holder, kind=OfficeHolder.Kind.DIRECTOR)


def test_an_office_in_which_somebody_signed_stays():
    case = make_case(make_region())
    holder = library_of(case).organisation.office_holders.get()
    signed(library_of(case), "sem  boek")

    with pytest.raises(RefusedError, match=r"1 ondertekening\. .* voeg de goede gegevens toe"):
        mended_office(holder, starts_on=date(2024, 2, 1))


def test_a_signature_by_a_power_of_attorney_or_of_somebody_else_rests_on_no_office():
    case = make_case(make_region())
    signed(town_of(case))
    director = library_of(case).organisation.office_holders.get(name=DIRECTOR)

    assert mended_office(director, starts_on=date(2024, 2, 1)).starts_on == date(2024, 2, 1)


def test_an_office_of_a_mayor_who_gave_a_power_stays():
    case = make_case(make_region())
    mayor = town_of(case).organisation.office_holders.get()

    with pytest.raises(RefusedError, match="1 volmacht, 1 besluit"):
        mended_office(mayor, name="Anders")


def test_the_secretary_puts_an_office_right_on_its_page(page):
    library = make_library_party(make_region())
    browser = page.at("testserver")
    browser.log_in(make_staff(library.region, "els", "board_secretary"))

    shown = browser.open(f"{HERE}{library.key}/").click("Verbeter : Sem Boek")
    holder = library.office_holders.get()
    assert shown.document.find(".//input[@name='name']").get("value") == "Sem Boek"
    shown = browser.post(f"{HERE}ambten/{holder.pk}/verbeteren/", {
        "kind": "director", "name": "Sem Boeck", "starts_on": "2024-01-01", "signs_with": "0",
        "ends_on": "2023-01-01",
    })  # fmt: skip
    assert "Het einde moet na het begin liggen." in shown
    assert shown.document.find(".//input[@name='name']").get("value") == "Sem Boeck"
    shown = browser.post(f"{HERE}ambten/{holder.pk}/verbeteren/", {
        "kind": "director", "name": "Sem Boeck", "starts_on": "2024-01-01", "signs_with": "0",
    })  # fmt: skip

    assert "Verbeterd." in shown
    assert "Sem Boeck" in shown


def test_the_page_of_a_body_on_which_something_rests_has_no_form(page):
    library = make_library_party(make_region())
    board = make_body(library, Body.Kind.FOUNDATION_BOARD)
    make_decision(board)
    browser = page.at("testserver")
    browser.log_in(make_staff(library.region, "els", "board_secretary"))

    shown = browser.open(f"{HERE}orgaan/{board.pk}/verbeteren/")

    assert "Hierop berust al iets: 1 besluit." in shown
    assert "Bewaar de verbetering" not in shown.texts(".//button")
    browser.post(f"{HERE}orgaan/{board.pk}/verbeteren/", {"kind": board.kind, "name": "Anders"})
    board.refresh_from_db()
    assert board.name != "Anders"
