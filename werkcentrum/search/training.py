"""Makes a ranker from services, example questions, foreign phrases and danger words."""

from collections.abc import Sequence

import numpy as np

from werkcentrum.search.alarming import choose_alarming, train_alarm
from werkcentrum.search.compounds import Splitter
from werkcentrum.search.danger import Alarm
from werkcentrum.search.embed import Embedder, SentenceEncoder
from werkcentrum.search.encoding import Remembering
from werkcentrum.search.explain import indexed
from werkcentrum.search.fitting import HeldBack, fit_judge, to_ask
from werkcentrum.search.holding import hold_back
from werkcentrum.search.learning import learn
from werkcentrum.search.lessons import choose
from werkcentrum.search.lexical import LexicalIndex
from werkcentrum.search.literal import LiteralTerms
from werkcentrum.search.material import Material, way_of_learning
from werkcentrum.search.ranker import Ranker
from werkcentrum.search.reading import Reader, Reading
from werkcentrum.search.samples import Sample
from werkcentrum.search.shelf import Examples, Services
from werkcentrum.search.shelving import Parts
from werkcentrum.search.wording import Wording


def train(
    material: Material, *, embedder: Embedder | None = None, before: Ranker | None = None
) -> Ranker:
    """A ranker that judges its own answers. The same material gives the same ranker.

    `before`: a ranker that was made earlier with the same encoder; what it knows already is not
    learned again. Raises ValueError without any service or when two
    services have the same key.
    """
    draft, held = rehearse(material, embedder=embedder, before=before)
    return draft.judged_by(fit_judge(material.services, held, draft.views))


def rehearse(
    material: Material,
    *,
    embedder: Embedder | None = None,
    before: Ranker | None = None,
    whole: bool = False,
) -> tuple[Ranker, HeldBack]:
    """A ranker without judgements yet, and what it makes of questions it never saw.

    For `train`, and with the `whole` of the questions for studies. Raises ValueError as `train`.
    """
    documents = material.services
    lessons = choose(material.samples, material.most_learned)
    samples = lessons.samples
    embedder = embedder or SentenceEncoder()
    encoder = Remembering(embedder, before.sentences if before else None)
    reader = material.reader(encoder)
    readings = reader.read_all([s.text for s in samples], [s.lang for s in samples])
    sentences = np.stack([reading.vector for reading in readings])
    parts = hold_back(sentences, to_ask(samples, len(documents)), whole=whole)
    learned, labels = learn(readings, lessons.labels, lessons.trust, parts, material.mix)
    alarm = _alarm(material, reader, before)
    draft = Ranker(
        Parts(
            # Not the remembering one: what visitors ask is to be forgotten.
            reader=material.reader(embedder),
            learned=learned,
            services=Services.of(documents),
            examples=Examples.of(samples),
            lexical=LexicalIndex.of(documents, Splitter(material.known)),
            terms=LiteralTerms.of(documents),
            explained=indexed(documents),
            wording=_wording(samples, readings),
            learns_services=lessons.services,
            phrases=material.phrases,
            cues=material.cues,
            known=material.known,
            alarm=alarm,
            sentences=encoder.arrays(),
        )
    )
    taught = lessons.trust > 0
    return draft, HeldBack(samples, readings, draft.gatherer, parts, taught, labels)


def _alarm(material: Material, reader: Reader, before: Ranker | None) -> Alarm:
    """The alarm of before when there is nothing else to learn."""
    lessons = choose_alarming(material.samples)
    beside = (way_of_learning(), len(material.words), material.cues, material.phrases, material.mix)
    digest = lessons.digest(*beside)
    if before and before.alarm.digest == digest:
        return before.alarm
    return train_alarm(lessons, reader, material.counter(), digest, material.mix)


def _wording(samples: Sequence[Sample], readings: Sequence[Reading]) -> Wording:
    """The words of the questions only: those of titles and terms are looked up already."""
    pairs = zip(samples, readings, strict=True)
    return Wording.of([reading if sample.is_question else None for sample, reading in pairs])
