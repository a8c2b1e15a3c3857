"""A catalogue for tests: single rows, and small regions loaded from a folder by our own action."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from werkcentrum.audit.actions import SYSTEM
from werkcentrum.catalogue.actions import load_region
from werkcentrum.catalogue.changes import DUTCH, present
from werkcentrum.catalogue.models import (
    ContentChange,
    EmergencyHelp,
    ExampleQuestion,
    LocalVariant,
    Service,
    TargetGroup,
    Theme,
)
from werkcentrum.catalogue.regionfolder.contents import Contents, read_region
from werkcentrum.core.tests.make import MONDAY, MONDAY_MORNING
from werkcentrum.partners.models import Municipality, Region

# Two small regions, and a base of eight services: learning from them takes a second.
REGIONS = Path(__file__).resolve().parents[3] / "tests" / "fixtures" / "regions"


@cache
def contents_of(folder: Path) -> Contents:
    """The contents of a folder without mistakes, read once."""
    contents, problems = read_region(folder)
    assert not problems, "\n".join(map(str, problems))
    return contents


def load_folder(folder: Path) -> Region:
    """Load a region folder, as `werkcentrum load-region` does."""
    load_region(contents=contents_of(folder), by=SYSTEM, at=MONDAY_MORNING)
    return Region.objects.get(key=folder.name)


def load_small_region(key: str = "zuid-holland-centraal") -> Region:
    """One of the small regions in tests/fixtures/regions."""
    return load_folder(REGIONS / key)


def make_theme(
    region: Region, key: str = "werk-zoeken", *, title: str = "Werk zoeken", position: int = 0
) -> Theme:
    """A subject to browse by."""
    return Theme.objects.create(
        region=region,
        key=key,
        title=title,
        summary="Uw cv, uw brief en hulp bij het vinden van een baan.",
        icon="search",
        position=position,
    )


def make_group(
    region: Region, key: str = "jobseeker", *, title: str = "Ik zoek werk", position: int = 0
) -> TargetGroup:
    """Who people say they are."""
    return TargetGroup.objects.create(
        region=region,
        key=key,
        title=title,
        summary="U heeft geen werk of u zoekt iets anders.",
        icon="search",
        position=position,
    )


def make_service(
    region: Region,
    key: str = "cv-hulp",
    *,
    title: str = "Hulp bij uw cv",
    theme: Theme | None = None,
    checked_on: date | None = None,
    **values: Any,
) -> Service:
    """A service for residents in one theme; `values` sets any other field."""
    theme = theme or region.themes.first() or make_theme(region)
    defaults: dict[str, Any] = {
        "summary": "Iemand kijkt met u mee naar uw cv en uw brief.",
        "kind": Service.Kind.SERVICE,
        "audience": ["resident"],
        "provider": "bibliotheek",
        "handling": Service.Handling.HANDOVER,
        "what_you_get": ["Samen een cv maken"],
        "for_whom": "Voor iedereen die gaat solliciteren.",
        "cost": Service.Cost.FREE,
        "first_step": "Loop binnen bij de bibliotheek.",
        "channels": ["walk_in"],
        "source_name": "werk.nl (UWV)",
        "source_url": "https://www.werk.nl/",
        "review_interval_months": 12,
        "terms": ["cv maken"],
    }
    service = Service.objects.create(
        region=region, key=key, title=title, main_theme=theme, checked_on=checked_on,
        **{**defaults, **values},
    )  # fmt: skip
    service.themes.add(theme)
    return service


def make_variant(service: Service, municipality: Municipality, **changes: Any) -> LocalVariant:
    """What one municipality does differently."""
    return LocalVariant.objects.create(
        service=service, municipality=municipality, changes=changes, is_example=True
    )


def make_example(
    region: Region, text: str = "wie kijkt mijn cv na", *, label: str = "cv-hulp", lang: str = "nl"
) -> ExampleQuestion:
    """A question the ranker learns from."""
    return ExampleQuestion.objects.create(region=region, text=text, label=label, lang=lang)


def make_emergency_help(region: Region, kind: str = "suicide") -> EmergencyHelp:
    """Approved help for one danger."""
    return EmergencyHelp.objects.create(
        region=region,
        kind=kind,
        title="Denkt u aan zelfmoord? Praat er nu over",
        text="Bij 113 luistert nu iemand naar u.",
        contacts=[{"name": "113 Zelfmoordpreventie", "phone": "113"}],
        position=0,
        written_by="redactie",
        approved_by="coordinator",
        approved_on=MONDAY,
    )


def make_change(
    region: Region,
    key: str = "cv-hulp",
    *,
    kind: str = "dienst",
    by: str = "karin",
    state: str = "draft",
    published_by: str = "",
    version: int | None = None,
    pk: Any = None,
    **fields: Any,
) -> ContentChange:
    """What karin made of a record: the fields given are new, the rest stays as it is.

    With a version it was on the website, where petra put it.
    """
    base = present(region, kind, key)
    written = {name: value for name, value in base.items() if name != DUTCH}
    more = {} if pk is None else {"pk": pk}
    if version is not None:
        state, published_by = "published", "petra"
        more |= {"version": version, "published_at": MONDAY_MORNING}
    return ContentChange.objects.create(
        region=region, kind=kind, key=key, base=base, data={**written, **fields}, written_by=by,
        state=state, published_by=published_by, changed_at=MONDAY_MORNING, **more,
    )  # fmt: skip
