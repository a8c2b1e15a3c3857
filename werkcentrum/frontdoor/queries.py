"""The pages about services and answers, ready to be shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from werkcentrum.catalogue.models import Service
from werkcentrum.catalogue.queries import (
    CHANNEL_LABELS,
    Catalogue,
    Difference,
    ProviderInfo,
    ServiceInfo,
    Topic,
    catalogue_of,
)
from werkcentrum.core.addresses import link_to
from werkcentrum.core.languages import current_language
from werkcentrum.core.memory import per_version
from werkcentrum.frontdoor.structured_data import service_json_ld
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import Place, municipalities_of
from werkcentrum.privacy.models import Period, Purpose

CHANNEL_ICONS = {
    "walk_in": "map-pin",
    "appointment": "calendar",
    "phone": "phone",
    "online": "world",
    "home_visit": "home",
}


@dataclass(frozen=True)
class Option:
    """One value of a choice, with how many services it would leave; None where it leaves all."""

    value: str
    label: str
    count: int | None
    is_chosen: bool


@dataclass(frozen=True)
class Choice:
    """A link that changes one thing on the page."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Card:
    """A theme, group, municipality or service to go to."""

    url: str
    title: str
    summary: str
    icon: str = ""


@dataclass(frozen=True)
class AnswerCard:
    """A service in a list.

    `is_example`: something on the card was invented for the demonstration.
    """

    key: str
    url: str
    title: str
    summary: str
    provider: str
    theme: str
    next_step: str
    is_local: bool
    is_example: bool
    cost: str


@dataclass(frozen=True)
class Channel:
    """A way to get in touch."""

    icon: str
    label: str


@dataclass(frozen=True)
class Section:
    """A heading with services below it."""

    title: str
    summary: str
    services: list[AnswerCard]


@dataclass(frozen=True)
class VariantRow:
    """One service that a municipality does differently."""

    service_title: str
    service_url: str
    differences: list[Difference]


@dataclass(frozen=True)
class ServicePage:
    """Everything on the page of one service, for one municipality or the region."""

    key: str
    title: str
    summary: str
    kind_label: str
    theme: Choice
    what_you_get: list[str]
    for_whom: str
    cost: str
    cost_note: str
    bring: list[str]
    first_step: str
    handling: str
    duties: list[str]
    channels: list[Channel]
    law: str
    check_at: str
    source_name: str
    source_url: str
    checked: str
    is_checked: bool
    is_for_employers: bool
    providers: list[ProviderInfo]
    differences: list[Difference]
    municipality: Place | None
    is_example: bool
    municipality_choices: list[Choice]
    related: list[Card]
    groups: list[Card]
    leads_to: Choice | None
    take_along_url: str
    booking_url: str
    json_ld: SafeString = field(repr=False)


def leads_to(theme: str) -> Choice | None:
    """Where somebody goes on by themselves from this theme, by its key; None for most."""
    pages = {
        "werk-zoeken": (_("Zoek vacatures"), "vacancies"),
        "loopbaan": (_("Bekijk welk werk bij u past"), "fitting_work"),
        "scholing": (_("Bekijk alle opleidingen"), "trainings"),
    }
    if theme not in pages:
        return None
    label, page = pages[theme]
    return Choice(label, reverse(page))


def catalogue_here(region: Region) -> Catalogue:
    """The catalogue in the language of the page that is being made."""
    return catalogue_of(region).in_language(current_language())


def service_page(
    region: Region, key: str, *, place: Place | None, address: str
) -> ServicePage | None:
    """One service as that municipality offers it; None when the key is unknown."""
    catalogue = catalogue_here(region)
    municipality = place.key if place else ""
    service = catalogue.service(key, municipality)
    if service is None:
        return None
    providers = catalogue.providers(key, municipality)
    own = reverse("service", args=[key])
    return ServicePage(
        key=key,
        title=service.title,
        summary=service.summary,
        kind_label=str(Service.Kind(service.kind).label),
        theme=Choice(service.theme.title, reverse("theme", args=[service.theme.key])),
        leads_to=leads_to(service.theme.key),
        what_you_get=service.what_you_get,
        for_whom=service.for_whom,
        cost=str(Service.Cost(service.cost).label),
        cost_note=service.cost_note,
        bring=service.bring,
        first_step=service.first_step,
        handling=str(Service.Handling(service.handling).label),
        duties=service.duties,
        channels=[Channel(CHANNEL_ICONS[c], str(CHANNEL_LABELS[c])) for c in service.channels],
        law=service.law,
        check_at=service.check_at,
        source_name=service.source_name,
        source_url=service.source_url,
        checked=_checked(service.checked_on),
        is_checked=service.checked_on is not None,
        is_for_employers="employer" in service.audience,
        providers=providers,
        differences=catalogue.differences(key, municipality),
        municipality=place,
        is_example=_is_example(catalogue, key, place),
        municipality_choices=_municipality_choices(catalogue, own, municipality),
        related=_related(catalogue, service, place),
        groups=[_topic_card(group, "group") for group in service.groups],
        take_along_url=with_place(reverse("take_along", args=[key]), place),
        booking_url=link_to(reverse("book_appointment"), {"thema": service.theme.key}),
        json_ld=service_json_ld(service, providers, address=address, region=region.name),
    )


def theme_cards(region: Region) -> list[Card]:
    """All themes."""
    return [_topic_card(theme, "theme") for theme in catalogue_here(region).themes.values()]


def group_cards(region: Region) -> list[Card]:
    """All target groups; employers have a page of their own."""
    return [_topic_card(group, "group") for group in catalogue_here(region).groups.values()]


def theme_services(region: Region, key: str, place: Place | None) -> Section | None:
    """A theme with its services; None when there is no such theme."""
    catalogue = catalogue_here(region)
    theme = catalogue.themes.get(key)
    if theme is None:
        return None
    found = catalogue.in_theme(key, place.key if place else "")
    return Section(theme.title, theme.summary, service_cards(catalogue, found, place))


def theme_titles(region: Region, audience: str) -> dict[str, str]:
    """The themes in which there is something for this audience, in the language of the page."""
    catalogue = catalogue_here(region)
    used = {s.theme.key for s in catalogue.services.values() if audience in s.audience}
    return {key: theme.title for key, theme in catalogue.themes.items() if key in used}


def employer_sections(region: Region, place: Place | None) -> list[Section]:
    """What there is for employers, by theme."""
    catalogue = catalogue_here(region)
    sections = []
    for theme in catalogue.themes.values():
        found = [
            service
            for service in catalogue.in_theme(theme.key, place.key if place else "")
            if "employer" in service.audience and service.theme.key == theme.key
        ]
        if found:
            cards = service_cards(catalogue, found, place)
            sections.append(Section(theme.title, theme.summary, cards))
    # What there is most of for employers comes first.
    return sorted(sections, key=lambda section: -len(section.services))


def employer_contact(region: Region) -> ProviderInfo | None:
    """The employers' service point of the region."""
    return catalogue_here(region).in_role("werkgeversservicepunt")


def municipality_cards(region: Region) -> list[Card]:
    """All municipalities of the region."""
    return [
        Card(reverse("municipality", args=[key]), name, "")
        for key, name in catalogue_here(region).municipality_names.items()
    ]


def variant_rows(region: Region, municipality: str) -> list[VariantRow]:
    """Where a municipality differs from the region, service by service."""
    catalogue = catalogue_here(region)
    rows = [
        VariantRow(
            catalogue.services[key].title,
            link_to(reverse("service", args=[key]), {"gemeente": municipality}),
            catalogue.differences(key, municipality),
        )
        for key, where in catalogue.variants
        if where == municipality
    ]
    return sorted(rows, key=lambda row: row.service_title)


def service_cards(
    catalogue: Catalogue, services: Iterable[ServiceInfo], place: Place | None
) -> list[AnswerCard]:
    """Services as cards in a list."""
    return [service_card(catalogue, service, place) for service in services]


def service_card(catalogue: Catalogue, service: ServiceInfo, place: Place | None) -> AnswerCard:
    """One service as a card; made once per catalogue, so for one language."""
    known = catalogue.cards.get((service.key, place and place.key))
    if known is None:
        known = catalogue.cards[service.key, place and place.key] = _card(catalogue, service, place)
    return known


def _card(catalogue: Catalogue, service: ServiceInfo, place: Place | None) -> AnswerCard:
    providers = catalogue.providers(service.key, place.key if place else "")
    return AnswerCard(
        key=service.key,
        url=with_place(reverse("service", args=[service.key]), place),
        title=service.title,
        summary=service.summary,
        provider=_provider_names(providers),
        theme=service.theme.title,
        next_step=service.first_step,
        is_local=service.is_local,
        is_example=_is_example(catalogue, service.key, place) or _names_example(providers),
        cost=str(Service.Cost(service.cost).label),
    )


def with_place(url: str, place: Place | None) -> str:
    """An address that keeps the chosen municipality."""
    return link_to(url, {"gemeente": place.key}) if place else url


def question_url(text: str) -> str:
    """The answer page for a question."""
    return link_to(reverse("answers"), {"q": text})


def municipality_website(region: Region, key: str) -> str:
    """The municipality's own website; '' when unknown."""
    return next((row.website for row in municipalities_of(region) if row.key == key), "")


def _provider_names(providers: Sequence[ProviderInfo]) -> str:
    if len(providers) <= 1:
        return providers[0].name if providers else ""
    if len({provider.name for provider in providers}) == 1:
        return providers[0].name
    return _("per gemeente verschillend")


def _names_example(providers: Sequence[ProviderInfo]) -> bool:
    """Whether the name on a card was invented; with several providers there is none."""
    return len({provider.name for provider in providers}) == 1 and providers[0].is_example


def _is_example(catalogue: Catalogue, key: str, place: Place | None) -> bool:
    """Whether what this municipality does differently was invented."""
    variant = catalogue.variants.get((key, place.key)) if place else None
    return variant is not None and variant.is_example


def _municipality_choices(catalogue: Catalogue, own: str, chosen: str) -> list[Choice]:
    everywhere = [Choice(_("Hele regio"), own, not chosen)]
    return everywhere + [
        Choice(name, link_to(own, {"gemeente": key}), key == chosen)
        for key, name in catalogue.municipality_names.items()
    ]


def _related(catalogue: Catalogue, service: ServiceInfo, place: Place | None) -> list[Card]:
    found = (catalogue.service(key, place.key if place else "") for key in service.related)
    return [
        Card(with_place(reverse("service", args=[other.key]), place), other.title, other.summary)
        for other in found
        if other
    ]


def _topic_card(topic: Topic, page: str) -> Card:
    return Card(reverse(page, args=[topic.key]), topic.title, topic.summary, topic.icon)


def _checked(on: date | None) -> str:
    if on is None:
        return _("Nog niet gecontroleerd")
    return _("Gecontroleerd op %(date)s") % {"date": date_format(on, "j E Y")}


@dataclass(frozen=True)
class Register:
    """What the page about privacy tells of the register: purposes, and decided periods."""

    purposes: list[Purpose]
    periods: list[Period]


@per_version
def register_of(region: Region) -> Register:
    """The same for every language; part of the read model."""
    purposes = Purpose.objects.filter(region=region).order_by("pk")
    return Register(list(purposes), list(Period.objects.filter(region=region).order_by("pk")))
