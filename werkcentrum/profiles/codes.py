"""Codes that several sorts of file have in common."""

import re
from typing import Final

LICENCES: Final = (
    "AM", "A1", "A2", "A", "B", "B+", "BE", "C1", "C", "C1E", "CE", "D1", "D", "D1E", "DE", "T",
)  # fmt: skip
"""Categories of a driving licence, as VUM writes them."""

_LONGEST_FIRST: Final = sorted(LICENCES, key=len, reverse=True)
LICENCE: Final = rf"(?<!\w)(?:{'|'.join(map(re.escape, _LONGEST_FIRST))})(?!\w)"
"""One of them in a text."""

THREE_LETTERS: Final = {
    "am": "amh", "ar": "ara", "bg": "bul", "de": "deu", "el": "ell", "en": "eng", "es": "spa",
    "fa": "fas", "fr": "fra", "hi": "hin", "hu": "hun", "it": "ita", "ku": "kur", "nl": "nld",
    "pl": "pol", "ps": "pus", "pt": "por", "ro": "ron", "ru": "rus", "so": "som", "ti": "tir",
    "tr": "tur", "uk": "ukr", "ur": "urd", "zh": "zho",
}  # fmt: skip
"""Languages in ISO 639-3, by their code in ISO 639-1."""

# What libraries write for the same languages (ISO 639-2/B).
_IN_LIBRARIES: Final = {
    "ger": "de", "gre": "el", "per": "fa", "fre": "fr", "dut": "nl", "rum": "ro", "chi": "zh",
}  # fmt: skip
TWO_LETTERS: Final = {three: two for two, three in THREE_LETTERS.items()} | _IN_LIBRARIES
"""The other way around."""

CEFR: Final = frozenset(("a1", "a2", "b1", "b2", "c1", "c2"))
"""How well somebody knows a language: the levels of the Council of Europe."""

EQF: Final = {2: "1", 3: "2", 4: "4", 5: "6", 6: "7"}
"""A level of VUM in the European framework of qualifications, as the Netherlands places its own."""

OF_EQF: Final = {"1": 2, "2": 3, "3": 4, "4": 4, "5": 5, "6": 5, "7": 6, "8": 6}
"""And a level of that framework in VUM."""


def postcode4(text: str) -> str:
    """Its four digits; what comes behind them tells too much about where somebody lives."""
    digits = text.strip()[:4]
    is_one = len(digits) == 4 and digits.isascii() and digits.isdecimal() and digits[0] != "0"
    return digits if is_one else ""
