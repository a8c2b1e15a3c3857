"""What a visitor types about themselves does not reach the database."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkcentrum.catalogue.queries import own_words
from werkcentrum.frontdoor.masking import mask

# What people are, in the words of our own example questions.
KNOWN = frozenset([
    "ontslagen", "ziek", "op", "zoek", "naar", "moeder", "van", "zzp'er", "werkloos", "alleen",
    "en", "ik", "ben", "werk", "de", "het", "een", "voor", "mijn", "naam", "is", "heet", "groetjes",
])  # fmt: skip


def is_word(word: str) -> bool:
    return word in KNOWN


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("bel mij op 06-12 34 56 78", "bel mij op [nummer]"),
        ("bel +31 (0)6 12345678 aub", "bel [nummer] aub"),
        ("bel ⁰⁶¹² of ０６３４ of ٠٦٥٦", "bel [nummer] of [nummer] of [nummer]"),
        ("mijn bsn is 123456782", "mijn bsn is [nummer]"),
        ("geboren op 3-5-1980", "geboren op [nummer]"),
        ("ik woon op 2271 AB", "ik woon op [nummer]"),
        ("ik woon op 2271ab in Voorburg", "ik woon op [nummer] in Voorburg"),
        ("sinds 2019 in Nederland", "sinds [nummer] in Nederland"),
        ("mail naar j.jansen@example.org graag", "mail naar [e-mail] graag"),
        ("mail jan(at)example.org graag", "mail [e-mail] graag"),
        ("mail jan [at] example.org graag", "mail [e-mail] graag"),
        ("mail jan @ example.org graag", "mail [e-mail] graag"),
        ("mail jan at example.org graag", "mail [e-mail] graag"),
        ("mail jan apenstaartje example.org graag", "mail [e-mail] graag"),
        ("op insta @amira_voorburg", "op insta [e-mail]"),
        ("zie https://example.org/cv/jan", "zie [link]"),
        ("zie WWW.example.org/jan", "zie [link]"),
        ("mijn rekening NL91ABNA0417164300", "mijn rekening [nummer]"),
        ("mijn rekening nl91 abna 0417 1643 00", "mijn rekening [nummer]"),
        ("mijn rekening NL91.ABNA.0417.1643.00", "mijn rekening [nummer]"),
        ("ik ben 58 en zoek werk", "ik ben [nummer] en zoek werk"),
    ],
)
def test_numbers_and_addresses_are_taken_out(typed, kept):
    assert mask(typed, is_word=is_word) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ik ben Amira el Idrissi en zoek werk", "ik ben [naam] en zoek werk"),
        ("ik ben amira", "ik ben [naam]"),
        ("ik ben amira el idrissi en zoek werk", "ik ben [naam] en zoek werk"),
        ("ik ben jan de boer", "ik ben [naam]"),
        ("Ik ben Jan de vries", "Ik ben [naam]"),
        ("Ik ben de Vries en zoek werk", "Ik ben [naam] en zoek werk"),
        ("IK BEN AMIRA EN ZOEK WERK", "IK BEN [naam] EN ZOEK WERK"),
        ("ikben amira", "ikben [naam]"),
        ("Ik ben Jan. Ik zoek werk", "Ik ben [naam]. Ik zoek werk"),
        ("Hallo, mijn naam is amira", "Hallo, mijn naam is [naam]"),
        ("Mijn naam is: Amira", "Mijn naam is: [naam]"),
        ("mijn achternaam is de boer", "mijn achternaam is [naam]"),
        ("naam: j.a. van der meer, ziek", "naam: [naam], ziek"),
        ("ik heet jan jansen en ik zoek werk", "ik heet [naam] en ik zoek werk"),
        ("ik heet Anne-Marie d'Hondt", "ik heet [naam]"),
        ("Mijn man heet Ahmed", "Mijn man heet [naam]"),
        ("mevrouw De Wit helpt mij", "mevrouw [naam] helpt mij"),
        ("de heer en dhr. J. Jansen", "de heer en dhr. [naam]"),
        ("groetjes amira", "groetjes [naam]"),
        ("Met vriendelijke groet,\nAmira", "Met vriendelijke groet,\n[naam]"),
        ("groeten van Amira", "groeten van [naam]"),
        ("ik heet ik ben Jan", "ik heet ik ben [naam]"),
        ("ik ben amira naam: jan", "ik ben [naam] naam: [naam]"),
    ],
)
def test_a_name_after_words_that_announce_it_is_taken_out(typed, kept):
    assert mask(typed, is_word=is_word) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "my name is amira", "I am Amira", "I’m Amira", "call me amira",
        "мене звати аміра", "Моє ім'я Аміра", "я Аміра", "я — Аміра",
        "меня зовут амира", "моё имя Амира",
        "اسمي أميرة", "إسمي هو أميرة",
        "benim adım amira", "ismim amira", "ben Amira",
        "nazywam się amira", "mam na imię Amira", "jestem Amira",
        "me llamo amira", "je m’appelle amira", "je suis Amira",
        "ich heisse amira", "ich bin Amira", "mă numesc amira", "sunt Amira",
        "казвам се амира", "аз съм Амира",
    ],
)  # fmt: skip
def test_a_name_is_taken_out_in_the_languages_of_our_visitors(typed):
    masked = mask(typed, is_word=is_word)

    assert masked.endswith("[naam]")
    assert not any(name in masked.lower() for name in ("amira", "аміра", "амира", "أميرة"))


@pytest.mark.parametrize(
    "typed",
    [
        "ik ben ontslagen",
        "Ik ben op zoek naar werk",
        "IK BEN ZIEK",
        "Ik ben ZZP'er",
        "ik ben de moeder van een ziek kind",
        "de naam van het bedrijf",
        "ik ben",
        "groetjes",
        "i am looking for work",
        "jestem bezrobotny",
    ],
)
def test_what_somebody_is_stays_readable(typed):
    assert mask(typed, is_word=is_word) == typed


def test_the_words_of_our_own_questions_are_nobody_s_name(region):
    known = own_words(region)

    assert mask("ik ben schulden", is_word=known.__contains__) == "ik ben schulden"
    assert mask("ik ben amira", is_word=known.__contains__) == "ik ben [naam]"


@pytest.mark.parametrize("typed", ["a" * 20_000, "(" * 20_000, "http:/" * 3_000, "x-" * 10_000])
def test_a_very_long_word_holds_nobody_up(typed):
    # The guard on processor time fails this test when the time grows with the square.
    assert mask(typed) == typed


PHONES = st.sampled_from(["0612345678", "06-12345678", "06 12 34 56 78", "+31 6 1234 5678"])
MAILS = st.sampled_from(["amira@example.org", "AMIRA.X@example.co.uk", "amira(at)example.org"])
IBANS = st.sampled_from(["NL91ABNA0417164300", "nl91 abna 0417 1643 00"])
NAMES = st.sampled_from(["Amira", "amira el idrissi", "Jan-Willem van der Meer", "J. Jansen"])
ANNOUNCEMENTS = st.sampled_from(["ik ben ", "Mijn naam is ", "ik heet ", "groetjes ", "naam: "])
WORDS = st.sampled_from(
    ["werk", "ik", "ontslagen", "wat nu?", "(cv)", "€", "\n", "🙂", "van", "是"]
)
PERSONAL = PHONES | MAILS | IBANS | st.builds(str.__add__, ANNOUNCEMENTS, NAMES)
QUESTIONS = st.lists(PERSONAL | WORDS, max_size=12).map(" ".join)
LEFT = re.compile(r"\d|@|amira|idrissi|abna|willem|meer|jansen|example", re.IGNORECASE)


@given(st.text(max_size=400) | QUESTIONS)
def test_no_digit_is_ever_left(text):
    assert not any(character.isdecimal() or character in "²³¹①" for character in mask(text))


@given(QUESTIONS)
def test_whatever_stands_around_it_nothing_personal_is_left(question):
    assert not LEFT.search(mask(question, is_word=is_word))


@given(st.text(max_size=200) | QUESTIONS)
def test_masking_twice_is_masking_once(text):
    once = mask(text, is_word=is_word)

    assert mask(once, is_word=is_word) == once
