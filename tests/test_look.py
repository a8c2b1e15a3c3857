"""The look: a page of a municipality wears its colours, every other page those of the region."""

import pytest

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
