"""Facts in words that people read: on pages, on paper, in the download."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from werkcentrum.core.refusal import Refusal
from werkcentrum.profiles.facts import MOST, NOTHING, Experience, Facts, Language, Study, Wish
from werkcentrum.profiles.items import MANY, Item, items_of

LANGUAGES: Final[Mapping[str, Any]] = {
    "nl": gettext_lazy("Nederlands"),
    "en": gettext_lazy("Engels"),
    "de": gettext_lazy("Duits"),
    "fr": gettext_lazy("Frans"),
    "es": gettext_lazy("Spaans"),
    "ar": gettext_lazy("Arabisch"),
    "uk": gettext_lazy("Oekraïens"),
    "ru": gettext_lazy("Russisch"),
    "pl": gettext_lazy("Pools"),
    "tr": gettext_lazy("Turks"),
    "ti": gettext_lazy("Tigrinya"),
    "fa": gettext_lazy("Farsi"),
    "so": gettext_lazy("Somalisch"),
    "pt": gettext_lazy("Portugees"),
    "it": gettext_lazy("Italiaans"),
    "ro": gettext_lazy("Roemeens"),
    "bg": gettext_lazy("Bulgaars"),
    "ku": gettext_lazy("Koerdisch"),
    "zh": gettext_lazy("Chinees"),
    "hu": gettext_lazy("Hongaars"),
    "el": gettext_lazy("Grieks"),
    "am": gettext_lazy("Amhaars"),
    "ps": gettext_lazy("Pasjtoe"),
    "ur": gettext_lazy("Urdu"),
    "hi": gettext_lazy("Hindi"),
}
# The scale of the Council of Europe, in what somebody can do.
LANGUAGE_LEVELS: Final[Mapping[str, Any]] = {
    "a1": gettext_lazy("een paar woorden (A1)"),
    "a2": gettext_lazy("een beetje (A2)"),
    "b1": gettext_lazy("redelijk (B1)"),
    "b2": gettext_lazy("goed (B2)"),
    "c1": gettext_lazy("heel goed (C1)"),
    "c2": gettext_lazy("vloeiend (C2)"),
}
LEVELS: Final[Mapping[int, Any]] = {
    1: gettext_lazy("geen diploma"),
    2: gettext_lazy("basisschool"),
    3: gettext_lazy("vmbo of praktijkonderwijs"),
    4: gettext_lazy("mbo, havo of vwo"),
    5: gettext_lazy("hbo"),
    6: gettext_lazy("universiteit"),
}
_KINDS: Final[Mapping[str, Any]] = {
    "wish": gettext_lazy("Dit werk wilt u"),
    "work": gettext_lazy("Dit werk deed u"),
    "skill": gettext_lazy("Dit kunt u"),
    "study": gettext_lazy("Dit leerde u"),
    "level": gettext_lazy("Uw hoogste diploma"),
    "language": gettext_lazy("Talen"),
    "licence": gettext_lazy("Rijbewijs"),
    "hours": gettext_lazy("Uren"),
    "irregular": gettext_lazy("Werktijden"),
    "postcode": gettext_lazy("Postcode"),
    "km": gettext_lazy("Reizen"),
}
_HALF: Final = 0.5
_MANY: Final = 5


@dataclass(frozen=True)
class Line:
    """What is known of one kind."""

    kind: str
    label: str
    told: list[str]


def too_much(facts: Facts, *, before: Facts = NOTHING) -> Refusal | None:
    """Whether there is more of something than a profile holds (`facts.MOST`), and than there was
    `before`."""
    for kind, field in MANY.items():
        count, there, most = len(getattr(facts, field)), len(getattr(before, field)), MOST[field]
        if count > max(there, most):
            refusal = (
                _("Bij ‘%(kind)s’ staan nu %(count)s dingen. In een profiel passen er hoogstens "
                  "%(most)s. Kies welke het belangrijkst zijn.")
                % {"kind": of_kind(kind), "count": count, "most": most}
            )  # fmt: skip
            where = _("Wat er al stond, haalt u weg bij ‘Wijzig dit’.") if there else ""
            return Refusal(f"{refusal} {where}".strip())
    return None


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
        return _("een half jaar")
    # A part of a year takes the words for many.
    count = int(years) if years.is_integer() else _MANY
    whole = f"{years:g}".replace(".", ",")
    return ngettext("%(years)s jaar", "%(years)s jaar", count) % {"years": whole}


def in_hours(facts: Facts) -> str:
    """How many hours a week; "" when that is unknown."""
    least, most = facts.hours_min, facts.hours_max
    if least is None and most is None:
        return ""
    if least is None:
        return _("hoogstens %(most)s uur in de week") % {"most": most}
    if most is None:
        return _("minstens %(least)s uur in de week") % {"least": least}
    if least == most:
        return _("%(most)s uur in de week") % {"most": most}
    return _("%(least)s tot %(most)s uur in de week") % {"least": least, "most": most}


def of_wish(wish: Wish) -> str:
    """What work somebody wants. Of what is in no list of ours it is said how it counts."""
    if wish.occupation:
        return wish.name
    return _("%s (dit beroep kennen wij niet: alleen de woorden tellen mee)") % wish.name


def of_work(work: Experience) -> str:
    """What somebody did, and how long."""
    return f"{work.name} ({long})" if (long := in_years(work.years)) else work.name


def of_study(study: Study) -> str:
    """What somebody learned, and whether they finished it."""
    return study.name if study.is_done else _("%s (niet af)") % study.name


def of_language(language: Language) -> str:
    """Which one, and how well."""
    name = str(LANGUAGES.get(language.code) or _name_elsewhere(language.code))
    level = LANGUAGE_LEVELS.get(language.level)
    return f"{name}: {level}" if level else name


def _name_elsewhere(code: str) -> str:
    """The name of a language that stands in no form of ours; its code when Django has none."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def of_licences(licences: tuple[str, ...]) -> str:
    """Which, or that somebody has none."""
    return _("rijbewijs %s") % ", ".join(licences) if licences else _("geen rijbewijs")


def of_irregular(irregular: bool) -> str:
    """Whether somebody works at other times than office hours."""
    return _("ook avonden, nachten of weekend") if irregular else _("alleen overdag")


def of_distance(km: int) -> str:
    """How far somebody wants to travel."""
    return _("hoogstens %s kilometer") % km


def in_order(kind: str) -> int:
    """Where a kind of fact stands among the others."""
    return [*_KINDS].index(kind)


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
        "wish": lambda: of_wish(value),
        "work": lambda: of_work(value),
        "study": lambda: of_study(value),
        "language": lambda: of_language(value),
        "level": lambda: str(LEVELS[value]),
        "irregular": lambda: of_irregular(value),
        "km": lambda: of_distance(value),
        "postcode": lambda: str(value),
    }
    return said[item.kind]() if item.kind in said else str(value.name)
