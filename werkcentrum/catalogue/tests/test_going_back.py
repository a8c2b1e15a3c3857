"""Karin goes back to an older version of a text; that too is read by petra."""

from datetime import timedelta

import pytest

from werkcentrum.accounts.tests.make import make_staff
from werkcentrum.audit.models import AuditLine
from werkcentrum.catalogue import actions
from werkcentrum.catalogue.actions import publish_accepted_changes, restore_version
from werkcentrum.catalogue.changes import versions
from werkcentrum.catalogue.models import ContentChange, Service
from werkcentrum.catalogue.queries import translation_states
from werkcentrum.catalogue.tests.make import make_change
from werkcentrum.core import clock
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.core.wording import Flaw

pytestmark = pytest.mark.house_rule_off(
    "queries", reason="wie als eerste na een wijziging komt, leest alles van de regio een keer"
)
BACK = "Ga terug naar deze versie"


@pytest.fixture(autouse=True)
def _nothing_is_learned(monkeypatch):
    """What the search learns is not what is looked at here."""
    monkeypatch.setattr(actions, "learn_ahead", lambda _contents: None)


def publish(region, *, key="cv-hulp", kind="dienst", **fields) -> ContentChange:
    """A text of somebody else that came on the website."""
    change = make_change(
        region, key, kind=kind, by="anna", state="accepted", published_by="bob", **fields
    )
    publish_accepted_changes(at=MONDAY_MORNING)
    region.refresh_from_db()
    return change


def law() -> str:
    return Service.objects.get(key="cv-hulp").law


@pytest.fixture
def first(region) -> ContentChange:
    """The first of two versions that came on the website."""
    change = publish(region, law="Wet een")
    publish(region, law="Wet twee")
    return change


@pytest.fixture
def karin(page, region):
    browser = page.at("zhc.test")
    browser.log_in(make_staff(region, "karin"))
    return browser


def of(change: ContentChange) -> str:
    return f"/medewerkers/inhoud/wijziging/{change.pk}/"


def test_an_older_text_comes_back_after_two_people_said_so(karin, page, region, first):
    shown = karin.open(of(first)).press(BACK)
    assert "Dit is nu een nieuw concept met de oude tekst." in shown
    assert law() == "Wet twee"
    offered = shown.press("Laat een ander dit lezen")
    assert "Zet op de website" not in offered

    petra = page.at("zhc.test")
    petra.log_in(make_staff(region, "petra", "publisher"))
    petra.open(offered.address).press("Zet op de website")
    publish_accepted_changes(at=clock.now())

    assert law() == "Wet een"
    assert [change.version for change in versions(region, "dienst", "cv-hulp")] == [3, 2, 1]
    lines = AuditLine.objects.filter(verb__startswith="catalogue.change").order_by("at")
    assert list(lines.values_list("verb", flat=True))[-4:] == [
        "catalogue.change_written", "catalogue.change_offered", "catalogue.change_accepted",
        "catalogue.changes_published",
    ]  # fmt: skip


def test_who_was_faster_is_not_written_over(karin, page, region, first):
    offered = karin.open(of(first)).press(BACK).press("Laat een ander dit lezen")
    publish(region, law="Wet drie")

    petra = page.at("zhc.test")
    petra.log_in(make_staff(region, "petra", "publisher"))
    shown = petra.open(offered.address)

    assert "De tekst op de website is intussen veranderd." in shown
    assert "Zet op de website" not in shown
    assert law() == "Wet drie"


def test_what_karin_is_writing_is_not_thrown_away_for_an_older_text(karin, region, first):
    karin.open("/medewerkers/inhoud/dienst/cv-hulp/").press("Bewaar als concept", law="Mijn wet")

    shown = karin.open(of(first)).press(BACK)

    assert "U heeft al een concept van deze tekst." in shown
    assert ContentChange.objects.get(state="draft").data["law"] == "Mijn wet"


def test_the_draft_of_a_colleague_is_no_version_to_go_back_to(karin, region):
    draft = make_change(region, by="anna", law="Nog niet af")

    shown = karin.send(f"{of(draft)}terugzetten/")

    assert "Deze tekst stond nog niet op de website." in shown
    assert ContentChange.objects.count() == 1


def test_an_older_text_that_may_no_longer_be_on_the_website_is_refused_at_once(region):
    alike = [f"waar leer ik Nederlands{end}" for end in ("", "?", "!")]
    rows = [{"text": text, "lang": "nl", "style": "question"} for text in alike]
    older = make_change(region, "taalhuis", kind="vragen", version=1, questions=rows)

    with pytest.raises(RefusedError) as refused:
        restore_version(change=older, by="karin", at=MONDAY_MORNING)

    assert "Deze oude tekst mag zo niet meer op de website." in str(refused.value)
    assert f"de vraag '{alike[1]}' lijkt te veel op '{alike[0]}'" in str(refused.value)


def test_a_translation_is_stale_while_the_dutch_is_another_and_fits_when_it_is_back(karin, region):
    def stale() -> int:
        [polish] = [one for one in translation_states(region) if one.language == "pl"]
        return polish.numbers[Flaw.STALE]

    first = publish(region, title="Hulp bij cv en brief")
    publish(region, kind="vertaling", key="pl/service:cv-hulp:title", text="Pomoc przy CV")
    before = stale()
    publish(region, title="Hulp bij uw brief")
    assert stale() == before + 1

    draft = karin.open(of(first)).press(BACK).address.split("/")[-2]
    ContentChange.objects.filter(pk=draft).update(state="accepted", published_by="petra")
    publish_accepted_changes(at=MONDAY_MORNING + timedelta(hours=1))
    region.refresh_from_db()

    assert stale() == before
