"""Free text of a CV becomes lines, however somebody filled it to keep the reader busy."""

import pytest

from werkcentrum.profiles.exchange import split
from werkcentrum.profiles.lines import lines_of

A_LOT = 1_000_000


def test_each_paragraph_and_bullet_of_a_text_with_html_is_a_line():
    text = '<p class="a">soep &amp; saus</p>< UL ><li>bak<b>ken</b></li><li>- rekenen</li></ul>'

    assert lines_of(text) == ["soep & saus", "bak ken", "rekenen"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<" + " " * A_LOT, ["<"]),
        ("<" * A_LOT, ["<" * A_LOT]),
        ("<p" * A_LOT, ["<p" * A_LOT]),
    ],
    ids=["spaces", "opened again and again", "paragraphs that never end"],
)  # fmt: skip
def test_a_text_that_opens_tags_and_never_closes_them_is_read_to_its_end(text, lines):
    assert lines_of(text) == lines


def test_work_told_with_a_million_spaces_is_read_to_its_end():
    line = "kok" + " " * A_LOT + "(lang"

    assert split(line) == ("", 0.0, line)
    assert split("kok   (8,5 jaar)\n:  soep") == ("kok", 8.5, "soep")
