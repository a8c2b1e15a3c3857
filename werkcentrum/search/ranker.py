"""The ranker: load it, ask it, keep it. `training` makes one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search import hybrid, shelving
from werkcentrum.search.audience import AudienceView, role_of
from werkcentrum.search.danger import Alarm
from werkcentrum.search.embed import Embedder, SentenceEncoder
from werkcentrum.search.evidence import Evidence, Gatherer
from werkcentrum.search.explain import NOTHING, Explainer
from werkcentrum.search.judge import Judge, ScopeView
from werkcentrum.search.postings import Arrays
from werkcentrum.search.reading import Reading
from werkcentrum.search.records import (
    Cue,
    Document,
    Example,
    Phrase,
    Ranking,
    Result,
)
from werkcentrum.search.shelving import Parts

__all__ = ["Cue", "Document", "Example", "Phrase", "Ranker", "Ranking", "Result"]

Floats = npt.NDArray[np.float32]

MOST_RESULTS: Final = 100
"""Nobody reads on after these; of a large catalogue the rest would take most of the time."""


@dataclass(frozen=True)
class Views:
    """The parts that turn evidence into features."""

    audience: AudienceView
    scope: ScopeView


@dataclass(frozen=True, slots=True)
class Chances:
    """From 0 to 1: that anything fits, and that the right service is among the first three."""

    fits: float
    sure: float


class Ranker:
    """Ranks services for a question. Safe to share between threads once made."""

    def __init__(self, parts: Parts, judge: Judge | None = None) -> None:
        """Use `training.train` or `Ranker.load`."""
        self._parts = parts
        self._reader = parts.reader
        self._services = parts.services
        self.gatherer = Gatherer(
            parts.services,
            parts.examples,
            parts.learned,
            parts.lexical,
            parts.wording,
            learns_services=parts.learns_services,
        )
        self._explainer = Explainer(parts.services, parts.examples, parts.explained)
        labels, groups = parts.learned.labels, parts.examples.groups
        self.views = Views(
            AudienceView(parts.services, labels),
            ScopeView(labels, groups, parts.lexical, parts.terms),
        )
        self._judge = judge

    def judged_by(self, judge: Judge) -> "Ranker":
        """The same ranker with judgements about its answers."""
        return Ranker(self._parts, judge)

    def rank(
        self,
        text: str,
        *,
        audience: str | None = None,
        language: str = "",
        explained: int | None = None,
    ) -> Ranking:
        """The best hundred services for a question, and what the question says about the asker.

        Only the best `explained` say why they came up (all when None); the others have "".

        `audience` ("employer" or "resident") when the person said who they are; `language`
        (ISO 639-1) when it is known. Takes any string, also an empty one; never raises for
        what a person typed.
        """
        reading, evidence, danger, confident, sure = self._understand(text, language)
        roles = self.views.audience.roles(reading.words)
        judge = self._judged()
        recognised = audience
        if audience is None and (confident or any(roles.values())):
            recognised = judge.audience(self.views.audience.features(evidence, roles))
        totals = hybrid.belonging(evidence.totals, self._services.related)
        totals = self._for(recognised, totals, is_stated=audience is not None)
        return Ranking(
            results=self._results(reading, evidence, totals, explained),
            danger=danger,
            confident=confident,
            sure=confident and sure,
            audience=recognised,
            role=role_of(recognised, roles),
            language=reading.language,
        )

    def chances(self, text: str) -> Chances:
        """The chances behind `confident` and `sure`, to compare them with what comes true."""
        reading = self._reader.read(text)
        evidence = self.gatherer.gather(reading, self.gatherer.learned.by_words(reading))
        return self._chances(evidence, reading)

    def warm(self) -> None:
        """Load the sentence encoder now, rather than at the first question."""
        self._reader.read("goedemorgen")

    @property
    def alarm(self) -> Alarm:
        """What sees danger; somebody who learns other services only may take it over."""
        return self._parts.alarm

    @property
    def sentences(self) -> Arrays:
        """Vectors of what was learned from, as `encoding.Remembering` takes them."""
        return self._parts.sentences

    @property
    def embedder_version(self) -> str:
        """Which sentence encoder the vectors are from."""
        return self._reader.embedder.version

    def save(self, path: Path) -> None:
        """Keep the ranker in a folder of about 100 MB."""
        shelving.save(path, self._parts, self._judged())

    @classmethod
    def load(cls, path: Path, *, embedder: Embedder | None = None) -> "Ranker":
        """A saved ranker, with its arrays mapped from disk.

        Raises FileNotFoundError when there is none, ValueError when it was made with
        another sentence encoder or another format: fit it again then.
        """
        return cls(*shelving.load(path, embedder or SentenceEncoder()))

    def _understand(
        self, text: str, language: str
    ) -> tuple[Reading, Evidence, str | None, bool, bool]:
        """What was read, what speaks for each service, danger, and whether to be confident, sure.

        The meaning takes most of the time, and is asked only where it can change the answer.
        """
        draft = self._reader.draft(text, language)
        said, heard = self.gatherer.learned.by_words(draft), self.alarm.listen(draft)
        clear = self.gatherer.by_words(draft, said) if self.alarm.is_calm(heard) else None
        if clear is not None:
            return draft, clear, None, True, True
        reading = self._reader.with_meaning(draft)
        evidence = self.gatherer.gather(reading, said)
        danger = self.alarm.kind(reading, heard, self._reader)
        return reading, evidence, danger, *self.certainty(evidence, reading)

    def _for(self, audience: str | None, totals: Floats, *, is_stated: bool) -> Floats:
        """Totals with the services for this audience brought forward."""
        if audience is None:
            return totals
        fits = self._services.are_for(audience)
        return hybrid.for_audience(totals, fits) if is_stated else hybrid.leaning(totals, fits)

    def certainty(self, evidence: Evidence, reading: Reading) -> tuple[bool, bool]:
        """Confident (something fits) and sure (the right one is among the first three)."""
        if not reading.words:
            return False, False
        judge, found = self._judged(), self._chances(evidence, reading)
        confident = found.fits >= judge.fits_from or self.views.scope.is_term(reading)
        return confident, found.sure >= judge.sure_from

    def _chances(self, evidence: Evidence, reading: Reading) -> Chances:
        judge, scope = self._judged(), self.views.scope
        fits = judge.fits.chance(scope.confidence(evidence, reading)[None])[0]
        sure = judge.sure.chance(scope.sureness(evidence)[None])[0]
        return Chances(float(fits), float(sure))

    def _results(
        self, reading: Reading, evidence: Evidence, totals: Floats, explained: int | None
    ) -> tuple[Result, ...]:
        """The best services; services with equal scores by key, so the order is fixed."""
        order = hybrid.best(totals, MOST_RESULTS)
        shares = hybrid.shares(totals)[order].astype(np.float64).round(4).tolist()
        keys, places = self._services.keys, order.tolist()
        why = self._explainer.explain(reading, evidence, places[:explained])
        found = zip(places, shares, strict=True)
        return tuple([Result(keys[at], share, *why.get(at, NOTHING)) for at, share in found])

    def _judged(self) -> Judge:
        if self._judge is None:
            raise ValueError("this ranker was never fitted: use training.train or Ranker.load")
        return self._judge
