"""Digital channels and terms in a region's folder: read, loaded, kept and written back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.catalogue.actions import load_region
from werkcentrum.catalogue.regionfolder.exporting import export_region
from werkcentrum.catalogue.rules import SiteChangedError
from werkcentrum.catalogue.tests.folders import MONDAY, MONDAY_MORNING
from werkcentrum.formal import actions, term_actions
from werkcentrum.formal.models import FormalChannel, FormalTerm, Kind
from werkcentrum.formal.queries import channels_for, term_of

pytestmark = pytest.mark.django_db
CHANNELS, TERMS = "formal_channels.csv", "formal_terms.csv"
HEAD = "organisation,kind,email,starts_on,ends_on\n"
ROW = "gemeente,complaint,klachten@gemeente.example,2025-01-01,\n"
TERM_HEAD = "kind,starts_on,unit,term,extra,law\n"
TERM = "woo,2026-01-01,weeks,3,1,artikel 4.4 van de Wet open overheid\n"
TOMORROW = MONDAY + timedelta(days=1)


@pytest.fixture
def filled(folder):
    folder.write(CHANNELS, HEAD + ROW)
    folder.write(TERMS, TERM_HEAD + TERM)
    return folder


def rows(region):
    found = FormalChannel.objects.filter(organisation__region=region).order_by("starts_on")
    return list(found.values_list("email", "starts_on", "ends_on"))


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (CHANNELS, "gemeente,c", "gemeent,c", "'gemeent'"),
        (CHANNELS, "complaint", "klacht", "kies een van: complaint"),
        (CHANNELS, "klachten@gemeente.example", "klachten", "geen e-mailadres"),
        (CHANNELS, ROW, ROW + ROW.replace("2025-01", "2026-01"), "overlapt met"),
        (TERMS, "weeks,3", "weken,3", "kies een van: weeks"),
        (TERMS, ",3,1,", ",0,1,", "van 1 tot 52"),
        (TERMS, TERM, TERM + TERM, "dit staat ook op"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_nothing_is_loaded(filled, name, old, new, said):
    filled.change(name, old, new)

    [problem] = filled.problems()
    assert name in problem
    assert said in problem


def test_what_the_folder_says_holds_is_written_back_and_a_second_load_changes_nothing(filled):
    region = filled.loaded()

    assert rows(region) == [("klachten@gemeente.example", date(2025, 1, 1), None)]
    assert term_of(region, Kind.WOO, date(2025, 12, 31)).weeks == 4
    assert term_of(region, Kind.WOO, date(2026, 1, 1)).weeks == 3
    files = export_region(region, filled.path.parent / "_base")
    assert (files[CHANNELS], files[TERMS]) == (HEAD + ROW, TERM_HEAD + TERM)
    assert filled.load() == []


def test_another_address_ends_the_old_one_today(filled):
    region = filled.loaded()
    filled.change(CHANNELS, "klachten@", "info@")
    filled.load()

    assert rows(region) == [
        ("klachten@gemeente.example", date(2025, 1, 1), MONDAY),
        ("info@gemeente.example", MONDAY, None),
    ]
    [channel] = channels_for(region, Kind.COMPLAINT, MONDAY)
    assert channel.email == "info@gemeente.example"


def test_what_leaves_the_folder_ends_and_a_term_that_began_stays(filled):
    region = filled.loaded()
    FormalTerm.objects.update(starts_on=MONDAY)
    filled.write(CHANNELS, HEAD)
    filled.write(TERMS, TERM_HEAD)
    filled.load()

    assert rows(region) == [("klachten@gemeente.example", date(2025, 1, 1), MONDAY)]
    assert FormalTerm.objects.count() == 1


def test_a_later_address_gives_way_to_another_day(filled):
    later = ROW.replace("2025-01-01", "2027-08-01")
    filled.write(CHANNELS, HEAD + later)
    region = filled.loaded()
    filled.write(CHANNELS, HEAD + later.replace("2027-08-01", "2027-09-01"))
    filled.load()

    assert rows(region) == [("klachten@gemeente.example", date(2027, 9, 1), None)]


def test_what_staff_changed_on_the_website_is_asked_about_and_can_stay(filled):
    region = filled.loaded()
    channel = FormalChannel.objects.select_related("organisation__region").get()
    actions.end_channel(channel=channel, by=SYSTEM, at=MONDAY_MORNING)
    term_actions.add_term(
        region=region, kind=Kind.COMPLAINT, starts_on=TOMORROW, unit="weeks", term=5, extra=2,
        law="artikel 9:11", by=SYSTEM, at=MONDAY_MORNING,
    )  # fmt: skip

    with pytest.raises(SiteChangedError) as asked:
        filled.load()

    assert "Digitaal kanaal: gemeente, complaint" in str(asked.value)
    assert "Termijn: complaint" in str(asked.value)
    contents = filled.contents()
    about = ["kanaal:gemeente:complaint", "termijn:complaint"]
    kept = replace(contents, parts=contents.parts | {
        "formal": contents.parts["formal"].keeping(about)
    })  # fmt: skip
    load_region(contents=kept, by=SYSTEM, at=MONDAY_MORNING)
    assert rows(region) == [("klachten@gemeente.example", date(2025, 1, 1), MONDAY)]
    assert term_of(region, Kind.COMPLAINT, TOMORROW).weeks == 5
