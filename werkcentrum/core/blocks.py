"""A text as people type it in a box, as paragraphs, lists and small headings.

An empty line ends a paragraph. A line that begins with '- ' is one of a list, 'a. ' or '1. ' one of
a list with letters or numbers, '# ' a small heading. Nothing else has a meaning.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Sort(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BULLETS = "bullets"
    LETTERS = "letters"
    NUMBERS = "numbers"


@dataclass(frozen=True)
class Block:
    """One paragraph or heading, or the items of one list; `start` is its first letter or number.

    A paragraph keeps its line ends.
    """

    sort: Sort
    items: tuple[str, ...]
    start: int = 1

    @property
    def text(self) -> str:
        """All of it, one line for an item."""
        return "\n".join(self.items)

    def named(self) -> list[str]:
        """The items of a list as they stand in a plain text."""
        if self.sort is Sort.LETTERS:
            return [f"{chr(96 + self.start + n)}. {item}" for n, item in enumerate(self.items)]
        if self.sort is Sort.NUMBERS:
            return [f"{self.start + n}. {item}" for n, item in enumerate(self.items)]
        return [f"- {item}" for item in self.items]


_STARTS: Final = (
    (Sort.HEADING, re.compile(r"#{1,6}\s+(?P<text>.+)")),
    (Sort.BULLETS, re.compile(r"[-–•*]\s+(?P<text>.+)")),
    (Sort.LETTERS, re.compile(r"(?P<mark>[a-z])[.)]\s+(?P<text>.+)")),
    (Sort.NUMBERS, re.compile(r"(?P<mark>[1-9][0-9]?)[.)]\s+(?P<text>.+)")),
)


def blocks_of(text: str) -> list[Block]:
    """The blocks of a text, in order."""
    found: list[Block] = []
    is_apart = True
    for line in (line.strip() for line in text.splitlines()):
        if line:
            block = _block(line)
            if not is_apart and found and (joined := _joined(found[-1], block)):
                found[-1] = joined
            else:
                found.append(block)
            is_apart = False
        elif not found or found[-1].sort is Sort.PARAGRAPH:
            # An empty line between the items of a list does not end it.
            is_apart = True
    return found


def facts_of(text: str) -> list[tuple[str, str]]:
    """Lines as 'name: value'; a line without a colon belongs to the value above it."""
    found: list[tuple[str, str]] = []
    for line in (line.strip() for line in text.splitlines()):
        name, colon, value = line.partition(":")
        if colon and value.strip() and len(name) <= _LONGEST_NAME:
            found.append((name.strip(), value.strip()))
        elif line and found:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{line}")
        elif line:
            found.append(("", line))
    return found


_LONGEST_NAME: Final = 40


def listed(items: Sequence[str], sort: Sort = Sort.BULLETS) -> str:
    """Items as the lines of one list."""
    return "\n".join(Block(sort, tuple(" ".join(item.split()) for item in items)).named())


def texts_of(blocks: Sequence[Block]) -> Iterator[str]:
    """Everything that stands in blocks, an item at a time."""
    for block in blocks:
        yield from block.items


def _block(line: str) -> Block:
    for sort, pattern in _STARTS:
        if match := pattern.fullmatch(line):
            mark = match.groupdict().get("mark") or "1"
            start = int(mark) if mark.isdigit() else ord(mark) - 96
            return Block(sort, (match["text"],), start)
    return Block(Sort.PARAGRAPH, (line,))


def _joined(before: Block, block: Block) -> Block | None:
    """Both as one: the next line of a paragraph, the next item of a list."""
    if block.sort is not before.sort or block.sort is Sort.HEADING:
        return None
    if block.sort in (Sort.LETTERS, Sort.NUMBERS) and block.start != before.start + len(
        before.items
    ):
        return None
    if block.sort is Sort.PARAGRAPH:
        return Block(Sort.PARAGRAPH, (f"{before.items[0]}\n{block.items[0]}",))
    return Block(before.sort, before.items + block.items, before.start)
