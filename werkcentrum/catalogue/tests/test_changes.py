"""Karin writes, petra reads and puts it on the website; nobody does both, and nothing is lost."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from werkcentrum.audit.models import AuditLine
from werkcentrum.catalogue import actions
from werkcentrum.catalogue.actions import (
    accept_change,
    drop_draft,
    load_region,
    offer_change,
    publish_accepted_changes,
    return_change,
    save_draft,
)
from werkcentrum.catalogue.changes import conflicts, differences, present, versions, with_changes
from werkcentrum.catalogue.models import ContentChange, EmergencyHelp, Service, Translation
from werkcentrum.catalogue.regionfolder.reading import Problems
from werkcentrum.catalogue.regionfolder.records import KINDS
from werkcentrum.catalogue.regionfolder.site import site_contents
from werkcentrum.catalogue.search_index import NoRoomError
from werkcentrum.catalogue.tests.make import make_change
from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.partners.models import Region
from werkcentrum.partners.tests.make import make_other_region

KARIN, PETRA = "karin", "petra"
LATER = MONDAY_MORNING + timedelta(hours=1)


def publish(change: ContentChange, *, by: str = PETRA) -> None:
    """Karin offers it, petra decides, the worker does it."""
    offer_change(change=change, by=KARIN, at=LATER)
    accept_change(change=change, by=by, at=LATER)
    region = change.region
    publish_accepted_changes(at=LATER)
    change.refresh_from_db()
    region.refresh_from_db()


def test_loading_what_the_site_holds_changes_nothing(region):
    assert load_region(contents=site_contents(region), by="systeem", at=LATER) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_of_the_site_is_good_as_it_is_written(region, kind):
    contents = site_contents(region)
    for key in KINDS[kind].titles(contents):
        raw = KINDS[kind].read(contents, key)
        if kind == "vertaling" and not raw["text"]:
            continue
        problems = Problems()
        clean = KINDS[kind].check(raw, key, contents, problems)
        assert not problems
        assert KINDS[kind].read(KINDS[kind].put(contents, key, clean, on=MONDAY), key) == raw


@pytest.mark.slow
@pytest.mark.database
def test_a_visitor_sees_a_new_title_only_after_a_second_person_said_so(page, region):
    change = make_change(region, title="Hulp bij uw cv en uw brief")
    offer_change(change=change, by=KARIN, at=LATER)
    assert page.open("/diensten/cv-hulp/").heading == "Hulp bij uw cv"

    accept_change(change=change, by=PETRA, at=LATER)
    publish_accepted_changes(at=LATER)

    assert Service.objects.get(key="cv-hulp").title == "Hulp bij uw cv en uw brief"
    assert page.at("zhc.test").open("/diensten/cv-hulp/").heading == "Hulp bij uw cv en uw brief"


def test_publishing_raises_the_version_of_the_content_and_leaves_one_line(region):
    before = region.content_version

    publish(make_change(region, law="Een andere wet"))

    assert Region.objects.get(pk=region.pk).content_version == before + 1
    assert AuditLine.objects.filter(verb="catalogue.changes_published").count() == 1


def test_nobody_puts_the_own_text_on_the_website(region):
    change = make_change(region, law="Een andere wet")
    with pytest.raises(RefusedError, match="Een ander dan de schrijver"):
        publish(change, by=KARIN)


def test_a_worker_that_comes_too_late_leaves_no_line(region, monkeypatch):
    change = make_change(region, law="Een andere wet")
    offer_change(change=change, by=KARIN, at=LATER)
    accept_change(change=change, by=PETRA, at=LATER)

    def a_faster_worker(_contents: object) -> None:
        monkeypatch.setattr(actions, "learn_ahead", lambda _contents: None)
        assert publish_accepted_changes(at=LATER) == 1

    monkeypatch.setattr(actions, "learn_ahead", a_faster_worker)

    assert publish_accepted_changes(at=LATER) == 0
    assert AuditLine.objects.filter(verb="catalogue.changes_published").count() == 1


def count_titles(monkeypatch, kind: str) -> list[object]:
    """From now on, every time that somebody asks for the titles of all records of a kind."""
    asked: list[object] = []
    make = type(KINDS[kind]).titles

    def titles(self: object, contents: object) -> dict[str, str]:
        asked.append(contents)
        return make(self, contents)

    monkeypatch.setattr(type(KINDS[kind]), "titles", titles)
    return asked


def translate_into(region, *languages: str) -> None:
    """The title of a service, published in each of these languages."""
    for language in languages:
        key = f"{language}/service:cv-hulp:title"
        publish(make_change(region, key, kind="vertaling", text="CV"))


def test_a_folder_that_says_what_the_website_says_needs_no_titles(region, monkeypatch):
    translate_into(region, "pl", "uk", "tr")
    asked = count_titles(monkeypatch, "vertaling")

    assert conflicts(site_contents(region)) == []
    assert asked == []


def test_the_titles_of_what_differs_are_made_once(region, monkeypatch):
    folder = site_contents(region)
    translate_into(region, "pl", "uk", "tr")
    asked = count_titles(monkeypatch, "vertaling")

    assert len(conflicts(folder)) == 3
    assert len(asked) == 1


def test_translations_that_go_on_the_website_together_need_their_titles_once(region, monkeypatch):
    changes = [
        make_change(region, f"{language}/service:cv-hulp:title", kind="vertaling", text="CV")
        for language in ("pl", "uk", "tr")
    ]
    asked = count_titles(monkeypatch, "vertaling")

    assert with_changes(site_contents(region), changes, on=MONDAY)[1] == {}
    assert len(asked) == 1


def test_the_database_refuses_it_too(region):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_change(region, state="accepted", title="x", by=KARIN).__class__.objects.update(
            published_by=KARIN
        )


def test_the_database_keeps_nothing_on_the_website_that_nobody_put_there(region):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_change(region, state="accepted")


def test_what_is_not_offered_is_not_published(region):
    with pytest.raises(RefusedError, match="niet aangeboden"):
        accept_change(change=make_change(region, title="Nieuw"), by=PETRA, at=LATER)


def test_a_change_without_a_change_is_not_offered(region):
    with pytest.raises(RefusedError, match="nog niets veranderd"):
        offer_change(change=make_change(region), by=KARIN, at=LATER)


def test_a_text_that_goes_back_says_why_and_can_be_offered_again(region):
    change = make_change(region, law="Een andere wet")
    offer_change(change=change, by=KARIN, at=LATER)

    return_change(change=change, reason="Te lang.", by=PETRA, at=LATER)

    change.refresh_from_db()
    assert (change.state, change.note) == ("returned", "Te lang.")
    offer_change(change=change, by=KARIN, at=LATER)


def test_of_two_writers_on_one_text_the_second_has_to_look_again(region):
    first = make_change(region, law="Van karin")
    second = make_change(region, law="Van joke", by="joke")
    publish(first)

    offer_change(change=second, by="joke", at=LATER)
    with pytest.raises(RefusedError, match="intussen veranderd"):
        accept_change(change=second, by=PETRA, at=LATER)

    assert ContentChange.objects.get(pk=second.pk).data["law"] == "Van joke"


def test_of_two_texts_that_are_decided_on_at_once_the_second_undoes_nothing(region):
    mine = make_change(region, law="Van karin")
    other = make_change(region, cost_note="Van joke", by="joke")
    for change, by in ((mine, KARIN), (other, "joke")):
        offer_change(change=change, by=by, at=LATER)
        accept_change(change=change, by=PETRA, at=LATER)

    assert publish_accepted_changes(at=LATER) == 1

    assert Service.objects.get(key="cv-hulp").law == "Van karin"
    other.refresh_from_db()
    assert (other.state, other.note) == (
        "returned", "De tekst op de website is intussen veranderd.",
    )  # fmt: skip


def test_numbers_of_two_dangers_that_were_called_on_one_day_go_on_the_website_together(region):
    for kind in ("violence", "suicide"):
        change = make_change(region, kind, kind="noodhulp", checked_on="2025-07-06", title="Hulp")
        offer_change(change=change, by=KARIN, at=LATER)
        accept_change(change=change, by=PETRA, at=LATER)

    assert publish_accepted_changes(at=LATER) == 2
    assert EmergencyHelp.objects.filter(region=region, title="Hulp").count() == 2


def test_numbers_that_were_called_on_one_day_can_be_decided_on_one_after_the_other(region):
    first, second = (
        make_change(region, kind, kind="noodhulp", checked_on="2025-07-06", title="Hulp")
        for kind in ("violence", "suicide")
    )
    publish(first)
    publish(second)
    assert second.state == "published"


def test_the_translation_of_a_text_that_went_goes_back_and_the_worker_goes_on(region):
    steps = present(region, "dienst", "cv-hulp")["what_you_get"]
    last = f"uk/service:cv-hulp:what_you_get:{len(steps) - 1}"
    shorter = make_change(region, what_you_get=steps[:-1])
    translated = make_change(region, last, kind="vertaling", text="Допомога", reviewed="false")
    for change in (shorter, translated):
        offer_change(change=change, by=KARIN, at=LATER)
        accept_change(change=change, by=PETRA, at=LATER)

    assert publish_accepted_changes(at=LATER) == 1

    translated.refresh_from_db()
    assert (translated.state, translated.note) == (
        "returned", "Dit staat niet meer op de website.",
    )  # fmt: skip


def test_of_two_colleagues_who_decide_at_once_the_second_is_told(region):
    change = make_change(region, law="Een andere wet")
    offer_change(change=change, by=KARIN, at=LATER)
    seen = ContentChange.objects.get(pk=change.pk)
    accept_change(change=change, by=PETRA, at=LATER)
    publish_accepted_changes(at=LATER)

    with pytest.raises(RefusedError, match="niet aangeboden"):
        return_change(change=seen, reason="Te lang.", by="joke", at=LATER)


def test_what_was_thrown_away_meanwhile_does_not_go_on_the_website(region):
    change = make_change(region, law="Een andere wet")
    offer_change(change=change, by=KARIN, at=LATER)
    seen = ContentChange.objects.get(pk=change.pk)
    drop_draft(change=change, by=KARIN, at=LATER)

    with pytest.raises(RefusedError, match="weggegooid"):
        accept_change(change=seen, by=PETRA, at=LATER)


def test_two_changes_of_different_texts_go_on_the_website_together(region):
    for key, law in (("cv-hulp", "Wet een"), ("jobcoach", "Wet twee")):
        change = make_change(region, key, law=law)
        offer_change(change=change, by=KARIN, at=LATER)
        accept_change(change=change, by=PETRA, at=LATER)

    assert publish_accepted_changes(at=LATER) == 2
    laws = Service.objects.filter(key__in=("cv-hulp", "jobcoach")).values_list("law", flat=True)
    assert set(laws) == {"Wet een", "Wet twee"}


def test_a_region_without_room_does_not_hold_up_the_regions_after_it(region, monkeypatch):
    def learn(contents):
        if contents.key == "haaglanden":
            raise NoRoomError("De schijf is vol.")

    monkeypatch.setattr(actions, "learn_ahead", learn)
    theirs = make_change(
        make_other_region(), "violence", kind="noodhulp", state="accepted", published_by=PETRA
    )
    ours = make_change(region, law="Een andere wet", state="accepted", published_by=PETRA)

    with pytest.raises(NoRoomError):
        publish_accepted_changes(at=LATER)

    states = dict(ContentChange.objects.values_list("pk", "state"))
    assert states == {theirs.pk: "accepted", ours.pk: "published"}


def test_a_text_that_no_longer_fits_goes_back_with_the_reason(region):
    change = make_change(region, themes=["bestaat-niet"])
    offer_change(change=change, by=KARIN, at=LATER)
    accept_change(change=change, by=PETRA, at=LATER)

    assert publish_accepted_changes(at=LATER) == 0
    change.refresh_from_db()
    assert change.state == "returned"
    assert "'bestaat-niet' bestaat niet." in change.note


def test_an_older_version_comes_back_as_a_new_change(region):
    was = present(region, "dienst", "cv-hulp")
    publish(make_change(region, law="Eerste versie"))
    publish(make_change(region, law="Tweede versie"))
    [newest, oldest] = versions(region, "dienst", "cv-hulp")
    assert (newest.version, oldest.version) == (2, 1)

    now = present(region, "dienst", "cv-hulp")
    again = save_draft(
        region=region, kind="dienst", key="cv-hulp", data=oldest.data, base=now, by=KARIN, at=LATER
    )
    publish(again)

    assert present(region, "dienst", "cv-hulp") == {**was, "law": "Eerste versie"}
    assert again.version == 3


@pytest.mark.slow
@pytest.mark.database
def test_a_new_example_question_is_learned_from(region):
    questions = present(region, "vragen", "cv-hulp")["questions"]
    new = {"text": "mijn cv is hopeloos", "lang": "nl", "style": "spoken"}

    publish(make_change(region, kind="vragen", questions=[*questions, new]))

    row = region.examples.get(text="mijn cv is hopeloos")
    assert (row.label, row.lang, row.style) == ("cv-hulp", "nl", "spoken")
    assert region.examples.filter(label="cv-hulp").count() == len(questions) + 1


def test_a_municipality_gets_a_text_of_its_own_and_loses_it_again(region):
    key = "wassenaar/jobcoach"
    publish(make_change(region, key, kind="afwijking", title="Coach in Wassenaar"))
    assert present(region, "afwijking", key) == {"title": "Coach in Wassenaar"}

    publish(make_change(region, key, kind="afwijking", title=""))
    assert present(region, "afwijking", key) == {}


def test_opening_hours_are_no_text_that_waits_for_somebody_to_read_it(region):
    hours = [{"kind": "opening", "days": ["ma", "di"], "from": "9:00", "until": "17:00"}]
    change = make_change(region, "bibliotheek-voorburg", kind="tijden", hours=hours)

    with pytest.raises(RefusedError, match="Openingstijden verandert u bij 'Tijden'"):
        offer_change(change=change, by=KARIN, at=LATER)


def test_emergency_help_needs_the_day_on_which_the_numbers_were_called(region):
    change = make_change(region, "violence", kind="noodhulp", checked_on="")
    offer_change(change=change, by=KARIN, at=LATER)
    accept_change(change=change, by=PETRA, at=LATER)
    publish_accepted_changes(at=LATER)
    change.refresh_from_db()
    assert change.state == "returned"
    assert "gebeld" in change.note

    change.data |= {"checked_on": "2025-07-06", "title": "Wordt u geslagen?"}
    change.save()
    publish(change)

    row = EmergencyHelp.objects.get(region=region, kind="violence")
    assert (row.title, str(row.checked_on)) == ("Wordt u geslagen?", "2025-07-06")
    assert (row.written_by, row.approved_by) == ("redacteur", "eindredacteur")
    assert row.approved_on == LATER.date()


def test_a_translation_knows_the_dutch_it_was_made_from_and_who_read_it(region):
    key = next(key for key in KINDS["vertaling"].titles(site_contents(region)) if "cv-hulp" in key)
    language, _slash, context = key.partition("/")

    publish(make_change(region, key, kind="vertaling", text="Help", reviewed="true"))

    row = region.translations.get(language=language, context=context)
    assert (row.text, row.source) == ("Help", KINDS["vertaling"].about(site_contents(region), key))
    assert (row.reviewed_by, row.reviewed_on) == ("redacteur", LATER.date())


def test_a_translation_that_still_fits_changed_dutch_is_said_to_fit_without_other_words(region):
    key, context = "pl/service:cv-hulp:title", "service:cv-hulp:title"
    row = Translation.objects.create(
        region=region, language="pl", context=context, source="Ouder Nederlands", text="Pomoc z CV"
    )

    publish(make_change(region, key, kind="vertaling"))

    now = Translation.objects.get(language="pl", context=context)
    assert (now.text, now.source) == (row.text, "Hulp bij uw cv")
    with pytest.raises(RefusedError, match="nog niets veranderd"):
        publish(make_change(region, key, kind="vertaling"))


def still_fits(region, dutch: str) -> ContentChange:
    """Karin said of a translation of older Dutch that it still fits; then the Dutch changed."""
    key, context = "pl/service:cv-hulp:title", "service:cv-hulp:title"
    Translation.objects.create(
        region=region, language="pl", context=context, source="Ouder Nederlands", text="Pomoc z CV"
    )
    change = make_change(region, key, kind="vertaling")
    offer_change(change=change, by=KARIN, at=LATER)
    publish(make_change(region, title=dutch))
    return change


def test_nobody_says_that_a_translation_fits_dutch_that_was_not_compared(region):
    change = still_fits(region, "Hulp bij uw cv en brief")

    with pytest.raises(RefusedError, match="intussen veranderd"):
        accept_change(change=change, by=PETRA, at=LATER)

    assert Translation.objects.get(language="pl").source == "Ouder Nederlands"


def test_a_translation_goes_back_when_the_dutch_changes_just_before_it_is_published(region):
    change = still_fits(region, "Hulp bij uw cv en brief")
    ContentChange.objects.filter(pk=change.pk).update(state="accepted", published_by=PETRA)

    assert publish_accepted_changes(at=LATER) == 0

    change.refresh_from_db()
    assert (change.state, change.note) == (
        "returned", "De tekst op de website is intussen veranderd.",
    )  # fmt: skip
    assert Translation.objects.get(language="pl").source == "Ouder Nederlands"


def test_a_draft_may_be_thrown_away_by_its_writer_only(region):
    change = make_change(region, title="Nieuw")
    with pytest.raises(RefusedError, match="Alleen wie dit schreef"):
        drop_draft(change=change, by=PETRA, at=LATER)

    drop_draft(change=change, by=KARIN, at=LATER)
    assert not ContentChange.objects.exists()


def test_what_was_on_the_website_is_never_thrown_away(region):
    change = make_change(region, law="Nieuw")
    publish(change)
    with pytest.raises(RefusedError, match="al op de website"):
        drop_draft(change=change, by=KARIN, at=LATER)


def test_the_difference_is_shown_word_by_word(region):
    before = present(region, "dienst", "cv-hulp")

    [found] = differences("dienst", before, {**before, "title": "Hulp bij uw brief"})

    assert found.label == "Titel"
    assert [(piece.sign, piece.text) for piece in found.pieces] == [
        ("", "Hulp bij uw "), ("-", "cv"), ("+", "brief"),
    ]  # fmt: skip
