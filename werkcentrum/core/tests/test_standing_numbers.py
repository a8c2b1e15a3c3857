"""A number that may be a BSN is found in whatever somebody writes; others are let through."""

import pytest
from django import forms
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from werkcentrum.core.forms import FreeTextField, held_numbers
from werkcentrum.core.standing_numbers import standing_numbers

REFUSED = "In deze tekst staat een nummer dat een BSN kan zijn. Verwijder dit nummer."
BETWEEN = st.sampled_from(["", "", ".", " ", "\u00a0"])
# What may touch a number without being part of it.
AROUND = st.text(
    st.characters(codec="utf-8", exclude_categories=("Nd", "Cs"), exclude_characters="+"),
    max_size=30,
)
few = settings(max_examples=60, deadline=None)


def passes(digits: str) -> bool:
    """The eleven-test, written out."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(w * int(d) for w, d in zip(weights, digits, strict=True))
    return total % 11 == 0 and int(digits) > 0


@st.composite
def bsns(draw) -> str:
    """Nine digits that pass the test, as people write them."""
    first = draw(st.integers(1, 99_999_999))
    digits = next(
        number
        for start in range(first, first + 99)
        for last in range(10)
        if len(number := f"{start:08}{last}") == 9 and passes(number)
    )
    return "".join(digit + draw(BETWEEN) for digit in digits[:-1]) + digits[-1]


@few
@given(before=AROUND, number=bsns(), after=AROUND)
def test_a_bsn_is_found_in_whatever_is_written_around_it(before, number, after):
    assert standing_numbers(before + number + after) == [number]


@few
@given(numbers=st.lists(bsns(), min_size=1, max_size=4))
def test_every_bsn_in_a_text_is_found(numbers):
    assert standing_numbers("Mijn nummer is " + " en ".join(numbers)) == numbers


@few
@given(digits=st.from_regex(r"\A[0-9]{9}\Z"))
def test_nine_digits_are_found_when_they_pass_the_test_and_only_then(digits):
    assert (standing_numbers(digits) == [digits]) == passes(digits)


@few
@given(number=st.from_regex(r"\A(0[1-9][0-9]{8}|0[1-9][0-9]{1,2}[- ][0-9]{6,7})\Z"))
def test_a_dutch_phone_number_is_let_through(number):
    digits = sum(c.isdigit() for c in number)
    assert digits != 10 or standing_numbers(f"Bel {number}, na 5 uur.") == []


@few
@given(rest=st.from_regex(r"\A[1-9][0-9]{8}\Z"), country=st.sampled_from([31, 32, 48, 90, 380]))
@pytest.mark.parametrize(
    "written", ["+{c}{r}", "+{c} {r}", "00{c} {r}", "+{c} (0){r}", "+{c}-{r}", "+{c} (0) {a} {b}"]
)
def test_a_phone_number_with_a_country_is_let_through(written, rest, country):
    number = written.format(c=country, r=rest, a=rest[:1], b=rest[1:])
    assert standing_numbers(f"Bel {number}.") == []


@few
@given(digits=st.from_regex(r"\A([0-9]{1,8}|[0-9]{10,30})\Z"))
def test_fewer_or_more_digits_are_let_through(digits):
    """A KvK number has eight, a reference or an account ten, a number of a branch twelve."""
    assert standing_numbers(f"Ons kenmerk {digits}, graag een antwoord.") == []


@few
@given(postcode=st.from_regex(r"\A[1-9][0-9]{3} ?[A-Z]{2}\Z"), house=st.integers(1, 99_999))
def test_an_address_is_let_through(postcode, house):
    assert standing_numbers(f"Parkweg {house}, {postcode} Voorburg") == []


@pytest.mark.parametrize(
    "iban",
    [
        "NL91ABNA0417164300",
        "NL91 ABNA 0417 1643 00",
        "nl91 abna 0 417 164 300",
        "DE89 370400440 532013000",
        "BE68 5390 0754 7034",
        "FR14 2004 1010 0505 0001 3M02 606",
    ],
)
def test_an_account_number_is_let_through(iban):
    assert standing_numbers(f"Mijn rekening is {iban} bij de bank.") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("brief_111222333.pdf", ["111222333"]),
        ("BSN111222333", ["111222333"]),
        ("1112.22.333", ["1112.22.333"]),
        ("1112-22-333", ["1112-22-333"]),
        ("111 222 333 en 06 12345678", ["111 222 333"]),
        ("06 12345678 111222333", ["111222333"]),
        ("+31 6 12345678 111222333", ["111222333"]),
        ("NL91 ABNA 0417 1643 00 111222333", ["111222333"]),
        ("١١١٢٢٢٣٣٣", ["١١١٢٢٢٣٣٣"]),
        ("111222334", []),
        ("op 11-12-2022 333 mensen", []),
        ("1112\n22333", []),
        ("000000000", []),
        ("", []),
    ],
)
def test_what_is_found_and_what_not(text, found):
    assert standing_numbers(text) == found


class StoryForm(forms.Form):
    verhaal = FreeTextField(max_length=40, required=False)


def shown(form) -> str:
    source = "{% load ui %}{{ form.verhaal.errors }}{% no_bsn form.verhaal %}"
    return Template(source).render(Context({"form": form}))


def test_whoever_types_a_bsn_is_asked_to_take_it_away():
    form = StoryForm({"verhaal": "Ik ben 111222333"})

    assert form.errors["verhaal"] == [REFUSED]
    assert "Dit is geen BSN" in shown(form)
    assert "checked" not in shown(form)


def test_whoever_says_that_it_is_no_bsn_goes_on_and_the_numbers_are_counted():
    form = StoryForm({"verhaal": "Polis 111222333 en 1112.22.333", "geen_bsn": "on"})

    assert form.is_valid()
    assert form.cleaned_data["verhaal"] == "Polis 111222333 en 1112.22.333"
    assert held_numbers(form) == 2
    assert "checked" in shown(form)


def test_whoever_types_no_such_number_is_asked_nothing():
    form = StoryForm({"verhaal": "Bel mij\r\n06 12345678"})

    assert form.is_valid()
    assert form.cleaned_data["verhaal"] == "Bel mij\n06 12345678"
    assert held_numbers(form) == 0
    assert "BSN" not in shown(form)


def test_a_text_that_is_too_long_is_told_so_in_plain_words():
    assert StoryForm({"verhaal": "a" * 41}).errors["verhaal"] == [
        "Dit is te lang. Maak het korter."
    ]
    assert StoryForm({"verhaal": "a" * 40}).is_valid()
    assert StoryForm({}).is_valid()
