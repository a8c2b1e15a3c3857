"""What visitors find among the vacancies: the index says which, the database what they are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from django.db.models import QuerySet

from werkcentrum.core.clock import day_of
from werkcentrum.core.memory import per_version
from werkcentrum.core.typed import postcode_digits
from werkcentrum.partners.models import PostcodeArea, PostcodePoint, Region
from werkcentrum.partners.queries import Place, distance_km, place_finder_of
from werkcentrum.search.text import normalise, stems
from werkcentrum.skills.queries import lexicon
from werkcentrum.vacancies import search_words
from werkcentrum.vacancies.models import AT_HOME, DutchLevel, Level, Vacancy
from werkcentrum.vacancies.search_index import Entry, Found, Reader, Wanted
from werkcentrum.vacancies.search_words import Occupations
from werkcentrum.vacancies.states import State

ON_A_PAGE: Final = 10
MOST_PAGES: Final = 100
USUAL_DISTANCE: Final = 15
"""Kilometres, as the crow flies."""

_LEVELS: Final = {code: number for number, code in enumerate(Level.values, start=1)}
_DUTCH: Final = {code: number for number, code in enumerate(DutchLevel.values, start=1)}
Told = TypeVar("Told")


@dataclass(frozen=True)
class Index:
    """An index in use, with the occupations that it was made with."""

    reader: Reader
    occupations: Occupations


@dataclass(frozen=True)
class Question:
    """What a visitor asked and chose; '' and None ask nothing.

    `level` and `dutch` are codes of Level and DutchLevel, `hours` a week, at least and at most.
    `unread`: of place, hours and learning what is not to be read from the words.
    """

    words: str = ""
    place: str = ""
    distance: int = USUAL_DISTANCE
    hours: tuple[int, int] | None = None
    level: str = ""
    dutch: str = ""
    learning: bool = False
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Read:
    """What we make of a question: what is asked of the index, and what we saw in the words.

    `place` is where to look around; `is_place_unknown`: one was typed that we do not know.
    `occupations` are the names of those behind the words.
    """

    wanted: Wanted
    place: Place | None
    is_place_unknown: bool
    occupations: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """One page of what was found. `is_ready`: there is an index; else these are the newest."""

    read: Read
    count: int
    vacancies: list[Vacancy]
    is_ready: bool = True


def on_the_website(region: Region) -> QuerySet[Vacancy]:
    """The vacancies of a region that are published; the last day of some may be past."""
    return Vacancy.objects.filter(region=region, state=State.PUBLISHED)


def entry_of(vacancy: Vacancy, occupations: Occupations) -> Entry:
    """What the index reads of a published vacancy."""
    least, most = vacancy.hours or (0, 0)
    return Entry(
        pk=str(vacancy.pk),
        title=vacancy.title,
        text=f"{vacancy.employer_name} {vacancy.description}",
        area=vacancy.postcode4 or normalise(vacancy.place),
        published_on=day_of(vacancy.published_at or vacancy.changed_at),
        closes_on=vacancy.closes_on,
        least_hours=least,
        most_hours=most,
        level=_LEVELS.get(vacancy.level, 0),
        dutch=_DUTCH.get(vacancy.dutch_level, 0),
        is_learning_place=vacancy.is_learning_place,
        occupations=tuple(key for key, _strength in occupations.named(vacancy.title)),
    )


def search(
    region: Region, index: Index | None, question: Question, *, today: date, page: int = 1
) -> Result:
    """One page of the vacancies that fit."""
    known = index.occupations if index else search_words.occupations_of(lexicon())
    read = read_question(region, question, known, today)
    first = (page - 1) * ON_A_PAGE
    if index is None:
        rows = _open(region, today).order_by("-published_at", "-pk")
        return Result(read, len(rows[:ON_A_PAGE]), list(rows[:ON_A_PAGE]), is_ready=False)
    found = index.reader.search(read.wanted, first=first, most=ON_A_PAGE)
    return Result(read, found.count, _rows(region, found, today))


def count(region: Region, index: Index, question: Question, *, today: date) -> int:
    """How many vacancies fit."""
    wanted = read_question(region, question, index.occupations, today).wanted
    return index.reader.search(wanted, most=1).count


def read_question(region: Region, question: Question, known: Occupations, today: date) -> Read:
    """What somebody chose goes before what the words say."""
    words = question.words
    typed = _typed_place(region, question.place) if question.place else None
    told = place_finder_of(region).in_text(words)
    is_told = not question.place and "place" not in question.unread
    place = told if is_told else typed
    terms = search_words.question_terms(words)
    if told:
        # Also when it does not count: its name is no work.
        terms = search_words.without(terms, _place_terms(region))
    occupations = known.asked(words)
    wanted = Wanted(
        open_on=today,
        terms=terms,
        parts=search_words.question_parts(words),
        occupations=occupations,
        near=known.near(occupations),
        areas=_around(region, place, question.distance) if place else None,
        hours=question.hours or _told(question, "hours", search_words.hours_in),
        level=_LEVELS.get(question.level),
        dutch=_DUTCH.get(question.dutch),
        learning=question.learning or bool(_told(question, "learning", search_words.asks_to_learn)),
    )
    names = tuple(known.lexicon.concepts[key].label for key, _strength in occupations)
    is_unknown = bool(question.place) and typed is None
    return Read(wanted, place, is_unknown, names)


def _typed_place(region: Region, typed: str) -> Place | None:
    """A place of the region, or a postcode elsewhere: who lives near its border works in it too."""
    if place := place_finder_of(region).typed(typed):
        return place
    digits = postcode_digits(typed)
    point = PostcodePoint.objects.filter(postcode4=digits).first() if digits else None
    return Place("", point.postcode4, point.latitude, point.longitude) if point else None


def _told(question: Question, name: str, read: Callable[[str], Told]) -> Told | None:
    """What the words say, unless that is not to be read from them."""
    return None if name in question.unread else read(question.words)


@per_version
def _areas(region: Region) -> tuple[PostcodeArea, ...]:
    return tuple(
        PostcodeArea.objects.filter(region=region)
        .select_related("municipality")
        .order_by("postcode4")
    )


@per_version
def _place_terms(region: Region) -> frozenset[str]:
    """The terms that names of places and postcodes are made of."""
    return frozenset(
        term
        for area in _areas(region)
        for name in (area.place, area.municipality.name, area.postcode4)
        for term in stems(normalise(name))
    )


def _around(region: Region, place: Place, distance: int) -> frozenset[str]:
    """The postcodes within so many kilometres, and the places that lie there.

    A vacancy without a postcode lies in a place; work at home lies around everybody. In a
    municipality whose postcodes we do not know, only its name is left.
    """
    found = {normalise(place.name), normalise(AT_HOME)}
    for area in _areas(region):
        far = distance_km(place, area.latitude, area.longitude)
        if far is not None and far <= distance:
            found |= {area.postcode4, normalise(area.place)}
    return frozenset(found)


def _rows(region: Region, found: Found, today: date) -> list[Vacancy]:
    """In the order of the index, without what changed so lately that it does not know."""
    by_pk = {str(row.pk): row for row in _open(region, today).filter(pk__in=found.pks)}
    return [by_pk[pk] for pk in found.pks if pk in by_pk]


def _open(region: Region, today: date) -> QuerySet[Vacancy]:
    rows = on_the_website(region)
    return rows.exclude(closes_on__lt=today)


def pages(count: int) -> int:
    """How many pages a visitor can look through."""
    return max(1, min(-(-count // ON_A_PAGE), MOST_PAGES))
