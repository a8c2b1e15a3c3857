"""The catalogue of one region as it is read: in memory, per content version."""

import copy
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from werkcentrum.catalogue import texts
from werkcentrum.catalogue.models import (
    Delivery,
    EmergencyHelp,
    ExampleQuestion,
    InfoPage,
    LocalVariant,
    Service,
    TargetGroup,
    Theme,
    Translation,
)
from werkcentrum.catalogue.phrasebook import Phrasebook
from werkcentrum.core import clock
from werkcentrum.core.dutch import words
from werkcentrum.core.memory import per_version
from werkcentrum.core.wording import Flaw, join
from werkcentrum.partners.models import (
    DatedException,
    Holiday,
    Location,
    Organisation,
    ProviderRole,
    Region,
)
from werkcentrum.partners.queries import not_shown

# What a municipality may say differently; the rest is the same everywhere in the region.
OVERRIDABLE_FIELDS = (
    "title", "summary", "what_you_get", "for_whom", "cost", "cost_note", "bring",
    "first_step", "channels", "law", "check_at", "source_name", "source_url",
)  # fmt: skip
_SERVICE_FIELDS = (
    *OVERRIDABLE_FIELDS, "key", "kind", "audience", "provider", "handling", "duties",
    "checked_on", "related", "terms",
)  # fmt: skip


@dataclass(frozen=True)
class Topic:
    """A theme or a target group to browse by."""

    key: str
    title: str
    summary: str
    icon: str


@dataclass(frozen=True)
class ServiceInfo:
    """A service as one municipality offers it; without municipality the regional default."""

    key: str
    title: str
    summary: str
    kind: str
    audience: list[str]
    provider: str
    handling: str
    what_you_get: list[str]
    for_whom: str
    cost: str
    cost_note: str
    bring: list[str]
    first_step: str
    duties: list[str]
    channels: list[str]
    law: str
    check_at: str
    source_name: str
    source_url: str
    checked_on: date | None
    related: list[str]
    terms: list[str]
    theme: Topic
    themes: tuple[Topic, ...]
    groups: tuple[Topic, ...]
    is_local: bool = False


@dataclass(frozen=True)
class Difference:
    """One field in which a municipality differs from the region."""

    label: str
    here: str
    region_wide: str
    is_example: bool


@dataclass(frozen=True)
class ProviderInfo:
    """Who delivers a service, and for which municipality (empty: the whole region)."""

    name: str
    phone: str
    website: str
    municipality: str
    is_example: bool


@dataclass(frozen=True)
class Term:
    """A word from the field. In another language beside it what that language says."""

    word: str
    meaning: str
    translated: str = ""


@dataclass(frozen=True)
class Catalogue:
    """Everything the public pages read, held in memory. Never changes; a load makes a new one."""

    region: Region
    themes: Mapping[str, Topic]
    groups: Mapping[str, Topic]
    services: Mapping[str, ServiceInfo]
    variants: Mapping[tuple[str, str], LocalVariant]
    deliveries: Mapping[tuple[str, str], Organisation]
    roles: Mapping[tuple[str, str], Organisation]
    municipality_names: Mapping[str, str]
    emergency: Mapping[str, EmergencyHelp]
    pages: Mapping[str, InfoPage]
    glossary: tuple[Term, ...]
    # Organisations that no agreement makes part of the Werkcentrum: they are no provider here.
    not_shown: frozenset[UUID] = frozenset()
    say: texts.Say = texts.in_dutch
    # What the pages made of it.
    cards: dict[Any, Any] = field(default_factory=dict, compare=False)
    _resolved: dict[tuple[str, str], ServiceInfo] = field(default_factory=dict, compare=False)
    _languages: dict[str, "Catalogue"] = field(default_factory=dict, compare=False)

    def in_language(self, language: str) -> "Catalogue":
        """The same catalogue in a language (ISO 639-1); made once, by asking the database."""
        if language == settings.LANGUAGE_CODE:
            return self
        known = self._languages.get(language)
        if known is None:
            known = self._languages[language] = spoken(self, phrasebook(self.region, language))
        return known

    def service(self, key: str, municipality: str = "") -> ServiceInfo | None:
        """One service, with the changes of that municipality; None when the key is unknown."""
        default = self.services.get(key)
        variant = self.variants.get((key, municipality))
        if default is None or variant is None:
            return default
        known = self._resolved.get((key, municipality))
        if known is None:
            known = replace(default, is_local=True, **variant.changes)
            self._resolved[key, municipality] = known
        return known

    def in_theme(self, theme: str, municipality: str = "") -> list[ServiceInfo]:
        """The services of a theme; those whose first theme it is come first."""
        found = [s for s in self._all(municipality) if theme in {t.key for t in s.themes}]
        return sorted(found, key=lambda service: service.theme.key != theme)

    def for_group(self, group: str, municipality: str = "") -> list[ServiceInfo]:
        """The services meant for a target group, by title."""
        return [s for s in self._all(municipality) if group in {g.key for g in s.groups}]

    def differences(self, key: str, municipality: str) -> list[Difference]:
        """In which fields a municipality differs, with both texts, in the order of the page."""
        variant = self.variants.get((key, municipality))
        if variant is None:
            return []
        default = self.services[key]
        return [
            Difference(
                label=_label(name),
                here=display(name, variant.changes[name]),
                region_wide=display(name, getattr(default, name)),
                is_example=variant.is_example,
            )
            for name in OVERRIDABLE_FIELDS
            # PostgreSQL keeps the keys of JSON in an order of its own.
            if name in variant.changes
        ]

    def providers(self, key: str, municipality: str = "") -> list[ProviderInfo]:
        """Who delivers a service: in one municipality, or everybody who does somewhere."""
        if municipality:
            organisation = self._deliverer(key, municipality)
            return [_provider(organisation, "")] if organisation else []
        per_place = {name: self._deliverer(key, name) for name in self.municipality_names}
        different = {found.pk: found for found in per_place.values() if found}
        if len(different) <= 1:
            return [_provider(organisation, "") for organisation in different.values()]
        return [
            _provider(organisation, self.municipality_names[place])
            for place, organisation in per_place.items()
            if organisation
        ]

    def in_role(self, role: str) -> ProviderInfo | None:
        """Who plays a role for the whole region."""
        organisation = self.roles.get((role, ""))
        return _provider(organisation, "") if organisation else None

    def _deliverer(self, key: str, municipality: str) -> Organisation | None:
        role = self.services[key].provider
        found = (
            self.deliveries.get((key, municipality))
            or self.deliveries.get((key, ""))
            or self.roles.get((role, municipality))
            or self.roles.get((role, ""))
        )
        return None if found is None or found.pk in self.not_shown else found

    def _all(self, municipality: str) -> Iterable[ServiceInfo]:
        for key, default in self.services.items():
            yield self.service(key, municipality) or default


def own_words(region: Region) -> frozenset[str]:
    """The words of the region's services and example questions, in lower case; two queries."""
    services = Service.objects.filter(region=region).order_by("key")
    examples = ExampleQuestion.objects.filter(region=region).order_by("id")
    texts = [" ".join(row) for row in services.values_list("title", "summary", "for_whom")]
    texts += examples.values_list("text", flat=True)
    return frozenset(words(" ".join(texts).lower()))


def display(name: str, value: Any) -> str:
    """The value of a service field as people read it."""
    if name == "cost":
        return str(Service.Cost(value).label)
    if name == "channels":
        return ", ".join(str(CHANNEL_LABELS[channel]) for channel in value)
    return join("; ", value) if isinstance(value, list) else value


CHANNEL_LABELS = {
    "walk_in": _("zonder afspraak langskomen"),
    "appointment": _("op afspraak"),
    "phone": _("bellen"),
    "online": _("via internet"),
    "home_visit": _("bij u thuis"),
}


def _label(name: str) -> str:
    return str(Service._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]


def _provider(organisation: Organisation, municipality: str) -> ProviderInfo:
    return ProviderInfo(
        name=organisation.name,
        phone=organisation.phone,
        website=organisation.website,
        municipality=municipality,
        is_example=organisation.is_example,
    )


def _topic(row: Theme | TargetGroup) -> Topic:
    return Topic(row.key, row.title, row.summary, row.icon)


def _service_info(row: Service) -> ServiceInfo:
    values = {name: getattr(row, name) for name in _SERVICE_FIELDS}
    return ServiceInfo(
        **values,
        theme=_topic(row.main_theme),
        themes=tuple(_topic(theme) for theme in row.themes.all()),
        groups=tuple(_topic(group) for group in row.groups.all()),
    )


@per_version
def catalogue_of(region: Region) -> Catalogue:
    """The catalogue of a region in its present version, read from the database once.

    Without a service that only partners deliver who have no agreement (`not_shown`), unless it
    only tells people what they can do themselves.
    """
    everything = _everything(region)
    if not everything.not_shown:
        return everything
    kept = {
        key: service
        for key, service in everything.services.items()
        if service.handling == Service.Handling.INFO or _has_a_provider(everything, key)
    }
    variants = {pair: row for pair, row in everything.variants.items() if pair[0] in kept}
    return replace(everything, services=kept, variants=variants)


def _has_a_provider(catalogue: Catalogue, key: str) -> bool:
    """Whether somebody may be shown for it, or nobody was named at all."""
    without_gate = replace(catalogue, not_shown=frozenset())
    return bool(catalogue.providers(key)) or not without_gate.providers(key)


def _everything(region: Region) -> Catalogue:
    services = (
        Service.objects.filter(region=region)
        .select_related("main_theme")
        .prefetch_related("themes", "groups")
        .order_by("title")
    )
    variants = LocalVariant.objects.filter(service__region=region).select_related(
        "service", "municipality"
    )
    deliveries = Delivery.objects.filter(service__region=region).select_related(
        "service", "municipality", "organisation"
    )
    roles = ProviderRole.objects.filter(region=region).select_related(
        "municipality", "organisation"
    )
    return Catalogue(
        region=region,
        themes={t.key: _topic(t) for t in region.themes.order_by("position")},
        groups={g.key: _topic(g) for g in region.target_groups.order_by("position")},
        services={row.key: _service_info(row) for row in services},
        # One that only says who receives referrals differs in nothing that visitors read.
        variants={(v.service.key, v.municipality.key): v for v in variants if v.changes},
        deliveries={(d.service.key, _place_key(d)): d.organisation for d in deliveries},
        roles={(r.role, _place_key(r)): r.organisation for r in roles},
        municipality_names=dict(region.municipalities.order_by("name").values_list("key", "name")),
        emergency={row.kind: row for row in region.emergency_help.order_by("position")},
        pages={page.key: page for page in region.info_pages.all()},
        glossary=tuple(Term(row.term, row.meaning) for row in region.glossary.order_by("term")),
        not_shown=not_shown(region, on=clock.today()),
    )


def _place_key(row: Delivery | ProviderRole) -> str:
    return row.municipality.key if row.municipality else ""


def spoken(catalogue: Catalogue, say: texts.Say) -> Catalogue:
    """A Dutch catalogue with every text said by `say`."""
    themes = {
        key: replace(topic, **texts.theme(key, vars(topic), say))
        for key, topic in catalogue.themes.items()
    }
    groups = {
        key: replace(topic, **texts.group(key, vars(topic), say))
        for key, topic in catalogue.groups.items()
    }
    services = {
        key: replace(
            service,
            **texts.service(key, vars(service), say),
            theme=themes[service.theme.key],
            themes=tuple(themes[theme.key] for theme in service.themes),
            groups=tuple(groups[group.key] for group in service.groups),
        )
        for key, service in catalogue.services.items()
    }
    variants = {
        (key, place): _with(
            row, changes={**row.changes, **texts.variant(place, key, row.changes, say)}
        )
        for (key, place), row in catalogue.variants.items()
    }
    return replace(
        catalogue,
        themes=themes,
        groups=groups,
        services=services,
        variants=variants,
        deliveries={key: _called(row, say) for key, row in catalogue.deliveries.items()},
        roles={key: _called(row, say) for key, row in catalogue.roles.items()},
        emergency={
            kind: _with(row, **texts.emergency(kind, vars(row), say))
            for kind, row in catalogue.emergency.items()
        },
        pages={
            key: _with(row, **texts.page(key, vars(row), say))
            for key, row in catalogue.pages.items()
        },
        glossary=tuple(replace(entry, **_explained(entry, say)) for entry in catalogue.glossary),
        say=say,
        cards={},
        _resolved={},
        _languages={},
    )


def phrasebook(region: Region, language: str) -> Phrasebook:
    """What the region can say in a language (ISO 639-1)."""
    rows = Translation.objects.filter(region=region, language=language).order_by("context")
    return Phrasebook(rows, dutch_texts(region).values())


def dutch_texts(region: Region) -> dict[str, str]:
    """Every Dutch text of a region that is translated: context to text, in reading order."""
    say = texts.Collector()
    spoken(catalogue_of(region), say)
    for location in Location.objects.filter(region=region).order_by("key"):
        texts.location(location.key, vars(location), say)
    exceptions = DatedException.objects.filter(location__region=region)
    holidays = Holiday.objects.filter(location__region=region, is_closed=True)
    reasons = set(exceptions.values_list("reason", flat=True))
    for reason in sorted(reasons.union(holidays.values_list("name", flat=True))):
        texts.reason(reason, say)
    for organisation in Organisation.objects.filter(region=region).order_by("key"):
        _called(organisation, say)
    return say.dutch


@dataclass(frozen=True)
class TranslationState:
    """How far one language is, in numbers of texts. A text may be stale and not reviewed."""

    language: str
    texts: int
    numbers: Counter[Flaw]


def translation_states(region: Region) -> list[TranslationState]:
    """How far each language is, in the order of the settings."""
    found = [texts.Text(*pair) for pair in dutch_texts(region).items()]
    states = []
    for language, _name in settings.LANGUAGES[1:]:
        book = phrasebook(region, language)
        flaws = Counter(flaw for text in found for flaw in book.flaw(text))
        states.append(TranslationState(language=language, texts=len(found), numbers=flaws))
    return states


def flawed_texts(region: Region, language: str, flaw: Flaw) -> set[str]:
    """The contexts of the texts with this flaw in a language (ISO 639-1)."""
    book, dutch = phrasebook(region, language), dutch_texts(region)
    return {
        text.context for text in map(texts.Text._make, dutch.items()) if flaw in book.flaw(text)
    }


def _with(row: Any, **values: Any) -> Any:
    """A copy of a row with other values, never to be saved."""
    copied = copy.copy(row)
    for name, value in values.items():
        setattr(copied, name, value)
    return copied


def _called(organisation: Organisation, say: texts.Say) -> Organisation:
    if not organisation.is_example:
        return organisation
    return _with(organisation, name=texts.organisation(organisation.key, organisation.name, say))  # type: ignore[no-any-return]


def _explained(entry: Term, say: texts.Say) -> dict[str, str]:
    said = texts.term(entry.word, {"term": entry.word, "meaning": entry.meaning}, say)
    return {"translated": said["term"], "meaning": said["meaning"]}
