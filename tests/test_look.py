"""The look: a page of a municipality wears its colours, every other page those of the region."""

import re

import pytest

from tests.source import ROOT
from werkcentrum.partners.models import Municipality

VOORBURG = "leidschendam-voorburg"


def look(shown) -> set[str]:
    return {name for name in shown.document.get("class").split() if name.startswith("theme-")}


@pytest.mark.parametrize(
    "address",
    [
        f"/gemeenten/{VOORBURG}/",
        f"/diensten/cv-hulp/?gemeente={VOORBURG}",
        f"/diensten/cv-hulp/meenemen/?gemeente={VOORBURG}",
    ],
)
def test_a_page_of_a_municipality_wears_its_colours(page, region, address):
    Municipality.objects.filter(key=VOORBURG).update(theme=VOORBURG)

    assert look(page.open(address)) == {f"theme-{VOORBURG}"}


@pytest.mark.parametrize(
    "address",
    ["/", "/gemeenten/wassenaar/", "/diensten/cv-hulp/", "/diensten/cv-hulp/?gemeente=wassenaar"],
)
def test_every_other_page_wears_the_colours_of_the_region(page, region, address):
    Municipality.objects.filter(key=VOORBURG).update(theme=VOORBURG)

    assert look(page.open(address)) == {f"theme-{region.theme}"}


# What stands left or right of something must follow the direction of reading.
PHYSICAL = re.compile(
    r"(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)"
    r"|(?<![\w-])(?:left|right)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
)


@pytest.mark.parametrize("path", sorted((ROOT / "frontend/css").rglob("*.css")), ids=str)
def test_nothing_stands_left_or_right_but_before_or_after(path):
    assert PHYSICAL.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("bad", ["margin-left: 0", "{right:0}", "float: left", "text-align:right"])
def test_a_style_that_arabic_cannot_mirror_is_seen(bad):
    assert PHYSICAL.search(bad)


def _narrow_tables_of(path):
    """The classes of each table of three columns or more that stays a table on a phone."""
    text = path.read_text(encoding="utf-8")
    tables = re.findall(r'<table class="(table\b[^"]*)"(.*?)</thead>', text, re.DOTALL)
    return [
        classes
        for classes, head in tables
        if head.count('<th scope="col"') > 2 and "table--cards" not in classes.split()
    ]


def test_on_a_phone_a_row_of_many_columns_is_a_card_so_that_words_stay_whole():
    pages = sorted((ROOT / "werkcentrum").rglob("*.html"))

    assert [(page.name, found) for page in pages if (found := _narrow_tables_of(page))] == []
