"""Facts in words that people read: on pages, on paper, in the download."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from werkcentrum.profiles.facts import Experience, Facts, Language, Study
from werkcentrum.profiles.items import Item, items_of

LANGUAGES: Final[Mapping[str, Any]] = {
    "nl": _("Nederlands"), "en": _("Engels"), "de": _("Duits"), "fr": _("Frans"),
    "es": _("Spaans"), "ar": _("Arabisch"), "uk": _("Oekraïens"), "ru": _("Russisch"),
    "pl": _("Pools"), "tr": _("Turks"), "ti": _("Tigrinya"), "fa": _("Farsi"),
    "so": _("Somalisch"), "pt": _("Portugees"), "it": _("Italiaans"), "ro": _("Roemeens"),
    "bg": _("Bulgaars"), "ku": _("Koerdisch"), "zh": _("Chinees"), "hu": _("Hongaars"),
    "el": _("Grieks"), "am": _("Amhaars"), "ps": _("Pasjtoe"), "ur": _("Urdu"), "hi": _("Hindi"),
}  # fmt: skip
# The scale of the Council of Europe, in what somebody can do.
LANGUAGE_LEVELS: Final[Mapping[str, Any]] = {
    "a1": _("een paar woorden (A1)"),
    "a2": _("een beetje (A2)"),
    "b1": _("redelijk (B1)"),
    "b2": _("goed (B2)"),
    "c1": _("heel goed (C1)"),
    "c2": _("vloeiend (C2)"),
}
LEVELS: Final[Mapping[int, Any]] = {
    1: _("geen diploma"),
    2: _("basisschool"),
    3: _("vmbo of praktijkonderwijs"),
    4: _("mbo, havo of vwo"),
    5: _("hbo"),
    6: _("universiteit"),
}
_KINDS: Final[Mapping[str, Any]] = {
    "wish": _("Dit werk wilt u"),
    "work": _("Dit werk deed u"),
    "skill": _("Dit kunt u"),
    "study": _("Dit leerde u"),
    "level": _("Uw hoogste diploma"),
    "language": _("Talen"),
    "licence": _("Rijbewijs"),
    "hours": _("Uren"),
    "irregular": _("Werktijden"),
    "postcode": _("Postcode"),
    "km": _("Reizen"),
}
_HALF: Final = 0.5


@dataclass(frozen=True)
class Line:
    """What is known of one kind."""

    kind: str
    label: str
    told: list[str]


def told_facts(facts: Facts) -> list[Line]:
    """Everything that is known, without what is not."""
    known = items_of(facts)
    lines = [
        Line(kind, of_kind(kind), [of_item(item) for item in known if item.kind == kind])
        for kind in _KINDS
    ]
    return [line for line in lines if line.told]


def in_years(years: float) -> str:
    """How long; "" when that is unknown."""
    if not years:
        return ""
    if years == _HALF:
        return say("een half jaar")
    whole = f"{years:g}".replace(".", ",")
    return ngettext("%(years)s jaar", "%(years)s jaar", max(1, round(years))) % {"years": whole}


def in_hours(facts: Facts) -> str:
    """How many hours a week; "" when that is unknown."""
    least, most = facts.hours_min, facts.hours_max
    if least is None and most is None:
        return ""
    if least is None:
        return say("hoogstens %(most)s uur in de week") % {"most": most}
    if most is None:
        return say("minstens %(least)s uur in de week") % {"least": least}
    if least == most:
        return say("%(most)s uur in de week") % {"most": most}
    return say("%(least)s tot %(most)s uur in de week") % {"least": least, "most": most}


def of_work(work: Experience) -> str:
    """What somebody did, and how long."""
    return f"{work.name} ({long})" if (long := in_years(work.years)) else work.name


def of_study(study: Study) -> str:
    """What somebody learned, and whether they finished it."""
    return study.name if study.is_done else say("%s (niet af)") % study.name


def of_language(language: Language) -> str:
    """Which one, and how well."""
    name = str(LANGUAGES.get(language.code, language.code))
    level = LANGUAGE_LEVELS.get(language.level)
    return f"{name}: {level}" if level else name


def of_licences(licences: tuple[str, ...]) -> str:
    """Which, or that somebody has none."""
    return say("rijbewijs %s") % ", ".join(licences) if licences else say("geen rijbewijs")


def of_irregular(irregular: bool) -> str:
    """Whether somebody works at other times than office hours."""
    return say("ook avonden, nachten of weekend") if irregular else say("alleen overdag")


def of_distance(km: int) -> str:
    """How far somebody wants to travel."""
    return say("hoogstens %s kilometer") % km


def of_kind(kind: str) -> str:
    """What a kind of fact is called."""
    return str(_KINDS[kind])


def of_item(item: Item) -> str:
    """What was recognised, as somebody is asked about it."""
    value = item.value
    if item.kind == "hours":
        return in_hours(Facts(hours_min=value[0], hours_max=value[1]))
    if item.kind == "licence":
        return of_licences((value,) if value else ())
    said: Mapping[str, Callable[[], str]] = {
        "work": lambda: of_work(value),
        "study": lambda: of_study(value),
        "language": lambda: of_language(value),
        "level": lambda: str(LEVELS[value]),
        "irregular": lambda: of_irregular(value),
        "km": lambda: of_distance(value),
        "postcode": lambda: str(value),
    }
    return said[item.kind]() if item.kind in said else str(value.name)
