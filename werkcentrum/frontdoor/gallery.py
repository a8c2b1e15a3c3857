"""The gallery: every interface component once, filled with the region's own content."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from werkcentrum.core.forms import FreeTextField
from werkcentrum.frontdoor.answer_page import EmergencyPanel, Found, emergency_panel
from werkcentrum.frontdoor.locations import LocationCard, WalkIn, location_cards, walk_ins
from werkcentrum.frontdoor.queries import (
    Card,
    Choice,
    VariantRow,
    catalogue_here,
    municipality_cards,
    service_card,
    theme_cards,
    variant_rows,
)
from werkcentrum.partners.models import Region

_MOST = 2
_MAY_BE_A_BSN = "111222333"


class ExampleForm(forms.Form):
    """Two fields, to show what a form looks like."""

    name = forms.CharField(label=_("Een veld dat nodig is"))
    remark = FreeTextField(
        label=_("Een ander veld"), help_text=_("Met uitleg erbij."), required=False, max_length=280
    )


@dataclass(frozen=True)
class Gallery:
    """One or two of everything there is a component for."""

    themes: list[Card]
    services: list[Found]
    locations: list[LocationCard]
    walk_ins: tuple[WalkIn, ...]
    choices: list[Choice]
    municipality: str
    differences: list[VariantRow]
    panel: EmergencyPanel | None
    form: ExampleForm


def gallery(region: Region, *, at: datetime) -> Gallery:
    """What the gallery shows of this region."""
    catalogue = catalogue_here(region)
    places = municipality_cards(region)
    rows = {key: variant_rows(region, key) for key in catalogue.municipality_names}
    different = next((key for key, found in rows.items() if found), "")
    return Gallery(
        themes=theme_cards(region)[:1],
        services=[
            Found(service_card(catalogue, service, None), service.terms[0])
            for service in list(catalogue.services.values())[:_MOST]
        ],
        locations=location_cards(region, at=at)[:_MOST],
        walk_ins=walk_ins(region, at=at, most=_MOST),
        choices=[Choice(card.title, card.url, card is places[0]) for card in places],
        municipality=catalogue.municipality_names.get(different, ""),
        differences=rows.get(different, [])[:_MOST],
        panel=emergency_panel(region, "violence", None),
        form=ExampleForm({"name": "", "remark": _MAY_BE_A_BSN}),
    )
