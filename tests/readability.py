"""The measure of core/readability.py, with the words to avoid of regions/_base."""

from tests.source import ROOT
from werkcentrum.core import readability


def obstacles(text: str) -> list[str]:
    """What makes a text too hard for a reader at level B1, in words for the writer."""
    return readability.obstacles(text, readability.jargon_in(ROOT / "regions/_base/jargon.txt"))
