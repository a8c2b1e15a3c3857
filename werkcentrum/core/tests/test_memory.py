"""What was read is kept until the content changes, each owner for itself."""

from dataclasses import dataclass

import pytest

from werkcentrum.core.memory import forget_everything, per_version


@dataclass
class Owner:
    pk: str
    content_version: int = 1


@pytest.fixture
def reading():
    """A reader that counts how often it really reads."""
    read = []

    @per_version
    def name_of(owner):
        read.append(owner.pk)
        return f"{owner.pk} {owner.content_version}"

    return name_of, read


def test_the_same_content_is_read_once(reading):
    name_of, read = reading
    assert [name_of(Owner("a")), name_of(Owner("a"))] == ["a 1", "a 1"]
    assert read == ["a"]


def test_new_content_is_read_anew_and_two_owners_do_not_mix(reading):
    name_of, _ = reading
    assert [name_of(Owner("a")), name_of(Owner("b")), name_of(Owner("a", 2))] == [
        "a 1",
        "b 1",
        "a 2",
    ]


def test_everything_can_be_forgotten(reading):
    name_of, read = reading
    name_of(Owner("a"))
    forget_everything()
    name_of(Owner("a"))
    assert read == ["a", "a"]
