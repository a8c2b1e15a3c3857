"""What was read is kept until the content changes, each owner for itself."""

from dataclasses import dataclass

import pytest

from werkcentrum.core.memory import (
    Fragments,
    forget_everything,
    forget_others,
    per_version,
    remember,
    remembered_of,
)


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


def test_the_version_before_is_kept_for_who_began_with_it_and_older_ones_are_not(reading):
    name_of, read = reading
    for version in (1, 2, 3):
        name_of(Owner("a", version))
    assert [name_of(Owner("a", 2)), name_of(Owner("a", 3))] == ["a 2", "a 3"]
    assert len(read) == 3
    name_of(Owner("a", 1))
    assert len(read) == 4


def test_what_one_process_remembers_another_takes_over(reading):
    name_of, read = reading
    name_of(Owner("a"))
    found = remembered_of(Owner("a"))
    forget_everything()
    remember(Owner("a"), {**found, "nobody.reads.this": 1})
    assert name_of(Owner("a")) == "a 1"
    assert read == ["a"]


def test_other_versions_can_be_dropped(reading):
    name_of, read = reading
    name_of(Owner("a", 1))
    name_of(Owner("a", 2))
    forget_others(Owner("a", 2))
    name_of(Owner("a", 2))
    assert len(read) == 2
    name_of(Owner("a", 1))
    assert len(read) == 3


def test_a_piece_of_a_page_is_made_once_and_the_one_longest_not_used_goes_first():
    made = []
    fragments = Fragments(2)
    for key in ("a", "b", "a", "c", "a", "b"):
        fragments.get(key, lambda key=key: made.append(key) or key)
    assert made == ["a", "b", "c", "b"]


def test_pieces_of_pages_are_forgotten_with_everything_else():
    fragments = Fragments(2)
    fragments.get("a", lambda: "old")
    forget_everything()
    assert fragments.get("a", lambda: "new") == "new"
