"""A worker about to lose his job is brought from the library to the union, and not left alone."""

from tests.journeys.people import INBOX, JOURNEY, LIBRARY, MINE, UNION, UNION_TEAM, Town, option_of

pytestmark = JOURNEY
STORY = "Mijn baas stopt. Over twee maanden ben ik mijn werk kwijt. Mijn vrouw is ziek."
MINIMUM = "Verliest over twee maanden het werk en wil weten wat kan."
MAILBOX = "loopbaan@vakbonden.example"


def test_karel_is_brought_from_the_library_to_the_union_and_everybody_sees_the_minimum(town: Town):
    # In the library Joke writes down what he tells, and sees no more of it.
    joke = town.staff("joke", "host", LIBRARY)
    town.written_down(joke, "Karel", STORY, urgency="contract_ends")
    joke.open(MINE, status=404)

    # Peter takes him on. The union gets nothing as long as Karel did not say yes.
    peter = town.staff("peter", "adviser")
    file = town.taken_on(peter, "Karel")
    refer = file.click("Breng de klant bij een partner")
    draft = refer.press(
        "Bekijk wat de partner ziet", target=option_of(refer, "target", UNION_TEAM),
        summary=MINIMUM, warmth="call",
    )  # fmt: skip
    assert "Nu mag er niets mee." in draft
    assert not town.post.mails_to(MAILBOX)

    # He hears the question on the phone, and says yes.
    asking = draft.click("Vraag of bekijk toestemming").click(
        "U in contact brengen met een organisatie: FNV en CNV"
    )
    assert "U hoeft dit niet goed te vinden." in asking
    draft = asking.press("Ja, gezegd")
    assert "Het berust op toestemming van de klant" in draft
    sent = draft.press("Verstuur")

    # The union reads who asks, and after a button what Karel agreed to: not his story.
    union = town.somebody()
    door = union.open(town.post.path_for(MAILBOX, "antwoord/"))
    assert "Karel" not in door
    question = door.press("Bekijk de vraag")
    assert "karel@post.example" in question
    assert MINIMUM in question
    assert "Mijn vrouw" not in question

    # They do not call him out of the blue: first the three of them speak each other.
    accepted = question.press("Wij gaan helpen")
    assert "Neem nu contact op" not in accepted
    assert "Spreek elkaar eerst samen" in accepted
    spoken = "Verstuur : Schrijf een contact op"
    too_soon = accepted.press(spoken, is_reached="ja", channel="phone")
    assert "Eerst is er een gesprek met z'n drieën." in too_soon
    peter.open(sent.address).press("Wij spraken met z'n drieën")
    shown = too_soon.press(spoken, is_reached="ja", channel="phone").press("De hulp is begonnen")
    assert "Deze vraag is afgelopen" in shown.press("Verstuur : Rond af", outcome="helped")

    # Peter sees how it ended, and closes what Karel came with.
    file = peter.open(file.address)
    assert "afgerond" in file
    assert "Deze vraag is afgesloten." in file.press("Sluit af", outcome="started_at_partner")
    assert "Karel" not in union.open(door.address)
    bram = town.staff("bram", "partner_employee", UNION)
    assert "Karel" not in bram.open(INBOX, toon="oud")
