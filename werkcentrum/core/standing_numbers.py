"""Finds numbers in free text that may be a BSN, which must not be kept without a law that says so.

A BSN has nine digits that pass the eleven-test (Wet algemene bepalingen burgerservicenummer). One
in eleven numbers of nine digits passes by chance, so whoever typed it can say that it is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from stdnum import iban
from stdnum.nl import bsn

from werkcentrum.core.phone import plain_digits

_DIGITS: Final = 9
# What people type between the digits of one number. On another line begins another number.
_RUN: Final = re.compile(
    r"(?P<plus>\+ ?)?[0-9]+(?:(?:[^\S\r\n]|[-._()\u00ad\u200b\u2010-\u2015]){1,3}[0-9]+)*"
)
_GROUP: Final = re.compile(r"[0-9]+")
_DASH: Final = re.compile(r"[-\u2010-\u2015]")
_IBAN_START: Final = re.compile(r"(?<![^\W_])[A-Za-z]{2}[0-9]{2}(?=[ .-]?[A-Za-z0-9])")
_SHORTEST_IBAN, _LONGEST_IBAN, _LONGEST_WITH_SPACES = 15, 34, 45
# After + or 00 comes a country of one to three digits, and at most fifteen digits in all (E.164). A
# number with fewer than seven is no phone number, so what follows so few is still part of it.
_SHORTEST_PHONE: Final = 7
_DUTCH_PHONE: Final = 10


@dataclass(frozen=True)
class _Run:
    """Digits with what people type between them: one number or more."""

    text: str
    is_international: bool

    @property
    def groups(self) -> list[re.Match[str]]:
        return list(_GROUP.finditer(self.text))

    @property
    def is_phone(self) -> bool:
        digits = "".join(_GROUP.findall(self.text))
        return len(digits) == _DUTCH_PHONE and digits.startswith("0")


def standing_numbers(text: str) -> list[str]:
    """The numbers in a text that may be a BSN, as they are written; empty when there are none.

    A number stands when no other digit touches it; dots, spaces and dashes may stand inside. Not
    found: numbers with more or fewer digits, and nine that are part of a phone number or an IBAN.
    """
    plain = _without_ibans(plain_digits(text))
    found = []
    for match in _RUN.finditer(plain):
        digits = match[0].lstrip("+ ")
        run = _Run(digits, bool(match["plus"]) or digits.startswith("00"))
        start = match.end() - len(digits)
        found += [text[start + first : start + last] for first, last in _spans(run)]
    return found


def _spans(run: _Run) -> Iterator[tuple[int, int]]:
    """Where in a run such a number begins and ends; they never overlap."""
    if run.is_phone:
        return
    groups, before, done = run.groups, 0, 0
    for place, first in enumerate(groups):
        last = _last_of_nine(groups, place) if first.start() >= done else None
        if last is not None:
            number = run.text[first.start() : last.end()]
            if _passes(number) and not _is_end_of_phone(run, before):
                done = last.end()
                yield first.start(), done
        before += len(first[0])


def _last_of_nine(groups: list[re.Match[str]], place: int) -> re.Match[str] | None:
    """The group that makes nine digits with those from `place` on, if any does."""
    count = 0
    for group in groups[place : place + _DIGITS]:
        count += len(group[0])
        if count >= _DIGITS:
            return group if count == _DIGITS else None
    return None


def _passes(number: str) -> bool:
    """Whether nine digits pass the test. Dashes beside other signs are a date with a number."""
    between = [gap for gap in _GROUP.split(number) if gap]
    dashes = [gap for gap in between if _DASH.search(gap)]
    is_one_number = not dashes or len(dashes) == len(between)
    return is_one_number and bsn.is_valid("".join(_GROUP.findall(number)))


def _is_end_of_phone(run: _Run, before: int) -> bool:
    """Whether what comes after so many digits belongs to an international phone number."""
    if not run.is_international:
        return False
    has_zeros = run.text.startswith("00")
    country = before - 2 * has_zeros
    return (country > 0 or not has_zeros) and country < _SHORTEST_PHONE


def _without_ibans(text: str) -> str:
    """The same text, as long, with letters in the place of bank account numbers."""
    for start in [match.start() for match in _IBAN_START.finditer(text)]:
        if end := _end_of_iban(text, start):
            text = f"{text[:start]}{'x' * (end - start)}{text[end:]}"
    return text


def _end_of_iban(text: str, start: int) -> int:
    """Where the account number that begins here ends; 0 when there is none."""
    found = length = 0
    for end in range(start, min(len(text), start + _LONGEST_WITH_SPACES)):
        length += text[end].isalnum()
        if (
            length >= _SHORTEST_IBAN
            and text[end].isalnum()
            and iban.is_valid(text[start : end + 1])
        ):
            found = end + 1
        if length == _LONGEST_IBAN:
            break
    return found
