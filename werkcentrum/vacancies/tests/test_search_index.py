"""Vacancies are found by their words, also misspelt, and by what somebody needs."""

import csv
import os
import signal
import subprocess
import sys
from datetime import date, timedelta

import pytest

from werkcentrum.core.builds import Builds
from werkcentrum.skills.lexicon import seed
from werkcentrum.vacancies import search_words
from werkcentrum.vacancies.search_index import Entry, Reader, Wanted, Writer, write

TODAY = date(2025, 7, 7)
KNOWN = search_words.occupations_of(seed())


def entry(pk, title, text="", **others):
    values = {"area": "2271", "published_on": TODAY}
    named = tuple(key for key, _strength in KNOWN.named(title))
    return Entry(pk=pk, title=title, text=text, occupations=named, **(values | others))


def asking(question, **others):
    return Wanted(
        open_on=TODAY,
        terms=search_words.question_terms(question),
        parts=search_words.question_parts(question),
        occupations=KNOWN.asked(question),
        near=KNOWN.near(KNOWN.asked(question)),
        **others,
    )


BAKER = entry("baker", "Bakker", "U bakt brood en banket.", least_hours=24, most_hours=36)
DRIVER = entry(
    "driver", "Vrachtwagenchauffeur", "U rijdt door het hele land.", level=3, dutch=3, area="3011"
)
CLERK = entry("clerk", "Administratief medewerker", "Facturen voor een bakkerij.", level=4)
LEARNER = entry("learner", "Leerling timmerman", "U leert het vak.", is_learning_place=True)
UNSAID = entry("unsaid", "Schoonmaker", "In kantoren.", area="voorburg")
ALL = [BAKER, DRIVER, CLERK, LEARNER, UNSAID]


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, ALL)
    return tmp_path


@pytest.fixture
def found(folder):
    return lambda wanted, **page: Reader(folder).search(wanted, **page).pks


def test_who_types_an_occupation_finds_it_first(found):
    assert found(asking("bakker"))[0] == "baker"


def test_a_sentence_around_it_makes_no_difference(found):
    assert found(asking("Ik zoek graag werk als bakker, 32 uur per week")) == found(
        asking("bakker")
    )


@pytest.mark.parametrize("typed", ["bakkr", "vrachtwagenchaufeur", "schoonmaaker", "timmermann"])
def test_a_typing_error_finds_the_same(found, typed):
    right = {"bakkr": "baker", "vrachtwagenchaufeur": "driver"}
    right |= {"schoonmaaker": "unsaid", "timmermann": "learner"}

    assert found(asking(typed))[0] == right[typed]


def test_part_of_a_long_word_finds_it(found):
    assert found(asking("chauffeur")) == ["driver"]


def test_another_name_of_the_same_occupation_finds_it(found):
    assert found(asking("trucker"))[0] == "driver"


def test_words_of_the_text_count_less_than_the_name(found):
    assert found(asking("bakker facturen"))[-1] in {"clerk", "baker"}
    assert found(asking("brood"))[0] == "baker"


def test_without_words_the_newest_comes_first(tmp_path):
    older = entry("older", "Kok", published_on=TODAY - timedelta(days=9))
    write(tmp_path, [older, entry("newer", "Kok")])

    assert Reader(tmp_path).search(Wanted(TODAY)).pks == ["newer", "older"]


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ({"areas": frozenset({"2271"})}, {"baker", "clerk", "learner"}),
        ({"areas": frozenset({"voorburg"})}, {"unsaid"}),
        ({"areas": frozenset()}, set()),
        ({"hours": (8, 16)}, {"driver", "clerk", "learner", "unsaid"}),
        ({"hours": (30, 40)}, {"baker", "driver", "clerk", "learner", "unsaid"}),
        ({"level": 3}, {"baker", "driver", "learner", "unsaid"}),
        ({"dutch": 2}, {"baker", "clerk", "learner", "unsaid"}),
        ({"learning": True}, {"learner"}),
    ],
)
def test_what_somebody_needs_leaves_out_only_what_says_otherwise(found, asked, left):
    assert set(found(Wanted(TODAY, **asked))) == left


def test_nobody_finds_what_is_past(tmp_path):
    write(tmp_path, [entry("past", "Kok", closes_on=TODAY - timedelta(days=1)),
                     entry("last", "Kok", closes_on=TODAY)])  # fmt: skip

    assert Reader(tmp_path).search(asking("kok")).pks == ["last"]


def test_words_that_nobody_uses_find_nothing(found):
    assert found(asking("xqzwvbn")) == []


def test_a_page_is_a_part_of_all(folder):
    whole, part = (
        Reader(folder).search(Wanted(TODAY), first=first, most=most)
        for first, most in [(0, 9), (2, 2)]
    )

    assert (part.count, part.pks) == (5, whole.pks[2:4])


def test_who_reads_sees_what_another_wrote(folder):
    reader, writer = Reader(folder), Writer(folder)

    writer.update([entry("cook", "Kok"), entry("baker", "Banketbakker")], gone=["driver"])

    assert reader.search(Wanted(TODAY)).count == 5
    assert set(reader.look().search(Wanted(TODAY)).pks) == {
        "cook", "baker", "clerk", "learner", "unsaid",
    }  # fmt: skip
    assert reader.search(asking("banketbakker")).pks[0] == "baker"


def test_two_cannot_write_at_once(folder):
    first = Writer(folder)
    with pytest.raises(ValueError, match="Lock"):
        Writer(folder)

    first.close()
    Writer(folder).close()


KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
from werkcentrum.core.builds import Builds
from werkcentrum.vacancies.search_index import Entry, write

def entries():
    for number in range(10_000):
        if number == 5_000:
            os.kill(os.getpid(), signal.SIGKILL)
        yield Entry(str(number), "Kok", "", "2271", date(2025, 7, 7))

Builds(Path(sys.argv[1])).put("second", lambda folder: write(folder, entries()))
"""


def test_a_builder_that_is_killed_leaves_the_last_good_one(tmp_path):
    builds = Builds(tmp_path)
    builds.put("first", lambda folder: write(folder, ALL))

    killed = subprocess.run([sys.executable, "-c", KILLED, tmp_path], env=os.environ, check=False)

    assert killed.returncode == -signal.SIGKILL
    assert builds.current() == tmp_path / "first"
    assert Reader(builds.current()).search(asking("bakker")).pks[0] == "baker"
    again = builds.put("second", lambda folder: write(folder, [entry("cook", "Kok")]))
    assert Reader(again).search(Wanted(TODAY)).pks == ["cook"]


UNCOMMITTED = """
import os, signal, sys
from datetime import date
from pathlib import Path
from werkcentrum.vacancies.search_index import Entry, Writer

writer = Writer(Path(sys.argv[1]))
writer.update([Entry("cook", "Kok", "", "2271", date(2025, 7, 7))])

class Last(list):
    def __iter__(self):
        yield from super().__iter__()
        self.times = getattr(self, "times", 0) + 1
        if self.times == 2:
            os.kill(os.getpid(), signal.SIGKILL)

writer.update(Last([Entry("lost", "Kok", "", "2271", date(2025, 7, 7))]))
"""


def test_what_was_committed_survives_a_killed_writer_and_the_next_one_goes_on(folder):
    killed = subprocess.run(
        [sys.executable, "-c", UNCOMMITTED, folder], env=os.environ, check=False
    )

    assert killed.returncode == -signal.SIGKILL
    assert Reader(folder).search(Wanted(TODAY)).count == len(ALL) + 1
    writer = Writer(folder)
    writer.update([entry("lost", "Kok")])
    writer.close()
    assert Reader(folder).search(Wanted(TODAY)).count == len(ALL) + 2


@pytest.mark.parametrize(
    ("question", "hours"),
    [
        ("70 uur per maand", (16, 16)), ("kok 52-104 uur in de maand", (12, 24)),
        ("120 uur p/m", (28, 28)), ("24-32 uur per week", (24, 32)), ("32 uur", (32, 32)),
    ],
)  # fmt: skip
def test_hours_a_month_are_read_as_those_of_a_week(question, hours):
    assert search_words.hours_in(question) == hours


@pytest.mark.parametrize("question", ["kok 120 uur", "kok 100 uur ervaring", "80 uur"])
def test_more_hours_than_a_week_of_work_has_leave_no_vacancy_out(question):
    assert search_words.hours_in(question) is None


def test_hours_of_experience_do_not_hide_those_of_the_week():
    assert search_words.hours_in("kok, 100 uur ervaring, 24 uur") == (24, 24)


@pytest.mark.parametrize("question", ["baan zonder rijbewijs", "werk, ik heb geen rijbewijs"])
def test_who_has_no_driving_licence_does_not_look_for_work_that_asks_one(question):
    assert search_words.question_terms(question) == ()
    assert search_words.question_parts(question) == ()


@pytest.mark.parametrize(
    "question",
    ["baker", "пекарем", "خباز", "fırıncı", "firinci", "szukam pracy: piekarz"],
)
def test_who_names_an_occupation_in_their_own_language_finds_it(found, question):
    assert found(asking(question))[0] == "baker"


@pytest.mark.parametrize(
    "question", ["truck driver", "водій вантажівки", "سائق شاحنة", "tır şoförü"]
)
def test_the_occupation_may_be_more_than_one_word(found, question):
    assert found(asking(question))[0] == "driver"


def test_every_name_in_another_language_leads_to_an_occupation_that_we_know():
    file = search_words.ABROAD.open(encoding="utf-8", newline="")
    with file:
        rows = list(csv.DictReader(file))

    for row in rows:
        key = row.pop("key")
        for language, cell in row.items():
            assert cell, (key, language)
            first = cell.split("|")[0].replace("*", "")
            typed = " ".join(part.split("/")[0] for part in first.split())
            assert key in dict(KNOWN.asked(typed)), typed


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Chef werkplaats", "kok"), ("Chef expeditie", "kok"), ("Chef kassa", "kok"),
        ("Chef magazijn", "kok"), ("Data Warehouse Engineer", "magazijnmedewerker"),
        ("Website builder", "bouwhulp"), ("Construction lawyer", "bouwhulp"),
        ("Greenhouse gas adviseur", "kasmedewerker"), ("Tolk Berber", "kapper"),
        ("Specialist Berberse talen", "kapper"), ("Chef Depo", "magazijnmedewerker"),
        ("Berber", "kapper"), ("Courier Services Manager", "bezorger"),
        ("Carer liaison", "verzorgende"),
    ],
)  # fmt: skip
def test_a_title_is_not_read_in_other_languages(title, key):
    assert key not in dict(KNOWN.named(title))


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Courier", "bezorger"), ("Courier (m/v/x)", "bezorger"), ("Carer 32 uur", "verzorgende"),
        ("Dishwasher fulltime", "keukenhulp-beroep"), ("DOCTOR", "arts"),
        ("Fruit picker m/v", "oogstmedewerker"),
    ],
)  # fmt: skip
def test_a_title_that_is_an_english_name_of_an_occupation_and_nothing_else_is_read(title, key):
    assert dict(KNOWN.named(title)) == {key: 1.0}


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("chef werkplaats", "kok"), ("data warehouse engineer", "magazijnmedewerker"),
        ("website builder", "bouwhulp"), ("construction lawyer", "bouwhulp"),
        ("greenhouse gas adviseur", "kasmedewerker"), ("Berberse talen", "kapper"),
    ],
)  # fmt: skip
def test_an_english_word_of_many_jobs_names_none(question, key):
    assert key not in dict(KNOWN.asked(question))


@pytest.mark.parametrize("question", ["кухар", "طباخ", "cook", "aşçı", "kucharz"])
def test_a_cook_is_asked_for_in_five_languages(question):
    assert "kok" in dict(KNOWN.asked(question))
