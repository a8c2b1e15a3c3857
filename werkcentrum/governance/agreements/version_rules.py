"""What changed between two versions of a text, clause by clause and word by word. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import TextChoices

# Heading and body, as a version keeps them.
Pairs = Sequence[Sequence[str]]
_NUMBER = re.compile(r"^Artikel \d+\. ")
# A word with the space behind it, so that words are compared and not the spaces between them.
_WORDS = re.compile(r"\S+\s*|\s+")


class Mark(TextChoices):
    """What happened to a clause, or to some words of it."""

    SAME = "same", "gelijk"
    ADDED = "added", "nieuw"
    REMOVED = "removed", "vervallen"
    CHANGED = "changed", "veranderd"


@dataclass(frozen=True)
class Piece:
    """Some words, and whether they were added, removed, or are the same."""

    mark: Mark
    text: str


@dataclass(frozen=True)
class ClauseDiff:
    """One clause in both versions; `pieces` are its text in order, what went before what came."""

    heading: str
    mark: Mark
    pieces: list[Piece]


def differences(old: Pairs, new: Pairs) -> list[ClauseDiff]:
    """Every clause of either version, in the order of the new one.

    A clause is the same one when its heading is, whatever its number.
    """
    before, after = [_name(pair[0]) for pair in old], [_name(pair[0]) for pair in new]
    found: list[ClauseDiff] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            found += [
                _compared(old[i], new[j]) for i, j in zip(range(i1, i2), range(j1, j2), strict=True)
            ]
        else:
            found += [_whole(pair, Mark.REMOVED) for pair in old[i1:i2]]
            found += [_whole(pair, Mark.ADDED) for pair in new[j1:j2]]
    return found


def _compared(old: Sequence[str], new: Sequence[str]) -> ClauseDiff:
    if old[1] == new[1]:
        return ClauseDiff(new[0], Mark.SAME, [Piece(Mark.SAME, new[1])])
    return ClauseDiff(new[0], Mark.CHANGED, list(_pieces(old[1], new[1])))


def _pieces(old: str, new: str) -> Iterator[Piece]:
    """Word by word; together the pieces that are not removed are the new text, exactly."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            yield Piece(Mark.SAME, "".join(after[j1:j2]))
            continue
        if i1 < i2:
            yield Piece(Mark.REMOVED, "".join(before[i1:i2]))
        if j1 < j2:
            yield Piece(Mark.ADDED, "".join(after[j1:j2]))


def _whole(pair: Sequence[str], mark: Mark) -> ClauseDiff:
    return ClauseDiff(pair[0], mark, [Piece(mark, pair[1])])


def _name(heading: str) -> str:
    return _NUMBER.sub("", heading)
