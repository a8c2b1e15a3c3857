"""What a ranker has to know of the services and example questions while it answers."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from werkcentrum.search.postings import Array, Arrays, Ints, Lists, Texts
from werkcentrum.search.records import EMPLOYER, RESIDENT, Document
from werkcentrum.search.samples import Sample, example_group

Bools = npt.NDArray[np.bool_]

_AUDIENCES: Final = (EMPLOYER, RESIDENT)
# Places of the examples for a service in a language, a kilobyte or two each.
_AT_HAND: Final = 1_024


class Services:
    """The services in order of key: keys, titles, audiences and what belongs together."""

    def __init__(self, arrays: Arrays) -> None:
        """From `arrays`; use `of` to make it from documents."""
        self.titles = Texts.from_arrays(arrays, "titles")
        self.keys = tuple(Texts.from_arrays(arrays, "keys"))
        self.related = Lists.from_arrays(arrays, "related")
        self._audiences: Bools = arrays["audiences"]

    @classmethod
    def of(cls, documents: Sequence[Document]) -> "Services":
        """Made from documents."""
        keys = Texts.of(document.key for document in documents)
        titles = Texts.of(document.title for document in documents)
        audiences = [[name in d.audiences for name in _AUDIENCES] for d in documents]
        return cls(
            keys.arrays("keys")
            | titles.arrays("titles")
            | Lists.of(_related(documents)).arrays("related")
            | {"audiences": np.array(audiences, bool).reshape(-1, len(_AUDIENCES))}
        )

    def arrays(self) -> dict[str, Array]:
        """What has to be kept on disk."""
        return (
            Texts.of(self.keys).arrays("keys")
            | self.titles.arrays("titles")
            | self.related.arrays("related")
            | {"audiences": self._audiences}
        )

    def __len__(self) -> int:
        return len(self.keys)

    def are_for(self, audience: str) -> Bools:
        """Array (services,): which are for the audience, others or not."""
        return self._audiences[:, _AUDIENCES.index(audience)]

    def are_only_for(self, audience: str) -> Bools:
        """Array (services,): which are for this audience and no other."""
        only: Bools = self.are_for(audience) & (self._audiences.sum(axis=1) == 1)
        return only


class Examples:
    """All samples by group; the text of one is only read when it is quoted."""

    def __init__(self, arrays: Arrays) -> None:
        """From `arrays`; use `of` to make it from samples."""
        self.groups = tuple(Texts.from_arrays(arrays, "groups"))
        self.starts: Ints = arrays["group_starts"]
        self._languages = tuple(Texts.from_arrays(arrays, "sample_languages"))
        self._language_of: Ints = arrays["sample_language_of"]
        self._texts = Texts.from_arrays(arrays, "samples")
        self._group_at = {name: at for at, name in enumerate(self.groups)}
        self.asked_in = lru_cache(maxsize=_AT_HAND)(self._asked_in)

    @classmethod
    def of(cls, samples: Sequence[Sample]) -> "Examples":
        """Made from samples sorted by group, as `collect` gives them."""
        groups = list(dict.fromkeys(sample.group for sample in samples))
        languages = sorted({sample.lang for sample in samples})
        number = {name: at for at, name in enumerate(groups)}
        owners = [number[sample.group] for sample in samples]
        return cls(
            Texts.of(groups).arrays("groups")
            | Texts.of(languages).arrays("sample_languages")
            | Texts.of(sample.text for sample in samples).arrays("samples")
            | {
                "group_starts": np.searchsorted(owners, np.arange(len(groups))),
                "sample_language_of": np.array([languages.index(s.lang) for s in samples], np.int8),
            }
        )

    def arrays(self) -> dict[str, Array]:
        """What has to be kept on disk."""
        return (
            Texts.of(self.groups).arrays("groups")
            | Texts.of(self._languages).arrays("sample_languages")
            | self._texts.arrays("samples")
            | {"group_starts": self.starts, "sample_language_of": self._language_of}
        )

    def __len__(self) -> int:
        return len(self._texts)

    def text(self, place: int) -> str:
        """What the sample at a place says."""
        return str(self._texts[place])

    def places(self, names: Iterable[str]) -> npt.NDArray[np.int64]:
        """The numbers of groups; one past the last for a group that is not there."""
        return np.array([self._group_at.get(name, len(self.groups)) for name in names], np.int64)

    def _asked_in(self, key: str, language: str) -> Ints:
        """The places of the example questions for a service in a language."""
        group = self._group_at.get(example_group(key))
        if group is None or language not in self._languages:
            return np.zeros(0, np.int64)
        low = int(self.starts[group])
        high = int(self.starts[group + 1]) if group + 1 < len(self.starts) else len(self)
        spoken = self._language_of[low:high] == self._languages.index(language)
        return low + np.flatnonzero(spoken)


def _related(documents: Sequence[Document]) -> list[set[int]]:
    """For every service the others that name it, or that it names, as related."""
    at = {document.key: number for number, document in enumerate(documents)}
    found: list[set[int]] = [set() for _ in documents]
    for number, document in enumerate(documents):
        for other in (at[key] for key in document.related if key in at):
            found[number].add(other)
            found[other].add(number)
    return found
