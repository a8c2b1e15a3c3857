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
