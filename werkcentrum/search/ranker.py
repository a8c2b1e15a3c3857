"""The ranker: fit it on services and examples, save it, load it, ask it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search import hybrid, store
from werkcentrum.search.audience import AudienceView, role_of
from werkcentrum.search.calibrate import Logistic
from werkcentrum.search.compounds import Splitter
from werkcentrum.search.danger import CueCounter, Cues, DangerView, decide
from werkcentrum.search.embed import Embedder, SentenceEncoder
from werkcentrum.search.evidence import Evidence, Gatherer
from werkcentrum.search.explain import Explainer
from werkcentrum.search.fitting import HeldOut, Views, fit_judge, hold_out
from werkcentrum.search.judge import Judge, ScopeView
from werkcentrum.search.language import LanguageGuesser
from werkcentrum.search.learned import Learned
from werkcentrum.search.lexical import LexicalIndex
from werkcentrum.search.literal import LiteralTerms
from werkcentrum.search.reading import Reader, Reading
from werkcentrum.search.records import (
    Cue,
    Document,
    Example,
    Phrase,
    Ranking,
    Result,
)
from werkcentrum.search.samples import PHRASE, Sample, collect
from werkcentrum.search.sparse import Rows, TfIdf
from werkcentrum.search.text import normalise, words

__all__ = ["Cue", "Document", "Example", "Phrase", "Ranker", "Ranking", "Result"]

Floats = npt.NDArray[np.float32]

_JUDGEMENTS: Final = ("fits", "sure", "employer", "danger")
_THRESHOLDS: Final = ("fits_from", "sure_from", "employer_from", "resident_below", "danger_from")


@dataclass(frozen=True)
class _Knowledge:
    """The plain parts a ranker is put together from, as they are kept on disk."""

    documents: tuple[Document, ...]
    samples: tuple[Sample, ...]
    phrases: tuple[Phrase, ...]
    cues: tuple[Cue, ...]
    words: frozenset[str] | None


@dataclass(frozen=True)
class Rehearsal:
    """Everything learned from, and evidence about each question from a model without it."""

    samples: tuple[Sample, ...]
    readings: tuple[Reading, ...]
    held_out: HeldOut


class Ranker:
    """Ranks services for a question. Safe to share between threads once made."""

    def __init__(
        self,
        knowledge: _Knowledge,
        reader: Reader,
        learned: Learned,
        phrase_rows: Rows,
        judge: Judge | None = None,
    ) -> None:
        """Use `Ranker.fit` or `Ranker.load`."""
        self._knowledge = knowledge
        self._reader = reader
        self._learned = learned
        self._phrase_rows = phrase_rows
        documents, samples = knowledge.documents, knowledge.samples
        lexical = LexicalIndex(documents, Splitter(_all_words(knowledge)))
        self._gatherer = Gatherer(documents, samples, learned, lexical, phrase_rows)
        self._explainer = Explainer(documents, samples)
        groups = self._gatherer.group_names
        self._views = Views(
            AudienceView(documents, learned.labels),
            ScopeView(learned.labels, groups, lexical, LiteralTerms(documents)),
            DangerView(learned.labels, groups),
            CueCounter(knowledge.cues),
        )
        self._judge = judge

    @classmethod
    def fit(
        cls,
        documents: Iterable[Document],
        examples: Iterable[Example],
        words: frozenset[str] | None = None,
        *,
        phrases: Iterable[Phrase] = (),
        cues: Iterable[Cue] = (),
        embedder: Embedder | None = None,
    ) -> "Ranker":
        """Learn from services, example questions, foreign phrases and danger words.

        The same input gives the same ranker. Raises ValueError without any service or when
        two services have the same key.
        """
        draft, rehearsal = cls.rehearse(
            documents, examples, words, phrases=phrases, cues=cues, embedder=embedder
        )
        knowledge = draft._knowledge
        judge = fit_judge(
            knowledge.documents,
            knowledge.samples,
            rehearsal.readings,
            rehearsal.held_out,
            draft._views,
        )
        return cls(knowledge, draft._reader, draft._learned, draft._phrase_rows, judge)

    @classmethod
    def rehearse(
        cls,
        documents: Iterable[Document],
        examples: Iterable[Example],
        words: frozenset[str] | None = None,
        *,
        phrases: Iterable[Phrase] = (),
        cues: Iterable[Cue] = (),
        embedder: Embedder | None = None,
    ) -> tuple["Ranker", Rehearsal]:
        """A ranker without judgements yet, and what it makes of questions it never saw.

        For `fit`, and for choosing weights. Raises ValueError as `fit` does.
        """
        examples, phrases, cues = tuple(examples), tuple(phrases), tuple(cues)
        documents = tuple(sorted(documents, key=lambda document: document.key))
        if not documents or len({document.key for document in documents}) < len(documents):
            raise ValueError("a ranker needs services, each with a key of its own")
        samples = tuple(collect(documents, examples, cues))
        knowledge = _Knowledge(documents, samples, phrases, cues, words)
        guesser = LanguageGuesser.fit(examples, phrases)
        reader = Reader(guesser, phrases, embedder or SentenceEncoder())
        readings = reader.read_all([s.text for s in samples], [s.lang for s in samples])
        trust = np.array([sample.trust for sample in samples], np.float32)
        learned, training = Learned.fit(readings, [sample.labels for sample in samples], trust)
        draft = cls(knowledge, reader, learned, _phrase_rows(samples, readings, learned.by_letter))
        held_out = hold_out(samples, readings, draft._gatherer, training)
        return draft, Rehearsal(samples, tuple(readings), held_out)

    def rank(
        self,
        text: str,
        *,
        audience: str | None = None,
        language: str = "",
        limit: int | None = None,
    ) -> Ranking:
        """All services for a question, best first, and what the question says about the asker.

        `audience` ("employer" or "resident") when the person said who they are; `language`
        (ISO 639-1) when it is known. Takes any string, also an empty one; never raises for
        what a person typed.
        """
        reading = self._reader.read(text, language)
        evidence = self._gatherer.gather(reading)
        cues = self._views.counter.count(reading.all_words)
        totals = hybrid.totals(evidence.services)
        roles = self._views.audience.roles(reading.words)
        judge = self._judged()
        confident, sure = self._certainty(evidence, totals, reading)
        recognised = audience
        if audience is None and (confident or any(roles.values())):
            recognised = judge.audience(self._views.audience.features(evidence, totals, roles))
        totals = self._for(recognised, totals, is_stated=audience is not None)
        return Ranking(
            results=self._results(reading, evidence, totals, limit),
            danger=self._danger(evidence, cues, reading),
            confident=confident,
            sure=confident and sure,
            audience=recognised,
            role=role_of(recognised, roles),
            language=reading.language,
        )

    def warm(self) -> None:
        """Load the sentence encoder now, rather than at the first question (0.6 s)."""
        self._reader.read("goedemorgen")

    @property
    def embedder_version(self) -> str:
        """Which sentence encoder the vectors are from."""
        return self._reader.embedder.version

    def save(self, path: Path) -> None:
        """Keep the ranker in a folder of about 40 MB."""
        judge, guesser = self._judged(), self._reader.guesser
        arrays: dict[str, npt.NDArray[Any]] = {
            **self._learned.arrays(),
            "word_idf": self._learned.by_word.idf,
            "letter_idf": self._learned.by_letter.idf,
            "language_weights": guesser.weights,
            "phrase_starts": self._phrase_rows.starts,
            "phrase_columns": self._phrase_rows.columns,
            "phrase_values": self._phrase_rows.values,
        }
        knowledge = self._knowledge
        meta = {
            "embedder": self.embedder_version,
            "labels": self._learned.labels,
            "word_vocabulary": self._learned.by_word.vocabulary,
            "letter_vocabulary": self._learned.by_letter.vocabulary,
            "language_tokens": guesser.tokens,
            "documents": [
                {**asdict(d), "audiences": sorted(d.audiences)} for d in knowledge.documents
            ],
            "samples": [list(_plain(sample)) for sample in knowledge.samples],
            "phrases": [list(_plain(phrase)) for phrase in knowledge.phrases],
            "cues": [list(_plain(cue)) for cue in knowledge.cues],
            "words": " ".join(sorted(knowledge.words)) if knowledge.words else "",
            "judgements": {name: getattr(judge, name).to_lists() for name in _JUDGEMENTS},
            "thresholds": {name: getattr(judge, name) for name in _THRESHOLDS},
        }
        store.save(path, arrays, meta)

    @classmethod
    def load(cls, path: Path, *, embedder: Embedder | None = None) -> "Ranker":
        """A saved ranker, with its arrays mapped from disk.

        Raises FileNotFoundError when there is none, ValueError when it was made with
        another sentence encoder or another format: fit it again then.
        """
        arrays, meta = store.load(path)
        embedder = embedder or SentenceEncoder()
        if meta["embedder"] != embedder.version:
            raise ValueError(f"saved with {meta['embedder']}, not with {embedder.version}")
        phrases = tuple(Phrase(*row) for row in meta["phrases"])
        knowledge = _Knowledge(
            tuple(_document(row) for row in meta["documents"]),
            tuple(Sample(*row) for row in meta["samples"]),
            phrases,
            tuple(Cue(*row) for row in meta["cues"]),
            frozenset(meta["words"].split()) or None,
        )
        by_letter = TfIdf(meta["letter_vocabulary"], arrays["letter_idf"])
        by_word = TfIdf(meta["word_vocabulary"], arrays["word_idf"])
        learned = Learned(meta["labels"], by_word, by_letter, arrays)
        guesser = LanguageGuesser(meta["language_tokens"], arrays["language_weights"])
        rows = Rows(
            arrays["phrase_starts"],
            arrays["phrase_columns"],
            arrays["phrase_values"],
            len(by_letter.vocabulary),
        )
        parts: dict[str, Any] = dict(meta["thresholds"])
        for name, data in meta["judgements"].items():
            parts[name] = Logistic.from_lists(data)
        judge = Judge(**parts)
        return cls(knowledge, Reader(guesser, phrases, embedder), learned, rows, judge)

    def _for(self, audience: str | None, totals: Floats, *, is_stated: bool) -> Floats:
        """Totals with the services for this audience brought forward."""
        if audience is None:
            return totals
        fits = np.array([audience in d.audiences for d in self._knowledge.documents], bool)
        return hybrid.for_audience(totals, fits) if is_stated else hybrid.leaning(totals, fits)

    def _certainty(self, evidence: Evidence, totals: Floats, reading: Reading) -> tuple[bool, bool]:
        """Confident (something fits) and sure (the right one is among the first three)."""
        if not reading.words:
            return False, False
        judge, scope = self._judged(), self._views.scope
        fits = judge.fits.chance(scope.confidence(evidence, totals, reading)[None])[0]
        sure = judge.sure.chance(scope.sureness(evidence, totals, reading)[None])[0]
        confident = bool(fits >= judge.fits_from) or scope.is_term(reading)
        return confident, bool(sure >= judge.sure_from)

    def _danger(self, evidence: Evidence, cues: Cues, reading: Reading) -> str | None:
        if not reading.all_words:
            return None
        judge = self._judged()
        features = self._views.danger.features(evidence, cues, len(reading.words))
        return decide(judge.danger.chance(features), cues, judge.danger_from)

    def _results(
        self, reading: Reading, evidence: Evidence, totals: Floats, limit: int | None
    ) -> tuple[Result, ...]:
        """Services best first; services with equal scores by key, so the order is fixed."""
        shares = hybrid.shares(totals)
        order = np.argsort(-totals, kind="stable")[:limit]
        why = self._explainer.explain(reading, evidence)
        documents = self._knowledge.documents
        return tuple(
            Result(documents[at].key, round(float(shares[at]), 4), *why[at]) for at in order
        )

    def _judged(self) -> Judge:
        if self._judge is None:
            raise ValueError("this ranker was never fitted: use Ranker.fit or Ranker.load")
        return self._judge


def _phrase_rows(samples: Sequence[Sample], readings: Sequence[Reading], by_letter: TfIdf) -> Rows:
    """Letter-group rows of the titles, summaries and terms."""
    return by_letter.rows(
        reading.letter_bag()
        for sample, reading in zip(samples, readings, strict=True)
        if sample.group.startswith(f"{PHRASE} ")
    )


def _all_words(knowledge: _Knowledge) -> frozenset[str] | None:
    """The word list with the catalogue's own words, which new compounds are often made of."""
    if not knowledge.words:
        return None
    texts = " ".join(
        " ".join((document.title, document.summary, *document.terms))
        for document in knowledge.documents
    )
    return knowledge.words | frozenset(words(normalise(texts, len(texts))))


def _plain(record: Sample | Phrase | Cue) -> tuple[Any, ...]:
    """The fields of a record in order."""
    return tuple(asdict(record).values())


def _document(row: dict[str, Any]) -> Document:
    """A service back from JSON."""
    row["terms"], row["audiences"] = tuple(row["terms"]), frozenset(row["audiences"])
    return Document(**row)
