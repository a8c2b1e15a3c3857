"""The take-along code: four spoken words with which somebody goes on at any desk without a name.

The words were chosen from the Dutch word list of OpenTaal (BSD) for how often they are used; any
two differ in at least two sounds. Four of 2,048 are 44 bits; the website counts who guesses wrong.
"""

import re
import secrets
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Final
from uuid import UUID

from django.utils.crypto import salted_hmac
from rapidfuzz.distance import Levenshtein

# A code that nobody used for so long leads nowhere.
KEPT_FOR: Final = timedelta(days=30)
_WORDS: Final = 4
_FILE: Final = Path(__file__).parent / "data" / "code_words.txt"
_LETTERS: Final = re.compile(r"[^\W\d_]+")
# Longer than anybody types four words.
_MOST: Final = 200


@cache
def words() -> tuple[str, ...]:
    """All words, in the order of the alphabet."""
    return tuple(_FILE.read_text(encoding="utf-8").split())


def new_code(request_key: UUID | None = None) -> str:
    """Four words by chance; with the key of a request the same ones every time it is sent."""
    if request_key is None:
        return "-".join(secrets.choice(words()) for _ in range(_WORDS))
    made = salted_hmac("casework.new_code", request_key.hex, algorithm="sha256").digest()
    number, chosen = int.from_bytes(made), []
    for _ in range(_WORDS):
        number, place = divmod(number, len(words()))
        chosen.append(words()[place])
    return "-".join(chosen)


def read_code(typed: str) -> str:
    """The code that somebody typed or heard, with one slip of the pen in each word; '' for none."""
    found = [_word(part) for part in _LETTERS.findall(typed[:_MOST].lower())]
    return "-".join(found) if len(found) == _WORDS and all(found) else ""


def hash_of(code: str) -> str:
    """How the database knows a code: nothing without the secret key of the site."""
    return salted_hmac("casework.code", code, algorithm="sha256").hexdigest()


def _word(typed: str) -> str:
    """The word that was meant; '' when it is none, or could be two."""
    if typed in words():
        return typed
    near = [word for word in words() if Levenshtein.distance(word, typed, score_cutoff=1) == 1]
    return near[0] if len(near) == 1 else ""
