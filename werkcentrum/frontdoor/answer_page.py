"""The answer page: what is shown, in which words, after a question was ranked."""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from django.core import signing
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _

from werkcentrum.catalogue.models import EmergencyHelp, Service
from werkcentrum.catalogue.queries import CHANNEL_LABELS, Catalogue, ServiceInfo
from werkcentrum.core.addresses import link_to
from werkcentrum.core.phone import phone_href
from werkcentrum.frontdoor.answering import Answer
from werkcentrum.frontdoor.queries import AnswerCard, Choice, Option, catalogue_here, service_card
from werkcentrum.partners.models import UNKNOWN_PHONE, Municipality, Region
from werkcentrum.partners.queries import Place, municipalities_of
from werkcentrum.search.ranker import Result

BEST, SHOWN = 3, 10
FILTERS = ("thema", "kosten", "contact")
ROLE_LABELS = {
    "resident": gettext_lazy("inwoner"),
    "employer": gettext_lazy("werkgever"),
    "self_employed": gettext_lazy("zzp'er"),
    "student": gettext_lazy("student of scholier"),
}
WHY = {
    "term": gettext_lazy("Komt overeen met ‘%(phrase)s’"),
    "title": gettext_lazy("De naam komt overeen met ‘%(phrase)s’"),
    "example": gettext_lazy("Lijkt op de vraag ‘%(phrase)s’"),
    "meaning": gettext_lazy("Uw vraag lijkt hierover te gaan"),
}
# Around words of another direction inside a sentence (Unicode, UAX 9).
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_COST_LABELS = dict(Service.Cost.choices)
FEEDBACK_SALT = "frontdoor.feedback"
# A feedback form counts for this long, in seconds.
FEEDBACK_AGE = 24 * 3600


@dataclass(frozen=True)
class Contact:
    """A number to call in danger."""

    name: str
    phone: str
    phone_href: str
    note: str
    url: str


@dataclass(frozen=True)
class EmergencyPanel:
    """Help for somebody in danger; always the first thing on the page."""

    kind: str
    title: str
    text: str
    contacts: tuple[Contact, ...]
    checked: str


@dataclass(frozen=True)
class Found:
    """A service that may help, and why it is shown; '' when we do not say."""

    card: AnswerCard
    why: str


@dataclass(frozen=True)
class Role:
    """Somebody as whom one can ask."""

    key: str
    label: str
    is_current: bool


@dataclass(frozen=True)
class RoleChoice:
    """As whom we think the question is asked ('' unknown)."""

    role: str

    @property
    def recognised(self) -> str:
        """Who asks, in words; '' when we do not know."""
        return str(ROLE_LABELS.get(self.role, ""))

    @property
    def choices(self) -> list[Role]:
        """Everybody that one can be."""
        return [Role(key, str(label), key == self.role) for key, label in ROLE_LABELS.items()]


@dataclass(frozen=True)
class Said:
    """What an answer page says before any service."""

    heading: str
    best_heading: str
    danger: EmergencyPanel | None
    help_for_all: tuple[EmergencyPanel, ...]
    is_confident: bool
    is_sure: bool
    role: RoleChoice


@dataclass(frozen=True)
class Shape(Said):
    """All of an answer page that many questions have in common; `best` and `more` are numbers."""

    best: int
    more: int
    is_filtered: bool
    has_feedback: bool


@dataclass(frozen=True)
class AnswerPage(Said):
    """Everything the answer page shows besides the question itself.

    `feedback`: a signed note of what was shown, so that 'Hielp dit?' needs no cookie; '' for none.
    """

    best: list[Found]
    more: list[Found]
    filters: dict[str, list[Option]]
    active_filters: list[Choice]
    feedback: str

    @property
    def shape(self) -> Shape:
        """What it has in common with others."""
        return Shape(
            **{said.name: getattr(self, said.name) for said in fields(Said)},
            best=len(self.best),
            more=len(self.more),
            # The visitor narrowed the answers down.
            is_filtered=bool(self.active_filters),
            has_feedback=bool(self.feedback),
        )


@dataclass(frozen=True)
class Filters:
    """What the visitor narrowed the answers down to; empty means everything."""

    theme: str = ""
    cost: str = ""
    channel: str = ""

    def parameters(self) -> dict[str, str]:
        """The chosen filters as they stand in an address."""
        values = zip(FILTERS, (self.theme, self.cost, self.channel), strict=True)
        return {name: value for name, value in values if value}

    def allow(self, service: ServiceInfo) -> bool:
        """Whether a service fits every chosen filter."""
        return (
            (not self.theme or self.theme in {theme.key for theme in service.themes})
            and (not self.cost or service.cost == self.cost)
            and (not self.channel or self.channel in service.channels)
        )


def chosen_filters(region: Region, typed: Mapping[str, str]) -> Filters:
    """The filters in an address; a value that does not exist counts as not chosen."""
    chosen = [typed.get(name, "") for name in FILTERS]
    if not any(chosen):
        return Filters()
    known = (catalogue_here(region).themes, Service.Cost.values, CHANNEL_LABELS)
    theme, cost, channel = (
        value if value in values else "" for value, values in zip(chosen, known, strict=True)
    )
    return Filters(theme, cost, channel)


def answer_page(
    region: Region, answer: Answer, *, filters: Filters, query: Mapping[str, str]
) -> AnswerPage:
    """Put an answer into words. `query` holds the address's own parameters, for the links."""
    catalogue = catalogue_here(region)
    municipality = answer.place.key if answer.place else ""
    shown = [
        (result, service)
        for result in answer.results[:SHOWN]
        if (service := catalogue.service(result.key, municipality))
    ]
    fitting = [pair for pair in shown if filters.allow(pair[1])]
    # A reason is a promise: without confidence, or beside danger, none is given.
    has_reasons = answer.is_confident and not answer.danger
    reasons = _reasons(result for result, _service in fitting) if has_reasons else {}
    cards = [
        Found(service_card(catalogue, service, answer.place), reasons.get(service.key, ""))
        for _result, service in fitting
    ]
    danger = emergency_panel(region, answer.danger, answer.place)
    return AnswerPage(
        heading=danger.title if danger else _heading(answer),
        best_heading=_best_heading(danger, answer),
        danger=danger,
        help_for_all=help_for_all(region, answer.place),
        is_confident=answer.is_confident,
        is_sure=answer.is_sure,
        role=RoleChoice(answer.role or ""),
        best=cards[:BEST],
        more=cards[BEST:],
        filters=_filter_options(catalogue, [service for _r, service in shown], filters),
        active_filters=_active_filters(catalogue, filters, query),
        feedback="" if danger else _feedback(region, cards[:BEST]),
    )


def emergency_panel(
    region: Region, danger: str | None, place: Place | None
) -> EmergencyPanel | None:
    """The emergency help for this danger; None when there is no danger."""
    help_ = catalogue_here(region).emergency.get(danger or "")
    if help_ is None:
        return None
    contacts = [
        Contact(c["name"], c["phone"], phone_href(c["phone"]), c.get("note", ""), c.get("url", ""))
        for c in help_.contacts
    ]
    return EmergencyPanel(
        kind=help_.kind,
        title=help_.title,
        text=help_.text,
        contacts=(*_municipal_contacts(region, help_, place), *contacts),
        checked=_checked(help_),
    )


def help_for_all(region: Region, place: Place | None) -> tuple[EmergencyPanel, ...]:
    """Where nothing judges danger, in a region without services: all the emergency help that there
    is, or else the two numbers of the whole country. () in any other region.
    """
    catalogue = catalogue_here(region)
    if catalogue.services:
        return ()
    panels = (emergency_panel(region, kind, place) for kind in catalogue.emergency)
    return tuple(panel for panel in panels if panel) or (_national_panel(),)


def read_feedback(token: str) -> tuple[str, list[str]]:
    """Region key and service keys of a feedback form. Raises `signing.BadSignature`."""
    region_key, keys = signing.loads(token, salt=FEEDBACK_SALT, max_age=FEEDBACK_AGE)
    return region_key, keys


def _heading(answer: Answer) -> str:
    if not answer.is_confident:
        return _("Wij vonden geen goed antwoord")
    return _("Dit past bij uw vraag") if answer.is_sure else _("Misschien helpt dit u verder")


def _best_heading(danger: EmergencyPanel | None, answer: Answer) -> str:
    """What stands above the best three; it promises no more than the heading of the page."""
    if danger:
        return _("Heeft u ook een vraag over werk of geld?")
    return _("Deze hulp past het best") if answer.is_sure else _("Misschien bedoelt u een van deze")


def _reasons(results: Iterable[Result]) -> dict[str, str]:
    """Why each is shown, by key: a sentence around the phrase that the ranker names."""
    said = [result for result in results if result.why]
    sentences = {kind: str(WHY[kind]) for kind in {result.why_kind for result in said}}
    start, end = (_ISOLATE, _END_ISOLATE) if get_language_bidi() else ("", "")
    return {
        result.key: sentences[result.why_kind] % {"phrase": f"{start}{result.why}{end}"}
        for result in said
    }


def _filter_options(
    catalogue: Catalogue, services: list[ServiceInfo], filters: Filters
) -> dict[str, list[Option]]:
    """What can be chosen of each filter, with how many of the services have it."""
    themes = Counter(theme.key for service in services for theme in service.themes)
    costs = Counter(service.cost for service in services)
    channels = Counter(channel for service in services for channel in service.channels)
    chosen = (filters.theme, filters.cost, filters.channel)
    rows = zip(_filter_labels(catalogue), (themes, costs, channels), chosen, strict=True)
    return dict(zip(FILTERS, itertools.starmap(_options, rows), strict=True))


def _filter_labels(catalogue: Catalogue) -> tuple[dict[str, str], ...]:
    """What can be chosen of each filter, in words; made once per catalogue, so for one language."""
    known = catalogue.cards.get(FILTERS)
    if known is None:
        themes = {key: theme.title for key, theme in catalogue.themes.items()}
        costs, channels = (
            {value: str(label) for value, label in labels.items()}
            for labels in (_COST_LABELS, CHANNEL_LABELS)
        )
        known = catalogue.cards[FILTERS] = (themes, costs, channels)
    return known


def _options(labels: Mapping[str, str], counts: Counter[str], chosen: str) -> list[Option]:
    return [
        Option(value, label, counts[value], value == chosen)
        for value, label in labels.items()
        if counts[value] or value == chosen
    ]


def _active_filters(
    catalogue: Catalogue, filters: Filters, query: Mapping[str, str]
) -> list[Choice]:
    theme = catalogue.themes.get(filters.theme)
    labels = {
        "thema": theme.title if theme else "",
        "kosten": _COST_LABELS.get(filters.cost, ""),
        "contact": CHANNEL_LABELS.get(filters.channel, ""),
    }
    return [
        Choice(str(label), _link(query, **{name: ""}), is_current=True)
        for name, label in labels.items()
        if label
    ]


def _link(query: Mapping[str, str], **changes: str) -> str:
    """The same question with something changed.

    A filter that is taken away stays as an empty value: it tells that nothing new was asked.
    """
    return link_to(reverse("answers"), {**query, **changes})


def _feedback(region: Region, shown: Sequence[Found]) -> str:
    keys = [found.card.key for found in shown]
    return signing.dumps([region.key, keys], salt=FEEDBACK_SALT) if keys else ""


def _national_panel() -> EmergencyPanel:
    numbers = ((_("Direct gevaar"), "112"), (_("113 Zelfmoordpreventie"), "113"))
    return EmergencyPanel(
        kind="",
        title=_("Is er direct gevaar, of denkt u aan zelfmoord?"),
        text=_("Bel nu. Er is dag en nacht iemand die u helpt."),
        contacts=tuple(Contact(name, phone, phone_href(phone), "", "") for name, phone in numbers),
        checked="",
    )


def _municipal_contacts(region: Region, help_: EmergencyHelp, place: Place | None) -> list[Contact]:
    """The municipality's own number; every municipality's when we do not know where."""
    if not help_.municipal_phone:
        return []
    return [
        _municipal_contact(row, help_.municipal_phone)
        for row in municipalities_of(region)
        if not place or row.key == place.key
    ]


def _municipal_contact(municipality: Municipality, phone_field: str) -> Contact:
    phone = getattr(municipality, phone_field)
    name = _("Gemeente %(name)s") % {"name": municipality.name}
    if phone == UNKNOWN_PHONE:
        note = _("Het nummer staat op de website van uw gemeente.")
        return Contact(name, "", "", note, municipality.website)
    note = "" if municipality.phones_checked_on else _("Dit nummer is nog niet gecontroleerd.")
    return Contact(name, phone, phone_href(phone), note, municipality.website)


def _checked(help_: EmergencyHelp) -> str:
    if help_.checked_on is None:
        return _("Deze nummers zijn nog niet gecontroleerd.")
    return _("Gecontroleerd op %(date)s") % {"date": date_format(help_.checked_on, "j E Y")}
