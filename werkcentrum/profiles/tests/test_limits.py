"""A profile holds as much as people tell, and a file with thousands of skills costs no minutes."""

import json
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from werkcentrum.core.refusal import RefusedError
from werkcentrum.core.tests.make import MONDAY_MORNING
from werkcentrum.partners.tests.make import make_region
from werkcentrum.privacy.tests.make import make_client
from werkcentrum.profiles import actions, files
from werkcentrum.profiles.codes import THREE_LETTERS
from werkcentrum.profiles.facts import MOST, Facts, Language, Skill, Wish, to_json
from werkcentrum.profiles.forms import ALL, TICKED, form_of_facts, form_of_story
from werkcentrum.profiles.items import items_of
from werkcentrum.profiles.models import Profile, ProfileFacts
from werkcentrum.profiles.telling import told_facts
from werkcentrum.profiles.tests.make import agree
from werkcentrum.profiles.tests.make_words import words
from werkcentrum.profiles.tests.test_europass import candidate, passport

MANY = [f"koken voor {number} mensen" for number in range(1, 1_001)]
WITH_MANY = {
    "vum": json.dumps({"competenties": MANY}),
    "passport": passport(
        "<Skills><JobRelated><Description>" + "\n".join(MANY) + "</Description></JobRelated>"
        "</Skills>"
    ),
    "candidate": candidate(f"<Skills>{';'.join(MANY)}</Skills>"),
}


@pytest.mark.parametrize("form", WITH_MANY)
def test_of_a_file_with_a_thousand_skills_some_are_read_and_somebody_hears_that(form):
    looked_at = []

    def reduce(text):
        looked_at.append(text)
        return words().reduce(text)

    content = WITH_MANY[form].encode()

    found = files.read(content, replace(words(), reduce=reduce), today=date(2025, 8, 4))

    assert found.wrong == ("Er staan 1000 vaardigheden in. Wij lezen er hoogstens 100.",)
    assert 0 < len(found.facts.skills) <= len(looked_at) == MOST["skills"]


STUDIES = [{"naam": f"mbo kok {number}"} for number in range(30)]
COURSES = [{"naamCursus": f"cursus heftruck {number}"} for number in range(30)]
TONGUES = "<Description><Code>en</Code></Description>"
IN_TWO_LISTS = {
    "opleidingen": json.dumps({"opleiding": STUDIES, "cursus": COURSES}),
    "talen": passport(
        "<Skills><Linguistic><MotherTongueList>"
        + f"<MotherTongue>{TONGUES}</MotherTongue>" * 20
        + "</MotherTongueList><ForeignLanguageList>"
        + f"<ForeignLanguage>{TONGUES}</ForeignLanguage>" * 40
        + "</ForeignLanguageList></Linguistic></Skills>"
    ),
}


@pytest.mark.parametrize(("what", "field"), [("opleidingen", "studies"), ("talen", "languages")])
def test_what_stands_in_two_lists_of_a_file_together_fits_in_a_profile(what, field):
    found = files.read(IN_TWO_LISTS[what].encode(), words(), today=date(2025, 8, 4))

    assert len(getattr(found.facts, field)) == MOST[field]
    assert found.wrong == (f"Er staan 60 {what} in. Wij lezen er hoogstens {MOST[field]}.",)


def test_dutch_that_a_file_names_twice_is_one_language():
    every = [{"codeTaal": code} for code in THREE_LETTERS.values()]
    told = json.dumps({"taalNederlands": "B1", "taalbeheersing": every})

    found = files.read(told.encode(), words(), today=date(2025, 8, 4))

    assert len(found.facts.languages) == len(every) == MOST["languages"]
    assert Language("nl", "b1") in found.facts.languages
    assert found.wrong == ()


def test_of_a_name_without_end_only_the_beginning_is_looked_at():
    looked_at = []
    reading = replace(words(), reduce=lambda text: looked_at.append(text) or "kok")

    for read in (reading.skill, reading.wish, lambda text: reading.study(text, None, is_done=True)):
        read("kok " * 100_000)
    reading.work("kok", told="soep " * 100_000)

    assert max(map(len, looked_at)) <= 5_000


def a_lot():
    return Facts(skills=tuple(Skill(f"iets {number}") for number in range(MOST["skills"] + 1)))


def test_who_ticks_more_than_a_profile_holds_reads_what_to_do_and_the_ticks_stay():
    form = form_of_facts({ALL: "1"}, read=lambda _typed: (), known=a_lot())

    [said] = form.errors["__all__"]
    assert "Bij ‘Dit kunt u’ staan nu 101 dingen." in said
    assert "er hoogstens 100. Kies welke het belangrijkst zijn." in said
    assert all(tick.is_ticked for group in form.groups for tick in group.ticks)


def english_beside(known, **typed):
    items = items_of(Facts(languages=(Language("en", "b1"),), wishes=(Wish("kok", "kok"),)))
    ticked = [item.key for item in items if item.kind == "language"]
    return form_of_story(
        {TICKED: ticked, **typed}, items=items, read=lambda _typed: (), known=known
    )


def test_who_kept_more_before_there_was_a_limit_can_still_add_a_language():
    form = english_beside(a_lot())

    assert form.is_valid()
    assert form.facts().languages == (Language("en", "b1"),)


def test_who_adds_to_what_is_full_reads_where_to_take_something_away():
    known = Facts(wishes=tuple(Wish(f"werk {number}") for number in range(MOST["wishes"])))

    [said] = english_beside(known, **{ALL: "1"}).errors["__all__"]

    assert "Bij ‘Dit werk wilt u’ staan nu 11 dingen." in said
    assert said.endswith("Wat er al stond, haalt u weg bij ‘Wijzig dit’.")


@pytest.mark.django_db
def test_what_was_kept_before_there_was_a_limit_is_kept_with_a_language_more():
    client = make_client(make_region())
    consent = agree(client)
    keep = partial(actions.keep_profile, client=client, consent=consent, by="x", at=MONDAY_MORNING)
    keep(facts=Facts(km=5))
    ProfileFacts.objects.update(facts=to_json(a_lot()))

    keep(facts=replace(a_lot(), languages=(Language("en", "b1"),)))

    assert len(Profile.objects.get().facts.known.skills) == 101


@pytest.mark.django_db
def test_more_than_a_profile_holds_is_not_kept():
    client = make_client(make_region())

    with pytest.raises(RefusedError, match="hoogstens 100"):
        actions.keep_profile(
            client=client, facts=a_lot(), consent=agree(client), by="x", at=MONDAY_MORNING
        )
    assert not Profile.objects.exists()


def test_of_work_that_we_do_not_know_it_is_said_that_only_the_words_count():
    known, free = Wish("kok", "kok"), Wish("iets met sterren")

    [line] = told_facts(Facts(wishes=(known, free)))

    assert line.told == [
        "kok", "iets met sterren (dit beroep kennen wij niet: alleen de woorden tellen mee)",
    ]  # fmt: skip
