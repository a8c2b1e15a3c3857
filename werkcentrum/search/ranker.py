"""The ranker: load it, ask it, keep it. `training` makes one."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search import hybrid, store
from werkcentrum.search.audience import AudienceView, role_of
from werkcentrum.search.calibrate import Logistic
from werkcentrum.search.compounds import Splitter
from werkcentrum.search.danger import (
    CueCounter,
    Cues,
    DangerView,
    decide,
    most_urgent,
    passages,
)
from werkcentrum.search.embed import Embedder, SentenceEncoder
from werkcentrum.search.evidence import Evidence, Gatherer
from werkcentrum.search.explain import NOTHING, Explainer
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
from werkcentrum.search.samples import Sample
from werkcentrum.search.sparse import TfIdf
from werkcentrum.search.text import normalise, words

__all__ = ["Cue", "Document", "Example", "Phrase", "Ranker", "Ranking", "Result"]

Floats = npt.NDArray[np.float32]

_JUDGEMENTS: Final = ("fits", "sure", "employer", "danger")
_THRESHOLDS: Final = ("fits_from", "sure_from", "employer_from", "resident_below", "danger_from")


@dataclass(frozen=True)
class Knowledge:
    """The plain parts a ranker is put together from, as they are kept on disk."""

    documents: tuple[Document, ...]
    samples: tuple[Sample, ...]
    phrases: tuple[Phrase, ...]
    cues: tuple[Cue, ...]
    words: frozenset[str] | None


@dataclass(frozen=True)
class Views:
    """The parts that turn evidence into features."""

    audience: AudienceView
    scope: ScopeView
    danger: DangerView
    counter: CueCounter


@dataclass(frozen=True, slots=True)
class Chances:
    """From 0 to 1: that anything fits, and that the right service is among the first three."""

    fits: float
    sure: float


class Ranker:
    """Ranks services for a question. Safe to share between threads once made."""

    def __init__(
        self,
        knowledge: Knowledge,
        reader: Reader,
        learned: Learned,
        judge: Judge | None = None,
    ) -> None:
        """Use `training.train` or `Ranker.load`."""
        self.knowledge = knowledge
        self._reader = reader
        self._learned = learned
        documents, samples = knowledge.documents, knowledge.samples
        all_words = _all_words(knowledge)
        lexical = LexicalIndex(documents, Splitter(all_words))
        self.gatherer = Gatherer(documents, samples, learned, lexical)
        self._explainer = Explainer(documents, samples)
        self._related = _related(documents)
        groups = self.gatherer.group_names
        self.views = Views(
            AudienceView(documents, learned.labels),
            ScopeView(learned.labels, groups, lexical, LiteralTerms(documents)),
            DangerView(learned.labels, groups),
            CueCounter(knowledge.cues, all_words or ()),
        )
        self._judge = judge

    def judged_by(self, judge: Judge) -> "Ranker":
        """The same ranker with judgements about its answers."""
        return Ranker(self.knowledge, self._reader, self._learned, judge)

    def rank(
        self,
        text: str,
        *,
        audience: str | None = None,
        language: str = "",
        explained: int | None = None,
    ) -> Ranking:
        """All services for a question, best first, and what the question says about the asker.

        Only the best `explained` say why they came up (all when None); the others have "".

        `audience` ("employer" or "resident") when the person said who they are; `language`
        (ISO 639-1) when it is known. Takes any string, also an empty one; never raises for
        what a person typed.
        """
        reading = self._reader.read(text, language)
        evidence = self.gatherer.gather(reading)
        totals = hybrid.totals(evidence.services)
        roles = self.views.audience.roles(reading.words)
        judge = self._judged()
        confident, sure = self._certainty(evidence, totals, reading)
        recognised = audience
        if audience is None and (confident or any(roles.values())):
            recognised = judge.audience(self.views.audience.features(evidence, totals, roles))
        totals = hybrid.belonging(totals, self._related)
        totals = self._for(recognised, totals, is_stated=audience is not None)
        return Ranking(
            results=self._results(reading, evidence, totals, explained),
            danger=self._danger(evidence, reading),
            confident=confident,
            sure=confident and sure,
            audience=recognised,
            role=role_of(recognised, roles),
            language=reading.language,
        )

    def chances(self, text: str) -> Chances:
        """The chances behind `confident` and `sure`, to compare them with what comes true."""
        reading = self._reader.read(text)
        evidence = self.gatherer.gather(reading)
        return self._chances(evidence, hybrid.totals(evidence.services), reading)

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
        }
        knowledge = self.knowledge
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
        knowledge = Knowledge(
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
        parts: dict[str, Any] = dict(meta["thresholds"])
        for name, data in meta["judgements"].items():
            parts[name] = Logistic.from_lists(data)
        judge = Judge(**parts)
        return cls(knowledge, Reader(guesser, phrases, embedder), learned, judge)

    def _for(self, audience: str | None, totals: Floats, *, is_stated: bool) -> Floats:
        """Totals with the services for this audience brought forward."""
        if audience is None:
            return totals
        fits = np.array([audience in d.audiences for d in self.knowledge.documents], bool)
        return hybrid.for_audience(totals, fits) if is_stated else hybrid.leaning(totals, fits)

    def _certainty(self, evidence: Evidence, totals: Floats, reading: Reading) -> tuple[bool, bool]:
        """Confident (something fits) and sure (the right one is among the first three)."""
        if not reading.words:
            return False, False
        judge, found = self._judged(), self._chances(evidence, totals, reading)
        confident = found.fits >= judge.fits_from or self.views.scope.is_term(reading)
        return confident, found.sure >= judge.sure_from

    def _chances(self, evidence: Evidence, totals: Floats, reading: Reading) -> Chances:
        judge, scope = self._judged(), self.views.scope
        fits = judge.fits.chance(scope.confidence(evidence, totals, reading)[None])[0]
        sure = judge.sure.chance(scope.sureness(evidence, totals, reading)[None])[0]
        return Chances(float(fits), float(sure))

    def _danger(self, evidence: Evidence, reading: Reading) -> str | None:
        """The most urgent danger in the question as a whole or in a part of a long story."""
        if not reading.all_words:
            return None
        cues = self.views.counter.count(reading.all_words)
        kinds = {self._kind(evidence, cues, reading)}
        parts = passages(reading.all_words, cues.places)
        for part in self._reader.read_all(parts, [reading.language] * len(parts)):
            about = self.gatherer.gather(part)
            kinds.add(self._kind(about, self.views.counter.count(part.all_words), part))
        return most_urgent(kinds)

    def _kind(self, evidence: Evidence, cues: Cues, reading: Reading) -> str | None:
        judge, view = self._judged(), self.views.danger
        features = view.features(evidence, cues, len(reading.words))
        chance = float(judge.danger.chance(features[None])[0])
        return decide(chance, view.strengths(evidence, cues), cues, judge.danger_from)

    def _results(
        self, reading: Reading, evidence: Evidence, totals: Floats, explained: int | None
    ) -> tuple[Result, ...]:
        """Services best first; services with equal scores by key, so the order is fixed."""
        shares = hybrid.shares(totals)
        order = np.argsort(-totals, kind="stable").tolist()
        why = self._explainer.explain(reading, evidence, order[:explained])
        documents = self.knowledge.documents
        return tuple(
            Result(documents[at].key, round(float(shares[at]), 4), *why.get(at, NOTHING))
            for at in order
        )

    def _judged(self) -> Judge:
        if self._judge is None:
            raise ValueError("this ranker was never fitted: use training.train or Ranker.load")
        return self._judge


def _related(documents: Sequence[Document]) -> Floats:
    """Array (documents, documents): 1 where one of two services names the other as related."""
    at = {document.key: number for number, document in enumerate(documents)}
    table = np.zeros((len(documents), len(documents)), np.float32)
    for document in documents:
        for key in document.related:
            if key in at:
                table[at[document.key], at[key]] = table[at[key], at[document.key]] = 1
    return table


def _all_words(knowledge: Knowledge) -> frozenset[str] | None:
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
    row["terms"], row["related"] = tuple(row["terms"]), tuple(row["related"])
    row["audiences"] = frozenset(row["audiences"])
    return Document(**row)
