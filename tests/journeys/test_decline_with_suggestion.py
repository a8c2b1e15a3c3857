"""A partner without an account cannot help, says who can, and the guide follows that."""

from tests.journeys.people import (
    HOST,
    JOURNEY,
    LIBRARY,
    LIBRARY_TEAM,
    UNION_TEAM,
    Town,
    option_of,
)
from werkcentrum.referrals.models import Referral

pytestmark = JOURNEY
UNION_MAIL, LIBRARY_MAIL = "loopbaan@vakbonden.example", "taalhuis@bibliotheek-aan-de-vliet.example"


def test_the_union_cannot_help_amira_and_the_library_that_it_names_can(town: Town):
    town.written_down(town.staff("joke", "host", LIBRARY), "Amira", "Ik wil beter leren schrijven.")
    peter = town.staff("peter", "adviser")
    file = town.taken_on(peter, "Amira")
    agree(file, "FNV en CNV")
    refer = file.click("Breng de klant bij een partner")
    draft = refer.press(
        "Bekijk wat de partner ziet", target=option_of(refer, "target", UNION_TEAM),
        summary="Wil beter leren schrijven voor het werk.",
    )  # fmt: skip
    draft.press("Verstuur")
    assert "Het team laat uiterlijk" in peter.open(file.address)

    # Nobody at the union has an account: what they get is a link, and a form behind it.
    union = town.somebody()
    link = town.post.path_for(UNION_MAIL, "antwoord/")
    declined = union.open(link).press("Bekijk de vraag").press(
        "Verstuur : Wij kunnen niet helpen", reason="not_for_us",
        suggestion="Het Taalhuis aan de Vliet kan dit wel.",
    )  # fmt: skip
    assert "Wij zoeken iemand anders" in declined
    assert "Amira" not in declined

    # Peter is told that it is his turn, and finds it on top of what he does today.
    assert "U bent nu aan zet." in town.post.read("peter@werk.example")
    today = peter.open("/medewerkers/hulpvragen/")
    assert "kan niet helpen" in today
    sent = peter.open(file.address).click("FNV en CNV, Loopbaancoaches van FNV en CNV")
    assert "Het Taalhuis aan de Vliet kan dit wel." in sent

    # The library is somebody else than the union: Amira is asked again.
    to_library = {"team": option_of(sent, "team", LIBRARY_TEAM)}
    refused = sent.press("Stuur naar dit team", **to_library)
    assert "De klant heeft hiervoor (nog) geen toestemming gegeven." in refused
    assert not town.post.mails_to(LIBRARY_MAIL)
    agree(file, "Bibliotheek aan de Vliet")
    assert "Verstuurd." in sent.press("Stuur naar dit team", **to_library)

    # The library helps; the union's link stays closed, and nothing waits for Peter any more.
    library = town.somebody()
    helping = library.open(town.post.path_for(LIBRARY_MAIL, "antwoord/")).press("Bekijk de vraag")
    assert "Wil beter leren schrijven voor het werk." in helping
    assert "Neem nu contact op met de persoon." in helping.press("Wij gaan helpen")
    assert union.at(HOST).open(link).heading == "Deze vraag is afgelopen"
    assert "kan niet helpen" not in peter.open("/medewerkers/hulpvragen/")
    old, new = Referral.objects.order_by("made_at", "pk")
    assert (old.state, new.parent, new.state) == ("declined", old, "accepted")


def agree(file, organisation: str) -> None:
    """She says at the table that this organisation may get it."""
    asking = file.click("Toestemming van de klant").click(
        f"U in contact brengen met een organisatie: {organisation}"
    )
    asking.press("Ja, dat mag")
