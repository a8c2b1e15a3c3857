"""What is recognised in the stories of many people: how much is right, and how much is missed.

`stories.tsv` was written first and tuned on; the people of `stories_new.tsv` came after that.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from werkcentrum.profiles.items import Item
from werkcentrum.profiles.story import Reader
from werkcentrum.skills.lexicon import seed
from werkcentrum.skills.reducing import seed_reducer

HERE = Path(__file__).parent
THIS_YEAR = 2026


@dataclass(frozen=True)
class Found:
    """Counts of facts over stories, and of the years with work."""

    right: int
    wrong: int
    missed: int
    years_right: int
    years_told: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)


@cache
def reader() -> Reader:
    return Reader(seed(), seed_reducer(), THIS_YEAR)


def recognise(story: str) -> list[Item]:
    return reader().recognise(story)


def stories(name: str) -> list[tuple[str, list[str]]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [(story, told.split()) for story, told in (line.split("\t") for line in lines)]


def in_short(item: Item) -> str:
    """As the files say it: kind=value."""
    value = item.value
    if item.kind in ("work", "wish"):
        return f"{item.kind}={value.occupation or '~' + value.name}"
    said = {
        "skill": lambda: value.key,
        "study": lambda: f"{value.level or 0}{'+' if value.is_done else '-'}",
        "language": lambda: f"{value.code}:{value.level}",
        "licence": lambda: value or "none",
        "hours": lambda: f"{value[0] or ''}-{value[1] or ''}",
        "irregular": lambda: "yes" if value else "no",
    }
    return f"{item.kind}={said.get(item.kind, lambda: value)()}"


def is_meant(told: str, found: str) -> bool:
    """`~word` is work without the name of an occupation, with that word in it."""
    kind, _, word = told.partition("~")
    return found.startswith(f"{kind}~") and word in found if word else told == found


def measure(name: str) -> Found:
    counts: Counter[str] = Counter()
    for story, expected in stories(name):
        found = [(in_short(item), getattr(item.value, "years", 0.0)) for item in recognise(story)]
        for fact in expected:
            told, _, years = fact.partition("/")
            hit = next((one for one in found if is_meant(told, one[0])), None)
            counts["right" if hit else "missed"] += 1
            if hit:
                found.remove(hit)
            if hit and (years or hit[1]):
                counts["years_told"] += 1
                counts["years_right"] += round(hit[1], 1) == float(years or 0)
        counts["wrong"] += len(found)
    return Found(**{name: counts[name] for name in Found.__dataclass_fields__})


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [("stories.tsv", 0.95, 0.87), ("stories_new.tsv", 0.80, 0.80)],
)
def test_most_of_what_people_tell_is_recognised_and_little_else(name, precision, recall):
    found = measure(name)

    assert found.precision >= precision
    assert found.recall >= recall


def test_how_long_somebody_worked_is_nearly_always_read_right():
    found = measure("stories.tsv")

    assert found.years_told >= 25
    assert found.years_right == found.years_told


def test_the_files_hold_the_stories_of_at_least_sixty_people():
    told = [story for name in ("stories.tsv", "stories_new.tsv") for story, _facts in stories(name)]

    assert len(set(told)) == len(told) >= 60


def test_of_eight_years_of_cooking_in_a_hotel_the_work_the_skill_and_the_words_are_shown():
    story = "Ik heb acht jaar in een hotel gekookt."

    work, skill = recognise(story)

    assert (work.value.occupation, work.value.years) == ("kok", 8)
    assert skill.words == "gekookt"
    assert story[skill.start :].startswith(skill.words)


@pytest.mark.parametrize(
    "story",
    [
        "Ik ben geen kok.",
        "Mijn man is kok en mijn zus is kapster.",
        "Ik heb geen ervaring als lasser.",
        "Ik wil geen schoonmaakwerk en zeker niet in de keuken.",
        "Ik kan niet lassen.",
    ],
)
def test_what_somebody_is_not_is_no_fact(story):
    assert recognise(story) == []


@pytest.mark.parametrize(
    "story",
    [
        "Ik ben 45 jaar.",
        "Mijn dochter is 3 jaar oud.",
        "Over twee jaar ga ik met pensioen.",
        "Ik ben Turks.",
        "Ik zit al 3 jaar thuis.",
        "Ik kom om 8 uur.",
    ],
)
def test_an_age_an_origin_or_a_time_at_home_is_no_fact(story):
    assert recognise(story) == []


@pytest.mark.parametrize(
    ("told", "years"),
    [
        ("Ik was acht jaar kok.", 8), ("Kok sinds 2015.", 11), ("Van 2010 tot 2018 kok.", 8),
        ("Ik was anderhalf jaar kok.", 1.5), ("Zes maanden kok geweest.", 0.5),
        ("Ik ben 12 jaar kok geweest.", 12), ("Vijfentwintig jaar was ik kok.", 25),
        ("Ik was kok.", 0), ("Twee jaar geleden was ik kok.", 0),
    ],
)  # fmt: skip
def test_how_long_is_read_as_people_say_it(told, years):
    assert [item.value.years for item in recognise(told) if item.kind == "work"] == [years]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Ik wil 24 uur werken.", ["hours=24-24"]),
        ("Fulltime graag.", ["hours=36-40"]),
        ("Ik wil parttime werken.", ["hours=-34"]),
        ("Hoogstens 10 km.", ["km=10"]),
        ("Op fietsafstand.", ["km=7"]),
        ("Rijbewijs B, C en CE.", ["licence=B", "licence=C", "licence=CE"]),
        ("Ik heb rijbewijs A2, D1E en B+.", ["licence=A2", "licence=D1E", "licence=B+"]),
        ("Ik heb geen rijbewijs.", ["licence=none"]),
        ("Ik wil geen nachtdienst.", ["irregular=no"]),
        ("Ook avonden en weekend.", ["irregular=yes"]),
        ("Mijn postcode is 2711.", ["postcode=2711"]),
        ("Ik heb geen diploma.", ["level=1"]),
        ("Ik heb havo, maar niet afgemaakt.", ["study=4-"]),
        ("Ik spreek vloeiend Engels.", ["language=en:c2"]),
    ],
)
def test_the_terms_on_which_somebody_works_are_read(told, expected):
    assert [in_short(item) for item in recognise(told)] == expected


def test_when_somebody_wants_to_work_is_no_work_that_they_want():
    read = recognise("Ik wil 20 uur in de week werken, ook 's avonds, 's nachts en 's middags.")

    assert {one.kind for one in read} == {"hours", "irregular"}


def test_where_somebody_comes_from_is_in_no_fact():
    items = recognise("In Syrië was ik als moslim kleermaker bij mijn oom Ahmed in Aleppo.")

    told = str([item.value for item in items]).lower()

    assert "kleermaker" in told
    assert not any(word in told for word in ("syri", "moslim", "oom", "ahmed", "aleppo"))


def test_a_story_of_one_endless_word_is_read_in_no_time():
    assert recognise("a" * 100_000) == []


def test_years_in_home_care_are_work_without_the_word_for_it():
    (work,) = recognise("Drie jaar in de thuiszorg.")

    assert (work.value.occupation, work.value.years) == ("helpende-zorg", 3.0)


ENGLISH = (
    "I worked as a warehouse worker for three years. Before that I was a bus driver from 2010 to "
    "2015. I am looking for a job in The Hague, 32 hours per week. I have a driving licence B and "
    "D. I speak fluent Turkish, good English and a little Dutch."
)


def test_who_tells_in_english_is_understood_in_words_that_say_something():
    found = recognise(ENGLISH)

    assert {in_short(item) for item in found} >= {
        "work=magazijnmedewerker", "work=buschauffeur", "hours=32-32", "licence=B", "licence=D",
        "language=tr:c2", "language=en:b2", "language=nl:a2",
    }  # fmt: skip
    work = [item.value for item in found if item.kind == "work"]
    assert [(one.years, one.told) for one in work] == [
        (3.0, "warehouse worker"), (5.0, "bus driver"),
    ]  # fmt: skip
    assert not [item for item in found if item.kind == "wish"]


@pytest.mark.parametrize(
    ("story", "facts"),
    [
        ("My Dutch is not very good", "language=nl:"),
        ("my Dutch is not fluent", "language=nl:"),
        ("I don't speak good Dutch", ""),
        ("I can’t speak Dutch very good", ""),
        ("My mother tongue is not Dutch", ""),
        ("I am not a native Dutch speaker", ""),
        ("My Dutch is not good but my English is fluent", "language=nl: language=en:c2"),
        ("I speak English fluently and Dutch a little", "language=en: language=nl:a2"),
        ("I don't have a driving licence", ""),
        ("cook without driving licence", "work=kok"),
        ("I lost my driving licence", ""),
        ("My driving licence has expired", ""),
        ("I want to get my driving licence B", "wish=~driving"),
        ("I do not want to work 40 hours a week, at most 24 hours", "hours=-24"),
        ("no more than 20 hours a week", "hours=-20"),
        ("between 16 and 20 hours a week", "hours=16-20"),
        ("16 or 20 hours, 24 to 32 hours a week", "hours=16-20 hours=24-32"),
        ("three to four days a week", "hours=24-32"),
        ("at least 24 hours a week", "hours=24-"),
        ("I can't work 40 hours", ""),
        ("Ik kan geen 40 uur werken", ""),
        ("I never worked as a cook", ""),
        ("I have no experience as a cook", ""),
        ("I don't want to work as a cook", ""),
        ("I want to work as a cook", "wish=kok"),
    ],
)
def test_what_somebody_denies_in_english_is_not_read_as_its_opposite(story, facts):
    assert_recognised(story, facts)


@pytest.mark.parametrize(
    ("story", "facts"),
    [
        ("I worked as a cook in a German restaurant", "work=kok"),
        ("I am German and a cook", "work=kok"),
        ("I speak English, Dutch and German", "language=en: language=nl: language=de:"),
        ("English fluent, Dutch B1", "language=en:c2 language=nl:b1"),
        ("My Polish is perfect", "language=pl:c2"),
        ("English (native)", "language=en:c2"),
        ("I speak English (native) and Dutch (B1)", "language=en:c2 language=nl:b1"),
        ("Arabisch (moedertaal) / Nederlands (een beetje)", "language=ar:c2 language=nl:a2"),
        ("Ik spreek Engels (goed) en Frans", "language=en:b2 language=fr:"),
        ("Ik spreek english en een beetje dutch", "language=en: language=nl:a2"),
    ],
)
def test_the_english_name_of_a_language_counts_for_who_speaks_it(story, facts):
    assert_recognised(story, facts)


@pytest.mark.parametrize("story", ["I polish floors", "I clean, polish and vacuum"])
def test_who_polishes_speaks_no_polish_and_knows_no_policies(story):
    assert {"language", "skill"}.isdisjoint(item.kind for item in recognise(story))


def test_who_planned_appointments_is_no_planner_of_staff():
    assert not recognise("I planned appointments")


@pytest.mark.parametrize(
    ("story", "category"),
    [
        ("I have a C driving licence", "C"), ("Ik heb een CE-rijbewijs", "CE"),
        ("I have a driving licence and a car", "B"), ("I have driving licence A", "A"),
    ],
)  # fmt: skip
def test_the_category_of_a_licence_may_stand_before_it_and_is_no_article(story, category):
    assert_recognised(story, f"licence={category}")


@pytest.mark.parametrize(
    ("story", "years"),
    [
        ("I was a cook for twenty-two years", 22), ("I worked thirty five years as a cook", 35),
        ("I worked as a cook for nineteen years", 19), ("I am 45 years and a cook", 0),
        ("I am cook for 8 years and like it", 8), ("I worked two to three years as a cook", 2),
        ("I was a cook for two or three years", 2), ("between 2 and 3 years as a cook", 2),
        ("Ik heb twee of drie jaar als kok gewerkt", 2), ("I cooked, and 3 years as a cook", 3),
        ("Ik heb tussen de 2 en 3 jaar als kok gewerkt", 2),
        ("Ik was twee drie jaar kok", 2), ("Ik was 2 3 jaar kok", 2),
        ("Ik was drie en een half jaar kok", 3.5), ("Ik was drieënhalf jaar kok", 3.5),
        ("I worked two and a half years as a cook", 2.5), ("Ik was een half jaar kok", 0.5),
        ("Ik was een anderhalf jaar kok", 1.5), ("kok bij filiaal 12 3 jaar gewerkt", 3),
        ("kok in ploeg 5 1 jaar", 1),
        ("kok, niveau 4 en 2 jaar ervaring", 2),
    ],
)  # fmt: skip
def test_years_of_work_are_read_in_english_and_an_age_is_none(story, years):
    [work] = recognise(story)

    assert work.value.years == years


def assert_recognised(story, facts):
    found = [in_short(item) for item in recognise(story)]

    assert len(found) == len(facts.split()), found
    assert all(map(is_meant, facts.split(), found)), found
