"""What people mostly come for: service types to begin with, in every language of the website."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from werkcentrum.appointments.models import Channel


@dataclass(frozen=True)
class DefaultType:
    """A service type as it begins; `minutes` long."""

    key: str
    name: Promise
    explanation: Promise
    minutes: int
    channels: tuple[str, ...]
    themes: tuple[str, ...]

    def in_dutch(self) -> dict[str, Any]:
        """Its fields as they are stored: the Dutch text is the key of its translations."""
        with override("nl"):
            name, explanation = str(self.name), str(self.explanation)
        return {
            "key": self.key,
            "name": name,
            "explanation": explanation,
            "minutes": self.minutes,
            "channels": self.channels,
            "themes": list(self.themes),
        }


_ANY_WAY: Final = (Channel.OFFICE, Channel.PHONE, Channel.VIDEO)
DEFAULT_TYPES: Final = (
    DefaultType(
        key="werk", name=_("Praten over werk"),
        explanation=_("U zoekt werk, of u wilt ander werk. Wij denken met u mee."),
        minutes=30, channels=_ANY_WAY, themes=("werk-zoeken", "algemeen"),
    ),
    DefaultType(
        key="leren", name=_("Praten over leren en uw loopbaan"),
        explanation=_("U wilt iets leren of weten welk werk bij u past."),
        minutes=60, channels=_ANY_WAY, themes=("scholing", "loopbaan"),
    ),
    DefaultType(
        key="cv", name=_("Hulp bij uw cv of sollicitatie"),
        explanation=_("Wij lezen uw cv of brief en oefenen een gesprek."),
        minutes=45, channels=(Channel.OFFICE, Channel.VIDEO), themes=("werk-zoeken",),
    ),
    DefaultType(
        key="geld", name=_("Vragen over geld of een uitkering"),
        explanation=_("Wij kijken samen waar u recht op heeft en wie u verder helpt."),
        minutes=30, channels=(Channel.OFFICE, Channel.PHONE), themes=("inkomen",),
    ),
)  # fmt: skip
