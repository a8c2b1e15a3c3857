"""Facts of anybody, as somebody may have confirmed them, for tests that try many."""

from functools import cache

from hypothesis import strategies as st

from werkcentrum.profiles.codes import LICENCES, THREE_LETTERS
from werkcentrum.profiles.facts import Experience, Facts, Language, Skill, Study, Wish
from werkcentrum.profiles.tests.make_words import words


@cache
def named(kind):
    """Concepts by key, with a name that reducing leaves as it is and that leads to them."""
    found = []
    for key, concept in words().lexicon.concepts.items():
        name = words().reduce(concept.label).strip(", ")
        if concept.kind == kind and name:
            known = words().wish(name) if kind == "occupation" else words().skill(name)
            if known and (known.occupation if kind == "occupation" else known.key) == key:
                found.append((name, key))
    return found


def occupations():
    return st.sampled_from(named("occupation"))


def work():
    told = st.sampled_from(["", "soep koken", "kassa", "schoonmaken, afwassen"])
    years = st.integers(0, 400).map(lambda tenths: tenths / 10)
    return st.builds(
        lambda one, lasted, text: Experience(*one, lasted, text), occupations(), years, told
    )


def studies(levels):
    names = st.sampled_from(["mbo kok", "cursus heftruck", "opleiding metselaar", "vmbo techniek"])
    return st.builds(Study, names, st.sampled_from(levels), st.booleans())


def any_facts(*, levels, spoken):
    """`levels` of studies, `spoken` of languages: those that the form has."""
    wishes = st.lists(st.builds(lambda one: Wish(*one), occupations()), max_size=3, unique=True)
    skills = st.lists(
        st.builds(lambda one: Skill(*one), st.sampled_from(named("skill"))), max_size=4, unique=True
    )
    languages = st.lists(
        st.builds(Language, st.sampled_from(sorted(THREE_LETTERS)), st.sampled_from(spoken)),
        max_size=3, unique_by=lambda one: one.code,
    )  # fmt: skip
    licences = st.lists(st.sampled_from(sorted(LICENCES)), max_size=2, unique=True)
    return st.builds(
        Facts,
        wishes=wishes.map(tuple),
        work=st.lists(work(), max_size=3).map(tuple),
        skills=skills.map(tuple),
        studies=st.lists(studies(levels), max_size=2).map(tuple),
        languages=languages.map(tuple),
        licences=st.one_of(st.none(), licences.map(tuple)),
        postcode4=st.sampled_from(["", "2271", "2611"]),
        km=st.one_of(st.none(), st.integers(0, 200)),
        hours_min=st.one_of(st.none(), st.integers(0, 24)),
        hours_max=st.one_of(st.none(), st.integers(24, 60)),
        level=st.one_of(st.none(), st.integers(1, 6)),
        irregular=st.sampled_from([None, True, False]),
    )
