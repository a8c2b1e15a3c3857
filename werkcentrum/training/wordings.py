"""Skills as people write them: by their name, another wording, or their key. Pure."""

import difflib
from collections.abc import Iterable, Mapping
from typing import Final

from werkcentrum.skills.lexicon import Concept, Lexicon

_NEAREST: Final = 3
_SHOWN: Final = 60  # characters


class UnknownSkillError(ValueError):
    """Words that name no skill, in a Dutch sentence with what comes near."""


def by_wording(lexicon: Lexicon) -> Mapping[str, str]:
    """The key of a skill by each wording in small letters; of two, a label before another word."""
    found: dict[str, str] = {}
    skills = [one for one in lexicon.concepts.values() if one.kind == "skill"]
    for name in ("key", "label"):
        for skill in skills:
            found.setdefault(str(getattr(skill, name)).casefold(), skill.key)
    for skill in skills:
        for word in skill.words:
            found.setdefault(word.casefold(), skill.key)
    return found


def keys_of(
    lexicon: Lexicon, written: Iterable[str], kept: Iterable[Concept] = ()
) -> tuple[str, ...]:
    """The keys of what was written, each once, in order; `kept` was chosen before, and may have
    ended in the lists since. Raises UnknownSkillError."""
    known = by_wording(lexicon)
    before = {one.label.casefold(): one.key for one in kept}
    found = []
    for words in written:
        text = " ".join(words.split()).casefold()
        key = known.get(text) or before.get(text)
        if text and key is None:
            raise UnknownSkillError(_unknown(lexicon, known, words.strip()))
        if key is not None:
            found.append(key)
    return tuple(dict.fromkeys(found))


def recognised(lexicon: Lexicon, text: str) -> tuple[str, ...]:
    """The labels of skills that a text speaks of, in reading order; a person confirms them."""
    mentions = (one.concept for one in lexicon.find(text) if one.concept.kind == "skill")
    return tuple(concept.label for concept in mentions)


def _unknown(lexicon: Lexicon, known: Mapping[str, str], words: str) -> str:
    near = difflib.get_close_matches(words.casefold(), known, n=_NEAREST, cutoff=0.5)
    labels = dict.fromkeys(lexicon.concepts[known[one]].label for one in near)
    meant = f" Bedoelt u: {', '.join(labels)}?" if labels else ""
    return f"De vaardigheid ‘{words[:_SHOWN]}’ kennen wij niet.{meant}"
