"""Makes a ranker from services, example questions, foreign phrases and danger words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from werkcentrum.search.compounds import Splitter
from werkcentrum.search.embed import Embedder, SentenceEncoder
from werkcentrum.search.explain import indexed
from werkcentrum.search.fitting import HeldOut, fit_judge, hold_out
from werkcentrum.search.language import LanguageGuesser
from werkcentrum.search.learning import BALANCED, Mix, learn
from werkcentrum.search.lessons import MOST_LEARNED, choose
from werkcentrum.search.lexical import LexicalIndex
from werkcentrum.search.literal import LiteralTerms
from werkcentrum.search.postings import Hashes
from werkcentrum.search.ranker import Ranker
from werkcentrum.search.reading import Reader, Reading
from werkcentrum.search.records import Cue, Document, Example, Phrase
from werkcentrum.search.samples import Sample, collect
from werkcentrum.search.shelf import Examples, Services
from werkcentrum.search.shelving import Parts
from werkcentrum.search.text import normalise
from werkcentrum.search.text import words as words_of
from werkcentrum.search.wording import Wording


@dataclass(frozen=True)
class Rehearsal:
    """Everything learned from, and evidence about each question from a model without it."""

    documents: tuple[Document, ...]
    samples: tuple[Sample, ...]
    readings: tuple[Reading, ...]
    held_out: HeldOut


def train(
    documents: Iterable[Document],
    examples: Iterable[Example],
    words: frozenset[str] | None = None,
    *,
    phrases: Iterable[Phrase] = (),
    cues: Iterable[Cue] = (),
    embedder: Embedder | None = None,
    mix: Mix = BALANCED,
    most_learned: int = MOST_LEARNED,
) -> Ranker:
    """A ranker that judges its own answers. The same input gives the same ranker.

    `words` are Dutch words to split compounds with. Raises ValueError without any service or
    when two services have the same key.
    """
    draft, rehearsal = rehearse(
        documents,
        examples,
        words,
        phrases=phrases,
        cues=cues,
        embedder=embedder,
        mix=mix,
        most_learned=most_learned,
    )
    judge = fit_judge(
        rehearsal.documents,
        rehearsal.samples,
        rehearsal.readings,
        rehearsal.held_out,
        draft.views,
    )
    return draft.judged_by(judge)


def rehearse(
    documents: Iterable[Document],
    examples: Iterable[Example],
    words: frozenset[str] | None = None,
    *,
    phrases: Iterable[Phrase] = (),
    cues: Iterable[Cue] = (),
    embedder: Embedder | None = None,
    mix: Mix = BALANCED,
    most_learned: int = MOST_LEARNED,
) -> tuple[Ranker, Rehearsal]:
    """A ranker without judgements yet, and what it makes of questions it never saw.

    For `train`, and for choosing weights. Raises ValueError as `train` does.
    """
    examples, phrases, cues = tuple(examples), tuple(phrases), tuple(cues)
    documents = tuple(sorted(documents, key=lambda document: document.key))
    if not documents or len({document.key for document in documents}) < len(documents):
        raise ValueError("a ranker needs services, each with a key of its own")
    lessons = choose(collect(documents, examples, cues), most_learned)
    samples = lessons.samples
    guesser = LanguageGuesser.fit(examples, phrases)
    reader = Reader(guesser, phrases, embedder or SentenceEncoder())
    readings = reader.read_all([s.text for s in samples], [s.lang for s in samples])
    learned, training = learn(readings, lessons.labels, lessons.trust, mix)
    wording = None if lessons.services else _wording(samples, readings)
    own = _own_words(documents) if words else frozenset()
    draft = Ranker(
        Parts(
            reader=reader,
            learned=learned,
            services=Services.of(documents),
            examples=Examples.of(samples),
            lexical=LexicalIndex.of(documents, Splitter(words | own if words else None)),
            terms=LiteralTerms.of(documents),
            explained=indexed(documents),
            wording=wording,
            phrases=phrases,
            cues=cues,
            known=_hashed(words or frozenset()) | Hashes.of(own),
        )
    )
    held_out = hold_out(samples, readings, draft.gatherer, training)
    return draft, Rehearsal(documents, samples, tuple(readings), held_out)


def _wording(samples: Sequence[Sample], readings: Sequence[Reading]) -> Wording:
    """The words of the questions only: those of titles and terms are looked up already."""
    pairs = zip(samples, readings, strict=True)
    return Wording.of([reading if sample.is_question else None for sample, reading in pairs])


def _own_words(documents: Iterable[Document]) -> frozenset[str]:
    """The catalogue's own words, which new compounds are often made of."""
    texts = " ".join(" ".join((d.title, d.summary, *d.terms)) for d in documents)
    return frozenset(words_of(normalise(texts, len(texts))))


@lru_cache(maxsize=1)
def _hashed(words: frozenset[str]) -> Hashes:
    """The word list hardly ever changes, and takes half a second."""
    return Hashes.of(words)
