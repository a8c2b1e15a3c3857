"""Looking through all services: by theme, by who one is, as offered somewhere, page by page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from werkcentrum.catalogue.queries import catalogue_of
from werkcentrum.core.memory import per_version
from werkcentrum.frontdoor.queries import AnswerCard, Choice, Option, catalogue_here, service_cards
from werkcentrum.partners.models import Region
from werkcentrum.partners.queries import Place, place_finder_of

SHOWN = 20
CHOICES = THEME, GROUP, MUNICIPALITY = ("thema", "voor", "gemeente")
PAGE = "pagina"
PARAMETERS = (*CHOICES, PAGE)
# Beside the first, the last and the present page, so many on either side of the present one.
_NEIGHBOURS = 2

# By theme and target group, '' for any: the keys of the services, in the order they are shown.
Shelves = dict[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True)
class Chosen:
    """What a visitor narrowed the services down to; empty means everything. Pages count from 1."""

    theme: str = ""
    group: str = ""
    place: Place | None = None
    page: int = 1

    @property
    def municipality(self) -> str:
        """The key of the municipality; '' for the whole region."""
        return self.place.key if self.place else ""

    @property
    def parameters(self) -> dict[str, str]:
        """What was chosen as it stands in an address, without the page."""
        chosen = zip(CHOICES, (self.theme, self.group, self.municipality), strict=True)
        return {name: value for name, value in chosen if value}


@dataclass(frozen=True)
class BrowsePage:
    """One page of the services that fit; `found` says how many do, and which page this is.

    `active`: what was chosen, to take away again.
    """

    services: list[AnswerCard]
    found: str
    number: int
    pages: int
    active: list[Choice]
    links: list[Choice]


@per_version
def shelves_of(region: Region) -> Shelves:
    """Which services each choice leaves, found once for all pages, languages and counts.

    Under a theme those whose first theme it is come first; then by title. No municipality says
    otherwise: it may change the texts of a service, not its themes or groups.
    """
    services = catalogue_of(region).services
    shelves: dict[tuple[str, str], list[str]] = {}
    for key, service in services.items():
        for theme in ("", *(theme.key for theme in service.themes)):
            for group in ("", *(group.key for group in service.groups)):
                shelves.setdefault((theme, group), []).append(key)
    return {
        choice: tuple(sorted(keys, key=lambda key: services[key].theme.key != choice[0]))
        for choice, keys in shelves.items()
    }


def chosen(region: Region, typed: Mapping[str, str]) -> Chosen:
    """The choices in an address; a value that does not exist counts as not chosen."""
    catalogue = catalogue_of(region)
    theme, group, page = (typed.get(name, "") for name in (THEME, GROUP, PAGE))
    return Chosen(
        theme=theme if theme in catalogue.themes else "",
        group=group if group in catalogue.groups else "",
        place=place_finder_of(region).by_key(typed.get(MUNICIPALITY, "")),
        page=int(page) if page.isascii() and page.isdecimal() and len(page) < 5 else 1,
    )


def browse_page(region: Region, chosen: Chosen, *, address: str, query: str) -> BrowsePage:
    """The services that fit what was chosen; past the last page that last page.

    `address` and `query` ('' or with its question mark) are the page's own, for its links.
    """
    catalogue = catalogue_here(region)
    keys = shelves_of(region).get((chosen.theme, chosen.group), ())
    pages = max(1, -(-len(keys) // SHOWN))
    number = max(1, min(chosen.page, pages))
    shown = keys[(number - 1) * SHOWN : number * SHOWN]
    found = (catalogue.service(key, chosen.municipality) for key in shown)
    return BrowsePage(
        services=service_cards(catalogue, filter(None, found), chosen.place),
        found=_found(len(keys), number, pages),
        number=number,
        pages=pages,
        active=list(_active(region, chosen)),
        links=list(_page_links(number, pages, f"{address}{query}")) if pages > 1 else [],
    )


def options(region: Region, name: str, chosen: Chosen) -> list[Option]:
    """What can be chosen under a name; a topic with how many services that leaves.

    Beside the other topic, that is; one that leaves nothing is only there when it is chosen now.
    """
    catalogue, shelves = catalogue_here(region), shelves_of(region)
    if name == MUNICIPALITY:
        places = catalogue.municipality_names.items()
        return [Option(key, title, None, key == chosen.municipality) for key, title in places]
    topics = catalogue.themes if name == THEME else catalogue.groups
    current = chosen.theme if name == THEME else chosen.group

    def count(key: str) -> int:
        pair = (key, chosen.group) if name == THEME else (chosen.theme, key)
        return len(shelves.get(pair, ()))

    return [
        Option(key, topic.title, count(key), key == current)
        for key, topic in topics.items()
        if key == current or count(key)
    ]


def as_query(parameters: Mapping[str, str]) -> str:
    """Keys and numbers, which need no encoding, as they stand behind an address; '' for none."""
    pairs = [f"{name}={key}" for name, key in parameters.items()]
    return f"?{'&'.join(pairs)}" if pairs else ""


def _found(count: int, number: int, pages: int) -> str:
    if pages == 1:
        return _("Gevonden: %(count)d") % {"count": count}
    told = {"count": count, "number": number, "pages": pages}
    return _("Gevonden: %(count)d. Bladzijde %(number)d van %(pages)d") % told


def _active(region: Region, chosen: Chosen) -> Iterator[Choice]:
    """Each choice with the address of all services without it."""
    catalogue, address, kept = catalogue_here(region), reverse("services"), chosen.parameters
    for name, key in kept.items():
        if name == MUNICIPALITY:
            label = catalogue.municipality_names[key]
        else:
            label = (catalogue.themes if name == THEME else catalogue.groups)[key].title
        rest = {other: value for other, value in kept.items() if other != name}
        yield Choice(label, f"{address}{as_query(rest)}", is_current=True)


def _page_links(number: int, pages: int, address: str) -> Iterator[Choice]:
    """The page before, the pages around this one with the first and the last, and the next."""
    further = f"{address}{'&' if '?' in address else '?'}{PAGE}="

    def link(label: str, to: int, is_current: bool = False) -> Choice:
        return Choice(label, f"{further}{to}" if to > 1 else address, is_current)

    if number > 1:
        yield link(_("Vorige bladzijde"), number - 1)
    around = range(max(1, number - _NEIGHBOURS), min(pages, number + _NEIGHBOURS) + 1)
    for to in sorted({1, pages, *around}):
        yield link(str(to), to, to == number)
    if number < pages:
        yield link(_("Volgende bladzijde"), number + 1)
