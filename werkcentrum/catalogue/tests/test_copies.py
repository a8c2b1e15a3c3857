"""An example question that says what another says is refused, with both questions named."""

import pytest
from django.core.management import CommandError, call_command

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.catalogue.actions import load_region
from werkcentrum.catalogue.changes import present
from werkcentrum.catalogue.models import ContentChange
from werkcentrum.catalogue.regionfolder.copies import copied, learnable
from werkcentrum.catalogue.regionfolder.records import KINDS
from werkcentrum.catalogue.regionfolder.site import site_contents
from werkcentrum.catalogue.tests.make import REGIONS, make_change
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING

CHANGED = ("waar kan ik Nederlands leren in Voorburg", "waar kan ik Nederlands leren in Voorburg?")
OTHERS = (
    "mijn cv is oud", "wie leest mijn brief", "hulp bij solliciteren", "ik zoek een baan",
    "kan iemand meekijken", "geen idee hoe een cv moet",
)  # fmt: skip
ASKED = "Waar kan ik terecht om mijn diploma uit Syrië te laten waarderen?"
ALMOST = "waar kan ik terecht om mijn diploma uit Syrië te laten waarderen"


@pytest.fixture
def measured(settings, folder):
    """The questions that the search of this installation is measured with."""
    settings.REGIONS_DIR = folder.path.parent
    folder.path.with_name("_base").joinpath("questions").mkdir()
    file = folder.path.with_name("_base") / "questions" / "nl.csv"
    file.write_text(f"text,style,audience,grades,safety\n{ASKED},question,resident,cv-hulp=3,\n")


def test_two_that_are_alike_may_stay_and_three_of_ten_may_not():
    thrice = [*CHANGED, CHANGED[0] + "!", *OTHERS]

    assert not list(copied("cv-hulp", [*CHANGED, *OTHERS], []))
    why, *reasons = copied("cv-hulp", thrice, [])

    assert "van de 9 vragen lijken er 3 te veel op een andere" in why[1]
    assert [place for place, _reason in reasons] == [1, 2]
    assert f"'{CHANGED[1]}' lijkt te veel op '{CHANGED[0]}'" in reasons[0][1]
    assert not list(copied("nonsense", thrice, []))


def test_of_what_visitors_asked_only_what_no_other_question_says_can_be_learned(measured):
    asked = [*CHANGED, CHANGED[0] + "!", ALMOST, "mijn cv is oud!", "wie helpt mij"]

    assert learnable("cv-hulp", asked, OTHERS) == [CHANGED[0], "wie helpt mij"]
    assert learnable("nonsense", asked, OTHERS) == [one for one in asked if one != ALMOST]


@pytest.mark.house_rule_off(
    "queries", reason="wie als eerste na een wijziging komt, leest alles van de regio een keer"
)
def test_karin_reads_which_questions_are_alike_and_keeps_what_she_typed(page, region, measured):
    karin = page.at("zhc.test")
    karin.log_in(make_staff(region, "karin"))
    known = [row["text"] for row in present(region, "vragen", "taalhuis")["questions"]]
    typed = "\n".join([*known, *CHANGED, CHANGED[0] + "!", f"{ALMOST} | nl"])

    shown = karin.open("/medewerkers/inhoud/vragen/taalhuis/").press(
        "Bewaar als concept", questions=typed
    )

    assert f"'{ALMOST}' lijkt te veel op de testvraag '{ASKED}'" in shown
    assert f"'{CHANGED[1]}' lijkt te veel op '{CHANGED[0]}'" in shown
    assert f"Regel {len(known) + 4}, vraag: de vraag" in shown
    assert ALMOST in shown.text
    assert not ContentChange.objects.exists()


@pytest.mark.django_db
def test_a_folder_with_copies_is_not_loaded(folder, capsys, measured):
    rows = [*CHANGED, CHANGED[0] + "!", ALMOST]
    folder.write(
        "examples/taalhuis.csv", "text,lang,style\n" + "".join(f"{r},nl,question\n" for r in rows)
    )

    with pytest.raises(CommandError, match="4 fouten gevonden; er is niets geladen"):
        call_command("load_region", str(folder.path))

    told = capsys.readouterr().err
    assert f"examples/taalhuis: de vraag '{ALMOST}' lijkt te veel op de testvraag" in told
    assert f"examples/taalhuis: de vraag '{CHANGED[1]}' lijkt te veel op" in told


def test_copies_that_are_on_the_website_already_are_not_kept_by_a_load(region, capsys):
    rows = [{"text": t, "lang": "nl", "style": "question"} for t in (*CHANGED, CHANGED[0] + "!")]
    site = site_contents(region)
    load_region(
        contents=KINDS["vragen"].put(site, "taalhuis", {"questions": rows}, on=MONDAY),
        by="systeem", at=MONDAY_MORNING,
    )  # fmt: skip
    make_change(region, "taalhuis", kind="vragen", version=1)

    with pytest.raises(CommandError, match="er is niets geladen"):
        call_command("load_region", str(REGIONS / region.key), "--keep-site")

    assert "van de 3 vragen lijken er 3 te veel op een andere" in capsys.readouterr().err


def test_a_question_of_signs_that_nobody_sees_is_like_no_other():
    unseen = "\N{ZERO WIDTH SPACE}"
    assert learnable("cv-hulp", [unseen], []) == [unseen]
