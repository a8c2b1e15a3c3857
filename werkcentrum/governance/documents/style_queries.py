"""Which house style a letter has."""

from django.db.models import F

from werkcentrum.core.letters import PLAIN_COLOUR, Letterhead
from werkcentrum.governance.models import Document, HouseStyle


def style_of(document: Document) -> HouseStyle | None:
    """That of its municipality, else of its region, else none."""
    of_region = HouseStyle.objects.filter(region=document.region_id)
    wanted = of_region.filter(municipality=None)
    if document.municipality_id is not None:
        wanted = wanted | of_region.filter(municipality=document.municipality_id)
    return wanted.order_by(F("municipality").asc(nulls_last=True)).first()


def letterhead(document: Document, style: HouseStyle | None) -> Letterhead:
    """What stands above a letter; without a house style only who sends it."""
    if style is None:
        municipality = document.municipality
        name = f"Gemeente {municipality.name}" if municipality else (
            f"Werkcentrum {document.region.name}"
        )  # fmt: skip
        return Letterhead([name], PLAIN_COLOUR)
    return Letterhead(style.sender, style.colour, style.logo)
