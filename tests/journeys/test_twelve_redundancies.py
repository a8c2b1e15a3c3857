"""An employer has to let twelve people go: one person to speak to, and the partners that help."""

from tests.journeys.people import FREE, JOURNEY, MINE, UNION, UNION_TEAM, Town, option_of
from werkcentrum.casework.models import Client

pytestmark = JOURNEY
ASK = "/werkgevers/stel-uw-vraag/"
STORY = "Wij moeten twaalf mensen laten gaan. Hoe helpen wij hen aan ander werk?"
HENK = {
    "bedrijf": "Kwekerij Zonnekind", "kvk": "12345678", "naam": "Henk", "via": "mail",
    "mail": "henk@zonnekind.example", "gemeente": "zoetermeer",
}  # fmt: skip
MESSAGE = "Een kwekerij in Zoetermeer laat in september twaalf mensen gaan."
PARTNERS = {
    UNION_TEAM: "loopbaan@vakbonden.example",
    "UWV WERKbedrijf (UWV)": "werk@uwv.example",
}


def test_henk_asks_once_and_sanne_brings_union_and_uwv_to_his_twelve_people(town: Town):
    # Henk asks on the website. No resident's record comes of it.
    henk = town.somebody()
    asked = henk.open(ASK).press("Stuur mijn vraag", vraag=STORY, thema="werk-houden", **HENK)
    code = asked.texts(".//ol/li")[:4]
    assert len(code) == 4
    assert not Client.objects.exists()

    # Sanne takes him on, and is from now on the one whom he speaks to.
    sanne = town.staff("sanne", "employer_manager")
    sanne.open(FREE).press("Neem op u : Kwekerij Zonnekind")
    file = sanne.open(MINE).click("Kwekerij Zonnekind")
    assert STORY in file

    # Two partners at once. Neither reads who it is: Sanne brings them together.
    for team, mailbox in PARTNERS.items():
        refer = file.click("Breng de klant bij een partner")
        assert "Waar zit het bedrijf?" in refer
        draft = refer.press(
            "Bekijk wat de partner ziet", target=option_of(refer, "target", team), summary=MESSAGE
        )
        assert MESSAGE in draft
        draft.press("Verstuur")
        partner = town.somebody()
        shown = partner.open(town.post.path_for(mailbox, "antwoord/")).press("Bekijk de vraag")
        assert MESSAGE in shown
        assert "blijft anoniem" not in shown
        assert "sanne@werk.example" in shown
        for his in ("Zonnekind", "Henk", "henk@", STORY):
            assert his not in shown
        shown = shown.press("Wij gaan helpen")
        assert "Neem nu contact op met de afzender." in shown
        shown = shown.press("Verstuur : Schrijf een contact op", is_reached="ja", channel="phone")
        shown.press("Verstuur : Rond af", outcome="helped")

    # Henk sees with his code where it stands; Sanne closes it with what came of it.
    own = town.somebody().open("/verder/").press("Ga verder", code=" ".join(code))
    assert "FNV en CNV" in own
    assert "UWV" in own
    closed = sanne.open(file.address).press("Sluit af", outcome="job_new")
    assert "Deze vraag is afgesloten." in closed

    # In autumn he has another question: it comes to Sanne at once, not to whoever is free.
    henk.open(ASK).press("Stuur mijn vraag", vraag="Wij zoeken weer mensen.", **HENK)
    assert "Wij zoeken weer mensen." in sanne.open(MINE)
    assert "Zonnekind" not in town.staff("peter", "adviser").open(FREE)
    assert "Zonnekind" not in town.staff("bram", "partner_employee", UNION).open(
        "/medewerkers/doorverwijzingen/", toon="oud"
    )
