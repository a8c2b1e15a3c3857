"""The index in which vacancies are searched: a folder beside the database, made from it anew.

It knows no Django. One process writes in it, any number reads; a commit is whole or not there.
It holds terms, numbers and the id of each vacancy: what a page shows comes from the database.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, Self

import tantivy
from tantivy import FieldType, Occur, Query

from werkcentrum.vacancies import search_words

FORMAT: Final = 1
"""Rises when an index of before cannot be read, or would find other vacancies."""

_WHOLE: Final = "words"
_ID: Final = "id"
_META: Final = "meta.json"
_HEAP: Final = 64_000_000  # bytes of memory for what is not written yet
_MOST_HOURS: Final = 255
# How much more a word says in a field: a choice, not measured on graded questions yet.
_BOOSTS: Final = {"title": 4.0, "parts": 1.5, "body": 1.0}
_OCCUPATION: Final = 12.0
_NEAR: Final = 5.0
_TIES: Final = 0.2  # of the fields where a word says less
_SHORTEST_MISSPELT: Final = 4  # letters
_LONG: Final = 8  # letters: two errors still leave the word recognisable


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index reads of a vacancy; 0 and "" is not said.

    `level` and `dutch` are places in the lists of levels, from 1; `area` four digits of a postcode
    or, without one, the name of a place in small letters. Hours are a week. `occupations`: keys
    of those in the title.
    """

    pk: str
    title: str
    text: str
    area: str
    published_on: date
    closes_on: date | None = None
    least_hours: int = 0
    most_hours: int = 0
    level: int = 0
    dutch: int = 0
    is_learning_place: bool = False
    occupations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; None and empty ask nothing.

    What a vacancy does not say never leaves it out, but for `areas`: it must lie in one of those.
    `occupations` are those that somebody names and `near` those beside them, by key, with how
    sure: 0 to 1. `level` and `dutch`: at most that. `open_on`: who still may apply on that day.
    """

    open_on: date
    terms: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    occupations: tuple[tuple[str, float], ...] = ()
    near: tuple[tuple[str, float], ...] = ()
    areas: frozenset[str] | None = None
    hours: tuple[int, int] | None = None
    level: int | None = None
    dutch: int | None = None
    learning: bool = False


@dataclass(frozen=True)
class Found:
    """Ids of vacancies, the best first, and how many there are in all."""

    count: int
    pks: list[str] = field(default_factory=list)


def write(folder: Path, entries: Iterable[Entry]) -> None:
    """A new index in an empty folder. Raises OSError or ValueError when that fails."""
    index = tantivy.Index(_schema(), path=str(folder))
    _know_words(index)
    writer = index.writer(_HEAP, 1)
    for entry in entries:
        writer.add_document(_document(entry))
    writer.commit()
    writer.wait_merging_threads()


class Writer:
    """Keeps an index up to date. Only one at a time: a second one raises ValueError."""

    def __init__(self, folder: Path) -> None:
        self._index = _open(folder)
        self._writer = self._index.writer(_HEAP, 1)

    def update(self, entries: Sequence[Entry], gone: Iterable[str] = ()) -> None:
        """Put these in, in place of what they were, take those out, and show it to everybody."""
        for pk in (*gone, *(entry.pk for entry in entries)):
            self._writer.delete_documents_by_term(_ID, pk)
        for entry in entries:
            self._writer.add_document(_document(entry))
        self._writer.commit()

    def close(self) -> None:
        """Let another write; what is being put together is finished first."""
        self._writer.wait_merging_threads()


class Reader:
    """Searches an index. Another process may write in it: `look` shows what that committed."""

    def __init__(self, folder: Path) -> None:
        self._meta = folder / _META
        self._seen = self._stamp()
        self._index = _open(folder)
        self._index.config_reader("manual")
        self._schema = _schema()
        self.look(always=True)

    def look(self, *, always: bool = False) -> Self:
        """See the last commit; costs nothing when there is no new one."""
        stamp = self._stamp()
        if always or stamp != self._seen:
            self._index.reload()
            self._seen = stamp
        return self

    def search(self, wanted: Wanted, *, first: int = 0, most: int = 10) -> Found:
        """The vacancies that fit, the best first; without words the newest first."""
        searcher = self._index.searcher()
        asked = list(self._asked(searcher, wanted))
        has_words = bool(wanted.terms or wanted.occupations)
        if has_words and not asked:
            return Found(0)
        clauses = [(Occur.Must, _any_of(asked))] if asked else []
        clauses += [(Occur.Must, _free(query)) for query in self._filters(wanted)]
        clauses.append((Occur.MustNot, self._between("closes", 1, wanted.open_on.toordinal() - 1)))
        if not any(occur == Occur.Must for occur, _query in clauses):
            clauses.append((Occur.Must, Query.all_query()))
        order = None if asked else "published"
        found = searcher.search(
            Query.boolean_query(clauses), most, offset=first, order_by_field=order
        )
        pks = [str(searcher.doc(address)[_ID][0]) for _score, address in found.hits]
        # Its type description forgot the count.
        return Found(found.count or 0, pks)  # type: ignore[attr-defined]

    def _asked(self, searcher: tantivy.Searcher, wanted: Wanted) -> Iterator[Query]:
        for term in wanted.terms:
            if query := self._word(searcher, term):
                yield query
        for part in wanted.parts:
            yield Query.boost_query(Query.term_query(self._schema, "title", part, "freq"), 1.5)
        for key, strength in wanted.occupations:
            yield self._occupation(key, _OCCUPATION * strength)
        for key, strength in wanted.near:
            yield self._occupation(key, _NEAR * strength)

    def _word(self, searcher: tantivy.Searcher, term: str) -> Query | None:
        """A word where it says most; one that stands nowhere is read as a typing error."""
        ways = [
            Query.boost_query(Query.term_query(self._schema, name, term, "freq"), boost)
            for name, boost in _BOOSTS.items()
            if searcher.doc_freq(name, term)
        ]
        if not ways and len(term) >= _SHORTEST_MISSPELT:
            distance = 2 if len(term) >= _LONG else 1
            ways = [
                Query.boost_query(
                    Query.fuzzy_term_query(self._schema, name, term, distance=distance), boost
                )
                for name, boost in _BOOSTS.items()
            ]
        return Query.disjunction_max_query(ways, _TIES) if ways else None

    def _occupation(self, key: str, weight: float) -> Query:
        return Query.const_score_query(Query.term_query(self._schema, "occupation", key), weight)

    def _filters(self, wanted: Wanted) -> Iterator[Query]:
        if wanted.areas is not None:
            yield Query.term_set_query(self._schema, "area", sorted(wanted.areas))
        if wanted.hours is not None:
            least, most = wanted.hours
            yield self._between("least", 0, most)
            yield self._between("most", least, _MOST_HOURS)
        if wanted.level is not None:
            yield self._between("level", 0, wanted.level)
        if wanted.dutch is not None:
            yield self._between("dutch", 0, wanted.dutch)
        if wanted.learning:
            yield self._between("learning", 1, 1)

    def _between(self, name: str, least: int, most: int) -> Query:
        return Query.range_query(self._schema, name, FieldType.Unsigned, least, most)

    def _stamp(self) -> tuple[int, int]:
        """Changes with every commit, which puts a new file in the place of the old one."""
        status = self._meta.stat()
        return status.st_ino, status.st_mtime_ns


def _any_of(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _free(query: Query) -> Query:
    """Leaves out what does not fit, and says nothing about what fits better."""
    return Query.const_score_query(query, 0.0)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(_ID, stored=True, tokenizer_name="raw", index_option="basic")
    for name in _BOOSTS:
        builder.add_text_field(name, tokenizer_name=_WHOLE, index_option="freq")
    for name in ("occupation", "area"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("least", "most", "level", "dutch", "learning", "closes", "published"):
        builder.add_unsigned_field(name, fast=True)
    return builder.build()


def _open(folder: Path) -> tantivy.Index:
    index = tantivy.Index.open(str(folder))
    _know_words(index)
    return index


def _know_words(index: tantivy.Index) -> None:
    """Our own terms, as they are: the site stems everything else in the same way."""
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_WHOLE, analyzer)


def _document(entry: Entry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text(_ID, entry.pk)
    document.add_text("title", " ".join(search_words.title_terms(entry.title)))
    document.add_text("parts", " ".join(search_words.parts(entry.title)))
    document.add_text("body", " ".join(search_words.body_terms(entry.text)))
    for key in entry.occupations:
        document.add_text("occupation", key)
    document.add_text("area", entry.area)
    numbers = {
        "least": entry.least_hours, "most": entry.most_hours or _MOST_HOURS, "level": entry.level,
        "dutch": entry.dutch, "learning": int(entry.is_learning_place),
        "closes": entry.closes_on.toordinal() if entry.closes_on else 0,
        "published": entry.published_on.toordinal(),
    }  # fmt: skip
    for name, number in numbers.items():
        document.add_unsigned(name, number)
    return document
