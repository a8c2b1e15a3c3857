"""The made-up catalogue that size is measured with is the same for everybody."""

from collections import Counter

from bench.synthetic import EXAMPLES, catalogue


def test_whoever_measures_gets_the_same_catalogue():
    assert catalogue(20) == catalogue(20)


def test_every_service_has_its_examples_and_nobody_asks_one_of_those():
    made = catalogue(40)
    assert set(Counter(example.label for example in made.examples).values()) == {EXAMPLES}
    assert not {text for text, _ in made.asked} & {example.text for example in made.examples}
    assert {key for _, key in made.asked} == {document.key for document in made.documents}
