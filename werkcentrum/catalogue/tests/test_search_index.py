"""The search learns once per content, before visitors see it, and never in two places at once."""

import shutil
from collections import namedtuple

import pytest
from django.core.management import CommandError, call_command

from werkcentrum.catalogue import search_index
from werkcentrum.catalogue.management.commands import load_region
from werkcentrum.catalogue.search_index import (
    NoRoomError,
    digest_of,
    forget_rankers,
    lacking_room,
    learn_ahead,
    material_of,
    ranker_of,
)
from werkcentrum.partners.models import Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(settings, var, folder):
    """The small folder as this installation's regions."""
    settings.REGIONS_DIR = folder.path.parent
    return folder


def on_disk(var) -> set[str]:
    """The names of the rankers that were kept."""
    return {path.name for path in (var / "index").iterdir() if path.is_dir()}


@pytest.mark.slow
def test_what_was_learned_ahead_is_what_the_region_needs(here, var):
    learn_ahead(here.contents())
    learned = on_disk(var)
    region = here.loaded()
    assert learned == {f"vlietstreek-{digest_of(material_of(region))}"}
    ranker_of(region)
    assert on_disk(var) == learned


@pytest.mark.slow
def test_a_new_question_is_learned_and_the_ranker_before_it_is_kept(here, var):
    names = set()
    for number in range(3):
        rows = "".join(f"vraag {n} over taal,nl,question\n" for n in range(number + 1))
        here.write("examples/taalhuis.csv", "text,lang,style\n" + rows)
        learn_ahead(here.contents())
        names |= on_disk(var)
    assert len(names) == 3
    assert len(on_disk(var)) == 2
    assert f"vlietstreek-{digest_of(material_of(here.loaded()))}" in on_disk(var)


@pytest.mark.slow
def test_a_change_that_teaches_nothing_keeps_the_ranker_in_memory(here, var):
    region = here.loaded()
    ranker = ranker_of(region)
    here.change("organisations.yaml", "De gemeente", "Uw gemeente")
    here.load()
    region.refresh_from_db()
    assert region.content_version == 2
    assert ranker_of(region) is ranker
    here.change("services/taalhuis.yaml", "Taalhuis", "Taalpunt")
    here.load()
    assert ranker_of(Region.objects.get()) is not ranker


@pytest.mark.slow
def test_what_a_crash_left_behind_is_cleared(here, var):
    (var / "index" / "vlietstreek-0123456789abcdef.99.new").mkdir(parents=True)
    (var / "index" / "vlietstreek-zuid-0123456789abcdef").mkdir()
    learn_ahead(here.contents())
    forget_rankers()
    assert "vlietstreek-0123456789abcdef.99.new" not in on_disk(var)
    assert "vlietstreek-zuid-0123456789abcdef" in on_disk(var)


def fill_disk(monkeypatch, *, free: int) -> None:
    """The disk has so many bytes left."""
    usage = namedtuple("usage", "free")(free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)


def keep_ranker(var, *, size: int) -> None:
    """A ranker of so many bytes that the region learned before."""
    (var / "index" / "vlietstreek-0123456789abcdef").mkdir(parents=True)
    (var / "index" / "vlietstreek-0123456789abcdef" / "weights.npy").write_bytes(bytes(size))


def test_a_disk_without_room_is_told_before_anything_is_learned(here, var, monkeypatch):
    keep_ranker(var, size=5_000_000)
    (var / "index" / "vlietstreek-fedcba9876543210.99.new").mkdir()
    fill_disk(monkeypatch, free=1_000_000)
    monkeypatch.setattr(search_index, "train", lambda *_words, **_more: pytest.fail("learned"))

    with pytest.raises(NoRoomError, match="maak 5 MB vrij"):
        learn_ahead(here.contents())

    assert on_disk(var) == {"vlietstreek-0123456789abcdef"}


def test_there_is_room_for_one_that_is_a_little_larger_and_for_the_first(var, monkeypatch):
    fill_disk(monkeypatch, free=0)
    assert lacking_room("vlietstreek") == 0
    keep_ranker(var, size=5_000_000)
    fill_disk(monkeypatch, free=6_000_000)
    assert lacking_room("vlietstreek") == 0
    fill_disk(monkeypatch, free=5_999_999)
    assert lacking_room("vlietstreek") == 1


def test_who_loads_a_folder_on_a_full_disk_reads_what_to_do(here, var, monkeypatch):
    keep_ranker(var, size=5_000_000)
    fill_disk(monkeypatch, free=0)

    with pytest.raises(
        CommandError, match=r"De schijf is vol: maak 6 MB vrij\. Er is niets geladen"
    ):
        call_command("load_region", str(here.path))

    assert not Region.objects.exists()


def test_who_loads_a_folder_on_a_disk_that_fills_up_reads_which_file_did_not_fit(here, monkeypatch):
    def fail(_contents):
        raise OSError(28, "No space left on device", "weights.npy")

    monkeypatch.setattr(load_region, "learn_ahead", fail)

    with pytest.raises(CommandError, match=r"'weights\.npy'\. Er is niets geladen\."):
        call_command("load_region", str(here.path))
