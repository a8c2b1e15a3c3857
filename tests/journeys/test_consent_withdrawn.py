"""A client takes back her yes: the partner sees nothing more of her, and she can read who did."""

import pytest

from tests.journeys.people import INBOX, JOURNEY, LIBRARY, UNION, UNION_TEAM, Town, option_of

pytestmark = JOURNEY
MAILBOX, OLENA = "loopbaan@vakbonden.example", "olena@post.example"
MESSAGE = "Zoekt werk als boekhouder en heeft een diploma uit Kyiv."


@pytest.fixture
def peter(town: Town):
    """The guide who brought Olena to the union; she said yes on the screen."""
    town.written_down(town.staff("joke", "host", LIBRARY), "Olena", "Ik zoek werk als boekhouder.")
    peter = town.staff("peter", "adviser")
    file = town.taken_on(peter, "Olena")
    refer = file.click("Breng de klant bij een partner")
    draft = refer.press(
        "Bekijk wat de partner ziet", target=option_of(refer, "target", UNION_TEAM), summary=MESSAGE
    )
    draft.click("Vraag of bekijk toestemming").click(
        "U in contact brengen met een organisatie: FNV en CNV"
    ).press("Ja, dat mag").press("Verstuur")
    return peter


def test_olena_withdraws_and_the_union_has_nothing_of_her_any_more(town: Town, peter):
    # The union opened the link that was mailed, and Bram has an account besides.
    link = town.post.path_for(MAILBOX, "antwoord/")
    open_page = town.somebody().open(link).press("Bekijk de vraag").press("Wij gaan helpen")
    assert "Olena" in open_page
    bram = town.staff("bram", "partner_employee", UNION)
    his = bram.open(INBOX).click("Een vraag")
    assert OLENA in his

    # Olena reads who got what of her, and takes her yes back without saying why.
    mine = town.enter_mine(OLENA)
    assert "FNV en CNV kreeg of zag uw naam" in mine
    assert "Trek dit in voor FNV en CNV" in mine
    after = mine.press("Trek dit in voor FNV en CNV")
    assert "Wat daarop rustte, is gestopt." in after
    assert "Trek dit in voor FNV en CNV" not in after

    # What stood open at the union closes with the next thing they do; the mailed link is dead.
    assert "Olena" not in open_page.press(
        "Verstuur : Schrijf een contact op", is_reached="ja", channel="phone"
    )
    door = town.somebody().open(link)
    assert door.heading == "Deze vraag is afgelopen"
    assert "Bekijk de vraag" not in door
    assert "Stuur een nieuwe link" not in door
    assert "Die gaat niet door" in town.post.read(MAILBOX)
    assert "Olena" not in town.post.read(MAILBOX)

    # Bram's list is empty; what is over says that it stopped, not who it was.
    assert "Er wacht niets op u." in bram.open(INBOX)
    assert "gestopt door de persoon" in bram.open(INBOX, toon="oud")
    for shown in (bram.open(INBOX, toon="oud"), bram.open(his.address)):
        assert "Olena" not in shown
        assert MESSAGE not in shown

    # Peter sees it, and nothing can be sent on that yes again.
    assert "Nog tegen niets." in peter.open("/medewerkers/hulpvragen/mijn/").click("Olena").click(
        "Toestemming van de klant"
    )

    # That the union had it is not wiped out: Olena still reads it.
    again = town.enter_mine(OLENA)
    assert "FNV en CNV kreeg of zag uw naam" in again
    assert "Ingetrokken op 7 juli 2025" in again
