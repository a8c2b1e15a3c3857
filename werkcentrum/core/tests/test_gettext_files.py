"""Translations are compiled when the software starts, and never lag behind their text."""

import gettext
import os

import pytest

from werkcentrum.core.gettext_files import compile_stale

PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8"

msgid "Zoek hulp"
msgstr "{}"
"""


@pytest.fixture
def sources(tmp_path):
    """A folder with one language."""
    folder = tmp_path / "locale" / "uk" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO.format("Знайти допомогу"))
    return tmp_path / "locale"


def said(compiled) -> str:
    with (compiled / "uk" / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext("Zoek hulp")


def test_a_text_is_ready_for_use(sources, tmp_path):
    compile_stale(sources, tmp_path / "mo")

    assert said(tmp_path / "mo") == "Знайти допомогу"


def test_nothing_is_done_twice(sources, tmp_path):
    compile_stale(sources, tmp_path / "mo")
    made = (tmp_path / "mo" / "uk" / "LC_MESSAGES" / "django.mo").stat().st_ino

    compile_stale(sources, tmp_path / "mo")

    assert (tmp_path / "mo" / "uk" / "LC_MESSAGES" / "django.mo").stat().st_ino == made


@pytest.mark.parametrize("hours", [-1, 1])
def test_an_older_text_that_comes_back_counts_as_much_as_a_newer_one(sources, tmp_path, hours):
    compile_stale(sources, tmp_path / "mo")
    source = sources / "uk" / "LC_MESSAGES" / "django.po"
    moment = source.stat().st_mtime + hours * 3600

    source.write_text(PO.format("Шукати допомогу"))
    os.utime(source, (moment, moment))
    compile_stale(sources, tmp_path / "mo")

    assert said(tmp_path / "mo") == "Шукати допомогу"
