"""What a reason says, in the language of the page: stored as a code with values, worded when read.

Words and names of skills and occupations stay as people in the Netherlands say them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

_LEVELS: Final = {
    1: gettext_lazy("geen"), 2: gettext_lazy("basis"), 3: gettext_lazy("vmbo"),
    4: gettext_lazy("mbo, havo of vwo"), 5: gettext_lazy("hbo"), 6: gettext_lazy("wo"),
}  # fmt: skip
_LINKED: Final = gettext_lazy("Deze woorden lijken op die van de vacature (punten van 100): %s.")
_OWN: Final = gettext_lazy(
    "U hebt %(covered)s van wat wordt gevraagd (punten van 100): %(skills)s."
)
_NOT_OWN: Final = gettext_lazy("U hebt %(covered)s van wat wordt gevraagd.")
_LIKELY: Final = gettext_lazy(
    "Dit hoort bij uw werk en hebt u waarschijnlijk. Het telt minder: %(likely)s."
)
_AS_WRITTEN: Final = "as written"
"""The code of what was stored in Dutch, before there were codes."""

_TEXTS: Final[Mapping[str, Any]] = {
    _AS_WRITTEN: "%s",
    "little": gettext_lazy("Er komt weinig overeen met uw profiel."),
    "no words": gettext_lazy("Geen woord van u staat ook in de vacature."),
    "words": _LINKED,
    "words, full": format_lazy("{} {}", _LINKED, gettext_lazy("Meer dan dit telt niet mee.")),
    "words in short": gettext_lazy("Deze woorden lijken op die van de vacature: %s."),
    "meaning": gettext_lazy(
        "De betekenis van al uw woorden over werk lijkt voor %s op die van de vacature."
    ),
    "nothing asked": gettext_lazy("In deze vacature is geen vaardigheid herkend."),
    "no skill": _NOT_OWN,
    "no skill, likely": _LIKELY,
    "skills": _OWN,
    "skills, likely": format_lazy("{} {}", _OWN, _LIKELY),
    "skills in short": gettext_lazy("Dit wordt gevraagd en kunt u: %s."),
    "no occupation": gettext_lazy("Geen beroep van u ligt dicht bij dat van de vacature."),
    "same occupation": gettext_lazy("Uw beroep %(own)s is het beroep van de vacature."),
    "near occupation": gettext_lazy("Uw beroep %(own)s ligt dicht bij %(other)s."),
    "level unknown": gettext_lazy("Niveau: onbekend; dit sluit niets uit."),
    "level": gettext_lazy("Niveau: gevraagd %(asked)s, u hebt %(own)s."),
    "addition": gettext_lazy("Met ‘%(skill)s’ erbij gaat de score van %(before)s naar %(after)s."),
    "distance unknown": gettext_lazy("Afstand: onbekend; dit sluit niets uit."),
    "distance": gettext_lazy("Afstand: %s km in een rechte lijn."),
    "distance, wished": gettext_lazy(
        "Afstand: %(far)s km in een rechte lijn, u wilt hoogstens %(most)s km."
    ),
    "hours unknown": gettext_lazy("Uren per week: onbekend; dit sluit niets uit."),
    "hours": gettext_lazy("Uren per week: %(asked)s gevraagd, %(wished)s gewenst."),
    "no licence asked": gettext_lazy("Rijbewijs: niet gevraagd."),
    "licence unknown": gettext_lazy("Rijbewijs: onbekend; dit sluit niets uit."),
    "licence missing": gettext_lazy("Rijbewijs: %s gevraagd, en dat hebt u niet."),
    "licence": gettext_lazy("Rijbewijs: %s gevraagd, en dat hebt u."),
    "nothing irregular": gettext_lazy("Onregelmatig werk: niet gevraagd."),
    "irregular unknown": gettext_lazy("Onregelmatig werk: onbekend; dit sluit niets uit."),
    "irregular, not wished": gettext_lazy("Onregelmatig werk: gevraagd, en dat wilt u niet."),
    "irregular": gettext_lazy("Onregelmatig werk: gevraagd, en dat wilt u."),
    "not used": gettext_lazy(
        "Niet gebruikt: naam, geslacht, leeftijd, herkomst, talen, gezin, geloof, gezondheid, "
        "uitkering en de persoonlijke presentatie."
    ),
}


@dataclass(frozen=True)
class Reason:
    """`points` of the score, of 1 in all; 0 for what only had to fit, or was not used.

    `code` is a key of the texts here, `values` what stands in that text: plain values of JSON.
    """

    kind: str
    points: float
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """In the language of the page."""
        text = str(_TEXTS[self.code])
        said = {name: _SAID.get(name, str)(value) for name, value in self.values.items()}
        return text % (said if "%(" in text else tuple(said.values()))


def stored(reason: Reason) -> dict[str, Any]:
    """As a list keeps it."""
    return {**vars(reason), "values": dict(reason.values)}


def read(kept: Any) -> Reason:
    """What a list kept: by `stored`, or a text or reason in Dutch of before there were codes."""
    if isinstance(kept, str):
        return Reason("", 0.0, _AS_WRITTEN, {"text": kept})
    if "text" in kept:
        return Reason(kept["kind"], kept["points"], _AS_WRITTEN, {"text": kept["text"]})
    return Reason(**kept)


def percent(score: float) -> str:
    """A score of 0 to 1 as people read it."""
    return f"{round(100 * score)}\N{NO-BREAK SPACE}%"


def hundredths(points: float) -> str:
    """Points of a score of 1 as hundredths: "3,1"."""
    return _one_decimal(100 * points)


def _one_decimal(number: float) -> str:
    shown = f"{number:.1f}"
    return shown if get_language() == "en" else shown.replace(".", ",")


def _told(value: str | int | tuple[int | None, int | None]) -> str:
    """An occupation by its name, a level of VUM by its number, or hours: at least and at most."""
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return str(_LEVELS[value])
    least, most = value
    if least == most:
        return str(most)
    if most is None:
        return _("vanaf %s") % least
    if least is None:
        return _("tot en met %s") % most
    return _("%(least)s tot en met %(most)s") % {"least": least, "most": most}


def _counted(some: Mapping[str, Any] | float) -> str:
    """Each with its points, and how many more there are; a list of before has only points."""
    if not isinstance(some, Mapping):
        return hundredths(some)
    shown = ", ".join(f"{name} ({hundredths(points)})" for name, points in some["first"])
    if not some["more"]:
        return shown
    return _("%(shown)s, en nog %(count)s") % {"shown": shown, "count": some["more"]}


# How a value is said, by its name; others stand there as they are.
_SAID: Final[Mapping[str, Callable[[Any], str]]] = {
    "covered": percent, "before": percent, "after": percent, "alike": percent,
    "far": _one_decimal, "most": "{:g}".format,
    "asked": _told, "own": _told, "wished": _told,
    "words": _counted, "skills": _counted, "likely": _counted, "names": ", ".join,
}  # fmt: skip
