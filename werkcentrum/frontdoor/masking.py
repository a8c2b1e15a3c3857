"""Takes out of a question what could point at a person.

Every digit goes, and mail addresses, links, and names after words such as 'ik ben'. Better a
word too many than one too few: the masked text only has to show what was asked.
"""

import re
import unicodedata
from collections.abc import Callable

Test = Callable[[str], bool]
NUMBER, MAIL, LINK, NAME = "[nummer]", "[e-mail]", "[link]", "[naam]"

# Looked for from the start of a word only: from every letter, 20,000 letters took six seconds.
_MAIL = re.compile(
    r"(?<!\S)(?:\S*@\S+|\S+\s?(?:\(at\)|\[at\])\s?\S+"
    r"|\S+\s+(?:@\s*|at\s+|apenstaart(?:je)?\s+)\S+\.[a-z]{2,})",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_POSTCODE = re.compile(r"\b\d{4}(?:\s?[A-Z]{2}|[a-z]{2})\b")
_IBAN = re.compile(r"\b[a-z]{2}\d{2}(?:[ .-]?[a-z]{4})?[\d .-]+\d", re.IGNORECASE)
# Digits with the separators people type between them, so '06-12 34 56 78' is one number.
_NUMBER = re.compile(r"\+?\d(?:[\d\s./()\-]*\d)?")
_ANY_DIGIT = re.compile(r"\d+")

# As in 'van der Meer' and 'el Idrissi'.
_PARTICLES = frozenset(
    ("van", "de", "der", "den", "het", "ter", "ten", "'t", "el", "al", "bin", "von", "la", "le")
)
# After these comes a name, however it is written.
_SURE = (
    r"(?:voor|achter|roep)?naam(?:\s+is|(?=:))|ik heet|genaamd"
    r"|my name(?:\s+is|['’]s)|i am called|call me"
    r"|mam na imię|na imię mi|moje imię to|nazywam się"
    r"|меня зовут|зовут меня|мо[её] имя|мене зв(?:ати|уть)|звати мене|моє ім['’ʼ]я"
    r"|(?:benim )?(?:adım|ismim)|me llamo|mi nombre es|je m['’]appelle|mon (?:pré)?nom est"
    r"|ich hei(?:ß|ss)e|mein name ist|m[ăa] numesc|m[ăa] cheam[ăa]|numele meu este"
    r"|казвам се|името ми е|[إا]سمي(?: هو)?"
)
# After these perhaps: when it is written as a name, or is no word that we know.
_PERHAPS = r"ik\s?ben|groet(?:en|jes)?(?: van)?|gr\.?|mvg"
# After these only when it is written as a name: of words in other languages we know too few.
_WRITTEN = (
    r"i am|i['’]m|this is|jestem|ich bin|je suis|soy|sunt|ben|я(?:\s+[-–—])?|аз съм|heet"
    r"|mevrouw|meneer|mevr\.?|dhr\.?|mw\.?|mrs?\.?|ms\.?|dr\.?|namens"
)
# What announces another name is no part of this one.
_WORD = (
    rf"(?!(?:{_SURE}|{_PERHAPS})[\s:,])"
    r"(?:(?:[^\W\d_]\.)+|[^\W\d_][^\s.,;:!?()\[\]\"]*)"
)
# No name is longer than six words.
_WORDS = rf"{_WORD}(?:\s+{_WORD}){{0,5}}"
_AFTER_SURE, _AFTER_PERHAPS, _AFTER_WRITTEN = (
    re.compile(
        rf"(?P<before>(?<![^\W\d_])(?:{announced})[\s:,]+)(?P<words>{_WORDS})", re.IGNORECASE
    )
    for announced in (_SURE, _PERHAPS, _WRITTEN)
)


def mask(text: str, *, is_word: Test = lambda word: True) -> str:
    """The text without numbers, addresses and names.

    `is_word` tells whether a lower-case word is an ordinary one: 'ik ben ontslagen' stays,
    'ik ben fatima' does not.
    """
    # Small and wide digits, as in '⁰⁶', become plain ones.
    text = unicodedata.normalize("NFKC", text)
    for pattern, replacement in ((_MAIL, MAIL), (_LINK, LINK), (_IBAN, NUMBER)):
        text = pattern.sub(replacement, text)

    def is_known(word: str) -> bool:
        return is_word(word.lower().strip("'’‘“”*-"))

    def is_name(word: str) -> bool:
        return _is_written(word) or not is_known(word)

    text = _without_names(_AFTER_SURE, _always, is_name, text)
    text = _without_names(_AFTER_PERHAPS, is_name, is_name, text)
    text = _without_names(_AFTER_WRITTEN, _is_written, _is_written, text)
    for pattern in (_POSTCODE, _NUMBER, _ANY_DIGIT):
        text = pattern.sub(NUMBER, text)
    return text


def _without_names(announced: re.Pattern[str], is_first: Test, is_next: Test, text: str) -> str:
    """The text without the names that follow what announces them."""
    kept, at = "", 0
    while found := announced.search(text, at):
        parts = re.split(r"(\s+)", found["words"])
        length = _length_of_name(parts[::2], is_first, is_next)
        kept += text[at : found.start("words")] + (NAME if length else "")
        # What is no name may announce the next one.
        at = found.start("words") + len("".join(parts[: max(2 * length - 1, 0)]))
    return kept + text[at:]


def _length_of_name(words: list[str], is_first: Test, is_next: Test) -> int:
    """How many of the words are the name; 0 when the first is none."""
    length = 0
    while length < len(words):
        at = length
        while at < len(words) - 1 and words[at].lower() in _PARTICLES:
            at += 1
        if length:
            goes_on = at > length or is_next(words[at])
        else:
            goes_on = is_first(words[0]) or (at > 0 and _is_written(words[at]))
        if not goes_on:
            break
        length = at + 1
    return length


def _is_written(word: str) -> bool:
    """Written as a name: one capital, as in 'Amira' and 'J.', not 'ZZP' or 'ontslagen'."""
    return word[0].isupper() and not word[1:2].isupper()


def _always(_word: str) -> bool:
    return True
