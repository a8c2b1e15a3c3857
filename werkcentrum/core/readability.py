"""Whether a Dutch text can be read at level B1. The words to avoid are a list of the region."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from werkcentrum.core.dutch import flesch_douma, sentences, words

# The limits lie just outside what the texts of the base reach: easier than Douma's "plain" (60).
LONGEST_SENTENCE: Final = 18
MEAN_SENTENCE: Final = 12
LONG_WORD: Final = 13
LONG_WORD_SHARE: Final = 0.04
READING_EASE: Final = 70


@lru_cache
def jargon_in(file: Path) -> re.Pattern[str]:
    """Words that a visitor should not have to know: one on each line, a remark behind a '#'."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    listed = [re.escape(line.strip()) for line in lines if line.strip() and line[0] != "#"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)" if listed else "(?!)", re.IGNORECASE)


def obstacles(text: str, jargon: re.Pattern[str]) -> list[str]:
    """What makes a text too hard for a reader at level B1, in words for the writer."""
    said, spoken = sentences(text), words(text)
    if not spoken:
        return []
    long = [w for w in spoken if max(map(len, re.split("['’-]", w))) >= LONG_WORD]
    found = [f"te lange zin: {s}" for s in said if len(words(s)) > LONGEST_SENTENCE]
    found += [f"moeilijk woord: {word}" for word in jargon.findall(text)]
    if len(spoken) > MEAN_SENTENCE * len(said):
        found.append(f"zinnen zijn gemiddeld te lang: {len(spoken) / len(said):.1f} woorden")
    if len(long) > LONG_WORD_SHARE * len(spoken):
        found.append(f"te veel lange woorden: {', '.join(long)}")
    if flesch_douma(text) < READING_EASE:
        found.append(f"te moeilijk: Flesch-Douma {flesch_douma(text):.0f}")
    return found
