"""What it costs to search many made-up vacancies, beside reading them all, and to change one."""

import multiprocessing
import random
import statistics
import time
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from multiprocessing.queues import SimpleQueue
from pathlib import Path

from bench.synthetic import vocabulary
from werkcentrum.skills import lexicon
from werkcentrum.vacancies import search_words
from werkcentrum.vacancies.search_index import Entry, Reader, Wanted, Writer, write

TODAY = date(2026, 1, 5)
ASKED = 400
CHANGES = 20
_BEFORE = ("", "", "ervaren ", "allround ", "leerling ", "assistent ", "zelfstandig ")
_AFTER = ("", "", " 24 uur", " in de avond", " met ervaring", " (m/v/x)", " voor ons team")
_SENTENCES = (
    "{}", "{}", "ik zoek werk als {}", "{} 24 uur", "ik wil graag iets doen met {}",
    "baan als {} zonder ervaring", "{} {}", "leerwerkplek {}", "parttime {} in de buurt",
)  # fmt: skip
AREAS = [str(number) for number in range(1011, 9999, 2)]
_TEXT = 90  # words


def entries(count: int, today: date = TODAY) -> Iterator[Entry]:
    """So many vacancies: names of occupations with words around them, texts of made-up words."""
    # Not for anything secret: it has to be the same every time.
    chance = random.Random(count)
    names, known = _names(), search_words.occupations_of(lexicon.seed())
    words = vocabulary(chance)
    weights = list(accumulate(1 / (rank + 1) for rank in range(len(words))))
    skills = [c.label for c in lexicon.seed().concepts.values() if c.kind == "skill"]
    for number in range(count):
        least = chance.choice((0, 8, 16, 24, 32, 36))
        title = f"{chance.choice(_BEFORE)}{chance.choice(names)}{chance.choice(_AFTER)}"
        text = chance.sample(skills, 3) + chance.choices(words, cum_weights=weights, k=_TEXT)
        yield Entry(
            pk=f"{number:032x}",
            title=title,
            occupations=tuple(key for key, _strength in known.named(title)),
            text=" ".join(text),
            area=chance.choice(AREAS),
            published_on=today - timedelta(days=chance.randrange(60)),
            closes_on=chance.choice((None, today + timedelta(days=chance.randrange(-1, 40)))),
            least_hours=least,
            most_hours=least and min(least + chance.choice((0, 8)), 40),
            level=chance.randrange(7),
            dutch=chance.randrange(7),
            is_learning_place=chance.random() < 0.05,
        )


def questions() -> list[Wanted]:
    """Sentences around occupations and skills, a fifth misspelt, half of them with filters."""
    chance = random.Random(ASKED)
    return [_question(chance) for _number in range(ASKED)]


def sentence(chance: random.Random) -> str:
    """What somebody types: words around an occupation or skill, a fifth with a letter too few."""
    names, around = _asked_for(), chance.choice(_SENTENCES)
    text = around.format(*(chance.choice(names) for _place in range(around.count("{}"))))
    if chance.random() < 0.2:
        cut = chance.randrange(len(text) // 2, len(text))
        text = text[:cut] + text[cut + 1 :]
    return text


def report(count: int, folder: Path) -> Iterator[str]:
    """Lines of a table: making the index, searching it, and changes that others see."""
    began, clock = time.perf_counter(), time.process_time()
    lexicon.seed()
    folder = folder / "vacancies"
    folder.mkdir()
    write(folder, entries(count))
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    yield (
        f"{count:,} vacancies in an index: {time.perf_counter() - began:.0f} s, "
        f"{time.process_time() - clock:.0f} s of processor time, {size:.0f} MB"
    )
    reader, asked = Reader(folder), questions()
    reader.search(asked[0])
    spent = [_spent(reader, wanted) for wanted in asked]
    found = [reader.search(wanted).count for wanted in asked]
    yield f"{ASKED} questions: {_line(spent)}; median found {statistics.median(found):,.0f}"
    newest = [_spent(reader, Wanted(TODAY)) for _number in range(50)]
    yield f"no question, newest first: {_line(newest)}"
    some = list(entries(2_000))
    clock = time.process_time()
    sum("kapper" in f"{entry.title} {entry.text}" for entry in some)
    every = (time.process_time() - clock) / len(some) * count * 1e3
    yield f"baseline: looking through all texts for one word {every:,.0f} ms"
    yield f"a change, until another process finds it: {_line(_changes(folder), 'ms')}"


def _names() -> list[str]:
    seed = lexicon.seed()
    return [
        name for concept in seed.concepts.values() if concept.kind == "occupation"
        for name in (concept.label, *concept.words)
    ]  # fmt: skip


@cache
def _asked_for() -> list[str]:
    skills = (one.label for one in lexicon.seed().concepts.values() if one.kind == "skill")
    return [*_names(), *skills]


def _question(chance: random.Random) -> Wanted:
    text = sentence(chance)
    known = search_words.occupations_of(lexicon.seed())
    named = known.named(text)
    has_filters = chance.random() < 0.5
    first = chance.randrange(len(AREAS) - 60)
    return Wanted(
        open_on=TODAY,
        terms=search_words.question_terms(text),
        parts=search_words.question_parts(text),
        occupations=named,
        near=known.near(named),
        areas=frozenset(AREAS[first : first + 60]) if has_filters else None,
        hours=chance.choice((None, (16, 24), (32, 40))) if has_filters else None,
        level=chance.choice((None, 2, 4)) if has_filters else None,
        dutch=chance.choice((None, 3)) if has_filters else None,
    )


def _spent(reader: Reader, wanted: Wanted) -> float:
    """Processor time in milliseconds."""
    began = time.process_time()
    reader.look().search(wanted)
    return (time.process_time() - began) * 1e3


def _line(spent: list[float], unit: str = "ms CPU") -> str:
    ordered = sorted(spent)
    p95 = ordered[int(len(ordered) * 0.95)]
    return f"p50 {statistics.median(ordered):.1f}, p95 {p95:.1f}, most {ordered[-1]:.1f} {unit}"


def _changes(folder: Path) -> list[float]:
    """Milliseconds between handing over a vacancy and another process that finds it."""
    context = multiprocessing.get_context("spawn")
    seen: SimpleQueue[float] = context.SimpleQueue()
    watcher = context.Process(target=_watch, args=(folder, seen))
    watcher.start()
    seen.get()
    writer, waited = Writer(folder), []
    for number in range(CHANGES):
        began = time.time()
        writer.update([Entry(f"new-{number}", f"nieuw{number}werk", "", "1011", TODAY)])
        waited.append((seen.get() - began) * 1e3)
    writer.close()
    watcher.join()
    return waited


def _watch(folder: Path, seen: "SimpleQueue[float]") -> None:
    reader = Reader(folder)
    seen.put(time.time())
    for number in range(CHANGES):
        wanted = Wanted(TODAY, terms=search_words.title_terms(f"nieuw{number}werk"))
        while f"new-{number}" not in reader.look().search(wanted).pks:
            time.sleep(0.01)
        seen.put(time.time())
