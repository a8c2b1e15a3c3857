"""A person asks for everything that is held about her, and then has it deleted."""

import io
import json

import pypdf
from django.apps import apps

from tests.journeys.people import JOURNEY, LIBRARY, UNION_TEAM, Town, option_of

pytestmark = JOURNEY
STORY = "Mijn verhaal: ik naaide twintig jaar gordijnen bij Zilverkanarie."
WORD, ADDRESS = "zilverkanarie", "fatma@post.example"


def test_fatma_takes_everything_along_and_leaves_no_trace(town: Town):
    town.written_down(town.staff("joke", "host", LIBRARY), "Fatma", STORY)
    peter = town.staff("peter", "adviser")
    file = town.taken_on(peter, "Fatma")
    file.click("Schrijf een notitie").press("Bewaar notitie", body=f"Werkte bij {WORD}.")
    file.click("Toestemming van de klant").click(
        "U in contact brengen met een organisatie: FNV en CNV"
    ).press("Ja, gezegd")
    refer = file.click("Breng de klant bij een partner")
    refer.press(
        "Bekijk wat de partner ziet", target=option_of(refer, "target", UNION_TEAM),
        summary=f"Naaide gordijnen bij {WORD}.",
    ).press("Verstuur")  # fmt: skip

    # She reads everything, for a computer and for herself, also what her guide wrote about her.
    mine = town.enter_mine(ADDRESS)
    held = json.dumps(json.loads(mine.click("Download alles voor een computer (json)").text))
    file_to_read = mine.click("Download alles om te lezen (pdf)").response.content
    sheets = pypdf.PdfReader(io.BytesIO(file_to_read)).pages
    told = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    for words in (ADDRESS, "Mijn verhaal", f"Werkte bij {WORD}.", f"Naaide gordijnen bij {WORD}."):
        assert words in held
        assert words in told

    # She has it deleted, and reads what stays without her, until when and why, and who had it.
    gone = mine.click("Verwijder mijn gegevens").press("Ja, verwijder alles")
    assert gone.heading == "Uw gegevens zijn weg"
    assert "FNV en CNV" in gone
    stays = [line for line in gone.texts(".//main//li") if "oorverwijzing" in line]
    assert stays
    assert all(("): tot " in line or "): altijd" in line) and line.endswith(")") for line in stays)

    # No table holds a word of her, no link leads to her, and her guide finds nobody.
    assert tables_with("fatma", WORD) == []
    union = "loopbaan@vakbonden.example"
    town.somebody().open(town.post.path_for(union, "antwoord/"), status=404)
    assert "u hoeft niets meer te doen" in town.post.read(union)
    assert "Fatma" not in peter.open("/medewerkers/hulpvragen/mijn/")
    mails = len(town.post.mails_to(ADDRESS))
    asked = town.somebody().open("/mijn/").press("Stuur mij een link", adres=ADDRESS)
    assert "Kennen wij dit adres?" in asked
    assert len(town.post.mails_to(ADDRESS)) == mails


def tables_with(*words: str) -> list[str]:
    """The tables in which any field of any row holds one of these words."""
    return [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if any(word in str(list(model._base_manager.values())).lower() for word in words)
    ]
