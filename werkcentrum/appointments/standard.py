"""Reasons for a visit that every region may begin with, in words that are there in six languages.

A region's own words are shown as they were typed.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from werkcentrum.appointments.models import Channel


@dataclass(frozen=True)
class StandardType:
    """A reason for a visit as it is set up; `name` and `explanation` are Dutch until shown."""

    key: str
    name: Any
    explanation: Any
    minutes: int
    channels: tuple[str, ...]
    themes: tuple[str, ...]

    @property
    def name_in_dutch(self) -> str:
        """The name as it is stored."""
        return _dutch(self.name)

    @property
    def explanation_in_dutch(self) -> str:
        """The explanation as it is stored."""
        return _dutch(self.explanation)


def _dutch(text: Any) -> str:
    with override(settings.LANGUAGE_CODE):
        return str(text)


STANDARD: Final = (
    StandardType(
        "vraag", _("Ik weet het nog niet goed"),
        _("Vertel uw verhaal. Een gids luistert en denkt met u mee, wat uw vraag ook is."),
        30, tuple(Channel.values), ("algemeen", "nieuw-in-nederland", "ondernemen"),
    ),
    StandardType(
        "werk", _("Werk zoeken"),
        _("Een gids kijkt met u wat u kunt en wilt. Daarna zoekt u samen naar werk dat past."),
        45, tuple(Channel.values), ("werk-zoeken", "loopbaan", "werk-houden", "jongeren"),
    ),
    StandardType(
        "leren", _("Leren of een ander beroep"),
        _("U praat over een cursus, een opleiding of ander werk. Ook als u niet weet wat u wilt."),
        45, tuple(Channel.values), ("scholing", "taal-en-basis"),
    ),
    StandardType(
        "geld", _("Geld en papieren"),
        _("Hulp bij een brief, een formulier of een vraag over uw inkomen."),
        30, (Channel.OFFICE, Channel.PHONE), ("inkomen",),
    ),
    StandardType(
        "werkgever", _("Personeel zoeken of houden"),
        _("Voor werkgevers. U praat over nieuwe mensen, of over leren en blijven in uw bedrijf."),
        45, tuple(Channel.values), ("personeel-vinden", "personeel-ontwikkelen", "regelingen"),
    ),
)  # fmt: skip
