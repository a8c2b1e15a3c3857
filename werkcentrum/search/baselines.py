"""What the ranker is compared with: searching for words, with nothing learned."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from werkcentrum.search.compounds import Splitter
from werkcentrum.search.lexical import LexicalIndex
from werkcentrum.search.records import Document
from werkcentrum.search.text import normalise, words

Order = Callable[[str], list[str]]


def word_baseline(documents: Sequence[Document], word_list: frozenset[str] | None) -> Order:
    """Words only: BM25 over all texts, with stems, compound parts and typing errors."""
    index = LexicalIndex.of(documents, Splitter(word_list))
    return _ordering(documents, index, lambda found: index.query(found, ()))


def exact_baseline(documents: Sequence[Document]) -> Order:
    """Exact words: BM25 over title and summary, the words as they are typed."""
    short = [replace(document, terms=(), text="") for document in documents]
    index = LexicalIndex.of(short, Splitter(None), form=str)
    return _ordering(documents, index, lambda found: dict.fromkeys(found, 1.0))


def _ordering(
    documents: Sequence[Document],
    index: LexicalIndex,
    query: Callable[[list[str]], dict[str, float]],
) -> Order:
    def order(text: str) -> list[str]:
        scores = index.scores(query(words(normalise(text))))
        return [documents[at].key for at in np.argsort(-scores, kind="stable")]

    return order
