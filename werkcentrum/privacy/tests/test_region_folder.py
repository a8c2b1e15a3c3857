"""The register of privacy in a region's folder: read, loaded, kept and written back."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.catalogue.actions import load_region
from werkcentrum.catalogue.changes import conflicts
from werkcentrum.catalogue.models import Service
from werkcentrum.catalogue.regionfolder.contents import read_region
from werkcentrum.catalogue.regionfolder.exporting import export_region
from werkcentrum.catalogue.regionfolder.writing import write_folder
from werkcentrum.catalogue.rules import SiteChangedError
from werkcentrum.catalogue.tests.folders import MONDAY, MONDAY_MORNING
from werkcentrum.partners.models import PartnerStanding, Region, Team
from werkcentrum.privacy.models import ConsentText, LegalGround, Period, Purpose

REGIONS = Path(__file__).resolve().parents[3] / "regions"
ENDED = date(2026, 1, 1)
GROUNDS, STANDINGS = "grounds.csv", "standings.csv"
CONSENT = "Wij geven uw vraag door. U hoeft dit niet goed te vinden."
PURPOSES, PERIODS = "_base/purposes.yaml", "_base/retention.csv"
ASKED = "referral,gemeente,bibliotheek,consent,,name reach question,2025-07-01,"
MISTAKES = {
    "a ground for nothing": (GROUNDS, "answering", "antwoorden", 2, "purpose", "bestaat niet"),
    "a ground of nobody": (GROUNDS, ",gemeente,,", ",gemeent,,", 2, "controller", "'gemeente'"),
    "a ground for itself": (
        GROUNDS, ",gemeente,,", ",gemeente,gemeente,", 2, "recipient", "laat recipient dan leeg"),
    "no such sort of ground": (
        GROUNDS, "public_task", "taak", 2, "kind", "kies een van: legal_obligation"),
    "a task without a law": (
        GROUNDS, "Participatiewet artikel 7", "", 2, "law", "noem de wet en het artikel"),
    "data that we do not know": (
        GROUNDS, "question benefit", "question bsn", 2, "data", "'bsn' is geen soort gegeven"),
    "no data at all": (GROUNDS, "name reach question", "", 3, "data", "verplicht"),
    "a benefit for a library": (
        GROUNDS, "name reach question", "name benefit", 3, "data",
        "'bibliotheek' werkt niet onder"),
    "consent without words": (
        GROUNDS, "answering,gemeente,,public_task", "answering,gemeente,,consent", 2, "kind",
        "geen toestemmingstekst"),
    "a ground that ends before it starts": (
        GROUNDS, "2025-07-01,\nreferral", "2025-07-01,2025-07-01\nreferral", 2, "ends_on",
        "na starts_on"),
    "two grounds at a time": (
        GROUNDS, ASKED, f"{ASKED}\n{ASKED.replace('2025-07', '2026-07')}", 4, "starts_on",
        "overlapt met vlietstreek/grounds.csv:3"),
    "a standing for nothing": (
        STANDINGS, "referral,2025", "referal,2025", 2, "purpose", "Bedoelt u 'referral'"),
    "a standing without a basis": (
        STANDINGS, "Overeenkomst van 1 juli 2025", "", 2, "basis", "verplicht"),
    "a standing twice": (
        STANDINGS, "2027-01-01,,", "2026-01-01,,", 3, "starts_on", "overlapt met"),
    "a purpose that is gone": (
        PURPOSES, "key: statistics", "key: tellen", 0, "key", "'statistics'"),
    "a purpose twice": (PURPOSES, "key: statistics", "key: answering", 10, "key", "staat ook op"),
    "a purpose without a name": (
        PURPOSES, "  label: Doel answering\n", "", 1, "label", "verplicht"),
    "words in five languages": (PURPOSES, "    pl: ", "    de: ", 24, "de", "kennen wij niet"),
    "no words for the sixth": (PURPOSES, f"    pl: {CONSENT} (pl)\n", "", 19, "pl", "verplicht"),
    "words that are no words": (PURPOSES, "    pl: Wij", "    pl: [Wij", 0, "", "geldige YAML"),
    "words of three letters": (
        PURPOSES, f"{CONSENT} (uk)", "так", 21, "uk",
        "te kort"),
    "a translation in no language of ours": (
        PURPOSES, "    en: {label", "    fy: {label", 16, "translations", "geen taal van deze"),
    "a period of a while": (PERIODS, "P5Y", "5 jaar", 2, "termijn", "schrijf een termijn als P5Y"),
    "destroyed but not when": (PERIODS, "P6M", "", 3, "termijn", "na hoe lang"),
    "kept for ever for a year": (
        PERIODS, "blijvend_bewaren,", "blijvend_bewaren,P1Y", 5, "termijn", "heeft geen termijn"),
    "no such number": (PERIODS, "13.1", "dertien", 2, "selectielijst", "als 19.1.23"),
    "a record twice": (PERIODS, "\ninloggegevens_log", "\nklacht", 3, "record", "staat ook op"),
}  # fmt: skip


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_names_file_line_field_and_what_to_do(folder, what):
    name, right, wrong, line, field, advice = MISTAKES[what]
    folder.change(name, right, wrong)
    where = f"{folder.named(name)}:{line}" if line else folder.named(name)
    found = [problem for problem in folder.problems() if problem.startswith(where)]

    assert any(advice in problem and field in problem for problem in found), folder.problems()


@pytest.fixture
def region(folder, db) -> Region:
    """Vlietstreek, loaded."""
    return folder.loaded()


def load(folder, *, days: int = 0, overruled=()) -> list:
    """Load it again, some days later."""
    return load_region(
        contents=folder.contents(), by=SYSTEM, at=MONDAY_MORNING + timedelta(days),
        overruled=overruled,
    )  # fmt: skip


def exported(region: Region, folder) -> dict[str, str]:
    return export_region(region, folder.path.parent / "_base")


def test_the_register_is_loaded_and_a_second_time_nothing_changes(folder, region):
    asked = LegalGround.objects.get(purpose__key="referral")

    assert (asked.controller.key, asked.recipient.key, asked.kind) == (
        "gemeente", "bibliotheek", "consent",
    )  # fmt: skip
    assert asked.data == ["name", "reach", "question"]
    assert Purpose.objects.count() == 6
    assert ConsentText.objects.filter(version=1, starts_on=MONDAY).count() == 12
    assert load(folder, days=40) == []


def test_a_purpose_is_told_in_the_language_of_the_reader_and_else_in_dutch(region):
    purpose = Purpose.objects.get(key="referral")

    with override("en"):
        assert str(purpose) == "Referring you"
    with override("pl"):
        assert str(purpose) == "U doorverwijzen"


@pytest.mark.parametrize(
    ("record", "days", "source"),
    [
        ("klacht", 5 * 365, "13.1 Geschil afgehandeld"),
        ("inloggegevens_log", 183, "19.1.24 Login-gegevens"),
        ("wachtlijst_inschrijving", 365, "19.1.23 Inschrijving wachtlijst, na bestaansduur"),
        ("vernietigingsverklaring", None, "19.1.18 Archiefvernietiging"),
    ],
)
def test_a_term_of_the_selectielijst_becomes_days(region, record, days, source):
    period = Period.objects.get(record=record)

    assert (period.days, period.source) == (days, source)
    assert period.needs_second == (record == "klacht")


def test_a_partner_may_receive_from_day_to_day(region):
    library = region.organisations.get(key="bibliotheek")
    last, next_ = PartnerStanding.objects.order_by("starts_on")

    def on(day) -> list[PartnerStanding]:
        return list(PartnerStanding.objects.on(day).filter(organisation=library))

    assert on(last.starts_on - timedelta(1)) == []
    assert on(last.starts_on) == [last]
    assert on(last.ends_on) == [next_]


def test_a_ground_with_another_law_ends_and_a_new_one_begins(folder, region):
    folder.change(GROUNDS, "Participatiewet artikel 7", "Wet SUWI artikel 10")
    load(folder, days=7)

    old, new = LegalGround.objects.filter(purpose__key="answering").order_by("starts_on")
    assert (old.law, old.ends_on) == ("Participatiewet artikel 7", MONDAY + timedelta(7))
    assert (new.law, new.starts_on, new.ends_on) == ("Wet SUWI artikel 10", old.ends_on, None)
    assert load(folder, days=7) == load(folder, days=8) == []


def test_a_ground_that_left_the_folder_ended_and_is_exported_with_its_end(folder, region):
    folder.change(GROUNDS, f"{ASKED}\n", "")
    load(folder, days=7)

    assert LegalGround.objects.get(purpose__key="referral").ends_on == MONDAY + timedelta(7)
    assert f"{ASKED}2026-12-07\n" in exported(region, folder)[GROUNDS]


def test_another_text_is_a_new_version_and_the_old_one_stays(folder, region):
    folder.change(PURPOSES, "    nl: Wij geven", "    nl: Wij willen door. Wij geven")
    load(folder, days=7)

    texts = ConsentText.objects.filter(purpose__key="referral")
    old, new = texts.filter(language="nl").order_by("version")
    assert (old.version, new.version, new.starts_on) == (1, 2, MONDAY + timedelta(7))
    assert new.body.startswith("Wij willen door.")
    assert texts.filter(language="uk").count() == 1


def test_what_the_region_says_itself_is_laid_over_the_base_and_comes_back(folder, region):
    folder.write("purposes.yaml", "- key: referral\n  label: U brengen\n  texts:\n    en: "
                 "We may pass on your question; you do not have to agree.\n")  # fmt: skip
    folder.write("retention.csv", "record,selectielijst,resultaat,waardering,termijn,second\n"
                 "klacht,13.1,Geschil afgehandeld,vernietigen,P7Y,true\n")  # fmt: skip
    load(folder)

    assert Purpose.objects.get(key="referral").label == "U brengen"
    assert Period.objects.get(record="klacht").days == 7 * 365
    files = exported(region, folder)
    for name in ("purposes.yaml", "retention.csv"):
        assert files[name] == folder.text(name)


def test_the_files_come_back_as_they_were(folder, region):
    files = exported(region, folder)

    for name in (GROUNDS, STANDINGS, "teams.yaml", "referrals.csv", "organisations.yaml"):
        assert files[name] == folder.text(name)
    assert not files.keys() & {"purposes.yaml", "retention.csv"}


def test_an_empty_database_gets_the_grounds_that_ended_too(folder, region):
    folder.change(GROUNDS, "Participatiewet artikel 7", "Wet SUWI artikel 10")
    load(folder, days=7)
    files = exported(region, folder)
    write_folder(folder.path, files)
    Service.objects.all().delete()
    Region.objects.all().delete()
    load(folder, days=30)

    assert exported(Region.objects.get(), folder) == files


class TestChangedOnTheWebsite:
    """What the privacy officer changed is not written over until somebody decides so."""

    @pytest.fixture
    def changed(self, region):
        """Complaints stay seven years, and the ground for the library was ended."""
        Period.objects.filter(record="klacht").update(days=2555, changed_at=MONDAY_MORNING)
        LegalGround.objects.filter(purpose__key="referral").update(
            ends_on=ENDED, changed_at=MONDAY_MORNING
        )
        return region

    def test_a_load_refuses_and_says_what_differs(self, folder, changed):
        with pytest.raises(SiteChangedError) as refused:
            load(folder)

        told = str(refused.value)
        assert "Bewaartermijn: klacht\n  op de website: 2555 dagen" in told
        assert "Grondslag: referral, gemeente, bibliotheek" in told
        assert Period.objects.get(record="klacht").days == 2555

    @pytest.fixture
    def command(self, folder, settings, changed, monkeypatch):
        """The command, without learning to search."""
        monkeypatch.setattr(
            "werkcentrum.catalogue.management.commands.load_region.learn_ahead", lambda contents: 0
        )
        return lambda *options: call_command("load_region", str(folder.path), *options)

    def test_the_command_asks_which_counts(self, command):
        with pytest.raises(CommandError, match="--keep-site of --take-folder"):
            command()

    def test_the_website_can_be_kept(self, command):
        command("--keep-site")

        assert Period.objects.get(record="klacht").days == 2555
        assert LegalGround.objects.get(purpose__key="referral").ends_on == ENDED

    def test_the_folder_can_be_taken_and_then_nothing_is_asked_again(self, command, folder):
        command("--take-folder")

        assert Period.objects.get(record="klacht").days == 1825
        assert conflicts(folder.contents()) == []
        old, new = LegalGround.objects.filter(purpose__key="referral").order_by("starts_on")
        assert (old.ends_on, new.ends_on) == (ENDED, None)

    def test_the_website_can_be_exported_and_then_nothing_differs(self, folder, changed):
        write_folder(folder.path, exported(changed, folder))

        assert conflicts(folder.contents()) == []
        assert load(folder) == []

    def test_a_text_of_the_website_stays_too(self, folder, region):
        body = "Mogen wij uw vraag doorgeven? U hoeft dit niet goed te vinden."
        ConsentText.objects.create(
            purpose=Purpose.objects.get(key="referral"), language="nl", version=2, body=body,
            starts_on=MONDAY, changed_at=MONDAY_MORNING,
        )  # fmt: skip
        contents = folder.contents()
        found = conflicts(contents)
        part = contents.parts["privacy"].keeping([one.key for one in found])

        assert [one.title for one in found] == ["Toestemmingstekst: referral, nl"]
        kept = replace(contents, parts={"privacy": part})
        assert load_region(contents=kept, by=SYSTEM, at=MONDAY_MORNING) == []


def test_publishing_a_text_of_the_website_leaves_the_register_alone(folder, region):
    contents = replace(folder.contents(), parts={})
    LegalGround.objects.filter(purpose__key="referral").update(law="")

    assert load_region(contents=contents, by=SYSTEM, at=MONDAY_MORNING) == []
    assert LegalGround.objects.count() == 2


@pytest.mark.slow
def test_in_the_pilot_everybody_with_a_team_may_receive_people(db):
    contents, problems = read_region(REGIONS / "zuid-holland-centraal")
    assert problems == []
    load_region(contents=contents, by=SYSTEM, at=MONDAY_MORNING)
    referral = LegalGround.objects.on(MONDAY).filter(purpose__key="referral")
    here = referral.filter(controller__key="werkcentrum").values("recipient")

    teams = Team.objects.exclude(organisation__key="werkcentrum")
    assert not teams.exclude(organisation__in=here).exists()
    agreed = PartnerStanding.objects.on(MONDAY).filter(purpose="referral")
    assert {team.organisation_id for team in teams} <= {row.organisation_id for row in agreed}
    assert not referral.filter(kind="consent", recipient__is_suwi_party=True).exists()
